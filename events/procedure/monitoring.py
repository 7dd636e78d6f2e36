"""The shape of risk-based monitoring in a pack: ratings, what each asks for, how the kinds of service differ."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from events.procedure.fields import Id, Label, Part, Score, Text, Word
from events.procedure.instruments import Item, ItemList
from events.procedure.schema import Entry

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
DATA_SETS, ACTIONS = "data_sets", "monitoring_actions"


class MonitoringRating(Part):
    """A rating, such as High Risk. `actions` is its line of the list monitoring_actions: what it asks for.

    `is_reported`: services rated so stand first in the monthly report.
    """

    id: Id
    value: Score
    label: Label
    short: Word
    actions: Id
    is_reported: StrictBool = False


class VisitAction(Part):
    """An action that is a visit and so gets a date. `at_once`: on the day of the rating; else by its cadence."""

    action: Id
    at_once: StrictBool = False


class Factor(Part):
    """How a kind of service differs: what is looked at in a data set, and with `only` that it is rated there alone.

    `service_types` are in the words of CQC's directory.
    """

    data_set: Id
    service_types: Annotated[tuple[Label, ...], Field(min_length=1)]
    text: Text | None = None
    only: StrictBool = False


class Monitoring(Entry):
    """Risk-based monitoring: data sets rated each month, an overall rating, and the visits and actions of each rating.

    The data sets stand in the list data_sets, the actions in the list monitoring_actions. `significances` go from the
    least to the most. `spend_over` is a first figure in pounds a year; each council sets its own.
    """

    title: Label
    overall: Text
    ratings: Annotated[tuple[MonitoringRating, ...], Field(min_length=2, max_length=10)]
    significances: Annotated[tuple[Word, ...], Field(min_length=2, max_length=10)]
    visits: Annotated[tuple[VisitAction, ...], Field(min_length=1)]
    factors: tuple[Factor, ...] = ()
    spend_over: Annotated[StrictInt, Field(ge=1, le=1_000_000_000)] | None = None


def monitoring_problems(monitoring: Monitoring | None, lists: Mapping[str, ItemList]) -> Iterator[Problem]:
    """Each reference that leads nowhere, ratings out of order, and visits without a date or a rhythm."""
    if monitoring is None:
        return
    for name in (DATA_SETS, ACTIONS):
        if name not in lists:
            yield ("monitoring",), f"Monitoring needs a list {name}."
            return
    lines = {line.id: line for line in lists[ACTIONS].items}
    yield from _ratings(monitoring, lines)
    every = {action.id: action for line in lines.values() for action in line.items}
    for position, visit in enumerate(monitoring.visits):
        place, action = ("monitoring", "visits", position, "action"), every.get(visit.action)
        if action is None:
            yield place, f"There is no action {visit.action}."
        elif visit.at_once == bool(action.cadence):
            yield place, f"{visit.action} is a visit: give its cadence, or say at_once, one of them."
        elif action.cadence and not (action.cadence.days or action.cadence.months):
            yield place, f"The cadence of {visit.action} needs days or months."
    sets = {item.id for item in lists[DATA_SETS].items}
    for position, factor in enumerate(monitoring.factors):
        if factor.data_set not in sets:
            yield ("monitoring", "factors", position, "data_set"), f"There is no data set {factor.data_set}."


def _ratings(monitoring: Monitoring, lines: Mapping[str | None, Item]) -> Iterator[Problem]:
    before = 0
    for position, rating in enumerate(monitoring.ratings):
        place = ("monitoring", "ratings", position)
        if rating.value <= before:
            yield (*place, "value"), "Ratings go from the lowest to the highest, each with a higher value."
        before = rating.value
        if rating.actions not in lines:
            yield (*place, "actions"), f"There are no actions {rating.actions}."
