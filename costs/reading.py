"""Who bears the costs of people, day by day, and up to what they may be charged: read, never written. SOP 4.5 to 4.7.

One `MoneyReading` asks a constant number of questions, however many people there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from costs.models import BODIES, Bearer, Cost, CostPart, CostSplit
from costs.rules import (
    UNKNOWN,
    Funder,
    Part,
    Party,
    Stretch,
    cut,
    funders,
    joined,
    parts_of,
)
from events.models import FailureEvent
from events.rules.charging import Payer, as_decided, bearer, charge_problem, staffing_bearer
from events.rules.duty import DutyAnswer
from events.rules.legal import DUTY, POWER
from govuk.words import full_date
from trackers.legal_reading import Reading
from trackers.models import DutyEnd, TrackerEntry

ADVICE = Payer(
    "this_council",
    "This council",
    "bears",
    "Information and advice are free of charge.",
    "Staffordshire SOP 4.6",
)
BY_SHARES = "Coventry sections 4 and 7"


class MoneyReading:
    """Who bears what, of the people with these keys."""

    def __init__(self, event: FailureEvent, today: date, people: Iterable[int]):
        self.people = sorted(set(people))
        self.reading = Reading(event, today, self.people)

    @cached_property
    def funders(self) -> dict[int, list[Funder]]:
        """Who paid from which day on, from the history of the tracker."""
        history = TrackerEntry.pgh_event_model.objects.filter(pgh_obj_id__in=self.people).order_by("pgh_id")
        rows = history.values_list("pgh_obj_id", "pgh_created_at", "funding_type", "funding_authority_id")
        found = defaultdict(list)
        for entry, at, funding, body in rows:
            found[entry].append((timezone.localdate(at), funding, body))
        return {entry: funders(changes) for entry, changes in found.items()}

    @cached_property
    def shares(self) -> dict[int, list[CostSplit]]:
        found = defaultdict(list)
        for one in CostSplit.objects.filter(entry_id__in=self.people):
            found[one.entry_id].append(one)
        return found

    def parts(self, cost: Cost, entry: TrackerEntry | None) -> list[Part]:
        """Who bears which days of a cost as the records are now; what somebody decided comes before the rules."""
        if not cost.total:
            return []
        if cost.bearer:
            why = f"Decided: {cost.bearer_reason}"
            payer = Payer(cost.bearer, Bearer(cost.bearer).label, "decided", why, "")
            stretches = [Stretch(cost.first_on, cost.last_on, (Party(payer, cost.body_id),))]
        else:
            stretches = self.by_rules(cost, entry)
        return parts_of(cost.total, stretches)

    def by_rules(self, cost: Cost, entry: TrackerEntry | None) -> list[Stretch]:
        """Who bears which days by the rules alone."""
        if cost.kind == Cost.Kind.ADVICE:
            return [Stretch(cost.first_on, cost.last_on, (Party(ADVICE),))]
        if entry is None:
            return [Stretch(cost.first_on, cost.last_on, (Party(staffing_bearer()),))]
        return self.stretches(entry, cost.first_on, cost.last_on)

    def stretches(self, entry: TrackerEntry, first: date, last: date) -> list[Stretch]:
        """The days in pieces that begin where the duty ended, the funder changed or shares begin or end."""
        end = self._end(entry)
        changes = [one.since for one in self.funders.get(entry.pk, []) if one.since]
        changes += [end.ended_on] if end else []
        for one in self.shares.get(entry.pk, []):
            changes += [one.first_on, *([_next(one.last_on)] if one.last_on else [])]
        return joined(
            Stretch(since, until, self._parties(entry, since, end))
            for since, until in cut(first, last, changes)
        )

    def answer(self, entry: TrackerEntry) -> DutyAnswer:
        """What counts on charging now: the rules, and what people decided otherwise."""
        found = self.reading.of_person(entry)
        facts = {name: known.value for name, known in found.facts.items()}
        return as_decided(found.basis.answer, facts, found.duty, found.power)

    def charge_fault(self, entry: TrackerEntry, charge: Decimal, cost: Decimal) -> str:
        """Why a person cannot be charged that, where `cost` is what it actually cost; empty if they can. SOP 4.6."""
        if self.reading.has_rules:
            return charge_problem(self.answer(entry), charge, cost)
        if charge and entry.response_level == TrackerEntry.ResponseLevel.ADVICE:
            return "Information and advice are free, so nothing is charged (SOP 4.6)."
        return f"The charge is more than the actual cost, £{cost:,.2f} (SOP 4.6)." if charge > cost else ""

    def _parties(self, entry: TrackerEntry, day: date, end: DutyEnd | None) -> tuple[Party, ...]:
        for one in self.shares.get(entry.pk, []):
            if one.first_on <= day and (one.last_on is None or day <= one.last_on):
                return shared(one)
        ended = bool(end and end.ended_on <= day)
        funder = self._funder(entry, day)
        answer, facts = self.reading.answer_if(entry, ended=ended, funding=funder.funding)
        payer = bearer(self._decided(entry, answer, facts), facts, ended=ended)
        said = _said(payer, funder, end if ended else None)
        return (Party(said or payer, funder.body if payer.kind in BODIES else None),)

    def _decided(self, entry: TrackerEntry, answer: DutyAnswer, facts: dict) -> DutyAnswer:
        decided = self.reading.of_person(entry).decided
        now = {name: one if isinstance(one, str) else one.value for name, one in decided.items()}
        duty, power = now.get(DUTY, answer.temporary_duty), now.get(POWER, answer.discretionary_power)
        return as_decided(answer, facts, str(duty), str(power))

    def _funder(self, entry: TrackerEntry, day: date) -> Funder:
        """Who paid on that day; the last change of who pays is what the tracker says now."""
        now = Funder(None, entry.funding_type, entry.funding_authority_id)
        known = self.funders.get(entry.pk, [])
        if len(known) < 2:
            return now
        return next((one for one in reversed(known) if one.since is None or one.since <= day), now)

    def _end(self, entry: TrackerEntry) -> DutyEnd | None:
        ends = self.reading.ends.get(entry.pk, [])
        return next((one for one in ends if one.ground == DutyEnd.Ground.NEW_PROVIDER), None)


def shared(shares: CostSplit) -> tuple[Party, ...]:
    """The parties that share, with their percent."""
    why = f"By the shares agreed with {shares.agreed_with}."
    of = [
        (Bearer.THIS_COUNCIL, "bears", shares.council_percent, None),
        (Bearer.ICB, "to_be_agreed", shares.icb_percent, shares.icb_id),
        (shares.authority_is, "may_recover", shares.authority_percent, shares.authority_id),
        (Bearer.SELF_FUNDER, "may_charge", shares.person_percent, None),
    ]
    return tuple(
        Party(Payer(str(kind), Bearer(kind).label, certainty, why, BY_SHARES), body, percent)
        for kind, certainty, percent, body in of
        if percent
    )


def is_same(parts: Iterable[CostPart], now: Iterable[Part]) -> bool:
    """Whether the parts that stand are those that would be worked out now."""

    def stands(one: CostPart) -> tuple:
        return one.first_on, one.last_on, one.amount, one.bearer, one.body_id

    def would(one: Part) -> tuple:
        return one.first, one.last, one.amount, one.party.payer.kind, one.party.body

    return sorted(map(stands, parts), key=str) == sorted(map(would, now), key=str)


def _said(payer: Payer, funder: Funder, end: DutyEnd | None) -> Payer | None:
    """The payer with the day from which it is the one, where there is such a day."""
    said = [payer.why]
    if end:
        said.append(f"It ended on {full_date(end.ended_on)}.")
    if funder.since and funder.funding not in UNKNOWN:
        said.append(f"Who pays was changed on the tracker on {full_date(funder.since)}.")
    if len(said) == 1:
        return None
    return Payer(payer.kind, payer.name, payer.certainty, " ".join(said), payer.section)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
