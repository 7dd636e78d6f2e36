"""Adding somebody by hand, and who they might be already."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notification
from events.models import FailureEvent
from tests.factories.accounts import make_organisation
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory
from trackers.models import ServiceUser, TrackerEntry
from trackers.operations import Duplicate, add_person

pytestmark = pytest.mark.django_db
BORN = date(1931, 5, 2)
CECIL = {"surname": "Dapplemere", "forename": "Cecil", "date_of_birth": BORN}


def elsewhere(officer, **fields):
    """Somebody on the tracker of another council's event, which nobody here may open."""
    other = make_organisation("Neighbourham Council", kind="council")
    return EntryFactory(event=EventFactory(host_council=other, logged_by=officer), **fields)


def test_person_is_added_with_facts_and_stage(officer, event, icb):
    entry = add_person(
        by=officer, event=event, **CECIL, room="4", funding_type="nhs_chc", funding_authority=icb
    )

    assert (str(entry), entry.room, entry.funding_authority, entry.stage) == (
        "Dapplemere, Cecil",
        "4",
        icb,
        "assessing",
    )
    assert entry.history().get().pgh_context.metadata["operation"] == "tracker_entry.added"


def test_second_submit_adds_nobody(officer, event):
    key = uuid4()
    first = add_person(by=officer, event=event, key=key, **CECIL)

    assert add_person(by=officer, event=event, key=key, **CECIL) == first
    assert event.entries.count() == 1


def test_person_on_this_tracker_is_refused_by_number(officer, event, entry):
    with pytest.raises(ValidationError, match="Applesham, Agnes is on this tracker already"):
        add_person(by=officer, event=event, surname="Other", nhs_number=entry.service_user.nhs_number)


def test_same_name_and_birthday_here_is_asked_about(officer, event):
    add_person(by=officer, event=event, **CECIL)

    with pytest.raises(Duplicate) as question:
        add_person(by=officer, event=event, **CECIL)

    (match,) = question.value.matches
    assert (str(match.person), match.here, match.by_number) == ("Dapplemere, Cecil", True, False)


def test_another_person_of_that_name_is_added_when_said_so(officer, event):
    add_person(by=officer, event=event, **CECIL)

    add_person(by=officer, event=event, same_as="another", **CECIL)

    assert event.entries.count() == ServiceUser.objects.count() == 2


def test_person_of_another_event_is_named_and_joined(officer, event):
    known = add_person(by=officer, event=EventFactory(), **CECIL, nhs_number="9990000018")
    with pytest.raises(Duplicate):
        add_person(by=officer, event=event, surname="Typo", nhs_number="9990000018")

    entry = add_person(
        by=officer, event=event, surname="Typo", nhs_number="9990000018", same_as=str(known.service_user_id)
    )

    assert entry.service_user == known.service_user


def test_one_nhs_number_is_never_two_people(officer, event):
    add_person(by=officer, event=EventFactory(), **CECIL, nhs_number="9990000018")

    with pytest.raises(Duplicate):
        add_person(by=officer, event=event, surname="Typo", nhs_number="9990000018", same_as="another")


def test_two_numbers_are_two_people_however_alike(officer, event):
    add_person(by=officer, event=event, **CECIL, nhs_number="9990000018")

    assert add_person(by=officer, event=event, **CECIL, nhs_number="9990000026").pk


def test_match_out_of_sight_looks_like_nothing_and_tells_the_administrators(officer, administrator, event):
    hidden = elsewhere(officer, service_user__surname="Dapplemere", service_user__forename="Cecil")
    ServiceUser.objects.filter(pk=hidden.service_user_id).update(date_of_birth=BORN)

    entry = add_person(by=officer, event=event, **CECIL)

    told = Notification.objects.get(to=administrator)
    assert entry.service_user != hidden.service_user
    assert event.reference in told.subject
    assert "Dapplemere" not in told.subject + told.body


def test_number_out_of_sight_shares_the_record_and_tells_the_administrators(officer, administrator, event):
    hidden = elsewhere(officer)

    known = {"surname": hidden.service_user.surname, "nhs_number": hidden.service_user.nhs_number}
    entry = add_person(by=officer, event=event, **known)

    assert entry.service_user == hidden.service_user
    assert Notification.objects.filter(to=administrator, kind="person.matched").count() == 1


def test_number_of_somebody_unlike_who_is_out_of_sight_is_refused(officer, event):
    hidden = elsewhere(officer)

    with pytest.raises(ValidationError, match="Check each digit"):
        add_person(by=officer, event=event, surname="Zouchley", nhs_number=hidden.service_user.nhs_number)


@pytest.mark.parametrize("status", ["draft", "stood_down", "resolved", "closed"])
def test_event_that_takes_nobody_says_so(officer, event, status):
    FailureEvent.objects.filter(pk=event.pk).update(status=status)

    with pytest.raises(ValidationError):
        add_person(by=officer, event=event, **CECIL)


def test_partner_and_other_council_add_nobody(partner, officer, host):
    other = EventFactory(host_council=make_organisation("Neighbourham", kind="council"), logged_by=officer)

    for by in (partner, officer):
        with pytest.raises(PermissionDenied):
            add_person(by=by, event=other, **CECIL)

    assert not TrackerEntry.objects.exists()
