"""Two published versions of a contingency plan side by side. LGiU template T14."""

from typing import NamedTuple

NOTHING = "Nothing"


class Difference(NamedTuple):
    """One thing that the two versions say differently."""

    where: str
    what: str
    before: str
    after: str


def differences(before: dict, after: dict) -> list[Difference]:
    """What changed between two contents (see plans.operations.contingency_content), in the order of the plan."""
    head = _pairs("The plan", dict(before["facts"]), dict(after["facts"]))
    first, second = _sections(before), _sections(after)
    for where in dict.fromkeys((*first, *second)):
        head += _pairs(where, first.get(where, {}), second.get(where, {}))
    return head


def _pairs(where: str, before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    return [
        Difference(where, what, before.get(what) or NOTHING, after.get(what) or NOTHING)
        for what in dict.fromkeys((*before, *after))
        if (before.get(what) or "") != (after.get(what) or "")
    ]


def _sections(content: dict) -> dict[str, dict[str, str]]:
    """What each section says; facts without the day they were confirmed, which differs always."""
    return {
        f"{one['number']} {one['title']}": {
            "Text": one["text"],
            "Owner": one["owner"],
            **{
                block["title"]: "\n".join(f"{fact['text']}: {fact['detail']}" for fact in block["facts"])
                for block in one["blocks"]
            },
        }
        for one in content["sections"]
    }
