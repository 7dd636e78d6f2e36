from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from events.models import Action, Lead
from events.operations.handover import hand_over
from events.operations.leads import end_lead, name_deputy, name_lead, set_away
from events.operations.plans import start_plan
from tests.factories.accounts import make_organisation
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import log
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db
LEAD, CARE = "Provider Failure Lead", "Assessment and Care Management"


@pytest.fixture
def event(officer):
    return log(officer)


def test_role_that_is_held_is_not_taken_by_naming(officer, care_manager, event):
    with pytest.raises(ValidationError, match="already Provider Failure Lead"):
        name_lead(by=officer, event=event, role=LEAD, user=care_manager)

    with pytest.raises(ValidationError, match="Priya Marlowe is Provider Failure Lead already"):
        name_lead(by=officer, event=event, role=LEAD, user=officer)

    assert [one.user for one in event.leads.current()] == [officer]


def test_handing_over_ends_one_and_begins_another(officer, care_manager, event):
    lead = hand_over(by=officer, lead=event.leads.get(), user=care_manager, reason="On leave")

    assert (lead.name, lead.email, lead.organisation) == (
        care_manager.name,
        care_manager.email,
        event.host_council,
    )
    assert [one.user for one in event.leads.current()] == [care_manager]
    assert event.leads.get(user=officer).ended_at
    assert lead.began_at


def test_named_person_is_told_without_names(officer, care_manager, event):
    name_lead(by=officer, event=event, role=CARE, user=care_manager)

    told = Notification.objects.get(to=care_manager, kind="lead.named")
    assert told.subject == f"{event.reference}: you have been named Assessment and Care Management lead"
    assert care_manager.name not in told.subject + told.body


def test_person_without_account_needs_a_way_to_be_reached(officer, event):
    with pytest.raises(ValidationError, match="telephone"):
        name_lead(by=officer, event=event, role="Broker", name="Perpetua Larkfield")

    assert (
        name_lead(
            by=officer, event=event, role="Broker", name="Perpetua Larkfield", phone="01632 960001"
        ).user
        is None
    )


def test_each_organisation_has_one_care_management_lead(officer, event, icb):
    given = {"by": officer, "event": event, "role": CARE, "phone": "01632 960001"}
    name_lead(**given, name="Perpetua Larkfield", organisation=event.host_council)
    name_lead(**given, name="Osric Tandy", organisation=icb)

    with pytest.raises(ValidationError, match="Osric Tandy is already"):
        name_lead(**given, name="Hester Quill", organisation=icb)

    assert event.leads.current().filter(role=CARE).count() == 2


def test_care_management_lead_needs_an_organisation(officer, event):
    with pytest.raises(ValidationError, match="organisation"):
        name_lead(by=officer, event=event, role=CARE, name="Osric Tandy", phone="01632 960001")


def test_role_that_the_procedure_lacks_is_refused(officer, event):
    with pytest.raises(ValidationError, match="no such role"):
        name_lead(by=officer, event=event, role="Jester", user=officer)


def test_ended_lead_is_kept_and_not_ended_twice(officer, event):
    lead = event.leads.get(role=LEAD)

    end_lead(by=officer, lead=lead, reason="On leave")

    assert not event.leads.current().exists()
    with pytest.raises(ValidationError, match="no longer"):
        end_lead(by=officer, lead=lead)


def test_reader_may_not_name(reader, event):
    with pytest.raises(PermissionDenied):
        name_lead(by=reader, event=event, role=LEAD, user=reader)


def test_fourteen_care_management_leads_can_be_named(officer, event):
    for number in range(14):
        body = make_organisation(f"Body {number}")
        name_lead(by=officer, event=event, role=CARE, name=f"Lead {number}", organisation=body, phone="0")

    assert event.leads.current().filter(role=CARE).count() == 14


def test_cqc_representative_is_of_the_care_quality_commission(officer, event):
    lead = name_lead(
        by=officer, event=event, role="CQC Representative", name="Osric Tandy", phone="03000 616161"
    )

    assert (lead.organisation.name, lead.organisation.kind) == ("Care Quality Commission", "regulator")


def test_deputy_has_the_role_of_the_lead_and_ends_with_it(officer, care_manager, event):
    lead = event.leads.get()
    deputy = name_deputy(by=officer, lead=lead, user=care_manager)

    assert (deputy.role, deputy.deputy_for) == (LEAD, lead)
    assert "deputy for the Provider Failure Lead" in Notification.objects.get(to=care_manager).subject
    end_lead(by=officer, lead=lead)
    assert not event.leads.current().exists()


def test_deputy_is_somebody_else_and_named_once(officer, care_manager, event):
    lead = event.leads.get()
    deputy = name_deputy(by=officer, lead=lead, user=care_manager)

    for of, person, words in (
        (lead, officer, "is the lead"),
        (lead, care_manager, "already"),
        (deputy, officer, "is a deputy"),
    ):
        with pytest.raises(ValidationError, match=words):
            name_deputy(by=officer, lead=of, user=person)


def test_deputies_stay_and_the_new_lead_is_no_deputy(officer, care_manager, contracts_officer, event):
    lead = event.leads.get()
    name_deputy(by=officer, lead=lead, user=care_manager)
    name_deputy(by=officer, lead=lead, user=contracts_officer)

    new = hand_over(by=officer, lead=lead, user=care_manager)

    (deputy,) = event.leads.current().exclude(deputy_for=None)
    assert (deputy.user, deputy.deputy_for) == (contracts_officer, new)


def test_handing_over_moves_open_duties_and_no_others(officer, care_manager, event):
    ProcedureFactory(key="blackpool")
    plan = start_plan(by=officer, event=event, kind="closure-plan")
    first, second = plan.stages.first().steps.all()[:2]
    type(first).objects.filter(pk=first.pk).update(designated_person=officer.name)
    type(first).objects.filter(pk=second.pk).update(designated_person="Sam Ferris")
    given = {"event": event, "what": "Ring the bank", "due_on": date(2026, 12, 1), "owner": officer}
    action = Action.objects.create(owner_name=officer.name, **given)

    hand_over(by=officer, lead=event.leads.get(), user=care_manager)

    for row in (first, second, action):
        row.refresh_from_db()
    assert (first.designated_person, second.designated_person) == (care_manager.name, "Sam Ferris")
    assert (action.owner, action.owner_name) == (care_manager, care_manager.name)


def test_handing_over_moves_next_steps_of_people(officer, care_manager, event):
    mine = EntryFactory(event=event, next_step="Ring", next_step_owner=officer.name)
    other = EntryFactory(event=event, next_step="Ring", next_step_owner="Sam Ferris")

    hand_over(by=officer, lead=event.leads.get(), user=care_manager)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.next_step_owner, other.next_step_owner) == (care_manager.name, "Sam Ferris")


def test_all_roles_of_a_person_can_be_handed_over_at_once(officer, care_manager, event):
    name_lead(by=officer, event=event, role="Supporting Officer", user=officer)

    hand_over(by=officer, lead=event.leads.get(role=LEAD), user=care_manager, all_roles=True)

    assert {one.role for one in event.leads.current().filter(user=care_manager)} == {
        LEAD,
        "Supporting Officer",
    }
    assert not event.leads.current().filter(user=officer).exists()


def test_handing_over_to_oneself_is_refused(officer, event):
    with pytest.raises(ValidationError, match="holds this role already"):
        hand_over(by=officer, lead=event.leads.get(), user=officer)


def test_history_of_a_hand_over_has_its_reason(officer, care_manager, event):
    hand_over(by=officer, lead=event.leads.get(), user=care_manager, reason="Maternity leave")

    rows = Lead.pgh_event_model.objects.filter(event=event).order_by("pgh_id")
    assert {row.pgh_context.metadata["reason"] for row in rows[1:]} == {"Maternity leave"}


def test_away_is_from_today_and_can_be_taken_back(officer, event):
    lead, today = event.leads.get(), timezone.localdate()
    with pytest.raises(ValidationError, match="today or later"):
        set_away(by=officer, lead=lead, away_until=today - timedelta(days=1))

    assert set_away(by=officer, lead=lead, away_until=today).away_until == today
    assert set_away(by=officer, lead=lead, away_until=None).away_until is None
