"""Which services are monitored, by whom, and the council's figures. Coventry outline App 1."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from accounts.notifications import cancel_waiting
from events.models import CouncilProcedure, Procedure
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from providers.models import Service
from risk.models import Monitoring, MonitoringAction, MonitoringSetting

NONE_LOADED = "No procedure with risk-based monitoring is active. Ask an administrator to load one."
CHANGES = "risk.change_monitoring"
REMINDS = "monitoring.visit"


def instrument() -> tuple[Procedure, Pack] | None:
    """The active procedure with risk-based monitoring and its pack: the council's chosen one, else the newest."""
    chosen = CouncilProcedure.objects.filter(council__is_host=True).values_list("key", flat=True).first()
    found = Procedure.objects.active().filter(content__monitoring__ratings__isnull=False)

    def place(one: Procedure) -> tuple:
        by_person = one.activated_by is not None and one.activated_by.role != "system"
        return one.key == chosen, by_person, one.activated_at or one.loaded_at

    procedure = max(found.select_related("activated_by"), key=place, default=None)
    return (procedure, from_content(procedure.content)) if procedure else None


def required_instrument() -> tuple[Procedure, Pack]:
    """Raises ValidationError where no procedure has risk-based monitoring."""
    found = instrument()
    if found is None:
        raise ValidationError(NONE_LOADED)
    return found


def setting() -> MonitoringSetting | None:
    """The council's own figures, once it has set them."""
    return MonitoringSetting.objects.filter(council__is_host=True).first()


def spend_over(pack: Pack | None) -> Decimal | None:
    """The spend a year that picks out providers: the council's own figure, else the procedure's. COV-RB04."""
    if own := setting():
        return own.spend_over
    return Decimal(pack.monitoring.spend_over) if pack and pack.monitoring.spend_over else None


@operation("monitoring.figures_set", told="Figures of monitoring set", needs=CHANGES)
def set_figures(*, by: User, spend_over: Decimal, remind_days: int, version: int = 0) -> MonitoringSetting:
    """The council's own figures in place of the procedure's. Raises ValidationError, Conflict."""
    if spend_over <= 0:
        raise ValidationError({"spend_over": "The spend must be more than £0"})
    council = Organisation.objects.select_for_update().get(is_host=True)
    changing = {"spend_over": spend_over, "remind_days": remind_days}
    there = MonitoringSetting.objects.filter(council=council).first()
    if there is None:
        return MonitoringSetting.objects.create(council=council, changed_by=by, **changing)
    row = MonitoringSetting.objects.lock_for_edit(there.pk, since=version or there.version, changing=changing)
    row.save_version(by=by)
    return row


@operation("monitoring.begun", needs=CHANGES)
def begin_monitoring(*, by: User, service: Service, officer: User, started_on: date) -> Monitoring:
    """The council monitors the service from a day; one that was ended goes on. Raises ValidationError."""
    required_instrument()
    _refuse_officer(officer)
    if started_on > timezone.localdate():
        raise ValidationError({"started_on": "The day must be today or in the past"})
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    row = Monitoring.objects.filter(service=service).first()
    if row is None:
        return Monitoring.objects.create(
            service=service, officer=officer, started_on=started_on, changed_by=by
        )
    if row.ended_on is None:
        raise ValidationError("This service is monitored already.")
    row.officer, row.ended_on, row.ended_reason = officer, None, ""
    row.save_version(by=by, update_fields=["officer", "ended_on", "ended_reason"])
    return row


@operation("monitoring.officer_changed", told="Somebody else plans the monitoring visits", needs=CHANGES)
def change_officer(*, by: User, monitoring: Monitoring, version: int, officer: User) -> Monitoring:
    """Somebody else plans the visits and is reminded. Raises ValidationError, Conflict."""
    _refuse_officer(officer)
    row = Monitoring.objects.lock_for_edit(monitoring.pk, since=version, changing={"officer": officer})
    if "officer" in row.edited:
        forget_reminders(row.actions.planned())
    row.save_version(by=by)
    return row


@operation("monitoring.ended", needs=CHANGES)
def end_monitoring(
    *, by: User, monitoring: Monitoring, version: int, ended_on: date, reason: str
) -> Monitoring:
    """No longer monitored: what is planned is cancelled, what was recorded stays. Raises ValidationError, Conflict."""
    if not monitoring.started_on <= ended_on <= timezone.localdate():
        raise ValidationError({"ended_on": "The day must be between the first day of monitoring and today"})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is no longer monitored"})
    changing = {"ended_on": ended_on, "ended_reason": reason.strip()}
    row = Monitoring.objects.lock_for_edit(monitoring.pk, since=version, changing=changing)
    row.save_version(by=by)
    cancel(by, row.actions.planned(), f"Monitoring ended: {reason.strip()}")
    return row


def cancel(by: User, rows, reason: str) -> int:
    """Planned visits and actions that are asked for no longer; how many. Inside an operation."""
    rows = list(rows.select_for_update(of=("self",)))
    for row in rows:
        row.state, row.reason = MonitoringAction.State.CANCELLED, reason[:2000]
        row.save_version(by=by, update_fields=["state", "reason"])
    forget_reminders(rows)
    return len(rows)


def forget_reminders(rows) -> None:
    """What was not sent yet about these visits is not sent. Inside an operation."""
    for row in rows:
        cancel_waiting(dedupe_starts=f"{REMINDS}:{row.pk}:")


def _refuse_officer(officer: User) -> None:
    if not officer.has_perm(CHANGES):
        raise ValidationError({"officer": "Select somebody of the council who works on monitoring"})
