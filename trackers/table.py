"""The tracker's table, quick: no model instances, and words and markup made once for each different value."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from operator import attrgetter, itemgetter
from typing import Any

from markupsafe import Markup

from accounts.models import User
from govuk.words import clock_time, local
from trackers import drawing
from trackers.beside import Beside, beside_of
from trackers.cells import ALSO, CHOICES, IDEA, Cells, in_cell, is_plain
from trackers.hanging import with_hanging
from trackers.ideas import Idea
from trackers.models import TrackerEntry
from trackers.rules.fields import HANGING, ORGANISATIONS, SHOWN, Column
from trackers.shown_steps import ShownSteps

RECENT = timedelta(minutes=20)
FIRST = [
    "pk",
    "service_user__surname",
    "service_user__forename",
    "service_user__date_of_birth",
    "room",
    "final_outcome",
]
OF_COUNCIL = ["service_user__age_stated", "changed_by__name", "changed_at", "changed_by_id"]


class Table:
    """The body of the table for one reader and one choice of columns."""

    def __init__(
        self,
        *,
        user: User,
        columns: list[Column],
        may_change: bool,
        now: datetime,
        pick: str = "",
        past: bool = False,
    ):
        """`pick`: whether people can be ticked, as trackers.drawing has it; `past` as of Cells."""
        self.pick = pick
        self.reader, self.now, self.today, self.partner = user.pk, now, local(now).date(), user.is_partner
        self.columns = [column for column in columns if column.key != "person"]
        self.cells = Cells(partner=self.partner, may_change=may_change, today=self.today, past=past)
        names = [*FIRST, *([] if self.partner else OF_COUNCIL)]
        for column in self.columns:
            names += [name_of(path) for path in reads(column)]
        self.names = list(dict.fromkeys(names))
        self.ages: dict[tuple, str] = {}
        self.recently_changed = 0
        self.shown: set[int] = set()  # keys of the rows of the body
        self.ideas: dict[int, Idea] = {}  # of those for whom nobody wrote down a next step
        self.beside: dict[int, Beside] = {}

    def rows(self, people, steps: ShownSteps) -> list[Markup]:
        """The rows of a queryset of entries, in its order. `steps`: of these people, perhaps among others."""
        rows = list(with_hanging(people, self.names).values_list(*self.names))
        self.ideas, self.beside = steps.ideas, beside_of(steps)
        self.shown = {row[0] for row in rows}
        return self.drawn(rows)

    def drawn(self, people: Iterable[tuple]) -> list[Markup]:
        """The rows of people given by the values of `names`, in that order."""
        people = list(people)
        columns = [self._cells(column, people) for column in self.columns]
        return [self._row(row, cells) for row, *cells in zip(people, *columns, strict=True)]

    def _row(self, row: tuple, cells: list[str]) -> Markup:
        pk, surname, forename, born, room, outcome = row[:6]
        name, person = (f"{surname}, {forename}", f"{forename} {surname}") if forename else (surname, surname)
        changed = "" if self.partner else self._changed(*row[7:10])
        about = self._about(born, None if self.partner else row[6], room)
        css = "app-done" if outcome else ""
        said = self.beside.get(pk)
        under = drawing.beside(said) if said else ""
        return drawing.row(pk, person, name, about, under, changed, css, cells, self.pick)

    def _cells(self, column: Column, people: list[tuple]) -> list[str]:
        """A column, from the first person to the last; those of whom it says the same share one cell."""
        paths = reads(column)
        values = list(map(itemgetter(*[self.names.index(name_of(path)) for path in paths]), people))
        if is_plain(column):
            drawn = self._plain(column, set(values))
        else:
            # What follows from the facts is one more value.
            ideas = (
                [self.ideas.get(row[0]) for row in people] if column.key == "next" else [None] * len(people)
            )
            values = list(zip(values, ideas, strict=True))
            drawn = {value: self._cell(column, paths, *value) for value in set(values)}
        return [drawn[value] for value in values]

    def _cell(self, column: Column, paths: list[str], values: Any, idea: Idea | None) -> str:
        got = dict(zip(paths, values if len(paths) > 1 else (values,), strict=True))
        return drawing.cell(column, self.cells.cell(column, (got | {IDEA: idea}).get))

    def _plain(self, column: Column, values: set) -> dict[Any, str]:
        """The same where one value says all: its text goes into a cell that was drawn once."""
        (path,) = column.paths
        empty = drawing.cell(column, (self.cells.value(path, None),))
        before, after = drawing.around(column, self.cells.value(path, drawing.TEXT))
        texts = {value: in_cell(SHOWN[path], value, CHOICES[path], self.today) for value in values}
        return {
            value: f"{before}{drawing.escaped(text)}{after}" if text else empty
            for value, text in texts.items()
        }

    def _about(self, born: date | None, stated: int | None, room: str) -> str:
        """'Age 84, room 1'."""
        age = self.ages.get((born, stated))
        if age is None:
            age = self.ages[born, stated] = age_words(born, stated, self.today)
        return f"{age}, room {room}" if room else age

    def _changed(self, who: str | None, at: datetime, who_id: int | None) -> str:
        """'Changed 9.31am, Tom', when somebody else did so in the last twenty minutes."""
        if who is None or who_id == self.reader or self.now - at > RECENT:
            return ""
        self.recently_changed += 1
        return f"Changed {clock_time(at)}, {who.split()[0]}"


def cells_of(entry: TrackerEntry, columns: list[Column], cells: Cells, *, swapped: bool = False) -> Markup:
    """Cells of one person as they stand in the table."""
    asks = not entry.next_step and any(column.key == "next" for column in columns)
    alone = TrackerEntry.objects.filter(pk=entry.pk)
    idea = ShownSteps(alone, partner=cells.partner).ideas.get(entry.pk) if asks else None
    hangs = [path for column in columns for path in column.paths if path in HANGING]
    row = with_hanging(alone, hangs).get() if hangs else entry

    def get(path: str):
        return idea if path == IDEA else attrgetter(path)(row if path in HANGING else entry)

    drawn = [drawing.cell(column, cells.cell(column, get), swapped=swapped) for column in columns]
    return drawing.for_person(drawn, entry.pk, person_words(entry))


def reads(column: Column) -> list[str]:
    """The paths of the values that the column's cell depends on."""
    return list(dict.fromkeys((*column.paths, *ALSO.get(column.key, ()))))


def name_of(path: str) -> str:
    """The path as the database names it; of an organisation, its name."""
    return f"{path}__name" if path in ORGANISATIONS else path.replace(".", "__")


def person_words(entry: TrackerEntry) -> str:
    """'Agnes Applesham'."""
    person = entry.service_user
    return f"{person.forename} {person.surname}".strip()


def age_words(born: date | None, stated: int | None, today: date) -> str:
    """'Age 84', from the date of birth or as somebody said."""
    if born:
        return f"Age {today.year - born.year - ((today.month, today.day) < (born.month, born.day))}"
    return f"Age {stated}, as stated" if stated else "Age not known"
