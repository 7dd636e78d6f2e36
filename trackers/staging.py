"""A sent resident list against the tracker as it is now. Staffordshire SOP 11.4, 11.5.

What the preview shows is worked out each time from the file, the chosen columns, what was settled on the page and the
people on the tracker; nothing in between is stored that could be out of date.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from events.operations.scope import services_of
from govuk.sheets import gate, read
from govuk.sheets.text import without_quotes
from govuk.words import full_date
from govuk.words import nhs_number as grouped
from trackers.kin_in_lists import kin_parts, settle_kin
from trackers.listing import likely_table
from trackers.merged import leads_of
from trackers.models import ListColumns, Representative, ResidentImport, ServiceUser, TrackerEntry
from trackers.rules import pasted
from trackers.rules.columns import Recognised, from_mapping, from_memory, recognise
from trackers.rules.funding import Council
from trackers.rules.matching import is_unlike
from trackers.rules.problems import Problem
from trackers.rules.residents import Decisions, Staged, StagedRow, stage

HEADING_ROW = (
    "heading_row"  # in ResidentImport.mapping: the row with the headings, as the spreadsheet numbers it
)
NO_QUOTES = "no_quotes"  # in ResidentImport.decisions: the text is read without its quotation marks
TAKEN = (
    "This NHS number is recorded for somebody with another name and date of birth. Check each digit, or empty the "
    "box to add this person without it."
)
UNCLOSED = "unclosed_quote"  # the refusal that somebody can settle on the page
Capacity, Advocate = TrackerEntry.Capacity, TrackerEntry.Advocate
CAPACITY = {"yes": Capacity.HAS, "no": Capacity.LACKS}
ADVOCATE = {"yes": Advocate.NEEDED, "no": Advocate.NOT_NEEDED}
OF_PERSON = (
    "surname",
    "forename",
    "title",
    "known_as",
    "date_of_birth",
    "birth_stated",
    "gender",
    "nhs_number",
    "client_record_number",
)
OF_ENTRY = ("room", "mobility_needs", "hours_per_week", "funding_words", "gp")
# A list's field -> ours, where they are called otherwise.
RENAMED = {"social_worker": "worker", "date_admitted": "admitted_on", "address": "address_before"}
DOLS = {"yes": TrackerEntry.Dols.AUTHORISED, "no": TrackerEntry.Dols.NONE}
# What the tracker has no field for is kept in words.
IN_WORDS = {
    "name_aside": "Beside the name",
    "care_type": "Care",
    "funding_authority": "Funding body named",
    "notes": "Notes",
}


def table_of(upload: ResidentImport) -> read.Table:
    """The chosen sheet. Raises ChooseSheet when one has to be chosen, SheetRefused when it cannot be read."""
    return likely_table(_checked(upload), upload.sheet)


def _checked(upload: ResidentImport) -> gate.Checked:
    content = bytes(upload.content)
    if upload.decisions.get(NO_QUOTES):
        content = without_quotes(content)
    return gate.check(content, upload.file_name)


def read_as(upload: ResidentImport) -> str:
    """How a text file was read, in a sentence; "" for a workbook and for pasted rows."""
    checked = _checked(upload)
    if checked.kind != "csv" or upload.file_name == pasted.FILE_NAME:
        return ""
    parted = f", with a {checked.separator_name} between the columns" if checked.separator_name else ""
    return (
        f"It is text in {checked.encoding}{parted}. If letters with accents look wrong, ask for it as .xlsx."
    )


def remembered_for(upload: ResidentImport) -> dict[str, str]:
    """How the columns of this provider's lists were read the last time: heading -> field, "" to leave out."""
    event = upload.event
    kept = ListColumns.objects.filter(council=event.host_council_id, provider=event.provider_id).first()
    return kept.headings if kept else {}


def as_last_time(upload: ResidentImport, table: read.Table) -> Recognised | None:
    """The columns as they were read the last time, where that says more than the headings do by themselves."""
    return None if upload.mapping else from_memory(table, remembered_for(upload))


def recognised_in(upload: ResidentImport, table: read.Table) -> Recognised:
    """How the columns are read: with the person's corrections; before there are any, as the last time."""
    if again := as_last_time(upload, table):
        return again
    chosen = dict(upload.mapping)
    heading_row = chosen.pop(HEADING_ROW, None)
    found = from_mapping(table, heading_row, {}) if heading_row else recognise(table)
    return found.with_fields({int(place): field or None for place, field in chosen.items()})


def stage_list(upload: ResidentImport) -> Staged:
    """What loading the list would do to the tracker now. Raises as `table_of` does."""
    return stage_table(upload, table_of(upload))


def stage_table(upload: ResidentImport, table: read.Table) -> Staged:
    """The same, for a list that was read already."""
    services = services_of(upload.event)
    staged = stage(
        table,
        recognised_in(upload, table),
        existing=people_on(upload.event),
        today=timezone.localdate(),
        council=Council(upload.event.host_council.name),
        decisions=decisions_of(upload),
        services=[one.name for one in services] if len(services) > 1 else (),
    )
    staged.missing = _missing(upload, staged) if staged.recognised.has_names else []
    _refuse_taken_numbers(staged)
    settle_kin(staged, upload.event)
    return staged


def _refuse_taken_numbers(staged: Staged) -> None:
    """Keep back rows to add whose NHS number is that of somebody hardly like them, on whatever tracker: one query.

    One number is one record, so such a row would come onto the tracker as that other person.
    """
    rows = [row for row in staged.in_state("add") if row.values.get("nhs_number")]
    numbers = [row.values["nhs_number"] for row in rows]
    people = ServiceUser.objects.filter(nhs_number__in=numbers).values(*OF_PERSON) if numbers else ()
    holders = {person["nhs_number"]: person for person in people}
    heading = next((one.heading for one in staged.recognised.columns if one.field == "nhs_number"), "")
    for row, number in zip(rows, numbers, strict=True):
        if number in holders and is_unlike(row.values, holders[number]):
            row.problems.append(Problem(row.row, heading, number, "error", TAKEN, "nhs_number"))
            row.state = "refused"


def _missing(upload: ResidentImport, staged: Staged) -> list[dict[str, Any]]:
    """Those still cared for at a service that the list is about, and not in it."""
    usual = upload.service or upload.event.service
    about = {row.values.get("service", usual.name) for row in staged.people} or {usual.name}
    return [
        person for person in staged.missing if person["listed_service"] in about and not person["is_finished"]
    ]


def decisions_of(upload: ResidentImport) -> Decisions:
    """What was settled on the preview, as the rules take it."""
    settled = upload.decisions
    return Decisions(
        corrections={(int(row), field): text for row, field, text in settled.get("corrections", [])},
        left_out=frozenset(settled.get("left_out", [])),
        apart=frozenset(settled.get("apart", [])),
        same_as={int(row): person for row, person in settled.get("same_as", [])},
        dates=settled.get("dates") or None,
    )


def people_on(event) -> list[dict[str, Any]]:
    """The people on the tracker, as the rules compare them: by the fields that a list can hold.

    Rows that were merged into others are among them, with the id of the row that stays.
    """
    entries = list(TrackerEntry.with_merged.filter(event=event).select_related("service_user", "service"))
    main = {kin.entry_id: kin for kin in Representative.objects.filter(event=event, is_main=True)}
    leads = leads_of(entries)
    return [
        as_listed(entry, main.get(entry.pk)) | ({"merged_into": leads[entry.pk]} if entry.pk in leads else {})
        for entry in entries
    ]


def as_listed(entry: TrackerEntry, kin: Representative | None) -> dict[str, Any]:
    """One person in the words of the rules."""
    person = {name: getattr(entry.service_user, name) for name in OF_PERSON}
    row = {name: getattr(entry, name) for name in ("room", "mobility_needs", "hours_per_week", "gp")}
    row |= {listed: getattr(entry, ours) for listed, ours in RENAMED.items()}
    answers = {
        "has_capacity": _said(CAPACITY, entry.capacity),
        "dols": _said(DOLS, entry.dols),
        "requires_advocate": "yes"
        if entry.advocate == Advocate.IN_PLACE
        else _said(ADVOCATE, entry.advocate),
    }
    contact = {
        "next_of_kin_name": str(kin) if kin else "",
        "next_of_kin_relationship": kin.relationship if kin else "",
        "next_of_kin_phone": kin.phone if kin else "",
        "next_of_kin_email": kin.email if kin else "",
        "next_of_kin_address": kin.address if kin else "",
    }
    return (
        {"id": entry.pk, "age": entry.service_user.age_stated, "funding": entry.funding_type}
        | {"listed_service": entry.service.name, "is_finished": entry.is_finished}
        | person
        | row
        | answers
        | contact
    )


def _said(words: dict, value: str) -> str:
    return next((said for said, meant in words.items() if meant == value), "unknown")


def value_in_words(name: str, value: Any) -> str:
    """A value of a row, or of a person on the tracker, as the page says it; "" for nothing."""
    if name == "funding" and value:
        return str(TrackerEntry.Funding(value).label)
    if name == "nhs_number":
        return grouped(value)
    return full_date(value).split(" ", 1)[1] if isinstance(value, dt.date) else str(value or "")


def person_facts(values: dict[str, Any]) -> dict[str, Any]:
    """Fields of ServiceUser in the values of a row, or in the changed ones."""
    facts = {name: values[name] for name in OF_PERSON if name in values}
    return facts | ({"age_stated": values["age"]} if "age" in values else {})


def entry_facts(values: dict[str, Any], bodies: "Bodies") -> dict[str, Any]:
    """Fields of TrackerEntry in the values of a row, or in the changed ones."""
    facts = {name: values[name] for name in OF_ENTRY if name in values}
    facts |= {ours: values[listed] for listed, ours in RENAMED.items() if listed in values}
    if values.get("dols") in DOLS:
        facts["dols"] = DOLS[values["dols"]]
    if values.get("has_capacity") in CAPACITY:
        facts["capacity"] = CAPACITY[values["has_capacity"]]
    if values.get("requires_advocate") in ADVOCATE:
        facts["advocate"] = ADVOCATE[values["requires_advocate"]]
    if "funding" in values:
        facts["funding_type"] = values["funding"]
        facts["funding_authority"] = bodies.payer(values["funding"], str(values.get("funding_authority", "")))
    return facts


def in_words(values: dict[str, Any]) -> str:
    """What the list says that the tracker has no field for, a line each."""
    said = [f"{label}: {_plain(values[name])}" for name, label in IN_WORDS.items() if values.get(name)]
    if not values.get("next_of_kin_name") and (nameless := kin_parts(values)):
        said.append(f"Next of kin, no name given: {', '.join(nameless)}")
    return "\n".join(said)


def _plain(value: Any) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value)


def kin_facts(values: dict[str, Any]) -> dict[str, str] | None:
    """The next of kin of a row as a representative; nothing when none is named."""
    if not values.get("next_of_kin_name"):
        return None
    *forenames, surname = str(values["next_of_kin_name"]).split()
    facts = {
        part: str(values.get(f"next_of_kin_{part}", ""))
        for part in ("relationship", "phone", "email", "address")
    }
    return {"surname": surname[:100], "forename": " ".join(forenames)[:100]} | facts


class Bodies:
    """Who the words for a payer mean. Nobody is guessed at: a wrong payer would open a person to the wrong body."""

    def __init__(self, event):
        self.host = event.host_council
        self.all = list(Organisation.objects.funders())

    def payer(self, funding_type: str, hint: str) -> Organisation | None:
        """The funding body, when the list leaves no doubt."""
        if funding_type == TrackerEntry.Funding.THIS_COUNCIL:
            return self.host
        if funding_type in (TrackerEntry.Funding.SELF_FUNDER, TrackerEntry.Funding.UNKNOWN) or not hint:
            return None
        said = hint.casefold().strip()
        found = [body for body in self.all if said in (body.name.casefold(), body.code.casefold())]
        if not found:
            found = [body for body in self.all if len(said) > 3 and said in body.name.casefold()]
        return found[0] if len(found) == 1 else None


def digest(staged: Staged) -> str:
    """A fingerprint of what the preview promised: the same rows doing the same things."""
    told = [(row.row, row.state, row.values, row.person, row.changes) for row in staged.rows]
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def changed_values(row: StagedRow) -> dict[str, Any]:
    """Of a row that changes somebody: the new values of the fields that differ."""
    return {name: new for name, (_, new) in row.changes.items()}
