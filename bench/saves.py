"""One save with its history next to the same save without, 10,000 people in bulk, and what an idle page costs.

Peer: the same models and statements, with the history triggers off: what somebody would save who kept no record.
"""

from itertools import count

import pgtrigger
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.audit import operation
from bench import cpu
from bench.people import World, clear, world
from bench.tracker import get, row
from trackers.models import TrackerEntry
from trackers.operations.bulk import change_many

HISTORY = [f"trackers.TrackerEntry:{name}" for name in ("insert_insert", "update_update")]
PEOPLE, PAGE, ASKED = 10_000, 500, 50
numbers = count()


def run() -> list[dict]:
    """Three rows of the table; needs an empty, migrated database."""
    clear()
    made = world(events=1, people=PEOPLE, partners_people=25)
    try:
        rows = [single(made), bulk(made)]
    finally:
        clear()
    made = world(events=1, people=PAGE, partners_people=25)
    try:
        return [*rows, idle(made)]
    finally:
        clear()


@operation("bench.saved")
def save(*, by, pk: int) -> None:
    """As every operation of one person's row does it: locked at its version, saved as the next."""
    kept = TrackerEntry.objects.lock_for_edit(
        pk, since=version_of(pk), changing={"situation": f"Seen {next(numbers)}"}
    )
    kept.save_version(by=by)


def version_of(pk: int) -> int:
    return TrackerEntry.objects.values_list("version", flat=True).get(pk=pk)


def single(made: World) -> dict:
    keys = list(TrackerEntry.objects.values_list("pk", flat=True)[:200])

    def saves() -> None:
        for pk in keys:
            save(by=made.officer, pk=pk)

    def unrecorded() -> None:
        with pgtrigger.ignore(*HISTORY):
            saves()

    ours, theirs = alternately(saves, unrecorded, times=9)
    note = "200 operations in a round, rounds of both in turn"
    return row(
        "One audited save", ours / 200, theirs / 200, 1.15, "1 of 10,000 people", "the same without history"
    ) | {"note": note}


def bulk(made: World) -> dict:
    people = TrackerEntry.objects.filter(event=made.events[0])
    keys = list(people.filter(final_outcome="").values_list("pk", flat=True))

    def recorded() -> None:
        plain_update(made, people.filter(pk__in=keys))

    def unrecorded() -> None:
        with pgtrigger.ignore(*HISTORY):
            recorded()

    def operation() -> None:
        seen = dict(people.filter(pk__in=keys).values_list("pk", "version"))
        done = change_many(
            by=made.officer, event=made.events[0], field="situation", value=f"Told {next(numbers)}", seen=seen
        )
        assert done.people == len(keys)

    ours, theirs = alternately(recorded, unrecorded, times=5)
    whole = cpu.of(operation, times=5)
    made_row = row(
        "Bulk change",
        whole,
        theirs,
        5.5,
        f"{len(keys):,} people",
        "one update of the same rows without history",
    )
    return made_row | {
        "note": f"the statement alone {ours / theirs:.2f}x; the rest looks, locks, and can be taken back"
    }


def plain_update(made: World, people) -> None:
    people.update(
        situation=f"Told {next(numbers)}",
        version=F("version") + 1,
        changed_by=made.officer,
        changed_at=timezone.now(),
    )


def alternately(one, other, *, times: int) -> tuple[float, float]:
    """CPU seconds of both, measured in turn, so that a warmer machine or a longer table favours neither: medians."""
    one(), other()
    rounds = [(cpu.of(one, times=1, warm=0), cpu.of(other, times=1, warm=0)) for _ in range(times)]
    middle = times // 2
    return sorted(first for first, _ in rounds)[middle], sorted(second for _, second in rounds)[middle]


def idle(made: World) -> dict:
    """A tracker page asks whether anybody changed anything, and nobody did; next to opening the page again."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(made.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = f"/events/{made.events[0].reference}/tracker/"
    first = get(client, f"{page}changes/").decode()
    mark = first.partition('data-mark="')[2].partition('"')[0]

    def ask() -> None:
        assert client.get(f"{page}changes/?mark={mark}").status_code == 204

    asked, theirs = cpu.in_turn(cpu.repeated(ask, ASKED), lambda: get(client, page))
    sizes = f"{PAGE} people, nobody changed"
    return row("Empty question of an open page", asked / ASKED, theirs, 0.2, sizes, "the tracker page again")
