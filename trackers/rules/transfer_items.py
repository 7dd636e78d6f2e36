"""What is seen to for one person before, on and after the day of the move. Blackpool App 5; LGiU template T11, T12.

Data: each line is one tick with its source. Home care changes carers, not places, so it has fewer.
"""

from typing import NamedTuple

PLACE, HOME_CARE = "place", "home_care"
BOTH = frozenset({PLACE, HOME_CARE})
CONTROLLED_DRUGS = "controlled_drugs"
NOTICE = "notice"


class Item(NamedTuple):
    """One thing to see to. `moves` says for which kinds of move."""

    code: str
    label: str
    group: str
    source: str
    moves: frozenset[str] = frozenset({PLACE})


ITEMS = (
    Item(NOTICE, "Written notice of day, time and place given to the person and family", "Told", "LGiU T12", BOTH),
    Item("explained", "Allocated worker has seen the person and explained the move", "Told", "App 5, action 30", BOTH),
    Item("relatives", "Relatives rung, told where, and asked whether they come", "Told", "App 5, action 33", BOTH),
    Item("contact", "Contact for concerns given to family and new provider", "Told", "App 5, actions 36, 38", BOTH),
    Item("goodbye", "Time to say goodbye", "Told", "LGiU T12"),
    Item("welcome", "Welcome at the new place arranged", "Told", "LGiU T12"),
    Item("belongings", "Belongings listed and packed", "Belongings", "App 5, action 37"),
    Item("valuables", "Valuables and money counted, packed and signed for", "Belongings", "App 5, action 37"),
    Item("equipment", "Equipment and aids ready to go", "Belongings", "App 5, action 27; LGiU T11", BOTH),
    Item("pets", "Pets arranged for", "Belongings", "App 5, action 28"),
    Item("medication_list", "Medication sheet checked and sent", "Medication", "App 5, action 31", BOTH),
    Item("medication", "Medication packed", "Medication", "App 5, action 31"),
    Item("fridge", "Medication from the fridge in a cool bag", "Medication", "App 5, action 31"),
    Item(CONTROLLED_DRUGS, "Controlled drugs counted out and signed for twice", "Medication", "App 5, action 31"),
    Item("records", "Care records matched with medication records and sent", "Records", "App 5, action 32", BOTH),
    Item("care_plan", "Care plan sent to the new provider", "Records", "LGiU T11", BOTH),
    Item("appointments", "GP, pharmacy and hospital appointments told of the move", "Records", "LGiU T11", BOTH),
    Item("handover", "New carers have met the person", "Told", "LGiU T12", frozenset({HOME_CARE})),
)  # fmt: skip
BY_CODE = {item.code: item for item in ITEMS}
GROUPS = tuple(dict.fromkeys(item.group for item in ITEMS))
EQUIPMENT = "Belongings"  # pieces of equipment that were added by hand stand among these


def items_for(kind: str) -> list[tuple[int, Item]]:
    """(order, item) of a move: `kind` is that of the placement, empty while none is agreed."""
    move = HOME_CARE if kind == HOME_CARE else PLACE
    return [(order, item) for order, item in enumerate(ITEMS, start=1) if move in item.moves]


def group_of(code: str) -> str:
    return BY_CODE[code].group if code in BY_CODE else EQUIPMENT
