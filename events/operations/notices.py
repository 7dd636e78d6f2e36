"""What follows from a notice: suggestion and response side by side, and invoking. Called inside operations only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events.models import Checklist, FailureEvent, Lead, Notice
from events.operations.checklists import add_procedure, due_after_closing, refresh_stage
from events.operations.escalation import start_escalation
from events.operations.returns import returns_warning
from events.operations.scope import services_of
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.response import INVALID, Answer, suggest_response

OTHER_LABEL = "Other event"
Status = FailureEvent.Status


def pack_of(event: FailureEvent) -> Pack:
    """The words and figures of the procedure version that the event started with."""
    return from_content(event.procedure.content)


def record(by: User, event: FailureEvent, told: dict, decided: dict) -> FailureEvent:
    """Keep a notice with the suggestion and the response, and do what the response says."""
    pack = pack_of(event)
    answer = suggest_response(pack, told["trigger"], told["packages"], told["hours"])
    if answer.response == INVALID:
        raise ValidationError({"trigger": answer.reason})
    response = decide(pack, answer.response, **decided)
    about = told.pop("service", None) or event.service
    if about not in services_of(event):
        raise ValidationError({"service": f"{about} is not among the services of {event.reference}."})
    figures = (told["notified_on"], told["trigger"], told["packages"], told["hours"])
    Notice.objects.create(
        event=event,
        service=about,
        recorded_by=by,
        warning=returns_warning(pack, about, *figures),
        **_as_notice(pack, told, answer),
        **decided | {"response": response},
    )
    return follow(by, event, pack, response)


def _as_notice(pack: Pack, told: dict, answer: Answer) -> dict[str, Any]:
    trigger = pack.trigger(told["trigger"])
    if not (trigger and trigger.threshold):
        told = told | {"packages": "", "hours": ""}
    return told | {
        "trigger_label": trigger.event if trigger else OTHER_LABEL,
        "suggested_response": answer.response,
        "rule": answer.rule,
        "section": answer.section,
        "explanation": " ".join([answer.reason, *answer.notes]),
    }


def decide(pack: Pack, suggested: str, response: str, override_reason: str, decided_by: str) -> str:
    """The response, if it is one of the pack's two and, where it is not the suggested one, reasoned and decided."""
    if response not in {one.label for one in pack.responses}:
        raise ValidationError({"response": "Select the response."})
    if response != suggested:
        missing = {}
        said = (
            f"The procedure says {suggested}. Enter"
            if suggested in {one.label for one in pack.responses}
            else "Enter"
        )
        if not override_reason.strip():
            missing["override_reason"] = f"{said} the reason for this response."
        if not decided_by.strip():
            missing["decided_by"] = "Enter who decided this."
        if missing:
            raise ValidationError(missing)
    return response


def follow(by: User, event: FailureEvent, pack: Pack, response: str) -> FailureEvent:
    """Invoke when the response says so and that has not been done."""
    if response != pack.response("invoke"):
        if event.status == Status.STANDARD_PRACTICE:
            _keep(by, event, {"response": response})
        return event
    if event.status != Status.STANDARD_PRACTICE:
        return event
    _keep(
        by,
        event,
        {"status": Status.INVOKED, "response": response, "invoked_at": timezone.now(), "invoked_by": by},
    )
    if not event.checklists.filter(kind=Checklist.Kind.PROCEDURE).exists():
        add_procedure(event, pack)
        due_after_closing(event, pack)
    refresh_stage(event, pack)
    _first_lead(by, event, pack)
    start_escalation(by, event)
    return event


def _first_lead(by: User, event: FailureEvent, pack: Pack) -> None:
    """Whoever invokes holds the first required role until somebody else is named. SOP 11.2."""
    role = pack.required_leads[0].role if pack.required_leads else ""
    if role and not event.leads.current().filter(role=role).exists():
        Lead.objects.create(
            event=event,
            role=role,
            organisation=event.host_council,
            user=by,
            began_at=timezone.now(),
            name=by.name,
            phone=by.phone,
            email=by.email,
        )


def _keep(by: User, event: FailureEvent, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(event, name, value)
    event.edited = []
    event.save_version(by=by, update_fields=list(fields))
