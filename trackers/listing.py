"""A list of people as it was sent, read into rows that can be compared. Staffordshire SOP 11.4."""

from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from govuk.sheets import gate, read
from govuk.sheets.gate import ChooseSheet
from govuk.sheets.limits import SheetRefused
from trackers.models import ReconcileRow
from trackers.rules.columns import likely_sheets, recognise
from trackers.rules.funding import Council
from trackers.rules.residents import Staged, stage

# What a row keeps of a list; a row of the tracker has the same names.
KEPT = (
    "surname",
    "forename",
    "title",
    "known_as",
    "gender",
    "date_of_birth",
    "birth_stated",
    "age",
    "nhs_number",
    "client_record_number",
    "room",
    "funding_words",
)
NO_NAMES = (
    "No column of names was found in the list. Give its columns headings such as Surname, Forename, Date of birth "
    "and Room, and send it again."
)


def read_list(content: bytes, file_name: str, council: Organisation, sheet: str = "") -> Staged:
    """The rows of a sent list, each told apart: a person, blank, or not a person.

    Raises ChooseSheet when several sheets look like the list, SheetRefused for a file that cannot be read or has no
    names.
    """
    table = likely_table(gate.check(content, file_name), sheet)
    recognised = recognise(table)
    if not recognised.has_names:
        raise SheetRefused(NO_NAMES)
    return stage(table, recognised, today=timezone.localdate(), council=Council(council.name))


def likely_table(checked: gate.Checked, sheet: str) -> read.Table:
    """The chosen sheet; without a choice the one that looks like a list of people. Raises ChooseSheet for several."""
    try:
        return read.read(checked, sheet or None)
    except ChooseSheet as choose:
        likely = likely_sheets([read.read(checked, name) for name in choose.names])
        if len(likely) == 1:
            return likely[0]
        raise


def people_in(staged: Staged) -> dict[int, dict[str, Any]]:
    """Row number -> what it says, for every row that is somebody; those with a problem too: nobody is left out."""
    return {row.row: row.values for row in staged.rows if row.state not in ("blank", "not_people")}


def as_row(number: int, values: dict[str, Any]) -> ReconcileRow:
    """One row to be kept, not saved yet."""
    kept = {name: values[name] for name in KEPT if values.get(name) not in (None, "")}
    return ReconcileRow(number=number, funding_type=str(values.get("funding") or ""), **kept)
