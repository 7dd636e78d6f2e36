"""The dashboard: every number opens its list and equals it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import FailureEvent
from events.operations import events as operations
from failure_response import figures
from tests.factories.incidents import IN_ADMINISTRATION, log
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(officer):
    """Two invoked events with people and a late step, one at Standard Practice, one closed."""
    event, other = log(officer), log(officer)
    for number in range(5):
        EntryFactory(
            event=event,
            final_outcome="moved" if number < 2 else "",
            final_outcome_on=event.notified_on if number < 2 else None,
        )
    EntryFactory.create_batch(3, event=other)
    event.steps.filter(pk=event.steps.first().pk).update(due_on=timezone.localdate() - timedelta(days=2))
    log(officer, **IN_ADMINISTRATION)
    over = log(officer, **IN_ADMINISTRATION)
    EntryFactory(event=over)
    FailureEvent.objects.filter(pk=over.pk).update(status=FailureEvent.Status.STOOD_DOWN)
    return event


def number_on(page: str, label: str) -> tuple[int, str]:
    """The figure with that label, and the address behind it."""
    found = re.search(rf'<dt>{label}</dt>\s*<dd><a class="govuk-link" href="([^"]+)">([\d,]+)', page)
    return int(found[2].replace(",", "")), found[1].replace("&amp;", "&")


def test_figures_equal_the_lists_behind_them(busy, reader, sign_in):
    client = sign_in(reader)
    page = client.get("/dashboard/").content.decode()

    figures_on_page = {
        label: number_on(page, label)
        for label in ("open events", "people affected", "people with no final outcome", "steps overdue")
    }

    assert {label: number for label, (number, _) in figures_on_page.items()} == {
        "open events": 3,
        "people affected": 8,
        "people with no final outcome": 6,
        "steps overdue": 1,
    }
    for number, address in figures_on_page.values():
        assert f'<h1 class="govuk-heading-l">{number} ' in client.get(address).content.decode()


def test_every_stage_and_outcome_links_to_as_many_as_it_says(busy, reader, sign_in):
    client = sign_in(reader)
    page = client.get("/dashboard/").content.decode()

    links = re.findall(r'href="(/dashboard/(?:events|people)/\?[^"]+)">(?:<strong>)?([\d,]+)', page)

    assert len(links) >= 9
    for address, number in links:
        heading = client.get(address.replace("&amp;", "&")).content.decode()
        assert f'<h1 class="govuk-heading-l">{number} ' in heading


def test_events_are_listed_worst_first(busy, reader):
    rows = figures.with_figures(figures.live_events(reader), timezone.localdate()).order_by("-overdue")

    assert rows[0] == busy
    assert (rows[0].people, rows[0].unresolved, rows[0].overdue) == (5, 3, 1)


def test_same_number_of_queries_for_one_event_and_for_many(
    officer, reader, sign_in, django_assert_max_num_queries
):
    for _ in range(12):
        EntryFactory(event=log(officer))
    client = sign_in(reader)

    with django_assert_max_num_queries(20):
        assert client.get("/dashboard/").status_code == 200


def test_unknown_outcome_is_named_and_everybody_shown(busy, reader, sign_in):
    page = sign_in(reader).get("/dashboard/people/?outcome=vanished&page=99").content.decode()

    assert "There is no outcome called" in page
    assert "8 people" in page


def test_empty_council_reads_well(reader, sign_in):
    assert "No event is open." in sign_in(reader).get("/dashboard/").content.decode()


@pytest.mark.parametrize(
    "address", ["/dashboard/", "/dashboard/events/", "/dashboard/steps/", "/dashboard/people/"]
)
def test_dashboard_is_for_the_council(address, partner, client, sign_in):
    assert sign_in(partner).get(address).status_code == 403
    assert client.get(address).url.startswith("/account/login/")


def test_closed_event_leaves_the_dashboard(busy, officer, reader):
    before = figures.live_events(reader).count()
    event = FailureEvent.objects.filter(status="invoked").exclude(pk=busy.pk).get()
    event.entries.update(final_outcome="moved", final_outcome_on=event.notified_on)

    event = operations.resolve_event(by=officer, event=event, version=event.version)
    operations.close_event(
        by=officer,
        event=event,
        version=event.version,
        reason="Everybody has a new home",
        without_meeting="None",
    )

    assert figures.live_events(reader).count() == before - 1
