"""The sections of the contingency plan template with their prompts, as the pack has them. LGiU template T1 to T14."""

from typing import NamedTuple

from events.procedure.instruments import Item
from events.procedure.pack import Pack
from plans.rules.bindings import BACKGROUND

SECTIONS = "template_sections"


class Prompt(NamedTuple):
    """What a section is to say; with the examples that the template gives."""

    text: str
    examples: tuple[str, ...]


class Heading(NamedTuple):
    """One section of the template."""

    code: str
    number: str
    title: str
    note: str
    prompts: tuple[Prompt, ...]


class Background(NamedTuple):
    """A list of the guidance that helps to write a section, with where it stands."""

    title: str
    cited: str
    lines: tuple[str, ...]


def headings(pack: Pack) -> tuple[Heading, ...]:
    """The sections in printed order. An item without an id or number is called by its place."""
    return tuple(
        Heading(
            code=item.id or f"section-{place}",
            number=item.number or str(place),
            title=item.label,
            note=item.note or "",
            prompts=tuple(_prompt(one) for one in item.items),
        )
        for place, item in enumerate(pack.lists[SECTIONS].items, start=1)
    )


def background(pack: Pack, number: str) -> tuple[Background, ...]:
    """What the guidance has to a section: signs, options for a provider at risk, causes and kinds of failure."""
    found = [pack.lists[name] for name in BACKGROUND.get(number, ()) if name in pack.lists]
    return tuple(Background(one.title, pack.cite(one), tuple(map(_line, one.items))) for one in found)


def _prompt(item: Item) -> Prompt:
    inner = tuple(one.label for one in item.items) + item.points
    return Prompt(_line(item), inner)


def _line(item: Item) -> str:
    told = [item.label, item.text or "", item.note or ""]
    return ". ".join(part.rstrip(".") for part in told if part)
