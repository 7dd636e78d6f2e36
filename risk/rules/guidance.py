"""What a procedure says beside its instruments: principles, whom to ask, who sees to what. Blackpool policy 1 to 9."""

from typing import NamedTuple

from events.procedure.instruments import Item
from events.procedure.pack import Pack
from risk.rules.instrument import items, section_of

# Lists in the order in which they are read. A procedure without one of them does without it.
POLICY = (
    "principles", "poor_performance", "categories", "proportionality", "information_gathering", "information_contacts",
    "risk_steps", "action_principles", "contracts_team", "action_plan_principles", "termination_considerations",
    "termination_duties", "clauses", "responsible_areas", "own_procedures", "best_practice", "document_control",
)  # fmt: skip
BEFORE_DECIDING = ("action_principles", "proportionality")
LEARNING_MORE = ("information_gathering", "information_contacts")


class Guide(NamedTuple):
    """One list of the procedure with where it stands."""

    name: str
    title: str
    items: tuple[Item, ...]
    section: str


def guides(pack: Pack | None, *names: str) -> list[Guide]:
    """Those of the lists that the procedure has."""
    if pack is None:
        return []
    return [
        Guide(name, pack.lists[name].title, items(pack, name), section_of(pack, name))
        for name in names
        if name in pack.lists
    ]
