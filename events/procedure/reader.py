"""Reads YAML that somebody else wrote: plain values only, within limits, with the line of everything.

Not accepted, each said with its line: tags, anchors and aliases (so none can blow up), a name given twice,
tabs as indentation, more than one document, deep nesting, very long words, control characters, a large file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from events.procedure.problems import InvalidPack, PackError

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
MAX_VALUES = 50_000
MAX_WORDS = 5_000
Path_ = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "false": False,
    "no": False,
    "off": False,
    "": None,
    "~": None,
}
# First bytes of files that are sent in place of a text file, and what each is.
OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a spreadsheet, a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "an archive"),
)
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass
class Source:
    """Values of a file, and the line (from 1) on which each stands, by its path of names and positions."""

    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    errors: list[PackError] = field(default_factory=list)

    def line_of(self, path: Path_) -> int:
        """The line of a value, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


def read_file(path: Path) -> Source:
    """Raises InvalidPack where the file cannot be read at all; lesser faults are in `errors`."""
    if not path.is_file():
        raise InvalidPack([PackError(1, "There is no such file, or it is not an ordinary file.")])
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InvalidPack(
            [PackError(1, f"The file is {size / 1e6:.1f} MB; a procedure may be 1 MB at most.")]
        )
    return read_text(path.read_bytes())


def read_text(raw: bytes) -> Source:
    """Raises InvalidPack where the text is not YAML."""
    if len(raw) > MAX_BYTES:
        raise InvalidPack(
            [PackError(1, f"The text is {len(raw) / 1e6:.1f} MB; a procedure may be 1 MB at most.")]
        )
    text = _decode(raw)
    reader = _Reader(text)
    try:
        return reader.read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InvalidPack([*reader.source.errors, PackError(line, _why(text, line, error))]) from error


def _decode(raw: bytes) -> str:
    if kind := next((kind for start, kind in OTHER_FILES if raw.startswith(start)), ""):
        raise InvalidPack([PackError(1, f"This is {kind}. A procedure is a text file in YAML.")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InvalidPack(
            [PackError(line, "These characters are not UTF-8. Save the file as UTF-8.")]
        ) from error
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = ord(found.group())
        raise InvalidPack([PackError(line, f"A character that cannot be shown (code {code}) stands here.")])
    return text


def _why(text: str, line: int, error: yaml.MarkedYAMLError) -> str:
    rows = text.split("\n")
    row = rows[line - 1] if line <= len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "This line is indented with a tab. Indent with spaces."
    problem = str(error.problem)
    if "mapping values are not allowed" in problem:
        return (
            "A colon stands where no new field can start. Check the indentation or put the words in quotes."
        )
    if "quoted scalar" in str(error.context):
        opened = error.context_mark.line + 1 if error.context_mark else line
        return f"A quote opened on line {opened} is never closed."
    return f"This cannot be read as YAML: {problem}."


class _Reader:
    def __init__(self, text: str):
        self.source = Source()
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)
        self.values = 0

    def read(self) -> Source:
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "A second document starts here. Keep one procedure to a file.")
                self.source.data = self._value(next(self.events), ())
        if not documents:
            raise InvalidPack([PackError(1, "The file is empty.")])
        return self.source

    def _stop(self, event: yaml.Event, reason: str) -> None:
        raise InvalidPack([*self.source.errors, PackError(event.start_mark.line + 1, reason)])

    def _value(self, event: yaml.Event, path: Path_) -> Any:
        self.values += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._stop(event, "Anchors (&) and aliases (*) are not accepted. Write the words out.")
        if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            self._stop(event, f"The tag {event.tag} is not accepted. Only plain values are.")
        if len(path) > MAX_DEPTH:
            self._stop(event, f"This is nested more than {MAX_DEPTH} levels deep.")
        if self.values > MAX_VALUES:
            self._stop(event, f"The file holds more than {MAX_VALUES:,} values.")
        self.source.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event)

    def _sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path_) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                self._stop(event, "The name of a field must be plain text.")
            name, line = event.value, event.start_mark.line + 1
            twice = name in items
            if twice:
                first = self.source.lines[(*path, name)]
                self.source.errors.append(PackError(line, f"{name} is given twice; first on line {first}."))
            else:
                self.source.lines[(*path, name)] = line
            value = self._value(next(self.events), (*path, name))
            items.setdefault(name, value)
        return items

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        """Plain words become numbers, days, true or false where they are that; quoted words stay text."""
        text, line = event.value, event.start_mark.line + 1
        if len(text) > MAX_WORDS:
            self._stop(event, f"This text has {len(text):,} characters; at most {MAX_WORDS:,} are accepted.")
        if event.style in {"'", '"', "|", ">"} or event.tag == "!":
            return text
        if text.lower() in WORDS or text.lower() == "null":
            return WORDS.get(text.lower())
        if INTEGER.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        if DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.source.errors.append(PackError(line, f"{text} is not a day that exists."))
                return None
        return text
