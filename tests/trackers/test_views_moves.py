"""Recording what happens to a person, contacts, shares, and adding somebody."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories.events import share
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.models import EntryShare, Representative, TrackerEntry
from trackers.operations import record_move

pytestmark = pytest.mark.django_db
DAY = {"day": "10", "month": "3", "year": "2026"}


def url(name, entry, *args):
    return reverse(f"trackers:{name}", args=[entry.pk, *args])


def day(name):
    return {f"{name}-{part}": text for part, text in DAY.items()}


FORMS = {
    "entry-move": day("moved_on") | {"destination": "Tansywick Lodge"},
    "entry-outcome": day("final_outcome_on") | {"final_outcome": "stayed"},
    "contact-add": {"surname": "Grimsdale", "relationship": "Nephew"},
}


@pytest.mark.parametrize("name", FORMS)
def test_form_is_shown_and_carried_out(sign_in, care_manager, entry, name):
    client = sign_in(care_manager)
    assert client.get(url(name, entry)).status_code == 200

    answer = client.post(url(name, entry), {"version": 1, **FORMS[name]})

    assert (answer.status_code, answer.url) == (302, url("entry-detail", entry))


@pytest.mark.parametrize("name", FORMS)
def test_bad_input_shows_the_error_summary(sign_in, care_manager, entry, name):
    answer = sign_in(care_manager).post(url(name, entry), {"version": 1})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("name", [*FORMS, "entry-check", "entry-reopen"])
def test_others_are_kept_out(client, sign_in, reader, outsider, partner, funded, name):
    assert client.get(url(name, funded)).status_code == 302
    assert sign_in(outsider).get(url(name, funded)).status_code == 404
    assert sign_in(reader).post(url(name, funded), {}).status_code == 403
    assert sign_in(partner).post(url(name, funded), {}).status_code == 403
    assert not Representative.objects.exists()


def test_move_check_and_outcome_in_turn(sign_in, care_manager, entry):
    client = sign_in(care_manager)
    client.post(url("entry-move", entry), {"version": 1, **FORMS["entry-move"]})
    client.post(
        url("entry-check", entry), {"version": 2, **day("safe_and_well_on"), "safe_and_well_note": "Well"}
    )

    client.post(
        url("entry-outcome", entry), {"version": 3, **day("final_outcome_on"), "final_outcome": "moved"}
    )

    row = TrackerEntry.objects.get(pk=entry.pk)
    assert (row.moved_on, row.stage, row.final_outcome) == (date(2026, 3, 10), "safe", "moved")
    assert (row.safe_and_well_by, row.safe_and_well_note) == (care_manager.name, "Well")


def test_outcome_is_taken_back_with_a_reason(sign_in, care_manager, event):
    entry = EntryFactory(
        event=event, final_outcome="hospital", final_outcome_on=date(2026, 3, 10), stage="other"
    )
    client = sign_in(care_manager)
    assert "In hospital, Tuesday 10 March 2026" in client.get(url("entry-reopen", entry)).content.decode()

    client.post(url("entry-reopen", entry), {"version": 1, "reason": "Came home"})

    assert TrackerEntry.objects.get(pk=entry.pk).final_outcome == ""


def test_other_persons_move_is_shown_and_replaced_only_knowingly(sign_in, officer, care_manager, entry):
    record_move(by=officer, entry=entry, moved_on=date(2026, 3, 12), version=1)
    client = sign_in(care_manager)

    answer = client.post(url("entry-move", entry), {"version": 1, **day("moved_on")})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Priya Marlowe saved Thursday 12 March 2026" in html
    assert 'name="version" value="2"' in html
    client.post(url("entry-move", entry), {"version": 2, **day("moved_on")})
    assert TrackerEntry.objects.get(pk=entry.pk).moved_on == date(2026, 3, 10)


def test_contact_is_changed_and_second_submit_adds_nobody(sign_in, care_manager, entry):
    client, key = sign_in(care_manager), "6b1f0f1e-0000-4000-8000-000000000001"
    for _ in range(2):
        client.post(url("contact-add", entry), {**FORMS["contact-add"], "key": key})
    contact = Representative.objects.get()

    edit = {"surname": "Grimsdale", "phone": "01632 960011", "version": 1}
    client.post(url("contact-edit", entry, contact.pk), edit)

    assert Representative.objects.get().phone == "01632 960011"


def test_contact_of_somebody_else_is_not_there(sign_in, care_manager, entry, event):
    other = RepresentativeFactory(entry=EntryFactory(event=event))

    assert sign_in(care_manager).get(url("contact-edit", entry, other.pk)).status_code == 404


def test_person_of_an_event_that_nobody_else_has_leads_to_sharing_the_event(sign_in, officer, entry):
    answer = sign_in(officer).get(url("entry-share", entry), follow=True)

    assert answer.redirect_chain[0][0] == reverse("events:share-list", args=[entry.event.reference])
    assert "Share the event with it here first" in answer.content.decode()


def test_person_is_shared_and_the_share_ended(sign_in, officer, care_manager, entry, icb):
    share(entry.event, icb)
    client = sign_in(officer)
    assert icb.name in client.get(url("entry-share", entry)).content.decode()

    client.post(url("entry-share", entry), {"organisation": icb.pk, "reason": "Case manager"})
    given = EntryShare.objects.get()
    assert "Case manager" in client.get(url("entry-detail", entry)).content.decode()
    assert sign_in(care_manager).get(url("entry-share-end", entry, given.pk)).status_code == 403
    client.post(url("entry-share-end", entry, given.pk), {"reason": "Closed"})

    assert EntryShare.objects.get().ended_at is not None


def add_url(event):
    return reverse("trackers:entry-add", args=[event.reference])


def test_person_is_added_by_hand_once(sign_in, care_manager, event):
    client = sign_in(care_manager)
    key = re.search(r'name="key" value="([^"]+)"', client.get(add_url(event)).content.decode())[1]
    form = {"surname": "Dapplemere", "funding_type": "unknown", "key": key}

    urls = {client.post(add_url(event), form).url for _ in range(2)}

    assert urls == {event.entries.get().get_absolute_url()}


def test_duplicate_is_named_and_asked_about(sign_in, care_manager, event):
    known = ServiceUserFactory(surname="Dapplemere", forename="Cecil", date_of_birth=date(2026, 3, 10))
    EntryFactory(event=event, service_user=known)
    form = {"surname": "dapplemere", "forename": "Cecil", "funding_type": "unknown", **day("date_of_birth")}
    client = sign_in(care_manager)

    answer = client.post(add_url(event), form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Yes, this is Dapplemere, Cecil, born 10 March 2026" in html
    assert 'href="#id_same_as"' in html

    client.post(add_url(event), form | {"same_as": "another"})
    assert event.entries.count() == 2


def test_adding_is_for_those_who_may(client, sign_in, reader, partner, outsider, event, funded):
    assert client.get(add_url(event)).status_code == 302
    assert sign_in(reader).get(add_url(event)).status_code == 403
    assert sign_in(partner).get(add_url(event)).status_code == 403
    assert sign_in(outsider).get(add_url(event)).status_code == 403
