"""What a meeting hears of each person: what changed since the last one, and who is still to be settled. SOP 11.6."""

from collections.abc import Iterable
from datetime import date, datetime

from accounts.models import User
from events.agenda import Line, Person
from events.models import AgendaItem, FailureEvent
from govuk.words import due_words, full_date
from trackers.ideas import Idea
from trackers.models import TrackerEntry
from trackers.shown_steps import ShownSteps

Kind = AgendaItem.Kind
# Of a person's row, what a meeting is told when it has changed.
TOLD = (
    "stage",
    "final_outcome",
    "destination",
    "move_on",
    "moved_on",
    "funding_type",
    "capacity",
    "response_level",
)


def lines(event: FailureEvent, since: datetime | None) -> list[Line]:
    """A line for each person with a change, something late or no final outcome; of a first meeting for everybody.

    Names are not in it. Four queries, however many people.
    """
    entries = list(TrackerEntry.objects.filter(event=event).in_table_order())
    if since is None:
        return [Line(Kind.PERSON, "", now_words(entry), entry.pk) for entry in entries]
    steps = ShownSteps(TrackerEntry.objects.filter(event=event), partner=False)
    before = as_it_was(event, since)
    found = (line_of(entry, before.get(entry.pk), steps.of(entry), steps.today) for entry in entries)
    return [line for line in found if line]


def names(user: User, event: FailureEvent, entries: Iterable[int]) -> dict[int, Person]:
    """Who these entries are about, of those the user may see. One query."""
    found = TrackerEntry.with_merged.visible_to(user).filter(event=event, pk__in=list(entries))
    return {
        entry.pk: Person(str(entry.service_user), entry.get_absolute_url())
        for entry in found.select_related("service_user")
    }


def as_it_was(event: FailureEvent, since: datetime) -> dict[int, object]:
    """The history row of each entry of the event that was newest at that moment."""
    history = TrackerEntry.pgh_event_model.objects.filter(event_id=event.pk, pgh_created_at__lte=since)
    newest = history.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {row.pgh_obj_id: row for row in newest}


def line_of(entry: TrackerEntry, before, step: Idea, today: date) -> Line | None:
    """What a later meeting hears of one person; None of somebody settled of whom nothing has changed."""
    changes = changes_of(entry, before)
    late = late_step(step, today)
    words = " ".join([*changes, *([late] if late else [])])
    if entry.is_finished or entry.moved_on:
        if changes:
            return Line(Kind.SETTLED, "", words, entry.pk)
        return None if entry.is_finished else Line(Kind.PERSON, "", words or now_words(entry), entry.pk)
    kind = Kind.CHANGED if changes else Kind.OVERDUE if late else Kind.PERSON
    return Line(kind, "", words or now_words(entry), entry.pk)


def changes_of(entry: TrackerEntry, before) -> list[str]:
    """'Stage: Assessing, now Looking for a place.' for each field that is not as it was."""
    if before is None:
        became = [f"{entry.get_final_outcome_display()}."] if entry.is_finished else []
        return ["New on the tracker.", *became]
    changed = [name for name in TOLD if getattr(before, name) != getattr(entry, name)]
    return [change_words(entry, before, name) for name in changed]


def change_words(entry: TrackerEntry, before, name: str) -> str:
    field = TrackerEntry._meta.get_field(name)
    label = str(field.verbose_name)
    was, now = (value_words(field, getattr(row, name)) for row in (before, entry))
    return f"{label[:1].upper()}{label[1:]}: {was}, now {now}."


def value_words(field, value) -> str:
    if isinstance(value, date):
        return full_date(value)
    return str(dict(field.flatchoices).get(value, value) or "nothing")


def late_step(step: Idea, today: date) -> str:
    """'Find a place: 3 days late. Dele Winterbourne'; nothing where it is not late."""
    if step.due_on is None or step.due_on >= today:
        return ""
    owner = f" {step.who}" if step.who else ""
    return f"{step.words}: {due_words(step.due_on, today)}.{owner}"


def now_words(entry: TrackerEntry) -> str:
    """'Assessing. This council pays.': where the person stands, where nothing has changed."""
    return f"{entry.stage_words}. Who pays: {entry.get_funding_type_display()}."
