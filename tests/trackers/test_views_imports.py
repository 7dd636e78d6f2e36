"""The pages of a resident list: send, check, put right, load."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection

from tests.accounts.test_drafts import end_session
from tests.factories import sheets
from tests.factories.events import EventFactory
from tests.trackers.test_operations_imports import LIST
from trackers.models import ResidentImport, ServiceUser, TrackerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(host):
    return EventFactory(host_council=host)


def send(client, event, data: bytes | None = None, name="residents.xlsx"):
    file = io.BytesIO(sheets.xlsx(LIST) if data is None else data)
    file.name = name
    return client.post(f"/events/{event.reference}/tracker/import/", {"file": file})


def test_officer_sends_checks_and_loads_a_list(officer, event, sign_in):
    client = sign_in(officer)
    page = client.get(send(client, event).url).content.decode()
    assert "All 5 rows are accounted for" in page
    assert "31 February 1930 is not a date." in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    upload = ResidentImport.objects.get()

    receipt = client.post(f"{upload.get_absolute_url()}load/", {"seen": seen}, follow=True).content.decode()

    assert TrackerEntry.objects.count() == 2
    assert "Rows that were not loaded" in receipt


def test_row_is_put_right_on_the_page(officer, event, sign_in):
    client = sign_in(officer)
    send(client, event)
    upload = ResidentImport.objects.get()

    page = client.post(
        f"{upload.get_absolute_url()}rows/", {"fix_5_date_of_birth": "28/02/1930"}, follow=True
    )

    assert "Add 3 people" in page.content.decode()


def test_rows_to_fix_and_values_worth_a_look_are_sent_together(officer, event, sign_in):
    client = sign_in(officer)
    rows = b"Surname,Forename,DOB,Room\nAlder,Ann,31/02/1930,1\nBirch,Bob,1/2/1931,02-Jan\n"
    address = send(client, event, rows, "a.csv").url

    forms = client.get(address).content.decode().split("<form")
    assert [("fix_2_date_of_birth" in form, "fix_3_room" in form) for form in forms if "fix_" in form] == [
        (True, True)
    ]
    fixed = {"fix_2_date_of_birth": "28/02/1930", "fix_3_room": "2-1"}
    page = client.post(f"{address}rows/", fixed, follow=True).content.decode()

    assert "Add 2 people" in page and "worth a look" not in page


def test_columns_are_chosen_on_the_page(officer, event, sign_in):
    client = sign_in(officer)
    send(client, event, sheets.xlsx([["Who", "Flat"], ["Ada Larksmead", "7"]]))
    upload = ResidentImport.objects.get()

    said = {"heading_row": "1", "column_0": "full_name", "column_1": "room"}
    page = client.post(f"{upload.get_absolute_url()}columns/", said, follow=True)

    assert "Add 1 person" in page.content.decode()
    assert "Larksmead, Ada" in page.content.decode()


def test_sheet_is_asked_for_when_several_have_rows(officer, event, sign_in):
    client = sign_in(officer)
    data = sheets.xlsx(
        [["Name"], ["Staff Member"]], sheet="Staff", more={"Residents": [["Name"], ["Ada Larksmead"]]}
    )
    page = client.get(send(client, event, data).url).content.decode()
    assert "Which sheet lists the people?" in page
    upload = ResidentImport.objects.get()

    page = client.post(
        f"{upload.get_absolute_url()}columns/", {"sheet": "Residents"}, follow=True
    ).content.decode()

    assert "Larksmead" in page


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7", "list.pdf", "it is a PDF"),
        (b"", "empty.csv", ""),
        (b'Name,Room\n"Ada,1\nBert,2\n', "pasted rows.tsv", "A quote opened on line 2 is never closed."),
        (b"PK\x03\x04broken", "list.xlsx", "not a spreadsheet we can read"),
    ],
)
def test_bad_file_is_refused_with_a_sentence(officer, event, sign_in, data, name, words):
    response = send(sign_in(officer), event, data, name)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert words in response.content.decode()
    assert not ResidentImport.objects.exists()


def test_rows_to_check_are_downloaded(officer, event, sign_in):
    client = sign_in(officer)
    send(client, event)

    response = client.get(f"{ResidentImport.objects.get().get_absolute_url()}problems/")

    assert response["Content-Disposition"].startswith("attachment")
    assert "31 February 1930 is not a date." in response.content.decode("utf-8-sig")


def test_list_is_for_its_sender_only(officer, care_manager, reader, partner, event, sign_in, client):
    send(sign_in(officer), event)
    address = ResidentImport.objects.get().get_absolute_url()

    assert sign_in(care_manager).get(address).status_code == 404
    assert sign_in(reader).get(address).status_code == 403
    assert sign_in(partner).get(address).status_code == 403
    assert client.get(address).url.startswith("/account/login/")
    assert sign_in(partner).get(f"/events/{event.reference}/tracker/import/").status_code == 403


def test_list_put_away_is_gone(officer, event, sign_in):
    client = sign_in(officer)
    send(client, event)
    upload = ResidentImport.objects.get()

    client.post(f"{upload.get_absolute_url()}put-away/")

    assert client.get(upload.get_absolute_url()).status_code == 404
    assert ResidentImport.objects.get().content is None


def test_unclosed_quote_is_named_and_the_file_kept_for_another_reading(officer, event, sign_in):
    client = sign_in(officer)
    data = b'Name,Room\n"Ada Larksmead,1\nTom Pell,2\n'
    page = client.get(send(client, event, data, "list.csv").url).content.decode()
    assert "A quote opened on line 2 is never closed." in page
    assert "The file is kept until" in page
    upload = ResidentImport.objects.get()
    for step in ("columns/", "rows/"):
        assert client.post(f"{upload.get_absolute_url()}{step}").status_code == 302

    page = client.post(f"{upload.get_absolute_url()}columns/", {"quotes": "drop"}, follow=True)

    assert "Add 2 people" in page.content.decode()
    assert not TrackerEntry.objects.exists()


def test_load_that_fails_half_way_saves_nothing_and_keeps_the_file(officer, event, sign_in, fails_at_last):
    client = sign_in(officer)
    client.raise_request_exception = False
    page = client.get(send(client, event).url).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    upload = ResidentImport.objects.get()

    response = client.post(f"{upload.get_absolute_url()}load/", {"seen": seen})

    assert response.status_code == 500
    assert "Nothing was saved." in response.content.decode()
    assert re.search(r"Reference <strong>[0-9A-F]{8}</strong>", response.content.decode())
    assert not TrackerEntry.objects.exists() and not ServiceUser.objects.exists()
    assert ResidentImport.objects.get().content is not None
    assert "Add 2 people" in client.get(upload.get_absolute_url()).content.decode()


@pytest.fixture
def fails_at_last():
    """The database refuses the last person of the list, when all others are in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION fail_at_last() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'half-way'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER fail_at_last BEFORE INSERT ON trackers_trackerentry FOR EACH ROW "
            "WHEN (NEW.room = '2') EXECUTE FUNCTION fail_at_last()"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION fail_at_last CASCADE")


def test_changes_are_said_in_words_and_nothing_to_load_has_no_button(officer, event, sign_in):
    client, heads = sign_in(officer), "Surname;Forename;DOB;Funded by\n"
    page = client.get(send(client, event, f"{heads}Applesham;Agnes;12/03/1942;CHC\n".encode(), "a.csv").url)
    assert "It is text in UTF-8, with a semicolon between the columns." in page.content.decode()
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    client.post(f"{ResidentImport.objects.get().get_absolute_url()}load/", {"seen": seen})

    def again(row: str) -> str:
        return client.get(send(client, event, f"{heads}{row}\n".encode(), "b.csv").url).content.decode()

    changed = again("Applesham;Agnes;12/03/1942;Private")
    assert "NHS Continuing Healthcare becomes <strong>Self-funder</strong>" in changed
    assert "Update 1 person" in changed and "Add 0" not in changed
    same = again("Applesham;Agnes;12/03/1942;CHC")
    assert "Everybody in this list is on the tracker as the list has them." in same
    assert 'name="seen"' not in same


def test_number_of_somebody_else_is_put_right_on_the_page(officer, event, sign_in):
    client, heads = sign_in(officer), b"Surname,Forename,DOB,NHS number\n"
    rows = b"Applesham,Agnes,12/03/1942,9990000018\nDapplemere,Cecil,1/2/1930,9990000026\n"
    page = client.get(send(client, event, heads + rows, "a.csv").url).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    client.post(f"{ResidentImport.objects.get().get_absolute_url()}load/", {"seen": seen})
    address = send(client, event, heads + b"Applesham,Agnes,12/03/1942,9990000026\n", "b.csv").url

    page = client.get(address).content.decode()
    assert "Cecil Dapplemere, who is on the tracker" in page
    assert "Agnes Applesham, who is on the tracker" in page
    page = client.post(f"{address}rows/", {"fix_2_nhs_number": "999 000 0018"}, follow=True).content.decode()

    assert "Everybody in this list is on the tracker as the list has them." in page


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("rows", {"fix_5_date_of_birth": "28/02/1930"}, 'value="28/02/1930"'),
        ("columns", {"heading_row": "7"}, 'value="7"'),
        ("load", {"seen": "x"}, "All 5 rows are accounted for"),
    ],
)
def test_preview_outlives_the_session(officer, event, sign_in, name, said, shown):
    client = sign_in(officer)
    address = send(client, event).url
    client.get(address)
    end_session(client)

    answer = client.post(f"{address}{name}/", said, headers={"referer": f"http://testserver{address}"})
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(parse_qs(urlsplit(answer.url).query)["next"][0], follow=True)

    assert page.redirect_chain[0][0].startswith(f"{address}?draft=")
    assert "We kept what you typed" in page.content.decode() and shown in page.content.decode()
    assert not TrackerEntry.objects.exists()
