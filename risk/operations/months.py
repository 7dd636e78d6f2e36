"""The monthly data of a service and its overall rating, which a person decides. Coventry outline App 1."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.versions import Clash, Conflict
from events.procedure.monitoring import MonitoringRating
from events.procedure.pack import Pack
from events.rules.monitoring import month_of, rating_of, suggested
from govuk.words import count_of
from risk.models import Monitoring, MonthlyRecord
from risk.operations.instruments import pack_of
from risk.operations.monitoring import CHANGES, required_instrument
from risk.operations.visits import follow_rating
from risk.rules import months as rules


@operation("month.recorded", told="Monthly data recorded", needs=CHANGES)
def record_month(
    *,
    by: User,
    monitoring: Monitoring,
    month: date,
    ratings: Mapping[str, Mapping],
    spend: Decimal | None = None,
) -> MonthlyRecord:
    """The data of one month, as far as they are known. `month` is any day of it.

    Raises ValidationError, also for no data at all: the service would be counted as updated. COV-RB12.
    """
    procedure, pack = required_instrument()
    month = month_of(month)
    _refuse_month(monitoring, month)
    kept = _checked(pack, monitoring, ratings)
    _refuse_nothing(kept, spend)
    Monitoring.objects.select_for_update(of=("self",)).get(pk=monitoring.pk)
    if MonthlyRecord.objects.filter(monitoring=monitoring, month=month).exists():
        raise ValidationError(f"{month:%B %Y} is recorded already. Open it to change it.")
    return MonthlyRecord.objects.create(
        monitoring=monitoring, procedure=procedure, month=month, ratings=kept, spend=spend, recorded_by=by,
        changed_by=by, **_suggestion(pack, kept),
    )  # fmt: skip


@operation("month.changed", told="Monthly data changed", needs=CHANGES)
def change_month(
    *,
    by: User,
    record: MonthlyRecord,
    version: int,
    ratings: Mapping[str, Mapping],
    spend: Decimal | None = None,
) -> MonthlyRecord:
    """Other data. Two people's changes of different data sets merge. Raises ValidationError, Conflict."""
    pack = pack_of(record)
    mine = _checked(pack, record.monitoring, ratings)
    row = MonthlyRecord.objects.lock_for_edit(record.pk, since=version, changing={"spend": spend})
    before = row if row.version == version else row.snapshot(version)
    merged, clashing = rules.merge(before.ratings if before else {}, row.ratings, mine)
    if clashing:
        raise _conflict(pack, row, clashing, mine)
    _refuse_nothing(merged, spend)
    changed = {"ratings": merged, **_suggestion(pack, merged)} if merged != row.ratings else {}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save_version(by=by, update_fields=list(changed))
    return row


@operation("month.decided", told="Monitoring rating decided", needs=CHANGES)
def decide_rating(
    *,
    by: User,
    record: MonthlyRecord,
    version: int,
    rating: int,
    reason: str = "",
    decided_on: date | None = None,
) -> MonthlyRecord:
    """A person's overall rating; another than the suggested one needs a reason. COV-RB03, COV-RB11.

    The visits and actions of the rating follow, where it is the newest. Raises ValidationError, Conflict.
    """
    pack, chosen = pack_of(record), rating_of(pack_of(record), rating)
    Monitoring.objects.select_for_update(of=("self",)).get(pk=record.monitoring_id)
    day = decided_on or timezone.localdate()
    if chosen is None:
        raise ValidationError({"rating": "Select one of the ratings"})
    if not record.month <= day <= timezone.localdate():
        raise ValidationError({"decided_on": "The day must be between the start of the month and today"})
    _refuse_rating(pack, record, chosen, reason)
    was = rules.regime_of(record.monitoring.months.filter(rating__isnull=False))
    changing = {
        "rating": chosen.value, "rating_label": chosen.label, "weighed": record.suggested,
        "reason": reason.strip(), "decided_on": day, "decided_by": by,
    }  # fmt: skip
    row = MonthlyRecord.objects.lock_for_edit(record.pk, since=version, changing=changing)
    row.save_version(by=by)
    follow_rating(by=by, monitoring=row.monitoring, was=was)
    return row


def _refuse_rating(pack: Pack, record: MonthlyRecord, chosen: MonitoringRating, reason: str) -> None:
    """Every data set is rated, and another rating than the suggested one has its reason."""
    if missing := rules.open_sets(pack, record.monitoring.service.service_types, record.ratings):
        raise ValidationError(
            f"Rate every data set first: {count_of(len(missing), 'data set is', 'data sets are')} open."
        )
    if chosen.value != record.suggested and not reason.strip():
        words = f"{record.suggested_label} is suggested. Enter the reason for another rating"
        raise ValidationError({"reason": words})


def _suggestion(pack: Pack, kept: Mapping[str, Mapping]) -> dict:
    found = suggested(pack, [said["rating"] for said in kept.values()])
    return {"suggested": found.value if found else None, "suggested_label": found.label if found else ""}


def _refuse_month(monitoring: Monitoring, month: date) -> None:
    if monitoring.ended_on:
        raise ValidationError("This service is no longer monitored. Begin monitoring it again first.")
    if month > timezone.localdate():
        raise ValidationError({"month": "The month must be this month or an earlier one"})


def _checked(pack: Pack, monitoring: Monitoring, ratings: Mapping[str, Mapping]) -> dict[str, dict]:
    if refusal := rules.refusal(pack, monitoring.service.service_types, ratings):
        raise ValidationError(refusal)
    return rules.tidy(ratings)


def _refuse_nothing(kept: Mapping[str, Mapping], spend: Decimal | None) -> None:
    if not kept and spend is None:
        raise ValidationError("Rate at least one data set, or enter the spend.")


def _conflict(pack: Pack, row: MonthlyRecord, clashing: list[str], mine: Mapping) -> Conflict:
    """Both values of each data set that two people rated otherwise, at the field of the form."""
    lines = {one.id: one for one in rules.rated(pack, row.monitoring.service.service_types, row.ratings)}
    who = row.changed_by.name if row.changed_by else "Somebody"
    clashes = []
    for identity in clashing:
        line = lines[identity]
        theirs = ", ".join(part for part in (line.rating, line.significance, line.source, line.notes) if part)
        yours = mine.get(identity)
        clashes.append(
            Clash(f"rating_{line.number}", line.label, yours, theirs or "nothing", who, row.changed_at)
        )
    return Conflict(row, clashes)
