"""What one cell may hold, the same on the way in and on the way out."""

import datetime as dt
import math
import re
from dataclasses import dataclass

# Control characters (but tab and line feed), halves of surrogate pairs, byte order marks and code points
# that no text may hold. One of them pasted into a note is enough to stop a whole export. With them go marks that
# nobody sees and that make two equal names unlike or turn the letters round: soft hyphens, spaces without width and
# marks of direction. Joiners stay: some scripts need them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]"
)

# How a spreadsheet program may take text for a formula, with the full-width forms it also honours.
RISKY = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_RISKY_BEHIND_MARKS = re.compile(f"'*[{re.escape(RISKY)}]")

ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
_OTHER_ERRORS = re.compile(r"Err:\d{3}|#{4,}")


@dataclass(frozen=True)
class BadCell:
    """A cell without a value that can be used. `shown` is what the person sees in it, `reason` a sentence."""

    shown: str
    reason: str

    def __str__(self) -> str:
        return self.shown


Value = str | int | float | bool | dt.date | dt.datetime | dt.time | BadCell | None


def clean(text: str) -> str:
    """Text without control characters; line breaks kept, as line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isprintable() else _CONTROL.sub("", text)


def mark(text: str) -> str:
    """Text that no spreadsheet program takes for a formula when it opens a CSV file."""
    return f"'{text}" if _RISKY_BEHIND_MARKS.match(text) else text


def unmark(text: str) -> str:
    """The text as it was before `mark`."""
    return text[1:] if text.startswith("'") and _RISKY_BEHIND_MARKS.match(text) else text


def error_cell(shown: str) -> BadCell:
    """The cell of a formula that failed, such as #REF!."""
    if shown.startswith("####"):
        return BadCell(shown, "The column was too narrow to show this value when the file was saved.")
    return BadCell(shown, f"The spreadsheet shows the error {shown} instead of a value.")


def formula_cell(formula: str) -> BadCell:
    """The cell of a formula whose result was not stored."""
    shown = f"={formula}" if formula else "(formula)"
    remedy = "Open the file in your spreadsheet program and save it again."
    return BadCell(shown[:100], f"This is a formula whose result was not saved. {remedy}")


def from_text(text: str) -> Value:
    """The value of a cell that holds text: None when nothing can be seen, BadCell for a shown error."""
    text = clean(text)
    bare = text.strip()
    if not bare:
        return None
    if bare[0] in "#E" and (bare in ERRORS or _OTHER_ERRORS.fullmatch(bare)):
        return error_cell(bare)
    return text


def typed(value: object) -> Value:
    """A value read by a library as one of ours: whole numbers without ".0", midnights as dates."""
    if isinstance(value, str):
        return from_text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date | dt.time):
        return value
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 86_400
    return from_text(str(value))


def _number(value: float) -> int | float | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
