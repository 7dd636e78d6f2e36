"""
The gate that every spreadsheet passes before a library sees it.

It answers in milliseconds for files that would hang a reader for a minute or fill the machine's memory:
a cell at the far corner of the sheet, a repeat count of a million, entities, zip bombs.
"""

import gzip
import hashlib
import io
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from govuk.sheets import ods, text, xlsx
from govuk.sheets.container import COPY_TABLE, Package, locked
from govuk.sheets.info import SheetInfo
from govuk.sheets.limits import (
    REGISTER,
    RESIDENTS,
    ChooseSheet,
    Deadline,
    Limits,
    SheetRefused,
    cell_too_long,
    damaged,
    too_large,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from govuk.sheets.markup import walk

__all__ = ["REGISTER", "RESIDENTS", "Checked", "ChooseSheet", "Limits", "SheetInfo", "SheetRefused", "check"]

_ASK = "Ask whoever sent it for the spreadsheet itself, saved as .xlsx."
# First bytes of files that are often sent in place of a spreadsheet.
_KNOWN = (
    (b"%PDF", "it is a PDF", _ASK),
    (b"\x89PNG", "it is a picture", _ASK),
    (b"\xff\xd8\xff", "it is a picture", _ASK),
    (b"GIF8", "it is a picture", _ASK),
    (b"II*\0", "it is a picture", _ASK),
    (b"MM\0*", "it is a picture", _ASK),
    (b"RIFF", "it is a picture, sound or film", _ASK),
    (b"{\\rtf", "it is a text document (.rtf)", COPY_TABLE),
    (b"Rar!", "it is a .rar archive", "Unpack it, and send the spreadsheet inside as .xlsx."),
    (b"7z\xbc\xaf", "it is a .7z archive", "Unpack it, and send the spreadsheet inside as .xlsx."),
    (b"SQLite format 3", "it is a database", "Save the list as .xlsx and try again."),
)
_PASSED: OrderedDict[tuple[bytes, str, Limits], "Checked"] = OrderedDict()  # without their content
_PASSED_KEPT = 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP = b"\x1f\x8b"
_MARKUP = (
    b"<!doctype",
    b"<html",
    b"<head",
    b"<body",
    b"<table",
    b"<?xml",
    b"<svg",
    b"<script",
    b"<meta",
    b"<!--",
)


@dataclass(frozen=True)
class Checked:
    """A file that has passed. `kind` is xlsx, ods or csv; encoding and separator are those of a csv."""

    kind: str
    name: str
    data: bytes = field(repr=False)
    limits: Limits = field(repr=False)
    sheets: tuple[SheetInfo, ...] = ()
    encoding: str = ""
    separator: str = ""
    is_gzip: bool = False

    @property
    def separator_name(self) -> str:
        """The separator in words, such as "semicolon"; "" unless a csv."""
        return text.SEPARATORS.get(self.separator, "")

    @property
    def sheets_with_rows(self) -> list[str]:
        """Names of the sheets a person can see that have something in them."""
        return [sheet.name for sheet in self.sheets if sheet.is_visible and sheet.rows]


def check(data: bytes, name: str, limits: Limits = RESIDENTS) -> Checked:
    """
    Pass a file on to the reader, or raise SheetRefused with a plain sentence that says what to do.

    `name` is the file's name as sent; the kind is told from the content alone. The same bytes that have just passed,
    such as between a preview and its load, are not counted through again.
    """
    if len(data) > limits.size:
        raise too_large(len(data), limits)
    key = (hashlib.sha256(data).digest(), name, limits)
    if key in _PASSED:
        return replace(_PASSED[key], data=data)
    checked = _check(data, name, limits)
    _PASSED[key] = replace(checked, data=b"")
    if len(_PASSED) > _PASSED_KEPT:
        _PASSED.popitem(last=False)
    return checked


def _check(data: bytes, name: str, limits: Limits) -> Checked:
    deadline = Deadline(limits)
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise SheetRefused("The file is empty. Choose the file that holds the list.")
    if data.startswith(_GZIP):
        return _check_gzip(data, name, limits, deadline)
    _refuse_known(data, name)
    if data.startswith(_ZIP):
        return _check_workbook(data, name, limits, deadline)
    return _check_text(data, name, limits, deadline)


def _refuse_known(data: bytes, name: str) -> None:
    for start, reason, remedy in _KNOWN:
        if data.startswith(start):
            raise unreadable(reason, remedy)
    is_bitmap = data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"
    if is_bitmap or data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise unreadable("it is a picture", _ASK)
    if data.startswith(_OLE):
        raise _old_format(data)
    start = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if start.startswith(_MARKUP):
        if b"office:spreadsheet" in start or b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise unreadable("it is a spreadsheet in the XML format of 2003", _open_and_save())
        suffix = PurePath(name).suffix.lower()
        named = f" whose name ends in {suffix}" if suffix in (".xls", ".xlsx") else ""
        raise unreadable(f"it is a web page{named}", _open_and_save())
    if start.startswith((b"from: ", b"received: ", b"mime-version: ", b"return-path: ")):
        raise unreadable("it is an e-mail message", "Save the spreadsheet attached to it, and send that.")


def _open_and_save() -> str:
    return "Open it in your spreadsheet program, save it as .xlsx and try again."


def _old_format(data: bytes) -> SheetRefused:
    """What the compound file holds, by the names in its directory."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return locked()
    if holds("WordDocument"):
        return unreadable("it is a Word document in the old .doc format", COPY_TABLE)
    if holds("PowerPoint Document"):
        return unreadable("it is a slide show", COPY_TABLE)
    if holds("__properties_version1.0"):
        return unreadable("it is an e-mail message", "Save the spreadsheet attached to it, and send that.")
    if holds("Workbook") or holds("Book"):
        return unreadable("it is in the old .xls format", _open_and_save())
    return unreadable("it is in an old format", _open_and_save())


def _check_workbook(data: bytes, name: str, limits: Limits, deadline: Deadline) -> Checked:
    package = Package(data, limits, deadline)
    if "[Content_Types].xml" in package.parts:
        xlsx.check_is_workbook(package)
        kind = "xlsx"
    elif "mimetype" in package.parts:
        ods.check_is_workbook(package)
        kind = "ods"
    elif package.names(".iwa"):
        raise unreadable("it is a Numbers document", "Export it from Numbers as Excel (.xlsx) and try again.")
    elif package.names(".xlsx", ".ods", ".csv"):
        raise unreadable("it is a zip archive", "Unpack it, and send the spreadsheet inside.")
    else:
        raise unreadable("it is a zip archive without a workbook")
    sheets = _sheet_names(package, kind) if limits.is_streamed else _scan(package, kind)
    return Checked(kind, name, data, limits, tuple(sheets))


def _scan(package: Package, kind: str) -> list[SheetInfo]:
    """Read every part to its end once: sound, as long as it says, and without a document type."""
    sheets = xlsx.scan(package) if kind == "xlsx" else ods.scan(package)
    for part in package.unread():
        if part.lower().endswith((".xml", ".rels")):
            walk(package.chunks(part))
        else:
            for _ in package.chunks(part):
                pass
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused("The file has no rows. Choose the file that holds the list.")
    return sheets


def _sheet_names(package: Package, kind: str) -> list[SheetInfo]:
    """For a file that is counted while it is streamed: only what is needed to begin."""
    if kind == "ods":
        return []
    entries = enumerate(xlsx.sheet_entries(package))
    return [SheetInfo(name, index, is_visible) for index, (name, is_visible, path) in entries if path]


def _check_gzip(data: bytes, name: str, limits: Limits, deadline: Deadline) -> Checked:
    if not limits.takes_gzip:
        raise unreadable("it is a .gz archive", "Unpack it, and send the spreadsheet inside.")
    try:
        first = gzip.GzipFile(fileobj=io.BytesIO(data)).read(2048)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise damaged() from error
    _refuse_known(first, name.removesuffix(".gz"))
    if first.startswith(_ZIP):
        # A workbook inside a gzip file may be as large as one that was sent as it is.
        inner = b"".join(text.byte_chunks(data, True, replace(limits, unpacked=limits.size), deadline))
        return _check_workbook(inner, name, limits, deadline)
    return _check_streamed_text(data, name, limits, deadline, is_gzip=True)


def _check_text(data: bytes, name: str, limits: Limits, deadline: Deadline) -> Checked:
    if limits.is_streamed:
        return _check_streamed_text(data, name, limits, deadline, is_gzip=False)
    encoding = text.encoding_of([data])
    content = text.decode(data, encoding)
    separator, begins = text.declared_separator(content)
    content = content[begins:]
    separator = separator or text.separator_of(content)
    sheet = _count_records(content, separator, limits, deadline)
    if not sheet.rows:
        raise SheetRefused("The file has no rows. Choose the file that holds the list.")
    return Checked("csv", name, data, limits, (sheet,), encoding, separator)


def _check_streamed_text(
    data: bytes, name: str, limits: Limits, deadline: Deadline, *, is_gzip: bool
) -> Checked:
    encoding = text.encoding_of(text.byte_chunks(data, is_gzip, limits, deadline))
    first = next(text.byte_chunks(data, is_gzip, limits, deadline), b"")
    sample = first.decode(text.CODECS[encoding], errors="replace").replace("\r\n", "\n")
    separator, begins = text.declared_separator(sample)
    separator = separator or text.separator_of(sample[begins:])
    return Checked("csv", name, data, limits, (SheetInfo(""),), encoding, separator, is_gzip)


def _count_records(content: str, separator: str, limits: Limits, deadline: Deadline) -> SheetInfo:
    rows = cells = last_row = last_column = 0
    for number, record in enumerate(text.records(content, separator), start=1):
        if number % 1000 == 0:
            deadline.check()
        filled = [column for column, cell in enumerate(record, start=1) if cell and not cell.isspace()]
        if not filled:
            continue
        rows, cells, last_row = rows + 1, cells + len(filled), number
        last_column = max(last_column, filled[-1])
        longest = max(record, key=len)
        if last_column > limits.columns:
            raise too_many_columns(last_column, limits)
        if limits.cells and cells > limits.cells:
            raise too_many_cells(limits)
        if len(longest) > limits.cell_characters:
            raise cell_too_long(number, record.index(longest) + 1, limits)
    if last_row > limits.rows:
        raise too_many_rows(last_row, limits)
    return SheetInfo("", rows=rows, last_row=last_row, last_column=last_column)
