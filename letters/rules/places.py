"""Where a letter to a person goes: where they live now, as far as it is known. Pure functions."""

import re
from typing import NamedTuple

AT_THE_SERVICE = {"", "at_service"}
ELSEWHERE = {
    "hospital": "is in hospital",
    "family": "is with family or friends",
    "on_the_way": "is on the way to a new place",
    "elsewhere": "is somewhere else",
    "unknown": "is not known where",
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
    home has an address of their own.
    """
    if whereabouts in ELSEWHERE:
        return Where((), f"{ELSEWHERE[whereabouts]}, and no address there is recorded. Write by hand")
    if has_moved or whereabouts == "new_place":
        return Where(
            new_place, "" if new_place else "has moved, and the address of the new place is not recorded"
        )
    if not is_care_home:
        lines = address_lines(own)
        return Where(lines, "" if lines else "no home address is recorded (“address before the service”)")
    lines = (*([f"Room {room}"] if room else []), *service)
    return Where(lines, "" if len(service) > 1 else "no address of the service is recorded")


def plain_address(text: str) -> str:
    """An address for comparing: letters and figures alone. 12, High St. is 12 high st."""
    return "".join(re.findall(r"\w", text.casefold())).replace("street", "st").replace("road", "rd")
