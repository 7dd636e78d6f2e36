"""Which roles of an event must be held, and which of them nobody holds. Staffordshire SOP 11.2."""

from collections.abc import Iterable

from events.procedure.pack import Pack
from events.procedure.schema import Lead


def missing_leads(pack: Pack, held: Iterable[str]) -> list[Lead]:
    """Required roles that nobody holds, in the procedure's order. `held` are roles with somebody named. SOP 11.2."""
    held = set(held)
    return [lead for lead in pack.required_leads if lead.role not in held]


def role_words(lead: Lead) -> str:
    """How a role stands in a sentence: "a Safeguarding Lead", "an Assessment and Care Management lead"."""
    named = f"{lead.role} lead" if lead.repeatable and "lead" not in lead.role.lower() else lead.role
    return f"{'an' if named[0] in 'AEIOU' else 'a'} {named}"
