"""What stands in one cell of the tracker: values put into words, and whether they can be changed there."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from govuk.words import count_of, lower_first, nhs_number, number, short_date
from trackers.ideas import Idea
from trackers.models import ServiceUser, TrackerEntry
from trackers.models.tracker import stage_words
from trackers.rules.fields import HANGING, SHOWN, Column, Field, may_edit
from trackers.rules.legal import ORDER, SHORT, SHORT_COLOURS
from trackers.rules.stages import needs_advocate

EDIT, TAG, TEXT, GO = "edit", "tag", "text", "go"
IDEA = "idea"  # asked for beside the fields: what follows from the facts where no next step is written down
LATE, EMPTY = "app-late", "app-edit--empty"
STAGE_COLOURS = {
    "assessing": "yellow",
    "looking": "orange",
    "move_booked": "blue",
    "check_due": "teal",
    "safe": "green",
    "other": "grey",
}
ADVOCATE = {
    "unknown": "Advocate not known",
    "not_needed": "No advocate needed",
    "in_place": "Advocate in place",
}
PAYS_ALONE = {"this_council", "self_funder", "unknown"}
# Fields that a cell reads besides those of its column.
ALSO = {
    "stage": ("final_outcome",),
    "next": ("final_outcome",),
    "capacity": ("imca",),
    "check": ("moved_on", "final_outcome"),
    "move": ("final_outcome",),
    "legal": ("final_outcome",),
}


class Shown(NamedTuple):
    """One value. `kind` is EDIT (can be changed in place), TAG, TEXT, or GO (a link to the page that records it).

    `key` is the field's, or the end of that page's address; `css` a class; `words` name the field for a screen
    reader.
    """

    kind: str
    key: str
    css: str
    text: str
    words: str = ""


Cell = tuple[Shown, ...]  # the leading value, then those in small below it
Get = Callable[[str], Any]  # from a path of trackers.rules.fields to the person's value


ANSWERS = {value: SHORT[value] for value in ORDER}
OF_HANGING = {
    "legal_duty": ANSWERS,
    "legal_computed": ANSWERS,
    "kin_not_told": {True: "Must not be told", False: ""},
}


def choices_of(field: Field) -> dict[Any, str]:
    """The words for the stored values of a field with choices."""
    if field.path in HANGING:
        return OF_HANGING.get(field.path, {})
    model = ServiceUser if field.of_person else TrackerEntry
    return dict(model._meta.get_field(field.key).flatchoices)


def in_cell(field: Field, value: Any, choices: dict[Any, str], today: date) -> str:
    """A value in as few words as a table of this day needs; nothing for nothing."""
    if value is None or value == "":
        return ""
    if choices:
        return choices.get(value, str(value))
    if isinstance(value, str):
        return nhs_number(value) if field.path == "service_user.nhs_number" else value
    if isinstance(value, date):
        is_birth = field.path == "service_user.date_of_birth"
        return f"{value.day} {value:%b %Y}" if is_birth else short_date(value, today)
    return number(value) if hasattr(value, "quantize") else str(value)


CHOICES = {path: choices_of(field) for path, field in SHOWN.items()}
NAMES = {path: (field.key, field.named, field.empty) for path, field in SHOWN.items()}


def is_decided_otherwise(duty: str | None, computed: str | None, outcome: str) -> bool:
    """Whether somebody decided otherwise than the rules say. That a duty ended with a death is nobody's decision."""
    return bool(duty) and duty != computed and outcome != TrackerEntry.Outcome.DIED


class Cells:
    """Makes the cells of one table for one reader. `may_change`: whether the reader changes this tracker at all;
    `past`: it is that of an earlier moment, which says what was written down then and nothing that follows from facts.
    """

    def __init__(self, *, partner: bool, may_change: bool, today: date, past: bool = False):
        self.partner, self.may_change, self.today, self.past = partner, may_change, today, past
        self.kinds = {path: self._kind(field) for path, field in SHOWN.items()}
        self.choices = CHOICES

    def cell(self, column: Column, get: Get) -> Cell:
        """The cell of one person in that column."""
        make = SPECIAL.get(column.key)
        return make(self, column, get) if make else self._plain(column, get)

    def value(self, path: str, value: Any) -> Shown:
        """One value by itself."""
        key, named, empty = NAMES[path]
        text = in_cell(SHOWN[path], value, CHOICES[path], self.today)
        return Shown(self.kinds[path], key, "" if text else EMPTY, text or empty, named)

    def _kind(self, field: Field) -> str:
        in_place = self.may_change and field.edit == "cell" and may_edit(field.path, partner=self.partner)
        return EDIT if in_place else TEXT

    def _plain(self, column: Column, get: Get) -> Cell:
        return tuple([self.value(path, get(path)) for path in column.paths])

    def _stage(self, column: Column, get: Get) -> Cell:
        stage, outcome = get("stage"), get("final_outcome")
        css = f"govuk-tag--{STAGE_COLOURS[stage]}"
        return (Shown(TAG, "stage", css, stage_words(stage, outcome)),)

    def _next(self, column: Column, get: Get) -> Cell:
        if get("final_outcome"):
            return (Shown(TEXT, "next_step", "", "None: final outcome recorded"),)
        if idea := get(IDEA):
            return self._idea(column, get, idea)
        shown = [
            self._due(get(path)) if path == "next_step_due_on" else self.value(path, get(path))
            for path in column.paths
        ]
        if self.past and not get("next_step"):
            shown[0] = shown[0]._replace(text="Nothing written down")
        return tuple(shown)

    def _idea(self, column: Column, get: Get, idea: Idea) -> Cell:
        """The step that follows from the facts, in grey: a click writes down another, or this one with a name."""
        said = dict(zip(("next_step", "next_step_owner", "next_step_due_on"), idea[:3], strict=True))
        shown = []
        for path in column.paths:
            value = get(path) or said[path]
            made = self._due(value) if path == "next_step_due_on" else self.value(path, value)
            shown.append(made if get(path) or made.css else made._replace(css=EMPTY))
        return tuple(shown)

    def _due(self, day: date | None) -> Shown:
        shown = self.value("next_step_due_on", day)
        if day is None or day > self.today:
            return shown
        late = (self.today - day).days
        return (
            shown._replace(text=f"{count_of(late, 'day')} late, {shown.text}", css=LATE)
            if late
            else shown._replace(text="Due today")
        )

    def _pays(self, column: Column, get: Get) -> Cell:
        """A body is missed only where another body pays."""
        lead, body = self.value("funding_type", get("funding_type")), get("funding_authority")
        return (
            (lead,)
            if body is None and get("funding_type") in PAYS_ALONE
            else (lead, self.value("funding_authority", body))
        )

    def _capacity(self, column: Column, get: Get) -> Cell:
        """Lacking capacity with nobody to speak for the person is said in red. Staffordshire SOP 4.4."""
        capacity, advocate = get("capacity"), get("advocate")
        imca = get("imca")
        shown = self.value("advocate", advocate)
        if needs_advocate(capacity, advocate, imca):
            shown = shown._replace(text="No advocate yet", css=LATE)
        else:
            shown = shown._replace(text=ADVOCATE[advocate])
        return self.value("capacity", capacity), shown

    def _legal(self, column: Column, get: Get) -> Cell:
        """The newest answer that was kept; where somebody decided otherwise than the rules, both. SOP 4.5."""
        duty, computed = get("legal_duty"), get("legal_computed")
        if not duty:
            return (self.value("legal_duty", None),)
        css = f"app-tag-line govuk-tag--{SHORT_COLOURS.get(duty, 'grey')}"
        tag = Shown(TAG, "legal_duty", css, CHOICES["legal_duty"].get(duty, duty))
        if not is_decided_otherwise(duty, computed, get("final_outcome")):
            return (tag,)
        rules = lower_first(CHOICES["legal_duty"].get(computed, computed))
        return tag, Shown(TEXT, "legal_computed", "", f"Decided otherwise; the rules say: {rules}")

    def _kin(self, column: Column, get: Get) -> Cell:
        """Whom to ring, and whom not. Blackpool policy App 8."""
        name = self.value("kin_name", get("kin_name"))
        known = [get(path) for path in ("kin_relationship", "kin_phone") if get(path)]
        said = [Shown(TEXT, "kin_phone", "", ", ".join(known))] if known else []
        if get("kin_not_told"):
            said.append(Shown(TEXT, "kin_not_told", LATE, "Must not be told"))
        return name, *said

    def _move(self, column: Column, get: Get) -> Cell:
        if moved_on := get("moved_on"):
            return (self._go("move", f"Arrived {short_date(moved_on, self.today)}", "change the move of"),)
        if "move_on" not in column.paths:  # partners see that somebody has moved, not what is planned
            return (Shown(TEXT, "moved_on", EMPTY, "Not moved yet"),)
        planned = self.value("move_on", get("move_on"))
        waiting = get("move_on") and not get("final_outcome") and self.may_change
        return (planned, self._go("move", "Record the move", "of")) if waiting else (planned,)

    def _check(self, column: Column, get: Get) -> Cell:
        if day := get("safe_and_well_on"):
            return (self._go("check", f"Done {short_date(day, self.today)}", "change the check of"),)
        if get("moved_on"):
            return (self._go("check", "Record the check", "of", LATE),)
        return (Shown(TEXT, "", EMPTY, "Not needed" if get("final_outcome") else "After the move"),)

    def _outcome(self, column: Column, get: Get) -> Cell:
        if outcome := get("final_outcome"):
            words = self.choices["final_outcome"][outcome]
            day = self.value("final_outcome_on", get("final_outcome_on"))
            return self._go("outcome", words, "take back the outcome of"), day
        if self.may_change and not self.partner:
            return (self._go("outcome", "Record the outcome", "of"),)
        return (self.value("final_outcome", ""),)

    def _go(self, page: str, text: str, words: str, css: str = "") -> Shown:
        """A link to the page that records it, for those who may; the bare words for everybody else."""
        return Shown(GO if self.may_change and not self.partner else TEXT, page, css, text, words)


SPECIAL = {
    "stage": Cells._stage,
    "next": Cells._next,
    "pays": Cells._pays,
    "capacity": Cells._capacity,
    "legal": Cells._legal,
    "kin": Cells._kin,
    "move": Cells._move,
    "check": Cells._check,
    "outcome": Cells._outcome,
}


def is_plain(column: Column) -> bool:
    """Whether the cell is one value and nothing depends on another."""
    return column.key not in SPECIAL and len(column.paths) == 1
