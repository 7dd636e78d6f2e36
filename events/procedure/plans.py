"""The shape of a plan beside the procedure: phases, actions, and what their due dates count from.

Blackpool policy App 5, 6; Coventry outline 6, 7, App B. No database, no files.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from events.procedure.fields import Id, Label, Name, Part, Party, Sure, Text, Texts, Whole, Word
from events.procedure.schema import Cadence, Entry


class Phase(Entry):
    """A phase of a plan. With `joins_when` its actions come in only when somebody says that this is so."""

    code: Annotated[StrictStr, Field(min_length=1, max_length=40)]
    label: Name
    printed_heading: Label | None = None
    joins_when: Label | None = None


class Action(Entry):
    """One action of a plan. `due_days` counts from the plan's day (before it: less than 0); a `cadence` comes round.

    Doing it begins the plan of the code `begins`. `tool` names the page of the service that it is done with; `gate` is
    the code of the gate of the event's own procedure that holds it back.
    """

    id: Id
    order: Whole
    phase: Word
    action: Text
    responsible: tuple[Party, ...] = ()
    after: tuple[Id, ...] = ()
    approvals: Texts = ()
    feeds: Texts = ()
    points: Texts = ()
    conditional: Text | None = None
    due_days: Annotated[StrictInt, Field(ge=-365, le=365)] | None = None
    cadence: Cadence | None = None
    begins: Word | None = None
    gate: Literal["tell_residents"] | None = None
    tool: Literal["readiness_meeting"] | None = None

    @property
    def repeatable(self) -> bool:
        return self.cadence is not None


class PlanDates(Part):
    """What the due dates of a plan count from: the closing date, or a day that is chosen when the plan starts.

    `day` is that day in words, such as "the suspension starts". The offsets are nowhere printed: `note` says whose
    they are.
    """

    counts_from: Literal["closure_date", "plan_day"]
    day: Label
    note: Text
    confidence: Sure = "low"
    uncertainty: Id | None = None


class Marks(Part):
    """What the cell of an action is marked with on paper, by what became of the action."""

    done: Annotated[StrictStr, Field(min_length=1, max_length=10)]
    open: Annotated[StrictStr, Field(min_length=1, max_length=10)]
    not_needed: Annotated[StrictStr, Field(min_length=1, max_length=10)]


class PlanTotals(Part):
    actions: Whole
    phases: dict[Word, Whole]


class Plan(Entry):
    """A plan beside the procedure. `title` is the printed one, `name` what pages call it."""

    title: Name
    name: Name | None = None
    label: Label | None = None
    dates: PlanDates | None = None
    marks: Marks | None = None
    columns: Annotated[tuple[Label, ...], Field(min_length=1)]
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]
    totals: PlanTotals

    @property
    def called(self) -> str:
        return self.name or self.title

    def actions_of(self, phase: str) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.phase == phase)

    def action(self, code: str) -> Action | None:
        return next((action for action in self.actions if action.id == code), None)

    @property
    def readiness(self) -> Action | None:
        """The action that is the readiness meeting; what stands before it is to be ready by then."""
        return next((action for action in self.actions if action.tool == "readiness_meeting"), None)
