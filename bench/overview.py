"""An event's overview with a long history behind it, next to the same page of a tenth of it."""

from datetime import time, timedelta
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench import cpu
from bench.people import TODAY, World, clear, world
from events.models import Checklist, FailureEvent, Meeting, Procedure, Stage, Step
from trackers.models import TrackerEntry

# people, completed steps, meetings, rows of history
SMALL, LARGE = (40, 20, 3, 300), (400, 200, 30, 3_000)


def run() -> list[dict]:
    """One row of the table; needs an empty, migrated database."""
    (small, few), (large, many) = measured(SMALL), measured(LARGE)
    assert few == many, f"{few} queries for the small event, {many} for the large one"
    return [
        {
            "work": "Event overview",
            "peer": "the same page with {} people, {} steps, {} meetings, {} history rows".format(*SMALL),
            "ours": large,
            "theirs": small,
            "ratio": large / small,
            "target": 1.5,
            "sizes": "{} people, {} completed steps, {} meetings, {:,} history rows".format(*LARGE),
            "note": f"{many} queries in both",
        }
    ]


@override_settings(ALLOWED_HOSTS=["*"], SECOND_FACTOR_REQUIRED=False)
def measured(sizes: tuple[int, int, int, int]) -> tuple[float, int]:
    """CPU seconds of the page as the officer gets it, and how many queries it took."""
    people, steps, meetings, changes = sizes
    clear()
    made = world(events=1, people=people, partners_people=people // 10)
    try:
        run_event(made, steps, meetings)
        work(made, changes)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client()
        client.force_login(made.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        address = made.events[0].get_absolute_url()

        def page() -> None:
            assert client.get(address).status_code == 200

        page()
        with CaptureQueriesContext(connection) as queries:
            page()
        asked = len(queries)  # now: the log begins anew with the next request
        return cpu.of_each(page, calls=10, times=7), asked
    finally:
        clear()


def run_event(made: World, steps: int, meetings: int) -> None:
    """The procedure invoked, steps of it completed, and the meetings held."""
    call_command("load_procedures", stdout=StringIO())
    event, by = made.events[0], made.officer
    event.procedure = Procedure.objects.get(key="staffordshire")
    event.status, event.invoked_at, event.invoked_by = FailureEvent.Status.INVOKED, event.changed_at, by
    event.save()
    plan = Checklist.objects.create(
        event=event, kind=Checklist.Kind.PROCEDURE, title="Procedure", procedure=event.procedure
    )
    stage = Stage.objects.create(checklist=plan, event=event, code="B", name="Initial response", order=1)
    done = {"state": Step.State.DONE, "completed_by": by, "completed_on": TODAY}
    for number in range(1, steps + 29):
        values = done if number <= steps else {"due_on": TODAY + timedelta(days=number % 9)}
        Step.objects.create(
            stage=stage,
            event=event,
            code=f"B-{number}",
            order=number,
            action=f"Do the thing {number}",
            responsible=["Provider Failure Lead"],
            changed_by=by,
            **values,
        )
    for number in range(1, meetings + 1):
        Meeting.objects.create(
            event=event,
            number=number,
            kind=Meeting.Kind.choices[0][0],
            held_on=TODAY + timedelta(days=3 * number),
            starts_at=time(10),
            venue="Room 2",
            changed_by=by,
        )


def work(made: World, changes: int) -> None:
    """Every change of a person leaves a row of history, as working on the tracker does."""
    entries = list(TrackerEntry.objects.filter(event=made.events[0]))
    for number in range(changes):
        entry = entries[number % len(entries)]
        entry.next_step = f"Ring the family, attempt {number}"
        entry.save(update_fields=["next_step"])
