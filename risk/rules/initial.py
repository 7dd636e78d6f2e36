"""The Initial Assessment Of Concerns: criteria with their options as printed, outcomes. Blackpool policy 5, App 1."""

from collections.abc import Mapping
from typing import NamedTuple

from events.procedure.instruments import AssessmentOutcome, Criterion
from events.procedure.pack import Pack
from events.rules.risk import Assessment, initial_assessment


class Answered(NamedTuple):
    """A criterion with the option that was chosen; `score` None while there is none."""

    criterion: Criterion
    label: str
    score: int | None


def criteria(pack: Pack) -> tuple[Criterion, ...]:
    """The scored criteria in printed order. Their options are never sorted or put right: A24."""
    return tuple(one for one in pack.initial_assessment.criteria if one.scored)


def nature(pack: Pack) -> Criterion:
    """The criterion that is answered in words: what the nature of the concern is."""
    return next(one for one in pack.initial_assessment.criteria if not one.scored)


def total(pack: Pack, scores: Mapping[str, int]) -> Assessment:
    """The total so far and which criteria are missing. Raises InvalidFigure."""
    return initial_assessment(pack, scores)


def answered(pack: Pack, scores: Mapping[str, int]) -> list[Answered]:
    """Each scored criterion with what was chosen, in the words of the procedure."""
    found = []
    for one in criteria(pack):
        score = scores.get(str(one.number))
        label = next((option.label for option in one.options if option.score == score), "")
        found.append(Answered(one, label, score if label else None))
    return found


def outcome(pack: Pack, number: int | None) -> AssessmentOutcome | None:
    return next((one for one in pack.initial_assessment.outcomes if one.number == number), None)
