"""The zip package of a workbook, taken apart with nothing believed that it says about itself."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from govuk.sheets.limits import Deadline, Limits, SheetRefused, damaged, unpacks_too_far, unreadable

_CHUNK = 65_536
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED = 0x1
_NOT_A_ZIP = (
    zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError, EOFError,
)  # fmt: skip
COPY_TABLE = "Copy its table into a spreadsheet, save it as .xlsx and try again."


@dataclass(frozen=True)
class Part:
    """One entry of the package: where its packed bytes lie, and what it unpacks to."""

    name: str
    offset: int
    packed: int
    size: int
    crc: int
    is_stored: bool


class Package:
    """The entries of a zip file whose directory and local headers agree."""

    def __init__(self, data: bytes, limits: Limits, deadline: Deadline) -> None:
        self.data = data
        self.limits = limits
        self.deadline = deadline
        self.parts = {part.name: part for part in _parts(data, limits)}
        self._read: set[str] = set()
        if sum(part.size for part in self.parts.values()) > limits.unpacked:
            raise unpacks_too_far(limits)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part. Raises SheetRefused if they are not what the directory says."""
        part = self.parts[name]
        made, crc = 0, 0
        for chunk in _unpack(memoryview(self.data)[part.offset : part.offset + part.packed], part.is_stored):
            self.deadline.check()
            made += len(chunk)
            if made > part.size:
                raise unpacks_too_far(self.limits) if made > self.limits.unpacked else damaged()
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if made != part.size or crc != part.crc:
            raise damaged()
        self._read.add(name)

    def read(self, name: str) -> bytes:
        """One whole part; for the small ones."""
        return b"".join(self.chunks(name))

    def unread(self) -> list[str]:
        """Parts that nobody has read to their end yet."""
        return [name for name in self.parts if name not in self._read]

    def names(self, *endings: str) -> list[str]:
        """Parts whose names end so, in any case."""
        return [name for name in self.parts if name.lower().endswith(endings)]


def _unpack(packed: memoryview, is_stored: bool) -> Iterator[bytes]:
    if is_stored:
        yield from (bytes(packed[start : start + _CHUNK]) for start in range(0, len(packed), _CHUNK))
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _CHUNK):
            waiting: bytes | memoryview = packed[start : start + _CHUNK]
            while len(waiting) and not inflate.eof:
                yield inflate.decompress(waiting, _CHUNK)
                waiting = inflate.unconsumed_tail
        while not inflate.eof:
            more = inflate.decompress(b"", _CHUNK)
            if not more:
                raise damaged()
            yield more
    except zlib.error as error:
        raise damaged() from error


def _parts(data: bytes, limits: Limits) -> Iterator[Part]:
    seen: set[str] = set()
    for info in _directory(data, limits):
        name = info.orig_filename
        _check_name(name)
        if name.casefold() in seen:
            raise unreadable("two of its parts have the same name")
        seen.add(name.casefold())
        if not name.endswith("/"):
            yield _part(data, info)


def _directory(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    end = data.rfind(b"PK\x05\x06")
    counted = int.from_bytes(data[end + 10 : end + 12], "little") if end >= 0 else 0
    if counted > limits.entries:
        raise _too_many_entries(counted, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except _NOT_A_ZIP as error:
        raise damaged() from error
    if len(entries) > limits.entries:
        raise _too_many_entries(len(entries), limits)
    return entries


def _too_many_entries(count: int, limits: Limits) -> SheetRefused:
    return SheetRefused(
        f"The file holds {count:,} parts; the limit is {limits.entries:,}. "
        "Copy the list into a new spreadsheet, save it as .xlsx and try again."
    )


def _check_name(name: str) -> None:
    leads_away = any(piece in ("", ".", "..") for piece in name.removesuffix("/").split("/"))
    if leads_away or "\\" in name or ":" in name or not name.isprintable():
        raise unreadable("a part of it has a path that leads elsewhere")


def _part(data: bytes, info: zipfile.ZipInfo) -> Part:
    if info.flag_bits & _ENCRYPTED:
        raise locked()
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable("it is packed in an unusual way")
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        raise damaged()
    signature, _, flags, method, *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size
    encoding = "utf-8" if flags & 0x800 else "cp437"
    name = data[start : start + name_length].decode(encoding, errors="replace")
    offset = start + name_length + extra_length
    # Two readers of one file must see the same entries, or what we check is not what is read.
    if signature != b"PK\x03\x04" or name != info.orig_filename or method != info.compress_type:
        raise damaged()
    if offset + info.compress_size > len(data):
        raise damaged()
    stored = info.compress_type == zipfile.ZIP_STORED
    return Part(name, offset, info.compress_size, info.file_size, info.CRC, stored)


def locked() -> SheetRefused:
    """The refusal of a file with a password."""
    return unreadable(
        "it is locked with a password", "Take the password off, save it as .xlsx and try again."
    )


def has_macros() -> SheetRefused:
    """The refusal of a workbook with programs in it."""
    return unreadable(
        "it holds macros (small programs)", "Save it as .xlsx, which leaves them out, and try again."
    )
