"""A provider's resident list on its way into the tracker: sent, columns chosen, rows settled, loaded. SOP
11.4, 11.5.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent
from events.operations.scope import services_of
from govuk.sheets import gate
from govuk.sheets.limits import SheetRefused
from providers.models import Service
from trackers.kin_in_lists import KIN, is_another, listed_kin
from trackers.models import ListColumns, Representative, ResidentImport, ServiceUser, TrackerEntry
from trackers.operations.contacts import add_representative, edit_representative
from trackers.operations.duplicates import tell_of_hidden
from trackers.operations.entries import edit_entry
from trackers.operations.held import facts_of, hold_event, note_new_funder
from trackers.operations.inserts import insert_all
from trackers.operations.legal import reassess
from trackers.rules import pasted
from trackers.rules.columns import as_remembered
from trackers.rules.residents import Staged, StagedRow
from trackers.rules.stages import stage_of
from trackers.staging import (
    HEADING_ROW,
    NO_QUOTES,
    UNCLOSED,
    Bodies,
    changed_values,
    digest,
    entry_facts,
    in_words,
    kin_facts,
    person_facts,
    stage_list,
)

KEPT_FOR = timedelta(hours=24)
State = ResidentImport.State


class TrackerMoved(ValidationError):
    """The tracker changed after the preview, so that loading would do something else than what was shown."""

    def __init__(self):
        super().__init__(
            "The tracker changed after you opened this page. Nothing was saved. Look at the rows again and load them.",
            code="tracker_moved",
        )


@operation("residents.sent", told="Resident list sent", needs="trackers.import_residents")
def send_list(*, by: User, event: FailureEvent, file_name: str, content: bytes) -> ResidentImport:
    """Take a file in for checking; it is kept for 24 hours at most.

    A text file with a quote that is never closed is kept too: how to read it is settled afterwards. Raises
    SheetRefused (a ValidationError) in one sentence for a file that is no readable spreadsheet, and ValidationError for
    an event that takes nobody.
    """
    if not FailureEvent.objects.visible_to(by).filter(pk=event.pk, host_council=by.organisation_id).exists():
        raise PermissionDenied("Only the council that runs the event loads resident lists.")
    hold_event(event.pk, adds_work=True)
    try:
        gate.check(content, file_name)
    except SheetRefused as refused:
        # Pasted rows are still in their box.
        if refused.code != UNCLOSED or file_name == pasted.FILE_NAME:
            raise
    return ResidentImport.objects.create(
        event=event,
        uploaded_by=by,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        expires_at=timezone.now() + KEPT_FOR,
    )


@operation("residents.mapped", needs="trackers.import_residents")
def map_columns(
    *,
    by: User,
    upload: ResidentImport,
    mapping: Mapping[int, str],
    sheet: str = "",
    heading_row: int | None = None,
    dates: str = "",
    service: Service | None = None,
) -> ResidentImport:
    """Choose the sheet, the row with the headings (None: as recognised) and what each column holds.

    `mapping` is place of the column from 0 -> our field, "" to leave a column out. `dates` is "day_first" or
    "month_first" for this file, "" as recognised. `service` is where its people are, of those of the event.
    """
    upload = _lock(upload)
    if sheet != upload.sheet:
        upload.decisions = {}
    if service and service not in services_of(upload.event):
        raise ValidationError(f"{service} is not among the services of {upload.event.reference}.")
    upload.sheet, upload.service = sheet, service
    upload.decisions = upload.decisions | {"dates": dates}
    upload.mapping = {str(place): field for place, field in mapping.items()}
    if heading_row:
        upload.mapping[HEADING_ROW] = heading_row
    upload.save(update_fields=["sheet", "service", "mapping", "decisions"])
    return upload


@operation("residents.mapped", needs="trackers.import_residents")
def drop_quotes(*, by: User, upload: ResidentImport) -> ResidentImport:
    """Read a text file without its quotation marks, where one of them is never closed."""
    upload = _lock(upload)
    upload.decisions = upload.decisions | {NO_QUOTES: True}
    upload.save(update_fields=["decisions"])
    return upload


@operation("residents.settled", needs="trackers.import_residents")
def settle_rows(*, by: User, upload: ResidentImport, decisions: dict[int, dict]) -> ResidentImport:
    """Put rows right on the preview: row -> {"corrections": {field: text}, "left_out", "taken_in", "apart", "same_as"}.

    What was settled before holds until it is settled otherwise: another text for the same cell, another answer to who
    somebody is, or "taken_in" for a row that was left out.
    """
    upload = _lock(upload)
    kept = upload.decisions
    corrections = {(row, field): text for row, field, text in kept.get("corrections", [])}
    same_as = dict(kept.get("same_as", []))
    left_out, apart = set(kept.get("left_out", [])), set(kept.get("apart", []))
    for row, said in decisions.items():
        corrections |= {(row, field): text for field, text in said.get("corrections", {}).items()}
        left_out = (left_out | {row}) if said.get("left_out") else left_out
        left_out = (left_out - {row}) if said.get("taken_in") else left_out
        if said.get("apart") or said.get("same_as"):
            same_as.pop(row, None)
            apart.discard(row)
        if said.get("same_as"):
            same_as[row] = said["same_as"]
        elif said.get("apart"):
            apart.add(row)
    upload.decisions = kept | {
        "corrections": [[row, field, text] for (row, field), text in corrections.items()],
        "same_as": [[row, person] for row, person in same_as.items()],
        "left_out": sorted(left_out),
        "apart": sorted(apart),
    }
    upload.save(update_fields=["decisions"])
    return upload


@operation("residents.loaded", told="Resident list loaded", needs="trackers.import_residents")
def load_list(*, by: User, upload: ResidentImport, seen: str) -> ResidentImport:
    """Load what the preview showed, in one transaction. `seen` is the fingerprint of that preview.

    Raises TrackerMoved when the tracker is another now; then nothing is saved. Rows with an error are left out and
    stay on the receipt. The file itself is deleted.
    """
    hold_event(upload.event_id, adds_work=True, alone=True)
    upload = _lock(upload)
    staged = stage_list(upload)
    if digest(staged) != seen:
        raise TrackerMoved
    bodies = Bodies(upload.event)
    _remember(by, upload, staged)
    _add(by, upload, staged.in_state("add"), bodies)
    for row in staged.in_state("change"):
        _change(by, row, bodies)
    upload.counts = staged.counts
    upload.refused = _refused(staged)
    upload.state, upload.committed_at, upload.content = State.COMMITTED, timezone.now(), None
    upload.save(update_fields=["counts", "refused", "state", "committed_at", "content"])
    return upload


@operation("residents.abandoned", needs="trackers.import_residents")
def abandon_list(*, by: User, upload: ResidentImport) -> ResidentImport:
    """Do not load it; the file is deleted."""
    upload = _lock(upload)
    upload.state, upload.content = State.ABANDONED, None
    upload.save(update_fields=["state", "content"])
    return upload


@operation("residents.expired")
def expire_lists(*, by: User) -> int:
    """Delete files that nobody loaded within 24 hours; how many that were. The clock calls it."""
    late = ResidentImport.objects.filter(state=State.WAITING, expires_at__lte=timezone.now())
    return late.update(state=State.ABANDONED, content=None)


def _remember(by: User, upload: ResidentImport, staged: Staged) -> None:
    """The next list of this provider is read as this one was."""
    read_as = {
        as_remembered(column.heading): column.field or ""
        for column in staged.recognised.columns
        if not column.heading.startswith("Column ")
    }
    council, provider = upload.event.host_council, upload.event.provider
    kept = ListColumns.objects.select_for_update(of=("self",)).filter(council=council, provider=provider)
    known = kept.first() or ListColumns(council=council, provider=provider)
    if known.pk is None or known.headings | read_as != known.headings:
        known.headings, known.changed_by, known.changed_at = known.headings | read_as, by, timezone.now()
        known.save()


def _lock(upload: ResidentImport) -> ResidentImport:
    found = ResidentImport.objects.select_for_update(of=("self",)).select_related(
        "event__host_council", "event__service", "event__provider", "service"
    )
    upload = found.get(pk=upload.pk)
    if upload.state != State.WAITING or upload.expires_at <= timezone.now():
        raise ValidationError(
            "This list was loaded or put away already. Send the file again to compare it with the tracker."
        )
    return upload


def _add(by: User, upload: ResidentImport, rows: list[StagedRow], bodies: Bodies) -> None:
    """Everybody new, in three statements however many there are; the history triggers see each row."""
    numbers = [row.values["nhs_number"] for row in rows if row.values.get("nhs_number")]
    # One number is one person: a record from another event is used again, whoever may see that event.
    known = {person.nhs_number: person for person in ServiceUser.objects.filter(nhs_number__in=numbers)}
    people = [
        known.get(row.values.get("nhs_number")) or ServiceUser(changed_by=by, **person_facts(row.values))
        for row in rows
    ]
    insert_all([person for person in people if person.pk is None])
    where = {service.name: service for service in services_of(upload.event)}
    entries = [
        _entry(by, upload, person, row, bodies, where) for person, row in zip(people, rows, strict=True)
    ]
    insert_all(entries)
    kin = [(entry, kin_facts(row.values)) for entry, row in zip(entries, rows, strict=True)]
    insert_all([_main_contact(by, entry, facts) for entry, facts in kin if facts])
    shared = set(upload.event.shares.filter(ended_at=None).values_list("organisation", flat=True))
    seen = _seen_elsewhere(by, upload.event, known.values())
    for entry, person in zip(entries, people, strict=True):
        if entry.funding_authority_id in shared:
            note_new_funder(by, entry)
        if person.nhs_number in known and person.pk not in seen:
            tell_of_hidden(entry, 1)
    added = [entry.pk for entry in entries]
    reassess(by=by, event=upload.event, because="Loaded from the provider’s list", people=added)


def _entry(
    by: User,
    upload: ResidentImport,
    person: ServiceUser,
    row: StagedRow,
    bodies: Bodies,
    where: Mapping[str, Service],
) -> TrackerEntry:
    entry = TrackerEntry(
        event=upload.event,
        service_user=person,
        service=where.get(row.values.get("service"), upload.service or upload.event.service),
        situation=in_words(row.values),
        changed_by=by,
        **entry_facts(row.values, bodies),
    )
    entry.stage = stage_of(facts_of(entry))
    return entry


def _main_contact(by: User, entry: TrackerEntry, facts: dict[str, str]) -> Representative:
    return Representative(entry=entry, event_id=entry.event_id, is_main=True, changed_by=by, **facts)


def _seen_elsewhere(by: User, event: FailureEvent, people: Iterable[ServiceUser]) -> set[int]:
    """Keys of those whom the person finds on other trackers too."""
    elsewhere = TrackerEntry.objects.visible_to(by).exclude(event=event)
    return set(elsewhere.filter(service_user__in=people).values_list("service_user", flat=True))


def _change(by: User, row: StagedRow, bodies: Bodies) -> None:
    """The fields in which the list differs from the tracker, through the same operations as the pages."""
    entry = TrackerEntry.objects.select_related("service_user", "event").get(pk=row.person)
    values = changed_values(row)
    if "funding" in values:
        values |= {
            name: row.values[name] for name in ("funding_words", "funding_authority") if name in row.values
        }
    changes = person_facts(values) | entry_facts(values, bodies)
    if changes:
        edit_entry(
            by=by,
            entry=entry,
            version=entry.version,
            changes=changes,
            person_version=entry.service_user.version,
        )
    if any(name.startswith("next_of_kin_") for name in values):
        _change_kin(by, entry, row)


def _change_kin(by: User, entry: TrackerEntry, row: StagedRow) -> None:
    """Somebody else than the main contact takes their place and leaves them as a contact; the same one is changed."""
    contacts = list(entry.representatives.filter(must_not_be_told=False))
    main, facts = next((one for one in contacts if one.is_main), None), kin_facts(row.values)
    listed = listed_kin(row.values)
    if facts and (main is None or is_another(main, listed)):
        known = next((one for one in contacts if not is_another(one, listed)), None)
        if known is None:
            add_representative(by=by, entry=entry, is_main=True, **facts)
        else:
            said = {name: value for name, value in facts.items() if value}
            edit_representative(by=by, representative=known, version=known.version, is_main=True, **said)
    elif main:
        said = facts or {
            name.removeprefix(KIN): new for name, new in changed_values(row).items() if name.startswith(KIN)
        }
        said = {name: value for name, value in said.items() if value}
        edit_representative(by=by, representative=main, version=main.version, **said)


def _refused(staged: Staged) -> list[dict]:
    """For the receipt: rows that were not loaded and why; of the others, what somebody should look at."""
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "reason": problem.reason,
        }
        | ({"is_loaded": True} if row.state != "refused" else {})
        for row in staged.rows
        for problem in row.problems
    ]
