"""What a partner's first page costs when a hundred times as many other people are in the same 50 events."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import cpu
from bench.people import World, clear, world
from trackers import lists
from trackers.models import TrackerEntry
from trackers.rules.fields import columns_for
from trackers.shown_steps import ShownSteps
from trackers.table import Table
from trackers.views.tracker import PAGE

EVENTS, SMALL, LARGE = 50, 10_000, 1_000_000
OWN = 40  # people that the partner pays for in each event


def run() -> list[dict]:
    """One row of the table; needs an empty, migrated database."""
    (small, all_small), (large, all_large) = (measured(people) for people in (SMALL, LARGE))
    return [
        {
            "work": "A partner's first page and count",
            "peer": f"the same with {SMALL:,} people",
            "ours": large,
            "theirs": small,
            "ratio": large / small,
            "target": 1.2,
            "sizes": f"{LARGE:,} and {SMALL:,} people in {EVENTS} events, {OWN} of each event the partner's",
            "note": f"counting its people of all {EVENTS} events: {all_large / all_small:.1f} times",
        }
    ]


def measured(people: int) -> tuple[float, float]:
    """CPU seconds of the tracker page of one event (scope, counts, rows), and of counting in all events."""
    clear()
    made = world(events=EVENTS, people=people // EVENTS, partners_people=OWN)
    try:
        with CaptureQueriesContext(connection) as queries:
            count, body = first_page(made)
        assert count == body.count("<tr") == OWN, count
        assert len(queries) <= 3, len(queries)
        page = cpu.of_each(lambda: first_page(made), calls=20, times=7, warm=3)
        return page, cpu.of_each(lambda: everybody(made), calls=20, times=7, warm=3)
    finally:
        clear()


def first_page(made: World) -> tuple[int, str]:
    """As a request does it: the events that the person may open, the counts of the views, the rows."""
    now = timezone.now()
    people = TrackerEntry.objects.visible_to(made.partner).filter(event=made.events[0])
    steps = ShownSteps(people, partner=True, now=now)
    counts = lists.counts(steps, lists.views_for(partner=True))
    table = Table(user=made.partner, columns=columns_for([], partner=True), may_change=True, now=now)
    return counts["everyone"], "".join(table.rows(lists.ordered(people, "", steps)[:PAGE], steps))


def everybody(made: World) -> int:
    return TrackerEntry.objects.visible_to(made.partner).count()
