"""Places, the move day and whereabouts on screen; sheets and lists on paper."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Document
from failure_response.documents import paper_for
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import RepresentativeFactory
from trackers.models import Placement, TrackerEntry
from trackers.operations.arrivals import confirm_arrival, record_leaving
from trackers.operations.must_haves import add_must_have
from trackers.operations.placements import add_placement
from trackers.operations.transfers import arrange_transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def move(care_manager, entry):
    """A move planned for today."""
    return arrange_transfer(by=care_manager, entry=entry, version=0, on=timezone.localdate())


def url(name, *args) -> str:
    return reverse(f"trackers:{name}", args=args)


def day(name, on) -> dict:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_place_is_found_in_the_register_and_offered(sign_in, care_manager, entry):
    service = ServiceFactory(name="Tansywick Lodge")
    client = sign_in(care_manager)
    found = client.get(f"{url('placement-add', entry.pk)}?{urlencode({'q': 'Tansywick'})}").content.decode()
    assert f"?service={service.cqc_id}" in found
    form = {"service": service.cqc_id, "kind": "care_home", "status": "offered"}

    answer = client.post(url("placement-add", entry.pk), form)

    assert (answer.status_code, answer.url) == (302, entry.get_absolute_url())
    assert Placement.objects.get().service == service
    assert "Tansywick Lodge" in client.get(entry.get_absolute_url()).content.decode()


def test_place_without_a_name_is_refused(sign_in, care_manager, entry):
    form = {"service": "none", "kind": "other", "status": "looked_at"}

    answer = sign_in(care_manager).post(url("placement-add", entry.pk), form)

    assert answer.status_code == 422
    assert "Enter where it is" in answer.content.decode()


def test_place_is_changed(sign_in, care_manager, entry):
    row = add_placement(by=care_manager, entry=entry, kind="family", status="looked_at")
    form = {"kind": "family", "status": "accepted", "place": "Her son’s", "version": 1}

    assert sign_in(care_manager).post(url("placement-edit", entry.pk, row.pk), form).status_code == 302

    assert TrackerEntry.objects.get(pk=entry.pk).destination == "Her son’s"


def test_move_is_arranged_and_ticked(sign_in, care_manager, entry):
    client, on = sign_in(care_manager), timezone.localdate() + timedelta(days=3)
    form = {**day("on", on), "leaves_at": "10.30am", "transport": "taxi", "booking": "booked", "version": 0}
    assert client.post(url("transfer-arrange", entry.pk), form).url == url("move-day", entry.pk)
    item = entry.transfers.get().items.first()

    assert client.post(url("move-day", entry.pk), {"ticked": [item.pk]}).status_code == 302

    html = client.get(url("move-day", entry.pk)).content.decode()
    assert "Taxi, booked" in html and care_manager.name in html


def test_day_of_moves_is_tapped_through(sign_in, care_manager, entry, move):
    client, page = sign_in(care_manager), url("moves", entry.event.reference)
    assert "Not left" in client.get(page).content.decode()

    client.post(url("transfer-left", entry.pk, move.pk))
    client.post(url("transfer-arrived", entry.pk, move.pk))
    client.post(url("transfer-confirm", entry.pk, move.pk), {"confirmed_by": "Sister Okafor"})

    html = client.get(f"{page}?day={move.on.isoformat()}").content.decode()
    assert "Arrival confirmed" in html and "Sister Okafor" in html
    assert client.post(url("transfer-confirm", entry.pk, move.pk), {}).status_code == 422


def test_whereabouts_are_said_on_the_page(sign_in, care_manager, entry):
    client, today = sign_in(care_manager), timezone.localdate() - timedelta(days=1)
    form = {"kind": "hospital", "place": "Ward 4", **day("on", today), "at": "9am", "told_by": "Ward sister"}
    assert client.post(url("stay-add", entry.pk), form).status_code == 302

    assert "In hospital, Ward 4" in client.get(entry.get_absolute_url()).content.decode()
    assert client.post(url("stay-add", entry.pk), form | {"kind": ""}).status_code == 422


@pytest.mark.parametrize("name", ["placement-add", "stay-add", "move-day", "transfer-arrange"])
def test_others_are_kept_out(client, sign_in, reader, outsider, partner, funded, name):
    assert client.get(url(name, funded.pk)).status_code == 302
    assert sign_in(outsider).get(url(name, funded.pk)).status_code == 404
    assert sign_in(reader).post(url(name, funded.pk), {}).status_code == 403
    assert sign_in(partner).get(url(name, funded.pk)).status_code == 403


def test_partner_sees_nothing_of_the_way(sign_in, care_manager, partner, funded):
    add_placement(by=care_manager, entry=funded, kind="other", place="Hidden House", status="offered")

    html = sign_in(partner).get(funded.get_absolute_url()).content.decode()

    assert "Hidden House" not in html and "Where now" not in html and "Move day" not in html
    assert sign_in(partner).get(url("moves", funded.event.reference)).status_code == 403


def test_transfer_sheet_marks_what_is_not_ticked(sign_in, care_manager, entry, move, client):
    RepresentativeFactory(entry=entry, surname="Grimsdale", phone="01632 960011")
    RepresentativeFactory(entry=entry, surname="Shunned", phone="01632 960099", must_not_be_told=True)
    officer = sign_in(care_manager)

    html = officer.get(f"/events/{entry.event.reference}/documents/transfer-sheet/print/?about={move.pk}")
    html = html.content.decode()

    assert "Not ticked" in html and "Written notice" in html and "Pets arranged for" in html
    assert "Grimsdale" in html and "Must not be told where they are" in html
    assert "01632 960099" not in html


def test_sheets_of_a_day_are_asked_for(sign_in, care_manager, entry, move):
    client = sign_in(care_manager)

    answer = client.post(url("moves-sheets", entry.event.reference), {"day": move.on.isoformat()})

    document = Document.objects.get()
    assert (answer.status_code, document.kind, document.about) == (
        302,
        "transfer-sheets",
        move.on.toordinal(),
    )
    paper = paper_for(document.kind, entry.event_id, care_manager.pk, about=document.about)
    assert paper.people == [entry.pk]


@pytest.mark.parametrize("kind", ["residents-list", "key-contacts"])
def test_lists_stand_by_themselves(sign_in, care_manager, entry, kind):
    RepresentativeFactory(entry=entry, surname="Grimsdale", is_main=True)

    html = (
        sign_in(care_manager).get(f"/events/{entry.event.reference}/documents/{kind}/print/").content.decode()
    )

    assert "Applesham" in html and "Grimsdale" in html
    if kind == "residents-list":
        heads = ("Name of home", "Name of manager", "Type of home", "Anticipated closure date")
        assert all(head in html for head in heads) and html.count('<th scope="col">') == 10


def test_partner_gets_no_contacts_and_no_sheets(sign_in, partner, care_manager, funded):
    move = arrange_transfer(by=care_manager, entry=funded, version=0, on=timezone.localdate())
    start = f"/events/{funded.event.reference}/documents"

    assert sign_in(partner).get(f"{start}/key-contacts/print/").status_code == 404
    assert sign_in(partner).get(f"{start}/transfer-sheet/print/?about={move.pk}").status_code == 404


@pytest.mark.parametrize(("state", "word"), [("planned", "Left"), ("left", "Arrived")])
def test_tap_of_the_day_says_one_word_and_for_screen_readers_of_whom(
    sign_in, care_manager, event, move, state, word
):
    if state == "left":
        record_leaving(by=care_manager, transfer=move)

    page = sign_in(care_manager).get(url("moves", event.reference)).content.decode()

    name = move.entry.service_user
    assert re.search(rf'{word}<span class="govuk-visually-hidden"> {name}</span>\s*</button>', page)
    assert "&lt;span" not in page


def test_transfer_sheet_says_whom_to_ring_what_they_need_and_who_confirmed(
    sign_in, care_manager, entry, move
):
    facts = {"worker": "Dele Winterbourne", "worker_phone": "01632 960200", "gp": "Mill Bank Surgery"}
    TrackerEntry.objects.filter(pk=entry.pk).update(**facts, dols_next="needed")
    entry.refresh_from_db()
    add_must_have(by=care_manager, entry=entry, words="My piano", kind="other", weight="essential")
    confirm_arrival(by=care_manager, transfer=move, confirmed_by="Sister Okafor")

    page = sign_in(care_manager).get(
        f"/events/{entry.event.reference}/documents/transfer-sheet/print/?about={move.pk}"
    )

    page = page.content.decode()
    for words in (*facts.values(), "Needed, not applied for", "My piano", "confirmed by Sister Okafor"):
        assert words in page
    assert "(name, signature, time)" not in page
