"""The log of messages, writing one, reading one, and the register of contacts."""

import pytest
from django.utils import timezone

from events.models import Communication, KeyContact
from events.operations.communications import To, record_communication
from events.operations.contacts import add_contact
from tests.factories.incidents import log, share_event

pytestmark = pytest.mark.django_db
CONTACT = {"kind": "regulator", "organisation": "CQC", "name": "Osric Tandy", "phone": "03000 616161"}


@pytest.fixture
def event(officer):
    return log(officer)


def page_of(event, below=""):
    return f"/events/{event.reference}/communications/{below}"


def say(by, event, *recipients):
    return record_communication(
        by=by,
        event=event,
        subject="Where we are",
        body="Line one\n\nLine two",
        audience="other",
        recipients=recipients,
    )


def told_on(day):
    return {"told_on-day": day.day, "told_on-month": day.month, "told_on-year": day.year}


def test_list_offers_the_messages_of_the_procedure_and_says_who_received_what(
    officer, reader, event, sign_in
):
    say(officer, event, To(user=reader))

    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "Brief to Senior Leaders, Cabinet Member and Comms" in page
    assert "E-mail on its way" in page
    assert "Gate shut" in page


def test_brief_is_filled_in_with_its_usual_readers_and_sent(officer, reader, event, sign_in):
    comms = add_contact(
        by=officer, kind="comms", organisation="Council", name="Press desk", phone="01632 960300"
    )
    client, address = sign_in(officer), page_of(event, "STF-MS1/write/")
    page = client.get(address).content.decode()
    for value in (f'value="{reader.pk}" checked', f'value="key-{comms.pk}" checked', "may stop giving care"):
        assert value in page

    typed = {"people": [reader.pk], "outsiders": [f"key-{comms.pk}"], "method": "phone", "told_at": "00:00"}
    response = client.post(
        address, typed | told_on(timezone.localdate()) | {"subject": "Brief", "body": "Said"}
    )

    row = Communication.objects.get()
    assert response.url == row.get_absolute_url()
    assert [(one.name, one.method) for one in row.recipients.all()] == [
        (reader.name, "service"),
        ("Press desk", "phone"),
    ]
    page = client.get(response.url).content.decode()
    assert "Who received it, and when" in page
    assert "Telephone, " in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "subject"),
        ({"subject": "A", "body": "B", "audience": "other"}, "Choose who is sent the message"),
        ({"subject": "A", "body": "B", "audience": "other", "name": "Osric"}, "Select how they were told"),
        ({"subject": "A", "body": "B", "name": "Osric"}, "Select whom it is for"),
        ({"subject": "A" * 201, "body": "B"}, "200 characters or fewer"),
        ({"people": "999999"}, "listed answers"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_form(officer, event, sign_in, typed, words):
    response = sign_in(officer).post(page_of(event, "free/write/"), typed)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Communication.objects.exists()


def test_message_to_residents_says_which_step_comes_first(officer, event, sign_in):
    client, address = sign_in(officer), page_of(event, "STF-MS5/write/")
    assert "Gate shut: this cannot be sent yet" in client.get(address).content.decode()

    typed = {"subject": "A", "body": "B", "name": "A daughter", "method": "phone", "told_at": "00:01"}
    response = client.post(address, typed | told_on(timezone.localdate()))

    assert response.status_code == 422
    assert "not to be told before step STF-IR4" in response.content.decode()


def test_somebody_else_is_added_later(officer, reader, care_manager, event, sign_in):
    row = say(officer, event, To(user=reader))

    sign_in(officer).post(page_of(event, f"{row.pk}/give/"), {"people": [care_manager.pk]})

    assert row.recipients.count() == 2


def test_partner_reads_its_own_message_and_not_who_else_got_it(officer, reader, partner, icb, event, sign_in):
    share_event(by=officer, event=event, organisation=icb)
    mine, other = say(officer, event, To(user=partner), To(user=reader)), say(officer, event, To(user=reader))
    client = sign_in(partner)

    page = client.get(mine.get_absolute_url()).content.decode()

    assert "Line two" in page
    assert reader.name not in page
    assert "/communications/" not in client.get(event.get_absolute_url()).content.decode()
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(page_of(event)).status_code == 403
    client.post(page_of(event, f"{mine.pk}/read/"))
    assert mine.recipients.get(user=partner).acknowledged_at


def test_reader_reads_and_does_not_write(officer, reader, event, sign_in):
    row = say(officer, event, To(user=reader))
    client = sign_in(reader)

    assert "I have read this" in client.get(row.get_absolute_url()).content.decode()
    assert client.get(page_of(event, "free/write/")).status_code == 403
    assert client.post(page_of(event, f"{row.pk}/give/")).status_code == 403


def test_outsider_gets_404_and_signed_out_goes_to_sign_in(officer, outsider, reader, event, client, sign_in):
    row = say(officer, event, To(user=reader))
    assert client.get(page_of(event)).url.startswith("/account/login/")
    outsider.role = "commissioning_officer"
    outsider.save()
    for below in ("", "free/write/", f"{row.pk}/", f"{row.pk}/give/"):
        assert sign_in(outsider).get(page_of(event, below)).status_code == 404


def test_unknown_message_is_not_found(officer, event, sign_in):
    assert sign_in(officer).get(page_of(event, "STF-MS99/write/")).status_code == 404


def test_register_is_kept_by_officers_and_seen_by_the_council(officer, reader, partner, sign_in):
    client = sign_in(officer)
    assert client.post("/contacts/new/", CONTACT).url == "/contacts/"
    contact = KeyContact.objects.get()

    client.post(f"/contacts/{contact.pk}/", CONTACT | {"version": 1, "name": "Una Brackwater"})

    assert "Una Brackwater" in sign_in(reader).get("/contacts/").content.decode()
    assert sign_in(reader).post("/contacts/new/", CONTACT).status_code == 403
    assert sign_in(partner).get("/contacts/").status_code == 403
    stale = client.post(f"/contacts/{contact.pk}/", CONTACT | {"version": 1, "name": "Somebody"})
    assert (stale.status_code, "Una Brackwater" in stale.content.decode()) == (409, True)


def test_contact_of_another_council_is_not_found(officer, outsider, sign_in):
    contact = add_contact(by=officer, **CONTACT)
    outsider.role = "commissioning_officer"
    outsider.save()

    assert sign_in(outsider).get(f"/contacts/{contact.pk}/").status_code == 404
    sign_in(officer).post(f"/contacts/{contact.pk}/remove/", {"reason": "Retired"})
    assert sign_in(officer).get(f"/contacts/{contact.pk}/").status_code == 404
