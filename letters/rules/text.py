"""The text of a letter as somebody types it, read into blocks. Pure functions; nothing of the text is ever a program.

A line is one of these, everything else is a paragraph as it stands:

    # Heading          - item of a list     [ ] box to tick       {field} stands for what is known
    ## Smaller         1. numbered item     ___ line to write on  **bold**

Two empty lines leave room, as for a signature.

Fields are filled in after reading: what stands in somebody's name is never read as a heading, a list or a field.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

MOST_LETTERS = 20_000
MOST_PROBLEMS = 8
FIELD = re.compile(r"\{([^{}\n]{0,60})\}")
# Merge fields as word processors write them: pasted in, they would be printed as they stand.
FOREIGN = re.compile(r"«[^»\n]{1,60}»|<<[^<>\n]{1,60}>>|\[\[[^\[\]\n]{1,60}\]\]")
MARKS = (("subheading", "## "), ("heading", "# "), ("ticks", "[ ] "), ("list", "- "))
NUMBERED = re.compile(r"\d{1,3}[.)] ")
RULE = re.compile(r"_{3,}\Z")


class Problem(NamedTuple):
    """What is wrong in which line, counted from 1."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.words}"


Run = list[Any]  # [text, is it bold]
Block = dict[str, Any]  # {"kind", "lines": [[run]]}; of a table {"kind", "columns", "rows"}


def read(text: str) -> list[Block]:
    """The blocks of a text, their fields not filled in yet. Neighbouring lines of a kind are one block."""
    blocks: list[Block] = []
    follows, gaps = False, 0
    for line in text.split("\n"):
        kind, words = _kind(line.strip())
        if kind == "gap":
            follows, gaps = False, gaps + 1
            continue
        if gaps > 1 and blocks:
            blocks.append({"kind": "space", "lines": []})
        gaps = 0
        joins = follows and blocks[-1]["kind"] == kind and kind not in ("heading", "subheading", "field")
        if not joins:
            blocks.append({"kind": kind, "lines": []})
        blocks[-1]["lines"].append(_runs(words))
        follows = True
    return blocks


def fill(blocks: list[Block], values: Mapping[str, str], tables: Mapping[str, Block]) -> list[Block]:
    """The blocks with their fields filled in: `values` by name, and `tables` for those that stand for a whole table.

    Raises KeyError for a field without a value: a letter is never printed with a gap.
    """
    filled = []
    for block in blocks:
        if block["kind"] == "field":
            filled.append(tables[block["lines"][0][0][0].strip("{} ")])
            continue
        lines = [[[_fill(text, values), bold] for text, bold in line] for line in block["lines"]]
        filled.append({"kind": block["kind"], "lines": lines})
    return filled


def fields_in(text: str) -> list[str]:
    """Names of the fields of a text, each once, in order."""
    return list(dict.fromkeys(name.strip() for name in FIELD.findall(text)))


def problems(text: str, known: Mapping[str, str], tables: set[str], elsewhere: set[str]) -> list[Problem]:
    """What is wrong with the fields of a text: at most eight sentences.

    `known` are the fields of this kind of letter, `tables` those of them that need a line of their own, `elsewhere`
    fields that other kinds have.
    """
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        found += [Problem(number, words) for words in _wrong_in(line, known, tables, elsewhere)]
        if len(found) >= MOST_PROBLEMS:
            break
    return found[:MOST_PROBLEMS]


def plain(blocks: list[Block]) -> str:
    """The words alone, for searching and comparing: a line for each line."""
    lines = []
    for block in blocks:
        lines += ["".join(text for text, _ in line) for line in block.get("lines", [])]
        lines += [" ".join(row["cells"]) for row in block.get("rows", [])]
    return "\n".join(lines)


def _kind(line: str) -> tuple[str, str]:
    if not line:
        return "gap", ""
    for kind, mark in MARKS:
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    if found := NUMBERED.match(line):
        return "numbers", line[found.end() :].strip()
    if RULE.match(line):
        return "rule", ""
    if _is_table(line):
        return "field", line
    return "paragraph", line


def _is_table(line: str) -> bool:
    whole = FIELD.fullmatch(line)
    return bool(whole) and whole[1].strip() in TABLES


# Fields that stand for a whole table.
TABLES = frozenset({"people_coming"})


def _runs(words: str) -> list[Run]:
    """The line in runs of plain and bold text. Two stars without a second pair stay stars."""
    parts = words.split("**")
    if len(parts) % 2 == 0:
        parts[-2:] = ["**".join(parts[-2:])]
    return [[part, bool(n % 2)] for n, part in enumerate(parts) if part] or [["", False]]


def _fill(text: str, values: Mapping[str, str]) -> str:
    return FIELD.sub(lambda found: values[found[1].strip()], text)


def _wrong_in(line: str, known: Mapping[str, str], tables: set[str], elsewhere: set[str]) -> Iterator[str]:
    for name in dict.fromkeys(found.strip() for found in FIELD.findall(line)):
        if name not in known and name in elsewhere:
            yield f"{{{name}}} is not known in this kind of letter."
        elif name in tables and not _is_table(line.strip()):
            yield f"{{{name}}} needs a line of its own."
        elif name not in known:
            near = get_close_matches(name.lower().replace(" ", "_"), known, n=1, cutoff=0.5)
            meant = f" Do you mean {{{near[0]}}}?" if near else " Choose one of the list."
            yield f"there is no field {{{name}}}.{meant}"
    rest = FIELD.sub("", line)
    if "{" in rest or "}" in rest:
        yield "a brace stands alone. A field is written like {salutation}."
    for foreign in dict.fromkeys(FOREIGN.findall(line)):
        yield f"{foreign} would be printed as it stands. A field is written like {{salutation}}."
