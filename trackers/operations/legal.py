"""Working the legal answers out again, inside the operation that changed a fact; every answer is kept. SOP 4.5."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, LegalEvaluation
from events.models.legal import AbstractOverride
from events.rules.legal import DUTY, POWER, Line
from trackers.legal_reading import Finding, Known, Reading
from trackers.models import PersonEvaluation, TrackerEntry
from trackers.operations.inserts import insert_all

# Fields of a tracker entry that the legal answer rests on.
RESTS_ON = {
    "funding_type": "Who pays",
    "response_level": "How much help the person needs",
    "capacity": "Capacity",
    "final_outcome": "Final outcome",
}


def reassess(*, by: User, event: FailureEvent, because: str, people: Iterable[int] | None = None) -> None:
    """Work out the answers again and keep those that are different. `people` are keys of entries; None means the
    event and everybody in it. Called inside an operation, under the lock of the event.
    """
    reading = Reading(event, timezone.localdate(), people)
    if not reading.has_rules:
        return
    if people is None:
        newest = LegalEvaluation.objects.filter(event=event).order_by("-pk").first()
        made = _evaluation(LegalEvaluation(event=event), reading.of_event, by, because)
        if newest is None or _differs(newest, made):
            made.save()
    newest, shared = newest_of(event, people), {}
    made = [
        _evaluation(PersonEvaluation(event=event, entry=entry), reading.of_person(entry), by, because, shared)
        for entry in reading.entries
    ]
    insert_all([one for one in made if one.entry_id not in newest or _differs(newest[one.entry_id], one)])


@operation("legal.worked_out_again", told="Legal answer worked out again", needs="events.change_legal")
def work_out_again(*, by: User, event: FailureEvent, because: str = "Worked out again") -> FailureEvent:
    """Work the answers of an event and its people out again, such as after the register has changed. SOP 4.5.

    Only answers that are different are kept, so nothing is lost by asking often.
    """
    FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    reassess(by=by, event=event, because=because)
    return event


def reassess_edited(*, by: User, entry: TrackerEntry, names: Iterable[str]) -> None:
    """Somebody's row on the tracker was changed in these fields: work their answer out again if it rests on one."""
    changed = [words for name, words in RESTS_ON.items() if name in names]
    if changed:
        reassess(by=by, event=entry.event, because=f"{', '.join(changed)} changed", people=[entry.pk])


def newest_of(event: FailureEvent, people: Iterable[int] | None = None) -> dict[int, PersonEvaluation]:
    """The newest answer for each person of the event, by key of the entry: one query."""
    rows = PersonEvaluation.objects.filter(event=event)
    if people is not None:
        rows = rows.filter(entry_id__in=list(people))
    return {row.entry_id: row for row in rows.order_by("entry_id", "-pk").distinct("entry_id")}


def _evaluation(
    row: Any, found: Finding, by: User, because: str, shared: dict[object, Any] | None = None
) -> Any:
    """The answer as a row; `shared` keeps what people have in common, so that it is written out once."""
    row.made_by, row.because, row.on = by, because[:200], found.basis.on
    row.duty, row.power = found.duty, found.power
    row.computed_duty, row.computed_power = found.computed(DUTY), found.computed(POWER)
    shared, facts = {} if shared is None else shared, tuple(found.facts.items())
    if facts not in shared:
        shared[facts] = {name: _kept(known) for name, known in facts}
    row.facts = shared[facts]
    answer = (id(found.basis), tuple(found.decided.items()))
    if answer not in shared:
        lines = [_line(line) for line in found.basis.lines]
        shared[answer] = {"lines": lines, "decided": {name: _decided(one) for name, one in answer[1]}}
    row.answer = shared[answer]
    return row


def _differs(before: Any, now: Any) -> bool:
    """Whether the facts, the answer or what people decided is another. The day alone is no difference."""
    names = ("duty", "power", "computed_duty", "computed_power", "facts", "answer")
    return any(getattr(before, name) != getattr(now, name) for name in names)


def _kept(known: Known) -> dict[str, Any]:
    since = known.since.isoformat() if known.since else ""
    return {"value": known.value, "source": known.source, "since": since, "detail": known.detail}


def _decided(one: AbstractOverride | str) -> dict[str, str]:
    if isinstance(one, str):
        return {"value": one, "reason": "The person has died.", "approved_by": ""}
    return {"value": one.value, "reason": one.reason, "approved_by": one.approved_by}


def _line(line: Line) -> dict[str, Any]:
    """A line as it is kept: plain values, no more than a page shows."""
    return {
        "need": line.need,
        "outcomes": {
            name: {
                "value": outcome.value,
                "rules": list(outcome.rules),
                "reasons": list(outcome.reasons),
                "missing": list(outcome.missing),
                "assumptions": list(outcome.assumptions),
            }
            for name, outcome in line.answer.outcomes.items()
        },
        "rules": list(line.answer.rules),
        "sections": list(line.answer.sections),
        "used": list(line.answer.facts_used),
        "flips": [[flip.fact, flip.value, flip.becomes] for flip in line.flips],
    }
