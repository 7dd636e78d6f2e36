"""What the register means, in words and in order. Pure functions; nothing here reads the database or the clock."""

import re

OGL = "Contains CQC information licensed under the Open Government Licence v3.0."
_ID = re.compile(r"1-\d{3,15}$")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{0,2})?$")
# Of a service that people recorded themselves. CQC's ids have a hyphen after a 1 alone, so none is ever like it.
BY_HAND = "BY-HAND-"
RECORDED_BY_HAND = "Recorded by hand, not in CQC’s register"
_BY_HAND = re.compile(r"BY-?HAND-?(\d{1,9})$")
# Words that most homes share: they only decide where nothing else in the search does.
COMMON = frozenset(
    "care home homes house nursing residential homecare service services limited ltd the and".split()
)


def shown_name(name: str, is_withheld: bool, what: str, cqc_id: str | None) -> str:
    """What a page calls a service or provider. A withheld name is said to be so; it is never a key to match on."""
    if is_withheld:
        return (
            f"Name withheld in the CQC data, {name}"
            if name
            else f"Name withheld in the CQC data, {what} {cqc_id}"
        )
    return name or f"{what.capitalize()} {cqc_id}"


def standing(status: str, has_successor: bool) -> str:
    """One sentence on a registration. Deregistered is not closed: most homes carried on under another one."""
    if status == "registered":
        return "Registered with CQC."
    if status == "outside":
        return f"{RECORDED_BY_HAND}."
    if status == "unknown":
        return "CQC knows this location. The files loaded so far do not say whether it is registered."
    if has_successor:
        return "This registration has ended. The service carried on under another registration."
    return "This registration has ended. None that carried on is recorded. That does not mean the service closed."


def by_hand_id(number: int) -> str:
    """The id of the service that was recorded by hand as the `number`th: BY-HAND-7."""
    return f"{BY_HAND}{number}"


def as_location_id(text: str) -> str:
    """The id of a service in what was typed, or "". NHS locations have a code such as RM317 instead of 1-109570155,
    and those recorded by hand one of ours.
    """
    squeezed = "".join(text.upper().split())
    if _ID.match(squeezed):
        return squeezed
    if by_hand := _BY_HAND.match(squeezed):
        return by_hand_id(int(by_hand[1]))
    is_code = squeezed.isalnum() and 3 <= len(squeezed) <= 12 and any(c.isdigit() for c in squeezed)
    return squeezed if is_code else ""


def as_postcode(text: str) -> tuple[str, bool]:
    """What was typed as the start of a postcode, and whether it is a whole one: ex12qe is ("EX1 2QE", True)."""
    squeezed = "".join(text.upper().split())
    if not 2 <= len(squeezed) <= 7:
        return "", False
    if len(squeezed) >= 5 and re.match(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$", squeezed):
        return f"{squeezed[:-3]} {squeezed[-3:]}", True
    words = text.upper().split()
    if len(words) == 2 and re.match(r"[A-Z]{1,2}\d[A-Z\d]?$", words[0]) and re.match(r"\d[A-Z]?$", words[1]):
        return f"{words[0]} {words[1]}", False
    return (squeezed, False) if _POSTCODE.match(squeezed) else ("", False)


def telling_words(text: str) -> str:
    """The words of a search that tell one home from another: "Quilmere care home" is quilmere."""
    words = re.sub(r"[^\w\s]", " ", text.casefold()).split()
    return " ".join([word for word in words if word not in COMMON] or words)
