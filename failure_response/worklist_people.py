"""Lines of the worklist about what people need: safeguards, linked people, must-haves, concerns, organisations.

Each is counted and leads to its ready-made list on the tracker. Staffordshire SOP 4.4, 11.5, 11.6; LGiU T11.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from failure_response import todo
from govuk.words import count_of
from trackers.bodies import bodies_of
from trackers.lists import VIEWS
from trackers.models import Acceptance, Concern, TrackerEntry

Lines = Iterator[tuple[int, dict]]
# Ready-made list -> the words of its line, and what says so.
COUNTED = {
    "advocate": ("Decide about an advocate or IMCA", "Staffordshire SOP section 4.4"),
    "no-imca": ("Instruct an IMCA", "Staffordshire SOP section 4.4"),
    "nobody-interested": ("Name somebody interested in their welfare", "Staffordshire SOP section 4.4"),
    "best-interests": ("Make the best-interests decision", "Coventry plan section 6"),
    "to-assess": ("Assess capacity before the move", "Blackpool policy App 5"),
    "dols-due": ("Settle deprivation of liberty (DoLS)", "Our addition"),
    "must-haves": ("Confirm essential must-haves at the place chosen", "LGiU template T11"),
    "apart": ("Look at the places of linked people", "LGiU template T11"),
}


def people_to_settle(user: User, events: list[FailureEvent], today: date) -> Lines:
    """People about whom something has to be settled, counted by what it is. One query."""
    if user.is_partner:
        return
    known = {event.pk: event for event in events if event.is_running}
    people = TrackerEntry.objects.visible_to(user).filter(event__in=known).order_by().values("event")
    counted = {
        f"n_{at}": Count("pk", filter=VIEWS[key].where(today, timezone.now()))
        for at, key in enumerate(COUNTED)
    }
    for row in people.annotate(**counted):
        for at, (key, (words, section)) in enumerate(COUNTED.items()):
            if number := row[f"n_{at}"]:
                page = f"{_tracker(known[row['event']])}?view={key}"
                hint = f"{count_of(number, 'person', 'people')}. {section}"
                yield row["event"], {"text": words, "href": page, "hint": hint, "when": "Missing"}


def to_put_right(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Places that were taken without something essential, by the day it was to be put right."""
    known = {event.pk: event for event in events}
    rows = Acceptance.objects.visible_to(user).to_put_right().filter(event__in=known)
    for row in rows.order_by().values("event").annotate(n=Count("pk"), first=Min("put_right_on")):
        text = f"Put right what {count_of(row['n'], 'accepted place lacks', 'accepted places lack')}"
        page = f"{_tracker(known[row['event']])}?view=put-right"
        line = {"text": text, "href": page, "hint": "Essential must-haves"}
        yield row["event"], line | todo.when(row["first"], today)


def open_concerns(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Quality and safeguarding concerns that are open, counted. SOP 11.6, 11.7."""
    if user.is_partner:
        return
    known = {event.pk: event for event in events}
    rows = Concern.objects.visible_to(user).open().filter(event__in=known)
    for row in rows.order_by().values("event").annotate(n=Count("pk")):
        page = reverse("trackers:concern-list", args=[known[row["event"]].reference])
        text = f"{count_of(row['n'], 'open concern')} about people"
        yield row["event"], {"text": text, "href": page, "hint": "Quality or safeguarding", "when": "Open"}


def organisations(user: User, events: list[FailureEvent], today: date) -> Lines:
    """Out-of-area authorities not told, and organisations that nobody speaks for. SOP 11.5; Blackpool policy App 5."""
    if user.is_partner:
        return
    known = {event.pk: event for event in events if event.is_running}
    for event, bodies in bodies_of(user, known.values()).items():
        page = reverse("trackers:organisation-list", args=[known[event].reference])
        untold = sum(body.is_untold for body in bodies)
        missing = sum(body.is_missing for body in bodies)
        if untold:
            text = f"Tell {count_of(untold, 'out-of-area authority', 'out-of-area authorities')}"
            yield event, {"text": text, "href": page, "hint": "Blackpool policy App 5, 6", "when": "Not told"}
        if missing:
            text = f"Name who speaks for {count_of(missing, 'organisation')}"
            yield (
                event,
                {"text": text, "href": page, "hint": "Staffordshire SOP section 11.5", "when": "Missing"},
            )


def _tracker(event: FailureEvent) -> str:
    return reverse("trackers:tracker", args=[event.reference])


SOURCES = [people_to_settle, to_put_right, open_concerns, organisations]
