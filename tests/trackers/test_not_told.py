"""A message typed by hand never reaches a contact who must not be told. Staffordshire SOP 11.5."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.models import Communication, Recipient
from events.operations.communications import To, give_to, record_communication
from tests.factories.trackers import EntryFactory, RepresentativeFactory
from trackers.models import Representative
from trackers.operations.transfers import arrange_transfer
from trackers.rules.not_told import Contact, is_reached

CONTACT = Contact("Mrs", "Jo", "Kinsworth", "01632 960 123", "Jo.K@post.example")
NOBODY = Contact("", "", "", "", "")
CASES = [
    ("Jo Kinsworth", "", True),
    ("Kinsworth, Jo", "", True),
    ("MRS JO KINSWORTH", "", True),
    ("Mrs Kinsworth", "", True),
    ("J. Kinsworth", "", True),
    ("Kinsworth", "", True),
    ("Mr Kinsworth", "", False),
    ("Sam Kinsworth", "", False),
    ("Jo Marlowe", "", False),
    ("The daughter", "+44 1632 960123", True),
    ("The daughter", "ring 01632960123 after six", True),
    ("The daughter", "01632 960 124", False),
    ("The daughter", "JO.K@POST.EXAMPLE", True),
    ("The daughter", "12 Mill Lane", False),
    ("", "", False),
]


@pytest.mark.parametrize(("name", "address", "reached"), CASES)
def test_contact_is_recognised_by_name_number_or_mail(name, address, reached):
    assert is_reached(CONTACT, name, address) is reached
    assert is_reached(NOBODY, name, address) is False


@pytest.fixture
def shunned(event):
    return RepresentativeFactory(
        entry=EntryFactory(event=event),
        surname="Kinsworth",
        forename="Jo",
        phone="01632 960123",
        must_not_be_told=True,
    )


def say(by, event, to):
    about = {"subject": "Where we are", "body": "It closes", "audience": "other"}
    return record_communication(by=by, event=event, recipients=[to], **about)


@pytest.mark.django_db
def test_message_to_somebody_who_must_not_be_told_is_refused_by_name(officer, event, shunned):
    with pytest.raises(ValidationError, match="Jo Kinsworth must not be told about Agnes Synthwaite"):
        say(officer, event, To(name="The daughter", address="01632 960 123", method="phone"))

    assert not Communication.objects.exists()


@pytest.mark.django_db
def test_message_is_not_given_to_them_later_either(officer, event, shunned):
    message = say(officer, event, To(name="Sam Ferris", method="phone"))

    with pytest.raises(ValidationError, match="must not be told"):
        give_to(by=officer, communication=message, recipients=[To(name="Mrs J Kinsworth", method="letter")])

    assert Recipient.objects.count() == 1


@pytest.mark.django_db
def test_contact_of_another_event_may_be_told(officer, event, shunned):
    other = EntryFactory().event

    assert say(officer, other, To(name="Jo Kinsworth", method="phone")).recipients.count() == 1


@pytest.mark.django_db
def test_page_says_who_it_is_and_keeps_what_was_typed(officer, event, shunned, sign_in):
    typed = {"audience": "other", "subject": "Where we are", "body": "It closes", "name": "Jo Kinsworth"}
    told = {"method": "phone", "told_on": "2026-11-20", "told_at": "09:30"}

    answer = sign_in(officer).post(f"/events/{event.reference}/communications/free/write/", typed | told)

    assert answer.status_code == 422
    assert "must not be told about Agnes" in answer.content.decode()
    assert 'value="Jo Kinsworth"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["key-contacts", "transfer-sheets"])
def test_paper_names_them_and_does_not_say_how_to_reach_them(event, shunned, care_manager, sign_in, kind):
    Representative.objects.filter(pk=shunned.pk).update(address="9 Wharf Lane", email="jo@post.example")
    shunned.refresh_from_db()
    today = timezone.localdate()
    arrange_transfer(by=care_manager, entry=shunned.entry, version=0, on=today)
    about = {"about": today.toordinal()} if kind == "transfer-sheets" else {}

    address = reverse("document-print", args=[event.reference, kind])
    page = sign_in(care_manager).get(address, about).content.decode()

    assert "ust not be told" in page and shunned.surname in page
    for reach in (shunned.phone, shunned.email, shunned.address):
        assert reach and reach not in page
