"""The legal basis of an event or of one person: the answer, its lines, and what a person may decide instead.

Two questions are kept apart: whether the procedure is invoked (events.rules.response) and what the law asks of the
council (here). Somebody whom the NHS pays for may have social care needs too, and then has two lines, one for each
kind of need (our reading of SOP 4.5 and 4.8). No clock, no database.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from events.procedure.pack import Pack
from events.procedure.schema import RuleInput
from events.rules.duty import UNDETERMINED, DutyAnswer, evaluate_duty
from events.rules.flips import Flip, flips_of
from events.rules.logic import Facts, is_known

DUTY, POWER = "temporary_duty", "discretionary_power"
# A fact of ours beside the pack's: who pays for the social care of somebody whom the NHS funds.
SOCIAL_CARE_PAYER = "social_care_payer"
SOCIAL_CARE = RuleInput(
    name=SOCIAL_CARE_PAYER,
    kind="choice",
    values=("this_council", "self_funder", "other_authority", "other_authority_direct_payment"),
    meaning="Who pays for social care needs beside healthcare that the NHS funds.",
    about="person",
    question="Who pays for social care, beside the healthcare that the NHS funds?",
    labels={
        "this_council": "This council",
        "self_funder": "The person",
        "other_authority": "Another authority",
        "other_authority_direct_payment": "Another authority, by direct payment",
    },
    section="4.5, 4.8",
)
HEALTHCARE_NEEDS, SOCIAL_CARE_NEEDS = "Healthcare needs", "Social care needs"


@dataclass(frozen=True, eq=False)
class Line:
    """The answer for one kind of need; `need` is empty where one line says all."""

    need: str
    answer: DutyAnswer
    pack: Pack
    facts: Facts
    on: date | None

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Single facts that would change the duty; where it is not owed, those that would change the power too.

        Worked out when asked for: it takes some fifty evaluations.
        """
        owed = self.answer.temporary_duty in ("applies", "ended", "nhs_responsible")
        found = flips_of(self.pack, self.facts, [DUTY] if owed else [DUTY, POWER], self.on)
        # What the duty turns on is said once; of the power, only what doesn't go through the duty.
        said = {(flip.fact, flip.value) for flip in found[DUTY]}
        return (*found[DUTY], *(flip for flip in found.get(POWER, ()) if (flip.fact, flip.value) not in said))


@dataclass(frozen=True)
class Basis:
    """`lines`: the council's own is the last. `on`: the day whose rules were asked."""

    lines: tuple[Line, ...]
    on: date | None

    @property
    def answer(self) -> DutyAnswer:
        return self.lines[-1].answer


def legal_basis(pack: Pack, facts: Facts, on: date | None = None) -> Basis:
    """Every line with its answer and the single facts that would change it. SOP 2.1, 4.5, 4.6, 4.8, 6.0.

    Raises ValueError for a fact that the pack does not know.
    """
    known = {name: value for name, value in facts.items() if is_known(facts, name)}
    return Basis(tuple(_line(pack, need, asked, on) for need, asked in _needs(known)), on)


def _needs(facts: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    payer = facts.get(SOCIAL_CARE_PAYER)
    rest = {name: value for name, value in facts.items() if name != SOCIAL_CARE_PAYER}
    funding = rest.get("funding")
    if funding == "joint" or (funding == "nhs_chc" and payer):
        social = {**rest, "funding": payer or "joint"}
        return [(HEALTHCARE_NEEDS, {**rest, "funding": "nhs_chc"}), (SOCIAL_CARE_NEEDS, social)]
    return [("", rest)]


def _line(pack: Pack, need: str, facts: dict[str, Any], on: date | None) -> Line:
    return Line(need, evaluate_duty(pack, facts, on), pack, facts, on)


def has_rules(pack: Pack) -> bool:
    """Whether the procedure says anything about the legal basis."""
    return any(decision.decides == DUTY for decision in pack.decisions)


def values_of(pack: Pack, dimension: str) -> tuple[str, ...]:
    """The words that a dimension of the answer may take."""
    return tuple(str(one.value) for one in pack.outcomes if one.dimension == dimension)


def fact_of(pack: Pack, name: str) -> RuleInput | None:
    """A fact of the pack, or ours."""
    if name == SOCIAL_CARE_PAYER:
        return SOCIAL_CARE
    return next((fact for fact in pack.rule_inputs if fact.name == name), None)


__all__ = [
    "DUTY",
    "POWER",
    "SOCIAL_CARE_PAYER",
    "UNDETERMINED",
    "Basis",
    "Line",
    "fact_of",
    "has_rules",
    "legal_basis",
    "values_of",
]
