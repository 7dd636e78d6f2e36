"""The headings under which a person is assessed, as the LGiU template lists them. T11."""

from functools import cache
from typing import NamedTuple

from events.procedure.loader import load

PACK, LIST, SECTION = "lgiu", "template_sections", "LGU-T11"
# The council's own plans and its help for new home care providers: not of one person.
NOT_OF_A_PERSON = {"LGU-T11.1", "LGU-T11.4"}


class Heading(NamedTuple):
    """One heading; `code` is its id in the pack."""

    code: str
    label: str


@cache
def headings() -> tuple[Heading, ...]:
    """The headings of one person's assessment, in the template's order: items without parts, else their parts."""
    section = next(item for item in load(PACK).lists[LIST].items if item.id == SECTION)
    found = []
    for item in section.items:
        if item.id not in NOT_OF_A_PERSON:
            found += item.items or [item]
    return tuple(Heading(item.id, item.label) for item in found)


def heading(code: str) -> Heading | None:
    return next((one for one in headings() if one.code == code), None)


def blank(recorded: set[str]) -> list[Heading]:
    """Headings of which nothing is recorded, given the codes of those with text."""
    return [one for one in headings() if one.code not in recorded]
