"""What this room adds to the page of a step: people who hold it back, and people without a contact for relatives."""

from events.models import FailureEvent, Step
from events.operations.steps import waits_for_outcomes
from events.procedure import schema
from providers.slots import Section
from trackers.models import TrackerEntry

SHOWN = 20
RELATIVES_CONTACTS = "relatives_contacts"  # the `tool` of a step in the pack


def unresolved(request, event: FailureEvent, step: Step, said: schema.Step | None) -> Section | None:
    """Who has no final outcome, by name, on a step that waits for everybody to have one. SOP 11.8."""
    if not waits_for_outcomes(event, step):
        return None
    people = _seen(request, event).unresolved()
    return _section(people, "has no final outcome", "have no final outcome", "unresolved")


def waiting(request, event: FailureEvent) -> Section | None:
    """Who holds the end of the event back, by name, in one sentence. SOP 11.8."""
    people = _seen(request, event).unresolved()
    total = people.count()
    if not total:
        return None
    shown = list(people.select_related("service_user").in_table_order()[:SHOWN])
    return Section("trackers/_people_waiting.html", {"people": shown, "total": total})


def without_contact(request, event: FailureEvent, step: Step, said: schema.Step | None) -> Section | None:
    """Whose relatives have no confirmed contact point yet, on the step that names them. SOP 11.5."""
    if said is None or said.tool != RELATIVES_CONTACTS:
        return None
    people = _seen(request, event).unresolved().filter(relatives_contact="")
    return _section(
        people, "has no contact point for relatives", "have no contact point for relatives", "no-contact"
    )


def _seen(request, event: FailureEvent):
    return TrackerEntry.objects.visible_to(request.user).filter(event=event)


def _section(people, one: str, several: str, view: str) -> Section | None:
    total = people.count()
    if not total:
        return None
    shown = list(people.select_related("service_user").in_table_order()[:SHOWN])
    data = {"people": shown, "total": total, "words": one if total == 1 else several, "view": view}
    return Section("trackers/_people_of_step.html", data)
