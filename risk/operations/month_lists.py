"""The monthly data of many services out of a spreadsheet. Coventry outline App 1."""

from datetime import date

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from events.rules.monitoring import month_of
from govuk.words import count_of
from risk.models import Monitoring, MonthlyRecord
from risk.operations.monitoring import CHANGES, required_instrument
from risk.operations.months import change_month, decide_rating, record_month
from risk.rules.month_list import ListRow, without_problems


@operation("month.imported", told="Monthly data taken from a spreadsheet", needs=CHANGES)
def take_list(*, by: User, month: date, rows: list[ListRow]) -> int:
    """Rows of a checked list as the data of a month: all of them or none; how many services.

    What a row leaves blank stays as it is, and so do significance and notes; a row that says nothing is no data. A row
    with an overall rating decides it. Raises ValidationError while a row has a problem.
    """
    if not without_problems(rows):
        raise ValidationError("Put the rows right that have a problem, and send the list again.")
    month, _ = month_of(month), required_instrument()
    known = Monitoring.objects.current().select_related("service")
    monitored = {
        one.service.cqc_id: one for one in known.filter(service__cqc_id__in=[r.cqc_id for r in rows])
    }
    there = MonthlyRecord.objects.filter(month=month, monitoring__in=monitored.values())
    records = {one.monitoring_id: one for one in there}
    if missing := [row for row in rows if row.cqc_id not in monitored]:
        raise ValidationError(f"{count_of(len(missing), 'service')} of the list is not monitored any more.")
    told = [row for row in rows if row.ratings or row.spend is not None]
    for row in told:
        _take(by, monitored[row.cqc_id], records.get(monitored[row.cqc_id].pk), month, row)
    return len(told)


def _take(by: User, monitoring: Monitoring, record: MonthlyRecord | None, month: date, row: ListRow) -> None:
    kept = dict(record.ratings) if record else {}
    for identity, value in row.ratings.items():
        kept[identity] = {**kept.get(identity, {}), "rating": value}
    spend = row.spend if row.spend is not None else (record.spend if record else None)
    if record is None:
        record = record_month(by=by, monitoring=monitoring, month=month, ratings=kept, spend=spend)
    else:
        record.monitoring = monitoring
        record = change_month(by=by, record=record, version=record.version, ratings=kept, spend=spend)
    if row.rating is not None and (row.rating, row.reason) != (record.rating, record.reason):
        decide_rating(by=by, record=record, version=record.version, rating=row.rating, reason=row.reason)
