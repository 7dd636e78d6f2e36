import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from govuk.sheets.gate import check
from govuk.sheets.read import read
from govuk.sheets.write import write_csv, write_xlsx
from tests.factories import sheets

RISKY = [
    "=1+1",
    "+44 1632 960011",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\nx",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "'=1",
    "#REF!",
]
HEADINGS = ["Name", "Note"]


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_workbook_holds_text_as_text_whatever_it_looks_like():
    data = write_xlsx(["=cmd", "Note"], [[text, "x"] for text in RISKY], title="Tracker")

    cells = [row[0] for row in opened(data).active.iter_rows()]

    assert [cell.value for cell in cells] == ["=cmd", *RISKY]
    assert {cell.data_type for cell in cells} == {"s"}
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1] == [
        "=1+1",
        "x",
    ]


def test_workbook_text_stays_text_when_a_person_edits_it():
    cells = opened(write_xlsx(HEADINGS, [["=1+1", "plain"]], title="Tracker")).active[2]

    assert [cell.quotePrefix for cell in cells] == [True, False]


def test_workbook_types_numbers_and_dates():
    moment = dt.datetime(2026, 7, 1, 9, 31, tzinfo=dt.UTC)
    row = [3, 2.5, Decimal("10.20"), dt.date(1942, 3, 12), moment]

    cells = opened(write_xlsx("abcde", [row], title="T")).active[2]

    assert [cell.value for cell in cells[:3]] == [3, 2.5, 10.2]
    assert [cell.value.isoformat() for cell in cells[3:]] == ["1942-03-12T00:00:00", "2026-07-01T10:31:00"]
    assert [cell.number_format for cell in cells[3:]] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"]


def test_workbook_gives_other_values_in_words():
    row = [True, None, dt.date(1899, 2, 1), 10**20, float("nan")]

    cells = opened(write_xlsx("abcde", [row], title="T")).active[2]

    assert [cell.value for cell in cells] == ["Yes", None, "1899-02-01", "1" + "0" * 20, "nan"]


def test_workbook_carries_nothing_but_the_table():
    data = write_xlsx(
        HEADINGS, [["Ada Moss", "see http://quillmere.example/"]], title="Tracker: PF-2026-0001"
    )
    book = opened(data)

    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("Tracker PF-2026-0001", "visible")
    ]
    assert not book.defined_names
    assert not [row for row in book.active.iter_rows() for cell in row if cell.hyperlink or cell.comment]
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [
        name for name in names if any(part in name for part in ("comment", "external", "vml", "custom"))
    ]
    everything = b"".join(content for _, content in sheets.entries(data))
    assert not [word for word in (b"openpyxl", b"creator", b"lastModifiedBy") if word in everything]


@pytest.mark.parametrize("title", ["", "a" * 40, "[x]/:*?\\", "History", "'quoted'", "two\nlines"])
def test_any_title_gives_a_sheet_name_that_programs_accept(title):
    name = opened(write_xlsx(HEADINGS, [], title=title)).active.title

    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\\n")


def test_control_characters_do_not_stop_an_export():
    rows = [["Ada\x0bMoss\x00", "a\r\nb\ufeff\ud800"]]

    assert [cell.value for cell in opened(write_xlsx(HEADINGS, rows, title="T")).active[2]] == [
        "AdaMoss",
        "a\nb",
    ]
    assert list(csv.reader(io.StringIO(write_csv(HEADINGS, rows).decode("utf-8-sig"))))[1] == [
        "AdaMoss",
        "a\nb",
    ]


def test_text_too_long_for_a_cell_is_cut_and_says_so():
    value = opened(write_xlsx(["Note"], [["x" * 40_000]], title="T")).active["A2"].value

    assert len(value) == 32_767
    assert value.endswith(" [cut: 40,000 characters in all]")


def test_csv_marks_what_could_be_taken_for_a_formula():
    data = write_csv(["=cmd"], [[text] for text in RISKY])

    cells = [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]

    assert data.startswith(b"\xef\xbb\xbf")
    assert cells == ["'=cmd", *(f"'{text}" for text in RISKY[:-1]), "#REF!"]


def test_csv_writes_numbers_bare_and_dates_without_doubt():
    data = write_csv(["a", "b", "c", "d"], [[-5, 2.5, dt.date(1942, 3, 12), None]])

    assert data.decode("utf-8-sig") == "a,b,c,d\r\n-5,2.5,1942-03-12,\r\n"


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("=+-@'\n\t;,\"|")
)


# Marks that nobody sees: they are taken out on both ways.
UNSEEN = dict.fromkeys(
    (
        0xAD,
        0xFEFF,
        0x200B,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),
    )
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_back(rows):
    rows = [[text.translate(UNSEEN) for text in row] for row in [["Name", "Note"], *rows]]
    expected = [[text if text.strip() else None for text in row] for row in rows]
    while expected[-1] == [None, None]:
        expected.pop()

    from_csv = read(check(write_csv(rows[0], rows[1:]), "t.csv")).rows
    from_xlsx = read(check(write_xlsx(rows[0], rows[1:], title="T"), "t.xlsx")).rows

    assert [values for _, values in from_csv] == expected
    assert [values for _, values in from_xlsx] == expected


def test_ten_thousand_rows_are_written_whole():
    rows = [[f"Person {number}", number] for number in range(10_000)]

    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(write_xlsx(HEADINGS, iter(rows), title="T"))
    ).get_sheet_by_index(0)

    assert sheet.height == 10_001
    assert len(write_csv(HEADINGS, iter(rows)).splitlines()) == 10_001
