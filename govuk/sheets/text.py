"""Text files of separated values: their encoding, their separator, and a reader that no stray quote fools."""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from govuk.sheets.limits import Deadline, Limits, SheetRefused, damaged, unpacks_too_far, unreadable

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
UTF_8, UTF_8_MARKED, UTF_16 = "UTF-8", "UTF-8 with a byte order mark", "UTF-16"
WINDOWS, MAC, MIXED = "Windows-1252", "Mac OS Roman", "UTF-8 and Windows-1252 mixed"
CODECS = {
    UTF_8: "utf-8",
    UTF_8_MARKED: "utf-8-sig",
    UTF_16: "utf-16",
    WINDOWS: "cp1252",
    MAC: "mac_roman",
    MIXED: "utf-8",
}
# A letter with an accent inside a small word: the same bytes are signs, or capitals, in the other of the two.
_MAC_LETTERS = re.compile(rb"[a-z][\x87-\x91\x95\x99\x9f](?![A-Z])")
_WINDOWS_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][a-z]")
# Letters, quotes and dashes as UTF-8 writes them; in Windows-1252 a capital with an accent and a sign after it.
_UTF_8_LETTERS = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xaf]")
_CHUNK = 262_144
_OF_QUOTES = ("field larger", "unexpected end", "expected after")  # what the csv module says of an open quote
_LONGEST_LINE = 20_000_000  # characters; a file without a single line end must not fill the memory
_NUL = "it holds NUL characters, which no text file has"
_QUOTED = re.compile(r'"[^"\n]*"')
_DECLARED = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)


def encoding_of(chunks: Iterable[bytes]) -> str:
    """Which of our encodings the whole text is in. Raises SheetRefused for what is no text."""
    found, mac, windows, marked = "", 0, 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chunks:
        if not found:
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return UTF_16
            _refuse_bytes(chunk[:4096])
            found = UTF_8_MARKED if chunk.startswith(codecs.BOM_UTF8) else UTF_8
        if b"\0" in chunk:
            raise unreadable(_NUL)
        mac, windows = mac + len(_MAC_LETTERS.findall(chunk)), windows + len(_WINDOWS_LETTERS.findall(chunk))
        marked += len(_UTF_8_LETTERS.findall(chunk))
        if found != WINDOWS and not _decodes(decoder, chunk):
            found = WINDOWS
    if found != WINDOWS and found and _decodes(decoder, b"", final=True):
        return found
    if marked:
        return MIXED
    return MAC if mac > windows else WINDOWS


def _as_windows(wrong: UnicodeError) -> tuple[str, int]:
    """Of a file that was put together from two: what is no UTF-8 is Windows-1252."""
    if not isinstance(wrong, UnicodeDecodeError):
        raise wrong
    return wrong.object[wrong.start : wrong.end].decode("cp1252", errors="replace"), wrong.end


codecs.register_error("windows", _as_windows)


def _errors(encoding: str) -> str:
    return "windows" if encoding == MIXED else "replace"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_bytes(sample: bytes) -> None:
    """Raises SheetRefused for what is neither a workbook nor text."""
    odd = sum(byte < 32 and byte not in b"\t\n\r\v\f" for byte in sample)
    if odd > max(3, len(sample) // 50):
        raise unreadable("it is neither a workbook nor a text file")


def decode(data: bytes, encoding: str) -> str:
    """The text, with line ends as line feeds. Bytes that mean nothing become the replacement character."""
    text = data.decode(CODECS[encoding], errors=_errors(encoding))
    if "\0" in text:
        raise unreadable(_NUL)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_quotes(data: bytes) -> bytes:
    """The same text file without its quotation marks, for one in which a quote is never closed."""
    return decode(data, encoding_of([data])).replace('"', "").encode("utf-8-sig")


def declared_separator(text: str) -> tuple[str, int]:
    """The separator of a first line such as "sep=;" and where the rows begin; "" and 0 without one."""
    found = _DECLARED.match(text)
    return (found[1], found.end()) if found else ("", 0)


def separator_of(text: str) -> str:
    """The separator that gives the most rows of the same width."""
    lines = [_QUOTED.sub("", line) for line in text.split("\n", 300)[:300] if line.strip()]
    best, best_score = ",", 0
    for separator in SEPARATORS:
        counted = Counter(count for line in lines if (count := line.count(separator)))
        if counted:
            width, times = max(counted.items(), key=lambda item: item[0] * item[1])
            if width * times > best_score:
                best, best_score = separator, width * times
    return best


def usual_width(text: str, separator: str) -> int:
    """How many separators most lines hold."""
    counted = Counter(
        _QUOTED.sub("", line).count(separator) for line in text.split("\n", 300)[:300] if line.strip()
    )
    return counted.most_common(1)[0][0] if counted else 0


def records(text: str, separator: str) -> Iterator[list[str]]:
    """
    One list of cells per row, as a spreadsheet program numbers them: blank lines are rows too.

    Raises SheetRefused naming the line on which a quote opened that is never closed.
    """
    lines = text.removesuffix("\n").split("\n")
    width = usual_width(text, separator)
    at = 0
    while at < len(lines):
        if '"' not in lines[at]:
            yield lines[at].split(separator)
            at += 1
        else:
            cells, at = _quoted_record(lines, at, separator, width)
            yield cells


def _quoted_record(lines: list[str], at: int, separator: str, width: int) -> tuple[list[str], int]:
    """The record that begins on line `at`, and the line after it."""
    cells: list[str] = []
    line, place = lines[at], 0
    while True:
        if not line.startswith('"', place):
            end = line.find(separator, place)
            if end < 0:
                return [*cells, line[place:]], at + 1
            cells.append(line[place:end])
            place = end + 1
            continue
        cell, at, place = _quoted_cell(lines, at, place, separator, width)
        cells.append(cell)
        line = lines[at]
        if place >= len(line):
            return cells, at + 1
        place += 1


def _quoted_cell(lines: list[str], at: int, place: int, separator: str, width: int) -> tuple[str, int, int]:
    """The cell whose quote opens at `place` of line `at`; the line and place where it has ended."""
    opened_on, pieces, place = at, [], place + 1
    while True:
        end = lines[at].find('"', place)
        if end < 0:
            pieces.append(lines[at][place:] + "\n")
            at, place = at + 1, 0
            if at == len(lines):
                raise never_closed(opened_on + 1)
            continue
        pieces.append(lines[at][place:end])
        after = lines[at][end + 1 : end + 2]
        if after == '"':
            pieces.append('"')
            place = end + 2
        elif after in ("", separator):
            cell = "".join(pieces)
            if _swallows_rows(cell, separator, width):
                raise never_closed(opened_on + 1)
            return cell, at, end + 1
        elif at > opened_on:
            raise never_closed(opened_on + 1)
        else:
            pieces.append('"')
            place = end + 1


def _swallows_rows(cell: str, separator: str, width: int) -> bool:
    """Whether lines inside the cell look like whole rows: its quote was then closed by chance, lower down."""
    if "\n" not in cell or width < 3:
        return False
    rows_inside = sum(line.count(separator) >= width for line in cell.split("\n"))
    return rows_inside >= (1 if width >= 5 else 2)


def never_closed(line: int) -> SheetRefused:
    return SheetRefused(
        f"A quote opened on line {line:,} is never closed. "
        "Close it or take it out, or save the list as .xlsx, and try again.",
        "unclosed_quote",
    )


def byte_chunks(data: bytes, is_gzip: bool, limits: Limits, deadline: Deadline) -> Iterator[bytes]:
    """The plain bytes of a file that may be gzipped, counted while unpacking."""
    source = gzip.GzipFile(fileobj=io.BytesIO(data)) if is_gzip else io.BytesIO(data)
    made = 0
    try:
        while chunk := source.read(_CHUNK):
            deadline.check()
            made += len(chunk)
            if made > limits.unpacked:
                raise unpacks_too_far(limits)
            yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise damaged() from error


def lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Lines with their ends, decoded in constant memory."""
    decoder = codecs.getincrementaldecoder(CODECS[encoding])(errors=_errors(encoding))
    waiting = ""
    for chunk in chunks:
        waiting += decoder.decode(chunk)
        *whole, waiting = waiting.split("\n")
        if len(waiting) > _LONGEST_LINE:
            raise unreadable("a line of it never ends")
        yield from (f"{line}\n" for line in whole)
    waiting += decoder.decode(b"", True)
    if waiting:
        yield waiting


def streamed_records(source: Iterable[str], separator: str, limits: Limits) -> Iterator[list[str]]:
    """Rows of a large file. Raises SheetRefused for an unclosed quote, with the line where its row begins."""
    reader = csv.reader(source, delimiter=separator, strict=True)
    while True:
        began = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if any(said in str(error) for said in _OF_QUOTES):
                raise never_closed(began) from error
            raise damaged() from error
        yield row
