"""What the active version of a procedure has that a running event does not: new steps, and steps in other words.

SOP 8.0. An event keeps the version that it started with. Its people take newer steps one by one; what was done stays
as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from events.procedure.pack import Pack
from events.procedure.schema import Stage, Step


class Here(NamedTuple):
    """A step as the event has it: `number` is how people call it, such as 2.3."""

    number: str
    action: str
    responsible: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True)
class Offer:
    """A step that the event can take: a new one, or (with `here`) other words for one that is still to be done."""

    stage: Stage
    step: Step
    here: Here | None = None

    @property
    def code(self) -> str:
        return self.step.id

    @property
    def action(self) -> str:
        return self.step.action

    @property
    def hint(self) -> str:
        """Where it goes and who does it; of a changed one, the words that it replaces."""
        roles = " and ".join(self.step.responsible)
        if self.here is None:
            due = f" {self.step.due_hint}." if self.step.due_hint else ""
            return f"New, in {self.stage.name}. {roles}.{due}"
        other = f" {roles} does it from now on." if self.here.responsible != self.step.responsible else ""
        return f"Step {self.here.number} in other words. Here it says: “{self.here.action}”{other}"


@dataclass(frozen=True)
class Newer:
    """`offered` can be taken; `kept` are steps in other words that were done here already and stay as they are."""

    offered: tuple[Offer, ...] = ()
    kept: tuple[Offer, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.offered or self.kept)

    def chosen(self, codes: list[str]) -> list[Offer]:
        return [offer for offer in self.offered if offer.code in codes]


def newer_steps(active: Pack, here: Mapping[str, Here]) -> Newer:
    """Steps of the active version against those of the event, by code, in the order of the procedure."""
    offers = [
        Offer(stage, step, here.get(step.id))
        for stage in active.stages
        for step in stage.steps
        if differs(step, here.get(step.id))
    ]
    return Newer(
        tuple(offer for offer in offers if offer.here is None or offer.here.is_open),
        tuple(offer for offer in offers if offer.here is not None and not offer.here.is_open),
    )


def differs(step: Step, here: Here | None) -> bool:
    return here is None or (here.action, here.responsible) != (step.action, step.responsible)
