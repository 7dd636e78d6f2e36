"""The pages that put two rows of one person together, and take them apart."""

import pytest

from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import EntryMerge, TrackerEntry
from trackers.operations import merges

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(event):
    person = ServiceUserFactory(surname="Aplesham", forename="Agnes")
    return EntryFactory(event=event, service_user=person, room="9", destination="Wrenfold Manor")


def merged(officer, entry, twin) -> EntryMerge:
    seen = merges.seen_of(entry, twin)
    return merges.merge_entries(by=officer, entry=entry, other=twin, answers={}, seen=seen)


def test_likely_rows_are_offered_and_both_shown_side_by_side(officer, entry, twin, sign_in):
    client = sign_in(officer)

    page = client.get(f"/people/{entry.pk}/merge/").content.decode()
    assert f"?with={twin.pk}" in page
    assert "spelled almost alike" in page or "sound alike" in page

    page = client.get(f"/people/{entry.pk}/merge/?with={twin.pk}").content.decode()
    assert "Wrenfold Manor" in page
    assert "Keep the other row instead" in page


def test_rows_are_merged_and_the_old_address_leads_on(officer, entry, twin, sign_in):
    client = sign_in(officer)
    seen = merges.seen_of(entry, twin)
    said = {"with": twin.pk, "seen": seen, "room": "merged", "destination": "merged", "surname": "stays",
            "nhs_number": "stays"}  # fmt: skip

    page = client.post(f"/people/{entry.pk}/merge/", said, follow=True)

    assert "A merge of two rows" in page.content.decode()
    assert TrackerEntry.objects.get(event=entry.event).room == "9"
    assert client.get(f"/people/{twin.pk}/").url == f"/people/{entry.pk}/"
    assert client.get(f"/people/{twin.pk}/history/").url == f"/people/{entry.pk}/history/"
    assert "was merged into this row" in client.get(f"/people/{entry.pk}/").content.decode()


def test_partner_is_not_led_to_a_row_that_is_not_theirs(officer, partner, entry, funded, sign_in):
    stays = merged(officer, entry, funded).entry
    TrackerEntry.objects.filter(pk=stays.pk).update(funding_authority=None, funding_type="this_council")
    client = sign_in(partner)

    answers = [client.get(f"/people/{funded.pk}/{below}") for below in ("", "history/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert sign_in(officer).get(f"/people/{funded.pk}/").url == f"/people/{stays.pk}/"


def test_unanswered_and_stale_choices_are_refused(officer, entry, twin, sign_in):
    client = sign_in(officer)

    unanswered = client.post(f"/people/{entry.pk}/merge/", {"with": twin.pk, "seen": "1-1-1-1"})
    said = {"with": twin.pk, "seen": "9-9-9-9", "room": "stays", "destination": "merged", "surname": "stays",
            "nhs_number": "stays"}  # fmt: skip
    stale = client.post(f"/people/{entry.pk}/merge/", said)

    assert (unanswered.status_code, stale.status_code) == (422, 422)
    assert "Look at both again" in stale.content.decode()
    assert not EntryMerge.objects.exists()


def test_merge_is_taken_back_with_a_reason(officer, entry, twin, sign_in):
    address = merged(officer, entry, twin).get_absolute_url()
    client = sign_in(officer)

    assert client.post(address, {"reason": ""}).status_code == 422
    page = client.post(address, {"reason": "Sisters"}, follow=True).content.decode()

    assert "They are two people again." in page
    assert "Sisters" in client.get(address).content.decode()
    assert TrackerEntry.objects.filter(event=entry.event).count() == 2


def test_others_are_kept_out(officer, reader, partner, entry, funded, twin, sign_in, client):
    detail = merged(officer, entry, twin).get_absolute_url()
    for address in (f"/people/{entry.pk}/merge/", detail):
        assert client.get(address).url.startswith("/account/login/")
        assert sign_in(reader).get(address).status_code == 403
        assert sign_in(partner).get(address).status_code == 403
    elsewhere = EntryFactory()
    mine = sign_in(officer)
    assert mine.get(f"/people/{entry.pk}/merge/?with={elsewhere.pk}").status_code == 404
    assert mine.get(f"/people/{twin.pk}/edit/room/").status_code == 404


def test_who_is_twice_on_the_tracker_is_led_to_the_merge(officer, event, sign_in):
    from tests.factories import sheets
    from trackers.operations.reconcile import add_list

    one, other = (
        EntryFactory(
            event=event, room="1", service_user=ServiceUserFactory(surname="Applesham", nhs_number=n)
        )
        for n in ("", "9990000018")
    )
    content = sheets.xlsx([["Surname", "Forename"], ["Dapplemere", "Cecil"]])
    add_list(by=officer, event=event, kind="provider", source="x", file_name="a.xlsx", content=content)

    page = sign_in(officer).get(f"/events/{event.reference}/reconcile/?show=all").content.decode()

    assert (
        f"/people/{one.pk}/merge/?with={other.pk}" in page
        or f"/people/{other.pk}/merge/?with={one.pk}" in page
    )


def test_number_of_queries_is_the_same_for_few_and_many(
    officer, event, entry, sign_in, django_assert_max_num_queries
):
    client = sign_in(officer)
    client.get(f"/people/{entry.pk}/merge/")
    with django_assert_max_num_queries(40) as few:
        client.get(f"/people/{entry.pk}/merge/")
    EntryFactory.create_batch(12, event=event)
    with django_assert_max_num_queries(len(few)):
        client.get(f"/people/{entry.pk}/merge/")
