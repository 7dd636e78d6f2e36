"""Monitoring on paper and as a spreadsheet. Coventry outline App 1."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from events.procedure.pack import Pack
from events.rules.monitoring import data_set_labels, rating_of
from govuk.sheets import gate, read
from govuk.sheets.write import write_csv, write_xlsx
from risk.models import Monitoring, MonthlyRecord
from risk.monitored import Line, report, written
from risk.rules.month_list import ListRow, headings, read_list


def read_sheet(pack: Pack, content: bytes, name: str) -> tuple[list[list], list[ListRow], str]:
    """The cells of a sheet, its rows as read, and why it cannot be read. Raises SheetRefused."""
    table = read.read(gate.check(content, name))
    services = {
        row.service.cqc_id: (str(row.service), row.service.service_types)
        for row in Monitoring.objects.current().select_related("service")
    }
    rows, refusal = read_list(pack, table.rows, services)
    cells = [[str(getattr(cell, "shown", cell) or "") for cell in values] for _, values in table.rows]
    return cells, rows, refusal


def monitoring_sheet(user, pack: Pack, lines: Iterable[Line], kind: str) -> bytes:
    """The newest ratings of each service, in the columns that a list may have."""
    lines = list(lines)
    rows = MonthlyRecord.objects.visible_to(user).filter(monitoring__in=[one.monitoring for one in lines])
    newest = {
        row.monitoring_id: row for row in rows.order_by("monitoring_id", "-month").distinct("monitoring_id")
    }
    table = [_cells(pack, line, newest.get(line.monitoring.pk)) for line in lines]
    names = headings(pack)
    return write_xlsx(names, table, title="Monitoring") if kind == "xlsx" else write_csv(names, table)


def _cells(pack: Pack, line: Line, record: MonthlyRecord | None) -> list:
    kept = record.ratings if record else {}
    given = [_short(pack, kept.get(one, {}).get("rating")) for one in data_set_labels(pack)]
    overall = _short(pack, record.rating) if record else None
    return [
        line.service.cqc_id, str(line.service), line.spend, *given, overall, record.reason or None if record else None,
    ]  # fmt: skip


def _short(pack: Pack, value: int | None) -> str | None:
    found = rating_of(pack, value) if value is not None else None
    return found.short if found else None


def report_paper(user, pack: Pack, month: date, today: date) -> dict[str, Any]:
    """The monthly report as it goes to the managers of the market. COV-RB05."""
    host = Organisation.objects.filter(is_host=True).values_list("name", flat=True).first()
    return {
        "report": report(user, pack, month, today),
        "written": written(user, month),
        "reference": f"{month:%B %Y}",
        "as_at": timezone.now(),
        "council_name": host or "",
        "cited": pack.cite(pack.monitoring),
        "today": today,
    }
