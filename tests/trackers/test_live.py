"""What a tracker page is told of other people's changes, and what asking costs."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.trackers import EntryFactory
from trackers.models import TrackerEntry
from trackers.operations import edit_entry
from trackers.operations.bulk import change_many
from trackers.operations.concerns import raise_concern
from trackers.operations.links import link_people

pytestmark = pytest.mark.django_db


class Page:
    """A tracker page that asks, as assets/js/live.js does."""

    def __init__(self, client, event, query=""):
        self.client, self.query, self.mark = client, query, ""
        self.path = reverse("trackers:tracker-changes", args=[event.reference])
        self.since = str(int(timezone.now().timestamp()))
        self.ask()

    def ask(self):
        """(keys of rows to look at, keys that left, who changed whom), or None when nothing did."""
        address = f"{self.path}?{self.query}&mark={self.mark}&since={self.since}"
        answer = self.client.get(address, headers={"X-Background": "1"})
        self.html = answer.content.decode()
        if answer.status_code == 204:
            return None
        assert answer.status_code == 200
        found = dict(re.findall(r'data-(\w+)="([^"]*)"', self.html.split(">")[0]))
        self.mark, self.since = found["mark"], found["since"]
        rows = [int(key) for key in re.findall(r'<tr role="row" id="p(\d+)"', self.html)]
        return rows, found["out"], json.loads(unescape(found["by"]))


@pytest.fixture
def long_ago(entry, funded):
    """Nobody has been changed lately."""
    TrackerEntry.objects.update(changed_at="2026-01-01T00:00Z")
    type(entry.service_user).objects.update(changed_at="2026-01-01T00:00Z")


def test_nothing_is_sent_while_nobody_changes_anything(sign_in, officer, event, long_ago):
    assert Page(sign_in(officer), event).ask() is None


def test_tracker_without_anybody_can_be_asked_too(sign_in, officer, event):
    page = Page(sign_in(officer), event)

    assert page.ask() is None
    first = EntryFactory(event=event)
    assert page.ask()[0] == [first.pk]


def test_changed_row_comes_with_who_changed_it(sign_in, officer, care_manager, event, entry, long_ago):
    page = Page(sign_in(officer), event)
    edit_entry(by=care_manager, entry=entry, version=1, changes={"destination": "Tansywick Lodge"})

    assert page.ask() == ([entry.pk], "", {str(entry.pk): "Dele Winterbourne"})
    assert "Tansywick Lodge" in page.html
    assert page.ask() is None


def test_own_change_and_change_of_the_persons_own_facts(
    sign_in, officer, care_manager, event, entry, funded, long_ago
):
    page = Page(sign_in(officer), event)
    edit_entry(by=officer, entry=entry, version=1, changes={"room": "7"})
    edit_entry(
        by=care_manager, entry=funded, version=1, person_version=1, changes={"client_record_number": "C7"}
    )

    rows, _, by = page.ask()

    assert sorted(rows) == sorted([entry.pk, funded.pk])
    assert by == {str(entry.pk): "You", str(funded.pk): "Dele Winterbourne"}


def test_several_at_once_come_at_once(sign_in, officer, care_manager, event, entry, funded, long_ago):
    page = Page(sign_in(officer), event)
    seen = {entry.pk: 1, funded.pk: 1}
    change_many(by=care_manager, event=event, field="room", value="9", seen=seen)

    assert len(page.ask()[0]) == 2


def test_who_leaves_the_list_is_named_not_dropped(sign_in, officer, care_manager, event, entry, long_ago):
    page = Page(sign_in(officer), event, "view=no-place")
    edit_entry(by=care_manager, entry=entry, version=1, changes={"destination": "Tansywick Lodge"})

    rows, out, _ = page.ask()

    assert (rows, out) == ([], str(entry.pk))


def test_partner_is_told_of_own_people_and_listed_fields_only(
    sign_in, partner, officer, event, entry, funded, long_ago
):
    page = Page(sign_in(partner), event)

    edit_entry(by=officer, entry=entry, version=1, changes={"destination": "Canary"})
    edit_entry(by=officer, entry=funded, version=1, changes={"next_step_owner": "Canary"})
    assert page.ask() is None
    edit_entry(by=officer, entry=funded, version=2, changes={"destination": "Tansywick Lodge"})
    assert page.ask() == ([funded.pk], "", {})
    assert "Canary" not in page.html
    assert officer.name not in page.html


def test_asking_takes_as_many_queries_for_many_people_as_for_few(sign_in, officer, event, entry):
    page = Page(sign_in(officer), event)
    counted = []
    for _ in range(2):
        page.ask()
        with CaptureQueriesContext(connection) as queries:
            assert page.ask() is None
        counted.append(len(queries))
        EntryFactory.create_batch(40, event=event)

    assert counted[0] == counted[1]


def test_asking_does_not_keep_a_session_open(sign_in, officer, event, entry):
    client = sign_in(officer)
    page = Page(client, event)
    session = client.session
    session["seen_at"] = session["seen_at"] - 300
    session.save()

    page.ask()

    assert client.session["seen_at"] == session["seen_at"]


def test_outsider_finds_nothing_and_signed_out_is_sent_away(sign_in, client, outsider, event, entry):
    path = reverse("trackers:tracker-changes", args=[event.reference])

    assert sign_in(outsider).get(path).status_code == 404
    assert client.get(path).status_code == 302


def test_concern_and_link_of_somebody_else_come_into_an_open_page(
    sign_in, officer, care_manager, event, entry
):
    other = EntryFactory(event=event)
    page = Page(sign_in(officer), event)
    raise_concern(by=care_manager, entry=entry, kind="safeguarding", what="A fall that nobody saw")
    assert entry.pk in page.ask()[0] and "Safeguarding" in page.html

    link_people(by=care_manager, entry=entry, other=other, kind="couple")
    rows, out, _ = page.ask()
    assert {entry.pk, other.pk} <= {*rows} and not out
    assert f"With {other.service_user.forename}" in page.html
    assert page.ask() is None
