"""Visits and actions of monitoring: planned by the rating and the clock, done, left out, told of. Coventry App 1."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Notification, User
from accounts.notifications import notify
from events.rules import monitoring as asked_rules
from events.rules.monitoring import Asked
from events.rules.working_days import add_working_days
from govuk.words import full_date
from risk.models import Monitoring, MonitoringAction, MonthlyRecord
from risk.operations.instruments import pack_of
from risk.operations.monitoring import CHANGES, REMINDS, cancel, forget_reminders, setting
from risk.rules.months import Regime, anchor_of, regime_of

State = MonitoringAction.State
REMIND_DAYS = 2
SETTLED = "This is not planned any more. Open the service to see what is."


def follow_rating(*, by: User, monitoring: Monitoring, was: Regime | None) -> None:
    """What the rating in force asks for is planned, the rest cancelled. Inside an operation."""
    now = in_force(monitoring)
    if now is None:
        return
    if was is None or was.rating != now.rating:
        if was:
            reason = f"The rating changed from {was.label} to {now.label}."
            cancel(by, monitoring.actions.planned().filter(is_required=True), reason)
        begin_regime(by, monitoring, now.began)
    plan_rhythms(by, monitoring, now, timezone.localdate())


def in_force(monitoring: Monitoring) -> Regime | None:
    decided = monitoring.months.filter(rating__isnull=False).select_related("procedure")
    return regime_of(decided)


def begin_regime(by: User, monitoring: Monitoring, record: MonthlyRecord) -> None:
    """All that the rating requires but the rhythms: visits now, and actions without a day."""
    for one in asked_rules.asked_by(pack_of(record), record.rating):
        if not one.has_rhythm:
            day = add_working_days(record.decided_on, 0) if one.is_visit else None
            _plan(by, monitoring, record, one, day)


def plan_rhythms(by: User, monitoring: Monitoring, regime: Regime, today: date) -> int:
    """Visits that come round, until one is due today or later; how many were planned. Inside an operation."""
    record, made = regime.began, 0
    pack = pack_of(record)
    for one in (one for one in asked_rules.asked_by(pack, regime.rating) if one.has_rhythm):
        mine = Q(record__in=regime.run) | Q(state=State.PLANNED)
        rows = list(monitoring.actions.filter(mine, action=one.id).exclude(state=State.CANCELLED))
        if any(row.state == State.PLANNED and row.due_on >= today for row in rows):
            continue
        if rows:
            days = asked_rules.due_until(one, anchor_of(rows), today)
        else:
            days = _first_days(pack, monitoring, record, one, today)
        for day in days:
            _plan(by, monitoring, record, one, day)
        made += len(days)
    return made


def _first_days(pack, monitoring: Monitoring, record: MonthlyRecord, one: Asked, today: date) -> list[date]:
    visits = monitoring.actions.visits().filter(state=State.DONE).order_by("-done_on")
    last = visits.values_list("done_on", flat=True).first()
    starts = asked_rules.begins_with_visit(pack, record.rating)
    first = asked_rules.first_due(one, decided_on=record.decided_on, last_visit=last, from_now=starts)
    return [first] if first >= today else [first, *asked_rules.due_until(one, first, today)]


def _plan(by: User, monitoring: Monitoring, record: MonthlyRecord, one: Asked, day: date | None) -> None:
    facts = {"label": one.label[:500], "every": one.words[:200], "is_visit": one.is_visit, "record": record}
    MonitoringAction.objects.get_or_create(
        monitoring=monitoring, action=one.id, due_on=day, state=State.PLANNED,
        defaults=facts | {"procedure": record.procedure, "changed_by": by},
    )  # fmt: skip


@operation("monitoring_action.added", needs=CHANGES)
def add_action(
    *, by: User, monitoring: Monitoring, action: str, due_on: date | None = None
) -> MonitoringAction:
    """Something that a lower rating lists and a person wants done; never required. COV-U06. Raises ValidationError."""
    Monitoring.objects.select_for_update(of=("self",)).get(pk=monitoring.pk)
    now = in_force(monitoring)
    possible = asked_rules.also_possible(pack_of(now.began), now.rating) if now else []
    one = next((one for one in possible if one.id == action), None)
    if one is None or monitoring.ended_on:
        raise ValidationError({"action": "Select one of the actions listed"})
    if one.is_visit and (due_on is None or due_on < timezone.localdate()):
        raise ValidationError({"due_on": "Enter the day of the visit, today or in the future"})
    if monitoring.actions.planned().filter(action=one.id).exists():
        raise ValidationError({"action": "This is planned already"})
    return MonitoringAction.objects.create(
        monitoring=monitoring, record=now.began, procedure=now.began.procedure, action=one.id, label=one.label,
        every=one.words, is_visit=one.is_visit, is_required=False, due_on=due_on, changed_by=by,
    )  # fmt: skip


@operation("monitoring_action.done", told="Monitoring visit or action done", needs=CHANGES)
def record_done(
    *, by: User, action: MonitoringAction, version: int, done_on: date, visited_by: str, notes: str = ""
) -> MonitoringAction:
    """A visit was made or an action done; the next is planned from that day. Raises ValidationError, Conflict."""
    monitoring = _lock_planned(action)
    if not monitoring.started_on <= done_on <= timezone.localdate():
        raise ValidationError({"done_on": "The day must be between the first day of monitoring and today"})
    if not visited_by.strip():
        raise ValidationError({"visited_by": "Enter who did it"})
    changing = {
        "state": State.DONE, "done_on": done_on, "visited_by": visited_by.strip(), "notes": notes.strip(),
    }  # fmt: skip
    return _settle(by, monitoring, action, version, changing)


@operation("monitoring_action.left_out", told="Monitoring visit or action not done", needs=CHANGES)
def record_not_done(*, by: User, action: MonitoringAction, version: int, reason: str) -> MonitoringAction:
    """A visit was not made, and why. Raises ValidationError, Conflict."""
    monitoring = _lock_planned(action)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it was not done"})
    return _settle(by, monitoring, action, version, {"state": State.NOT_DONE, "reason": reason.strip()})


@operation("monitoring_action.moved", told="Monitoring visit moved", needs=CHANGES)
def move_visit(
    *, by: User, action: MonitoringAction, version: int, due_on: date, reason: str
) -> MonitoringAction:
    """Another day for a planned visit, with the reason, which the history keeps. Raises ValidationError, Conflict."""
    monitoring = _lock_planned(action)
    if not action.is_visit:
        raise ValidationError("Only a visit has a day.")
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "The day must be today or in the future"})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the visit is moved"})
    others = monitoring.actions.planned().filter(action=action.action, due_on=due_on).exclude(pk=action.pk)
    if others.exists():
        raise ValidationError({"due_on": "The same visit is planned for that day already"})
    row = MonitoringAction.objects.lock_for_edit(action.pk, since=version, changing={"due_on": due_on})
    forget_reminders([row])
    row.save_version(by=by)
    return row


@operation("monitoring_action.notes_changed", told="Notes of a monitoring visit changed", needs=CHANGES)
def change_notes(*, by: User, action: MonitoringAction, version: int, notes: str) -> MonitoringAction:
    """Notes of a visit that was made; the history keeps the earlier ones. Raises ValidationError, Conflict."""
    if action.state != State.DONE:
        raise ValidationError("Record first that it was done.")
    row = MonitoringAction.objects.lock_for_edit(action.pk, since=version, changing={"notes": notes.strip()})
    row.save_version(by=by)
    return row


def _lock_planned(action: MonitoringAction) -> Monitoring:
    monitoring = Monitoring.objects.select_for_update(of=("self",)).get(pk=action.monitoring_id)
    if not MonitoringAction.objects.planned().filter(pk=action.pk).exists():
        raise ValidationError(SETTLED)
    return monitoring


def _settle(
    by: User, monitoring: Monitoring, action: MonitoringAction, version: int, changing: dict
) -> MonitoringAction:
    row = MonitoringAction.objects.lock_for_edit(action.pk, since=version, changing=changing)
    row.save_version(by=by)
    forget_reminders([row])
    if (now := in_force(monitoring)) and monitoring.ended_on is None:
        plan_rhythms(by, monitoring, now, timezone.localdate())
    return row


@operation("monitoring.planned_ahead", told="Monitoring visits planned")
def plan_ahead(*, by: User, monitoring: Monitoring, today: date) -> int:
    """The next visits of one service; how many were planned. Safe to run twice."""
    row = Monitoring.objects.current().select_for_update(of=("self",)).filter(pk=monitoring.pk).first()
    now = in_force(row) if row else None
    return plan_rhythms(by, row, now, today) if now else 0


def plan_all_ahead(*, by: User, today: date) -> int:
    """The next visits wherever none is planned for today or later; how many were planned. Safe to run twice."""
    coming = MonitoringAction.objects.planned().visits().filter(monitoring=OuterRef("pk"), due_on__gte=today)
    rows = Monitoring.objects.current().filter(~Exists(coming), months__rating__isnull=False).distinct()
    return sum(plan_ahead(by=by, monitoring=row, today=today) for row in rows.order_by("pk"))


@operation("monitoring.reminded", told="Reminded of monitoring visits")
def remind_of_visits(*, by: User, today: date) -> int:
    """Who plans a service's visits is told when one comes near, and once when it is late; how many were told.

    Nobody is told of a visit that came late before a reminder could: the late one is enough.
    """
    own = setting()
    until = add_working_days(today, own.remind_days if own else REMIND_DAYS)
    rows = MonitoringAction.objects.planned().visits().filter(due_on__lte=until)
    rows = list(rows.select_related("monitoring__service", "monitoring__officer"))
    keys = {row.pk: _key(row, today) for row in rows}
    told = set(Notification.objects.filter(dedupe__in=keys.values()).values_list("to_id", "dedupe"))
    new = [row for row in rows if (row.monitoring.officer_id, keys[row.pk]) not in told]
    for row in new:
        _remind(row, keys[row.pk], today)
    return len(new)


def _key(row: MonitoringAction, today: date) -> str:
    return f"{REMINDS}:{row.pk}:{row.due_on}:{'late' if row.due_on < today else 'soon'}"


def _remind(row: MonitoringAction, dedupe: str, today: date) -> None:
    service, day = row.monitoring.service, full_date(row.due_on)
    late = row.due_on < today
    notify(
        to=row.monitoring.officer,
        kind="monitoring.visit",
        subject=f"{'Late visit' if late else 'Visit due'}: {service}",
        body=f"{row.label} at {service} {'was' if late else 'is'} due on {day}. Sign in to record it.",
        dedupe=dedupe,
        url=row.get_absolute_url(),
    )
