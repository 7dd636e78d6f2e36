"""One row of a resident list: its cells by our field, and each of them as a value with what is wrong about it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from govuk.sheets.cells import BadCell
from trackers.rules import values
from trackers.rules.births import span_of_words
from trackers.rules.columns import Recognised
from trackers.rules.contacts import contact
from trackers.rules.dates import Order, Span, age_on, birth_and_age, order_of, parse_date
from trackers.rules.funding import UNKNOWN, Council, local_abbreviations, read_funding
from trackers.rules.headings import CHC_HEADINGS, SHARED_FIELDS, plain
from trackers.rules.names import Name, full_name, in_case, is_name, not_a_name, one_name, title_of
from trackers.rules.problems import Parsed, error, warning

# Characters that we keep; a longer text is an error that says so.
LENGTHS = {
    "surname": 100, "forename": 100, "title": 30, "known_as": 100, "client_record_number": 40, "room": 40,
    "funding_words": 200, "funding_authority": 200, "next_of_kin_name": 200, "next_of_kin_relationship": 100,
    "next_of_kin_phone": 60, "next_of_kin_address": 300, "address": 300, "gp": 200, "mobility_needs": 300,
    "social_worker": 150, "care_type": 100, "service": 200, "notes": 4000,
}  # fmt: skip
# What a wrong value of these costs is a person mistaken for another; the rest can be put right later.
_IDENTITY = frozenset(
    ("surname", "forename", "full_name", "date_of_birth", "nhs_number", "client_record_number", "funding")
)
_BETWEEN = {"notes": "\n", "address": ", ", "next_of_kin_address": ", "}
_NO_KIN = frozenset(
    ("none", "no", "nil", "no nok", "no next of kin", "none known", "none given", "no known nok", "no family", "nobody",
     "no known next of kin", "no relatives", "no contact", "not applicable", "nok unknown", "unknown", "n/a")
)  # fmt: skip
FIRST_TAKEN = (
    "“{}” does not show which name is the surname. The first is taken, as in most rows: {}. Type the name as "
    "forename and surname if that is wrong."
)
Note = Callable[[str, Parsed], None]


@dataclass(frozen=True)
class FileSense:
    """What is settled once for the whole file."""

    order: Order
    surname_first: bool
    is_usual_order: bool  # most names show by a comma or capitals that the surname comes first
    council: Council
    local: frozenset[str]
    today: dt.date


def sense_of(
    rows: Iterable[Mapping[str, object]],
    recognised: Recognised,
    council: Council,
    today: dt.date,
    order: Order | None = None,
) -> FileSense:
    """Read all rows once: how dates are written (unless somebody said), which name comes first, which abbreviation is
    this council.
    """
    dates, names, words = [], [], []
    for cells in rows:
        dates.extend(cells[field] for field in ("date_of_birth", "date_admitted") if field in cells)
        names.extend(str(cells[field]) for field in ("full_name",) if field in cells)
        words.extend(str(cells[field]) for field in ("funding", "funding_authority") if field in cells)
    local = local_abbreviations(words, council)
    first, is_usual = _surname_first(names, recognised)
    return FileSense(order or order_of(dates), first, is_usual, council, local, today)


def _surname_first(names: list[str], recognised: Recognised) -> tuple[bool, bool]:
    """As the heading says, or as most of the cells that show it by capitals or by a comma; whether most show it."""
    heading = next((column.heading for column in recognised.columns if column.field == "full_name"), "")
    words = plain(heading).replace("last name", "surname").replace("first name", "forename")
    if "surname" in words and "forename" in words:
        return words.index("surname") < words.index("forename"), False
    first = last = 0
    for name in names:
        parts = [part for part in name.replace(",", ", ").split() if len(part) > 1]
        if len(parts) > 1 and not name.isupper():
            first += parts[0].endswith(",") or (parts[0].isupper() and not parts[-1].isupper())
            last += parts[-1].isupper() and not parts[0].isupper()
    return first > last, first * 2 > len(names)


def cells_of(row: list[Any], recognised: Recognised) -> dict[str, Any]:
    """Values by our field, without empty ones; several columns of a shared field put together."""
    cells: dict[str, Any] = {}
    for column in recognised.columns:
        value = row[column.index] if column.index < len(row) else None
        if not column.field or value is None or (isinstance(value, str) and not value.strip()):
            continue
        if column.field == "funding" and plain(column.heading) in CHC_HEADINGS:
            value = _of_chc(value)
            if value is None:
                continue
        if column.field == "notes" and not (isinstance(value, BadCell) or _says_itself(column.heading)):
            value = f"{column.heading}: {_lines(value)}"
        if column.field not in cells:
            cells[column.field] = value
        elif column.field in SHARED_FIELDS:
            cells[column.field] = f"{cells[column.field]}{_BETWEEN.get(column.field, ' / ')}{_lines(value)}"
    return _apart(cells)


def _says_itself(heading: str) -> bool:
    """Whether what stands under a heading is understood without it: notes are, a key safe's number is not."""
    return plain(heading) in (
        "notes",
        "note",
        "comments",
        "comment",
        "remarks",
        "additional information",
        "status",
    )


def _lines(value: Any) -> str:
    return shown(value) if isinstance(value, dt.date) else values.as_lines(value)


def _apart(cells: dict[str, Any]) -> dict[str, Any]:
    """An age and a date of birth in one cell, such as "84 (12/03/1942)", each under its own field."""
    for field, other in (("date_of_birth", "age"), ("age", "date_of_birth")):
        found = birth_and_age(cells[field]) if isinstance(cells.get(field), str) else None
        if found:
            said = dict(zip(("date_of_birth", "age"), found, strict=True))
            cells[field], cells[other] = said[field], cells.get(other) or said[other]
    return cells


def _of_chc(value: Any) -> Any:
    """Under a heading that asks for CHC alone, yes is CHC, and no leaves open who pays."""
    answer = values.yes_or_no(value).value
    return {"yes": "CHC", "no": None}.get(str(answer), value)


def texts_of(row: list[Any], recognised: Recognised) -> dict[str, str]:
    """What the file says, by heading, for every cell that is not empty."""
    said = ((column.heading, row[column.index]) for column in recognised.columns if column.index < len(row))
    return {heading: text for heading, value in said if value is not None and (text := shown(value))}


def shown(value: object) -> str:
    """A cell as the person sees it."""
    if not isinstance(value, dt.date):
        return values.as_text(value)
    return value.strftime("%d/%m/%Y %H:%M" if isinstance(value, dt.datetime) else "%d/%m/%Y")


def read_cells(
    cells: Mapping[str, Any], recognised: Recognised, sense: FileSense, note: Note
) -> dict[str, Any]:
    """
    Our values of one row. `note(field, parsed)` is told of everything that is wrong.

    Keys are our fields without full_name, and funding_words; a value that is not known is None or left out.
    """
    made: dict[str, Any] = {}
    sound = {}
    for field, value in cells.items():
        if isinstance(value, BadCell):
            note(field, _bad(field, value))
        else:
            sound[field] = value
    _read_names(sound, sense, made, note)
    _read_funding(sound, sense, made, note)
    _read_kin(sound, made, note)
    for field, read in _readers(sense, recognised.turned).items():
        if field in sound:
            _keep(made, field, read(sound[field]), note)
    if not made.get("date_of_birth") and "date_of_birth" in sound:
        made["birth_stated"] = _part_of_birth(sound["date_of_birth"], sense)
    _compare_ages(made, sense, note)
    _check_lengths(made, note)
    return {field: value for field, value in made.items() if value not in (None, "")}


def _part_of_birth(value: Any, sense: FileSense) -> str:
    """What a cell says of a birth of which no day is known: a year, a month; "" for what is just wrong."""
    parsed, said = parse_date(value, Span("date of birth", sense.today), sense.order), shown(value)
    return said[:60] if parsed.level == "warning" and span_of_words(said) else ""


def _bad(field: str, cell: BadCell) -> Parsed:
    return error(cell.reason) if field in _IDENTITY else warning(f"{cell.reason} It is left out.")


def _keep(made: dict[str, Any], field: str, parsed: Parsed, note: Note) -> None:
    if parsed.level == "error" and field not in _IDENTITY:
        parsed = warning(f"{parsed.reason} It is left out.", parsed.value)
    if parsed.level:
        note(field, parsed)
    made[field] = parsed.value


@lru_cache(maxsize=16)
def _readers(sense: FileSense, turned: frozenset[str | None]) -> dict[str, Callable[[Any], Parsed]]:
    """What reads each field, for all rows of a file."""

    def day(what: str) -> Callable[[Any], Parsed]:
        span = Span(what, sense.today)
        return lambda value: parse_date(value, span, sense.order)

    def answer(field: str) -> Callable[[Any], Parsed]:
        return lambda value: values.yes_or_no(value, is_turned=field in turned)

    return {
        "date_of_birth": day("date of birth"),
        "date_admitted": day("date admitted"),
        "age": values.age,
        "gender": values.gender,
        "nhs_number": values.nhs_number,
        "client_record_number": values.no_date,
        "room": values.no_date,
        "address": lambda value: Parsed(", ".join(values.as_lines(value).split("\n"))),
        "gp": values.known_text,
        "social_worker": values.known_text,
        "care_type": values.known_text,
        "service": values.known_text,
        "mobility_needs": lambda value: Parsed(values.as_lines(value)),
        "notes": lambda value: Parsed(values.as_lines(value)),
        "has_capacity": answer("has_capacity"),
        "requires_advocate": answer("requires_advocate"),
        "dols": answer("dols"),
        "hours_per_week": values.hours_per_week,
    }


def _read_names(cells: Mapping[str, Any], sense: FileSense, made: dict[str, Any], note: Note) -> None:
    found = Name()
    surname = values.as_text(cells.get("surname"))
    whole = values.as_text(cells.get("full_name"))
    forename = one_name(values.as_text(cells.get("forename")))
    if surname and ("," not in surname or forename.surname) and any(map(str.isalpha, surname)):
        found = one_name(surname)
    elif surname or whole:
        # With a forename in a column of its own, a single word under "Name" is the surname, and nothing is missing.
        parsed = full_name(surname or whole, surname_first=sense.surname_first)
        if parsed.level == "error" or (parsed.level and not forename.surname):
            note("surname" if surname else "full_name", parsed)
        elif (
            whole and sense.surname_first and sense.is_usual_order and full_name(whole).value != parsed.value
        ):
            note("full_name", warning(FIRST_TAKEN.format(whole, parsed.value.surname)))
        found = parsed.value or found
    made["surname"] = found.surname
    made["forename"] = forename.surname or found.forename
    made["title"] = title_of(values.as_text(cells.get("title"))) or found.title or forename.title
    made["known_as"] = in_case(values.as_text(cells.get("known_as"))) or found.known_as or forename.known_as
    for field, name in (("surname", found.surname), ("forename", forename.surname)):
        if field in cells and not is_name(name):
            note(field, not_a_name(values.as_text(cells[field])))
    if aside := " ".join(filter(None, (found.aside, forename.aside))):
        made["name_aside"] = aside
    if surname and not made["forename"] and not any(field in cells for field in ("full_name",)):
        note("surname", warning("The forename is missing."))


def _read_funding(cells: Mapping[str, Any], sense: FileSense, made: dict[str, Any], note: Note) -> None:
    words = values.as_text(cells.get("funding"))
    authority = values.as_text(cells.get("funding_authority"))
    if not words and not authority:
        return
    parsed = read_funding(words or authority, sense.council, sense.local)
    if words and authority and parsed.level != "error":
        parsed = _with_authority(parsed, words, authority, sense)
    funding = parsed.value
    made["funding"] = funding.type if funding else UNKNOWN
    made["funding_words"] = " / ".join(filter(None, (words, authority)))
    made["funding_authority"] = authority or (funding.authority if funding else "")
    if parsed.level:
        note("funding" if words else "funding_authority", parsed)


def _with_authority(parsed: Parsed, words: str, authority: str, sense: FileSense) -> Parsed:
    """ "LA" beside "Derbyshire County Council" is another authority; "Private" beside any stays private."""
    kind = parsed.value.type if parsed.value else UNKNOWN
    if kind not in ("this_council", UNKNOWN):
        return parsed
    both = read_funding(authority, sense.council, sense.local)
    if both.value and both.value.type != UNKNOWN and not both.level:
        return Parsed(both.value._replace(words=words))
    if kind == "this_council" and both.level != "error":
        return read_funding(f"{authority} Council {words}", sense.council, sense.local)
    return parsed


def _read_kin(cells: Mapping[str, Any], made: dict[str, Any], note: Note) -> None:
    stated = values.known_text(cells.get("next_of_kin_name")).value
    if stated and stated.casefold().strip(" ().-*") in _NO_KIN:
        note("next_of_kin_name", warning("The list says that there is no next of kin."))
        stated = None
    found = contact(stated) if stated else contact("")
    relationship = values.known_text(cells.get("next_of_kin_relationship")).value
    made["next_of_kin_name"] = found.name
    made["next_of_kin_relationship"] = relationship or found.relationship
    made["next_of_kin_address"] = ", ".join(values.as_lines(cells.get("next_of_kin_address")).split("\n"))
    for field, read, inside in (
        ("next_of_kin_phone", values.phone, found.phone),
        ("next_of_kin_email", values.email, found.email),
    ):
        if field in cells:
            _keep(made, field, read(cells[field]), note)
        made[field] = made.get(field) or inside


def _compare_ages(made: dict[str, Any], sense: FileSense, note: Note) -> None:
    born, stated = made.get("date_of_birth"), made.get("age")
    if born and stated and abs(age_on(born, sense.today) - stated) > 1:
        years = age_on(born, sense.today)
        note("age", warning(f"The list says {stated} years; by the date of birth it is {years}."))


def _check_lengths(made: dict[str, Any], note: Note) -> None:
    for field, most in LENGTHS.items():
        value = made.get(field)
        if isinstance(value, str) and len(value) > most:
            note(field, error(f"This has {len(value):,} characters; at most {most:,} can be kept."))
            made[field] = value[:most]
