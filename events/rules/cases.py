"""Tries a pack on worked examples: its own, and those that a council adds before it activates a change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from events.procedure.conditions import case_problems
from events.procedure.instruments import Case
from events.procedure.pack import Pack
from events.rules import monitoring
from events.rules.due import due_on
from events.rules.duty import evaluate_duty
from events.rules.entries import PLACES, matching
from events.rules.figures import InvalidFigure, is_unknown
from events.rules.response import INVALID, NOT_ENOUGH, package_return, suggest_response
from events.rules.risk import initial_assessment, risk_cell

# The catalogue's word for a figure that is missing and could still change the answer.
SAME_ANSWER = {"needs confirmation": NOT_ENOUGH}


@dataclass(frozen=True)
class CaseResult:
    """`got` holds only what was expected; `missing` names facts; `reason` says why a case cannot be tried."""

    id: str
    ok: bool
    expected: dict[str, Any]
    got: dict[str, Any]
    rules: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Found:
    values: dict[str, Any]
    rules: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""


def check_cases(pack: Pack, cases: Iterable[Case]) -> list[CaseResult]:
    """Each case against the pack, in order. Only keys named in `expect` are compared, and rules if named."""
    return [_check(pack, case) for case in cases]


def failing_cases(pack: Pack) -> list[CaseResult]:
    """The pack's own cases that it does not answer as expected."""
    return [result for result in check_cases(pack, pack.cases) if not result.ok]


def _check(pack: Pack, case: Case) -> CaseResult:
    if problems := [reason for _, reason in case_problems(pack, case)]:
        return CaseResult(case.id, False, case.expect, {}, reason=" ".join(problems))
    found = TRIES[case.kind](pack, case)
    got = {name: _plain(found.values.get(name)) for name in case.expect}
    ok = all(_same(case.expect[name], got[name]) for name in got) and set(case.rules) <= set(found.rules)
    return CaseResult(case.id, ok, case.expect, got, found.rules, found.missing, found.reason)


def _notice(pack: Pack, case: Case) -> Found:
    facts = case.facts
    answer = suggest_response(pack, facts["trigger"], facts.get("packages"), facts.get("hours"))
    return Found({"response": answer.response}, (answer.rule,), answer.missing, answer.reason)


def _package_return(pack: Pack, case: Case) -> Found:
    answer = package_return(pack, case.facts.get("packages"), case.facts.get("hours"))
    return Found({"response": answer.response}, (answer.rule,), answer.missing, answer.reason)


def _duty(pack: Pack, case: Case) -> Found:
    answer = evaluate_duty(pack, case.facts)
    values = {name: outcome.value for name, outcome in answer.outcomes.items()}
    asked = [answer.outcomes[name] for name in case.expect if name in answer.outcomes]
    missing = tuple(dict.fromkeys(fact for outcome in asked for fact in outcome.missing))
    return Found(values, answer.rules, missing)


def _risk_cell(pack: Pack, case: Case) -> Found:
    try:
        cell = risk_cell(pack, case.facts.get("impact"), case.facts.get("likelihood"))
    except InvalidFigure as refusal:
        return Found({"score": INVALID, "band": INVALID}, reason=str(refusal))
    if cell.missing:
        return Found({"score": NOT_ENOUGH, "band": NOT_ENOUGH}, missing=cell.missing)
    return Found({"score": cell.score, "band": cell.band}, (cell.rule,) if cell.rule else ())


def _initial_assessment(pack: Pack, case: Case) -> Found:
    scores = case.facts.get("scores")
    try:
        found = initial_assessment(pack, scores if isinstance(scores, dict) else {})
    except InvalidFigure as refusal:
        return Found({"total": INVALID}, reason=str(refusal))
    missing = tuple(f"criterion {number}" for number in found.missing)
    return Found({"total": NOT_ENOUGH if missing else found.total}, found.rules, missing)


def _monitoring(pack: Pack, case: Case) -> Found:
    """A suggested rating from `ratings`, what a `rating` asks for and when, or whether a `spend` is over the figure."""
    facts = case.facts
    if "spend" in facts:
        try:
            spend = None if is_unknown(facts["spend"]) else Decimal(str(facts["spend"]))
        except InvalidOperation:
            return Found({"is_over": INVALID}, reason="A spend is written in pounds, such as 1000000.")
        limit = pack.monitoring.spend_over
        return Found({"is_over": monitoring.is_over(spend, None if limit is None else Decimal(limit))})
    if "rating" in facts:
        return _asked_for(pack, facts)
    found = [monitoring.rating_of(pack, value) for value in dict(facts.get("ratings") or {}).values()]
    if None in found:
        return Found({"rating": INVALID}, reason="One of these is not a rating of this procedure.")
    overall = monitoring.suggested(pack, [one.value for one in found])
    return Found({"rating": overall.label if overall else NOT_ENOUGH}, (overall.id,) if overall else ())


def _asked_for(pack: Pack, facts: dict[str, Any]) -> Found:
    rating = monitoring.rating_of(pack, facts["rating"])
    if rating is None:
        return Found({}, reason=f"{facts['rating']} is not a rating of this procedure.")
    asked = monitoring.asked_by(pack, rating.value)
    values: dict[str, Any] = {"actions": len(asked), "visits": sum(one.is_visit for one in asked)}
    try:
        decided, last = (
            None if is_unknown(facts.get(name)) else date.fromisoformat(str(facts[name]))
            for name in ("decided", "last_visit")
        )
    except ValueError:
        return Found({"on": INVALID}, reason="A date is written as 2026-03-01.")
    one = next((one for one in asked if one.id == facts.get("action")), None)
    if one and decided:
        starts = monitoring.begins_with_visit(pack, rating.value)
        values["on"] = monitoring.first_due(one, decided_on=decided, last_visit=last, from_now=starts)
    return Found(values, (rating.id, *(line.id for line in asked)))


def _due(pack: Pack, case: Case) -> Found:
    given = {name: value for name, value in case.facts.items() if name != "rule" and not is_unknown(value)}
    try:
        dates = {name: date.fromisoformat(str(value)) for name, value in given.items()}
    except ValueError:
        return Found({"on": INVALID}, reason="A date is written as 2026-03-01.")
    answer = due_on(pack, case.facts["rule"], dates)
    return Found({"on": answer.on or NOT_ENOUGH}, (answer.rule,), answer.missing, answer.reason)


def _entry(pack: Pack, case: Case) -> Found:
    place = next(place for place in PLACES if place in case.facts)
    known = {name: value for name, value in case.facts.items() if name != place}
    found = matching(pack, place, str(case.facts[place]), known)
    values: dict[str, Any] = {"count": len(found)}
    for name in {name for line in found for name in line.says}:
        said = list(dict.fromkeys(str(line.says.get(name, "")) for line in found))
        values[name] = said[0] if len(said) == 1 else said
    reason = "" if found else "Nothing in it says that: a person decides."
    return Found(values, tuple(line.id for line in found), reason=reason)


TRIES: dict[str, Callable[[Pack, Case], Found]] = {
    "notice": _notice,
    "package_return": _package_return,
    "duty": _duty,
    "risk_cell": _risk_cell,
    "initial_assessment": _initial_assessment,
    "monitoring": _monitoring,
    "due": _due,
    "entry": _entry,
}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _same(expected: Any, got: Any) -> bool:
    """Equal as a person reads them: 12 and "12", true and "true", a list of one and the one."""
    return _read(expected) == _read(got)


def _read(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1:
        return _read(value[0])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return SAME_ANSWER.get(str(value), str(value))
