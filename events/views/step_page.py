"""What the page of one step shows besides its form: who may do it, what holds it back, its records, where to do it."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User
from events import step_slots
from events.acting import Cast
from events.forms.fields import council_people
from events.models import FailureEvent, Meeting, Step
from events.operations.step_checks import (
    latest_decision,
    missing_evidence,
    pack_behind,
    said_of,
    undecided_words,
)
from events.operations.step_gates import why_shut
from events.operations.steps import gate_words, unresolved_people, waits_for_outcomes
from events.procedure.pack import Pack
from events.rules.decision_point import is_settled, stages_that_wait
from events.views.pages import event_page

FORBIDDEN = 403
# A step's `tool` in the pack: what the link says, where it leads, what follows the question mark.
TOOLS = {
    "provisional_dates": ("Provisional dates", "events:date-list", ""),
    "relatives_meeting": (
        "Plan the residents and relatives meeting",
        "events:meeting-create",
        f"?kind={Meeting.Kind.RELATIVES}",
    ),
    "lessons_meeting": (
        "Plan the lessons learnt meeting",
        "events:meeting-create",
        f"?kind={Meeting.Kind.LESSONS}",
    ),
    "terminations": ("Termination documents", "events:resolution", "#terminations"),
    "resolution": ("Reviews, and what is still open", "events:resolution", ""),
    "chase_list": ("Agencies to chase", "events:meeting-list", "#chase"),
    "meetings": ("Meetings", "events:meeting-list", ""),
    "residents_told": ("The provider has told them already", "events:residents-told", ""),
}


def step_page(
    request: HttpRequest,
    template: str,
    event: FailureEvent,
    tab: str,
    step: Step,
    context: dict,
    *,
    may_anyway: bool = False,
) -> HttpResponse:
    """A page about one step. Who may not do it reads who can, and what was sent is answered with 403.

    `may_anyway`: the person may do what the page is for without holding the role.
    """
    cast = Cast.of(event)
    acting = cast.may_act(request.user, step.responsible)
    not_yours = acting is None and not may_anyway
    context |= {
        "step": step,
        "acting": acting,
        "no_form": not_yours,
        "who": cast.named(step.responsible),
        "number": f"{step.stage.order}.{step.order}",
    }
    response = event_page(request, template, event, tab, context)
    if not_yours and request.method == "POST":
        response.status_code = FORBIDDEN
    return response


def about(request: HttpRequest, event: FailureEvent, step: Step) -> dict:
    """What the procedure says about the step, what holds it back and what is recorded of it."""
    pack = pack_behind(event, step)
    said = said_of(pack, step)
    evidence = list(step.evidence.select_related("recorded_by"))
    kinds = said.evidence_required if said else ()
    return {
        "said": said,
        "gate": held_back(event, step),
        "waits_for_people": waits_for_outcomes(event, step),
        "undecided": undecided(event, step, pack),
        "evidence": [(kind, [one for one in evidence if one.kind == kind]) for kind in kinds],
        "unconfirmed": missing_evidence(step, said),
        "occurrences": list(step.occurrences.select_related("done_by")) if step.is_repeatable else [],
        "tool": tool(event, said),
        "sections": step_slots.sections(request, event, step, said),
    }


def held_back(event: FailureEvent, step: Step) -> str:
    """What the shut gate before the step says; nothing when it is open."""
    if not waits_for_outcomes(event, step):
        return why_shut(event, step)
    waiting = unresolved_people(event)
    return gate_words(waiting) if waiting else ""


def undecided(event: FailureEvent, step: Step, pack: Pack) -> str:
    """What is to be decided before the step; nothing when it does not wait for a decision. SOP 11.5."""
    if step.state != Step.State.OPEN or step.stage.code not in stages_that_wait(pack):
        return ""
    latest = latest_decision(event)
    return "" if is_settled(latest.kind if latest else None) else undecided_words(pack)


def tool(event: FailureEvent, said) -> dict | None:
    """The link to the page with which the step is done."""
    if said is None or said.tool not in TOOLS:
        return None
    text, name, query = TOOLS[said.tool]
    return {"text": text, "href": reverse(name, args=[event.reference]) + query}


def doers(event: FailureEvent, step: Step) -> QuerySet[User]:
    """Who may be recorded as having done the step: its leads, their deputies and administrators; else the council."""
    able = {lead.user_id for lead in Cast.of(event).who_can(step.responsible)}
    people = council_people(event)
    if not able:
        return people
    return User.objects.active().filter(
        Q(pk__in=able) | Q(pk__in=people.filter(role=User.Role.ADMINISTRATOR))
    )
