from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from guardian.shortcuts import remove_perm

from accounts.models import AccessEntry, User
from events.models import Document
from events.operations import documents
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
State = Document.State


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def system():
    return User.objects.system()


def ask(event, by=None):
    return documents.request_document(by=by or event.logged_by, event=event, kind="closure-plan")


def claim(system):
    return documents.claim(by=system, lease_seconds=60)


def test_asking_is_a_row_with_who_in_its_history(event):
    document = ask(event)

    row = document.pgh_event_model.objects.get(pgh_obj_id=document.pk)
    assert document.state == State.WAITING
    assert row.pgh_context.metadata == {"user": event.logged_by.pk, "operation": "document.asked_for"}


def test_asking_again_while_it_waits_gives_the_same_one(event):
    assert ask(event) == ask(event)
    assert ask(event, make_user()) != ask(event)


def test_who_may_not_open_the_event_cannot_ask(event):
    outsider = make_user("partner", make_organisation())

    with pytest.raises(PermissionDenied):
        ask(event, outsider)


def test_an_unknown_kind_is_refused_with_the_ones_there_are(event):
    with pytest.raises(ValidationError, match="There is: closure-plan"):
        documents.request_document(by=event.logged_by, event=event, kind="novel")


def test_more_than_ten_in_a_minute_are_refused(event, system):
    for _ in range(10):
        ask(event)
        claim(system)

    with pytest.raises(ValidationError, match="Wait a minute"):
        ask(event)


def test_a_document_is_claimed_once_and_the_attempt_counted_first(event, system):
    document = ask(event)

    claimed = claim(system)

    assert (claimed.pk, claimed.attempts, claimed.state) == (document.pk, 1, State.CLAIMED)
    assert claim(system) is None


def test_a_finished_document_keeps_its_file_and_is_written_down(event, system):
    ask(event)
    document = claim(system)

    assert documents.finish(by=system, document=document, content=b"%PDF", pages=3, people=[7, 8])

    document.refresh_from_db()
    entry = AccessEntry.objects.get(kind=AccessEntry.Kind.DOCUMENT)
    assert (document.state, bytes(document.content), document.pages) == (State.DONE, b"%PDF", 3)
    assert (entry.by, entry.people, entry.event_reference) == (event.logged_by, [7, 8], event.reference)


def test_somebody_who_lost_their_claim_cannot_finish(event, system):
    ask(event)
    late = claim(system)
    Document.objects.update(lease_until=Now() - timedelta(seconds=1))
    documents.give_back_expired(by=system)
    claim(system)

    assert not documents.finish(by=system, document=late, content=b"old", pages=1, people=[])
    assert Document.objects.get().state == State.CLAIMED


def test_the_third_failure_is_shown_with_its_reason(event, system):
    ask(event)
    for attempt in (1, 2, 3):
        documents.fail(by=system, document=claim(system), reason="It broke.")
        expected = State.FAILED if attempt == 3 else State.WAITING
        assert Document.objects.get().state == expected

    assert Document.objects.get().failure == "It broke."


def test_a_document_whose_maker_died_three_times_fails(event, system):
    ask(event)
    for _ in range(3):
        claim(system)
        Document.objects.update(lease_until=Now() - timedelta(seconds=1))
        assert documents.give_back_expired(by=system) == 1

    assert Document.objects.get().failure == "Making it stopped three times without an answer."


def test_trying_again_starts_afresh_and_only_after_a_failure(event, system):
    document = ask(event)
    with pytest.raises(ValidationError):
        documents.try_again(by=event.logged_by, document=document)
    documents.fail(by=system, document=claim(system), reason="No.", final=True)

    again = documents.try_again(by=event.logged_by, document=document)

    assert (again.state, again.attempts, again.failure) == (State.WAITING, 0, "")


def test_a_document_is_for_the_person_who_asked_while_they_may_open_the_event(event):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    document = ask(event, partner)
    assert list(Document.objects.visible_to(partner)) == [document]
    assert not Document.objects.visible_to(event.logged_by).exists()

    remove_perm("view_failureevent", partner.organisation.group, event)

    assert not Document.objects.visible_to(User.objects.get(pk=partner.pk)).exists()
