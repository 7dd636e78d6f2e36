"""The events of the demonstration: one in each stage, one at Standard Practice, one closed, one begun and not logged.

Everything goes through the operations, as the person whose work it is.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from events.acting import Cast
from events.models import FailureEvent, Step
from events.operations import (
    dates,
    decisions,
    events,
    leads,
    meetings,
    shares,
    step_records,
    steps,
)
from failure_response.demonstration import outside, told, written
from failure_response.demonstration.at_home import AtHome
from failure_response.demonstration.deciding import Deciding
from failure_response.demonstration.ends import End
from failure_response.demonstration.foresight import Foresight
from failure_response.demonstration.gatherings import gather
from failure_response.demonstration.money import Money
from failure_response.demonstration.monitored import Watching
from failure_response.demonstration.performance import Improving
from failure_response.demonstration.placing import place as place_people
from failure_response.demonstration.planning import Planning
from failure_response.demonstration.residents import next_of_kin, residents
from failure_response.demonstration.risks import Weighing
from failure_response.demonstration.script import SCENES, Scene, World
from providers.models import Service
from trackers import operations as tracker
from trackers.models import TrackerEntry
from trackers.operations.legal_facts import record_event_facts

ESCALATED = "STF-ER"
WATCHED = 5  # the scene of the service that goes on at Standard Practice
ALL_MANAGED = 23  # steps up to the end of Failure management


def play(world: World, services: list[Service], said=lambda words: None) -> None:
    """Build every event, one service each; the last service is a draft. `said` is told what is being made."""
    told.keep_contacts(world.who("officer"))
    for number, (scene, service) in enumerate(zip(SCENES, services, strict=False)):
        said(f"{number + 1} of {len(SCENES)}: {service}")
        Director(world, scene, service, number).play()
    weighing = Weighing(world.who("contracts"), world.who("care.manager"), world.who("ccg"), world.today)
    if len(services) > WATCHED:
        weighing.play(services[0], services[WATCHED], services[1])
        Improving(world.who("contracts"), world.today).play(services[0], services[WATCHED])
    Watching(world.who("contracts"), world.today).play(services)
    planner = Foresight(world.who("contracts"), world.who("officer"), world.who("care.manager"), world.today)
    planner.play(services[0], services)
    main = FailureEvent.objects.get(service=services[0])
    Deciding(world.who("officer"), world.who("leader"), world.who("contracts"), main, world.today).play()
    events.save_draft(
        by=world.who("officer"),
        service=services[len(SCENES)],
        notified_on=world.today,
        notified_by="A relative, by telephone",
        nature_of_failure="Agency staff were not paid this week.",
    )
    AtHome(world.who("officer"), world.who("care.manager"), world.today).play()
    outside.record(world.who("contracts"), services[0])


class Director:
    """Plays one scene, step by step."""

    def __init__(self, world: World, scene: Scene, service: Service, number: int):
        self.world, self.scene, self.service, self.number = world, scene, service, number
        self.officer, self.care_manager = world.who("officer"), world.who("care.manager")
        self.day = world.today - timedelta(days=scene.days_ago)
        # The day on which people are where the scene says: today, or the day the service closed.
        self.then = world.today + timedelta(days=min(scene.closes_in or 0, 0))
        self.event: FailureEvent

    def play(self) -> None:
        self.log()
        if self.event.status != FailureEvent.Status.INVOKED:
            Planning(self.officer, [self.officer], self.event, self.world.today).scope_actions()
            return
        self.name_leads()
        self.tell()
        self.say_facts()
        self.share_and_meet()
        self.fill_tracker()
        self.tick_steps()
        if self.scene.costs:
            Money(self.officer, FailureEvent.objects.get(pk=self.event.pk), self.world.today).play()
        if self.scene.letters:
            written.write(self.officer, FailureEvent.objects.get(pk=self.event.pk))
        if self.scene.ended:
            self.end()

    def log(self) -> None:
        pack = events.current_pack()
        response = next(trigger.response for trigger in pack.triggers if trigger.id == self.scene.trigger)
        types = self.service.service_types
        self.event = events.log_event(
            by=self.officer,
            service=self.service,
            notified_on=self.day,
            notified_by=self.scene.told_by,
            service_type=types[0] if types else "Care home",
            nature_of_failure=self.scene.nature,
            trigger=self.scene.trigger,
            response=response,
        )
        if self.scene.closes_in is not None:
            closes_on = self.world.today + timedelta(days=self.scene.closes_in)
            self.event = events.set_closing_date(
                by=self.officer, event=self.event, closes_on=closes_on, version=self.event.version
            )

    def name_leads(self) -> None:
        held = {
            "Supporting Officer": self.world.who("admin"),
            "Contract Management Lead": self.world.who("contracts"),
            "Assessment and Care Management": self.care_manager,
        }
        for role, user in list(held.items())[: 1 if self.scene.days_ago < 2 else 3]:
            leads.name_lead(by=self.officer, event=self.event, role=role, user=user)

    def tell(self) -> None:
        """The newest event waits for its answer on the route of escalation; messages go out as the steps are done."""
        if self.scene.days_ago > 1:
            told.answer(self.world.who("contracts"), self.event)
        if self.scene.steps_done > 3:
            leader, brief = self.world.who("leader"), self.scene.steps_done > 10
            told.write(self.officer, leader, self.event, brief=brief)

    def say_facts(self) -> None:
        """What the legal basis rests on; where a scene says nothing, the pages name what is missing."""
        changes = {name: {"value": value} for name, value in self.scene.facts.items()}
        if changes:
            record_event_facts(by=self.officer, event=self.event, changes=changes)

    def share_and_meet(self) -> None:
        for key in self.scene.shared:
            shares.share_event(by=self.officer, event=self.event, organisation=self.world.organisations[key])
        self.keep_plans()
        if self.scene.meeting_in is not None:
            asked = ["officer", "care.manager", "contracts", *(["ccg"] if "icb" in self.scene.shared else [])]
            meetings.plan_meeting(
                by=self.officer,
                event=self.event,
                held_on=self.world.today + timedelta(days=self.scene.meeting_in),
                starts_at=time(14, 0),
                people=[self.world.who(name) for name in asked],
                venue="County Hall, room 2",
                dial_in="Video call, link in the calendar",
            )

            if len(self.scene.shared) > 1:
                gather(self.event, self.officer, [self.world.who(name) for name in asked], self.world.today)

    def keep_plans(self) -> None:
        """The closure plan in the middle of its work; elsewhere what another council's outline asks for."""
        people = [self.care_manager, self.world.who("contracts")]
        planning = Planning(self.officer, people, self.event, self.world.today)
        if self.scene.plan:
            planning.closure_plan(self.day)
        if self.scene.checklist:
            planning.checklist(self.scene.checklist, done=1)

    def fill_tracker(self) -> None:
        states = [state for state, people in self.scene.people.items() for _ in range(people)]
        for place, (state, resident) in enumerate(zip(states, residents(self.number + 1), strict=False)):
            # Mixed, so that the states do not follow the alphabet.
            entry = tracker.add_person(by=self.officer, event=self.event, **resident, **self.who_pays(place))
            tracker.add_representative(by=self.care_manager, entry=entry, **next_of_kin(resident, place))
            self.bring_to(entry, state, place)
        self.event.refresh_from_db()
        place_people(self.care_manager, self.event)

    def who_pays(self, place: int) -> dict:
        kind = ("this_council", "self_funder", "this_council", "nhs_chc", "this_council", "other_authority")[
            place % 6
        ]
        body = {
            "this_council": self.officer.organisation,
            "nhs_chc": self.world.organisations["icb"],
            "other_authority": self.world.organisations["neighbour"],
        }
        return {"funding_type": kind, "funding_authority": body.get(kind)}

    def bring_to(self, entry: TrackerEntry, state: str, place: int) -> None:
        """Give the person the facts that make up the state."""
        if state == "other":
            outcome = ("died", "hospital", "own_arrangement")[place % 3]
            tracker.record_final_outcome(
                by=self.care_manager,
                entry=entry,
                final_outcome=outcome,
                final_outcome_on=self.then,
                version=entry.version,
            )
            return
        changes = {"capacity": ("has", "lacks", "has", "unknown")[place % 4], "advocate": "not_needed"}
        changes |= self.facts_of(state, place)
        entry = tracker.edit_entry(by=self.care_manager, entry=entry, version=entry.version, changes=changes)
        if state in {"check_due", "safe"}:
            self.move(entry, place, checked=state == "safe")

    def facts_of(self, state: str, place: int) -> dict:
        today = self.world.today
        if state == "assessing":
            return {
                "next_step": "Finish the needs assessment",
                "next_step_owner": self.care_manager.name,
                "next_step_due_on": today + timedelta(days=place % 5 - 2),
            }
        assessed = {"assessed_on": today - timedelta(days=2)}
        if state == "looking":
            return assessed | {
                "next_step": "Send vacancies to the family",
                "next_step_owner": self.care_manager.name,
                "next_step_due_on": today + timedelta(days=place % 4 - 1),
            }
        booked = assessed | {"destination": f"Merrybeck Court {place % 3 + 1}"}
        if state == "move_booked":
            moving = today + timedelta(days=place % 5 + 1)
            return booked | {
                "move_on": moving,
                "next_step": "Confirm transport",
                "next_step_owner": self.care_manager.name,
                "next_step_due_on": moving - timedelta(days=1),
            }
        return booked

    def move(self, entry: TrackerEntry, place: int, *, checked: bool) -> None:
        moved_on = self.then - timedelta(days=place % 3)
        by = self.care_manager
        entry = tracker.record_move(by=by, entry=entry, moved_on=moved_on, version=entry.version)
        if checked:
            entry = tracker.record_safe_and_well(
                by=by, entry=entry, safe_and_well_on=self.then, version=entry.version
            )
            tracker.record_final_outcome(
                by=by, entry=entry, final_outcome="moved", final_outcome_on=moved_on, version=entry.version
            )

    def tick_steps(self) -> None:
        mine = Step.objects.filter(event=self.event, stage__checklist__kind="procedure").select_related(
            "stage"
        )
        for place, step in enumerate(mine.order_by("stage__order", "order")[: self.scene.steps_done]):
            done_on = min(self.day + timedelta(days=place // 3), self.world.today)
            if step.stage.code == ESCALATED and step.order == 1:
                self.escalate(done_on)
            if step.is_repeatable:
                self.repeat(step, done_on)
            if not step.is_repeatable or self.scene.steps_done >= ALL_MANAGED:
                self.complete(step, done_on)

    def complete(self, step: Step, done_on: date) -> None:
        """By whoever holds the role; the first step once it was confirmed by telephone and by e-mail."""
        by = self.doer(step)
        if step.code == "STF-IG1":
            for kind in ("phone confirmation", "email confirmation"):
                step_records.record_evidence(
                    by=by,
                    step=step,
                    kind=kind,
                    confirmed_by=self.scene.told_by,
                    confirmed_at=self.at(done_on),
                )
            self.agree_dates()
        step.refresh_from_db()
        steps.complete_step(by=by, step=step, completed_on=done_on, version=step.version)

    def repeat(self, step: Step, first: date) -> None:
        """Done twice so far."""
        for happened_on in (first, min(first + timedelta(days=3), self.world.today)):
            step_records.record_occurrence(by=self.doer(step), step=step, happened_on=happened_on)

    def doer(self, step: Step) -> User:
        named = Cast.of(self.event).who_can(step.responsible)
        return named[0].user if named else self.officer

    def at(self, day: date) -> datetime:
        """Early on that day, which is in the past also today."""
        return min(timezone.make_aware(datetime.combine(day, time(9, 31))), timezone.now())

    def escalate(self, decided_on: date) -> None:
        decisions.escalate(
            by=self.officer,
            event=self.event,
            reason="No buyer was found, and nobody funds the service after it closes.",
            decided_by=self.world.who("leader").name,
            decided_at=self.at(decided_on),
        )

    def agree_dates(self) -> None:
        if self.scene.closes_in is not None:
            dates.agree_date(
                by=self.officer,
                event=self.event,
                what="The last person moves",
                on=self.world.today + timedelta(days=self.scene.closes_in - 2),
                agreed_by=self.scene.told_by,
            )

    def end(self) -> None:
        event = FailureEvent.objects.get(pk=self.event.pk)
        if self.scene.ends_as == "stood_down":
            leader = self.world.who("leader").name
            decisions.stand_down(by=self.officer, event=event, reason=self.scene.ended, decided_by=leader)
            return
        event = events.resolve_event(by=self.officer, event=event, version=event.version)
        is_closed = self.scene.ends_as == "closed"
        End(self.officer, self.care_manager, event, self.world.today).play(everything=is_closed)
        if is_closed:
            events.close_event(by=self.officer, event=event, version=event.version, reason=self.scene.ended)
