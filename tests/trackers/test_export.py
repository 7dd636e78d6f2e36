"""The tracker as a file: the rows and columns of the page, for the page and the operator's command."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessEntry
from events.models import Document
from failure_response.rendering import make_waiting
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.cells import CHOICES
from trackers.rules.fields import COLUMNS, columns_for
from trackers.tracker_paper import _cell

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def address(event, query=""):
    return reverse("trackers:tracker-export", args=[event.reference]) + query


def rows_of(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def download(client, event, kind="csv", query=""):
    return client.post(address(event, query), {"kind": kind})


@pytest.fixture
def people(entry, funded):
    other = ServiceUserFactory(surname="Brindlecombe", forename="Albert")
    return [
        entry,
        EntryFactory(event=entry.event, service_user=other, next_step="=1+1", move_on="2026-11-27"),
        funded,
    ]


def test_page_says_what_will_be_in_the_file(sign_in, officer, event, people):
    html = sign_in(officer).get(address(event, "?name=applesh")).content.decode()

    assert "<strong>1 person</strong>" in html


def test_file_has_rows_and_columns_of_the_page_in_its_order(sign_in, officer, event, people):
    answer = download(sign_in(officer), event, query="?sort=-person&col=move")

    rows = rows_of(answer.content)
    assert [row["Surname"] for row in rows] == ["Dapplemere", "Brindlecombe", "Applesham"]
    assert list(rows[0]) == [
        "Surname",
        "Forename",
        "Date of birth",
        "Room",
        "Next step",
        "Who does the next step",
        "Next step due",
        "Move planned for",
        "Moved",
    ]
    assert (rows[1]["Next step"], rows[1]["Move planned for"]) == ("'=1+1", "2026-11-27")
    assert answer["Content-Disposition"] == f'attachment; filename="{event.reference} tracker.csv"'


def test_filter_of_the_page_holds_for_the_file(sign_in, officer, event, people):
    assert [
        row["Surname"] for row in rows_of(download(sign_in(officer), event, query="?name=applesh").content)
    ] == ["Applesham"]


def test_workbook_has_words_days_and_no_formula(sign_in, officer, event, people):
    book = openpyxl.load_workbook(io.BytesIO(download(sign_in(officer), event, "xlsx").content))

    (sheet,) = book.worksheets
    values = next(iter(sheet.iter_rows(min_row=3, max_row=3)))
    assert {cell.data_type for cell in values} <= {"s", "n", "d"}
    assert "Not known" in [cell.value for cell in values]


def test_download_is_recorded_with_its_people(sign_in, officer, event, people):
    download(sign_in(officer), event)

    taken = AccessEntry.objects.get(kind="export")
    assert (taken.by, taken.event_reference) == (officer, event.reference)
    assert sorted(taken.people) == sorted(one.pk for one in people)


def test_partner_gets_its_own_people_and_fields(sign_in, partner, event, people):
    rows = rows_of(download(sign_in(partner), event, query="?col=move&col=check").content)

    assert [row["Surname"] for row in rows] == ["Dapplemere"]
    assert set(rows[0]) == {
        "Surname",
        "Forename",
        "Date of birth",
        "Room",
        "Next step",
        "Next step due",
        "Moved",
    }
    assert AccessEntry.objects.get(kind="export").people == [people[2].pk]


def test_others_are_kept_out(client, sign_in, reader, outsider, event, people):
    assert client.post(address(event)).status_code == 302
    assert sign_in(reader).get(address(event)).status_code == 403
    assert sign_in(outsider).get(address(event)).status_code == 404


def test_bad_kind_shows_the_error_summary(sign_in, officer, event, people):
    answer = download(sign_in(officer), event, "docx")

    assert answer.status_code == 422
    assert not AccessEntry.objects.filter(kind="export").exists()


def test_twenty_downloads_an_hour_are_enough(sign_in, officer, event, people):
    AccessEntry.objects.bulk_create([AccessEntry(by=officer, kind="export", subject="Tracker")] * 20)

    answer = download(sign_in(officer), event)

    assert answer.status_code == 422
    assert "20 lists in the last hour" in answer.content.decode()


def test_second_factor_is_asked_for_again_where_it_is_the_rule(sign_in, officer, event, people, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})

    answer = download(sign_in(officer), event)

    assert (answer.status_code, "reauthenticate" in answer.url) == (302, True)
    assert not AccessEntry.objects.filter(kind="export").exists()


def run(event, who, out, *options):
    said = io.StringIO()
    call_command(
        "export_tracker",
        event,
        "--as",
        who,
        "--out",
        str(out),
        "--json",
        *options,
        stdout=said,
        stderr=io.StringIO(),
    )
    return json.loads(said.getvalue())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_command_writes_what_that_person_may_see(tmp_path, partner, event, people, kind):
    out = tmp_path / f"tracker.{kind}"

    answer = run(event.reference, partner.email, out, "--format", kind)

    assert (answer["file"], answer["people"]) == (str(out), 1)
    assert answer["columns"][:2] == ["Surname", "Forename"]
    assert out.stat().st_size > 100


@pytest.mark.parametrize(
    ("event_given", "who"),
    [("PF-1999-0001", "officer"), ("own", "reader"), ("own", "outsider"), ("own", "nobody")],
)
def test_command_refuses_in_one_sentence(request, tmp_path, event, people, event_given, who, capsys):
    email = "nobody@council.example" if who == "nobody" else request.getfixturevalue(who).email
    said, refused = io.StringIO(), io.StringIO()
    reference = event.reference if event_given == "own" else event_given

    with pytest.raises(SystemExit) as end:
        call_command(
            "export_tracker",
            *(reference, "--as", email, "--out", str(tmp_path / "x"), "--format", "csv", "--json"),
            stdout=said,
            stderr=refused,
        )

    assert end.value.code == 1
    assert json.loads(said.getvalue())["refused"] == refused.getvalue().strip()
    assert not (tmp_path / "x").exists()


def asked_for(client, event, query=""):
    """The document that the download page asked for, and its PDF's words."""
    answer = download(client, event, "pdf", query=query)
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url()
    make_waiting()
    document.refresh_from_db()
    return document, " ".join(page.extract_text() for page in PdfReader(io.BytesIO(document.content)).pages)


@pytest.mark.pdf
def test_paper_has_the_people_columns_and_order_of_the_page(sign_in, officer, event, people):
    document, text = asked_for(sign_in(officer), event, query="?sort=-person&col=move&name=a")

    assert text.index("Dapplemere, Cecil") < text.index("Applesham, Agnes")
    assert "Who pays" not in text
    assert set(document.people) == {entry.pk for entry in people}


@pytest.mark.pdf
def test_paper_of_a_partner_holds_own_people_only(sign_in, partner, event, people):
    _, text = asked_for(sign_in(partner), event)

    assert "Dapplemere" in text
    assert "Applesham" not in text


@pytest.mark.parametrize("out", [".", "not-there/tracker.csv"])
def test_file_that_cannot_be_written_is_not_said_to_be_taken(tmp_path, officer, event, people, out):
    with pytest.raises(SystemExit):
        run(event.reference, officer.email, tmp_path / out, "--format", "csv")

    assert not AccessEntry.objects.filter(kind="export").exists()


def test_file_is_gone_when_its_entry_cannot_stand(tmp_path, officer, event, people, monkeypatch):
    written = Path.write_bytes

    def then_fails(path, content):
        written(path, content)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", then_fails)
    with pytest.raises(SystemExit):
        run(event.reference, officer.email, tmp_path / "x", "--format", "csv")

    assert not (tmp_path / "x").exists() and not AccessEntry.objects.filter(kind="export").exists()


def test_paper_tells_of_a_death_as_the_table_does():
    said = {"stage": "other", "final_outcome": "died"}
    said |= {"legal_duty": "ended", "legal_computed": "applies"}

    assert _cell(COLUMNS["legal"], said, TODAY) == [CHOICES["legal_duty"]["ended"]]
    assert _cell(COLUMNS["stage"], said, TODAY) == ["Died"]
    assert _cell(COLUMNS["legal"], said | {"final_outcome": ""}, TODAY)[1].startswith("The rules say: ")
    assert columns_for([], partner=True)[1].label == "Next step"
