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
    return said_differently(_parts(before), _parts(after))


def said_differently(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> list[Difference]:
    """What changed between two versions, from what each part says by name; missing and empty are the same."""
    return [
        Difference(where, what, was or NOTHING, now or NOTHING)
        for where in dict.fromkeys((*before, *after))
        for what, was, now in _pairs(before.get(where, {}), after.get(where, {}))
        if was != now
    ]


def _pairs(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (what, before.get(what) or "", after.get(what) or "") for what in dict.fromkeys((*before, *after))
    ]


def _parts(content: dict) -> dict[str, dict[str, str]]:
    return {"The assessment": dict(content["facts"]), **_rows(content)}


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
