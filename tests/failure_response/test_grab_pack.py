"""The grab-pack: what it holds, that nothing opens it but its pass-phrase, and what the clock does with it."""

import io
import json
import re
from datetime import date, timedelta

import pytest
import pyzipper
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Notification, User
from events.models import GrabPack, Meeting
from events.operations import grab_packs
from events.operations.meetings import record_meeting
from failure_response.grab_pack import building, contents, pages
from failure_response.grab_pack.people import by_room, cards
from failure_response.repair import repair_everything
from govuk.pdf import PdfTooBig
from tests.factories.incidents import log, share_event
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from tests.pdfs import check_pdf
from trackers.models import Concern, MustHave, TrackerEntry, Transfer
from trackers.operations.transfers import arrange_transfer

NAMES = ("Applesham", "Brindlecombe", "Copperfold")


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def people(event, officer):
    """Three people: a contact who must not be told, a must-have and a concern, a move that is booked."""
    who = [ServiceUserFactory(surname=name, forename="Agnes") for name in NAMES]
    rows = [
        EntryFactory(event=event, service_user=one, room=room) for one, room in zip(who, "912", strict=True)
    ]
    RepresentativeFactory(entry=rows[0], surname="Kinsworth", phone="01632 960011", is_main=True)
    RepresentativeFactory(entry=rows[0], surname="Quillfeather", phone="01632 960022", must_not_be_told=True)
    MustHave.objects.create(entry=rows[1], event=event, words="My cat", kind="pets", weight="essential")
    Concern.objects.create(
        entry=rows[1], event=event, kind="safeguarding", what="A bruise", raised_by=officer
    )
    Transfer.objects.create(entry=rows[2], event=event, number=1, on=date(2026, 12, 3), escort="Her sister")
    return rows


def put(pack: GrabPack, **values) -> GrabPack:
    GrabPack.objects.filter(pk=pack.pk).update(**values)
    pack.refresh_from_db()
    return pack


def pretend(monkeypatch) -> list:
    """Without the typesetter: each making is noted, and gives two small files."""
    made = []
    monkeypatch.setattr(building, "files", lambda said, seconds: (made.append(said) or {"1": b"x"}, 3))
    return made


@pytest.fixture
def made(monkeypatch):
    return pretend(monkeypatch)


@pytest.fixture
def pack(event, people, made):
    """The first pack, made by the clock."""
    assert building.make_due() == 1
    return GrabPack.objects.get(event=event)


@pytest.mark.pdf
def test_the_pack_holds_everybody_and_opens_with_its_pass_phrase_only(event, people):
    building.make_due()
    pack = GrabPack.objects.get(event=event)
    files = opened(pack, grab_packs.pass_phrase_of(pack))

    whole, forms = text_of(files[contents.WHOLE]), text_of(files[contents.HAND_OVER])
    sheet = load_workbook(io.BytesIO(files[contents.SHEET])).active
    listed = {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
    for entry in people:
        name = entry.service_user.surname
        assert (
            name in whole and name in forms and name in text_of(files[contents.ROLL_CALL]) and name in listed
        )
        assert f"/people/{entry.pk}/move-day/" in forms.replace("\n", "")
    for said in (
        "My cat",
        "Open concern: safeguarding",
        "Thursday 3 December 2026",
        "Must not be told",
        "01632 960011",
    ):
        assert said in whole
    assert pack.people == [entry.pk for entry in people]
    for wrong in ("a-b-c-d-e-f", grab_packs.pass_phrase_of(pack).upper()):
        with pytest.raises(RuntimeError, match="Bad password"):
            opened(pack, wrong)


def text_of(pdf: bytes) -> str:
    return " ".join(check_pdf(pdf).texts)


def opened(pack: GrabPack, phrase: str) -> dict[str, bytes]:
    with pyzipper.AESZipFile(io.BytesIO(pack.content)) as locked:
        locked.setpassword(phrase.encode())
        return {name: locked.read(name) for name in locked.namelist()}


def test_without_the_pass_phrase_nothing_of_anybody_can_be_read(event, people, made, monkeypatch):
    monkeypatch.setattr(building, "files", lambda *args, **more: ({contents.WHOLE: b"Applesham " * 99}, 1))
    building.make_due()
    content = bytes(GrabPack.objects.get(event=event).content)

    info = pyzipper.AESZipFile(io.BytesIO(content)).infolist()[0]
    assert info.CRC == 0 and info.wz_aes_version == 2 and info.wz_aes_strength == 3
    assert all(name.encode() not in content for name in (*NAMES, event.service.name, event.reference))


def test_who_must_not_be_told_is_marked_and_in_no_address_book(event, officer, people):
    found = contents.collect(event, officer).contacts
    rows = contents.contacts.as_csv(found).decode("utf-8-sig").splitlines()
    book = contents.contacts.as_vcf(found).decode()

    assert next(row for row in rows if "Quillfeather" in row).startswith("MUST NOT BE TOLD,")
    assert "Kinsworth" in book and "Quillfeather" not in book
    assert book.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")


def test_the_roll_call_goes_along_the_corridor(event, officer, people):
    EntryFactory(event=event, room="10")
    EntryFactory(event=event)

    assert [one.room for one in by_room(cards(event, officer))] == ["1", "2", "9", "10", ""]


def test_the_roll_call_of_home_care_goes_to_addresses(event, officer):
    event.service.care_home = False
    one = EntryFactory(event=event, room="", address_before="3 Weir Lane, Exampleton")
    EntryFactory(event=event, room="", address_before="")

    files = contents.collect(event, officer).html
    said = files[contents.ROLL_CALL]

    assert not any("Born, room" in one or "From, room" in one for one in files.values())
    assert "by name" in said and "3 Weir Lane, Exampleton" in said and "Not known" in said
    assert "<td>Room" not in said and "room:" not in said
    TrackerEntry.objects.filter(pk=one.pk).update(room="12")
    assert "by room" in contents.collect(event, officer).html[contents.ROLL_CALL]


def test_as_many_questions_for_few_as_for_many(event, officer, people, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as few:
        contents.collect(event, officer)
    for entry in (EntryFactory(event=event) for _ in range(6)):
        RepresentativeFactory(entry=entry)
        Transfer.objects.create(entry=entry, event=event, number=1, on=date(2026, 12, 3))

    with django_assert_max_num_queries(len(few)):
        contents.collect(event, officer)


def test_nothing_is_due_within_the_hour(pack, made):
    assert building.make_due() == 0
    assert len(made) == 1
    assert (pack.built_because, pack.failure, pack.is_coming) == ("hourly", "", False)


def test_an_hour_later_an_unchanged_event_is_confirmed_and_not_made_again(pack, made):
    before = put(pack, next_at=Now() - timedelta(seconds=1))
    built, checked = before.built_at, before.checked_at

    assert building.make_due() == 1

    pack.refresh_from_db()
    assert len(made) == 1
    assert pack.built_at == built and pack.checked_at > checked
    assert pack.next_at > timezone.now() + timedelta(minutes=59)


def test_an_hour_later_a_changed_event_is_made_again(pack, people, made):
    put(pack, next_at=Now() - timedelta(seconds=1))
    people[0].mobility_needs = "Uses a hoist since Tuesday"
    people[0].save()

    building.make_due()

    pack.refresh_from_db()
    assert len(made) == 2
    assert pack.checked_at == pack.built_at == made[1].as_at


def test_a_meeting_has_it_made_at_the_next_tick(pack, made, officer):
    record_meeting(
        by=officer,
        event=pack.event,
        held_on=date(2026, 11, 9),
        starts_at=timezone.now().time(),
        venue="Room 2",
    )
    assert Meeting.objects.get().state == "held"

    assert building.make_due() == 1
    pack.refresh_from_db()
    assert pack.built_because == "meeting"
    assert building.make_due() == 0


def test_a_clock_killed_half_way_leaves_the_older_pack_and_the_next_one_takes_over(pack, made):
    put(pack, is_wanted=True)
    old, system = bytes(pack.content), User.objects.system()
    dead = grab_packs.claim(by=system, lease_seconds=180)
    assert building.make_due() == 0  # its lease holds
    pack.refresh_from_db()
    assert bytes(pack.content) == old and pack.is_being_made

    put(pack, next_at=Now() - timedelta(seconds=1))
    assert building.make_due() == 1

    pack.refresh_from_db()
    assert pack.built_because == "asked" and not pack.is_being_made
    late = {"content": b"late", "pages": 1, "people": [], "digest": "x", "as_at": timezone.now()}
    assert not grab_packs.finish(by=system, pack=dead, **late)


def test_three_dead_makers_are_shown_and_told(pack, made, officer):
    for _ in range(3):
        put(pack, is_being_made=True, next_at=Now() - timedelta(seconds=1), attempts=3)
        assert "1 grab-pack given up after three makers died" in repair_everything()

    pack.refresh_from_db()
    assert "stopped three times" in pack.failure and pack.content
    assert Notification.objects.filter(kind="grab_pack.failed", to=officer).count() == 1


def test_a_pack_that_is_too_big_fails_with_its_reason_and_leads_are_told_once(event, people, monkeypatch):
    def too_big(*args, **more):
        raise PdfTooBig("The grab-pack took longer than 70 seconds to make.")

    monkeypatch.setattr(building, "files", too_big)
    for _ in range(2):
        building.make_due()
        put(GrabPack.objects.get(event=event), next_at=Now() - timedelta(seconds=1))

    pack = GrabPack.objects.get(event=event)
    assert pack.failure == "The grab-pack took longer than 70 seconds to make." and pack.content is None
    told = Notification.objects.get(kind="grab_pack.failed")
    assert told.subject == f"{event.reference}: the grab-pack could not be made"


def test_a_fault_of_ours_is_tried_three_times_and_logged_without_its_text(event, people, monkeypatch, caplog):
    def broken(*args):
        raise LookupError("Quillfeather")

    monkeypatch.setattr(building, "collect", broken)
    for _ in range(3):
        building.make_due()
        GrabPack.objects.update(next_at=Now() - timedelta(seconds=1))

    assert Notification.objects.filter(kind="grab_pack.failed").count() == 1
    assert "LookupError" in caplog.text and "Quillfeather" not in caplog.text


def test_another_secret_key_asks_for_a_new_pass_phrase(pack, made, officer, settings):
    settings.SECRET_KEY = "another one, set after a break-in"
    put(pack, is_wanted=True)
    building.make_due()
    pack.refresh_from_db()
    assert pack.failure == grab_packs.LOST and len(made) == 1

    grab_packs.change_pass_phrase(by=officer, event=pack.event)
    building.make_due()

    pack.refresh_from_db()
    assert pack.failure == "" and opened(pack, grab_packs.pass_phrase_of(pack)) == {"1": b"x"}


def test_a_pack_under_the_old_pass_phrase_never_comes_back(pack, officer):
    grab_packs.want(by=officer, event=pack.event)
    claimed = grab_packs.claim(by=User.objects.system(), lease_seconds=180)
    grab_packs.change_pass_phrase(by=officer, event=pack.event)

    given = {"content": b"old", "pages": 1, "people": [], "digest": "x", "as_at": timezone.now()}
    assert not grab_packs.finish(by=User.objects.system(), pack=claimed, **given)
    pack.refresh_from_db()
    assert pack.content is None


def test_a_resolved_event_keeps_no_pack(pack):
    type(pack.event).objects.filter(pk=pack.event_id).update(status="resolved")

    assert building.make_due() == 0
    repair_everything()

    pack.refresh_from_db()
    assert pack.content is None and pack.people == []


def test_paper_is_typed_into_the_page_that_the_form_names_and_a_clash_shows_both(
    event, people, officer, care_manager, sign_in
):
    entry, day = people[2], timezone.localdate()
    forms = contents.collect(event, officer).html[contents.HAND_OVER]
    page = reverse("trackers:move-day", args=[entry.pk])
    assert f"{page}</p>" in forms and f"{event.reference}, person {entry.pk}, move 1" in forms
    client = sign_in(care_manager)
    assert reverse("trackers:transfer-arrange", args=[entry.pk]) in client.get(page).content.decode()
    arrange_transfer(by=officer, entry=entry, version=1, on=day, escort="Her brother")
    typed = {"on-day": day.day, "on-month": day.month, "on-year": day.year, "version": 1}

    answer = client.post(f"{page}arrange/", typed | {"escort": "Night carer"})

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Her brother" in shown and "Night carer" in shown
    assert Transfer.objects.get(entry=entry).escort == "Her brother"


def test_the_command_writes_the_zip_for_who_may_have_it(
    event, people, made, officer, partner, tmp_path, capsys
):
    out = tmp_path / "pack.zip"
    asked = ["render_document", event.reference, "grab-pack", "--out", str(out), "--json", "--as"]

    call_command(*asked, officer.email, "--with-pass-phrase")

    said, pack = json.loads(capsys.readouterr().out), GrabPack.objects.get(event=event)
    assert (said["kind"], said["pages"], said["people"], said["bytes"]) == (
        "grab-pack",
        3,
        3,
        out.stat().st_size,
    )
    assert opened(pack, said["pass_phrase"]) == {"1": b"x"}
    share_event(by=officer, event=event, organisation=partner.organisation)
    with pytest.raises(SystemExit):
        call_command(*asked, partner.email)
    assert "the council that runs the event" in json.loads(capsys.readouterr().out)["refused"]


def test_of_very_many_those_without_an_outcome_have_cards(event, officer, people, monkeypatch):
    monkeypatch.setattr(pages, "MOST_CARDS", 2)
    type(people[0]).objects.filter(pk=people[0].pk).update(
        final_outcome="moved", final_outcome_on=date(2026, 11, 9)
    )

    shown = pages.with_card(cards(event, officer))

    assert [one.surname for one in shown] == list(NAMES[1:])


@pytest.mark.pdf
def test_cards_stand_several_on_a_page_and_none_over_two(event, people, officer):
    for number in range(7):
        entry = EntryFactory(event=event, service_user=ServiceUserFactory(surname=f"Synth{number}"))
        RepresentativeFactory(entry=entry, phone="01632 960033")
    made, _ = contents.files(contents.collect(event, officer), seconds=60)

    texts = check_pdf(made[contents.WHOLE]).texts
    pages = [text for text in texts if re.search(r"NHS number \S+ \S+ \S+\.", text)]

    assert len(pages) <= 5
    for text in pages:
        assert text.count("NHS number") == text.count("Whom to ring")
