"""A roll-call on several phones, and what is known already of whom nobody needs to look for. SOP 11.4."""

from datetime import timedelta

import pytest
from django.utils import timezone

from govuk.words import full_date, lower_first, when_words
from tests.factories.trackers import EntryFactory
from trackers.models import TrackerEntry
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
