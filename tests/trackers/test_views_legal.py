"""Pages of the legal basis: of an event, of each person, disputes."""

from datetime import date

import pytest
from django.urls import reverse

from events.models import Dispute, PowerUse
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.trackers.test_operations_legal import FAILED, say, say_of
from trackers.forms.legal import FactsForm
from trackers.legal_reading import Reading
from trackers.models import DutyEnd
from trackers.operations.legal_disputes import open_dispute
from trackers.operations.legal_endings import decide_event, decide_person, end_duty
from trackers.operations.legal_powers import assess_urgency, use_power
from trackers.rules.legal import asked_of_event, asked_of_person

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 9)


@pytest.fixture
def event(host):
    return EventFactory(notified_on=date(2026, 1, 5))


def at(name, *args):
    return reverse(f"trackers:{name}", args=args)


def day(name):
    return {f"{name}-day": "9", f"{name}-month": "1", f"{name}-year": "2026"}


def as_shown(facts, rows, known):
    """What the browser sends back of the form as it was opened."""
    form = FactsForm(facts=facts, rows=rows, known=known)
    return {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", [])}


def event_form(event):
    reading = Reading(event, DAY, [])
    return as_shown(asked_of_event(reading.pack), reading.event_rows, reading.event_facts)


def person_form(entry):
    reading = Reading(entry.event, DAY, [entry.pk])
    return as_shown(asked_of_person(reading.pack), {}, reading.person_facts(entry))


def test_page_says_what_is_missing_with_a_link(officer, event, sign_in):
    page = sign_in(officer).get(at("legal-detail", event.reference)).content.decode()

    assert "Temporary duty: not enough facts" in page
    assert f'href="{at("legal-facts", event.reference)}#id_business_failed"' in page
    assert "This supports a decision; it is not legal advice." in page


def test_stopping_then_confirmation_changes_the_answer(officer, event, entry, sign_in):
    say(officer, event, **FAILED | {"service_still_running": "yes", "provider_confirmed_unable": "no"})
    client, address = sign_in(officer), at("legal-facts", event.reference)

    for change, words in (
        ({"service_still_running": "no"} | day("service_still_running__since"), "not yet triggered"),
        (
            {"provider_confirmed_unable": "yes", "provider_confirmed_unable__told_by": "J. Sterling"},
            "applies",
        ),
    ):
        page = client.post(address, event_form(event) | change, follow=True).content.decode()
        assert f"Temporary duty: {words}" in page

    assert "From J. Sterling." in page
    assert "By the rules in force on Friday 9 January 2026" in page
    assert event.legal_evaluations.count() == 3


def test_facts_left_as_they_were_are_not_recorded(officer, event, sign_in):
    sign_in(officer).post(at("legal-facts", event.reference), event_form(event) | {"business_failed": "no"})

    assert [row.name for row in event.legal_facts.all()] == ["business_failed"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"provider_confirmed_unable": "substitute"}, "Select whose word it is"),
        (
            {"cause": "other", "cause__several": "yes", "cause__also": ["quality_failing"]},
            "why it is the main",
        ),
        ({"cause": "bankruptcy"}, "Choose one of the listed answers"),
        ({"business_failed": "yes", "business_failed__since-day": "40"}, "Day"),
        ({"business_failed__version": "x"}, "changed on the way"),
    ],
)
def test_bad_facts_get_a_sentence(officer, event, sign_in, change, words):
    answer = sign_in(officer).post(at("legal-facts", event.reference), event_form(event) | change)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_two_people_recording_one_fact_see_both(officer, administrator, event, sign_in):
    opened = event_form(event) | {"business_failed": "yes"}
    say(administrator, event, business_failed="no")

    answer = sign_in(officer).post(at("legal-facts", event.reference), opened)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ivo Castlemere saved" in page
    assert 'name="business_failed__version" value="1"' in page


def test_everybody_is_listed_with_answer_and_reason(officer, event, entry, sign_in):
    nhs = EntryFactory(event=event, service_user=ServiceUserFactory(), funding_type="nhs_chc")
    say(officer, event, **FAILED)

    page = sign_in(officer).get(at("legal-detail", event.reference)).content.decode()
    only = (
        sign_in(officer).get(at("legal-detail", event.reference) + "?duty=nhs_responsible").content.decode()
    )

    assert "Continuing Healthcare is an NHS duty" in page
    assert at("person-legal", entry.pk) in page
    assert at("person-legal", nhs.pk) in only
    assert at("person-legal", entry.pk) not in only


def test_people_with_the_same_reason_read_it_once(officer, event, entry, sign_in):
    EntryFactory.create_batch(3, event=event, funding_type="nhs_chc")
    say(officer, event, **FAILED)

    page = sign_in(officer).get(at("legal-detail", event.reference)).content.decode()

    people = page.partition("Each person’s answer")[2]
    assert people.count("Continuing Healthcare is an NHS duty") == 1
    assert "3 people" in people


def test_queries_do_not_grow_with_people(officer, event, sign_in, django_assert_num_queries):
    EntryFactory.create_batch(2, event=event)
    say(officer, event, **FAILED)
    client, address = sign_in(officer), at("legal-detail", event.reference)
    client.get(address)
    with django_assert_num_queries(24, exact=False) as few:
        client.get(address)

    EntryFactory.create_batch(40, event=event, funding_type="self_funder")

    with django_assert_num_queries(len(few)):
        client.get(address)


def test_persons_page_says_why_who_pays_and_what_would_change_it(
    care_manager, officer, event, entry, sign_in
):
    entry.funding_type = "self_funder"
    entry.save()
    say(officer, event, **FAILED)
    say_of(officer, entry, ordinary_residence="wales")

    page = sign_in(care_manager).get(at("person-legal", entry.pk)).content.decode()

    for words in ("Temporary duty: applies", "STF-R01", "May be charged the actual cost", "Any one of these"):
        assert words in page


def test_persons_facts_are_recorded(care_manager, officer, event, entry, sign_in):
    say(officer, event, **FAILED)
    form = person_form(entry) | {"service_in_area": "no"}

    page = sign_in(care_manager).post(at("person-facts", entry.pk), form, follow=True).content.decode()

    assert "Temporary duty: does not apply" in page
    assert "the host council holds the duty" in page


def test_duty_is_ended_and_taken_back_on_the_page(care_manager, officer, event, entry, sign_in):
    say(officer, event, **FAILED)
    client, form = sign_in(care_manager), day("ended_on") | {"ground": "new_provider", "reason": "Settled"}
    refused = client.post(at("duty-end", entry.pk), form)
    assert refused.status_code == 422
    assert "Confirm that the new provider" in refused.content.decode()

    page = client.post(at("duty-end", entry.pk), form | {"meets_needs": "on"}, follow=True).content.decode()
    assert "Temporary duty: ended" in page
    page = client.post(
        at("duty-end-back", entry.pk), {"reason": "It failed too"}, follow=True
    ).content.decode()

    assert "Temporary duty: applies" in page
    assert DutyEnd.objects.get().taken_back_at


def test_power_without_risk_assessment_is_refused_on_the_page(officer, event, sign_in):
    client = sign_in(officer)
    form = day("started_on") | {"rationale": "Staff leave", "decided_by": "Morag Pellworth"}
    refused = client.post(at("power-use", event.reference), form)
    assert refused.status_code == 422
    assert "Complete the risk assessment first" in refused.content.decode()

    client.post(
        at("power-assess", event.reference),
        day("assessed_on")
        | {"assessor": "A. Ferris", "urgent": "yes", "summary": "Nobody on the night shift"},
    )
    power = PowerUse.objects.get()
    page = client.post(
        at("power-use", event.reference), form | {"power": power.pk}, follow=True
    ).content.decode()

    assert "In use" in page


def test_decision_is_shown_beside_what_the_rules_say(officer, event, entry, sign_in):
    say(officer, event, **FAILED)
    client = sign_in(officer)
    form = {"value": "temporary_duty:does_not_apply", "reason": "Advice", "approved_by": "Morag Pellworth"}

    page = client.post(at("legal-decide", event.reference), form, follow=True).content.decode()

    assert "Decided by a person. The rules say: applies." in page
    decision = event.legal_overrides.get()
    page = client.post(
        at("legal-decision-end", event.reference, decision.pk), {"reason": "New advice"}, follow=True
    ).content.decode()
    assert "Temporary duty: applies" in page


def test_dispute_is_logged_referred_and_resolved(officer, event, entry, sign_in):
    client = sign_in(officer)
    form = {"about": "residence", "parties": "Us and Neighbourham Council", **day("opened_on")}
    client.post(at("dispute-add", event.reference), form | {"people": [entry.pk]})
    dispute = Dispute.objects.get()
    assert "Agnes Applesham" in client.get(at("dispute-list", event.reference)).content.decode()

    more = {"version": 1, "outcome": "They pay", **day("referred_on"), **day("resolved_on")}
    page = client.post(
        at("dispute-edit", event.reference, dispute.pk), form | more, follow=True
    ).content.decode()

    assert "They pay" in page
    assert dispute.people.get().ended_at


def test_every_form_opens(officer, event, entry, sign_in):
    decide = {"reason": "R", "approved_by": "Morag Pellworth", "dimension": "temporary_duty"}
    say(officer, event, **FAILED)
    mine = decide_person(by=officer, entry=entry, value="ended", **decide)
    whole = decide_event(by=officer, event=event, value="ended", **decide)
    power = assess_urgency(by=officer, event=event, assessed_on=DAY, assessor="A", urgent=True, summary="B")
    use_power(by=officer, event=event, power=power, rationale="C", decided_by="D", started_on=DAY, version=1)
    dispute = open_dispute(by=officer, event=event, about="cost", parties="Us", opened_on=DAY, people=[entry])
    end_duty(by=officer, entry=entry, ended_on=DAY, reason="R", meets_needs=True)
    client, ref = sign_in(officer), event.reference

    for name in ("legal-detail", "legal-facts", "legal-decide", "power-assess", "power-use", "dispute-add"):
        assert client.get(at(name, ref)).status_code == 200
    for name, pk in (("legal-decision-end", whole.pk), ("power-end", power.pk), ("dispute-edit", dispute.pk)):
        assert client.get(at(name, ref, pk)).status_code == 200
    for name in ("person-legal", "person-facts", "person-decide", "duty-end", "duty-end-back",
                 "person-power-assess", "person-dispute"):  # fmt: skip
        assert client.get(at(name, entry.pk)).status_code == 200
    assert client.get(at("person-decision-end", entry.pk, mine.pk)).status_code == 200
    assert client.post(at("legal-again", ref)).status_code == 302


def test_others_are_kept_out(client, sign_in, reader, care_manager, outsider, partner, funded, event):
    pages = [at("legal-detail", event.reference), at("person-legal", funded.pk)]
    for page in pages:
        assert client.get(page).url.startswith("/account/login/")
        assert sign_in(reader).get(page).status_code == 200
        assert sign_in(partner).get(page).status_code == 403
    for name in ("legal-facts", "legal-decide", "power-use", "dispute-add"):
        assert sign_in(care_manager).post(at(name, event.reference)).status_code == 403
    outsider.role = "commissioning_officer"
    outsider.save()
    assert [sign_in(outsider).get(page).status_code for page in pages] == [404, 404]


def test_procedure_without_rules_says_so(officer, host, sign_in):
    event = EventFactory(procedure__key="lgiu")

    page = sign_in(officer).get(at("legal-detail", event.reference)).content.decode()

    assert "has no rules on the legal basis" in page
