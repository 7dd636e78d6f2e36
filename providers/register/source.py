"""The file as it comes: plain or gzipped, text or workbook, in whichever encoding. Nothing is unpacked to disk."""

import codecs
import gzip
import hashlib
import io
import re
import zlib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govuk.sheets.gate import REGISTER, Checked, check
from providers.register.cells import MONTHS
from providers.register.facts import Refused

CHUNK = 1 << 20
SAMPLE = 1 << 16

_NAMED_DAY = re.compile(r"(?<!\d)(\d{1,2})[-_ ]([A-Za-z]{3,9})[-_ ](\d{4})(?!\d)")
_NUMBERED_DAY = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?([0-2]\d|3[01])(?!\d)")
_NAMED_MONTH = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})[-_ ](20\d\d)(?!\d)")
_NUMBERED_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_](0[1-9]|1[0-2])(?![-_]?\d)")


@dataclass(frozen=True)
class Source:
    """A file that has been looked through once: its fingerprint, and for text its encoding and number of lines."""

    path: Path
    name: str
    sha256: str
    is_gzip: bool
    workbook: Checked | None = None
    encoding: str = ""
    lines: int = 0

    def open(self) -> io.TextIOBase:
        """The text of the file, line endings untouched."""
        raw = (gzip.open if self.is_gzip else open)(self.path, "rb")
        # Only text that is not UTF-8 can hold bytes without a meaning; they become a visible mark.
        return io.TextIOWrapper(raw, encoding=self.encoding, errors="replace", newline="")


def look_through(path: Path, name: str = "") -> Source:
    """Read the whole file once in pieces. Raises Refused when it is missing, empty, damaged or of another kind."""
    name = name or path.name
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    fingerprint = hashlib.sha256()
    with path.open("rb") as raw:
        head = raw.read(CHUNK)
        fingerprint.update(head)
        while piece := raw.read(CHUNK):
            fingerprint.update(piece)
    is_gzip = head[:2] == b"\x1f\x8b"
    first = next(_pieces(path, is_gzip), b"") if is_gzip else head
    if first[:2] == b"PK":
        return Source(path, name, fingerprint.hexdigest(), is_gzip, _workbook(path, name))
    # The gate knows pictures, documents and locked files by their first bytes. Text is counted while it streams.
    check(first[:SAMPLE], name.removesuffix(".gz"), REGISTER)
    encoding, lines = _read_text(path, is_gzip)
    return Source(path, name, fingerprint.hexdigest(), is_gzip, None, encoding, lines)


def _workbook(path: Path, name: str) -> Checked:
    if path.stat().st_size > REGISTER.size:
        raise Refused(
            f"The workbook is larger than {REGISTER.size // 1_000_000} MB. Save its sheet as .csv and try again."
        )
    return check(path.read_bytes(), name, REGISTER)


def _read_text(path: Path, is_gzip: bool) -> tuple[str, int]:
    """The encoding and the number of lines."""
    lines = size = 0
    decoder = encoding = None
    for piece in _pieces(path, is_gzip):
        if decoder is None:
            encoding = _by_mark(piece)
            decoder = codecs.getincrementaldecoder(encoding)()
        size += len(piece)
        if size > REGISTER.unpacked:
            raise Refused(f"Unpacked, the file is larger than {REGISTER.unpacked / 1e9:.1f} GB.")
        lines += piece.count(b"\n")
        if not encoding.startswith("utf-16") and b"\0" in piece:
            raise Refused(
                "This is not a CQC register file that we can read: it is not text and not a workbook."
            )
        if encoding == "utf-8-sig":
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                encoding = "cp1252"
    if decoder is None:
        raise Refused("The file is empty.")
    if encoding == "utf-8-sig" and decoder.getstate()[0]:
        encoding = "cp1252"  # it ends within a letter
    return encoding, lines


def _pieces(path: Path, is_gzip: bool) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") if is_gzip else path.open("rb") as opened:
            while piece := opened.read(CHUNK):
                yield piece
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Refused("The file is damaged: it cannot be unpacked to its end. Fetch it again.") from error


def _by_mark(piece: bytes) -> str:
    return "utf-16" if piece[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def month_end(year: int, month: int) -> date:
    """The last day of the month: what a file of "2025-03" knew."""
    return date(year, month, monthrange(year, month)[1])


def day_in(words: str) -> date | None:
    """The day that a sentence or a file name speaks of: "22 July 2026", 2026-07-22, 20260722, 2025-03 (its end)."""
    match = _NAMED_DAY.search(words)
    if match and (month := MONTHS.get(match[2][:3].casefold())):
        return _day(int(match[3]), month, int(match[1]))
    if match := _NUMBERED_DAY.search(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERED_MONTH.search(words):
        return month_end(int(match[1]), int(match[2]))
    match = _NAMED_MONTH.search(words)
    if match and (month := MONTHS.get(match[1][:3].casefold())):
        return month_end(int(match[2]), month)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
