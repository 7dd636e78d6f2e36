"""Fifty people edit one tracker at once, each change kept; next to the same work under `select_for_update`.

Peer: what somebody would write who locks the row before reading it, as Django's documentation shows it: lock, read,
set, save, in one transaction, with the same history and no versions. Both sides run in as many threads, on connections
of their own, and rounds of both take turns. CPU time is compared, as everywhere here; the note has the clock too.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from statistics import median

from django.db import connections, transaction
from django.utils import timezone

from accounts.audit import operation
from accounts.versions import Conflict
from bench import cpu
from bench.people import World, clear, world
from trackers.models import TrackerEntry

EDITORS, PEOPLE, EACH, ROUNDS = 50, 1_000, 20, 5
FIELDS = [
    "destination",
    "mobility_needs",
    "situation",
    "next_step",
    "next_step_owner",
    "room",
    "worker",
    "gp",
]
numbers = count()


def run() -> list[dict]:
    """One row of the table; needs an empty, migrated database."""
    clear()
    made = world(events=1, people=PEOPLE, partners_people=25)
    try:
        keys = list(TrackerEntry.objects.order_by("pk").values_list("pk", flat=True))
        same_row_conflicts = on_one_row(made, keys[0])
        rounds = [(at_once(made, keys, ours), at_once(made, keys, theirs)) for _ in range(ROUNDS + 1)][1:]
    finally:
        clear()
    mine, peers = (median(seconds for seconds, _ in side) for side in zip(*rounds, strict=True))
    clock, peers_clock = (median(seconds for _, seconds in side) for side in zip(*rounds, strict=True))
    note = (
        f"throughput {peers / mine:.2f}x ({peers_clock / clock:.2f}x by the clock), 0 changes lost; "
        f"{len(FIELDS)} editors of {len(FIELDS)} fields of one row: {same_row_conflicts} conflicts"
    )
    return [
        {
            "work": f"{EDITORS} editors",
            "peer": "select_for_update, no versions",
            "ours": mine,
            "theirs": peers,
            "ratio": mine / peers,
            "target": 1 / 0.95,
            "sizes": f"{EDITORS * EACH:,} changes of {PEOPLE:,} people",
            "note": note,
        }
    ]


@operation("bench.edited")
def ours(*, by, pk: int, since: int, field: str, value: str) -> None:
    """As accounts.versions does it: the version that was seen, merged with what others saved."""
    TrackerEntry.objects.lock_for_edit(pk, since=since, changing={field: value}).save_version(by=by)


@operation("bench.locked")
def theirs(*, by, pk: int, since: int, field: str, value: str) -> None:
    row = TrackerEntry.objects.select_for_update(of=("self",)).get(pk=pk)
    setattr(row, field, value)
    row.changed_by, row.changed_at, row.version = by, timezone.now(), row.version + 1
    row.save()


def at_once(made: World, keys: list[int], edit: Callable) -> tuple[float, float]:
    """CPU and clock seconds that all editors need, each with people of their own; no change may be lost."""
    seen = dict(TrackerEntry.objects.values_list("pk", "version"))
    tag = next(numbers)
    start, before = time.perf_counter(), cpu.spent()
    with ThreadPoolExecutor(EDITORS) as pool:
        done = [
            pool.submit(in_thread, work, made, keys, seen, edit, editor, tag) for editor in range(EDITORS)
        ]
        said = {pk: value for one in done for pk, value in one.result()}
    seconds = cpu.spent() - before, time.perf_counter() - start
    kept = dict(TrackerEntry.objects.filter(pk__in=said).values_list("pk", FIELDS[0]))
    assert kept == said, f"{sum(kept[pk] != said[pk] for pk in said)} changes lost"
    return seconds


def work(
    made: World, keys: list[int], seen: dict, edit: Callable, editor: int, tag: int
) -> list[tuple[int, str]]:
    mine = keys[editor * EACH : (editor + 1) * EACH]
    for pk in mine:
        edit(by=made.officer, pk=pk, since=seen[pk], field=FIELDS[0], value=f"Home {tag} of {pk}")
    return [(pk, f"Home {tag} of {pk}") for pk in mine]


def on_one_row(made: World, pk: int) -> int:
    """Different fields of one row at the same version, at once: how many conflicts; no change may be lost."""
    # The people of the bench were copied in without history; with it, as always, others' changes can be told apart.
    ours(by=made.officer, pk=pk, since=1, field=FIELDS[0], value="First")
    since = TrackerEntry.objects.values_list("version", flat=True).get(pk=pk)

    def one(field: str) -> int:
        try:
            ours(by=made.officer, pk=pk, since=since, field=field, value=f"By {field}"[:30])
        except Conflict:
            return 1
        return 0

    with ThreadPoolExecutor(len(FIELDS)) as pool:
        conflicts = sum(pool.map(lambda field: in_thread(one, field), FIELDS))
    row = TrackerEntry.objects.get(pk=pk)
    assert [getattr(row, field) for field in FIELDS] == [f"By {field}"[:30] for field in FIELDS]
    return conflicts


def in_thread(work: Callable, *args):
    try:
        with transaction.atomic():
            pass  # the connection is opened before anything is asked of it
        return work(*args)
    finally:
        connections.close_all()
