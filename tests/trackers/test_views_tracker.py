"""The tracker page: who sees whom, views and their counts, filters, order, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from providers.models import Service
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.lists import VIEWS
from trackers.models import TrackerEntry
from trackers.rules.fields import COLUMNS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def address(event, query=""):
    return reverse("trackers:tracker", args=[event.reference]) + query


def page(client, event, query=""):
    answer = client.get(address(event, query))
    assert answer.status_code == 200
    return answer.content.decode()


def names(html):
    return re.findall(r'<th scope="row"[^>]*>.*?<a[^>]*><strong>([^<]+)</strong>', html)


def person(event, surname, **fields):
    return EntryFactory(
        event=event, service_user=ServiceUserFactory(surname=surname, forename="Ida"), **fields
    )


DELE = "Dele Winterbourne"


@pytest.fixture
def people(event):
    """Somebody for each view."""
    soon, past = TODAY() + timedelta(days=2), TODAY() - timedelta(days=2)
    finished = {"final_outcome": "died", "final_outcome_on": past, "stage": "other"}
    return [
        person(event, "Ashlark", next_step_due_on=past, next_step_owner=DELE, room="1"),
        person(event, "Birchwell", move_on=soon, destination="Tansywick Lodge", stage="move_booked"),
        person(
            event,
            "Cobnut",
            capacity="lacks",
            next_step_due_on=TODAY(),
            funding_type="self_funder",
            worker=DELE,
        ),
        person(event, "Dewberry", next_step_due_on=past, capacity="lacks", move_on=soon, **finished),
    ]


def test_everybody_is_listed_by_name_with_facts(sign_in, officer, event, people):
    html = page(sign_in(officer), event)

    assert names(html) == ["Ashlark, Ida", "Birchwell, Ida", "Cobnut, Ida", "Dewberry, Ida"]
    assert "Showing 4 of 4 people." in html
    assert "2 days late" in html
    assert "No advocate yet" in html
    assert html.count('class="app-done"') == 1


def test_signed_out_goes_to_sign_in(client, event):
    assert client.get(address(event)).status_code == 302


def test_names_to_choose_from_are_those_on_the_tracker_and_no_partner_chooses(
    sign_in, officer, partner, event, people, funded
):
    assert f'<option value="{DELE}">' in page(sign_in(officer), event)
    assert "Who is on it" not in page(sign_in(partner), event)


def test_outsider_finds_nothing(sign_in, outsider, event, people):
    assert sign_in(outsider).get(address(event)).status_code == 404


def test_reader_sees_no_value_that_can_be_changed(sign_in, reader, event, people):
    html = page(sign_in(reader), event)

    assert len(names(html)) == 4
    assert "app-edit" not in html.replace("app-edit--empty", "")
    assert "Add a person" not in html


def test_closed_event_shows_no_value_that_can_be_changed(sign_in, officer, event, people):
    type(event).objects.filter(pk=event.pk).update(status="closed")

    html = page(sign_in(officer), event)
    assert len(names(html)) == len(people)
    assert "/edit/" not in html


@pytest.mark.parametrize("view", list(VIEWS))
def test_count_of_a_view_equals_its_list(sign_in, officer, event, people, view):
    client = sign_in(officer)
    at = rf'view={view}"><strong>(\d+)' if VIEWS[view].figure else rf"{VIEWS[view].label} (\d+)</a>"
    said = re.search(at, page(client, event))

    listed = len(names(page(client, event, f"?view={view}")))

    # A quiet list that nobody is in is not offered.
    assert listed == (int(said[1]) if said else 0)
    assert said or VIEWS[view].quiet


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?view=unresolved", "Ashlark Birchwell Cobnut"),
        ("?view=overdue", "Ashlark"),
        ("?view=no-place", "Ashlark Cobnut"),
        ("?view=moving", "Birchwell"),
        ("?view=advocate", "Cobnut"),
        ("?name=cob", "Cobnut"),
        ("?name=Ida,+Birch", "Birchwell"),
        ("?name=1", "Ashlark"),
        ("?stage=move_booked", "Birchwell"),
        ("?pays=self_funder", "Cobnut"),
        ("?due=today", "Cobnut"),
        ("?due=none", ""),
        ("?due=week", "Birchwell Cobnut"),
        ("?due=by-today", "Ashlark Cobnut"),
        ("?who=Dele+Winterbourne", "Ashlark Cobnut"),
        ("?who=nobody", ""),
        ("?who=Tansywick+Lodge", "Birchwell"),
        ("?outcome=died", "Dewberry"),
        ("?outcome=none&due=overdue", "Ashlark"),
        ("?sort=-person", "Dewberry Cobnut Birchwell Ashlark"),
        ("?sort=next", "Ashlark Cobnut Birchwell Dewberry"),
        ("?sort=-stage", "Dewberry Birchwell Ashlark Cobnut"),
        ("?name=nobody", ""),
    ],
)
def test_filter_and_order_of_the_address(sign_in, officer, event, people, query, found):
    shown = [name.split(",")[0] for name in names(page(sign_in(officer), event, query))]

    assert shown == found.split()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?stage=x", "Stage"),
        ("?view=x", "view"),
        ("?sort=x", "sort"),
        ("?col=x", "columns"),
        ("?due=x", "Next step due"),
    ],
)
def test_odd_address_is_named_and_everybody_shown(sign_in, officer, event, people, query, named):
    html = page(sign_in(officer), event, query)

    assert f"Left out, because it could not be used: {named}." in html
    assert len(names(html)) == 4


@pytest.mark.parametrize("number", ["999", "0", "-1", "x", "٣"])
def test_page_out_of_range_gives_one_that_is_there(sign_in, officer, event, people, number):
    assert len(names(page(sign_in(officer), event, f"?page={number}"))) == 4


def test_long_list_comes_in_pages(sign_in, officer, event, people, monkeypatch):
    monkeypatch.setattr("trackers.views.tracker.PAGE", 3)

    html = page(sign_in(officer), event, "?page=2")

    assert names(html) == ["Dewberry, Ida"]
    assert "Showing 4 to 4 of 4 of 4 people." in html


def test_chosen_columns_are_shown_in_order_and_kept_by_views(sign_in, officer, event, people):
    html = page(sign_in(officer), event, "?col=nhs&col=help")

    heads = re.findall(r'role="columnheader"[^>]*>(?:<a[^>]*>)?([^<]+)', html)
    assert heads == ["Person", "Next step and owner", "NHS number", "Help given"]
    assert "?col=nhs&amp;col=help&amp;view=overdue" in html


def test_every_column_can_be_shown_at_once(sign_in, officer, event, people):
    query = "&".join(f"col={key}" for key in COLUMNS)

    assert page(sign_in(officer), event, f"?choose=columns&{query}").count("<td role") == 4 * (
        len(COLUMNS) - 1
    )


def test_text_of_people_is_escaped(sign_in, officer, event):
    person(event, '<b>"Bold"', destination="<i>Home</i> & away", room="\x01\x02")

    html = page(sign_in(officer), event)

    assert "&lt;b&gt;&#34;Bold&#34;, Ida" in html
    assert "&lt;i&gt;Home&lt;/i&gt; &amp; away" in html
    assert "<i>" not in html


def test_change_of_somebody_else_is_marked(sign_in, officer, care_manager, event):
    person(event, "Ashlark", changed_by=care_manager)

    assert "Changed" in page(sign_in(officer), event).split("app-new", 1)[1]
    assert "app-new" not in page(sign_in(care_manager), event)


def test_empty_tracker_says_what_to_do(sign_in, officer, event):
    html = page(sign_in(officer), event)

    assert "Nobody is on the tracker yet." in html
    assert reverse("trackers:entry-add", args=[event.reference]) in html


def test_htmx_gets_the_counts_only(sign_in, officer, event, people):
    client = sign_in(officer)
    headers = {"HX-Request": "true", "HX-Target": "tracker-views"}

    html = client.get(address(event), headers=headers).content.decode()

    assert "Overdue 1" in html
    assert "<html" not in html
    assert "Ashlark" not in html


@pytest.mark.parametrize("who", ["officer", "partner"])
def test_forty_people_and_four_hundred_cost_the_same_queries(request, sign_in, icb, event, funded, who):
    client = sign_in(request.getfixturevalue(who))
    page(client, event)  # the first request of a session writes it
    counted = []
    for _ in range(2):
        EntryFactory.create_batch(39 if not counted else 360, event=event, funding_authority=icb)
        with CaptureQueriesContext(connection) as queries:
            assert len(names(page(client, event))) == (40 if not counted else 400)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_hours_of_care_add_up_for_those_shown(sign_in, officer, event, people):
    for row, hours in zip(people, ("10.50", "7", "0.25", None), strict=True):
        TrackerEntry.objects.filter(pk=row.pk).update(hours_per_week=hours)
    client = sign_in(officer)

    assert "17.75 hours of care a week</strong>" in page(client, event, "?col=hours")
    assert "0.25 hours of care a week</strong>" in page(client, event, "?col=hours&name=cobnut")
    assert "hours of care a week</strong>" not in page(client, event)
    Service.objects.filter(pk=event.service_id).update(care_home=False)
    assert "17.75 hours of care a week</strong>" in page(client, event)
