"""A world in which every field of every record says whose business it is. The partner is an ICB.

It has one event, with 4 people of its own in it; one that it had until it was taken back, with 256 people whom it pays
for; and there is a draft. In its own event are 64 people of a neighbouring council and 128 of the council's. No sum of
those looks like one of its own figures.
"""

from datetime import time, timedelta
from io import StringIO

import pghistory
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from accounts.audit import record_access
from accounts.models import AccessEntry, Draft, Notification, Organisation, User
from accounts.roles import PARTNER_FIELDS
from events.models import Action, EventShare, FailureEvent, Meeting
from events.operations import (
    actions,
    dates,
    documents,
    events,
    gates,
    handover,
    leads,
    meetings,
    shares,
    step_records,
    steps,
)
from providers import operations as market
from providers.models import RegisterLoad, Service
from risk.models import WarningSign
from tests.access.bulk import fill_bulk
from tests.access.contingency import ContingencyMarks, fill_contingency
from tests.access.deciding import DecidingMarks, fill_deciding, fill_programme
from tests.access.facts import canary_models
from tests.access.letters import LetterMarks, fill_letters, words_keys
from tests.access.meetings import fill_meetings
from tests.access.merged import fill_columns, fill_merges
from tests.access.money import fill_money, fill_own_money
from tests.access.moves import fill_moves
from tests.access.needs import fill_needs
from tests.access.packs import fill_grab_pack
from tests.access.performance import PerformanceMarks, fill_performance
from tests.access.places import Place, about, messages, settle, under
from tests.access.plans import fill_plans
from tests.access.reconciled import fill_reconciled
from tests.access.resolution import fill_resolution, fill_reviews
from tests.access.risks import RiskMarks, fill_risks, risk_places
from tests.access.tokens import FOREIGN, HIDDEN, SEEN, Mark, filled
from tests.access.told import fill_council, fill_told, group_of
from tests.factories.accounts import host_council, make_organisation, make_user
from tests.factories.incidents import confirmed, escalated, log
from tests.factories.providers import ServiceFactory
from tests.factories.sheets import xlsx
from trackers import operations as tracker
from trackers.models import EntryShare, Representative, ServiceUser, TrackerEntry
from trackers.operations import legal_disputes, legal_endings, legal_facts, legal_powers
from trackers.operations.concerns import raise_concern
from trackers.operations.imports import send_list

# Fields that mean a state, a key or an address rather than a fact.
LEFT = set(
    "version reference number order sequence dedupe password last_login expires_at zone url path event_reference "
    "resolved_on ended_on deregistered_on unlisted_on rating_on rows added changed unchanged refused attempts pages "
    "no_longer_listed linked review_on added_on put_back joined_on joined_reason".split()
)
OF_OWN_EVENT = {"service_type": SEEN, "current_stage": SEEN} | dict.fromkeys(
    ("notified_by", "nature_of_failure", "draft_answers", "ending_reason", "response"), HIDDEN
)
OWN, NEIGHBOURS, COUNCILS, TAKEN_BACK = 4, 64, 128, 256  # people


class Canary(ContingencyMarks, DecidingMarks, LetterMarks, PerformanceMarks, RiskMarks):
    """The world; `places` are as in the walk."""

    def __init__(self):
        self.today = timezone.localdate()
        call_command("load_procedures", stdout=StringIO())
        self.cast()
        fill_council(self.officer, self.admin)
        self.project = fill_programme(self.officer)
        self.shared, self.gone = self.event("Oakenshaw Lodge"), self.event("Elmsworth House")
        self.group = group_of(self.officer, self.shared, self.gone)
        self.draft = events.save_draft(by=self.officer, service=ServiceFactory(), notified_by="Somebody")
        self.fill_events()
        self.fill_tracker()
        self.fill_the_rest()
        services = self.shared.service, self.gone.service
        self.weighed = fill_risks(self.officer, self.partner, *services, services[0], self.today)
        self.performance = fill_performance(self.officer, self.shared.service, self.today)
        self.contingency = fill_contingency(self.officer, self.shared, services[1], self.today)
        self.mark_everything()
        self.places = self.find_places()
        settle()

    def cast(self) -> None:
        self.host = host_council()
        self.icb = make_organisation("Exampleshire ICB", kind="icb", code="QZZ")
        self.neighbour, self.trust = make_organisation(kind="council"), make_organisation(kind="nhs_trust")
        self.payer = make_organisation(kind="icb")  # pays for somebody who is shown to the ICB
        self.officer = make_user(name="Priya Marlowe")
        self.care_manager, self.admin = make_user("care_manager"), make_user("administrator")
        self.partner = make_user("partner", self.icb, name="Ines Fairweather", email="ccg@icb.example")
        self.colleague = make_user("partner", self.icb)
        self.others = [make_user("partner", self.neighbour), make_user("partner", self.trust)]

    def event(self, name: str) -> FailureEvent:
        """An event with everything in it, shared with the ICB and the neighbour."""
        by, event = self.officer, log(self.officer, ServiceFactory(name=name))
        handover.hand_over(by=by, lead=event.leads.get(), user=self.care_manager)
        leads.name_lead(by=by, event=event, role="Assessment and Care Management", user=self.care_manager)
        fill_plans(by, event, self.today)
        for organisation in (self.icb, self.neighbour):
            shares.share_event(by=by, event=event, organisation=organisation)
        self.meeting(event, [self.partner, self.care_manager])
        self.meeting(event, [self.care_manager, *self.others[:1]])
        fill_meetings(by, event, self.today)
        fill_told(by, event, self.partner, *self.others[:1])
        fill_resolution(by, event, self.today)
        fill_money(by, event, self.today)
        fill_letters(by, event, self.today)
        fill_reconciled(by, event)
        fill_columns(by, event)
        fill_deciding(by, event, self.today)
        fill_grab_pack(event)
        soon = self.today + timedelta(days=3)
        actions.agree_action(
            by=by, event=event, what="Find a bed", owner=self.partner, due_on=soon, progress="x"
        )
        return event

    def meeting(self, event: FailureEvent, people: list[User]) -> Meeting:
        return meetings.plan_meeting(
            by=self.officer, event=event, people=people, held_on=self.today + timedelta(days=20),
            starts_at=time(10, 0), venue="Somewhere", dial_in="01632 960999", purpose="To agree",
        )  # fmt: skip

    def fill_events(self) -> None:
        step = self.shared.steps.filter(stage__checklist__kind="procedure").first()
        confirmed(self.admin, step)
        steps.complete_step(by=self.admin, step=step, completed_on=self.today, version=step.version)
        self.decide(self.shared)
        for by in (self.officer, self.colleague):
            asked = documents.request_document(by=by, event=self.shared, kind="closure-plan")
            held = documents.claim(by=User.objects.system(), lease_seconds=60, document=asked)
            documents.finish(by=User.objects.system(), document=held, content=b"-", pages=1, people=[])

    def decide(self, event: FailureEvent) -> None:
        """A decision, a date that was changed, an early telling, and a step that was done once."""
        escalated(self.officer, event)
        held = dates.agree_date(
            by=self.officer, event=event, what="Funding stops", on=self.today, agreed_by="Somebody"
        )
        later = self.today + timedelta(days=1)
        dates.change_date(by=self.officer, provisional=held, on=later, agreed_by="Another", reason="It moved")
        gates.record_early_telling(
            by=self.officer, event=event, told_on=self.today, told_by="The manager", reason="Urgent"
        )
        step = event.steps.filter(is_repeatable=True).first()
        step_records.record_occurrence(by=self.admin, step=step, happened_on=self.today, notes="Held")

    def decide_on_law(self, event: FailureEvent) -> None:
        """Facts of the legal basis, a decision, the power in use, and a dispute; of one of its own people too."""
        by, day = self.officer, self.today
        entry = self.own[0]
        said = {"value": "yes", "told_by": "Somebody"}
        legal_facts.record_event_facts(by=by, event=event, changes={"business_failed": said})
        legal_facts.record_person_facts(by=by, entry=entry, changes={"arranges_own_care": said})
        decided = {"dimension": "temporary_duty", "reason": "Counsel", "approved_by": "Somebody"}
        legal_endings.decide_event(by=by, event=event, value="applies", **decided)
        legal_endings.decide_person(by=by, entry=entry, value="ended", **decided)
        legal_endings.end_duty(by=by, entry=entry, ended_on=day, reason="Settled", meets_needs=True)
        power = legal_powers.assess_urgency(
            by=by, event=event, assessed_on=day, assessor="A", urgent=True, summary="B", people=[entry]
        )
        legal_powers.use_power(
            by=by, event=event, power=power, rationale="C", decided_by="D", started_on=day, version=1
        )
        legal_disputes.open_dispute(
            by=by, event=event, about="cost", parties="Us", opened_on=day, people=[entry]
        )

    def fill_tracker(self) -> None:
        pays = {"funding_type": "nhs_chc", "funding_authority": self.icb}
        finished = {"final_outcome": "moved", "final_outcome_on": self.today, "stage": "safe"}
        neighbour = {"funding_type": "other_authority", "funding_authority": self.neighbour}
        self.own = self.people(self.shared, OWN - 2, **pays)
        self.own += self.people(self.shared, 1, **pays, **finished)
        self.own += self.people(self.shared, 1, funding_type="nhs_chc", funding_authority=self.payer)
        self.of_neighbour = self.people(self.shared, NEIGHBOURS, stage="looking", **neighbour)
        self.of_council = self.people(self.shared, COUNCILS, funding_type="this_council", **finished)
        self.of_gone = self.people(self.gone, TAKEN_BACK - 1, stage="move_booked", **pays)
        again = TrackerEntry(
            event=self.gone, service=self.gone.service, service_user=self.own[0].service_user, **pays
        )
        again.save()  # one of its own people, in the event that it no longer has
        self.show(self.own[-1], self.icb)
        self.show(self.of_neighbour[0], self.trust, has_event=False)
        shown = self.show(self.of_council[0], self.icb)
        tracker.end_entry_share(by=self.officer, share=shown)
        self.decide_on_law(self.shared)
        fill_reviews(self.officer, [*self.own, self.of_council[0]], self.today)
        fill_bulk(self.officer, self.shared)
        fill_merges(self.officer, [self.own[0], self.of_council[0]])
        fill_own_money(self.officer, [*self.own, self.of_council[0]], self.today)
        fill_needs(self.officer, [*self.own, self.of_council[0]], self.today)
        fill_moves(self.officer, [*self.own, self.of_council[0]])
        raise_concern(by=self.partner, entry=self.own[0], kind="quality", what="x")
        for entry in (*self.own, self.of_neighbour[0], self.of_council[0], self.of_gone[0]):
            Representative.objects.create(
                entry=entry, event_id=entry.event_id, surname="Kinsworth", is_main=True
            )
        for share in EventShare.objects.filter(event=self.gone, organisation=self.icb):
            shares.end_share(by=self.officer, share=share)

    def people(self, event: FailureEvent, how_many: int, **facts) -> list[TrackerEntry]:
        persons = [
            ServiceUser(surname="Synthwaite", forename="A", changed_by=self.officer) for _ in range(how_many)
        ]
        ServiceUser.objects.bulk_create(persons)
        known = {"event": event, "service": event.service, "changed_by": self.officer} | facts
        return TrackerEntry.objects.bulk_create(
            TrackerEntry(service_user=person, **known) for person in persons
        )

    def show(self, entry: TrackerEntry, organisation: Organisation, *, has_event: bool = True) -> EntryShare:
        about_it = {"entry": entry, "organisation": organisation, "reason": "Case manager"}
        if has_event:
            return tracker.share_entry(by=self.officer, **about_it)
        return EntryShare.objects.create(event=entry.event, shared_by=self.officer, **about_it)

    def fill_the_rest(self) -> None:
        by, service = self.officer, self.shared.service
        for owner in (service, service.provider):
            market.record_contact(by=by, of=owner, name="Jo Sandling", role="Manager", phone="01632 960123")
        facts = {"sign": "x", "label": "x", "source": "x", "notes": "x"}
        WarningSign.objects.create(provider=service.provider, seen_on=self.today, recorded_by=by, **facts)
        figures = dict.fromkeys("rows added changed unchanged refused no_longer_listed linked".split(), 0)
        RegisterLoad.objects.create(by=by, file_name="x", sha256="x", shape="x", as_at=self.today, **figures)
        self.kept = Draft.objects.create(by=by, path=f"/people/{self.own[0].pk}/edit/situation/", typed="x")
        content = xlsx([["Surname", "Forename"], ["Wandering", "Ida"]])
        self.list = send_list(by=by, event=self.shared, file_name="residents.xlsx", content=content)
        entry = AccessEntry(by=by, kind="read", subject="x", event_reference=self.gone.reference)
        words = filled(entry, lambda field: FOREIGN)
        record_access(by=by, kind="read", subject=words["subject"], recipient=words["recipient"], people=[])

    def mark_everything(self) -> None:
        """New values in every record there is: nobody's business but by the rules of `mark`."""
        why = {"user": self.officer.pk, "operation": "tracker_entry.edited", "reason": f"{FOREIGN}99999"}
        with pghistory.context(**why):
            for model in canary_models():
                for record in model._base_manager.all():
                    values = filled(record, lambda field, record=record: self.mark(record, field))
                    if values:
                        model._base_manager.filter(pk=record.pk).update(**values)
        for thing in (
            self.shared,
            self.gone,
            *self.own,
            *self.others,
            self.colleague,
            self.care_manager,
            self.payer,
        ):
            thing.refresh_from_db()

    def mark(self, record: models.Model, field: models.Field) -> Mark | None:
        """Whose business a field of a record is; None to leave it as it is."""
        if field.name in LEFT or (field.name == "taken_back_reason" and not record.taken_back_at):
            return None
        rule = getattr(self, f"mark_{record._meta.model_name}", None)
        return rule(record, field) if rule else FOREIGN

    def mark_trackerentry(self, entry: TrackerEntry, field: models.Field) -> Mark | None:
        if field.name == "final_outcome_on" and not entry.final_outcome:
            return None
        return self.of_person(field.name) if entry in self.own else FOREIGN

    def mark_serviceuser(self, person: ServiceUser, field: models.Field) -> Mark:
        is_own = person.pk in {entry.service_user_id for entry in self.own}
        return self.of_person(f"service_user.{field.name}") if is_own else FOREIGN

    def of_person(self, path: str) -> Mark:
        return SEEN if path in PARTNER_FIELDS else HIDDEN

    def mark_failureevent(self, event: FailureEvent, field: models.Field) -> Mark | None:
        return OF_OWN_EVENT.get(field.name) if event == self.shared else FOREIGN

    def mark_meeting(self, meeting: Meeting, field: models.Field) -> Mark | None:
        if field.name in {"held_on", "minutes_long", "changed_at", "series_on"}:
            return None  # the day of a meeting decides whether it is still to come
        is_asked = meeting.event == self.shared and meeting.invitations.filter(user=self.partner).exists()
        return SEEN if is_asked else FOREIGN

    def mark_poweruse(self, power: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "started_on" else FOREIGN  # it comes after the risk assessment

    def mark_dispute(self, dispute: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "referred_on" else FOREIGN  # it comes after the first day

    def mark_action(self, action: Action, field: models.Field) -> Mark:
        return SEEN if action.owner == self.partner and action.event == self.shared else FOREIGN

    def mark_meetingseries(self, series: models.Model, field: models.Field) -> Mark | None:
        """Its days stand in an order that the database keeps."""
        return None if isinstance(field, models.DateField) or field.name == "every_weeks" else FOREIGN

    def mark_informationrequest(self, asked: models.Model, field: models.Field) -> Mark | None:
        return None if isinstance(field, models.DateField) else FOREIGN

    def mark_communication(self, message: models.Model, field: models.Field) -> Mark:
        """Only the one that was sent to the partner, while it has the event."""
        is_own = message.event == self.shared and message.recipients.filter(user=self.partner).exists()
        return SEEN if is_own else FOREIGN

    def mark_eventgroup(self, group: models.Model, field: models.Field) -> Mark | None:
        return SEEN if field.name == "name" else None

    def mark_routestep(self, step: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "lead_role" else FOREIGN  # a step names one only

    def mark_review(self, review: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "done_on" else FOREIGN  # one that is to be done has no such day

    def mark_cost(self, cost: models.Model, field: models.Field) -> Mark | None:
        """Its days stand in an order, and rate and reasons with other fields, as the database keeps them."""
        is_day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
        kept = is_day or field.name in {"rate", "percent"}
        return None if kept or field.name.endswith("_percent") else FOREIGN

    mark_costpart = mark_costsplit = mark_charge = mark_cost

    def mark_drugcount(self, count: models.Model, field: models.Field) -> Mark | None:
        """One that is not counted in has no such figure."""
        return None if field.name == "counted_in" else FOREIGN

    def mark_safeandwellcheck(self, check: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "done_on" and check.done_on is None else FOREIGN

    def mark_concern(self, concern: models.Model, field: models.Field) -> Mark | None:
        """What its own staff wrote of its own people; to whom it went is the council's."""
        if concern._meta.app_label == "risk":
            return super().mark_concern(concern, field)
        if concern.raised_by != self.partner:
            return FOREIGN
        return None if field.name == "raised_at" else SEEN if field.name == "what" else HIDDEN

    def mark_organisation(self, organisation: Organisation, field: models.Field) -> Mark | None:
        if organisation in (self.icb, self.payer, self.host) and field.name == "name":
            return SEEN if organisation == self.payer else None
        return None if organisation == self.icb else FOREIGN

    def mark_user(self, user: User, field: models.Field) -> Mark | None:
        is_named = user == self.officer and field.name == "name"  # who changed something about its own people
        return None if is_named or user == self.partner or user.role == User.Role.SYSTEM else FOREIGN

    def mark_service(self, service: Service, field: models.Field) -> Mark | None:
        return None if service == self.shared.service else FOREIGN

    def mark_provider(self, provider: models.Model, field: models.Field) -> Mark | None:
        return None if provider == self.shared.provider else FOREIGN

    def mark_notification(self, row: Notification, field: models.Field) -> Mark | None:
        return None if row.to_id == self.partner.pk or field.name == "due_at" else FOREIGN

    def find_places(self) -> dict[str, dict[str, Place]]:
        shared, gone = under(self.shared), under(self.gone)
        single = {
            "provider": self.shared.provider_id,
            "provider_pk": self.shared.provider_id,
            "cqc_id": self.gone.service.cqc_id,
            "sign": WarningSign.objects.get().pk,
            "user": self.care_manager.pk,
            "group": self.group.pk,
            **words_keys(),
            **dict.fromkeys(("contact", "key_contact", "order"), 1),
            "project": self.project.pk,
            "procedure": self.shared.procedure_id,
            "uidb36": "1",
            "key": "no-such-key",
        }
        people = {f"own {entry.pk}": entry for entry in self.own}
        others = {"neighbour's": self.of_neighbour, "council's": self.of_council, "gone": self.of_gone}
        people |= {name: found[0] for name, found in others.items()}
        papers = {"reference": self.shared.reference}
        return {
            "": {"": single},
            "event": {"shared": shared, "gone": gone, "draft": shared | {"reference": self.draft.reference}},
            "person": {name: about(entry) for name, entry in people.items()},
            "document": {str(one.pk): papers | {"document": one.pk} for one in self.shared.documents.all()},
            "list": {"shared": papers | {"token": self.list.token}},
            "message": messages(self.partner),
            **risk_places(self.weighed, self.shared.service, self.shared.service),
            **self.performance,
            **self.contingency,
        }
