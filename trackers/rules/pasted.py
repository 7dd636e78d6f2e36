"""Rows pasted from a spreadsheet as the text file that they would have been. Staffordshire SOP 11.4."""

import re

from govuk.sheets.limits import RESIDENTS, SheetRefused, megabytes
from trackers.rules.headings import NAME_FIELDS, field_of

FILE_NAME = "pasted rows.tsv"
_TAB_FIRST = "sep=\t\n"  # the line by which a text file names its separator; it is not counted as a row
_LOOKED_AT = 100_000  # characters that decide on the separator
_QUOTED_CELL = re.compile(r'(?:^|(?<=\t))"(?:[^"]|"")*"(?=\t|$)', re.MULTILINE)
_SEPARATORS = re.compile(r"[\t,;|]")


def as_file(text: str) -> bytes:
    """The pasted text as UTF-8 with a mark, so that no name at its start is taken for another kind of file.

    Copied cells are parted by tabs: they say so, or the commas of addresses might be taken for the separator. Other
    text is left to the reader. Raises SheetRefused when it is larger than a file may be.
    """
    content = f"{_TAB_FIRST if _is_cells(text) else ''}{text}".encode("utf-8-sig")
    if len(content) > RESIDENTS.size:
        raise SheetRefused(
            f"What was pasted is {megabytes(len(content))}; the limit is {megabytes(RESIDENTS.size)}. "
            "Paste only the rows of the list."
        )
    return content


def _is_cells(text: str) -> bool:
    """Whether this was copied from a spreadsheet: most rows hold tabs, or it is one column of names."""
    looked_at = _QUOTED_CELL.sub("cell", text[:_LOOKED_AT])
    lines = [line for line in looked_at.split("\n") if line.strip()]
    with_tabs = sum("\t" in line for line in lines)
    return with_tabs * 2 >= len(lines) if with_tabs else _is_names_alone(lines)


def _is_names_alone(lines: list[str]) -> bool:
    """ "Name" above "Applesham, Agnes": the heading says that the commas are part of the names."""
    if len(lines) < 2 or _SEPARATORS.search(lines[0]) or field_of(lines[0]) not in NAME_FIELDS:
        return False
    has_headings_below = field_of(_SEPARATORS.split(lines[1])[0]) is not None
    return not has_headings_below and all(len(_SEPARATORS.findall(line)) <= 1 for line in lines)
