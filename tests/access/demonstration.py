"""The world of the walk: the demonstration, once it is loaded, and what it lacks, all of it made by operations.

A place is one concrete thing that an address can lead to, such as "another's person": a mapping from the name of
an address's parameter, or of what its `pk` may be, to a value. expected.yaml says which kind of place a line is at.
"""

from datetime import time, timedelta

from django.utils import timezone

from accounts.models import Notification, User
from accounts.tasks import deliver_notifications
from events.models import (
    Document,
    EventGroup,
    FailureEvent,
    KeyContact,
    Meeting,
    Method,
    Procedure,
    Telling,
)
from events.operations import (
    communications,
    contacts,
    dates,
    documents,
    events,
    leads,
    meetings,
    scope,
    shares,
)
from failure_response.demonstration.cast import ACCOUNTS
from plans.models import MarketProject
from providers import operations as market
from providers.models import Service
from risk.operations.signs import record_warning_sign
from risk.rules.signs import signs_of
from tests.access.contingency import fill_contingency
from tests.access.letters import edit_words, fill_letters, words_keys
from tests.access.meetings import fill_meetings
from tests.access.merged import fill_merges
from tests.access.money import fill_money, fill_own_money
from tests.access.moves import fill_moves
from tests.access.needs import fill_needs
from tests.access.performance import fill_performance
from tests.access.places import Place, about, settle, under
from tests.access.plans import fill_plans, move_dates
from tests.access.reconciled import fill_reconciled
from tests.access.resolution import fill_resolution, fill_reviews
from tests.access.risks import fill_risks, risk_places
from tests.factories.providers import ServiceFactory
from tests.factories.sheets import xlsx
from tests.factories.trackers import nhs_number
from trackers import operations as tracker
from trackers.operations import legal_disputes, legal_endings, legal_powers
from trackers.operations.imports import send_list

DOCUMENT_STATES = (Document.State.DONE, Document.State.FAILED, Document.State.WAITING)


class World:
    """The people of the demonstration by the name in their address, and the places by kind and name."""

    def __init__(self):
        self.people = {one.email.split("@")[0]: User.objects.get(email=one.email) for one in ACCOUNTS}
        self.officer, self.icb = self.people["officer"], self.people["ccg"]
        self.neighbour = self.people["other.council"]
        self.today = timezone.localdate()
        running = FailureEvent.objects.filter(status="invoked")
        self.shared = running.get(shares__organisation=self.neighbour.organisation)
        self.unshared = running.filter(shares=None, entries__isnull=False).order_by("pk").first()
        self.closed = self.close_a_shared_event()
        Telling.objects.update(method=Method.PHONE)  # so that there are calls to be recorded
        self.widen(self.shared, self.icb)
        fill_meetings(self.officer, self.shared, self.today)
        fill_resolution(self.officer, self.shared, self.today)
        fill_money(self.officer, self.shared, self.today)
        fill_letters(self.officer, self.shared, self.today)
        edit_words(self.people["admin"])
        move_dates(self.officer, self.shared.checklists.get(kind="closure-plan"), self.today)
        fill_reconciled(self.officer, self.shared)
        planned = fill_contingency(self.officer, self.shared, self.unshared.service, self.today)
        self.places = {"": {"": self.market()}, "event": self.events(), "person": self.persons()}
        self.places |= {"document": self.documents(), "list": self.lists(), "message": self.messages()}
        self.places |= self.risks() | planned
        deliver_notifications()  # what waits for minutes would be said to be late
        settle()

    def market(self) -> Place:
        """What belongs to no event."""
        service = self.shared.service
        sign = signs_of(Procedure.objects.current("lgiu").content)[0]
        seen = record_warning_sign(
            by=self.officer, provider=service.provider, sign=sign, seen_on=self.today, source="A visit"
        )
        contact = market.record_contact(by=self.officer, of=service, name="Jo Sandling", phone="01632 960123")
        return {
            "provider": service.provider_id,
            "provider_pk": service.provider_id,
            "cqc_id": service.cqc_id,
            "contact": contact.pk,
            "sign": seen.pk,
            "procedure": Procedure.objects.current("lgiu").pk,
            "user": self.icb.pk,
            "uidb36": "1",
            "key": "no-such-key",
            "group": self.group().pk,
            **words_keys(),
            "key_contact": self.key_contact().pk,
            "project": MarketProject.objects.first().pk,
            "order": 2,
        }

    def risks(self) -> dict[str, dict[str, Place]]:
        """Assessments of services of which none is open in the demonstration."""
        service, other = self.shared.service, self.unshared.service
        homes = Service.objects.registered().care_homes().filter(provider__isnull=False, name_withheld=False)
        quiet = homes.filter(action_plans=None, provider__accesses=None).order_by("cqc_id").last()
        monitored = homes.filter(monitoring=None).order_by("cqc_id").first()
        made = fill_risks(self.officer, self.icb, service, other, monitored, self.today)
        return risk_places(made, service, monitored) | fill_performance(self.officer, quiet, self.today)

    def group(self) -> EventGroup:
        """The shared event in a group of its own."""
        event = self.shared
        made = EventGroup.objects.create(
            name="Homes", provider=event.provider, council=event.host_council, created_by=self.officer
        )
        FailureEvent.objects.filter(pk=event.pk).update(group=made)
        return made

    def key_contact(self) -> KeyContact:
        by = self.officer
        return contacts.add_contact(by=by, kind="police", organisation="Police", name="Control", phone="101")

    def widen(self, event: FailureEvent, *recipients: User) -> None:
        """One more service, and a message that was sent to the officer, and to these people."""
        more = Service.objects.exclude(pk=event.service_id).filter(provider=event.provider).first()
        more = more or ServiceFactory(provider=event.provider)
        scope.add_service(by=self.officer, event=event, service=more)
        communications.record_communication(
            by=self.officer,
            event=event,
            subject="Where we are",
            body="Nothing new",
            audience="other",
            recipients=[communications.To(user=one) for one in (self.officer, *recipients)],
        )

    def events(self) -> dict[str, Place]:
        """An event in each relation to the partners. A draft has nothing under it: another event's is asked for."""
        draft = FailureEvent.objects.get(status="draft")
        self.fill(self.unshared)
        self.decide_on(self.shared)
        return {
            "shared": under(self.shared),
            "not shared": under(self.unshared),
            "closed": under(self.closed),
            "draft": under(self.shared) | {"reference": draft.reference},
        }

    def fill(self, event: FailureEvent) -> None:
        """A meeting, a plan and an ended share, as the shared event has them or would."""
        self.plan_meeting(event)
        fill_meetings(self.officer, event, self.today)
        fill_resolution(self.officer, event, self.today)
        fill_money(self.officer, event, self.today)
        fill_letters(self.officer, event, self.today)
        fill_reconciled(self.officer, event)
        self.widen(event)
        fill_plans(self.officer, event, self.today)
        shares.share_event(by=self.officer, event=event, organisation=self.icb.organisation)
        share = event.shares.get()
        self.share_somebody(event)
        shares.end_share(by=self.officer, share=share)

    def plan_meeting(self, event: FailureEvent) -> Meeting:
        return meetings.plan_meeting(
            by=self.officer,
            event=event,
            held_on=self.today + timedelta(days=9),
            starts_at=time(11, 0),
            people=[self.officer],
            venue="County Hall, room 4",
        )

    def share_somebody(self, event: FailureEvent) -> None:
        """One person whom the council pays for, shown to the ICB."""
        entry = event.entries.filter(funding_type="this_council").order_by("pk").first()
        tracker.share_entry(
            by=self.officer, entry=entry, organisation=self.icb.organisation, reason="Case manager"
        )

    def close_a_shared_event(self) -> FailureEvent:
        """An event that the ICB still has after it was closed, with one of its people."""
        used = FailureEvent.objects.values("service")
        home = (
            Service.objects.registered().exclude(pk__in=used).filter(provider__name__gt="").order_by("cqc_id")
        )
        by, response = self.officer, "Invoke Provider Failure Procedure"
        event = events.log_event(
            by=by, service=home.first(), notified_on=self.today, notified_by="The manager, by telephone",
            service_type="Care home", nature_of_failure="Flood", trigger="STF-T11", response=response,
        )  # fmt: skip
        leads.name_lead(by=by, event=event, role="Assessment and Care Management", user=by)
        dates.agree_date(by=by, event=event, what="The flood ends", on=self.today, agreed_by="The manager")
        fill_plans(by, event, self.today)
        self.widen(event)
        shares.share_event(by=by, event=event, organisation=self.icb.organisation)
        self.plan_meeting(event)
        fill_meetings(by, event, self.today)
        fill_resolution(by, event, self.today)
        fill_money(by, event, self.today)
        fill_letters(by, event, self.today)
        fill_reconciled(by, event)
        pays = {"funding_type": "nhs_chc", "funding_authority": self.icb.organisation}
        entry = tracker.add_person(
            by=by, event=event, surname="Wetherlam", nhs_number=nhs_number(700_001), **pays
        )
        tracker.record_final_outcome(
            by=by, entry=entry, final_outcome="moved", final_outcome_on=self.today, version=entry.version
        )
        other = tracker.add_person(by=by, event=event, surname="Netherby", nhs_number=nhs_number(700_003))
        stayed = {"final_outcome": "stayed", "final_outcome_on": self.today}
        tracker.record_final_outcome(by=by, entry=other, version=other.version, **stayed)
        fill_needs(by, [entry], self.today)
        event = events.resolve_event(by=by, event=event, version=event.version)
        return events.close_event(
            by=by,
            event=event,
            version=event.version,
            reason="Everybody has moved.",
            without_meeting="None",
            without_reviews="None",
        )

    def persons(self) -> dict[str, Place]:
        """People of the shared event by who may see them, and one whom the ICB pays for in an event it lacks."""
        self.share_somebody(self.shared)
        mine = self.shared.entries.order_by("pk")
        shared = mine.get(shares__isnull=False)
        found = {
            "the ICB's": mine.filter(funding_type="nhs_chc"),
            "the neighbour's": mine.filter(funding_type="other_authority"),
            "the council's": mine.filter(funding_type="this_council", shares=None),
            "shown to the ICB": mine.filter(pk=shared.pk),
            "the ICB's, not shared": self.unshared.entries.filter(funding_type="nhs_chc"),
            "the ICB's, closed": self.closed.entries.all(),
        }
        other = shared.shares.get().pk
        each = [people.first() for people in found.values()]
        fill_reviews(self.officer, each, self.today)
        fill_merges(self.officer, each)
        fill_own_money(self.officer, each, self.today)
        fill_needs(self.officer, [one for one in each if one.event_id != self.closed.pk], self.today)
        fill_moves(self.officer, each)
        return {name: about(people.first(), share=other) for name, people in found.items()}

    def decide_on(self, event: FailureEvent) -> None:
        """Legal decisions about the event and one person of the council's, the power in use, and a dispute."""
        by, today = self.officer, self.today
        decided = {"dimension": "temporary_duty", "reason": "Counsel", "approved_by": "Morag Pellworth"}
        # The first of the council's people is about to be shown to the ICB; this is the next.
        entry = event.entries.filter(funding_type="this_council").order_by("pk")[1]
        legal_endings.decide_person(by=by, entry=entry, value="applies", **decided)
        legal_endings.decide_event(by=by, event=event, value="applies", **decided)
        power = legal_powers.assess_urgency(
            by=by, event=event, assessed_on=today, assessor="A. Ferris", urgent=True, summary="No night staff"
        )
        legal_powers.use_power(
            by=by, event=event, power=power, rationale="Now", decided_by="B", started_on=today, version=1
        )
        legal_disputes.open_dispute(by=by, event=event, about="cost", parties="Us and them", opened_on=today)

    def documents(self) -> dict[str, Place]:
        """A document in each state, asked for by the officer and by the ICB."""
        return {
            f"{name}, {state}": {"reference": self.shared.reference, "document": self.document(by, state).pk}
            for name, by in (("the officer's", self.officer), ("the ICB's", self.icb))
            for state in DOCUMENT_STATES
        }

    def document(self, by: User, state: str) -> Document:
        system = User.objects.system()
        asked = documents.request_document(by=by, event=self.shared, kind="closure-plan")
        if state == Document.State.WAITING:
            return asked
        held = documents.claim(by=system, lease_seconds=60, document=asked)
        if state == Document.State.DONE:
            documents.finish(by=system, document=held, content=b"%PDF-1.7 of one person", pages=1, people=[])
        else:
            documents.fail(by=system, document=held, reason="It was too big.", final=True)
        return held

    def lists(self) -> dict[str, Place]:
        """A resident list of the officer, waiting to be loaded."""
        content = xlsx([["Surname", "Forename", "NHS number"], ["Wandering", "Ida", nhs_number(700_002)]])
        made = {"shared": self.shared, "not shared": self.unshared}
        return {
            name: {
                "reference": event.reference,
                "token": send_list(
                    by=self.officer, event=event, file_name="residents.xlsx", content=content
                ).token,
            }
            for name, event in made.items()
        }

    def messages(self) -> dict[str, Place]:
        """A message to the officer and one to the ICB, both with a calendar file."""
        told = Notification.objects.exclude(calendar="")
        return {
            "the officer's": {"message": told.filter(to=self.officer).first().pk},
            "the ICB's": {"message": told.filter(to=self.icb).first().pk},
        }
