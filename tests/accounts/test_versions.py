"""Edits of different fields merge; edits of one field show both values."""

import pytest

from accounts.audit import operation
from accounts.versions import Conflict
from events.models import FailureEvent
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@operation("trial.edited")
def edit(*, by, event, since, changing):
    row = FailureEvent.objects.lock_for_edit(event.pk, since=since, changing=changing)
    row.save_version(by=by)
    return row


def test_edit_of_another_field_is_merged(officer, care_manager):
    event = EventFactory()
    edit(by=officer, event=event, since=event.version, changing={"notified_by": "A caller"})

    row = edit(by=care_manager, event=event, since=event.version, changing={"service_type": "Nursing home"})

    assert (row.notified_by, row.service_type) == ("A caller", "Nursing home")


def test_edit_of_the_same_field_shows_both_values_and_saves_nothing(officer, care_manager):
    event = EventFactory()
    edit(by=officer, event=event, since=event.version, changing={"notified_by": "A caller"})

    with pytest.raises(Conflict) as refusal:
        edit(by=care_manager, event=event, since=event.version, changing={"notified_by": "A relative"})

    (clash,) = refusal.value.clashes
    assert (clash.yours, clash.theirs, clash.by) == ("A relative", "A caller", officer.name)
    assert clash.at is not None
    assert FailureEvent.objects.get(pk=event.pk).notified_by == "A caller"


def test_field_left_as_it_was_keeps_what_others_saved(officer, care_manager):
    event = EventFactory()
    edit(by=officer, event=event, since=event.version, changing={"notified_by": "A caller"})

    form = {"notified_by": event.notified_by, "service_type": "Nursing home"}
    row = edit(by=care_manager, event=event, since=event.version, changing=form)

    assert (row.notified_by, row.service_type) == ("A caller", "Nursing home")


def test_the_same_change_twice_is_no_conflict(officer, care_manager):
    event = EventFactory()
    edit(by=officer, event=event, since=event.version, changing={"notified_by": "A caller"})

    row = edit(by=care_manager, event=event, since=event.version, changing={"notified_by": "A caller"})

    assert row.version == event.version + 1
