"""What pages show of monitoring: the whole market, one month's report, one service. Coventry outline App 1."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q
from django.utils.http import urlencode

from events.procedure.monitoring import MonitoringRating
from events.procedure.pack import Pack
from events.rules.monitoring import is_over, month_of, months_after, rating_of, ratings
from providers.models import Provider, Service
from risk.models import MarketReport, Monitoring, MonitoringAction, MonthlyRecord
from risk.operations.instruments import pack_of
from risk.operations.monitoring import spend_over
from risk.reading import kind_of
from risk.rules.months import rated, regime_of

NOT_RATED = "Not rated yet"
MONTHS_SHOWN = 24


class Line(NamedTuple):
    """One monitored service as it stood at the end of a month. `provider_spend` adds up the provider's services."""

    monitoring: Monitoring
    service: Service
    kind: str
    rating: str
    value: int
    spend: Decimal | None
    provider_spend: Decimal | None
    is_over: bool
    last_visit: date | None
    next_visit: date | None
    is_late: bool
    is_missing: bool


def market(
    user, pack: Pack | None, month: date, today: date, *, provider: Provider | None = None
) -> list[Line]:
    """Every monitored service, or a provider's, the highest rating first. Two queries. COV-RB04, COV-RB06.

    The spend that is compared is the provider's over all its monitored services, as "holistic spend" says.
    """
    rows = Monitoring.objects.visible_to(user).current().filter(started_on__lt=months_after(month, 1))
    rows = rows.filter(service__provider=provider) if provider else rows
    rows = list(rows.as_of(month).select_related("service__provider", "officer"))
    limit, spent = spend_over(pack), _by_provider(rows)
    lines = []
    for row in rows:
        total = spent.get(row.service.provider_id or -row.pk)
        is_late = row.next_visit is not None and row.next_visit < today
        lines.append(Line(
            row, row.service, kind_of(row.service), row.rated_label or NOT_RATED, row.rated or 0, row.spend, total,
            is_over(total, limit), row.last_visit, row.next_visit, is_late, row.data_month != month,
        ))  # fmt: skip
    return sorted(lines, key=lambda line: (-line.value, str(line.service).casefold(), line.monitoring.pk))


def _by_provider(rows: Iterable[Monitoring]) -> dict[int, Decimal]:
    spent: dict[int, Decimal] = {}
    for row in rows:
        if row.spend is not None:
            key = row.service.provider_id or -row.pk
            spent[key] = spent.get(key, Decimal(0)) + row.spend
    return spent


class Change(NamedTuple):
    """A service whose rating is another than at the end of the month before."""

    line: Line
    before: str
    direction: str  # "up", "down" or "new"


class Report(NamedTuple):
    """The report of a month to the managers of the market. COV-RB05, COV-RB06."""

    month: date
    lines: list[Line]
    counts: list[tuple[str, int]]
    reported: list[Line]
    reported_words: str
    changes: list[Change]
    made: list[MonitoringAction]
    late: list[MonitoringAction]
    not_made: list[MonitoringAction]
    missing: list[Line]
    over: list[Line]
    limit: Decimal | None


def report(user, pack: Pack, month: date, today: date) -> Report:
    """What a month came to: who is at the reported ratings, what changed, visits, and whose data are missing.

    The same number of queries for few services and many.
    """
    lines = market(user, pack, month, today)
    reported = {one.label: one for one in ratings(pack) if one.is_reported}
    visits = _visits(user, month)
    until = min(today, months_after(month, 1))
    due = [row for row in visits if row.due_on < until]
    return Report(
        month, lines, count_ratings(pack, lines), [line for line in lines if line.rating in reported],
        " or ".join(reported), _changes(user, lines, month),
        [row for row in visits if row.done_on and month_of(row.done_on) == month],
        [row for row in due if _was_late(row, until)],
        [row for row in due if row.state == MonitoringAction.State.NOT_DONE and row.due_on >= month],
        [line for line in lines if line.is_missing], [line for line in lines if line.is_over], spend_over(pack),
    )  # fmt: skip


class Written(NamedTuple):
    """What officers wrote to the report of a month, and what was recommended for it the month before. COV-RB06."""

    now: MarketReport | None
    before: MarketReport | None


def written(user, month: date) -> Written:
    """One query."""
    rows = MarketReport.objects.visible_to(user).filter(month__in=[month, months_after(month, -1)])
    by_month = {row.month: row for row in rows.select_related("changed_by")}
    return Written(by_month.get(month), by_month.get(months_after(month, -1)))


def _was_late(row: MonitoringAction, until: date) -> bool:
    """Due before the end of the month (or today), and not made by then."""
    if row.state == MonitoringAction.State.DONE:
        return row.done_on >= until
    return row.state == MonitoringAction.State.PLANNED


def _visits(user, month: date) -> list[MonitoringAction]:
    """Visits that were due or made in a month, or late from before, in order of their days."""
    State, after = MonitoringAction.State, months_after(month, 1)
    rows = MonitoringAction.objects.visible_to(user).visits().exclude(state=State.CANCELLED)
    still_open = Q(state=State.PLANNED) | Q(done_on__gte=month) | Q(due_on__gte=month)
    wanted = (Q(due_on__lt=after) & still_open) | Q(done_on__gte=month, done_on__lt=after)
    return list(rows.filter(wanted).select_related("monitoring__service__provider").order_by("due_on", "pk"))


def _changes(user, lines: list[Line], month: date) -> list[Change]:
    before = Monitoring.objects.visible_to(user).as_of(months_after(month, -1))
    known = {row.pk: (row.rated or 0, row.rated_label or NOT_RATED) for row in before}
    found = []
    for line in lines:
        value, label = known[line.monitoring.pk]
        if line.value and line.rating != label:
            direction = "new" if not value else "up" if line.value > value else "down"
            found.append(Change(line, label, direction))
    return found


def count_ratings(pack: Pack | None, lines: Iterable[Line]) -> list[tuple[str, int]]:
    """How many services are at each rating, the highest first; those not rated last."""
    labels = [one.label for one in reversed(ratings(pack))] if pack else []
    given = [line.rating for line in lines]
    labels += [label for label in dict.fromkeys(given) if label not in (*labels, NOT_RATED)]
    return [(label, given.count(label)) for label in (*labels, NOT_RATED)]


def known_of(user, service: Service) -> dict | None:
    """What is known of one service's monitoring: rating, months, visits; None where it is not monitored."""
    monitoring = Monitoring.objects.visible_to(user).filter(service=service).select_related("officer").first()
    if monitoring is None:
        return None
    monitoring.service = service
    months = list(monitoring.months.select_related("decided_by", "procedure").order_by("-month"))
    actions = list(monitoring.actions.select_related("changed_by"))
    planned = [row for row in actions if row.state == MonitoringAction.State.PLANNED]
    return {
        "monitoring": monitoring,
        "regime": regime_of(one for one in months if one.rating is not None),
        "months": months[:MONTHS_SHOWN],
        "visits": [row for row in planned if row.is_visit],
        "actions": [row for row in planned if not row.is_visit],
        "settled": _latest_first(row for row in actions if row not in planned),
    }


def _latest_first(rows: Iterable[MonitoringAction]) -> list[MonitoringAction]:
    return sorted(rows, key=lambda row: (row.done_on or row.changed_at.date(), row.pk), reverse=True)


def lines_of(record: MonthlyRecord) -> list:
    """The data sets of a month with what was said of each."""
    return rated(pack_of(record), record.monitoring.service.service_types, record.ratings)


def shade_of(pack: Pack | None, label: str) -> str:
    """The colour of a rating's tag, by where it stands among the ratings."""
    every: tuple[MonitoringRating, ...] = ratings(pack) if pack else ()
    found = rating_of(pack, label) if pack else None
    if found is None:
        return "grey"
    at = every.index(found)
    return "green" if at == 0 else "red" if at == len(every) - 1 else "orange"


def ratings_in_force(user, today: date) -> list[dict]:
    """How many monitored services are at each rating, the highest first, and how many have a late visit. One query."""
    if not user.has_perm("risk.view_monitoring"):
        return []
    rows = Monitoring.objects.visible_to(user).current().as_of(month_of(today))
    counted: dict[tuple[int, str], int] = {}
    late = 0
    for value, label, following in rows.values_list("rated", "rated_label", "next_visit"):
        key = (value or 0, label or NOT_RATED)
        counted[key] = counted.get(key, 0) + 1
        late += following is not None and following < today
    lines = [
        {"text": label, "count": count, "query": urlencode({"rating": label})}
        for (_, label), count in sorted(counted.items(), reverse=True)
    ]
    return lines + ([{"text": "Visit late", "count": late, "query": "show=late"}] if late else [])
