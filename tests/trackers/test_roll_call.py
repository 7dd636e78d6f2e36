"""A roll-call on several phones, and what is known already of whom nobody needs to look for. SOP 11.4."""

from datetime import timedelta

import pytest
from django.utils import timezone

from govuk.words import full_date, lower_first, when_words
from providers.models import Service
from tests.factories.trackers import EntryFactory
from trackers.models import ReconcileRow, TrackerEntry
from trackers.operations import reconcile
from trackers.operations.whereabouts import record_stay

pytestmark = pytest.mark.django_db


def test_roll_call_says_where_people_were_last(officer, event, entry, sign_in):
    away = EntryFactory(event=event)
    record_stay(by=officer, entry=away, kind="hospital", since=timezone.now(), place="Ward 4")
    TrackerEntry.objects.filter(pk=entry.pk).update(moved_on=timezone.localdate())

    page = sign_in(officer).get(f"/events/{event.reference}/reconcile/roll-call/").content.decode()

    assert "Last said: in hospital, " in page
    assert f"Moved on {full_date(timezone.localdate())}" in page


def test_roll_call_of_home_care_is_by_address_as_on_paper(officer, event, sign_in):
    Service.objects.filter(pk=event.service_id).update(care_home=False)
    one = EntryFactory(event=event, room="", address_before="3 Weir Lane, Exampleton")
    EntryFactory(event=event, room="", address_before="")
    client, address = sign_in(officer), f"/events/{event.reference}/reconcile/roll-call/"

    page = client.get(address).content.decode()
    assert (
        "3 Weir Lane, Exampleton" in page
        and "No address given" in page
        and "room" not in page.split("<h1")[1].lower()
    )
    assert "Who else did you see who has care from this service?" in page
    TrackerEntry.objects.filter(pk=one.pk).update(room="12")
    assert "Room 12" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("line", "name", "place"),
    [
        ("Ada Larksmead, 3 Weir Lane, EX1", "Larksmead, Ada", "3 Weir Lane, EX1"),
        ("LARKSMEAD, Ada; room 12", "Larksmead, Ada", "room 12"),
        ("Larksmead, Ada", "Larksmead, Ada", ""),
    ],
)
@pytest.mark.parametrize("care_home", [True, False])
def test_end_of_the_paper_is_typed_as_it_stands(officer, event, sign_in, care_home, line, name, place):
    Service.objects.filter(pk=event.service_id).update(care_home=care_home)
    client, address = sign_in(officer), f"/events/{event.reference}/reconcile/"
    said = {"taken_on-day": "20", "taken_on-month": "11", "taken_on-year": "2025"}
    client.post(f"{address}roll-call/", said | {"taken_at": "9am", "others": line})
    row = ReconcileRow.objects.get()
    assert (str(row), row.room) == (name, place)

    client.post(f"{address}rows/{row.pk}/add/")

    entry = event.entries.get(service_user__surname="Larksmead")
    assert (entry.room, entry.address_before) == ((place, "") if care_home else ("", place))


@pytest.mark.parametrize("order", [("present", "absent"), ("absent", "present")])
def test_two_phones_at_one_minute_seen_once_is_seen(officer, event, entry, order):
    at = timezone.now().replace(second=0, microsecond=0)

    for seen in order:
        reconcile.record_roll_call(by=officer, event=event, as_at=at, seen={entry.pk: seen})

    entry.refresh_from_db()
    assert entry.whereabouts == "at_service"
    later = at + timedelta(microseconds=1)
    reconcile.record_roll_call(by=officer, event=event, as_at=later, seen={entry.pk: "absent"})
    entry.refresh_from_db()
    assert entry.whereabouts == "unknown"


def test_tracker_says_when_the_roll_was_last_called(officer, event, entry, sign_in):
    client, page = sign_in(officer), f"/events/{event.reference}/tracker/"
    assert "no roll-call yet" in client.get(page).content.decode()

    now = timezone.now()
    reconcile.record_roll_call(by=officer, event=event, as_at=now, seen={entry.pk: "present"})

    assert f"roll-call {lower_first(when_words(now, now))}" in client.get(page).content.decode()
