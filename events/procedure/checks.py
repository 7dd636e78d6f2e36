"""What the shape alone cannot say: ids used once, references that lead somewhere, orders, totals, sums."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from events.procedure.pack import Pack
from events.procedure.plans import Plan
from events.procedure.references import reference_problems
from events.procedure.waiting import waiting_problems

Place = tuple[str | int, ...]
Problem = tuple[Place, str]


def problems(pack: Pack) -> Iterator[Problem]:
    """Each fault with its place in the file. A pack without any is fit to be used."""
    yield from _ids(pack)
    yield from reference_problems(pack)
    yield from waiting_problems(pack)
    yield from _orders(pack)
    yield from _limits(pack)
    yield from _totals(pack)
    for code, plan in pack.plans.items():
        yield from _plan_totals(("plans", code), plan)
    yield from _thresholds(pack)
    yield from _matrix(pack)
    yield from _assessment(pack)
    yield from _tables(pack)


def _ids(pack: Pack) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, part in pack.parts():
        if identity := getattr(part, "id", None):
            if identity in seen:
                yield (*place, "id"), f"The id {identity} is used a second time."
            seen.add(identity)
    for name, values in (
        ("gates", [gate.code for gate in pack.gates]),
        ("rule_inputs", [fact.name for fact in pack.rule_inputs]),
        ("leads", [lead.role for lead in pack.leads]),
        ("decisions", [decision.decides for decision in pack.decisions]),
        ("documents", [document.key for document in pack.documents]),
    ):
        for position, value in enumerate(values):
            if value in values[:position]:
                yield (name, position), f"{value} stands twice in {name}."


def _orders(pack: Pack) -> Iterator[Problem]:
    runs = [("stages", list(pack.stages))]
    runs += [(("stages", at, "steps"), list(stage.steps)) for at, stage in enumerate(pack.stages)]
    runs += [(("plans", code, "actions"), list(plan.actions)) for code, plan in pack.plans.items()]
    if pack.escalation:
        runs.append((("escalation", "steps"), list(pack.escalation.steps)))
    for place, entries in runs:
        place = place if isinstance(place, tuple) else (place,)
        for position, entry in enumerate(entries):
            if entry.order != position + 1:
                yield (
                    (*place, position, "order"),
                    f"order is {entry.order} where {position + 1} comes next.",
                )


def _limits(pack: Pack) -> Iterator[Problem]:
    """A time limit is in hours or in working days; a step has a limit or a due date, not both."""
    for at, stage in enumerate(pack.stages):
        for position, step in enumerate(stage.steps):
            place = ("stages", at, "steps", position, "within")
            if step.within and (step.within.hours is None) == (step.within.working_days is None):
                yield place, "A limit is given in hours or in working_days: one of them."
            elif step.within and step.due:
                yield place, f"{step.id} has a due date already: give it one or the other."


def _totals(pack: Pack) -> Iterator[Problem]:
    counted = {
        "triggers": len(pack.triggers),
        "leads": len(pack.leads),
        "stages": len(pack.stages),
        "steps": len(pack.steps),
        "repeatable_steps": sum(step.repeatable for step in pack.steps),
        "decision_points": sum(stage.decision_point is not None for stage in pack.stages),
        "messages": len(pack.messages),
        "rules": len(pack.rules),
        "tracker_fields": len(pack.tracker_fields),
        "supporting_documents": len(pack.supporting_documents),
        "cases": len(pack.cases),
        "matrix_cells": len(pack.risk_matrix.cells) if pack.risk_matrix else 0,
        "criteria": len(pack.initial_assessment.criteria) if pack.initial_assessment else 0,
    }
    for response in pack.responses:
        counted[f"{response.code}_triggers"] = sum(t.response == response.label for t in pack.triggers)
    for code, entries in pack.lists.items():
        counted[code] = len(entries.items)
    for code, table in pack.tables.items():
        counted[code] = len(table.rows)
    for name, stated in pack.totals.items():
        if name not in counted:
            yield ("totals", name), f"{name} is not something that we count."
        elif stated != counted[name]:
            yield ("totals", name), f"{name} is stated as {stated}, but {counted[name]} are written."


def _plan_totals(place: Place, plan: Plan) -> Iterator[Problem]:
    if plan.totals.actions != len(plan.actions):
        stated, written = plan.totals.actions, len(plan.actions)
        yield (*place, "totals", "actions"), f"actions is stated as {stated}, but {written} are written."
    written = Counter(action.phase for action in plan.actions)
    for phase, stated in plan.totals.phases.items():
        if stated != written[phase]:
            yield (
                (*place, "totals", "phases", phase),
                f"{phase} is stated as {stated}, but {written[phase]} are written.",
            )
    codes = [phase.code for phase in plan.phases]
    for position, code in enumerate(codes):
        if code in codes[:position]:
            yield (*place, "phases", position), f"The phase {code} stands twice."
    positions = [codes.index(action.phase) for action in plan.actions if action.phase in codes]
    for position, (before, here) in enumerate(pairwise(positions), start=1):
        if here < before:
            yield (
                (*place, "actions", position, "phase"),
                "This action's phase comes before that of the action above.",
            )


def _thresholds(pack: Pack) -> Iterator[Problem]:
    limited = [(at, trigger) for at, trigger in enumerate(pack.triggers) if trigger.threshold]
    if not limited:
        return
    place = ("triggers", limited[-1][0], "threshold")
    labels = {response.label: response.code for response in pack.responses}
    by_code = {labels.get(trigger.response): trigger.threshold for _, trigger in limited}
    if len(limited) != 2 or set(by_code) != {"standard", "invoke"}:
        yield place, "Thresholds need two notices: one with the standard answer and one that invokes."
        return
    low, high = by_code["standard"], by_code["invoke"]
    if None in (low.packages_max, low.hours_below, high.packages_min, high.hours_min):
        yield place, "Thresholds need packages_max and hours_below, then packages_min and hours_min."
    elif low.packages_max + 1 != high.packages_min or low.hours_below != high.hours_min:
        yield place, "The two thresholds leave a gap or overlap: the second must start where the first ends."


def _matrix(pack: Pack) -> Iterator[Problem]:
    matrix = pack.risk_matrix
    if not matrix:
        return
    wanted = {
        (impact.value, likelihood.value) for impact in matrix.impacts for likelihood in matrix.likelihoods
    }
    bands = {band.band: band for band in matrix.bands}
    seen: set[tuple[int, int]] = set()
    for position, cell in enumerate(matrix.cells):
        place, at = ("risk_matrix", "cells", position), (cell.impact, cell.likelihood)
        if at not in wanted or at in seen:
            why = "is given twice" if at in seen else "is outside the scales"
            yield place, f"The cell of impact {cell.impact} and likelihood {cell.likelihood} {why}."
        seen.add(at)
        if cell.score != cell.impact * cell.likelihood:
            yield (*place, "score"), f"score is {cell.score}; {cell.impact} x {cell.likelihood} is not."
        band = bands.get(cell.band)
        if not band:
            yield (*place, "band"), f"There is no band {cell.band}."
        elif not band.min <= cell.score <= band.max:
            yield (
                (*place, "band"),
                f"{cell.score} is outside {cell.band}, which runs from {band.min} to {band.max}.",
            )
    for impact, likelihood in sorted(wanted - seen):
        yield ("risk_matrix", "cells"), f"The cell of impact {impact} and likelihood {likelihood} is missing."


def _assessment(pack: Pack) -> Iterator[Problem]:
    form = pack.initial_assessment
    if not form:
        return
    numbers: set[int] = set()
    for position, criterion in enumerate(form.criteria):
        place = ("initial_assessment", "criteria", position)
        if criterion.number in numbers:
            yield (*place, "number"), f"Criterion {criterion.number} stands twice."
        numbers.add(criterion.number)
        if criterion.scored != bool(criterion.options):
            yield place, "A scored criterion needs options, and one that is not scored has none."
        if len({option.score for option in criterion.options}) != len(criterion.options):
            yield (*place, "options"), "Two options have the same score."
    scored = [
        [option.score for option in criterion.options] for criterion in form.criteria if criterion.options
    ]
    for name, written in (
        ("minimum_total", sum(map(min, scored))),
        ("maximum_total", sum(map(max, scored))),
    ):
        if getattr(form, name) != written:
            yield (
                ("initial_assessment", name),
                f"{name} is {getattr(form, name)}, but the options give {written}.",
            )


def _tables(pack: Pack) -> Iterator[Problem]:
    for code, table in pack.tables.items():
        for position, row in enumerate(table.rows):
            if len(row.cells) != len(table.columns):
                yield (
                    ("tables", code, "rows", position),
                    f"This row has {len(row.cells)} cells under {len(table.columns)} columns.",
                )
