"""Rows pasted from a spreadsheet go the way of a file: the same gate, preview and load."""

import io
from html.parser import HTMLParser

import pytest

from govuk.sheets.gate import check
from govuk.sheets.limits import RESIDENTS, SheetRefused
from govuk.sheets.read import read
from tests.factories import sheets
from tests.factories.events import EventFactory
from trackers.models import Representative, ResidentImport, TrackerEntry
from trackers.rules.pasted import FILE_NAME, as_file

HEADED = (
    "Surname\tForename\tD.O.B\tRm\r\nApplesham\tAgnes\t12/03/1942\t1\r\nBrindlecombe\tAlbert\t4/7/1935\t2"
)
UNCLOSED = 'Surname\tForename\tRm\n\tAda\t1\n"Brindlecombe\tAlbert\t2\n  Copperfold\tBeatrice\t3\n\n'


class Typed(HTMLParser):
    """The text of the box as a browser would show it."""

    text, is_inside = "", False

    def handle_starttag(self, tag, attrs):
        self.is_inside = tag == "textarea"

    def handle_data(self, data):
        self.text += data if self.is_inside else ""

    def handle_endtag(self, tag):
        self.is_inside = False


def typed_in(response) -> str:
    box = Typed()
    box.feed(response.content.decode())
    return box.text


@pytest.fixture
def event(host):
    return EventFactory(host_council=host)


@pytest.fixture
def paste(officer, event, sign_in):
    client = sign_in(officer)

    def send(text: str, **more):
        return client.post(
            f"/events/{event.reference}/tracker/import/", {"pasted": text, **more}, follow=True
        )

    send.client = client
    return send


def load(paste, page):
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    address = ResidentImport.objects.get().get_absolute_url()
    return paste.client.post(f"{address}load/", {"seen": seen}, follow=True)


def rows_of(text: str) -> list[list]:
    return [values for _, values in read(check(as_file(text), FILE_NAME)).rows]


@pytest.mark.django_db
def test_page_offers_a_box_for_rows(officer, event, sign_in):
    page = sign_in(officer).get(f"/events/{event.reference}/tracker/import/").content.decode()

    assert "Or paste the rows here" in page
    assert 'name="pasted"' in page


@pytest.mark.django_db
def test_pasted_rows_with_headings_are_checked_and_loaded(paste):
    page = paste(HEADED)
    assert "Columns: 4 of 4 recognised" in page.content.decode()
    assert "pasted rows.tsv" in page.content.decode()

    load(paste, page)

    found = TrackerEntry.objects.values_list("service_user__surname", "room").order_by("room")
    assert list(found) == [("Applesham", "1"), ("Brindlecombe", "2")]


@pytest.mark.django_db
def test_columns_of_pasted_rows_without_headings_are_asked_for(paste):
    page = paste("Applesham\tAgnes\t1\nBrindlecombe\tAlbert\t2\n").content.decode()
    assert "Columns: 0 of 3 recognised" in page
    assert "No column of names was found, so nobody is read yet." in page
    address = ResidentImport.objects.get().get_absolute_url()

    said = {"column_0": "surname", "column_1": "forename", "column_2": "room"}
    page = paste.client.post(f"{address}columns/", said, follow=True).content.decode()

    assert "Add 2 people" in page
    assert "Brindlecombe, Albert" in page


@pytest.mark.django_db
def test_quoted_cell_keeps_its_lines_and_tabs(paste):
    text = 'Name\tNext of kin\tNOK address\nAgnes Applesham\tJoan Applesham\t"1 High St\nOldtown,\t""Exshire"""\n'

    load(paste, paste(text))

    assert TrackerEntry.objects.count() == 1
    assert "1 High St" in Representative.objects.get().address
    assert "Exshire" in Representative.objects.get().address


@pytest.mark.django_db
def test_unclosed_quote_is_named_by_line_and_the_text_kept(paste):
    response = paste(UNCLOSED)

    assert response.status_code == 422
    assert "A quote opened on line 3 is never closed." in response.content.decode()
    assert 'href="#id_pasted"' in response.content.decode()
    assert typed_in(response) == UNCLOSED
    assert not ResidentImport.objects.exists()


@pytest.mark.django_db
def test_file_and_pasted_rows_together_are_refused_and_the_text_kept(paste):
    file = io.BytesIO(sheets.xlsx([["Name"], ["Ada Larksmead"]]))
    file.name = "residents.xlsx"

    response = paste(HEADED, file=file)

    assert response.status_code == 422
    assert "Choose a file or paste the rows, not both" in response.content.decode()
    assert typed_in(response) == HEADED.replace("\r\n", "\n")
    assert not ResidentImport.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " \t\r\n\t"])
def test_neither_file_nor_rows_is_refused(paste, text):
    response = paste(text)

    assert response.status_code == 422
    assert "Choose the provider’s list, or paste its rows" in response.content.decode()


@pytest.mark.django_db
def test_sixty_pasted_people_take_three_requests(paste, event):
    """Actions: Load a list, the box, paste, Check the list, Add 60 people, Go to the tracker. Six of eight."""
    paste.client.get(f"/events/{event.reference}/tracker/import/")
    rows = "".join(f"Resident{chr(65 + n // 26)}{chr(65 + n % 26)}\tAda\t{n + 1}\r\n" for n in range(60))
    page = paste(f"Surname\tForename\tRoom\r\n{rows}")
    assert "Add 60 people" in page.content.decode()

    receipt = load(paste, page)

    assert "Go to the tracker" in receipt.content.decode()
    assert TrackerEntry.objects.count() == 60


@pytest.mark.django_db
def test_control_characters_are_taken_out(paste):
    page = paste("Surname\tForename\tRoom\nApple\x00sham\tAg\x0bnes\t1\n").content.decode()

    assert "Applesham, Agnes" in page
    assert "Add 1 person" in page


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Name\tKin\nAda\t1 High St, Oldtown, Exshire, EX1\nBea\t2 Low St, Oldtown, Exshire\n", 2),
        ("Surname;Room\nApplesham;1\n", 2),
        ("Surname,Room\nApplesham,1\n", 2),
        ("RIFFORD\tRichard\nRIFFORD\tAda\n", 2),
        ("Name\nApplesham, Agnes\nBrindlecombe, Albert\n", 1),
        ("Residents\nSurname,Room\nApplesham,1\n", 2),
        ('Name\tNotes\nAda\t"one\ntwo\nthree\nfour, five, six"\nBea\t"one\ntwo\nthree\nfour"\n', 2),
    ],
)
def test_separator_of_pasted_rows_is_found(text, rows):
    assert {len(values) for values in rows_of(text)} == {rows}


def test_pasted_rows_larger_than_a_file_may_be_are_refused():
    with pytest.raises(SheetRefused, match=r"What was pasted is 5.\d MB; the limit is 5 MB"):
        as_file("Applesham\tAgnes\n" * (RESIDENTS.size // 15))
