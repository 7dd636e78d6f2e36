"""One live fact of a plan. LGiU template T5, T7, T8, T9, T14."""

from datetime import date
from typing import NamedTuple


class Fact(NamedTuple):
    """Something a plan relies on. `as_of`: the day it was recorded or last changed; `key`: such as "contact:12"."""

    key: str
    text: str
    detail: str
    as_of: date | None
    href: str = ""
    warning: str = ""  # what is against relying on it at all, such as a suspension

    @property
    def said(self) -> str:
        """What it says, for the record of who confirmed it."""
        return f"{self.text}: {self.detail}"[:1000]


def line(*parts: str) -> str:
    """What is known, in one line."""
    return ", ".join(part for part in parts if part)
