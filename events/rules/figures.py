"""Figures as people type them. Nothing is guessed: what could be read in two ways is refused with a sentence."""

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
    if isinstance(value, bool):
        raise InvalidFigure(f"{name} must be a number.")
    if "," in text:
        raise InvalidFigure(
            f'{name} is written "{text[:20]}". A comma could mark thousands or decimals: write 1500 or 1.5.'
        )
    if text.startswith(MINUS):
        raise InvalidFigure(f"{name} cannot be less than zero.")
    if whole and NUMBER.fullmatch(text) and not WHOLE.fullmatch(text):
        raise InvalidFigure(f"{name} must be a whole number, such as 4.")
    if not NUMBER.fullmatch(text):
        example = "4" if whole else "49.5"
        raise InvalidFigure(f"{name} must be a number, such as {example}. Leave it empty if it is not known.")
    figure = Decimal(text)
    if figure == 0:
        raise InvalidFigure(f"{name} must be more than zero. Leave it empty if it is not known.")
    if figure > LARGEST:
        raise InvalidFigure(f"{name} must be {LARGEST:,} or less.")
    return figure
