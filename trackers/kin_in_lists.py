"""The next of kin of a provider's list, held against the contacts that the council keeps. Staffordshire SOP 11.5."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from events.models import FailureEvent
from trackers.models import Representative
from trackers.rules.not_told import Contact, emails_in, is_namesake, is_reached, numbers_in
from trackers.rules.problems import Problem
from trackers.rules.residents import Staged, StagedRow

KIN = "next_of_kin_"
NOT_TOLD = "The next of kin is left out: {} must not be told about {}."
NEW_MAIN = "{} becomes the main representative; {} stays as a contact."
NO_NAME = (
    "The list does not name the next of kin. Type the name, or what the list says of them is kept as a note."
)
NAMELESS = "The next of kin is left out: the list does not give their name. Type the name to add them."
_ALIKE = 85  # of 100: one name, with a slip


def settle_kin(staged: Staged, event: FailureEvent) -> None:
    """Leave out of the changes whoever must not be told, and say where another contact becomes the main one.

    The provider does not know whom the council tells nothing. One query.
    """
    for row in staged.in_state("add"):
        if not row.values.get(f"{KIN}name") and kin_parts(row.values):
            row.problems.append(Problem(row.row, "", "", "warning", NO_NAME, f"{KIN}name"))
    rows = [row for row in staged.in_state("change") if any(name.startswith(KIN) for name in row.changes)]
    contacts = _contacts(event, rows)
    heading = {column.field: column.heading for column in staged.recognised.columns}
    for row in rows:
        listed, there = listed_kin(row.values), contacts[row.person]
        # What is on the tracker already, such as a number that two contacts share, the list does not bring in.
        new = listed_kin({name: after for name, (_, after) in row.changes.items()})
        shunned = next((one for one in there if one.must_not_be_told and _reaches(one, new)), None)
        main = next((one for one in there if one.is_main), None)
        field = next(name for name in row.changes if name.startswith(KIN))
        if shunned:
            _leave_out(row)
            said, is_left_out = NOT_TOLD.format(shunned, row.label), True
        elif main is None and not listed.surname:
            _leave_out(row)
            said, is_left_out, field = NAMELESS, True, f"{KIN}name"
        elif main and is_another(main, listed):
            said, is_left_out = NEW_MAIN.format(row.values[f"{KIN}name"], main), False
        else:
            continue
        value, column = str(row.values.get(field, "")), heading.get(field, "")
        row.problems.append(Problem(row.row, column, value, "warning", said, field, is_left_out=is_left_out))


def listed_kin(values: Mapping[str, Any]) -> Contact:
    """The next of kin as a row has them; what it does not say is empty."""
    *forenames, surname = str(values.get(f"{KIN}name", "")).split() or [""]
    phone, email = (str(values.get(f"{KIN}{part}", "")) for part in ("phone", "email"))
    return Contact("", " ".join(forenames), surname, phone, email)


def is_another(main: Representative, listed: Contact) -> bool:
    """Whether a list names somebody else than the main representative: no slip in the name, no number in common."""
    if not listed.surname:
        return False
    kept = contact_of(main)
    has_one_number = numbers_in(kept.phone) & numbers_in(listed.phone)
    has_one_address = emails_in(kept.email) & emails_in(listed.email)
    is_one_name = is_namesake(kept, listed) or is_namesake(listed, kept)
    names = (f"{one.forename} {one.surname}".casefold().strip() for one in (kept, listed))
    return not (has_one_number or has_one_address or is_one_name or fuzz.ratio(*names) >= _ALIKE)


def kin_parts(values: Mapping[str, Any]) -> list[str]:
    """What a row says of the next of kin besides their name."""
    parts = ("relationship", "phone", "email", "address")
    return [str(values[f"{KIN}{part}"]) for part in parts if values.get(f"{KIN}{part}")]


def contact_of(row: Representative) -> Contact:
    return Contact(row.title, row.forename, row.surname, row.phone, row.email)


def _leave_out(row: StagedRow) -> None:
    row.changes = {name: new for name, new in row.changes.items() if not name.startswith(KIN)}
    row.state = "change" if row.changes else "same"


def _contacts(event: FailureEvent, rows: list[StagedRow]) -> dict[int, list[Representative]]:
    people = [row.person for row in rows]
    found = defaultdict(list)
    for one in Representative.objects.filter(event=event, entry__in=people).order_by("pk") if people else ():
        found[one.entry_id].append(one)
    return found


def _reaches(shunned: Representative, listed: Contact) -> bool:
    """Whether the listed name, number or address is the one of somebody who must not be told."""
    name = f"{listed.forename} {listed.surname}".strip()
    return is_reached(contact_of(shunned), name, f"{listed.phone} {listed.email}")
