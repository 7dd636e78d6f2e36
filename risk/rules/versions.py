"""Two versions of a signed assessment side by side. Blackpool policy App 2 Step 4."""

from typing import NamedTuple

NOTHING = "Nothing"


class Difference(NamedTuple):
    """One thing that the two versions say differently."""

    where: str
    what: str
    before: str
    after: str


def differences(before: dict, after: dict) -> list[Difference]:
    """What changed between two contents (see risk.content): the conclusions first, then row by row."""
    found = [
        Difference("The assessment", what, *pair)
        for what, pair in _pairs(dict(before["facts"]), dict(after["facts"]))
    ]
    first, second = _rows(before), _rows(after)
    for key in dict.fromkeys((*first, *second)):
        found += [
            Difference(key, what, *pair) for what, pair in _pairs(first.get(key, {}), second.get(key, {}))
        ]
    return found


def _pairs(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, tuple[str, str]]]:
    names = dict.fromkeys((*before, *after))
    return [
        (name, (before.get(name) or NOTHING, after.get(name) or NOTHING))
        for name in names
        if (before.get(name) or "") != (after.get(name) or "")
    ]


def _rows(content: dict) -> dict[str, dict[str, str]]:
    """What each row says, by person and domain."""
    return {
        f"{person['reference']}: {row['number']}. {row['domain']}": {
            "Care issues": row["issue"],
            "For the person": row["person"],
            "For other service users": row["others"],
            "Immediate action": row["action"],
        }
        for person in content["people"]
        for row in person["rows"]
    }
