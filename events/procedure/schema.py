"""The shape of a written procedure: what may stand in a pack, and of which kind. No database, no files.

A pack holds one council's document as data: its notices and answers, leads, stages and steps, gates, plans,
instruments, rules and the cases that prove them. Everything cites the section it comes from and says how sure
the reading is. Lengths match the columns that the words are copied into when an event starts.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from events.procedure.fields import (
    Day,
    Figure,
    Free,
    Given,
    Id,
    Label,
    Name,
    Part,
    Party,
    Section,
    Sure,
    Text,
    Texts,
    Whole,
    Word,
)


class Entry(Part):
    """Anything that the document says, with where it says so. `doc` where a pack has several documents."""

    section: Section
    doc: Word | None = None
    note: Text | None = None
    confidence: Sure = "high"
    uncertainty: Id | None = None


class Document(Part):
    key: Word
    short_name: Annotated[StrictStr, Field(min_length=1, max_length=40)]
    title: Label
    publisher: Label


class Effective(Part):
    """When the document took effect. `on` is the first day of the period where only a month is printed."""

    on: Day | None = None
    words: Text


class Response(Entry):
    code: Literal["standard", "invoke"]
    label: Word
    meaning: Text


class Threshold(Part):
    """Limits of a return of care packages within one service; hours are commissioned hours per week."""

    packages_min: Whole | None = None
    packages_max: Whole | None = None
    hours_below: Figure | None = None
    hours_min: Figure | None = None


class Trigger(Entry):
    id: Id
    category: Label
    event: Label
    response: Word
    threshold: Threshold | None = None


class EscalationStep(Entry):
    order: Whole
    who: Label
    does: Text


class Escalation(Entry):
    statement: Text
    steps: tuple[EscalationStep, ...]


class Lead(Entry):
    id: Id
    role: Party
    requirement: Literal["req", "opt"]
    organisation: Label | None = None
    rows_in_form: Whole = 1
    repeatable: StrictBool = False

    @property
    def is_required(self) -> bool:
        return self.requirement == "req"


class Role(Entry):
    id: Id
    role: Party
    part: Text


class Due(Part):
    """Days after the first of these dates that is known."""

    offset_days: Annotated[StrictInt, Field(ge=0, le=3650)]
    anchors: Annotated[tuple[Word, ...], Field(min_length=1, max_length=5)]


class Within(Part):
    """A limit: so many hours (on the first day) or so many working days, after invoking or the start of the stage."""

    hours: Annotated[StrictInt, Field(ge=1, le=24)] | None = None
    working_days: Annotated[StrictInt, Field(ge=0, le=250)] | None = None
    after: Literal["invoked", "stage_started"] = "invoked"

    @property
    def words(self) -> str:
        """ "Within 4 hours of invoking", "Within 2 working days of the start of the stage"."""
        count, noun = (self.hours, "hour") if self.hours else (self.working_days, "working day")
        start = "invoking" if self.after == "invoked" else "the start of the stage"
        return f"Within {count} {noun}{'' if count == 1 else 's'} of {start}"


class Cadence(Part):
    """How often. `days` or `months` apart, or so many `times_a_week`; the words are the document's."""

    every: Label
    days: Annotated[StrictInt, Field(ge=1, le=366)] | None = None
    months: Annotated[StrictInt, Field(ge=1, le=60)] | None = None
    times_a_week: Annotated[StrictInt, Field(ge=1, le=14)] | None = None
    adjustable: StrictBool = True


class Step(Entry):
    """`gate` holds it back until open; `under_gate` is shut while it is done; it opens `lifts_gate`.

    `tool` names the page of the service with which the step is done (events.views.step_page.TOOLS knows them).
    """

    id: Id
    order: Whole
    responsible: Annotated[tuple[Party, ...], Field(min_length=1)]
    responsible_note: Text | None = None
    action: Text
    repeatable: StrictBool = False
    gate: Id | None = None
    under_gate: Id | None = None
    lifts_gate: Id | None = None
    precondition: Text | None = None
    conditional: Text | None = None
    due: Due | None = None
    within: Within | None = None
    cadence: Cadence | None = None
    tool: Word | None = None
    surviving_words: Text | None = None
    evidence_required: Texts = ()
    captures: Texts = ()
    documents: Texts = ()
    recipients: Texts = ()
    agenda: Texts = ()
    contents: Texts = ()

    @property
    def due_hint(self) -> str:
        """When it is due, in words: "42 days after the closure date", "Fortnightly"; empty if not said."""
        if self.due:
            return f"{self.due.offset_days} days after the {self.due.anchors[0].replace('_', ' ')}"
        if self.within:
            return self.within.words
        return self.cadence.every[:1].upper() + self.cadence.every[1:] if self.cadence else ""


class Option(Part):
    value: Word
    label: Label


class DecisionPoint(Entry):
    id: Id
    name: Name
    after: Id
    before: Id
    rule: Text
    surviving_words: Text | None = None
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    records: Texts = ()


class Stage(Entry):
    id: Id
    order: Whole
    name: Annotated[StrictStr, Field(min_length=1, max_length=60)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=200)]
    decision_point: DecisionPoint | None = None

    @property
    def code(self) -> str:
        return self.id


class Message(Entry):
    """What is usually written to somebody. `subject` and `text` hold merge fields; see events.procedure.merge."""

    id: Id
    label: Label
    audience: Literal["leaders", "regulator", "organisations", "provider", "residents", "other"]
    step: Id | None = None
    subject: Label
    text: Text


class Gate(Entry):
    """A condition that holds something back, a rhythm, or a date. `code` is what the rules ask for."""

    id: Id
    code: Word
    kind: Literal["gate", "cadence", "deadline"]
    rule: Text
    applies_from: Text | None = None
    lifted_by: Id | None = None
    exception: Text | None = None
    due: Due | None = None
    cadence: Cadence | None = None


class TrackerField(Entry):
    id: Id
    field: Label
    type: Label
    meaning: Text
    basis: Literal["explicit", "implied"]


class SupportingDocument(Entry):
    id: Id
    name: Label
    held_by: Label


class RuleInput(Entry):
    """A fact that the rules ask about. `values` are the words it may take besides true, false and unknown.

    `about` says whose fact it is: the event's, each person's, or the event's unless a person's differs.
    `asks_when` is the answer that is recorded with when and from whom. Of `several` values more than one may be
    present: a person picks the main one. The word of `substitutes` may stand in for a yes, with a reason and an
    approver.
    """

    name: Word
    kind: Literal["yes_no", "choice"]
    values: tuple[Word, ...] = ()
    meaning: Text
    about: Literal["event", "person", "both"] = "event"
    question: Label | None = None
    labels: dict[Word, Label] = {}
    asks_when: StrictBool | None = None
    several: StrictBool = False
    substitutes: tuple[Label, ...] = ()

    @property
    def asked(self) -> str:
        """The fact as a question."""
        return self.question or self.name.replace("_", " ").capitalize()

    def said(self, value: object) -> str:
        """A value in words."""
        words = {True: "Yes", False: "No"} if isinstance(value, bool) else self.labels
        return words.get(value) or str(value).replace("_", " ").capitalize()


class Outcome(Entry):
    """A dimension of the legal answer and the values it may take."""

    dimension: Word
    value: Given
    meaning: Text


class Dated(Entry):
    """A row of the decision table that counts from one day to another, both included; open where nothing is said."""

    in_force_from: Day | None = None
    in_force_until: Day | None = None


class Rule(Dated):
    """`when`: all must hold; a list means any of; `any_of`: one is enough; "any value" always holds."""

    id: Id
    name: Label
    when: dict[Word, Free]
    outcome: dict[Word, Free] | None = None
    reason: Text
    precondition: Id | None = None
    effect: Text | None = None
    follow_up: Text | None = None
    details: Texts = ()


class Because(Part):
    """A rule that gives an answer; `when` replaces its own condition where the answer is its opposite."""

    rule: Id
    when: dict[Word, Free] | None = None


class Way(Dated):
    """One way to an answer, tried in order.

    With `if_unknown: pass` what nobody has recorded is taken as not so (`take`: as so), and `assumption` says
    it; but only while none of `unless_recorded` is recorded and all of `only_if_recorded` are. Rules in
    `also` are cited too where they hold.
    """

    gives: Given | None = None
    gives_fact: Word | None = None
    because: Annotated[tuple[Because, ...], Field(min_length=1)]
    words: Text
    if_unknown: Literal["stop", "pass", "take"] = "stop"
    assumption: Text | None = None
    unless_recorded: tuple[Word, ...] = ()
    only_if_recorded: tuple[Word, ...] = ()
    also: tuple[Id, ...] = ()


class Decision(Entry):
    """How one dimension is settled: `ways` in order, where `only_if` holds; else the value of `otherwise`."""

    decides: Word
    only_if: tuple[dict[Word, Free], ...] = ()
    otherwise: Given
    if_none: Given
    if_none_says: Text | None = None
    if_none_missing: tuple[Word, ...] = ()
    ways: Annotated[tuple[Way, ...], Field(min_length=1)]
