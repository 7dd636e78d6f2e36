"""Rows of a resident list that are not people: totals, headings said again, vacant rooms, floors, footnotes."""

import datetime as dt
import re
from collections.abc import Mapping

from trackers.rules.columns import Recognised
from trackers.rules.dates import Order, Span, parse_date
from trackers.rules.headings import DEATH, LEAVING, field_of, plain
from trackers.rules.values import NOT_KNOWN, as_text

_VACANT = re.compile(
    r"\W*(?:vacant|vacancy|empty|void|unoccupied|available|spare|not in use|no resident|nobody|none|closed|"
    r"room (?:vacant|empty)|out of use|decommissioned)\b(?!\w)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\W*(?:(?:grand|sub)[ -]?)?totals?\b|\W*(?:total )?(?:number|no\.?|count) of (?:residents|people|service users|"
    r"clients|beds|rooms)\b|\W*(?:residents|occupancy|vacancies|beds|people|count|sum)\s*[:=]?\s*\d+\W*$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:floor|unit|wing|corridor|annexe?|upstairs|downstairs|basement|residents|service users|clients|staff|"
    r"discharged|deceased|confidential|end of list|page \d+|printed|updated|completed by|prepared by|signed|"
    r"last updated|correct as (?:at|of)|as (?:at|of) \d|continued|vacancies|hospital|respite beds?)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(r"(?:\w+[ -]?)?\d+\w?(?:\s*[/,-]\s*\d+\w?)?|\w{1,3}", re.IGNORECASE)
DIED = re.compile(r"\W*(?:deceased|died|dead|r\.?\s?i\.?\s?p\b|passed away)\b", re.IGNORECASE)
SEEMS_DEAD = (
    "The list seems to say that this person has died. Leave the row out, or add the person and record the outcome at "
    "once: nothing may go to the family as if they lived."
)
SEEMS_GONE = (
    "The list seems to say that this person has left. Leave the row out if they had left before the failure; "
    "otherwise add them, and record where they are."
)
_NOT_GONE = NOT_KNOWN | {"no", "n", "none", "nil", "0", "false", "alive", "living", "current", "present"}
TURNED = (
    "“{}” is the name of a column, not of a person. If the list runs from left to right, turn it round "
    "(copy, then paste with Transpose) and send it again."
)
_NOTE_LENGTH = 60  # characters; longer than any name
_PERSONAL = frozenset(
    ("date_of_birth", "nhs_number", "client_record_number", "next_of_kin_name", "next_of_kin_phone", "age", "gp",
     "date_admitted")
)  # fmt: skip
_NAMES = ("surname", "full_name", "forename")


def why_not_a_person(cells: Mapping[str, object], texts: Mapping[str, str], recognised: Recognised) -> str:
    """
    What the row is instead, in a few words; "" when it may be a person.

    `cells` are values by our field, `texts` what the file says by heading, for every cell that is not empty.
    """
    if _repeats_headings(texts, recognised):
        return "the headings again"
    said = list(texts.values())
    names = [as_text(cells[field]) for field in _NAMES if field in cells]
    if "date_of_birth" not in cells and "nhs_number" not in cells:
        if any(_TOTAL.match(text) for text in said):
            return "a total"
        if any(_VACANT.match(name) for name in names):
            return "a vacant room"
    if not names:
        return _without_name(cells, said, has_personal=bool(_PERSONAL & cells.keys()))
    if len(said) == 1 and not _looks_like_a_name(said[0]):
        return "a line of text"
    return ""


def why_gone(texts: Mapping[str, str], aside: str, today: dt.date, order: Order) -> str:
    """A sentence where the list seems to say that the person died, or left by `today`; "" where it doesn't.

    `texts` are what the file says by heading, without what is about the next of kin; `aside` stands beside the name.
    """
    if found := next((text for text in (*texts.values(), aside) if DIED.match(text)), ""):
        return f"“{found}”: {SEEMS_DEAD}"
    said = [(plain(heading), heading, text) for heading, text in texts.items()]
    said = [one for one in said if one[2].casefold().strip() not in _NOT_GONE]
    for meant, sentence in ((DEATH, SEEMS_DEAD), (LEAVING, SEEMS_GONE)):
        for name, heading, text in said:
            day = parse_date(text, Span("leaving", dt.date.max), order).value if name in meant else today
            if name in meant and not (day and day > today):
                return f"“{text}” under {heading.strip('.')}: {sentence}"
    return ""


def is_a_heading(cells: Mapping[str, object], surname: str) -> bool:
    """Whether what stands for the name is a heading, with nothing beside it that a person has."""
    is_alone = not ({"forename", *_PERSONAL} & cells.keys())
    return is_alone and field_of(surname) is not None


def _without_name(cells: Mapping[str, object], said: list[str], *, has_personal: bool) -> str:
    if has_personal:
        return ""
    if any(_VACANT.match(text) for text in said) or cells.keys() <= {"room", "care_type"}:
        is_room = "room" in cells and (len(said) > 1 or _ROOM.fullmatch(said[0]))
        return "a vacant room" if is_room else "a line of text"
    return "a line of text" if len(said) == 1 else ""


def _looks_like_a_name(text: str) -> bool:
    if len(text) > _NOTE_LENGTH or text.startswith("*") or not any(map(str.isalpha, text)):
        return False
    return not _SECTION.search(text) or "," in text


def _repeats_headings(texts: Mapping[str, str], recognised: Recognised) -> bool:
    if recognised.heading_row is None:
        return False
    folded = recognised.folded
    same = sum(1 for heading, text in texts.items() if folded[heading] == text.casefold())
    return same * 2 > len(texts)
