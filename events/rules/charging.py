"""Who may be charged, up to what, and from whom costs may be recovered. SOP 4.6, 4.7; LGiU template T13.

Staffordshire is the precise rule. Coventry and the LGiU name more parties; where they only ask, the party is
"to be agreed" until somebody records an agreement. Money is in pounds, as Decimal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from events.rules.duty import UNDETERMINED, DutyAnswer
from events.rules.logic import Facts

NOTHING = Decimal("0.00")
Certainty = Literal["may_recover", "may_charge", "to_be_agreed"]
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
        return "It is not known yet whether this person may be charged. Record who pays first (SOP 4.6)."
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
