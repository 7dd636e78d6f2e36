"""Which roles of an event must be held, and which of them nobody holds. Staffordshire SOP 11.2."""

from collections.abc import Iterable

from events.procedure.pack import Pack
from events.procedure.schema import Lead


def missing_leads(pack: Pack, held: Iterable[str]) -> list[Lead]:
    """Required roles that nobody holds, in the procedure's order. `held` are roles with somebody named. SOP 11.2."""
    held = set(held)
    return [lead for lead in pack.required_leads if lead.role not in held]


def needed_before_sharing(pack: Pack, held: Iterable[str]) -> Lead | None:
    """The role that each organisation has one of, where it is required and nobody holds it yet. SOP 11.2, 11.5."""
    return next((lead for lead in missing_leads(pack, held) if lead.repeatable), None)


def role_title(lead: Lead) -> str:
    """The role as people say it: "Safeguarding Lead", "Assessment and Care Management lead"."""
    return f"{lead.role} lead" if lead.repeatable and "lead" not in lead.role.lower() else lead.role


def title_of(pack: Pack, role: str) -> str:
    """As role_title, by the role's name; a role that this version of the procedure lacks is said as it was kept."""
    return next((role_title(lead) for lead in pack.leads if lead.role == role), role)


def role_words(lead: Lead) -> str:
    """How a role stands in a sentence: "a Safeguarding Lead", "an Assessment and Care Management lead"."""
    named = role_title(lead)
    return f"{'an' if named[0] in 'AEIOU' else 'a'} {named}"
