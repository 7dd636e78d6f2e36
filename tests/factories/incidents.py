"""Incidents logged through the real operations, so that everything that comes with them is there."""

from datetime import date

from django.utils import timezone

from events.models import FailureEvent
from events.operations import shares
from events.operations.decisions import escalate
from events.operations.events import log_event
from events.operations.leads import name_lead
from events.operations.step_records import record_evidence
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory

STANDARD, INVOKE = "Standard Practice", "Invoke Provider Failure Procedure"
TOLD = {
    "notified_on": date(2026, 11, 6),
    "notified_by": "J. Sterling, administrator, by telephone",
    "service_type": "Care home service with nursing",
    "nature_of_failure": "Funding stops on 4 December.",
}
STOPS_FUNDING = {"trigger": "STF-T11", "response": INVOKE}
IN_ADMINISTRATION = {"trigger": "STF-T10", "response": STANDARD}


def log(by, service=None, **fields) -> FailureEvent:
    """An incident that invokes the procedure, unless told otherwise."""
    ProcedureFactory()
    return log_event(by=by, service=service or ServiceFactory(), **TOLD | STOPS_FUNDING | fields)


def escalated(by, event: FailureEvent) -> FailureEvent:
    """The event, with the decision that lets its later stages start. SOP 11.5."""
    escalate(by=by, event=event, reason="No buyer was found.", decided_by="M. Pellworth, head of service")
    event.refresh_from_db()
    return event


def confirmed(by, step):
    """The step, confirmed by each means that the procedure asks for. SOP 11.4."""
    for kind in ("phone confirmation", "email confirmation"):
        record_evidence(
            by=by,
            step=step,
            kind=kind,
            confirmed_by="J. Sterling, administrator",
            confirmed_at=timezone.now(),
        )
    return step


def share_event(*, by, event, organisation):
    """The event is shared, after somebody was named whom sharing needs. SOP 11.2."""
    role = "Assessment and Care Management"
    if not event.leads.current().filter(role=role).exists():
        host, phone = event.host_council, "01632 960000"
        name_lead(by=by, event=event, role=role, name="Odalys Fenn", organisation=host, phone=phone)
    return shares.share_event(by=by, event=event, organisation=organisation)
