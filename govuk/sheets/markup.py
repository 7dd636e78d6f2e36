"""XML read in pieces, with no document type, no entities and no tree in memory."""

from collections.abc import Callable, Iterable, Iterator
from pyexpat import ExpatError, ParserCreate, XMLParserType

from govuk.sheets.limits import SheetRefused, damaged, unreadable

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parser(start: Start | None = None, end: End | None = None, text: Text | None = None) -> XMLParserType:
    """A parser that names elements "namespace local" and refuses a document type before it is read."""
    made = ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    made.EntityDeclHandler = _refuse_doctype
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    return made


def feed(made: XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    """Pass the chunks to the parser, stopping after each. Raises SheetRefused for XML that is not sound."""
    try:
        for chunk in chunks:
            made.Parse(chunk, False)
            yield
        made.Parse(b"", True)
        yield
    except (ExpatError, LookupError) as error:
        raise damaged() from error


def walk(
    chunks: Iterable[bytes], start: Start | None = None, end: End | None = None, text: Text | None = None
) -> None:
    """Read a whole part at once, calling the handlers."""
    for _ in feed(parser(start, end, text), chunks):
        pass


def local(name: str) -> str:
    """The element's name without its namespace."""
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise declares_entities()


def declares_entities() -> SheetRefused:
    return unreadable("it declares a document type, which no spreadsheet program writes")
