"""Small spreadsheets built the same way each time, good ones and bad ones."""

import csv
import datetime as dt
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
_MOMENT = (2026, 11, 7, 9, 0, 0)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def xlsx(
    rows: Rows = (),
    *,
    sheet: str = "Residents",
    merged: Sequence[str] = (),
    more: dict | None = None,
    hidden=(),
):
    """A workbook; `more` are further sheets by name, `hidden` the names of those that are hidden."""
    book = Workbook()
    book.remove(book.active)
    for name, content in {sheet: rows, **(more or {})}.items():
        made = book.create_sheet(name)
        for row in content:
            made.append(list(row))
        made.sheet_state = "hidden" if name in hidden else "visible"
    for area in merged:
        book[sheet].merge_cells(area)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def ods(
    rows: Rows = (), *, sheet: str = "Residents", more: dict | None = None, hidden=(), tail: str = ""
) -> bytes:
    """An OpenDocument spreadsheet. `tail` is put behind the rows of the first sheet, as it is."""
    sheets = []
    for at, (name, content) in enumerate({sheet: rows, **(more or {})}.items()):
        inside = "".join(map(ods_row, content)) + (tail if at == 0 else "")
        style = "hid" if name in hidden else "vis"
        sheets.append(
            f'<table:table table:name={quoteattr(name)} table:style-name="{style}">{inside}</table:table>'
        )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("vis", "true"), ("hid", "false"))
    )
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {_NAMESPACES} office:version='1.3'>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    return package([("mimetype", _ODS), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


def ods_row(values: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, values))}</table:table-row>"


def ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, dt.date):
        typed = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        typed = f'office:value-type="float" office:value="{value}"'
    else:
        typed = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {typed}>{lines}</table:table-cell>"


def csv_file(rows: Rows, *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def package(entries: Sequence[tuple[str, str | bytes]]) -> bytes:
    """A zip file of these entries, in this order; the same name may come twice."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive, warnings.catch_warnings(action="ignore"):
        for name, content in entries:
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, stored)
    return data.getvalue()


def entries(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def rewrite(data: bytes, changes: dict[str, str | bytes]) -> bytes:
    """The same workbook with some parts put in place of others, or added."""
    kept = [(name, content) for name, content in entries(data) if name not in changes]
    return package([*kept, *changes.items()])


def replace_in(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same workbook with one text in one part replaced; the text must be there."""
    content = dict(entries(data))[part].decode()
    assert old in content, content[:500]
    return rewrite(data, {part: content.replace(old, new)})


SHEET_1 = "xl/worksheets/sheet1.xml"


def with_cell(data: bytes, cell: str) -> bytes:
    """The same xlsx with one more `<row>` of this markup behind the others."""
    return replace_in(data, SHEET_1, "</sheetData>", f"<row>{cell}</row></sheetData>")


def encrypted_ods(data: bytes) -> bytes:
    mark = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    return replace_in(data, "META-INF/manifest.xml", "/>", f">{mark}")


def ole(*streams: str) -> bytes:
    """The beginning of a compound file (old Office formats, locked workbooks) that names these streams."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + b"".join(name.encode("utf-16-le") for name in streams)
    )


def lying_zip(name: str, size: int) -> bytes:
    """A zip whose one entry says it holds 10 bytes and unpacks to `size` spaces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b" " * size) + packer.flush()
    crc, raw = zlib.crc32(b" " * 10), name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, len(packed), 10, len(raw), 0)
    local = b"PK\x03\x04" + common + raw + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def shared_text_bomb(times: int, length: int) -> bytes:
    """An xlsx in which one long text is stored once and shown in many cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = '<c t="s"><v>0</v></c>' * 50
    row = f"<row>{cells}</row>"
    changes = {
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{"x" * length}</t></si></sst>',
        SHEET_1: f'<worksheet xmlns="{main}"><sheetData>{row * (times // 50)}</sheetData></worksheet>',
    }
    shared = (
        f'<Relationship Id="s" Target="sharedStrings.xml" Type="{related}/sharedStrings"/></Relationships>'
    )
    small = rewrite(xlsx([["x"]]), changes)
    return replace_in(small, "xl/_rels/workbook.xml.rels", "</Relationships>", shared)
