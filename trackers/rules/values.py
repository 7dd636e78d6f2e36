"""The other values of a resident list, as providers write them and as we keep them."""

import datetime as dt
import re

from trackers.rules.problems import Parsed, error, warning

NOT_KNOWN = frozenset(
    ("?", "??", "-", "--", "n/k", "nk", "not known", "unknown", "unk", "tbc", "tba", "tbd", "not given", "n/a", "na",
     "not stated", "to be confirmed", "not available", "awaiting", ".", "..", "...", "x", "xx", "xxx", "pending",
     "null")
)  # fmt: skip
_NOTHING = NOT_KNOWN | {"none", "nil", "no", "0"}
_YES = frozenset(
    ("y", "yes", "true", "1", "yeah", "✓", "✔", "☑", "granted", "authorised", "authorized", "in place", "active",
     "has capacity", "has", "required", "needed", "full", "full capacity", "ticked", "tick", "current", "approved")
)  # fmt: skip
_NO = frozenset(
    ("n", "no", "false", "0", "none", "nil", "✗", "✘", "☒", "lacks", "lacks capacity", "not required", "not needed",
     "no capacity", "n/r", "lack of capacity", "not applicable", "not in place", "refused", "declined", "expired")
)  # fmt: skip
_UNSETTLED = re.compile(
    r"\b(variable|fluctuat\w*|partial\w*|some|limited|assess\w*|appl(?:ied|y|ying|ication)|pending|awaiting|submitted|"
    r"in progress|requested|renew\w*|review\w*|sometimes|decision specific)\b"
)
_GENDERS = {
    "f": "female", "female": "female", "woman": "female", "w": "female", "lady": "female", "fem": "female",
    "m": "male", "male": "male", "man": "male", "gent": "male", "gentleman": "male",
}  # fmt: skip
_PHONE_LIKE = re.compile(r"\+?\(?\d[\d\s()\-./]{5,}\d")
_HOURS = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:hours?|hrs?|h)?\s*(?:(\d{1,2})\s*(?:minutes?|mins?|m))?\s*(?:/|a|per|p)?\s*(?:w\w*|wk|week|pw)?"
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::00)?")
_MADE_A_DATE = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:-\d{2,4})?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)-\d{2}",
    re.IGNORECASE,
)
_WEEK = 168  # hours


def as_text(value: object) -> str:
    """A cell as one line of text; a whole number without its decimal point."""
    if isinstance(value, str):  # as nearly all are
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def as_lines(value: object) -> str:
    """A cell as text with its line breaks."""
    return "\n".join(
        line for line in (" ".join(line.split()) for line in str(value or "").split("\n")) if line
    )


def known_text(value: object) -> Parsed:
    """Text, None for words that say that nothing is known."""
    text = as_text(value)
    return Parsed(None if not text or text.casefold() in NOT_KNOWN else text)


def no_date(value: object) -> Parsed:
    """Text that a spreadsheet may have turned into a date, as it makes 1 February of a room 1-2."""
    day = value if isinstance(value, dt.date) else None
    if day is None and not _MADE_A_DATE.fullmatch(as_text(value)):
        return known_text(value)
    said = f"{day.day} {day:%B %Y}" if day else as_text(value)
    perhaps = f" Perhaps {day.day}-{day.month} was meant." if day else ""
    return warning(f"The spreadsheet made a date of this: {said}.{perhaps} Type what it was. It is left out.")


def yes_or_no(value: object, *, is_turned: bool = False) -> Parsed:
    """ "yes", "no" or "unknown". `is_turned`: the heading asks the opposite, as "Lacks capacity" does."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    shown = as_text(value)
    text = shown.casefold().strip(" .!*")
    if not text:
        return Parsed()
    if text in NOT_KNOWN:
        return Parsed("unknown")
    first = re.split(r"[\s,;:(\-\u2013]+", text, maxsplit=1)[0]
    if _UNSETTLED.search(text) and text not in _NO | _YES:
        return warning(f"“{shown}” is neither yes nor no, and is taken as not known.", "unknown")
    for words, answer in ((_NO, "no"), (_YES, "yes")):
        if text in words or (first in ("y", "yes", "n", "no", "lacks", "has") and first in words):
            return Parsed(
                {"yes": "no", "no": "yes"}[answer] if is_turned and not _says_itself(text) else answer
            )
    return warning(f"“{shown}” is neither yes nor no, and is taken as not known.", "unknown")


def _says_itself(text: str) -> bool:
    """Whether the answer names what it speaks of, so that the heading cannot turn it round."""
    return text.startswith(("lacks", "lack of", "has ", "no capacity", "full"))


def nhs_number(value: object) -> Parsed:
    """Ten digits as text, when the last of them fits the others (modulus 11)."""
    shown = as_text(value)
    if shown.casefold() in _NOTHING or not shown:
        return Parsed()
    if re.fullmatch(r"\d(?:\.\d+)?e\+?\d+", shown.casefold()):
        return error(
            f"The spreadsheet has shortened this NHS number to {shown}. Type all ten digits, or make the column text."
        )
    digits = re.sub(r"^['’\s]+|(?<=\d{10})\.0+$|[\s\-\u2010-\u2015./]", "", shown)
    digits = re.sub(r"^(?:nhs)?(?:number|no)?:?", "", digits, flags=re.IGNORECASE)
    if not digits.isdecimal() or not digits.isascii():
        return error(f"“{shown}” is not an NHS number: it has ten digits and nothing else.")
    if len(digits) != 10:
        said = " No zero can have been lost in front: none begins with zero." if len(digits) == 9 else ""
        return error(f"An NHS number has ten digits; {shown} has {len(digits)}.{said}")
    if not fits_check_digit(digits):
        return error(
            f"{shown} is not an NHS number: its last digit does not fit the others. One may be mistyped."
        )
    return Parsed(digits)


def fits_check_digit(digits: str) -> bool:
    """Modulus 11: the first nine digits, weighted 10 down to 2, give the tenth."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and (0 if rest == 11 else rest) == int(digits[9]) and len(set(digits)) > 1


def phone(value: object) -> Parsed:
    """One or more telephone numbers as text, with the zero put back that a spreadsheet took off."""
    shown = as_text(value).lstrip("'’")  # typed before a number to make it text
    if shown.casefold() in _NOTHING or not shown:
        return Parsed()
    if re.fullmatch(r"\d(?:\.\d+)?e\+?\d+", shown.casefold()):
        return warning(f"The spreadsheet has shortened this number to {shown}. Ask for it again.")
    if re.fullmatch(r"[1-9]\d{8,9}", shown):
        return Parsed(f"0{shown}")
    if not _PHONE_LIKE.search(shown):
        return warning(f"“{shown}” does not look like a telephone number.", shown)
    return Parsed(shown)


def email(value: object) -> Parsed:
    """An address such as olive@quillmere.example."""
    shown = as_text(value)
    if shown.casefold() in _NOTHING or not shown:
        return Parsed()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", shown):
        return warning(f"“{shown}” is not an email address, and is left out.")
    return Parsed(shown)


def gender(value: object) -> Parsed:
    """ "female", "male" or "other"; None when not stated."""
    shown = as_text(value)
    text = shown.casefold().strip(" .")
    if not text or text in _NOTHING:
        return Parsed()
    return Parsed(_GENDERS.get(text, "other"))


def age(value: object) -> Parsed:
    """Full years, as an int."""
    shown = as_text(value)
    if not shown or shown.casefold() in _NOTHING:
        return Parsed()
    found = re.match(r"(?:c\.?|approx\.?|about)?\s*(\d{1,3})\b", shown.casefold())
    if not found:
        return warning(f"“{shown}” is not an age, and is left out.")
    years = int(found[1])
    if years > 120:
        return warning(f"{years} is not an age, and is left out.")
    return (
        Parsed(years) if years >= 18 else warning(f"The list says this person is {years} years old.", years)
    )


def hours_per_week(value: object) -> Parsed:
    """Hours as a float: 14, 14.5, "14h 30m", "14:30"."""
    shown = as_text(value)
    text = shown.casefold()
    if not text or text in NOT_KNOWN:
        return Parsed()
    if text in ("none", "nil", "zero"):
        return Parsed(0.0)
    found = _CLOCK.fullmatch(text)
    worded = None if found else _HOURS.fullmatch(text)
    if found:
        hours = int(found[1]) + int(found[2]) / 60
    elif worded:
        hours = float(worded[1].replace(",", ".")) + int(worded[2] or 0) / 60
    else:
        return warning(f"“{shown}” is not a number of hours, and is left out.")
    if hours > _WEEK:
        return warning(f"A week has {_WEEK} hours; {shown} is more, and is left out.")
    return Parsed(round(hours, 2))
