"""Figures as people type them. Nothing is guessed: what could be read two ways is refused with a sentence."""

import re
from decimal import Decimal

UNKNOWN = {"", "unknown", "not known", "none", "?"}
WHOLE = re.compile(r"[0-9]+(\.0+)?")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
MINUS = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")
LARGEST = 100_000


class InvalidFigure(ValueError):
    """A figure that cannot be used; the message is one plain sentence."""


def is_unknown(value: object) -> bool:
    """Left out, empty or said to be unknown. Zero is known."""
    return value is None or str(value).strip().lower() in UNKNOWN


def read_figure(value: object, name: str, *, whole: bool = False) -> Decimal | None:
    """A figure above zero, or None where it is not known. Raises InvalidFigure."""
    if is_unknown(value):
        return None
    text = str(value).strip()
    if refusal := _refusal(text, whole):
        raise InvalidFigure(f"{name} {refusal}")
    figure = Decimal(text)
    if figure == 0:
        raise InvalidFigure(f"{name} must be more than zero. Leave it empty if it is not known.")
    if figure > LARGEST:
        raise InvalidFigure(f"{name} must be {LARGEST:,} or less.")
    return figure


def _refusal(text: str, whole: bool) -> str:
    """Why the words are not a figure; empty if they are one."""
    if "," in text:
        return f'is written "{text[:20]}". A comma could mark thousands or decimals: write 1500 or 1.5.'
    if text.startswith(MINUS):
        return "cannot be less than zero."
    if not NUMBER.fullmatch(text):
        example = "4" if whole else "49.5"
        return f"must be a number, such as {example}. Leave it empty if it is not known."
    if whole and not WHOLE.fullmatch(text):
        return "must be a whole number, such as 4."
    return ""
