"""Which roles of an event must be held, and which of them nobody holds. Staffordshire SOP 11.2."""

from collections.abc import Iterable

from events.procedure.pack import Pack


def missing_leads(pack: Pack, held: Iterable[str]) -> list[str]:
    """Required roles that nobody holds, in the procedure's order. `held` are roles with somebody named. SOP 11.2."""
    held = set(held)
    return [lead.role for lead in pack.required_leads if lead.role not in held]
