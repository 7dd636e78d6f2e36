"""Who fills in which rows of the tool. Blackpool policy App 2, column "Responsibilities for populating the Tool"."""

from collections.abc import Iterable

# What a role of the council fills in without being asked, in the words of the procedure. A council that names its
# parties otherwise asks people in by name, which always works.
OWN_PARTIES = {
    "contracts_officer": ("Contracts",),
    "care_manager": ("Care Management", "Social Care"),
}


def parties_of(role: str, asked: Iterable[str] = ()) -> tuple[str, ...]:
    """The parties that a person stands for in an assessment: by role, and those that they were asked for."""
    return tuple(dict.fromkeys((*OWN_PARTIES.get(role, ()), *asked)))


def is_own_row(row: Iterable[str], mine: Iterable[str]) -> bool:
    """Whether one of the row's parties is the person's."""
    return bool(set(row) & set(mine))


def may_fill(row: Iterable[str], mine: Iterable[str], *, leads: bool, is_partner: bool) -> bool:
    """Who leads fills every row; others their own, and of the council also those that name no party."""
    row = tuple(row)
    return leads or is_own_row(row, mine) or (not row and not is_partner)


def needs_agreement(row: Iterable[str], mine: Iterable[str], *, leads: bool) -> bool:
    """A row of other parties is filled in for them only as was agreed with them."""
    row = tuple(row)
    return leads and bool(row) and not is_own_row(row, mine)
