"""Splitting money without losing a penny, and what may be recorded of costs, charges, shares and claims. Pure.

Staffordshire SOP 4.6, 4.7, 5.0; LGiU template T13; Coventry sections 4 and 7. Money is in pounds, as Decimal.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from events.rules.charging import Payer
from govuk.words import count_of, full_date, money, number

PENNY, NOTHING = Decimal("0.01"), Decimal("0.00")
LONGEST = 366  # days of one cost
MOST_AT_ONCE = Decimal("1000000.00")  # of one cost: more is a slip of the keyboard
LONG_BEFORE = 31  # days before a failure was notified: nobody pays for it so early
UNKNOWN = ("", "unknown")


class Party(NamedTuple):
    """Who bears a share of some days: by which rule, which body (its key), how many percent."""

    payer: Payer
    body: int | None = None
    percent: Decimal = Decimal(100)


class Stretch(NamedTuple):
    """Days, both counted, on which the same parties bear the cost."""

    first: date
    last: date
    parties: tuple[Party, ...]


class Part(NamedTuple):
    """What one party bears of a cost."""

    first: date
    last: date
    amount: Decimal
    party: Party


class Funder(NamedTuple):
    """Who pays by the tracker from a day on (None: from the beginning): the kind, and the key of the body."""

    since: date | None
    funding: str
    body: int | None


def days_of(first: date, last: date) -> int:
    """How many days, both counted; of nights, how many."""
    return (last - first).days + 1


def priced(quantity: Decimal, rate: Decimal) -> Decimal:
    """Quantity times rate in pounds; half a penny is rounded up."""
    return (quantity * rate).quantize(PENNY, ROUND_HALF_UP)


def apportion(total: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """The total in parts like the weights, to the penny: what rounding leaves goes to the largest remainders.

    Raises ValueError where no weight is above nothing.
    """
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("Nothing to share by.")
    exact = [Fraction(total) * 100 * Fraction(weight) / whole for weight in weights]
    pennies = [int(one) for one in exact]
    left = int(total * 100) - sum(pennies)
    largest = sorted(range(len(exact)), key=lambda at: (pennies[at] - exact[at], at))
    for at in largest[:left]:
        pennies[at] += 1
    return [Decimal(one) * PENNY for one in pennies]


def within(total: Decimal, first: date, last: date, since: date, until: date) -> Decimal:
    """How much of a cost of these days falls into a period. The same day always has the same pennies."""
    begin, end = max(first, since), min(last, until)
    if begin > end:
        return NOTHING
    whole, rest = divmod(int(total * 100), days_of(first, last))
    before, days = (begin - first).days, days_of(begin, end)
    extra = max(0, min(rest, before + days) - min(rest, before))  # the odd pennies are the first days'
    return Decimal(whole * days + extra) * PENNY


def funders(changes: Iterable[tuple[date, str, int | None]]) -> list[Funder]:
    """Who pays, day by day, from what was recorded when (oldest first). What was not known is filled in backwards."""
    latest: dict[date, tuple[str, int | None]] = {day: (kind, body) for day, kind, body in changes}
    found: list[Funder] = []
    for day, (kind, body) in latest.items():
        if (found and found[-1].funding in UNKNOWN and kind not in UNKNOWN) or (
            found and (found[-1].funding == kind and found[-1].body in (body, None))
        ):
            found[-1] = Funder(found[-1].since, kind, body)
        elif not found or (found[-1].funding, found[-1].body) != (kind, body):
            found.append(Funder(day if found else None, kind, body))
    return found


def cut(first: date, last: date, changes: Iterable[date]) -> list[tuple[date, date]]:
    """The days in pieces that each begin at one of the changes, such as the day on which the duty ended."""
    begins = sorted({first, *(day for day in changes if first < day <= last)})
    ends = [day - timedelta(days=1) for day in begins[1:]] + [last]
    return list(zip(begins, ends, strict=True))


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Pieces side by side with the same parties are one."""
    found: list[Stretch] = []
    for one in stretches:
        if found and found[-1].parties == one.parties:
            found[-1] = found[-1]._replace(last=one.last)
        else:
            found.append(one)
    return found


def parts_of(total: Decimal, stretches: Sequence[Stretch]) -> list[Part]:
    """What each party bears: by days, then by shares. They add up to the total; parts of nothing are left out."""
    by_days = apportion(total, [days_of(one.first, one.last) for one in stretches])
    found = []
    for stretch, amount in zip(stretches, by_days, strict=True):
        shares = apportion(amount, [party.percent for party in stretch.parties])
        found += [
            Part(stretch.first, stretch.last, share, party)
            for share, party in zip(shares, stretch.parties, strict=True)
            if share > 0
        ]
    return found


def cost_faults(
    *, kind: str, first_on: date, last_on: date, quantity: Decimal | None, rate: Decimal | None,
    total: Decimal | None, today: date,
) -> dict[str, str]:  # fmt: skip
    """What is wrong with a cost, a sentence for each field. SOP 4.6: what it actually cost."""
    faults = {}
    if last_on < first_on:
        faults["last_on"] = "The last day must be the first day or after it"
    elif last_on > today:
        faults["last_on"] = "Record what it actually cost: the last day must be today or in the past"
    elif days_of(first_on, last_on) > LONGEST:
        faults["last_on"] = "Record a cost of more than a year in parts"
    elif kind == "nights" and quantity is not None and quantity > days_of(first_on, last_on):
        nights = count_of(days_of(first_on, last_on), "night")
        verb = "is" if nights.startswith("1 ") else "are"
        faults["quantity"] = f"From the first to the last night {verb} {nights}, not {number(quantity)}"
    if rate is not None and quantity is None and kind != "nights":
        faults["quantity"] = "Enter how many, or leave the rate empty"
    for name, value in (("quantity", quantity), ("rate", rate), ("total", total)):
        if value is not None and value < 0:
            faults[name] = "It cannot be less than nothing"
    if kind == "nights" and quantity is None and last_on >= first_on:
        quantity = Decimal(days_of(first_on, last_on))
    return faults | _price_fault(quantity, rate, total)


def unlikely_days(
    *, kind: str, first_on: date, last_on: date, notified_on: date | None, died_on: date | None, name: str
) -> str:
    """What is odd about the days of a cost, in a sentence that asks for the reason; empty if nothing is. Our addition.

    `died_on` is the day of a person's death. The night of that day was still theirs.
    """
    if died_on and kind in ("nights", "care") and last_on > died_on:
        return f"{name} died on {full_date(died_on)}. Change the days, or say in the notes why later ones were paid for"
    if notified_on and (notified_on - first_on).days > LONG_BEFORE:
        return (
            f"The failure was notified on {full_date(notified_on)}, long after these days. Change them, or say in the"
            " notes why they belong to it"
        )
    return ""


def _price_fault(quantity: Decimal | None, rate: Decimal | None, total: Decimal | None) -> dict[str, str]:
    if rate is None and total is None:
        return {"total": "Enter the total, or how many and the rate"}
    if quantity is None or rate is None:
        too_much = total is not None and total > MOST_AT_ONCE
        said = f"One cost is at most {money(MOST_AT_ONCE)}. Check it, or record it in parts"
        return {"total": said} if too_much else {}
    right = priced(quantity, rate)
    if right > MOST_AT_ONCE:
        return {"rate": f"One cost is at most {money(MOST_AT_ONCE)}. Check how many and the rate"}
    if total is not None and total != right:
        said = f"{number(quantity)} at {money(rate)} are {money(right)}, not {money(total)}"
        return {"total": f"{said}. Change one of them, or leave the total empty"}
    return {}


def overlap_fault(name: str, nights: Sequence[tuple[date, date]], first: date, last: date) -> str:
    """Why nights cannot be recorded as they stand: others of the same person in the same days; empty if they can."""
    for since, until in nights:
        if since <= last and first <= until:
            days = f"{full_date(since)} to {full_date(until)}"
            return (
                f"{name} has nights from {days} already. Change the days, or say why two places were paid for"
            )
    return ""


class Step(NamedTuple):
    """One step of a claim: from which states, to which, and how it reads."""

    before: tuple[str, ...]
    after: str
    words: str


# LGiU T13 leaves open whether an integrated care board pays, so its claim begins "to be agreed".
STEPS = {
    "agree": Step(("to_be_agreed",), "agreed", "Record the agreement"),
    "send": Step(("draft", "agreed", "disputed"), "sent", "Record that it was sent"),
    "pay": Step(("sent", "disputed"), "paid", "Record the payment"),
    "dispute": Step(("sent",), "disputed", "Record that it is disputed"),
    "withdraw": Step(("to_be_agreed", "agreed", "draft", "sent", "disputed"), "withdrawn", "Withdraw it"),
}


def first_state(bearer: str) -> str:
    return "to_be_agreed" if bearer == "icb" else "draft"


def step_fault(step: str, state: str, words: str) -> str:
    """Why a claim in that state cannot take the step, in one sentence; empty if it can."""
    if state in STEPS[step].before:
        return ""
    if step == "send" and state == "to_be_agreed":
        return "Record first that the integrated care board agreed to pay (LGiU template T13)."
    return f"The claim is {words.lower()}, so this cannot be done. Look at it again."
