"""The table of tracker fields. Pages, forms, exports and paper are built from it; nothing else lists columns.

A partner sees a field only when accounts.roles.PARTNER_FIELDS names its path, so a new field here is hidden from
partners until somebody decides otherwise. Staffordshire SOP 11.4 to 11.8; Blackpool policy App 7.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from accounts.roles import PARTNER_EDITS, PARTNER_FIELDS
from govuk.words import full_date, lower_first, nhs_number, number

PERSON = "service_user."


class Field(NamedTuple):
    """One fact about a person in one event.

    `path` leads there from a tracker entry; its last part is the key used in addresses and forms. `empty` is what a
    page says for nothing. `edit` is "cell" (one value at a time, also in the table), "card" (only with its
    neighbours, on the person's page) or "" (an operation of its own records it).
    """

    path: str
    label: str
    empty: str = "Not known"
    edit: str = ""
    words: str = ""  # how a sentence calls it; the label when left out
    quiet: bool = False  # a card leaves it out while there is nothing to say

    @property
    def key(self) -> str:
        return self.path.removeprefix(PERSON)

    @property
    def of_person(self) -> bool:
        """Whether it belongs to the person, whatever the event."""
        return self.path.startswith(PERSON)

    @property
    def named(self) -> str:
        return self.words or lower_first(self.label)


class Column(NamedTuple):
    """One column of the tracker page; the first field leads, the others stand below it in small."""

    key: str
    label: str
    paths: tuple[str, ...]
    width: str = "m"
    sort: str = ""  # path that the column sorts by; empty: it does not
    phone: bool = False  # whether it stays on a phone's card


FIELDS = {
    field.path: field
    for field in (
        Field("service_user.surname", "Surname", edit="card"),
        Field("service_user.forename", "Forename", edit="card"),
        Field("service_user.title", "Title", "Not given", "card", quiet=True),
        Field("service_user.known_as", "Known as", "Not given", "card", quiet=True),
        Field("service_user.date_of_birth", "Date of birth", edit="cell"),
        Field(
            "service_user.age_stated",
            "Age, where no date of birth is known",
            edit="card",
            words="age",
            quiet=True,
        ),
        Field(
            "service_user.birth_stated",
            "Date of birth as far as it is known",
            edit="card",
            words="date of birth as far as it is known",
            quiet=True,
        ),
        Field("service_user.gender", "Gender", "Not stated", "card", quiet=True),
        Field("service_user.nhs_number", "NHS number", edit="cell"),
        Field("service_user.client_record_number", "Client record number", edit="cell"),
        Field("room", "Room", edit="cell"),
        Field("address_before", "Address before the service", "Not given", "card", quiet=True),
        Field("admitted_on", "At the service since", "Not given", "card", quiet=True),
        Field("gp", "GP", edit="cell", words="the GP"),
        Field("next_step", "Next step", "Decide the next step", "cell"),
        Field("next_step_owner", "Who does the next step", "Nobody named", "cell"),
        Field("next_step_due_on", "Next step due", "No date", "cell", "the date of the next step"),
        Field("stage", "Stage"),
        Field("funding_type", "Who pays", edit="cell", words="who pays"),
        Field("funding_authority", "Funding body", "No body named", "cell", quiet=True),
        Field(
            "funding_words",
            "Funding in the provider’s words",
            "Nothing said",
            words="funding in the provider's words",
        ),
        Field("funding_arrangements", "Funding arrangements", "Nothing noted", "card", quiet=True),
        Field("capacity", "Capacity to choose where to live", edit="cell", words="capacity"),
        Field("capacity_on", "Capacity assessed", "Not yet", "card", quiet=True),
        Field("capacity_by", "Capacity assessed by", "Nobody named", "card", quiet=True),
        Field("involvement_capacity", "Capacity to ask for others to be involved", edit="card"),
        Field("advocate", "Advocate", edit="cell"),
        Field("advocate_name", "Name of the advocate", "Nobody named", "card", quiet=True),
        Field("advocate_on", "Advocate referred or in place since", "No date", "card", quiet=True),
        Field("imca", "IMCA", edit="cell", words="the IMCA"),
        Field("imca_name", "Name of the IMCA", "Nobody named", "card", quiet=True),
        Field("imca_on", "IMCA instructed", "No date", "card", quiet=True),
        Field("best_interests", "Best-interests decision", edit="cell"),
        Field("best_interests_on", "Best-interests decision made", "Not yet", "card", quiet=True),
        Field("best_interests_by", "Who made it", "Nobody named", "card", quiet=True),
        Field("best_interests_outcome", "What was decided", "Nothing noted", "card", quiet=True),
        Field("dols", "DoLS authorisation here", edit="cell", words="DoLS here"),
        Field("dols_until", "DoLS authorised until", "No date", "cell", "the end of the DoLS", quiet=True),
        Field("dols_next", "DoLS at the new place", edit="cell"),
        Field("dols_next_on", "New DoLS applied for", "No date", "card", quiet=True),
        Field("attorney", "Attorney or deputy", edit="card"),
        Field("attorney_name", "Name of the attorney or deputy", "Nobody named", "card", quiet=True),
        Field("response_level", "Help given", "Not decided", "cell"),
        Field("assessed_on", "Needs assessed", "Not yet", "cell", "the day needs were assessed"),
        Field("carers_assessed_on", "Carer’s needs assessed", "Not yet", "card", quiet=True),
        Field("finances_assessed_on", "Finances assessed", "Not yet", "card", quiet=True),
        Field("destination", "New placement", "None yet", "cell"),
        Field("move_on", "Move planned for", "Not booked", "cell", "the planned day of the move"),
        Field("moved_on", "Moved", "Not yet"),
        Field("safe_and_well_on", "Safe and well check", "Not yet"),
        Field("safe_and_well_by", "Safe and well check by", "Nobody yet", quiet=True),
        Field("safe_and_well_note", "What the check found", "Nothing noted", quiet=True),
        Field("final_outcome", "Final outcome", "None yet"),
        Field("final_outcome_on", "Date of final outcome", "None yet", quiet=True),
        Field("system_updated_on", "Systems updated", "Not yet", "cell", "the day the systems were updated"),
        Field("system_updated_by", "Systems updated by", "Nobody yet", quiet=True),
        Field("whereabouts", "Where now", "Nobody has said", quiet=True),
        Field("mobility_needs", "Mobility", edit="cell"),
        Field("hours_per_week", "Hours of care a week", "Not given", "cell", quiet=True),
        Field("situation", "Situation", "Nothing noted", "cell"),
        Field("relatives_contact", "Contact point for relatives", "Nobody named", "cell"),
        Field("case_organisation", "Case-managing organisation", "This council", "cell"),
        Field("worker", "Allocated worker", "Nobody named", "cell"),
        Field("worker_phone", "Telephone number of the worker", "Not given", "card", quiet=True),
        Field(
            "details_confirmed_on",
            "Details confirmed",
            "Not yet",
            "cell",
            "the day the details were confirmed",
        ),
        Field("details_confirmed_by", "Details confirmed by", "Nobody yet", quiet=True),
    )
}
BY_KEY = {field.key: field for field in FIELDS.values()}
# What hangs on a person's row and is changed elsewhere; trackers.hanging says where it comes from.
HANGING = {
    field.path: field
    for field in (
        Field("legal_duty", "Legal basis", "Not worked out yet", words="the legal basis"),
        Field("legal_computed", "Legal basis as the rules have it", "", quiet=True),
        Field("kin_name", "Next of kin", "None recorded", words="the next of kin"),
        Field("kin_relationship", "Relationship of the next of kin", "", quiet=True),
        Field("kin_phone", "Telephone number of the next of kin", "", quiet=True),
        Field("kin_not_told", "Next of kin must not be told", "", quiet=True),
    )
}
SHOWN = FIELDS | HANGING

COLUMNS = {
    column.key: column
    for column in (
        Column(
            "person",
            "Person",
            ("service_user.surname", "service_user.forename", "service_user.date_of_birth", "room"),
            "name",
            "service_user.surname",
            True,
        ),
        Column(
            "next",
            "Next step and owner",
            ("next_step", "next_step_owner", "next_step_due_on"),
            "xl",
            "next_step_due_on",
            True,
        ),
        Column("stage", "Stage", ("stage",), "s", "stage", True),
        Column("pays", "Who pays", ("funding_type", "funding_authority"), "m", "funding_type"),
        Column("legal", "Legal basis", ("legal_duty", "legal_computed"), "s", "legal_duty"),
        Column("capacity", "Capacity and advocate", ("capacity", "advocate"), "m", "capacity", True),
        Column("placement", "New placement", ("destination",), "l", "destination", True),
        Column("move", "Move", ("move_on", "moved_on"), "m", "move_on", True),
        Column("check", "Safe and well", ("safe_and_well_on",), "s", "safe_and_well_on"),
        Column("outcome", "Final outcome", ("final_outcome", "final_outcome_on"), "m", "final_outcome_on"),
        Column("system", "Systems updated", ("system_updated_on",), "s", "system_updated_on"),
        Column("where", "Where now", ("whereabouts",), "m", "whereabouts"),
        Column("help", "Help given", ("response_level",), "m", "response_level"),
        Column("assessed", "Needs assessed", ("assessed_on",), "s", "assessed_on"),
        Column("mobility", "Mobility", ("mobility_needs",), "l"),
        Column("born", "Date of birth", ("service_user.date_of_birth",), "s", "service_user.date_of_birth"),
        Column("nhs", "NHS number", ("service_user.nhs_number",), "s", "service_user.nhs_number"),
        Column(
            "client",
            "Client record number",
            ("service_user.client_record_number",),
            "s",
            "service_user.client_record_number",
        ),
        Column("hours", "Hours a week", ("hours_per_week",), "s", "hours_per_week"),
        Column("situation", "Situation", ("situation",), "xl"),
        Column("relatives", "Contact point for relatives", ("relatives_contact",), "l"),
        Column(
            "kin",
            "Next of kin",
            ("kin_name", "kin_relationship", "kin_phone", "kin_not_told"),
            "l",
            "kin_name",
        ),
        Column("worker", "Worker", ("worker", "case_organisation"), "l", "worker"),
        Column("gp", "GP", ("gp",), "l"),
        Column("imca", "IMCA", ("imca",), "s", "imca"),
        Column("interests", "Best interests", ("best_interests",), "s", "best_interests"),
        Column("dols", "DoLS", ("dols", "dols_until", "dols_next"), "m", "dols_until"),
        Column("confirmed", "Details confirmed", ("details_confirmed_on",), "s", "details_confirmed_on"),
    )
}
# Facts that name an organisation.
ORGANISATIONS = {"funding_authority", "case_organisation"}
ALWAYS = ("person", "next")
USUAL = (
    "person",
    "next",
    "stage",
    "pays",
    "legal",
    "capacity",
    "placement",
    "move",
    "check",
    "outcome",
    "help",
)


def may_see(path: str, *, partner: bool) -> bool:
    """Whether the field is shown, counted, sorted by and exported for this reader."""
    return path in SHOWN and (not partner or path in PARTNER_FIELDS)


def may_edit(path: str, *, partner: bool) -> bool:
    """Whether the field may be changed one at a time or with its neighbours, by somebody who may change the tracker."""
    return bool(FIELDS[path].edit) and (not partner or path in PARTNER_EDITS)


def columns_for(chosen: list[str], *, partner: bool) -> list[Column]:
    """The columns to show, in the order chosen, each only with fields that the reader may see.

    `chosen` are keys of COLUMNS; unknown ones are left out, none at all means the usual ones. The person always comes
    first; the next step comes second unless it was given another place.
    """
    known = [key for key in chosen if key in COLUMNS]
    first = [key for key in ALWAYS if key == "person" or key not in known]
    seen = [
        (COLUMNS[key], tuple(path for path in COLUMNS[key].paths if may_see(path, partner=partner)))
        for key in dict.fromkeys([*first, *(known or USUAL)])
    ]
    return [_with(column, paths, is_chosen=column.key in known) for column, paths in seen if paths]


def _with(column: Column, paths: tuple[str, ...], *, is_chosen: bool) -> Column:
    """The column with those of its fields; without an owner it is headed otherwise. A phone shows what was chosen."""
    is_unowned = column.key == "next" and "next_step_owner" not in paths
    label = "Next step" if is_unowned else column.label
    return column._replace(paths=paths, label=label, phone=column.phone or is_chosen)


def words_for(field: Field, value: Any, choices: dict[str, str] | None = None) -> str:
    """A value as a sentence or a history line shows it; what the field says for nothing when there is none."""
    if choices and value in choices:
        return choices[value] if value else field.empty
    if value is None or value == "":
        return field.empty
    if isinstance(value, date):
        return full_date(value).partition(" ")[2] if field.key == "date_of_birth" else full_date(value)
    if isinstance(value, int | Decimal):
        return number(value)
    return nhs_number(value) if field.key == "nhs_number" else str(value)
