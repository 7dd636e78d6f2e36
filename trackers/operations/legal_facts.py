"""Recording what the legal basis rests on, for an event and for one person. Staffordshire SOP 2, 4.5, 6.0."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.versions import Clash, Conflict
from events.models import FailureEvent, LegalFact
from events.models.legal import NO, YES, AbstractFact
from events.operations.notices import pack_of
from events.procedure.schema import RuleInput
from trackers.models import PersonFact, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.operations.legal import reassess
from trackers.rules.legal import asked_of_event, asked_of_person

LONGEST = 180  # characters of the changes that led to an evaluation
COUNCIL_ONLY = "legal_basis"  # no partner field: the council keeps the legal basis
DETAILS = ("value", "since", "told_by", "substitute", "also", "reason", "approved_by")
EMPTY: dict[str, Any] = {"value": "", "since": None, "told_by": "", "substitute": "", "also": [], "reason": "",
                         "approved_by": ""}  # fmt: skip


class FactsConflict(Conflict):
    """Others changed the same facts. `versions`: what each of them stands at now, by name."""

    def __init__(self, record: AbstractFact, clashes: list[Clash], versions: dict[str, int]):
        super().__init__(record, clashes)
        self.versions = versions


@operation("legal_facts.recorded", told="Facts for the legal basis recorded", needs="events.change_legal")
def record_event_facts(
    *, by: User, event: FailureEvent, changes: Mapping[str, Mapping[str, Any]]
) -> FailureEvent:
    """Record facts of an event. `changes`: fact -> value ("yes", "no", a word of the procedure, or ""), since,
    told_by, substitute, also, reason, approved_by, and the version it was seen at (0: not recorded yet). SOP 2.1, 4.5.

    The answers of the event and of everybody in it are worked out again and kept. Raises ValidationError for a value
    that the procedure does not know, a day to come, and what needs a reason and an approver; Conflict.
    """
    hold_event(event.pk, alone=True)
    known = {fact.name: fact for fact in asked_of_event(pack_of(event))}
    rows = {row.name: row for row in LegalFact.objects.filter(event=event)}
    said = _record(by, known, rows, changes, lambda name: LegalFact(event=event, name=name))
    if said:
        reassess(by=by, event=event, because=said)
    return event


@operation(
    "legal_facts.recorded_for_person", told="Facts about a person recorded", needs="trackers.change_legal"
)
def record_person_facts(
    *, by: User, entry: TrackerEntry, changes: Mapping[str, Mapping[str, Any]]
) -> TrackerEntry:
    """Record facts of one person, as `record_event_facts` does for an event. SOP 2.4, 2.5, 4.1."""
    check_scope(by, entry, [COUNCIL_ONLY])
    hold_event(entry.event_id)
    TrackerEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    known = {fact.name: fact for fact in asked_of_person(pack_of(entry.event))}
    rows = {row.name: row for row in PersonFact.objects.filter(entry=entry)}
    said = _record(
        by, known, rows, changes, lambda name: PersonFact(entry=entry, event_id=entry.event_id, name=name)
    )
    if said:
        reassess(by=by, event=entry.event, because=said, people=[entry.pk])
    return entry


def _record(by: User, known: dict[str, RuleInput], rows: dict, changes: Mapping, new: Any) -> str:
    """Save what is different; in words what that is. Every fault and every clash is told at once."""
    faults: dict[str, str] = {}
    for name, change in changes.items():
        if fault := _fault(by, known.get(name), name, change):
            faults[fault[0]] = fault[1]
    if faults:
        raise ValidationError(faults)
    clashes: list[tuple[AbstractFact, Clash]] = []
    changed = []
    for name, change in changes.items():
        facts = EMPTY | {key: change[key] for key in DETAILS if key in change}
        try:
            if _save(by, rows.get(name), facts, change.get("version", 0), new, name):
                changed.append(f"{known[name].asked} {_said(known[name], facts['value'])}")
        except Conflict as conflict:
            clashes += [(conflict.record, clash) for clash in conflict.clashes]
    if clashes:
        told = [clash._replace(field=_field(row.name, clash.field)) for row, clash in clashes]
        raise FactsConflict(clashes[0][0], told, {row.name: row.version for row, _ in clashes})
    return in_short(changed)


def in_short(changes: list[str]) -> str:
    """The changes as one text, as many as an evaluation keeps; pages take it apart at the semicolons."""
    kept = list(changes)
    while len("; ".join(kept)) > LONGEST:
        kept.pop()
    rest = len(changes) - len(kept)
    return "; ".join([*kept, *([f"and {rest} more"] if rest else [])])


def _save(by: User, row: AbstractFact | None, facts: dict, version: int, new: Any, name: str) -> bool:
    if row is not None:
        found = type(row).objects.lock_for_edit(row.pk, since=version, changing=facts)
        return found.save_version(by=by)
    if facts == EMPTY:
        return False
    row = new(name)
    row.changed_by = by
    for key, value in facts.items():
        setattr(row, key, value)
    row.clean_fields(exclude=["changed_by", "changed_at"])
    row.save()
    return True


def _fault(by: User, fact: RuleInput | None, name: str, change: Mapping) -> tuple[str, str] | None:
    """(field of the form, sentence) for the first thing that is wrong with a change."""
    if fact is None:
        return name, "This procedure does not ask for that."
    value = change.get("value", "")
    allowed = [YES, NO] if fact.kind == "yes_no" else list(fact.values)
    if value not in ["", *allowed] or any(one not in fact.values for one in change.get("also") or []):
        return name, "Select one of the listed answers"
    if change.get("since") and change["since"] > _today():
        return _field(name, "since"), "The day must be today or in the past"
    return _reasoned(by, fact, name, change)


def _reasoned(by: User, fact: RuleInput, name: str, change: Mapping) -> tuple[str, str] | None:
    """What stands in for the provider's word, and a main cause among several, need a reason and an approver."""
    standing_in = bool(change.get("substitute"))
    if not (standing_in or change.get("also")):
        return None
    if standing_in and change["substitute"] not in fact.substitutes:
        return _field(name, "substitute"), "Select whose word it is"
    if standing_in and change.get("value") != YES:
        return name, "Only a yes can rest on somebody else’s word"
    if not standing_in and not change.get("value"):
        return name, "Select the main cause"
    if not (change.get("reason") or "").strip():
        return _field(
            name, "reason"
        ), "Enter the evidence" if standing_in else "Enter why it is the main cause"
    return approver_fault(by, change.get("approved_by"), _field(name, "approved_by"))


def approver_fault(by: User, approver: str | None, field: str = "approved_by") -> tuple[str, str] | None:
    """An approver is named, and is somebody else."""
    if not (approver or "").strip():
        return field, "Enter who approved it"
    if approver.strip().casefold() == by.name.casefold():
        return field, "Somebody else must approve it"
    return None


def _field(name: str, detail: str) -> str:
    """The form's name for a part of a fact."""
    return name if detail == "value" else f"{name}__{detail}"


def _said(fact: RuleInput, value: str) -> str:
    return {"": "Not known", YES: "Yes", NO: "No"}.get(value) or fact.said(value)


def _today() -> date:
    return timezone.localdate()
