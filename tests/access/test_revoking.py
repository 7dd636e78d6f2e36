"""A right that is taken back is gone at once: for open forms, work in the queue, messages and sessions."""

from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from accounts.models import Notification
from accounts.notifications import notify
from accounts.operations import change_role, deactivate_user, reactivate_user
from accounts.tasks import deliver_notifications
from events.models import Document
from events.operations.documents import request_document
from events.operations.shares import end_share
from failure_response.tasks import render_documents
from tests.access.fingerprint import changed, fingerprint
from tests.factories.incidents import log, share_event
from tests.factories.trackers import EntryFactory
from trackers import operations

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def share(event, officer, icb):
    return share_event(by=officer, event=event, organisation=icb)


@pytest.fixture
def own(event, icb, share):
    """Somebody whom the partner's organisation pays for."""
    return EntryFactory(event=event, funding_type="nhs_chc", funding_authority=icb)


@pytest.fixture
def shown(event, officer, icb, share):
    """Somebody whom the council pays for and whom the partner was shown; with the share."""
    entry = EntryFactory(event=event, funding_type="this_council")
    return operations.share_entry(by=officer, entry=entry, organisation=icb, reason="Case manager")


def take_back(how: str, officer, share, own, shown):
    """End what lets the partner see the person; the person."""
    if how == "event":
        end_share(by=officer, share=share)
        return own
    if how == "shown":
        operations.end_entry_share(by=officer, share=shown)
        return shown.entry
    changes = {"funding_type": "this_council", "funding_authority": None}
    operations.edit_entry(by=officer, entry=own, version=own.version, changes=changes)
    return own


@pytest.mark.parametrize("how", ["event", "shown", "funder"])
def test_a_form_that_was_open_is_not_there_any_more(how, officer, partner, share, own, shown, sign_in):
    client, entry = sign_in(partner), shown.entry if how == "shown" else own
    form = f"/people/{entry.pk}/edit/situation/"
    assert client.get(form).status_code == 200
    entry = take_back(how, officer, share, own, shown)
    before = fingerprint()

    answer = client.post(form, {"situation": "Asleep", "version": entry.version, "person_version": 1})

    assert answer.status_code == 404
    assert changed(before, fingerprint()) == []


def test_what_was_read_before_is_of_no_use_to_an_operation(officer, partner, share, own):
    end_share(by=officer, share=share)
    before = fingerprint()

    with pytest.raises(PermissionDenied):
        operations.edit_entry(by=partner, entry=own, version=own.version, changes={"situation": "Asleep"})
    with pytest.raises(PermissionDenied):
        request_document(by=partner, event=own.event, kind="closure-plan")

    assert changed(before, fingerprint()) == []


@pytest.mark.parametrize("how", ["event", "account"])
def test_a_document_that_waits_is_refused_in_a_sentence_and_not_made(
    how, officer, administrator, partner, share, own
):
    document = request_document(by=partner, event=own.event, kind="closure-plan")
    if how == "event":
        end_share(by=officer, share=share)
    else:
        deactivate_user(by=administrator, user=partner, reason="Left")

    render_documents()

    document = Document.objects.get(pk=document.pk)
    assert (document.state, document.content, document.people) == ("failed", None, [])
    assert document.failure == "You can no longer open this event, so the document was not made."


@pytest.mark.pdf
def test_a_document_holds_whom_the_partner_may_see_when_it_is_made(officer, partner, share, own, shown):
    call_command("load_procedures", stdout=StringIO())
    document = request_document(by=partner, event=own.event, kind="closure-plan")
    operations.end_entry_share(by=officer, share=shown)

    render_documents()

    assert Document.objects.get(pk=document.pk).people == [own.pk]


def test_a_finished_document_goes_with_the_event(officer, partner, share, own, sign_in):
    document = request_document(by=partner, event=own.event, kind="closure-plan")
    Document.objects.filter(pk=document.pk).update(state="done", content=b"%PDF-1.7", pages=1)
    client, download = sign_in(partner), f"{document.get_absolute_url()}download/"
    assert client.get(download).content == b"%PDF-1.7"

    end_share(by=officer, share=share)

    assert client.get(download).status_code == 404


def test_a_closed_account_is_signed_out_at_its_next_request(administrator, partner, sign_in):
    client = sign_in(partner)
    assert client.get("/").status_code == 200

    deactivate_user(by=administrator, user=partner, reason="Left")

    assert client.get("/").url.startswith("/account/login/")
    reactivate_user(by=administrator, user=partner, reason="Back")
    assert client.get("/").url.startswith("/account/login/")  # the old session does not come back


def test_a_changed_role_ends_the_session_and_the_right(administrator, officer, event, sign_in):
    client = sign_in(officer)
    page = f"/events/{event.reference}/share/"
    assert client.get(page).status_code == 200

    change_role(by=administrator, user=officer, role="senior_leader")

    assert client.get(page).url.startswith("/account/login/")
    assert sign_in(officer).get(page).status_code == 403


def test_what_waits_for_a_closed_account_is_cancelled(administrator, partner):
    row = notify(to=partner, kind="test", subject="Hello", body="Text", dedupe="a")
    deactivate_user(by=administrator, user=partner, reason="Left")

    deliver_notifications()

    assert (Notification.objects.get(pk=row.pk).state, mail.outbox) == ("cancelled", [])


def test_nothing_is_told_of_an_event_that_was_taken_back(officer, partner, share, event, sign_in):
    client = sign_in(partner)
    assert event.reference in client.get("/notifications/").content.decode()

    end_share(by=officer, share=share)
    notify(to=partner, kind="test", subject=event.reference, body="Text", dedupe="late", event=event)

    for page in ("/notifications/", "/"):
        assert event.reference not in client.get(page).content.decode()
    row = Notification.objects.get(to=partner, dedupe="late")
    assert client.get(row.get_absolute_url()).status_code == 404
    deliver_notifications()
    assert not [message for message in mail.outbox if partner.email in message.to]
