"""Where a letter to a person goes: where they live now, as far as it is known. Pure functions."""

import re
from typing import NamedTuple

AT_THE_SERVICE = {"", "at_service"}
ELSEWHERE = {
    "hospital": "is in hospital. Hand them a letter written for them alone",
    "family": "is with family or friends, and no address there is recorded",
    "on_the_way": "is on the way to a new place. Write when they have arrived",
    "elsewhere": "is somewhere else, and no address there is recorded",
    "unknown": "is not accounted for: nobody knows where they are",
}


class Where(NamedTuple):
    """Lines below the name on the envelope, or why there are none."""

    lines: tuple[str, ...] = ()
    why_not: str = ""


def address_lines(text: str) -> tuple[str, ...]:
    """An address typed in lines or with commas, in lines; nothing twice running."""
    parts = [" ".join(part.split()) for part in re.split(r"[\n,]", text)]
    lines: list[str] = []
    for part in parts:
        if part and part not in lines[-1:]:
            lines.append(part)
    return tuple(lines)


def where_they_live(
    *,
    whereabouts: str,
    has_moved: bool,
    is_care_home: bool,
    service: tuple[str, ...],
    room: str,
    own: str,
    new_place: tuple[str, ...],
) -> Where:
    """The address of a person: at the service with the room, after the move at the new place; who is cared for at
    home has an address of their own. At the service the name of the house is enough: a letter is handed over there.
    """
    if whereabouts in ELSEWHERE:
        return Where((), ELSEWHERE[whereabouts])
    if has_moved or whereabouts == "new_place":
        known = len(new_place) > 1  # more than the name of the place
        return Where(
            new_place, "" if known else "has moved, and the address of the new place is not recorded"
        )
    if not is_care_home:
        lines = address_lines(own)
        return Where(lines, "" if lines else "no home address is recorded (“address before the service”)")
    return Where((*([f"Room {room}"] if room else []), *service))


def plain_address(text: str) -> str:
    """An address for comparing: letters and figures alone. 12, High St. is 12 high st."""
    return "".join(re.findall(r"\w", text.casefold())).replace("street", "st").replace("road", "rd")
