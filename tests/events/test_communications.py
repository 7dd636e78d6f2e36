"""What was said, to whom, when and how; the gate on residents and relatives; words of the pack; key contacts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.versions import Conflict
from events.models import Communication
from events.operations.communications import (
    To,
    acknowledge_message,
    give_to,
    record_communication,
    written_for,
)
from events.operations.contacts import add_contact, change_contact, end_contact
from events.operations.events import save_draft
from events.operations.gates import record_early_telling
from events.operations.notices import pack_of
from events.procedure import loader
from events.procedure.merge import FIELDS, fill, merge_problems
from tests.factories.incidents import log, share_event
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
SAID = {"subject": "Where we are", "body": "Mabel Fernwhistle moves on Friday.", "audience": "other"}
BY_PHONE = To(name="Una Brackwater", organisation="CQC", address="03000 616161", method="phone")


@pytest.fixture
def event(officer):
    return log(officer)


def say(by, event, *recipients, **fields):
    return record_communication(by=by, event=event, recipients=recipients, **SAID | fields)


def test_person_with_an_account_is_sent_it_and_the_mail_says_nothing_of_it(officer, reader, event):
    row = say(officer, event, To(user=reader))

    told = Notification.objects.get(to=reader, kind="communication")
    recipient = row.recipients.get()
    assert (recipient.name, recipient.notification, recipient.received_at) == (reader.name, told, None)
    assert told.url == row.get_absolute_url()
    assert "Mabel" not in told.subject + told.body
    assert "Where we are" not in told.subject + told.body


def test_when_it_was_received_is_when_the_mail_was_sent(officer, reader, event):
    row = say(officer, event, To(user=reader))
    sent_at = timezone.now()
    Notification.objects.filter(kind="communication").update(state="sent", sent_at=sent_at)

    assert row.recipients.select_related("notification").get().received_at == sent_at


def test_somebody_told_by_telephone_is_recorded_with_the_time(officer, event):
    at = timezone.now() - timedelta(hours=2)

    one = say(officer, event, BY_PHONE._replace(sent_at=at)).recipients.get()

    assert (one.name, one.organisation, one.method, one.received_at) == ("Una Brackwater", "CQC", "phone", at)
    assert not Notification.objects.filter(kind="communication").exists()


def test_brief_of_the_procedure_says_what_it_is_and_where_it_stands(officer, reader, event):
    row = say(officer, event, To(user=reader), kind="STF-MS1")

    assert (row.title, row.audience) == ("Brief to Senior Leaders, Cabinet Member and Comms", "leaders")
    assert row.section == "Staffordshire SOP 11.6"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "STF-MS99"}, "no such message"),
        ({"audience": "everybody"}, "Select whom"),
        ({"subject": " "}, "what the message is about"),
        ({"body": ""}, "Enter the message"),
    ],
)
def test_message_that_is_not_whole_is_refused(officer, reader, event, fields, words):
    with pytest.raises(ValidationError, match=words):
        say(officer, event, To(user=reader), **fields)

    assert not Communication.objects.exists()


def test_message_without_anybody_is_refused(officer, event):
    with pytest.raises(ValidationError, match="Choose who"):
        say(officer, event)


def test_telling_in_the_future_is_refused(officer, event):
    with pytest.raises(ValidationError, match="now or in the past"):
        say(officer, event, BY_PHONE._replace(sent_at=timezone.now() + timedelta(minutes=5)))


@pytest.mark.parametrize("kind", ["STF-MS5", "free"])
def test_residents_and_relatives_wait_for_the_step_that_opens_the_gate(officer, event, kind):
    with pytest.raises(ValidationError, match="not to be told before step STF-IR4") as refusal:
        say(officer, event, BY_PHONE, kind=kind, audience="residents")

    assert refusal.value.code == "gate"
    record_early_telling(
        by=officer, event=event, told_on=timezone.localdate(), told_by="The manager", reason="Urgent"
    )
    assert say(officer, event, BY_PHONE, kind=kind, audience="residents").audience == "residents"


def test_partner_is_sent_only_what_it_may_open(officer, partner, icb, event):
    with pytest.raises(ValidationError, match="cannot open"):
        say(officer, event, To(user=partner))

    share_event(by=officer, event=event, organisation=icb)
    mine, other = say(officer, event, To(user=partner)), say(officer, event, BY_PHONE)

    seen = Communication.objects.visible_to(partner)
    assert list(seen) == [mine]
    assert other not in seen


def test_more_people_are_given_it_and_nobody_twice(officer, reader, care_manager, event):
    row = say(officer, event, To(user=reader))

    give_to(by=officer, communication=row, recipients=[To(user=reader), To(user=care_manager), BY_PHONE])

    assert row.recipients.count() == 3
    assert Notification.objects.filter(kind="communication").count() == 2


def test_recipient_says_that_it_was_read(officer, reader, care_manager, event):
    row = say(officer, event, To(user=reader))

    assert acknowledge_message(by=reader, communication=row).acknowledged_at
    with pytest.raises(ValidationError, match="not sent to you"):
        acknowledge_message(by=care_manager, communication=row)


def test_reader_does_not_send_and_a_draft_is_not_written_about(officer, reader, event):
    with pytest.raises(PermissionDenied):
        say(reader, event, To(user=officer))
    draft = save_draft(by=officer, service=ServiceFactory())
    with pytest.raises(ValidationError, match="draft"):
        say(officer, draft, BY_PHONE)


def test_words_of_the_pack_are_filled_in(officer, event):
    message = pack_of(event).message("STF-MS1")

    subject, text = written_for(event, message, timezone.localtime())

    assert event.reference in subject
    assert f"{event.service} in Exampleton, run by {event.provider}" in text
    assert "Administrators are no longer willing" in text
    assert "Closing date: not known yet" in text
    assert "so do not pass this on." in text
    assert "{" not in subject + text


def test_every_message_of_the_pack_is_for_its_step():
    pack = loader.load("staffordshire")

    assert [(one.audience, one.step) for one in pack.messages] == [
        ("leaders", "STF-ER2"),
        ("regulator", "STF-IR1"),
        ("organisations", "STF-IR2"),
        ("provider", "STF-FM6"),
        ("residents", "STF-IR4"),
        ("provider", "STF-FR1"),
        ("leaders", "STF-FR2"),
    ]


def test_where_the_register_names_no_town_the_message_names_the_area(officer):
    event = log(officer, ServiceFactory(name="Sandling Court", town="", local_authority="Exampleshire"))

    subject, _ = written_for(event, pack_of(event).message("STF-MS2"), timezone.localtime())

    assert subject.startswith("Sandling Court, Exampleshire: possible provider failure")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{refrence}", "no merge field {refrence}"),
        ("{reference", "brace stands alone"),
        ("a } b", "alone"),
        ("{}", "alone"),
    ],
)
def test_merge_field_that_cannot_be_is_a_fault(text, words):
    assert any(words in problem for problem in merge_problems(text))


def test_pack_with_a_wrong_merge_field_is_refused_with_its_line():
    path = loader.FOLDER / "staffordshire.yaml"
    text = path.read_text().replace("'{service}: progress on {today}", "'{servise}: progress on {today}")

    with pytest.raises(loader.InvalidPack) as refusal:
        loader.loads(text)

    line = next(n for n, row in enumerate(text.splitlines(), 1) if "{servise}" in row)
    assert [(one.line, "{servise}" in one.reason) for one in refusal.value.errors] == [(line, True)]


def test_gap_is_shown_where_nothing_is_known():
    assert fill("{lead}, {reference}", {"reference": "PF-2026-0001"}) == f"[{FIELDS['lead']}], PF-2026-0001"


def test_contact_is_kept_changed_and_ended(officer, reader):
    given = {"kind": "police", "organisation": "Exampleshire Police", "name": "Control room"}
    with pytest.raises(ValidationError, match="telephone"):
        add_contact(by=officer, **given)
    contact = add_contact(by=officer, phone="101", **given)
    changed = change_contact(by=officer, contact=contact, version=1, **given, phone="01632 960101")

    with pytest.raises(Conflict):
        change_contact(by=officer, contact=contact, version=1, **given, phone="999")
    assert end_contact(by=officer, contact=changed).ended_at
    with pytest.raises(PermissionDenied):
        add_contact(by=reader, phone="101", **given)


def test_pack_without_messages_is_still_a_pack():
    content = loader.content(loader.load("staffordshire"))
    content.pop("messages")
    content["totals"].pop("messages")

    assert loader.from_content(content).messages == ()
