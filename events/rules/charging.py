"""Who may be charged, up to what, and from whom costs may be recovered. SOP 4.6, 4.7; LGiU template T13.

Staffordshire is the precise rule. Coventry and the LGiU name more parties; where they only ask, the party is
"to be agreed" until somebody records an agreement. Money is in pounds, as Decimal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from events.rules.duty import UNDETERMINED, DutyAnswer, Outcome
from events.rules.logic import Facts, is_known

NOTHING = Decimal("0.00")
Certainty = Literal["may_recover", "may_charge", "to_be_agreed", "bears"]
ADVICE_ONLY = "information_and_advice_only"
OTHERS_FUND = ("other_authority", "other_authority_direct_payment")
BODIES = {
    "other_english_council": ("Another English authority", "Staffordshire SOP 4.6"),
    "wales": ("Welsh authority", "Staffordshire SOP 4.6, 4.7"),
    "scotland": ("Scottish authority", "Staffordshire SOP 4.6, 4.7"),
    "northern_ireland": ("Northern Ireland Health and Social Care trust", "Staffordshire SOP 4.6, 4.7"),
}


@dataclass(frozen=True)
class Payer:
    """A party from whom money may come. `kind` is what a claim is filed under."""

    kind: str
    name: str
    certainty: Certainty
    why: str
    section: str


def payers(answer: DutyAnswer, facts: Facts) -> tuple[Payer, ...]:
    """Parties that may bear the cost for one person, on this answer; none where it is still open or not used."""
    found = []
    if answer.recover_from in BODIES:
        name, section = BODIES[str(answer.recover_from)]
        why = "It made or funded the arrangement, so actual costs may be recovered from it."
        found.append(Payer(str(answer.recover_from), name, "may_recover", why, section))
    if answer.charge_person == "may_charge_actual_cost":
        why = (
            "May be charged no more than what the temporary alternative cost, by the Fairer Charging policy."
        )
        kind = "self_funder" if facts.get("funding") == "self_funder" else "person"
        found.append(Payer(kind, "The person", "may_charge", why, "Staffordshire SOP 4.6"))
    if facts.get("funding") in ("nhs_chc", "joint"):
        why = (
            "The guidance only asks whether costs can be recovered here. To be agreed, until it is recorded."
        )
        found.append(Payer("icb", "Integrated care board", "to_be_agreed", why, "LGiU template T13"))
    if found or answer.temporary_duty in ("applies", "ended") or answer.discretionary_power == "will_be_used":
        why = "For extra support, such as staff, that the council arranged at the service."
        found.append(Payer("provider", "The provider", "may_recover", why, "LGiU template T13"))
    return tuple(found)


def charge_limit(answer: DutyAnswer, actual_cost: Decimal) -> Decimal | None:
    """The most that the person may be charged; None where the answer is still open. SOP 4.6, STF-R29, STF-R30."""
    if answer.charge_person == UNDETERMINED:
        return None
    return actual_cost if answer.charge_person == "may_charge_actual_cost" else NOTHING


def charge_problem(answer: DutyAnswer, charge: Decimal, actual_cost: Decimal) -> str:
    """Why a charge cannot be recorded, in one sentence; empty if it can. SOP 4.6."""
    if charge < NOTHING:
        return "A charge cannot be less than nothing."
    limit = charge_limit(answer, actual_cost)
    if charge == NOTHING or (limit is not None and charge <= limit):
        return ""
    if limit is None:
        return "It is not known yet whether this person may be charged. Settle their legal basis first (SOP 4.6)."
    if answer.charge_person == "nil":
        return "Information and advice are free, so nothing is charged (SOP 4.6)."
    if limit == NOTHING and answer.charge_person != "may_charge_actual_cost":
        return "Neither the temporary duty nor the power is used for this person, so nothing is charged (SOP 4.6)."
    return f"The charge is more than the actual cost, £{actual_cost:,.2f} (SOP 4.6)."


def shares_problem(shares: Mapping[str, Decimal]) -> str:
    """Why shares of a jointly funded package, in percent by payer, do not add up; empty if they do.

    Coventry sections 4 and 7.
    """
    if any(share < 0 for share in shares.values()):
        return "A share cannot be less than nothing."
    total = sum(shares.values(), Decimal(0))
    return (
        ""
        if total == 100
        else f"The shares add up to {total.normalize():f} percent. They must add up to 100."
    )


def as_decided(answer: DutyAnswer, facts: Facts, duty: str, power: str) -> DutyAnswer:
    """The answer on charging and recovery where a person decided otherwise on the duty or the power. SOP 4.6."""
    if (duty, power) == (answer.temporary_duty, answer.discretionary_power):
        return answer
    helps = duty in ("applies", "ended") or power == "will_be_used"
    decided = {"temporary_duty": duty, "discretionary_power": power}
    if not helps:
        decided |= {"charge_person": "not_used", "recover_from": "not_used"}
    elif answer.charge_person == "not_used":
        is_advice = facts.get("response_level") == ADVICE_ONLY
        decided["charge_person"] = "nil" if is_advice else "may_charge_actual_cost"
        lives = facts.get("ordinary_residence")
        funded = facts.get("funding") in OTHERS_FUND
        decided["recover_from"] = str(lives) if funded and lives in BODIES else "nobody"
    outcomes = {name: Outcome(value, reasons=("Decided by a person.",)) for name, value in decided.items()}
    return replace(answer, outcomes={**answer.outcomes, **outcomes})


def bearer(answer: DutyAnswer, facts: Facts, *, ended: bool = False) -> Payer:
    """The one party that a cost of a person is put down to on a day. SOP 4.5, 4.6, 4.7; LGiU T13; Coventry 4, 7.

    `ended`: the temporary duty to the person had ended by that day. The kind is `this_council` where nobody else bears
    it, and `not_known` where who pays, or how it is shared, has to be recorded first.
    """
    funding = facts.get("funding")
    if facts.get("response_level") == ADVICE_ONLY:
        return _council("Information and advice are free of charge.", "Staffordshire SOP 4.6")
    if ended and funding not in ("nhs_chc", "joint"):
        return _after_the_end(facts)
    if answer.recover_from in BODIES:
        return payers(answer, facts)[0]
    if funding in OTHERS_FUND and answer.recover_from != "nobody":
        return _client_of_another(facts)
    if funding == "joint":
        why = "Council and NHS pay jointly, and their shares are not recorded. Record them."
        return Payer("not_known", "Not known yet", "to_be_agreed", why, "Coventry sections 4 and 7")
    if not is_known(facts, "funding"):
        why = "It is not recorded who pays for the person. Record it on the tracker."
        return Payer("not_known", "Not known yet", "to_be_agreed", why, "Staffordshire SOP 4.6")
    return _by_funding(str(funding), answer, facts)


def _by_funding(funding: str, answer: DutyAnswer, facts: Facts) -> Payer:
    if funding == "nhs_chc":
        return next(one for one in payers(answer, facts) if one.kind == "icb")
    if funding == "self_funder":
        why = "Funds their own care and was given emergency or transitional cover: no more than it cost."
        return Payer(
            "self_funder", "The person", "may_charge", why, "LGiU template T13; Staffordshire SOP 4.6"
        )
    if funding == "this_council":
        return _council("This council funds the person, so nothing is recovered.", "Staffordshire SOP 4.6")
    return _council("No other authority made or funded the arrangement.", "Staffordshire SOP 4.6, STF-R31")


def _client_of_another(facts: Facts) -> Payer:
    """Another authority's client, where Staffordshire's own rule does not say from whom: LGiU T13 does."""
    lives = facts.get("ordinary_residence")
    kind = str(lives) if lives in BODIES else "other_english_council"
    why = "Its client is placed outside its boundaries, so costs may be recovered from it."
    return Payer(kind, BODIES[kind][0], "may_recover", why, "LGiU template T13")


def _after_the_end(facts: Facts) -> Payer:
    if facts.get("arranges_own_care") is True or facts.get("funding") == "self_funder":
        why = "The duty had ended, and the person is responsible for their own care again."
        return Payer("self_funder", "The person", "may_charge", why, "Staffordshire SOP 4.5")
    why = "The duty had ended: claims cover only what was paid under it."
    return _council(why, "Staffordshire SOP 4.5, 4.6")


def _council(why: str, section: str) -> Payer:
    return Payer("this_council", "This council", "bears", why, section)


def staffing_bearer() -> Payer:
    """Who bears staff at the service that belong to no single person. LGiU template T13."""
    why = "Extra support, such as staff, that the council arranged at the service."
    return Payer("provider", "The provider", "may_recover", why, "LGiU template T13")
