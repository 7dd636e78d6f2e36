"""What is known about the legal basis of an event and its people, and the answers that follow: read, never written.

One `Reading` asks a constant number of questions, however many people there are. People about whom the same is known
share one answer.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from events.models import Dispute, FailureEvent, LegalFact, LegalOverride, PowerUse
from events.models.legal import AbstractFact, AbstractOverride
from events.procedure.loader import from_content
from events.rules.duty import DutyAnswer
from events.rules.legal import DUTY, POWER, Basis, has_rules, legal_basis
from govuk.words import full_date
from providers.models import Service
from trackers.models import (
    DutyEnd,
    PersonDispute,
    PersonFact,
    PersonOverride,
    PersonPower,
    TrackerEntry,
)
from trackers.rules.legal import CAPACITY, asked_of_event, asked_of_person, day_of_rules

NOT_KNOWN = ("", "unknown", None)
END = "the end of the duty"
REGISTER = "the CQC register"


class Known(NamedTuple):
    """One fact: its value, where it comes from, and what is said about it."""

    value: Any
    source: str
    since: date | None = None
    detail: str = ""


@dataclass(frozen=True)
class Finding:
    """The legal answer for an event or a person. `duty` and `power` are what counts, `decided` what people decided."""

    facts: dict[str, Known]
    basis: Basis
    decided: dict[str, AbstractOverride | str] = field(default_factory=dict)

    @property
    def duty(self) -> str:
        return self.value(DUTY)

    @property
    def power(self) -> str:
        return self.value(POWER)

    def value(self, dimension: str) -> str:
        """What counts: the decision of a person, else what the rules say."""
        decided = self.decided.get(dimension)
        if decided is None:
            return self.computed(dimension)
        return decided if isinstance(decided, str) else decided.value

    def computed(self, dimension: str) -> str:
        return str(self.basis.answer.value(dimension))


class Reading:
    """Everything recorded about an event's legal basis; of its people, those asked for (`people`: keys; None: all)."""

    def __init__(self, event: FailureEvent, today: date, people: Iterable[int] | None = None):
        self.event, self.today = event, today
        self.people = None if people is None else list(people)
        self.pack = from_content(event.procedure.content)
        self._answers: dict[tuple, Basis] = {}

    @property
    def has_rules(self) -> bool:
        return has_rules(self.pack)

    @cached_property
    def entries(self) -> list[TrackerEntry]:
        entries = self._of_people(TrackerEntry.objects.filter(event=self.event), "pk")
        return list(entries.select_related("service_user").in_table_order())

    def _of_people(self, rows, name: str = "entry_id"):
        return rows if self.people is None else rows.filter(**{f"{name}__in": self.people})

    def _by_person(self, rows) -> dict[int, list]:
        found = defaultdict(list)
        for row in self._of_people(rows):
            found[row.entry_id].append(row)
        return found

    @cached_property
    def event_rows(self) -> dict[str, LegalFact]:
        rows = LegalFact.objects.filter(event=self.event).select_related("changed_by")
        return {row.name: row for row in rows}

    @cached_property
    def event_overrides(self) -> dict[str, LegalOverride]:
        rows = LegalOverride.objects.filter(event=self.event, ended_at=None).select_related("made_by")
        return {row.dimension: row for row in rows}

    @cached_property
    def powers(self) -> list[PowerUse]:
        return list(PowerUse.objects.filter(event=self.event))

    @cached_property
    def disputes(self) -> list[Dispute]:
        return list(Dispute.objects.filter(event=self.event).prefetch_related("people"))

    @cached_property
    def person_rows(self) -> dict[int, list[PersonFact]]:
        return self._by_person(PersonFact.objects.filter(event=self.event).select_related("changed_by"))

    @cached_property
    def person_overrides(self) -> dict[int, list[PersonOverride]]:
        rows = PersonOverride.objects.filter(event=self.event, ended_at=None)
        return self._by_person(rows.select_related("made_by"))

    @cached_property
    def ends(self) -> dict[int, list[DutyEnd]]:
        return self._by_person(DutyEnd.objects.filter(event=self.event, taken_back_at=None))

    @cached_property
    def person_powers(self) -> dict[int, list[PersonPower]]:
        return self._by_person(PersonPower.objects.filter(event=self.event))

    @cached_property
    def person_disputes(self) -> dict[int, list[PersonDispute]]:
        rows = PersonDispute.objects.filter(event=self.event, dispute__resolved_on=None, ended_at=None)
        return self._by_person(rows)

    @cached_property
    def event_facts(self) -> dict[str, Known]:
        """What is known of the whole event: what people recorded, else what the records say."""
        asked = {fact.name for fact in asked_of_event(self.pack)}
        facts = {name: known for name, known in self._from_records().items() if name in asked}
        facts |= recorded(row for row in self.event_rows.values() if row.name in asked)
        facts |= self._urgency([power for power in self.powers if power.for_everybody], facts)
        if any(dispute.is_open and not whom(dispute) for dispute in self.disputes):
            facts["in_dispute"] = Known(True, "the dispute log")
        return self._of_pack(facts)

    def _from_records(self) -> dict[str, Known]:
        """What the register, the record of a service by hand and the notices say, until a person records otherwise."""
        service, event, facts = self.event.service, self.event, {}
        own = "what was recorded of the service by hand" if service.is_by_hand else REGISTER
        if (registered := _was_registered(service, event)) is not None:
            facts["provider_registered"] = Known(registered, REGISTER)
        if (regulated := _is_regulated(service)) is not None:
            facts["regulated_activity"] = Known(regulated, own)
        if service.local_authority and _same_area(service.local_authority, event.host_council.name):
            facts["service_in_area"] = Known(True, own)
        if event.notified_on and event.status != event.Status.DRAFT:
            said = f"{event.notified_by} on {full_date(event.notified_on)}"
            facts["council_aware"] = Known(True, "the first notice", event.notified_on, said)
        return facts

    def _urgency(self, powers: list[PowerUse], facts: dict[str, Known]) -> dict[str, Known]:
        """The newest completed risk assessment decides whether the needs are urgent. SOP 6.0."""
        urgent = facts.get("needs_urgent")
        if powers:
            newest = max(powers, key=lambda power: (power.assessed_on, power.pk))
            said = f"{newest.assessor} on {full_date(newest.assessed_on)}"
            source = "the risk assessment"
            done = Known(True, source, newest.assessed_on, said)
            found = {"needs_urgent": Known(newest.urgent, source, newest.assessed_on, said)}
            return found | {"risk_assessment_completed": done}
        if urgent and urgent.value is True and "risk_assessment_completed" not in facts:
            return {"risk_assessment_completed": Known(False, "no risk assessment is recorded")}
        return {}

    def _of_pack(self, facts: dict[str, Known]) -> dict[str, Known]:
        names = {fact.name for fact in self.pack.rule_inputs}
        return {name: known for name, known in facts.items() if name in names and known.value is not None}

    def person_facts(self, entry: TrackerEntry) -> dict[str, Known]:
        """What is known of one person: their own facts and the tracker's over those of the event."""
        facts = dict(self.event_facts)
        asked = {fact.name for fact in asked_of_person(self.pack)}
        facts |= self._of_pack(of_tracker(entry))
        own = recorded(row for row in self.person_rows.get(entry.pk, []) if row.name in asked)
        facts |= own
        mine = {one.power_id for one in self.person_powers.get(entry.pk, [])}
        facts |= self._urgency([p for p in self.powers if p.for_everybody or p.pk in mine], facts)
        if self.person_disputes.get(entry.pk):
            facts["in_dispute"] = Known(True, "the dispute log")
        for end in self.ends.get(entry.pk, []):
            facts |= self._of_pack(of_end(end))
        return facts

    @cached_property
    def of_event(self) -> Finding:
        """The answer for the event as a whole, for somebody about whom nothing else is known."""
        return Finding(self.event_facts, self._answer(self.event_facts), dict(self.event_overrides))

    def of_person(self, entry: TrackerEntry) -> Finding:
        """The answer for one person."""
        facts = self.person_facts(entry)
        basis = self._answer(facts)
        found = Finding(facts, basis)
        decided: dict[str, AbstractOverride | str] = {
            name: one
            for name, one in self.event_overrides.items()
            if found.computed(name) == self.of_event.computed(name)
        }
        if any(end.ground == DutyEnd.Ground.DIED for end in self.ends.get(entry.pk, [])) or (
            entry.final_outcome == TrackerEntry.Outcome.DIED
        ):
            decided |= {DUTY: "ended"} if found.computed(DUTY) in ("applies", "not_yet_triggered") else {}
        decided |= {one.dimension: one for one in self.person_overrides.get(entry.pk, [])}
        return Finding(facts, basis, decided)

    def answer_if(
        self, entry: TrackerEntry, *, ended: bool, funding: str
    ) -> tuple[DutyAnswer, dict[str, Any]]:
        """The answer for a person with another funder, or as if the duty had not ended; and the facts it rests on.

        Who pays and how much help is needed are among the facts also where the procedure does not ask about them.
        """
        facts = {
            name: known for name, known in self.person_facts(entry).items() if ended or known.source != END
        }
        facts |= self._of_pack({"funding": Known(funding, "the tracker")})
        if funding in NOT_KNOWN:
            facts.pop("funding", None)
        values = {"response_level": entry.response_level, "funding": funding}
        return self._answer(facts).answer, values | {name: known.value for name, known in facts.items()}

    def _answer(self, facts: dict[str, Known]) -> Basis:
        values = {name: known.value for name, known in facts.items()}
        key = tuple(sorted((name, str(value)) for name, value in values.items()))
        if key not in self._answers:
            self._answers[key] = legal_basis(self.pack, values, day_of_rules(facts, self.today))
        return self._answers[key]


def whom(dispute: Dispute) -> list[int]:
    """Keys of the people a dispute is about; none means the whole event."""
    return [one.entry_id for one in dispute.people.all() if one.ended_at is None]


def recorded(rows: Iterable[AbstractFact]) -> dict[str, Known]:
    """What people recorded, without what is not known any more."""
    return {
        row.name: Known(row.known, f"recorded by {row.changed_by.name}" if row.changed_by else "recorded",
                        row.since, detail(row))
        for row in rows
        if row.value not in NOT_KNOWN
    }  # fmt: skip


def detail(row: AbstractFact) -> str:
    """What stands beside a recorded fact, as one line."""
    parts = []
    if row.since:
        parts.append(f"Since {full_date(row.since)}.")
    if row.told_by:
        parts.append(f"From {row.told_by}.")
    if row.substitute:
        parts.append(f"{row.substitute}; the provider itself has not confirmed.")
    if row.reason:
        parts.append(f"Reason: {row.reason}")
    if row.approved_by:
        parts.append(f"Approved by {row.approved_by}.")
    return " ".join(parts)


def of_tracker(entry: TrackerEntry) -> dict[str, Known]:
    """Facts that the tracker holds."""
    values = {
        "funding": entry.funding_type,
        "response_level": entry.response_level,
        "has_capacity_to_choose_involvement": CAPACITY.get(entry.capacity),
    }
    return {name: Known(value, "the tracker") for name, value in values.items() if value not in NOT_KNOWN}


def of_end(end: DutyEnd) -> dict[str, Known]:
    """What the end of the duty says. Somebody who died has no new provider."""
    if end.ground != DutyEnd.Ground.NEW_PROVIDER:
        return {}
    said = f"{end.new_provider}. {end.reason}".strip(". ") if end.new_provider else end.reason
    facts = {"needs_will_be_met_by_new_provider": Known(True, END, end.ended_on, said)}
    if end.arranges_own_care:
        facts["arranges_own_care"] = Known(True, END, end.ended_on)
    return facts


def _was_registered(service: Service, event: FailureEvent) -> bool | None:
    """Whether the service was registered when the council was told: one that closes is deregistered afterwards.

    Of a service that the register lacks its provider may be there all the same.
    """
    if service.is_by_hand:
        return True if event.provider.status == Service.Status.REGISTERED else None
    if service.status == service.Status.DEREGISTERED:
        if service.deregistered_on is None or event.notified_on is None:
            return None
        return service.deregistered_on >= event.notified_on
    return True if service.status == service.Status.REGISTERED else None


def _is_regulated(service: Service) -> bool | None:
    """Whether it carries on a regulated activity. CQC registers nothing else; by hand it is as somebody said."""
    if service.is_by_hand:
        return service.has_regulated_activity
    return True if service.regulated_activities or service.care_home else None


def _same_area(authority: str, council: str) -> bool:
    def plain(name: str) -> str:
        return " ".join(
            word
            for word in name.casefold().replace(",", " ").split()
            if word not in {"county", "council", "city", "borough", "metropolitan", "of", "the"}
        )

    return plain(authority) == plain(council)
