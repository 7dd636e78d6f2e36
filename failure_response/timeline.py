"""What belongs to an event's timeline: every change of it and of all that stands under it."""

from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model, Q

from accounts.audit import in_words
from accounts.history import Change, Source, timeline
from events.models import AgendaItem, Checklist, Document, FailureEvent, GrabPack, Stage, Step
from letters.models import Letter
from plans.models import ApproachIssue, ApproachOption
from trackers.models import ServiceUser, TrackerEntry, TransferItem


class Entry(NamedTuple):
    """What one person did in one go: the changes of one operation."""

    title: str
    who: str
    at: object
    reason: str
    changes: list[Change]


# Not told one by one: what invoking, starting a plan or choosing an approach makes is told once, and a document once it
# is asked for.
MADE = Q(pgh_label="insert")
NARROWED = {
    Step: ~MADE | Q(added_by_id__isnull=False) | Q(taken_from_id__isnull=False),
    Document: MADE,
    TransferItem: ~MADE | Q(code=""),
    AgendaItem: ~MADE | Q(kind=AgendaItem.Kind.ADDED),
    Letter: ~MADE,
    Checklist: ~Q(kind=Checklist.Kind.PROCEDURE),
    ApproachIssue: ~MADE,
    ApproachOption: ~MADE,
}
UNTOLD = {GrabPack, Stage}  # a pack is made every hour; who took one stands with what was read and handed out


@cache
def models_under_an_event() -> list[type[Model]]:
    """Every model with a history that stands under an event, of whatever room."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
        and model not in UNTOLD
        and any(field.name == "event" and field.related_model is FailureEvent for field in model._meta.fields)
    ]


def sources(event: FailureEvent) -> list[Source]:
    """The history of the event, of everything under it and of its people."""
    people = TrackerEntry.with_merged.filter(event=event).values("service_user_id")
    under = [
        Source(model, Q(event_id=event.pk) & NARROWED.get(model, Q())) for model in models_under_an_event()
    ]
    about = [Source(FailureEvent, Q(pgh_obj_id=event.pk)), Source(ServiceUser, Q(pgh_obj_id__in=people))]
    return about + under


def entries(
    event: FailureEvent, *, before: tuple | None = None, most: int = 50
) -> tuple[list[Entry], tuple | None]:
    """The newest entries first, and the key of the next page."""
    changes, following = timeline(sources(event), before=before, most=most)
    grouped = groupby(changes, key=lambda change: (change.at, change.who, change.operation))
    return [entry(list(group)) for _, group in grouped], following


def entry(changes: list[Change]) -> Entry:
    first = changes[0]
    return Entry(title(first), first.who, first.at, first.reason, changes)


def in_short(entry: Entry) -> dict:
    """An entry as the overview's timeline shows it: the records it is about, and its reason."""
    records = list(dict.fromkeys(change.record for change in entry.changes))
    named = ", ".join(records[:3]) + (f" and {len(records) - 3} more" if len(records) > 3 else "")
    text = f"{named}. Reason: {entry.reason}" if entry.reason else named
    return {"title": entry.title, "by": entry.who, "when": entry.at, "text": text}


def title(change: Change) -> str:
    """What was done in words; what no operation did, by what it changed."""
    return in_words(change.operation) if change.operation else f"{change.what} changed"
