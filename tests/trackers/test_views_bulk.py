"""Changing several people on the page, as forms without scripts: tick, value, preview, change, take back."""

import re

import pytest
from django.urls import reverse

from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import BulkChange, TrackerEntry
from trackers.operations import edit_entry

pytestmark = pytest.mark.django_db


def address(event, name="bulk-edit", *args):
    return reverse(f"trackers:{name}", args=[event.reference, *args])


def fields(html):
    """What the form on the page would send, without what is typed."""
    form = html.split('<form action="/events/')[1].split("</form>")[0]
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    data = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return data


@pytest.fixture
def people(event):
    named = [ServiceUserFactory(surname=name, forename="Ida") for name in ("Ashlark", "Birchwell")]
    return [EntryFactory(event=event, service_user=person, worker="Old") for person in named]


def preview(client, event, people, **typed):
    """Ticked in the table, then a value typed: the page with the preview."""
    field = next(iter(typed)).split("-")[0]
    html = client.post(address(event), {"p": [entry.pk for entry in people], "field": field}).content.decode()
    return client.post(address(event), fields(html) | typed).content.decode()


def test_tracker_has_a_box_for_each_person_and_the_bar(sign_in, officer, event, people):
    client = sign_in(officer)
    page = reverse("trackers:tracker", args=[event.reference])

    html = client.get(page).content.decode()
    assert f'name="p" type="checkbox" value="{people[0].pk}" form="bulk">' in html
    assert "Preview the change" in html
    assert client.get(f"{page}?select=all").content.decode().count(" checked>") == 2


def test_reader_ticks_nobody(sign_in, reader, event, people):
    html = sign_in(reader).get(reverse("trackers:tracker", args=[event.reference])).content.decode()

    assert 'form="bulk"' not in html
    assert sign_in(reader).post(address(event), {"p": people[0].pk, "field": "room"}).status_code == 403


def test_value_is_asked_for_the_people_ticked(sign_in, officer, event, people):
    html = sign_in(officer).post(address(event), {"p": people[0].pk, "field": "worker"}).content.decode()

    assert "For 1 person: Ashlark, Ida." in html
    assert fields(html)["seen"] == [f"{people[0].pk}:1"]


def test_preview_shows_old_and_new_and_changes_nobody(sign_in, officer, event, people):
    html = preview(sign_in(officer), event, people, worker="Kit Moorland")

    assert "These 2 people change" in html
    assert re.search(
        r"Ashlark, Ida\s*</th>\s*<td[^>]*><div>Old</div></td>\s*<td[^>]*><div>Kit Moorland</div></td>", html
    )
    assert set(TrackerEntry.objects.values_list("worker", flat=True)) == {"Old"}


def test_confirmed_preview_is_carried_out_once(sign_in, officer, event, people):
    client = sign_in(officer)
    data = fields(preview(client, event, people, worker="Kit Moorland")) | {
        "worker": "Kit Moorland",
        "confirm": "1",
    }

    answer = client.post(address(event), data)

    assert client.post(address(event), data).url == answer.url
    html = client.get(answer.url).content.decode()
    assert "Worker is now “Kit Moorland” for 2 people." in html.replace("Allocated worker", "Worker")
    assert set(TrackerEntry.objects.values_list("worker", flat=True)) == {"Kit Moorland"}


def test_another_value_than_the_previewed_is_shown_before_it_is_carried_out(sign_in, officer, event, people):
    client = sign_in(officer)
    data = fields(preview(client, event, people, worker="Kit")) | {"worker": "Ana", "confirm": "1"}

    html = client.post(address(event), data).content.decode()

    assert re.search(r"<td[^>]*><div>Ana</div></td>", html)
    assert not BulkChange.objects.exists()


def test_change_of_somebody_else_after_the_preview_is_left_out_and_said(
    sign_in, officer, care_manager, event, people
):
    client = sign_in(officer)
    data = fields(preview(client, event, people, worker="Kit")) | {"worker": "Kit", "confirm": "1"}
    edit_entry(by=care_manager, entry=people[0], version=1, changes={"worker": "Ana"})

    html = client.get(client.post(address(event), data).url).content.decode()

    assert "Left out: 1 person" in html
    assert "Dele Winterbourne changed it meanwhile to Ana" in html
    assert TrackerEntry.objects.get(pk=people[0].pk).worker == "Ana"


def test_taking_back_is_a_button_of_whoever_did_it(sign_in, officer, care_manager, event, people):
    client = sign_in(officer)
    data = fields(preview(client, event, people, worker="Kit")) | {"worker": "Kit", "confirm": "1"}
    receipt = client.post(address(event), data).url
    change = BulkChange.objects.get()

    assert sign_in(care_manager).get(receipt).status_code == 404
    client.post(address(event, "bulk-take-back", change.pk))
    assert "Taken back for 2 people" in client.get(receipt).content.decode()
    assert set(TrackerEntry.objects.values_list("worker", flat=True)) == {"Old"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"field": "room"}, "Select at least one person"),
        ({"p": "x"}, "Choose what to change"),
        ({}, "Select at least one person"),
        ({"p": "1", "field": "nhs_number"}, "Choose what to change"),
        ({"seen": "9" * 30 + ":1", "field": "room"}, "Select at least one person"),
    ],
)
def test_missing_choice_shows_the_error_summary(sign_in, officer, event, people, data, words):
    answer = sign_in(officer).post(address(event), data)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_bad_value_shows_the_error_summary_and_keeps_the_people(sign_in, officer, event, people):
    data = {"move_on-day": "31", "move_on-month": "2", "move_on-year": "2026"}

    html = preview(sign_in(officer), event, people, **data)

    assert "There is a problem" in html
    assert len(fields(html)["seen"]) == 2


def test_partner_reaches_own_people_only(sign_in, partner, event, entry, funded):
    client = sign_in(partner)

    html = client.post(address(event), {"p": [entry.pk, funded.pk], "field": "capacity"}).content.decode()

    assert "For 1 person: Dapplemere, Cecil." in html
    assert "Applesham" not in html
    assert client.post(address(event), {"p": funded.pk, "field": "room"}).status_code == 422


def test_outsider_finds_nothing_and_signed_out_signs_in(sign_in, client, outsider, event):
    assert sign_in(outsider).get(address(event)).status_code == 404
    assert client.get(address(event)).status_code == 302


def test_whoever_forgot_what_to_change_still_has_those_ticked(sign_in, officer, event, people):
    answer = sign_in(officer).post(address(event), {"p": [entry.pk for entry in people], "field": ""})
    html = answer.content.decode()

    assert (answer.status_code, fields(html)["p"]) == (422, [str(entry.pk) for entry in people])
    assert "For 2 people: Ashlark, Ida; Birchwell, Ida." in html
