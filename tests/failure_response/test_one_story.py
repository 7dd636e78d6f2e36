"""A number of next steps is the same wherever it is said, and that of the list that it opens."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import FailureEvent, Lead
from failure_response.views.home import people_lines
from failure_response.worklist import overdue_next_steps
from tests.factories.events import EventFactory, share
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.agenda import lines
from trackers.forms.filters import FilterForm
from trackers.models import TrackerEntry
from trackers.resources import tracker_table
from trackers.shown_steps import DUE, ShownSteps

pytestmark = pytest.mark.django_db
TODAY, DAY = timezone.localdate, timedelta(days=1)
LATE = ["Alder", "Beech", "Cedar", "Dogwood"]


@pytest.fixture
def event(officer):
    """Invoked long ago, so that what follows from the facts is late where nothing was done."""
    event = EventFactory()
    long_ago = timezone.now() - timedelta(days=20)
    FailureEvent.objects.filter(pk=event.pk).update(status="invoked", invoked_at=long_ago, invoked_by=officer)
    event.refresh_from_db()
    Lead.objects.create(event=event, role="Provider Failure Lead", user=officer, name=officer.name)
    return event


@pytest.fixture
def people(event):
    """Written and late; a late day only; nothing written, with an owner and without; those who are not late."""
    past, soon = TODAY() - DAY, TODAY() + 3 * DAY
    facts = {
        "Alder": {"next_step": "Ring the son", "next_step_due_on": past, "next_step_owner": "Kit Moorland"},
        "Beech": {"next_step_due_on": past - DAY},
        "Cedar": {},
        "Dogwood": {"next_step_owner": "Kit Moorland"},
        "Elm": {"next_step": "Write to the bank", "next_step_due_on": TODAY()},
        "Fir": {"next_step": "Wait", "next_step_due_on": None},
        "Gorse": {"move_on": soon, "destination": "Tansywick Lodge", "stage": "move_booked"},
        "Hazel": {"final_outcome": "died", "final_outcome_on": past, "next_step_due_on": past},
    }
    return {
        name: EntryFactory(
            event=event, service_user=ServiceUserFactory(surname=name, forename="Ida"), **given
        )
        for name, given in facts.items()
    }


def page(client, event, query=""):
    return client.get(reverse("trackers:tracker", args=[event.reference]) + query).content.decode()


def listed(html):
    return re.findall(r'<th scope="row"[^>]*>.*?<a[^>]*><strong>([^<,]+)', html)


def exported(user, event, query):
    filters = FilterForm(QueryDict(query), partner=user.is_partner)
    return tracker_table(user=user, event=event, filters=filters)[1]


def test_overdue_is_one_number_and_one_list_everywhere(sign_in, officer, care_manager, event, people):
    client = sign_in(officer)
    html = page(client, event)

    assert "Overdue 4</a>" in html and "<strong>4</strong> overdue" in html
    assert listed(page(client, event, "?view=overdue")) == LATE
    assert listed(page(client, event, "?due=overdue")) == LATE
    assert [row[0] for row in exported(officer, event, "view=overdue")] == LATE
    ((_, line),) = overdue_next_steps(officer, [event], TODAY())
    assert line["text"] == "Next steps of 4 people"
    assert [row["text"] for row in people_lines(care_manager, TODAY()) if "late" in row] == [
        "Assess needs and capacity: Cedar, Ida",
        "Assess needs and capacity: Dogwood, Ida",
        "Assess needs and capacity: Beech, Ida",
        "Ring the son: Alder, Ida",
    ]


def test_what_leads_are_told_opens_as_many(sign_in, officer, event, people):
    ((line),) = people_lines(officer, TODAY())

    assert (line["text"].split(" at ")[0], line["hint"][:20]) == (
        "Next steps of 5 people",
        "4 late, 1 due today.",
    )
    html = page(sign_in(officer), event, f"?{line['href'].partition('?')[2]}")
    assert listed(html) == [*LATE, "Elm"]


@pytest.mark.parametrize("due", list(DUE))
def test_filter_finds_what_the_table_shows(sign_in, officer, event, people, due):
    rows = TrackerEntry.objects.filter(event=event)
    steps, span = ShownSteps(rows, partner=False), DUE[due].span(TODAY())
    days = {name: steps.of(entry).due_on for name, entry in people.items() if not entry.is_finished}

    found = listed(page(sign_in(officer), event, f"?due={due}"))

    fits = {name for name, day in days.items() if (day is None) == (span is None)}
    assert set(found) == {name for name in fits if span is None or span[0] <= days[name] <= span[1]}
    if span:
        assert steps.days(due).get(event.pk, []) == sorted(days[name] for name in found)


def test_order_and_names_are_those_shown(sign_in, officer, event, people):
    client = sign_in(officer)

    shown = listed(page(client, event, "?sort=next"))

    assert shown == ["Cedar", "Dogwood", "Beech", "Alder", "Elm", "Gorse", "Fir", "Hazel"]
    html = page(client, event)
    assert all(f'<option value="{who}">' in html for who in ("Tansywick Lodge", "Care management"))
    assert listed(page(client, event, "?who=Care+management")) == ["Beech", "Cedar"]
    assert listed(page(client, event, "?who=Kit+Moorland")) == ["Alder", "Dogwood"]
    assert listed(page(client, event, "?who=nobody")) == ["Beech", "Cedar", "Elm", "Fir"]


def test_partner_is_counted_what_is_written_only(sign_in, partner, icb, event, people):
    share(event, icb)
    TrackerEntry.objects.filter(event=event).update(funding_authority=icb)

    client = sign_in(partner)

    assert "Overdue 2</a>" in page(client, event)
    assert listed(page(client, event, "?view=overdue")) == ["Alder", "Beech"]
    ((_, line),) = overdue_next_steps(partner, [event], TODAY())
    assert line["text"] == "Next steps of 2 people"
    assert "Assess needs" not in client.get(people["Cedar"].get_absolute_url()).content.decode()


def test_a_meeting_hears_of_the_steps_that_the_table_shows_late(event, people):
    told = {line.entry: line.detail for line in lines(event, timezone.now())}

    assert all("late" in told[people[name].pk] for name in LATE)
    assert "late" not in told[people["Gorse"].pk]


def test_many_events_and_people_cost_the_same_queries(officer, event, people):
    events, counted = [event], []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            list(overdue_next_steps(officer, events, TODAY()))
            people_lines(officer, TODAY())
        counted.append(len(queries))
        events += [
            EventFactory(status="invoked", invoked_at=timezone.now(), invoked_by=officer) for _ in range(3)
        ]
        EntryFactory.create_batch(20, event=events[-1])

    assert counted[0] == counted[1]
