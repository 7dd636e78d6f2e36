"""The answer panel: what the procedure says to what stands in the form now, and what logging it would do."""

from typing import Any

from accounts.models import Notification, User
from events.forms.incident import NoticeForm
from events.models import FailureEvent
from events.operations.escalation import first_told
from events.operations.returns import returns_warning
from events.operations.telling import invoked_key
from events.procedure.pack import Pack
from events.rules.response import INVALID, OTHER, suggest_response
from govuk.words import count_of
from providers.models import Service

DRAFT, SHOW = "draft", "show"


def as_typed(form: NoticeForm, **kwargs: Any) -> NoticeForm:
    """The same form with what was typed in it, without saying yet what is missing."""
    now = {name: form[name].data for name in form.fields}
    return type(form)(initial=now, **kwargs)


def panel(form: NoticeForm, pack: Pack, user: User, service: Service, *, is_invoked: bool = False) -> dict:
    """What the panel says: `state` is empty, settled, decide (a person must) or invalid; with rule, reason, section,
    and the running total where `service` returned packages before.
    """
    trigger = form.told("trigger")
    standard, invoke = pack.response("standard"), pack.response("invoke")
    facts = {"standard": standard, "invoke": invoke, "is_invoked": is_invoked}
    if not trigger:
        return facts | {"state": "empty"}
    answer = suggest_response(pack, trigger, form.told("packages"), form.told("hours"))
    facts |= {"answer": answer, "is_other": trigger == OTHER}
    if answer.response == INVALID:
        return facts | {"state": "invalid"}
    figures = (form.told("packages"), form.told("hours"))
    facts["warning"] = returns_warning(pack, service, form.day_told, trigger, *figures)
    if not is_invoked:
        told, minutes = first_told(user)
        facts |= {
            "told": told,
            "minutes": minutes,
            "steps": len(pack.steps),
            "first": pack.stages[0].name,
            "first_lead": pack.required_leads[0].role if pack.required_leads else "",
        }
    if not answer.is_settled:
        return facts | {"state": "decide", "shown": choice_shown(form, standard, invoke)}
    instead = standard if answer.response == invoke else invoke
    return facts | {"state": "settled", "says_invoke": answer.response == invoke, "instead": instead}


def choice_shown(form: NoticeForm, standard: str, invoke: str) -> str:
    """The response that the person has chosen already, when the form comes back."""
    said = form.told("response")
    return said if said in (standard, invoke) else ""


def logged_words(event: FailureEvent) -> str:
    """What was done, after an incident or an update was logged."""
    if event.status != FailureEvent.Status.INVOKED:
        return f"{event.reference} logged. It stays open at {event.response}."
    told = Notification.objects.filter(dedupe__startswith=invoked_key(event)).count()
    return (
        f"{event.reference} logged and the procedure invoked. {count_of(told, 'person is', 'people are')} told first. "
        "Residents and relatives are not to be told yet."
    )
