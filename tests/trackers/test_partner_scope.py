"""A partner's view of the tracker: own people, listed fields, and nothing that hints at anybody else."""

import pytest
from django.urls import reverse

from tests.factories.events import EventFactory, share
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.models import TrackerEntry
from trackers.operations import edit_entry, share_entry

pytestmark = pytest.mark.django_db
HIDDEN = {  # one canary in each field that no partner sees
    "next_step_owner": "Canaryowner",
    "funding_words": "Canarywords",
    "safe_and_well_by": "Canarychecker",
    "safe_and_well_note": "Canarynote",
}


def tracker(event, query=""):
    return reverse("trackers:tracker", args=[event.reference]) + query


@pytest.fixture
def canary(entry):
    """Somebody out of scope with a canary in each text."""
    person = ServiceUserFactory(surname="Canarysurname", forename="Canaryforename", known_as="Canaryknown")
    texts = {
        name: f"Canary{name}" for name in ("next_step", "destination", "mobility_needs", "situation", "room")
    }
    other = EntryFactory(event=entry.event, service_user=person, **texts, **HIDDEN)
    RepresentativeFactory(entry=other, surname="Canarycontact")
    return other


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?view=unresolved",
        "?name=canary",
        "?sort=-person",
        "?stage=assessing",
        "?col=situation&col=mobility",
        "?page=2",
    ],
)
def test_nobody_else_is_listed_counted_or_found(sign_in, partner, event, funded, canary, query):
    html = sign_in(partner).get(tracker(event, query)).content.decode()

    assert "Canary" not in html
    assert "your 1 person" in html or "Nobody matches." in html
    assert "Everyone 1<" in html


def test_direct_addresses_of_other_people_are_not_there(sign_in, partner, funded, canary):
    client = sign_in(partner)
    pages = [
        reverse(f"trackers:entry-{name}", args=[canary.pk])
        for name in ("detail", "history", "move", "outcome")
    ]
    pages += [reverse("trackers:entry-edit", args=[canary.pk, "capacity"])]

    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert client.post(pages[-1], {"version": 1, "person_version": 1, "capacity": "has"}).status_code == 404


def test_fields_that_are_not_listed_are_on_no_page(sign_in, partner, event, funded):
    TrackerEntry.objects.filter(pk=funded.pk).update(
        **HIDDEN, moved_on="2026-03-10", safe_and_well_on="2026-03-11"
    )
    RepresentativeFactory(entry=funded, surname="Canarycontact")
    client = sign_in(partner)
    pages = [
        tracker(event),
        tracker(event, "?col=check&col=move&col=assessed&col=hours"),
        funded.get_absolute_url(),
    ]
    pages += [reverse("trackers:entry-history", args=[funded.pk])]

    for page in pages:
        assert "Canary" not in client.get(page).content.decode()


def test_history_shows_a_partner_listed_fields_and_no_reasons(sign_in, partner, officer, funded):
    edit_entry(
        by=officer, entry=funded, version=1, changes={"next_step_owner": "Canaryowner", "capacity": "has"}
    )
    edit_entry(by=officer, entry=funded, version=2, changes={"next_step_owner": "Canarysecond"})

    html = sign_in(partner).get(reverse("trackers:entry-history", args=[funded.pk])).content.decode()

    assert "Has capacity" in html
    assert "Canary" not in html


@pytest.mark.parametrize("view", ["moving", "changed"])
def test_views_that_read_hidden_fields_are_not_offered(sign_in, partner, event, funded, view):
    html = sign_in(partner).get(tracker(event, f"?view={view}")).content.decode()

    assert "Left out, because it could not be used: view." in html
    assert f"view={view}" not in html.split("app-views")[1].split("</nav>")[0]


@pytest.mark.parametrize("sort", ["check", "assessed"])
def test_hidden_fields_do_not_sort(sign_in, partner, event, funded, sort):
    assert "could not be used: sort" in sign_in(partner).get(tracker(event, f"?sort={sort}")).content.decode()


def test_field_that_is_not_listed_has_no_form(sign_in, partner, funded):
    client = sign_in(partner)

    for field in ("room", "next_step_owner", "move_on", "nhs_number", "funding_type"):
        assert client.get(reverse("trackers:entry-edit", args=[funded.pk, field])).status_code == 403
    for card in ("who", "pays"):
        assert client.get(reverse("trackers:entry-change", args=[funded.pk, card])).status_code == 403


def test_partner_changes_what_is_listed(sign_in, partner, funded):
    url = reverse("trackers:entry-edit", args=[funded.pk, "advocate"])

    sign_in(partner).post(url, {"version": 1, "person_version": 1, "advocate": "in_place"})

    row = TrackerEntry.objects.get(pk=funded.pk)
    assert (row.advocate, row.changed_by) == ("in_place", partner)


def test_merged_change_of_a_hidden_field_is_not_told(sign_in, partner, officer, funded):
    edit_entry(by=officer, entry=funded, version=1, changes={"next_step_owner": "Canaryowner"})
    url = reverse("trackers:entry-edit", args=[funded.pk, "advocate"])
    form = {"version": 1, "person_version": 1, "advocate": "in_place"}

    html = sign_in(partner).post(url, form, headers={"HX-Request": "true"}).content.decode()

    assert "Advocate in place" in html
    assert "Canary" not in html


def test_scope_ends_with_funding_share_and_event(partner, officer, event, entry, funded, icb):
    given = share_entry(by=officer, entry=entry, organisation=icb, reason="Case manager")
    assert set(TrackerEntry.objects.visible_to(partner)) == {entry, funded}

    type(given).objects.filter(pk=given.pk).update(ended_at="2026-03-10T00:00Z")
    edit_entry(by=officer, entry=funded, version=1, changes={"funding_authority": None})

    assert not TrackerEntry.objects.visible_to(partner).exists()


def test_people_it_funds_in_an_event_it_does_not_have_stay_hidden(partner, icb, funded):
    EntryFactory(event=EventFactory(), funding_authority=icb)

    assert list(TrackerEntry.objects.visible_to(partner)) == [funded]


def test_deactivated_partner_sees_nobody(partner, funded):
    partner.is_active = False

    assert not TrackerEntry.objects.visible_to(partner).exists()


def test_share_of_one_organisation_opens_nothing_to_another(outsider, icb, entry, officer):
    share(entry.event, icb)
    share(entry.event, outsider.organisation)
    share_entry(by=officer, entry=entry, organisation=icb, reason="Case manager")

    assert not TrackerEntry.objects.visible_to(outsider).exists()
