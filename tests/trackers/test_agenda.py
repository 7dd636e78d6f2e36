from datetime import UTC, date, datetime, time

import pytest
import time_machine

from accounts.versions import Conflict
from events import agenda as lines_of
from events.models import AgendaItem, FailureEvent, Meeting
from events.operations import agenda, meetings
from events.operations.actions import ask_for_information
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share
from tests.factories.history import stamp
from tests.factories.trackers import EntryFactory
from trackers.agenda import lines, names
from trackers.models import TrackerEntry

pytestmark = pytest.mark.django_db
Kind = AgendaItem.Kind
ASSESS = "Assess needs and capacity: 1 day late. Care management"
YEARS_AGO = datetime(2021, 1, 4, 9, tzinfo=UTC)  # the database stamps history with its own clock


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-20T09:31:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return EventFactory()


def plan(event, day, **fields):
    given = {"held_on": day, "starts_at": time(14), "venue": "County Hall", "people": []}
    return meetings.plan_meeting(by=event.logged_by, event=event, **given | fields)


@pytest.fixture
def first(event):
    return plan(event, date(2026, 11, 24))


def start(meeting):
    return agenda.make_agenda(by=meeting.event.logged_by, meeting=meeting)


def test_the_first_meeting_goes_through_concern_timescales_process_and_everybody(event, first):
    entries = EntryFactory.create_batch(3, event=event)

    start(first)

    items = list(first.agenda.all())
    opening = [item.title for item in items if item.kind == Kind.OPENING]
    assert opening[:4] == [
        "Nature of the concern",
        "Affected service and provider",
        "Timescales",
        "Explain the process",
    ]
    people = [item for item in items if item.kind == Kind.PERSON]
    assert [item.entry for item in people] == [entry.pk for entry in entries]
    assert not any(
        item.details_confirmed or item.funding_confirmed or item.situation_confirmed for item in people
    )


def test_no_name_of_a_person_is_kept_on_the_agenda(event, first):
    entry = EntryFactory(event=event)

    start(first)

    words = " ".join(f"{item.title} {item.detail}" for item in first.agenda.all())
    assert entry.service_user.surname not in words
    assert names(event.logged_by, event, [entry.pk])[entry.pk].name == str(entry.service_user)


def test_a_partner_is_told_no_name_but_of_its_own_people(event):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    mine, other = EntryFactory(event=event, funding_authority=partner.organisation), EntryFactory(event=event)

    assert set(names(partner, event, [mine.pk, other.pk])) == {mine.pk}
    assert not AgendaItem.objects.visible_to(partner).exists()


def test_a_later_meeting_hears_what_changed_since(event, clock):
    stays, looking, late, moved, settled = EntryFactory.create_batch(5, event=event)
    EntryFactory(event=event, final_outcome="died", final_outcome_on=date(2026, 11, 19))
    stamp("2020-01-01T09:00Z", TrackerEntry)
    clock.move_to("2026-11-26T09:00:00Z")
    change(looking, stage="looking", destination="Wrenfold Manor")
    change(late, next_step="Find a place", next_step_due_on=date(2026, 11, 25))
    change(moved, moved_on=date(2026, 11, 25), stage="check_due")
    change(settled, final_outcome="stayed", final_outcome_on=date(2026, 11, 25), stage="safe")

    told = {line.entry: line for line in lines(event, YEARS_AGO)}

    assert (told[looking.pk].kind, told[late.pk].kind) == (Kind.CHANGED, Kind.OVERDUE)
    assert (
        "Stage: Assessing, now Looking for a place. Where next: nothing, now Wrenfold"
        in told[looking.pk].detail
    )
    assert told[late.pk].detail == "Find a place: 1 day late."
    assert (told[moved.pk].kind, told[settled.pk].kind) == (Kind.SETTLED, Kind.SETTLED)
    assert (told[stays.pk].kind, told[stays.pk].detail) == (Kind.OVERDUE, ASSESS)
    assert len(told) == 5


def change(entry, **fields):
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()


def test_somebody_who_came_and_died_in_between_is_told_as_both(event):
    entry = EntryFactory(event=event, final_outcome="died", final_outcome_on=date(2026, 11, 19))

    (line,) = lines(event, YEARS_AGO)

    assert (line.entry, line.kind, line.detail) == (entry.pk, Kind.SETTLED, "New on the tracker. Died.")


def test_what_was_decided_and_is_late_is_heard_by_the_next_meeting(event, first, clock):
    meetings.record_meeting(
        by=event.logged_by, event=event, held_on=YEARS_AGO.date(), starts_at=time(9), venue="County Hall"
    )
    ask = {"asked_of": "The provider", "what": "Staff list", "asked_on": date(2026, 11, 20)}
    ask_for_information(by=event.logged_by, event=event, due_on=date(2026, 11, 25), **ask)
    clock.move_to("2026-11-26T09:00:00Z")
    stamp("2020-01-01T09:00Z", FailureEvent)
    FailureEvent.objects.filter(pk=event.pk).update(closes_on=date(2026, 12, 4))
    first.event.refresh_from_db()

    found = lines_of.lines(first, lines_of.meeting_before(first))

    assert [line.kind for line in found] == [Kind.DECISION, Kind.OVERDUE]
    assert found[0].detail == "It was not set. It is now Friday 4 December 2026."
    assert found[1].title == "Information from The provider: Staff list"


def test_a_meeting_with_relatives_names_nobody(event, monkeypatch):
    EntryFactory(event=event)
    meeting = meetings.record_meeting(
        by=event.logged_by,
        event=event,
        held_on=date(2026, 11, 19),
        starts_at=time(9),
        venue="A",
        kind="relatives",
    )

    assert {line.entry for line in lines_of.lines(meeting, None)} == {None}


def test_starting_again_adds_what_is_new_and_keeps_what_was_typed(event, first):
    entry = EntryFactory(event=event)
    start(first)
    item = first.agenda.get(entry=entry.pk)
    minute(item, "Likes the garden", funding_confirmed=True)
    new = EntryFactory(event=event)
    before = first.agenda.count()

    start(first)

    item.refresh_from_db()
    assert (item.minute, item.funding_confirmed) == ("Likes the garden", True)
    assert first.agenda.count() == before + 1
    assert first.agenda.filter(entry=new.pk).exists()


def minute(item, words, **ticks):
    given = dict.fromkeys(agenda.TICKS, False) | ticks
    return agenda.write_minute(
        by=item.event.logged_by, item=item, version=item.version, minute=words, **given
    )


def test_two_people_typing_one_minute_lose_nothing(event, first):
    EntryFactory(event=event)
    start(first)
    item = first.agenda.last()
    minute(item, "Looking at two homes")

    with pytest.raises(Conflict) as refused:
        minute(item, "Wants to stay near her sister")

    assert refused.value.clashes[0].theirs == "Looking at two homes"


def test_a_minute_and_a_tick_by_two_people_both_stand(event, first):
    EntryFactory(event=event)
    start(first)
    item = first.agenda.last()
    minute(item, "Looking at two homes")

    merged = minute(item, "", details_confirmed=True)

    assert (merged.minute, merged.details_confirmed) == ("Looking at two homes", True)


def test_an_item_is_added_by_hand_before_the_meeting_starts(event, first):
    agenda.add_item(by=event.logged_by, meeting=first, title="Night cover from Friday")

    start(first)

    assert first.agenda.get(kind=Kind.ADDED).title == "Night cover from Friday"
    assert Meeting.objects.get().agenda_made_at is not None


@pytest.mark.parametrize("people", [2, 12])
def test_lines_and_names_ask_the_same_number_of_queries_for_any_number(
    event, people, django_assert_num_queries
):
    entries = EntryFactory.create_batch(people, event=event)
    event.logged_by.refresh_from_db()

    with django_assert_num_queries(4):
        found = lines(event, entries[0].changed_at)
    with django_assert_num_queries(2):
        names(event.logged_by, event, [line.entry for line in found])
