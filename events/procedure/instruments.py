"""The shape of scored instruments, forms, lists and tables in a pack, and of its cases."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictStr

from events.procedure.fields import Free, Id, Label, Name, Part, Party, Score, Sure, Text, Texts, Whole, Word
from events.procedure.schema import Cadence, Entry

# A council may number its cases: 1 is as good a name as A1.
Numbered = Annotated[Word, BeforeValidator(lambda value: str(value) if type(value) is int else value)]


class Level(Part):
    """One step of a scale. The document may print another word in the matrix than in the definitions."""

    value: Score
    label: Label
    matrix_label: Label | None = None
    meaning: Text
    others: Text | None = None


class Cell(Part):
    impact: Score
    likelihood: Score
    score: Score
    band: Word
    printed: Label


class Band(Entry):
    """A level of risk. `category` is offered with it, `actions` is its line in the list risk_level_actions, and
    with `act_at_once` a row graded so asks for an immediate action.
    """

    id: Id
    band: Word
    printed: Label
    min: Score
    max: Score
    category: Label | None = None
    actions: Id | None = None
    act_at_once: StrictBool = False


class RiskMatrix(Entry):
    """Score = impact x likelihood; the band is read from the cell, never from a number typed by hand."""

    purpose: Text
    impacts: Annotated[tuple[Level, ...], Field(min_length=1)]
    likelihoods: Annotated[tuple[Level, ...], Field(min_length=1)]
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    cells: tuple[Cell, ...]


class ScoredOption(Part):
    label: Label
    score: Score


class Criterion(Entry):
    id: Id
    number: Score
    question: Label
    scored: StrictBool
    options: tuple[ScoredOption, ...] = ()


class AssessmentOutcome(Entry):
    """`then`: what follows when a person chooses it; a day to look again, or the joint risk assessment."""

    id: Id
    number: Score
    label: Label
    meaning: Text
    next_step: Text
    then: Literal["nothing", "follow_up", "risk_assessment"] = "nothing"


class InitialAssessment(Entry):
    """A total is shown and never decides: the outcome is a person's judgement."""

    title: Label
    purpose: Text
    performed_by: Party
    columns: tuple[Label, ...]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    outcomes: tuple[AssessmentOutcome, ...]
    minimum_total: Whole
    maximum_total: Whole


class FormField(Part):
    label: Label
    kind: Label = "text"
    confidence: Sure = "high"
    note: Text | None = None


class Form(Entry):
    """A printed form: `fields` stand once at its head, `columns` repeat for each row."""

    title: Name
    fields: tuple[FormField, ...] = ()
    columns: tuple[FormField, ...] = ()


LeadsTo = Literal["risk_summit", "action_plan", "suspension", "cease", "termination", "next_plan"]


class Item(Part):
    """A line of a list. The section is that of the list where none is given. `cadence`: how often it is done.

    An option of a meeting: `leads_to` is what it begins, `expected_at` the levels of risk whose form asks for it though
    the table of possible actions has it elsewhere, `only_for` the kind of service that it is for.
    """

    id: Id | None = None
    number: Word | None = None
    label: Text
    text: Text | None = None
    group: Label | None = None
    responsible: tuple[Party, ...] = ()
    cadence: Cadence | None = None
    points: Texts = ()
    leads_to: LeadsTo | None = None
    expected_at: tuple[Word, ...] = ()
    only_for: Literal["care_homes"] | None = None
    items: tuple["Item", ...] = ()
    section: Label | None = None
    doc: Word | None = None
    note: Text | None = None
    confidence: Sure = "high"
    uncertainty: Id | None = None


class ItemList(Entry):
    title: Name
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Row(Part):
    id: Id | None = None
    cells: tuple[StrictStr, ...]
    confidence: Sure = "high"
    note: Text | None = None


class Table(Entry):
    title: Name
    columns: Annotated[tuple[Label, ...], Field(min_length=1)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


class Uncertainty(Entry):
    """Where the source is damaged or open: what survives, what we read, and what the system does about it."""

    id: Id
    where: Label
    survives: Text
    reading: Text
    alternatives: Text | None = None
    confidence: Sure
    effect: Text


class Case(Part):
    """A worked example that the pack must answer as expected. `rules` are ids that the answer must cite."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Numbered
    kind: Literal[
        "package_return", "notice", "duty", "risk_cell", "initial_assessment", "monitoring", "due", "entry"
    ]
    facts: dict[Word, Free]
    expect: Annotated[dict[Word, Free], Field(min_length=1)]
    rules: tuple[Id, ...] = ()
    words: Text | None = None
    section: Free = None
