"""Which version of the market failure outline an event works by."""

from django.core.exceptions import ValidationError

from events.models import CouncilProcedure, FailureEvent, Procedure
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from plans.models import Approach, InvolvementRow
from plans.rules.outline import MATRIX, PAIRS

CHANGE = "events.change_plan"
NONE_LOADED = (
    "No procedure with approaches and a stakeholder matrix is active. Ask an administrator to load one."
)


def outline_of(event: FailureEvent) -> tuple[Procedure, Pack] | None:
    """The version that the event began with: of its approach or its row of the matrix; else what is active now."""
    for model in (Approach, InvolvementRow):
        begun = model.objects.filter(event=event).select_related("procedure").first()
        if begun is not None:
            return begun.procedure, from_content(begun.procedure.content)
    return active_outline(event.procedure)


def active_outline(own: Procedure | None = None) -> tuple[Procedure, Pack] | None:
    """`own` where it has approaches, else the active one of the council's document, else the one activated last."""
    if own is not None and PAIRS in own.content.get("lists", {}):
        return own, from_content(own.content)
    chosen = CouncilProcedure.objects.filter(council__is_host=True).values_list("key", flat=True).first()
    found = Procedure.objects.active().filter(
        content__lists__has_keys=[PAIRS, "sign_off"], content__tables__has_key=MATRIX
    )
    best = max(found, key=lambda one: (one.key == chosen, one.activated_at or one.loaded_at), default=None)
    return (best, from_content(best.content)) if best else None


def required_outline(event: FailureEvent) -> tuple[Procedure, Pack]:
    """As outline_of. Raises ValidationError where there is none."""
    found = outline_of(event)
    if found is None:
        raise ValidationError(NONE_LOADED)
    return found


def types_of(event: FailureEvent) -> list[str]:
    """What the event says its service is; where it says nothing, what the register says."""
    return [event.service_type] if event.service_type else list(event.service.service_types)


def refuse_draft(event: FailureEvent) -> None:
    if event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident first.")
