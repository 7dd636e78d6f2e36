import dataclasses
import gzip
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError

from govuk.sheets.gate import REGISTER, RESIDENTS, SheetRefused, check
from tests.factories import sheets

LIST = [["Surname", "Forename"], ["APPLESHAM", "Agnes"], ["BRINDLECOMBE", "Albert"]]
GOOD = sheets.xlsx(LIST)
GOOD_ODS = sheets.ods(LIST)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
WORD = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
FAR_ROWS = (
    '<table:table-row table:number-rows-repeated="1048573"><table:table-cell office:value-type="float" '
    'office:value="1" table:number-columns-repeated="{}"/></table:table-row>'
)
FAR_SPACES = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="900000000"/>'
    "</text:p></table:table-cell></table:table-row>"
)
ROW_TOO_FAR = "The sheet goes to row {}; the limit is 5,000. Delete the rows below your list and save again."
COLUMN_TOO_FAR = (
    "The sheet goes to column 16,384 (XFD); the limit is 60. "
    "Delete the columns to the right of your list and save again."
)
CELL_TOO_LONG = "Cell {} holds more than 32,767 characters. Shorten it and save again."


def refusal(data, name="list.xlsx", limits=RESIDENTS):
    with pytest.raises(SheetRefused) as refused:
        check(data, name, limits)
    assert isinstance(refused.value, ValidationError)
    assert refused.value.messages == [refused.value.sentence]
    return refused.value.sentence


@pytest.mark.parametrize(
    ("data", "kind"), [(GOOD, "xlsx"), (GOOD_ODS, "ods"), (sheets.csv_file(LIST), "csv")]
)
def test_good_file_passes_with_its_sheets_counted(data, kind):
    checked = check(data, "list")

    assert checked.kind == kind
    assert [(sheet.rows, sheet.last_row, sheet.last_column) for sheet in checked.sheets] == [(3, 3, 2)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (sheets.ole("Workbook"), "it is in the old .xls format"),
        (sheets.ole("EncryptionInfo", "EncryptedPackage"), "it is locked with a password"),
        (sheets.encrypted_ods(GOOD_ODS), "it is locked with a password"),
        (sheets.ole("WordDocument"), "it is a Word document in the old .doc format"),
        (sheets.ole("__properties_version1.0"), "it is an e-mail message"),
        (b"%PDF-1.7\n", "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (b"\xff\xd8\xff\xe0", "it is a picture"),
        (b"BM\x36\x10\0\0\0\0\0\0", "it is a picture"),
        (b"\n<html><table><tr><td>a", "it is a web page whose name ends in .xlsx"),
        (sheets.package([("[Content_Types].xml", WORD)]), "it is a Word document"),
        (sheets.package([("mimetype", "application/vnd.oasis.opendocument.text")]), "it is a text document"),
        (sheets.package([("list.xlsx", GOOD)]), "it is a zip archive"),
        (sheets.package([("Index/Tables/DataList.iwa", b"x")]), "it is a Numbers document"),
        (gzip.compress(b"a,b\n", mtime=0), "it is a .gz archive"),
        (bytes(range(256)), "it is neither a workbook nor a text file"),
        (b"Surname,Forename\nA\0,B\n", "it holds NUL characters, which no text file has"),
        (GOOD[:2000], "it is damaged"),
        (GOOD[:-5], "it is damaged"),
        (GOOD.replace(b"workbook.xml", b"workb00k.xml"), "it holds no workbook"),
    ],
)
def test_file_of_another_kind_is_refused_with_its_reason(data, reason):
    assert refusal(data).startswith(f"This is not a spreadsheet we can read: {reason}. ")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\r\n"])
def test_empty_file_is_refused(data):
    assert refusal(data) == "The file is empty. Choose the file that holds the list."


@pytest.mark.parametrize("data", [sheets.xlsx([]), sheets.ods([[None, None]]), b",,\n,,\n"])
def test_file_without_rows_is_refused(data):
    assert refusal(data) == "The file has no rows. Choose the file that holds the list."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (sheets.rewrite(GOOD, {"xl/vbaProject.bin": b"x"}), "it holds macros (small programs)"),
        (
            sheets.rewrite(GOOD_ODS, {"Basic/Standard/Module1.xml": "<a/>"}),
            "it holds macros (small programs)",
        ),
        (
            sheets.package([*sheets.entries(GOOD), ("XL/workbook.xml", "<a/>")]),
            "two of its parts have the same name",
        ),
        (sheets.rewrite(GOOD, {"../evil.xml": "<a/>"}), "a part of it has a path that leads elsewhere"),
        (sheets.rewrite(GOOD, {"/etc/evil.xml": "<a/>"}), "a part of it has a path that leads elsewhere"),
        (sheets.rewrite(GOOD, {"xl\\evil.xml": "<a/>"}), "a part of it has a path that leads elsewhere"),
        (
            sheets.replace_in(GOOD, sheets.SHEET_1, "<worksheet", DOCTYPE + "<worksheet"),
            "it declares a document type",
        ),
        (
            sheets.replace_in(GOOD, "xl/styles.xml", "<styleSheet", DOCTYPE + "<styleSheet"),
            "it declares a document type",
        ),
        (
            sheets.replace_in(GOOD_ODS, "content.xml", "<office:doc", DOCTYPE + "<office:doc"),
            "it declares a document type",
        ),
        (sheets.replace_in(GOOD, sheets.SHEET_1, "</sheetData>", ""), "it is damaged"),
    ],
)
def test_workbook_with_one_bad_part_is_refused(data, reason):
    assert refusal(data).startswith(f"This is not a spreadsheet we can read: {reason}")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (sheets.with_cell(GOOD, '<c r="A1048576"><v>1</v></c>'), ROW_TOO_FAR.format("1,048,576")),
        (sheets.ods(LIST, tail=FAR_ROWS.format(1)), ROW_TOO_FAR.format("1,048,576")),
        (b"a,b\n" * 5001, ROW_TOO_FAR.format("5,001")),
        (
            sheets.xlsx(LIST, more={"Staff": [["x"]] * 5001}),
            ROW_TOO_FAR.format("5,001").replace("sheet", "sheet “Staff”"),
        ),
        (sheets.with_cell(GOOD, '<c r="XFD3"><v>1</v></c>'), COLUMN_TOO_FAR),
        (sheets.ods(LIST, tail=FAR_ROWS.format(16384)), COLUMN_TOO_FAR),
        (sheets.ods(LIST, tail=FAR_SPACES), CELL_TOO_LONG.format("A4")),
        (b"a,b\n1," + b"x" * 40_000, CELL_TOO_LONG.format("B2")),
    ],
)
def test_sheet_over_a_limit_is_refused_with_the_place(data, sentence):
    assert refusal(data) == sentence


def test_too_many_cells_are_refused():
    rows = [["x"] * 59] * 4300

    assert "more than 250,000 filled cells" in refusal(sheets.csv_file(rows))
    assert "more than 250,000 filled cells" in refusal(sheets.ods([], tail=sheets.ods_row(rows[0]) * 4300))


@pytest.mark.parametrize(
    "data",
    [
        sheets.with_cell(GOOD, '<c r="XFD1048576" s="0"/>'),
        sheets.ods(
            LIST,
            tail='<table:table-row table:number-rows-repeated="1048573">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        ),
    ],
)
def test_far_cells_with_nothing_but_a_style_do_no_harm(data):
    assert check(data, "list").sheets[0].last_row == 3


def test_file_over_the_size_is_refused_with_both_figures():
    assert refusal(b"a" * 7_250_000).startswith("The file is 7.2 MB; the limit is 5 MB. ")


CHILD = """
import resource, sys
from tests.factories import sheets
from govuk.sheets.gate import SheetRefused, check
good = sheets.xlsx([["Surname"], ["APPLESHAM"]])
text = '<table:table-cell office:value-type="string" table:number-columns-repeated="50"><text:p>%s</text:p>'
bombs = {
    "says 60 MB": lambda: sheets.rewrite(good, {"xl/media/image1.bin": bytes(60_000_000)}),
    "says 10 bytes, is 400 MB": lambda: sheets.lying_zip("[Content_Types].xml", 400_000_000),
    "one text in 200,000 cells": lambda: sheets.shared_text_bomb(200_000, 30_000),
    "one text repeated": lambda: sheets.ods([], tail=(
        '<table:table-row table:number-rows-repeated="4000">' + text % ("x" * 30_000)
        + "</table:table-cell></table:table-row>")),
    "250 entries": lambda: sheets.rewrite(good, {f"xl/a{number}.xml": "<a/>" for number in range(250)}),
    "long cells in place": lambda: sheets.xlsx([["x" * 30_000] * 50] * 40),
}
data = bombs[sys.argv[1]]()
bombs.clear()
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
resource.setrlimit(resource.RLIMIT_AS, (300_000_000, 300_000_000))
try:
    check(data, "list.xlsx")
except SheetRefused as refused:
    print(refused.sentence)
"""


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("says 60 MB", "The file unpacks to more than 50 MB."),
        ("says 10 bytes, is 400 MB", "This is not a spreadsheet we can read: it is damaged."),
        ("one text in 200,000 cells", "The file unpacks to more than 50 MB."),
        ("one text repeated", "The file unpacks to more than 50 MB."),
        ("250 entries", "The file holds 259 parts; the limit is 200."),
        ("long cells in place", "The file unpacks to more than 50 MB."),
    ],
)
def test_bomb_is_refused_within_little_memory_and_time(name, start):
    child = subprocess.run(
        [sys.executable, "-c", CHILD, name], capture_output=True, text=True, timeout=60, check=False
    )

    assert child.returncode == 0, child.stderr[-2000:]
    assert child.stdout.startswith(start)


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_file_says_its_encoding_and_separator(encoding, stated, separator):
    rows = [["Surname", "Forename", "Notes"], ["ÅKERWICK, Mrs", "Zoë", "soft diet; likes a, b and c"]]

    checked = check(sheets.csv_file(rows, encoding=encoding, separator=separator), "list.csv")

    assert (checked.encoding, checked.separator) == (stated, separator)


def test_list_that_begins_like_a_picture_is_still_a_list():
    assert check(b"BMI,Name\n21,Ada Moss\n", "list.csv").kind == "csv"


def test_first_line_may_declare_the_separator():
    checked = check(b"sep=;\r\nName;Room, floor, wing\r\nAda Larkspur;1, 2, 3\r\n", "list.csv")

    assert checked.separator == ";"
    assert checked.separator_name == "semicolon"
    assert checked.sheets[0].rows == 2


@pytest.mark.parametrize(
    "tail",
    [
        '"Smith,Ada,1\n' + "Larkspur,Ivy,2\n" * 95,
        '"Smith,Ada,1\n' + "Larkspur,Ivy,2\n" * 40 + 'Quill,"Nora",3\n',
        '"Smith,Ada,1\n' + "Larkspur,Ivy,2\n" * 40 + 'Quill,Nora,5 ft 6"\n',
    ],
)
def test_unclosed_quote_is_refused_with_its_line(tail):
    data = ("Surname,Forename,Room,Notes\n" + "Larkspur,Ivy,2,\n" * 4 + tail.replace("\n", ",\n")).encode()

    assert refusal(data, "list.csv").startswith("A quote opened on line 6 is never closed.")


def test_closed_quotes_may_hold_separators_line_breaks_and_quotes():
    rows = b'"LARKSPUR, Ivy","12 High St\nLeek, Staffs"\n"Ada ""Addie"" Quill",x\n"Bea "Bee" Moss",y\n'

    assert check(b"Name,Address\n" + rows, "list.csv").sheets[0].rows == 4


def test_register_file_may_be_gzipped():
    checked = check(gzip.compress(b"a;b\n1;2\n"), "register.csv.gz", REGISTER)

    assert (checked.kind, checked.is_gzip, checked.separator) == ("csv", True, ";")


def test_gzipped_register_file_is_counted_while_unpacking():
    small = dataclasses.replace(REGISTER, unpacked=1_000_000)

    assert "unpacks to more than 1 MB" in refusal(gzip.compress(b"a,b\n" * 500_000), limits=small)


def test_cut_gzip_file_is_refused():
    assert "it is damaged" in refusal(gzip.compress(b"a,b\n" * 1000)[:-9], limits=REGISTER)


def test_reading_stops_when_the_time_is_over():
    hurried = dataclasses.replace(RESIDENTS, seconds=-1)

    assert "to read" in refusal(GOOD, limits=hurried)
    assert "to read" in refusal(sheets.csv_file([["a", "b"]] * 2000), limits=hurried)
