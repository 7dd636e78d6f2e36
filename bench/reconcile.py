"""Two lists of the same people compared, next to every pair of rows by the letters of their names alone."""

import random
import string
from datetime import date, timedelta
from difflib import SequenceMatcher

from bench import cpu
from bench.people import ENDS, FIRST, LAST
from trackers.rules.reconcile import Key, compare

SIZES = (250, 500, 1000)
SHOWN, MOST_SECONDS = 500, 10
ALIKE = 0.8  # of the peer: how much of two names must be the same


def run() -> list[dict]:
    """One row of the table; the growth by size stands in its note."""
    ours, theirs = {}, {}
    for size in SIZES:
        rows = lists(size)
        found = compare(rows)
        assert all(found.counts(name)["in_file"] == size for name in ("provider", "council"))
        ours[size] = cpu.of(lambda rows=rows: compare(rows), times=5)
        if size <= SHOWN:
            theirs[size] = cpu.of(lambda rows=rows: by_letters(rows), times=1, warm=0)
    assert ours[SHOWN] < MOST_SECONDS, ours
    growth = ", ".join(f"{size} against {size}: {ours[size]:.2f} s" for size in SIZES)
    return [
        {
            "work": "Lists compared",
            "peer": "difflib on every pair of names and dates of birth",
            "ours": ours[SHOWN],
            "theirs": theirs[SHOWN],
            "ratio": ours[SHOWN] / theirs[SHOWN],
            "target": 0.5,
            "sizes": f"{SHOWN} against {SHOWN} rows",
            "note": f"{growth}; the peer {theirs[SIZES[0]]:.1f} s and {theirs[SHOWN]:.1f} s. "
            f"Found of the {SHOWN} people that are in both: {recalled(SHOWN)}",
        }
    ]


def by_letters(rows: dict[Key, dict]) -> list[tuple[Key, Key]]:
    """What a script without any plan does: each row of one list against each of the other."""
    texts = {key: f"{one['surname']} {one['forename']} {one['date_of_birth']}" for key, one in rows.items()}
    first, second = ([key for key in rows if key.list == name] for name in ("provider", "council"))
    return [
        (a, b) for a in first for b in second if SequenceMatcher(None, texts[a], texts[b]).ratio() >= ALIKE
    ]


def recalled(size: int) -> str:
    """How many people both find, and how many pairs are two people."""
    rows = lists(size)
    ours = {(pair.a.row, pair.b.row) for pair in compare(rows).pairs}
    letters = {(a.row, b.row) for a, b in by_letters(rows)}
    said = (
        (name, sum(a == b for a, b in pairs), pairs)
        for name, pairs in (("ours", ours), ("the peer", letters))
    )
    return "; ".join(f"{name} {right}, and {len(pairs) - right} wrong pairs" for name, right, pairs in said)


def lists(size: int) -> dict[Key, dict]:
    """The same people as a provider and a council write them, with the slips that both make."""
    random.seed(4)
    people = [_person(number) for number in range(size)]
    rows = {Key("provider", number): one for number, one in enumerate(people)}
    return rows | {Key("council", number): _told_again(one) for number, one in enumerate(people)}


def _person(number: int) -> dict:
    return {
        "surname": random.choice(LAST) + random.choice(ENDS),
        "forename": random.choice(FIRST),
        "date_of_birth": date(1925, 1, 1) + timedelta(days=random.randrange(12_000)),
        "nhs_number": f"{9_990_000_000 + number}" if random.random() < 0.6 else "",
        "room": str(number),
    }


def _told_again(person: dict) -> dict:
    """The person in another list: often without number, one in two with a slip."""
    one = dict(person)
    if random.random() < 0.5:
        one["nhs_number"] = ""
    slip, at = random.randrange(12), random.randrange(1, len(one["surname"]))
    if slip == 0:
        one["surname"], one["forename"] = one["forename"], one["surname"]
    elif slip == 1:
        one["surname"] = one["surname"][:at] + one["surname"][at + 1 :]
    elif slip == 2:
        one["surname"] = (
            one["surname"][:at] + random.choice(string.ascii_lowercase) + one["surname"][at + 1 :]
        )
    elif slip == 3:
        one["date_of_birth"] = one["date_of_birth"] + timedelta(days=random.choice((1, 10)))
    elif slip == 4:
        one["date_of_birth"] = None
    elif slip == 5:
        one["forename"] = one["forename"][0]
    return one
