"""Random grants and ends against plain sets: after each step every channel shows each partner exactly its people."""

import csv
import io
import re

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from events.operations.shares import end_share
from tests.access.crawl import rows, visible, words
from tests.factories.accounts import host_council, make_organisation, make_user
from tests.factories.incidents import log, share_event
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers import operations, resources
from trackers.models import TrackerEntry

pytestmark = pytest.mark.django_db
PARTNERS, EVENTS, PEOPLE = range(3), range(2), range(3)  # the first two people are in the first event
STEP = st.tuples(
    st.sampled_from(["event", "person", "funder"]), st.sampled_from(PEOPLE), st.sampled_from(PARTNERS)
)


class World:
    """The real thing beside plain sets. A step that grants what is there already takes it back."""

    def __init__(self, sign_in):
        host_council()
        self.officer = make_user()
        self.organisations = [make_organisation(kind="icb") for _ in PARTNERS]
        self.clients = [sign_in(make_user("partner", one)) for one in self.organisations]
        self.events = [log(self.officer) for _ in EVENTS]
        people = [ServiceUserFactory(surname="Synthwaite", forename=f"Ada {n}") for n in PEOPLE]
        self.entries = [
            EntryFactory(event=self.events[n // 2], service_user=person) for n, person in enumerate(people)
        ]
        self.has, self.shown, self.pays = (
            set(),
            set(),
            {},
        )  # (event, partner), (person, partner), person -> partner

    def toggle_event(self, person: int, partner: int) -> None:
        event, organisation = self.events[person // 2], self.organisations[partner]
        if (person // 2, partner) in self.has:
            end_share(by=self.officer, share=event.shares.get(organisation=organisation, ended_at=None))
        else:
            share_event(by=self.officer, event=event, organisation=organisation)
        self.has ^= {(person // 2, partner)}

    def toggle_person(self, person: int, partner: int) -> None:
        """Only what the operation allows: an organisation that has the event and does not pay."""
        entry, organisation = self.entries[person], self.organisations[partner]
        if (person, partner) in self.shown:
            share = entry.shares.get(organisation=organisation, ended_at=None)
            operations.end_entry_share(by=self.officer, share=share)
        elif (person // 2, partner) not in self.has or self.pays.get(person) == partner:
            return
        else:
            operations.share_entry(
                by=self.officer, entry=self.fresh(person), organisation=organisation, reason="Case"
            )
        self.shown ^= {(person, partner)}

    def toggle_funder(self, person: int, partner: int) -> None:
        entry, pays = self.fresh(person), self.pays.get(person) != partner
        changes = {"funding_authority": self.organisations[partner] if pays else None}
        operations.edit_entry(by=self.officer, entry=entry, version=entry.version, changes=changes)
        self.pays[person] = partner if pays else None

    def fresh(self, person: int) -> TrackerEntry:
        return TrackerEntry.objects.select_related("event", "service_user").get(pk=self.entries[person].pk)

    def expected(self, partner: int) -> set[int]:
        """People of the partner: of events that it has, those it pays for and those it was shown."""
        mine = {
            person for person in PEOPLE if self.pays.get(person) == partner or (person, partner) in self.shown
        }
        return {person for person in mine if (person // 2, partner) in self.has}

    def check(self) -> None:
        for partner in PARTNERS:
            keys = {self.entries[person].pk: person for person in PEOPLE}
            wanted = {key for key, person in keys.items() if person in self.expected(partner)}
            assert self.found_by_search(partner) == wanted
            assert self.opened(partner) == wanted
            for event in EVENTS:
                here = {key for key in wanted if keys[key] // 2 == event}
                self.check_event(partner, event, here)

    def check_event(self, partner: int, event: int, wanted: set[int]) -> None:
        client, tracker = self.clients[partner], f"/events/{self.events[event].reference}/tracker/"
        page, export = client.get(tracker), client.post(f"{tracker}export/", {"kind": "csv"})
        if (event, partner) not in self.has:
            assert (page.status_code, export.status_code) == (404, 404)
            return
        assert rows(words(page)) == wanted
        assert f"Everyone {len(wanted)} " in visible(words(page)) or not wanted
        downloaded = {row[1] for row in list(csv.reader(io.StringIO(export.content.decode("utf-8-sig"))))[1:]}
        assert downloaded == {f"Ada {n}" for n in PEOPLE if self.entries[n].pk in wanted}

    def found_by_search(self, partner: int) -> set[int]:
        page = words(self.clients[partner].get("/search/?q=Synthwaite"))
        return {int(key) for key in re.findall(r'href="/people/(\d+)/"', page)}

    def opened(self, partner: int) -> set[int]:
        keys = [entry.pk for entry in self.entries]
        cell, client = {"HX-Request": "true"}, self.clients[partner]
        answers = {
            key: client.get(f"/people/{key}/edit/situation/", headers=cell).status_code for key in keys
        }
        assert set(answers.values()) <= {200, 404}
        return {key for key, status in answers.items() if status == 200}


@settings(
    max_examples=2,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a step takes too long for finding a shorter list of them
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=3, max_size=5))
@example(steps=[("person", 1, 1), ("funder", 0, 0), ("event", 0, 2), ("event", 0, 2), ("funder", 1, 1)])
def test_list_count_search_download_and_page_agree_for_every_partner(steps, world):
    at_first = (set(world.has), set(world.shown), dict(world.pays))
    try:
        with transaction.atomic():
            for kind, person, partner in steps:
                getattr(world, f"toggle_{kind}")(person, partner)
                world.check()
            transaction.set_rollback(True)
    finally:
        world.has, world.shown, world.pays = at_first


@pytest.fixture
def world(sign_in, monkeypatch) -> World:
    """Everybody has something to lose at first, so that few steps already mean much."""
    monkeypatch.setattr(resources, "MOST_AN_HOUR", 10_000)
    made = World(sign_in)
    for person, partner in ((0, 0), (0, 1), (0, 2), (2, 0)):
        made.toggle_event(person, partner)
    made.toggle_funder(0, 0)
    for person, partner in ((1, 1), (0, 2), (2, 0)):
        made.toggle_person(person, partner)
    return made
