"""What is wrong with a value, said in a plain sentence."""

from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """
    One thing about one cell, or about a row when `column` is "".

    An error keeps the row from being added until somebody puts it right; a warning does not. `field` is ours,
    `column` the heading in the file, `value` what the file says. `other_row` or `other_person` (an id, with their
    name) is set where the row may be somebody who is there already. `is_left_out`: a value that is good in itself
    and not taken over all the same.
    """

    row: int
    column: str
    value: str
    level: Level
    reason: str
    field: str = ""
    other_row: int | None = None
    other_person: Any = None
    other_name: str = ""
    is_left_out: bool = False


@dataclass(frozen=True)
class Parsed:
    """A value as we keep it, None when not known, with what is wrong about it, if anything is."""

    value: Any = None
    level: Level | None = None
    reason: str = ""


def error(reason: str, value: Any = None) -> Parsed:
    return Parsed(value, "error", reason)


def warning(reason: str, value: Any = None) -> Parsed:
    return Parsed(value, "warning", reason)
