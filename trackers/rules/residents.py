"""
A provider's resident list against the tracker: what each row would do, and why. Staffordshire SOP 11.4, 11.5.
Every row below the headings ends in exactly one state, so that
rows in the file = add + change + same + refused + blank + not people.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from govuk.sheets.read import Table
from trackers.rules.cells import FileSense, cells_of, read_cells, sense_of, shown, texts_of
from trackers.rules.columns import Recognised, from_mapping, recognise
from trackers.rules.dates import Order
from trackers.rules.differing import differences
from trackers.rules.funding import NO_COUNCIL, Council
from trackers.rules.layouts import layouts_of, notes_of
from trackers.rules.matching import Known, Likeness, is_unlike, known
from trackers.rules.problems import Level, Parsed, Problem
from trackers.rules.rows import TURNED, is_a_heading, why_gone, why_not_a_person

State = Literal["add", "change", "same", "refused", "blank", "not_people"]
STATES: tuple[State, ...] = ("add", "change", "same", "refused", "blank", "not_people")


NUMBERS = ("nhs_number", "client_record_number")


@dataclass
class StagedRow:
    """
    One row of the file, numbered as the spreadsheet shows it.

    `values` are ours by field, `said` the file's by heading. `person` is the id of the one already in the tracker whom
    the row changes or repeats; `changes` are field -> (there now, in the file). `what`: what a row without a person is.
    """

    row: int
    state: State
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    person: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    what: str = ""

    @property
    def label(self) -> str:
        """The person's name as the page shows it, or where to find the row."""
        name = " ".join(filter(None, (self.values.get("forename"), self.values.get("surname"))))
        return name or (
            "(no name)" if "room" not in self.values else f"(no name), room {self.values['room']}"
        )

    @property
    def has_errors(self) -> bool:
        """Whether something keeps the row from being loaded."""
        return any(problem.level == "error" for problem in self.problems)

    @property
    def may_be_another(self) -> bool:
        """Whether the row waits for somebody to say if it is the same person as another."""
        return any(
            p.other_row is not None or p.other_person is not None for p in self.problems if p.level == "error"
        )


@dataclass
class Staged:
    """All rows of one list. `counts` holds in_file and one number for each state, which add up to it."""

    recognised: Recognised
    rows: list[StagedRow]
    notes: list[str] = field(default_factory=list)  # what was settled for the whole file, in sentences
    missing: list[Mapping[str, Any]] = field(default_factory=list)  # in the tracker and in no row of the list

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.state for row in self.rows)
        return {"in_file": len(self.rows), **{state: found[state] for state in STATES}}

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def people(self) -> list[StagedRow]:
        """Rows that are somebody to add, to change, or already as in the file."""
        return self.in_state("add", "change", "same")

    def in_state(self, *states: State) -> list[StagedRow]:
        return [row for row in self.rows if row.state in states]


@dataclass(frozen=True)
class Decisions:
    """
    What a person has settled on the preview page, by row number.

    `corrections`: (row, our field) -> text put in place of the cell, "" for not known. `left_out`: rows not to load.
    `apart`: rows that are not the person they look like. `same_as`: row -> id of the person they are.
    """

    corrections: Mapping[tuple[int, str], str] = field(default_factory=dict)
    left_out: Collection[int] = ()
    apart: Collection[int] = ()
    same_as: Mapping[int, Any] = field(default_factory=dict)
    dates: Order | None = None  # how 3/4/1934 is read in this file, when somebody said


NO_DECISIONS = Decisions()


def stage(
    table: Table,
    recognised: Recognised | Mapping[str, str] | None = None,
    *,
    existing: Iterable[Mapping[str, Any]] = (),
    today: dt.date,
    council: Council = NO_COUNCIL,
    decisions: Decisions = NO_DECISIONS,
    services: Sequence[str] = (),
) -> Staged:
    """
    What loading the list would do. Nothing is read or written but the arguments.

    `recognised` is how the columns are read; a plain heading -> field mapping will do, None works it out. `existing`
    are the people already in the tracker that the reader may see: dicts with "id" and any of our fields; only
    fields in them are compared. One with "merged_into" was merged into the one with that id. `services` are the names
    of the services that a list may speak of, when there are several.
    """
    if not isinstance(recognised, Recognised):
        recognised = recognise(table) if recognised is None else from_mapping(table, None, recognised)
    first = (recognised.heading_row or 0) + 1
    found = [(number, values) for number, values in table.rows if number >= first]
    layouts = layouts_of(found, recognised)
    cells = {
        number: _corrected(number, cells_of(values, layouts[number]), decisions) for number, values in found
    }
    sense = sense_of(cells.values(), recognised, council, today, decisions.dates)
    there = known(existing, today)
    stager = _Stager(recognised, sense, there, decisions, services)
    rows = [stager.row(number, values, cells[number], layouts[number]) for number, values in found]
    notes = [*notes_of(layouts, recognised), *_notes(sense, decisions)]
    return Staged(recognised, rows, notes, stager.missing(rows))


def _notes(sense: FileSense, decisions: Decisions) -> list[str]:
    notes = []
    if decisions.dates:
        first = "day" if decisions.dates == "day_first" else "month"
        notes.append(
            f"Dates such as 3/4/1934 are read with the {first} first, as somebody said of this file."
        )
    elif sense.order == "month_first":
        notes.append("Dates in this file are read with the month first: one of them can be nothing else.")
    elif sense.order == "mixed":
        notes.append("This file writes some dates day first and some month first.")
    taken = sorted(sense.local - sense.council.initials)
    if taken and sense.council.name:
        notes.append(
            f"“{taken[0]}” is read as {sense.council.name}. Correct who pays if it is another council."
        )
    return notes


def _corrected(number: int, cells: dict[str, Any], decisions: Decisions) -> dict[str, Any]:
    for (row, name), text in decisions.corrections.items():
        if row == number:
            cells[name] = text
    return {name: value for name, value in cells.items() if value != ""}


class _Stager:
    """Takes the rows in order, remembering those before."""

    def __init__(
        self,
        recognised: Recognised,
        sense: FileSense,
        there: Known,
        decisions: Decisions,
        services: Sequence[str],
    ) -> None:
        self.recognised, self.sense, self.there, self.decisions = recognised, sense, there, decisions
        self.services = {name: " ".join(name.casefold().split()) for name in services}
        self.before = Known(today=sense.today)
        self.merged: set[int] = set()  # rows of somebody who was merged into another
        self.taken: dict[Any, int] = {}  # person already in the tracker -> the row that is them
        self.headings = {column.field: column.heading for column in recognised.columns if column.field}

    def row(
        self, number: int, cells_in_file: list[Any], cells: dict[str, Any], layout: Recognised
    ) -> StagedRow:
        said = texts_of(cells_in_file, layout)
        if not said and not cells and all(value is None for value in cells_in_file):
            return StagedRow(number, "blank")
        what = why_not_a_person(cells, said, layout)
        if what:
            return StagedRow(number, "not_people", said=said, what=what)
        made = StagedRow(number, "add", said=said)
        made.values = self.values(made, cells)
        if number in self.decisions.left_out:
            made.state = "refused"
            self.tell(made, "", "warning", "Left out: somebody chose not to load this row.")
            return made
        self.check_name(made, cells)
        self.ask_if_alive(made)
        self.settle_service(made)
        self.match(made)
        if made.row in self.decisions.apart:
            self.give_up_number(made)
        if made.has_errors:
            made.state = "refused"
        if made.values.get("surname") and made.row not in self.merged:
            self.before.add(number, made.values)
        return made

    def values(self, made: StagedRow, cells: Mapping[str, Any]) -> dict[str, Any]:
        # A name that a person typed on the page is in the usual order, whatever the file does.
        is_typed = (made.row, "full_name") in self.decisions.corrections
        sense = replace(self.sense, surname_first=False) if is_typed else self.sense
        if (made.row, "date_of_birth") in self.decisions.corrections:
            sense = replace(sense, order="day_first")
        return read_cells(cells, self.recognised, sense, lambda *told: self.note(made, cells, *told))

    def note(self, made: StagedRow, cells: Mapping[str, Any], name: str, parsed: Parsed) -> None:
        value = shown(cells[name]) if name in cells else str(made.values.get(name, ""))
        heading = self.headings.get(name, "")
        made.problems.append(
            Problem(made.row, heading, value, parsed.level or "warning", parsed.reason, name)
        )

    def tell(self, made: StagedRow, name: str, level: Level, reason: str, **others: Any) -> None:
        value = str(made.values.get(name, "")) if name else made.label
        made.problems.append(
            Problem(made.row, self.headings.get(name, ""), value, level, reason, name, **others)
        )

    def check_name(self, made: StagedRow, cells: Mapping[str, Any]) -> None:
        has_said_so = any(problem.field in ("surname", "full_name") for problem in made.problems)
        surname = made.values.get("surname")
        if surname and not made.has_errors and is_a_heading(cells, str(surname)):
            self.tell(made, "surname" if "surname" in cells else "full_name", "error", TURNED.format(surname))
        if surname or has_said_so:
            return
        name = "surname" if "surname" in self.headings else "full_name"
        reason = "The surname is missing." if made.values.get("forename") else "The name is missing."
        kin = made.values.get("next_of_kin_name")
        hints = [f"room {made.values['room']}"] if "room" in made.values else []
        hints += [f"next of kin “{kin}”"] if kin else []
        about = ", ".join(hints)
        reason = f"{reason} {about[0].upper()}{about[1:]}." if about else reason
        made.problems.append(Problem(made.row, self.headings.get(name, ""), "", "error", reason, name))

    def ask_if_alive(self, made: StagedRow) -> None:
        """Nobody who has died is put on the tracker as if they lived: letters to their family would follow."""
        of_kin = {heading for name, heading in self.headings.items() if name.startswith("next_of_kin_")}
        texts = {heading: text for heading, text in made.said.items() if heading not in of_kin}
        aside = str(made.values.get("name_aside", ""))
        if found := why_gone(texts, aside, self.sense.today, self.sense.order):
            made.problems.append(Problem(made.row, "", "", "warning", found))

    def settle_service(self, made: StagedRow) -> None:
        """Which of several services the row speaks of; with one alone there is nothing to say."""
        shown = str(made.values.pop("service", ""))
        said = " ".join(shown.casefold().split())
        if not said or not self.services:
            return
        found = [name for name, folded in self.services.items() if said == folded]
        found = found or [name for name, folded in self.services.items() if said in folded or folded in said]
        if len(found) == 1:
            made.values["service"] = found[0]
            return
        reason = f"“{shown}” is not one service of this event. Choose which."
        made.problems.append(
            Problem(made.row, self.headings.get("service", ""), shown, "error", reason, "service")
        )

    def match(self, made: StagedRow) -> None:
        """Who the row is: somebody in an earlier row, somebody in the tracker, or somebody new."""
        if not made.values.get("surname"):
            return
        if made.row in self.decisions.same_as:
            self.give_up_number(made, self.decisions.same_as[made.row])
            self.become(made, self.decisions.same_as[made.row])
        elif made.row not in self.decisions.apart and (merged := self.merged_person(made.values)):
            self.become_merged(made, merged)
        elif made.row not in self.decisions.apart:
            self.match_before(made)
            self.match_there(made)

    def give_up_number(self, made: StagedRow, person: Any = None) -> None:
        """Two people never have one NHS number: whoever was said to be somebody else does not get it."""
        others = [one for one in self.there.by_numbers(made.values) if one[0] != person]
        taken = {_field(number) for _, number in (*self.before.by_numbers(made.values), *others)}
        if "nhs_number" in taken:
            so = "this person is added without it" if person is None else "it is not taken over"
            reason = f"Somebody else has this NHS number, so {so}. Check each digit."
            self.tell(made, "nhs_number", "warning", reason)
            del made.values["nhs_number"]

    def merged_person(self, values: Mapping[str, Any]) -> Any:
        """The id of somebody in the tracker who was merged into another, when the row is clearly them."""
        numbers = self.there.by_numbers(values)
        like = None if numbers else self.there.like(values)
        key = numbers[0][0] if numbers else like.key if like and like.is_certain else None
        return key if key is not None and "merged_into" in self.there.people[key] else None

    def become_merged(self, made: StagedRow, merged: Any) -> None:
        """A row that was found to be somebody else's second one adds nobody. It tells only what is new since."""
        was, made.person = self.there.people[merged], self.there.people[merged]["merged_into"]
        self.merged.add(made.row)
        new = differences(was, made.values)
        changes = differences(self.there.people[made.person], made.values)
        made.changes = {name: change for name, change in changes.items() if name in new}
        made.state = "change" if made.changes else "same"
        name = _called(self.there.people[made.person])
        self.tell(made, "", "warning", f"Somebody said before that this is {name}: nobody is added.")

    def missing(self, rows: list[StagedRow]) -> list[Mapping[str, Any]]:
        """People in the tracker whom no row of the list is, or may be."""
        found = {row.person for row in rows}
        found |= {problem.other_person for row in rows for problem in row.problems}
        people = self.there.people.items()
        return [person for key, person in people if key not in found and "merged_into" not in person]

    def match_before(self, made: StagedRow) -> None:
        for row, number in self.before.by_numbers(made.values):
            self.tell(made, _field(number), "error", f"This {number} is also in row {row}.", other_row=row)
            return
        like = self.before.like(made.values)
        if like and not (like.is_certain and not made.values.get("date_of_birth")):
            reason = f"May be the same person as row {like.key}: {like.reason}."
            self.tell(made, "", "error", reason, other_row=like.key)
        elif like:
            reason = f"The same name as row {like.key}, and no date of birth to tell them apart."
            self.tell(made, "", "warning", reason, other_row=like.key)

    def match_there(self, made: StagedRow) -> None:
        numbers = self.there.by_numbers(made.values)
        if len({person for person, _ in numbers}) > 1:
            self.tell(
                made, "nhs_number", "error", "The two numbers of this row belong to two different people."
            )
            return
        for person, number in numbers[:1]:
            if is_unlike(made.values, self.there.people[person]):
                self.ask_whose_number(made, person, number)
            else:
                self.become(made, person)
            return
        if like := self.there.like(made.values):
            self.match_likeness(made, like)

    def ask_whose_number(self, made: StagedRow, person: Any, number: str) -> None:
        """A number of one person with the name of another: both are named, when both are in the tracker."""
        name = _called(self.there.people[person])
        reason = f"This {number} belongs to {name}, who is in the tracker."
        self.tell(made, _field(number), "error", reason, other_person=person, other_name=name)
        bare = {field: value for field, value in made.values.items() if field not in NUMBERS}
        like = self.there.like(bare)
        if like and like.key != person:
            name = _called(self.there.people[like.key])
            reason = (
                f"{name}, who is in the tracker too, has {like.reason}. Then the {number} is somebody else’s."
            )
            self.tell(made, "", "error", reason, other_person=like.key, other_name=name)

    def match_likeness(self, made: StagedRow, like: Likeness) -> None:
        if like.is_certain:
            self.become(made, like.key)
            return
        name = _called(self.there.people[like.key])
        reason = f"May be {name}, who is in the tracker: {like.reason}."
        self.tell(made, "", "error", reason, other_person=like.key, other_name=name)

    def become(self, made: StagedRow, person: Any) -> None:
        if person not in self.there.people:
            return
        if person in self.taken and not made.has_errors:
            row = self.taken[person]
            reason = f"This is the same person in the tracker as row {row}."
            name = _called(self.there.people[person])
            self.tell(made, "", "error", reason, other_row=row, other_person=person, other_name=name)
            return
        self.taken.setdefault(person, made.row)
        made.person = person
        made.changes = differences(self.there.people[person], made.values)
        made.state = "change" if made.changes else "same"


def _field(number: str) -> str:
    return number.casefold().replace(" ", "_")


def _called(person: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (person.get("forename"), person.get("surname")))) or "somebody"
