import dataclasses
import datetime as dt
import gzip
import subprocess
import sys

import pytest

from govuk.sheets.cells import BadCell
from govuk.sheets.gate import REGISTER, ChooseSheet, SheetRefused, check
from govuk.sheets.read import Row, read, rows, text_lines
from tests.factories import sheets

LIST = [
    ["Quillmere House"],
    [],
    ["Surname", "DOB", "Room", "Notes"],
    ["APPLESHAM", dt.date(1942, 3, 12), 1, "soft diet\nno nuts"],
    ["ÅKERWICK", None, 2.5, None],
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table(data, sheet=None):
    return read(check(data, "list"), sheet)


@pytest.mark.parametrize("data", [sheets.xlsx(LIST), sheets.ods(LIST)])
def test_rows_keep_the_numbers_and_types_that_the_person_sees(data):
    assert table(data).rows == [
        (1, ["Quillmere House", None, None, None]),
        (2, [None] * 4),
        (3, ["Surname", "DOB", "Room", "Notes"]),
        (4, ["APPLESHAM", dt.date(1942, 3, 12), 1, "soft diet\nno nuts"]),
        (5, ["ÅKERWICK", None, 2.5, None]),
    ]


def test_rows_that_begin_low_and_right_keep_their_places():
    data = sheets.xlsx([[], [], [None, None, "Surname"], [None, None, "MOSS"]])

    assert table(data).rows[2:] == [(3, [None, None, "Surname"]), (4, [None, None, "MOSS"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_file_is_read_in_its_encoding(encoding):
    data = sheets.csv_file([["Name", "Diet"], [], ["Zoë Åkerwick", "a, b"]], encoding=encoding, separator=";")

    assert table(data).rows == [(1, ["Name", "Diet"]), (2, [None, None]), (3, ["Zoë Åkerwick", "a, b"])]


def test_control_characters_go_and_line_breaks_stay():
    data = b'Name,Note\nAda\x0b Mo\x07ss,"one\r\ntwo\x00"\n'.replace(b"\x00", b"\x1f")

    assert table(data).rows[1] == (2, ["Ada Moss", "one\ntwo"])


def test_mark_that_keeps_text_from_being_a_formula_is_taken_off():
    data = b"Phone,Note\n'+44 1632 960011,'=1+1\n'quoted',''@x\n"

    assert [values for _, values in table(data).rows[1:]] == [
        ["+44 1632 960011", "=1+1"],
        ["'quoted'", "'@x"],
    ]


def test_formula_without_result_and_errors_are_marked_in_their_cells():
    stored = '<c r="C6"><f>A1</f><v>7</v></c><c r="D6" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    data = sheets.with_cell(
        sheets.xlsx([*LIST, ["=A4", "#REF!"]]), '<c r="A7"><f>B1</f></c>' + stored.replace("6", "7")
    )

    found = dict(table(data).rows)

    assert [str(value) for value in found[6][:2]] == ["=A4", "#REF!"]
    assert isinstance(found[6][0], BadCell)
    assert "not saved" in found[6][0].reason
    assert "#REF!" in found[6][1].reason
    assert [str(value) for value in found[7]] == ["=B1", "None", "7", "#DIV/0!"]


def test_formula_with_an_empty_result_is_an_empty_cell():
    data = sheets.with_cell(
        sheets.xlsx([["Name"], ["Ada Moss"]]), '<c r="A3" t="str"><f>IF(1,"")</f><v></v></c>'
    )

    assert table(data).rows == [(1, ["Name"]), (2, ["Ada Moss"])]


def test_ods_formula_errors_and_hidden_text_are_told_apart():
    tail = (
        '<table:table-row><table:table-cell table:formula="of:=[.A1]/0" office:value-type="string">'
        "<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula='of:=[.A1]'/>"
        "<table:table-cell office:value-type='string'>"
        "<office:annotation><text:p>a comment</text:p></office:annotation>"
        "<text:p>Ada<text:s text:c='2'/><text:span>Moss</text:span></text:p></table:table-cell>"
        "</table:table-row>"
    )

    values = table(sheets.ods([["Name"]], tail=tail)).rows[1][1]

    assert [type(value) for value in values] == [BadCell, BadCell, str]
    assert values[2] == "Ada  Moss"


def test_ods_repeats_are_spread_out():
    three = '<table:table-cell office:value-type="float" office:value="3" table:number-columns-repeated="2"/>'
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    tail = f'<table:table-row table:number-rows-repeated="2">{blank}{three}</table:table-row>'

    assert table(sheets.ods([["Name"]], tail=tail)).rows[1:] == [
        (2, [None, None, 3, 3]),
        (3, [None, None, 3, 3]),
    ]


def test_merged_cells_hold_for_every_row_and_only_the_first_column():
    rows_in = [
        ["Residents of Quillmere House", "under the merged cell"],
        ["Name", "Room"],
        ["Ada", 4],
        ["Bea", None],
    ]
    data = sheets.xlsx(rows_in, merged=["A1:B1", "B3:B4"])

    found = table(data)

    assert found.rows[0] == (1, ["Residents of Quillmere House", None])
    assert [values for _, values in found.rows[2:]] == [["Ada", 4], ["Bea", 4]]
    assert sorted(found.merged) == [(1, 1, 1, 2), (3, 2, 4, 2)]


@pytest.mark.parametrize("build", [sheets.xlsx, sheets.ods])
def test_person_is_asked_which_sheet_when_several_have_rows(build):
    data = build([["Name"], ["Ada"]], more={"Staff": [["Name"]], "Blank": [], "Old": [["x"]]}, hidden=["Old"])

    with pytest.raises(ChooseSheet) as asked:
        table(data)

    assert asked.value.names == ["Residents", "Staff"]
    assert table(data, "staff").rows == [(1, ["Name"])]


@pytest.mark.parametrize("build", [sheets.xlsx, sheets.ods])
def test_hidden_and_blank_sheets_are_passed_over(build):
    data = build([["old"]], sheet="Old", more={"Blank": [], "Now": [["Name"]]}, hidden=["Old"])

    assert table(data).sheet == "Now"


def test_sheet_that_is_not_there_is_refused_with_the_names():
    with pytest.raises(SheetRefused, match=r"no sheet “Staff”\. It has “Residents”"):
        table(sheets.xlsx(LIST), "Staff")


def test_only_hidden_sheets_with_rows_are_refused():
    data = sheets.xlsx(LIST, more={"Blank": []}, hidden=["Residents"])

    with pytest.raises(SheetRefused, match="Only hidden sheets"):
        table(data)


@pytest.mark.parametrize("data", [sheets.xlsx(LIST), sheets.ods(LIST)])
def test_large_workbook_streams_the_same_values(data):
    streamed = list(rows(check(data, "register", REGISTER)))

    assert [row.number for row in streamed] == [1, 3, 4, 5]
    assert streamed[2] == Row("Residents", 4, ["APPLESHAM", dt.date(1942, 3, 12), 1, "soft diet\nno nuts"])


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_large_text_file_streams_whatever_its_packing(pack):
    data = pack(sheets.csv_file([["Name", "Note"], [], ["Zoë", "one\ntwo"]], encoding="cp1252"))

    assert list(rows(check(data, "register", REGISTER))) == [
        Row("", 1, ["Name", "Note"]),
        Row("", 3, ["Zoë", "one\ntwo"]),
    ]


@pytest.mark.parametrize("build", [sheets.xlsx, sheets.ods, sheets.csv_file])
def test_large_file_over_the_limits_stops_while_it_streams(build):
    few = dataclasses.replace(REGISTER, rows=3)
    narrow = dataclasses.replace(REGISTER, columns=2)
    data = build([["a", "b", "c"]] * 4)

    with pytest.raises(SheetRefused, match="goes to row 4; the limit is 3"):
        list(rows(check(data, "register", few)))
    with pytest.raises(SheetRefused, match="goes to column 3"):
        list(rows(check(data, "register", narrow)))


def test_unclosed_quote_in_a_large_file_is_refused_with_its_line():
    checked = check(b'a,b\n1,2\n"3,4\n' + b"5,6\n" * 100, "register.csv", REGISTER)

    with pytest.raises(SheetRefused, match="line 3 is never closed"):
        list(rows(checked))


def test_lines_of_another_kind_of_text_come_as_they_are():
    checked = check(
        gzip.compress('{"name": "Zoë"}\n{"name": "Ada"}\n'.encode()), "register.jsonl.gz", REGISTER
    )

    assert list(text_lines(checked)) == ['{"name": "Zoë"}\n', '{"name": "Ada"}\n']


def test_cut_workbook_is_refused_while_it_streams():
    data = sheets.replace_in(sheets.xlsx(LIST), sheets.SHEET_1, "</sheetData>", "")

    with pytest.raises(SheetRefused, match="it is damaged"):
        list(rows(check(data, "register.xlsx", REGISTER)))


CHILD = """
import resource, sys
from tests.factories import sheets
from govuk.sheets.gate import REGISTER, check
from govuk.sheets.read import rows
line = [f"value {column}" for column in range(40)]
build = {"xlsx": sheets.xlsx, "ods": sheets.ods, "csv": sheets.csv_file}[sys.argv[1]]
tail = sheets.ods_row(line) * 12_000
data = sheets.ods([], tail=tail) if sys.argv[1] == "ods" else sheets.csv_file([line] * 30_000)
del tail
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in rows(check(data, "register", REGISTER)))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(("kind", "count"), [("ods", 12_000), ("csv", 30_000)])
def test_large_file_streams_in_constant_memory(kind, count):
    child = subprocess.run(
        [sys.executable, "-c", CHILD, kind], capture_output=True, text=True, timeout=120, check=True
    )
    counted, grown = map(int, child.stdout.split())

    assert counted == count
    assert grown < 20_000, "kilobytes"
