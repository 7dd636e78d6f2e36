"""Who may do the work of a role in an event: its lead, the lead's deputy, or an administrator. Staffordshire SOP 11.2,
11.4.

A role that nobody can do here (nobody is named, or whoever is named has no account that works on steps) is open to
everybody with the permission: work does not stop at 2am for want of a name. The page says so.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent, Lead

PERMISSION = "events.change_step"


class Acting(NamedTuple):
    """Why somebody may act: as `lead`, for the lead `as_deputy_for`, as an administrator, or because nobody else can.

    `deputy_of` is the role or name that a deputy stands in for, as the history says it; empty for everybody else.
    """

    lead: Lead | None = None
    as_deputy_for: Lead | None = None
    deputy_of: str = ""
    is_open_to_all: bool = False


class Cast:
    """The current leads of an event, read once, and what each of them may do."""

    def __init__(self, leads: Iterable[Lead]):
        self.leads = [lead for lead in leads if lead.ended_at is None]

    @classmethod
    def of(cls, event: FailureEvent) -> "Cast":
        """One query."""
        return cls(event.leads.current().select_related("user", "organisation"))

    def may_act(self, user: User, roles: Iterable[str]) -> Acting | None:
        """Why the user may do the work of any of these roles; None where somebody else is there to do it."""
        roles = set(roles)
        mine = [lead for lead in self.leads if lead.user_id == user.pk]
        for lead in mine:
            if lead.role in roles and lead.deputy_for_id is None:
                return Acting(lead=lead)
        for lead in mine:
            if acting := self._as_deputy(lead, roles):
                return acting
        if user.role in (User.Role.ADMINISTRATOR, User.Role.SYSTEM):
            return Acting()
        return None if self.who_can(roles) else Acting(is_open_to_all=True)

    def _as_deputy(self, lead: Lead, roles: set[str]) -> Acting | None:
        for other in self.leads:
            is_theirs = lead.deputy_for_id == other.pk or other.role in stands_in_for(lead.role)
            if other.deputy_for_id is None and other.role in roles and is_theirs:
                return Acting(lead=lead, as_deputy_for=other, deputy_of=other.name)
        held = roles & stands_in_for(lead.role)
        if lead.deputy_for_id is not None:  # the lead is gone, the deputy is still there
            held |= roles & {lead.role}
        return Acting(lead=lead, deputy_of=f"the {min(held)}") if held else None

    def named(self, roles: Iterable[str]) -> list[Lead]:
        """Holders of the roles, then their deputies, whether they have an account or not."""
        roles = set(roles)
        holders = [lead for lead in self.leads if lead.role in roles and lead.deputy_for_id is None]
        keys = {lead.pk for lead in holders}
        deputies = [
            lead
            for lead in self.leads
            if lead.pk not in keys and (lead.role in roles or stands_in_for(lead.role) & roles)
        ]
        return holders + deputies

    def who_can(self, roles: Iterable[str]) -> list[Lead]:
        """Holders and deputies who can do it here: they have an account, and it works on steps."""
        return [lead for lead in self.named(roles) if can_work(lead)]


def can_work(lead: Lead) -> bool:
    return lead.user is not None and lead.user.is_active and lead.user.has_perm(PERMISSION)


def stands_in_for(role: str) -> set[str]:
    """Roles that a deputy's role stands in for by its name: "Provider Failure Deputy" for "Provider Failure Lead"."""
    if role.endswith(" Deputy"):
        start = role.removesuffix(" Deputy")
        return {start, f"{start} Lead"}
    return {role.removeprefix("Deputy ")} if role.startswith("Deputy ") else set()


def may_act(user: User, event: FailureEvent, roles: Iterable[str]) -> Acting | None:
    """Whether, and as whom, a user may do the work of these lead roles in this event. One query. SOP 11.2.

    It does not look at permissions: the page and the operation ask for theirs first.
    """
    return Cast.of(event).may_act(user, roles)


def refusal(cast: Cast, roles: list[str]) -> str:
    """What somebody reads who may not: which role does it, and whom to ring."""
    who = ", ".join(f"{lead.name}{f' ({lead.phone})' if lead.phone else ''}" for lead in cast.named(roles))
    return f"Only the {' or the '.join(roles)}, a deputy or an administrator does this. Ask {who}."


def those_at_hand(event: FailureEvent, roles: Iterable[str]) -> list[User]:
    """Whom to remind of what a role does: its holder; while away or without an account, the deputies; else who invoked
    the procedure.
    """
    cast, today = Cast.of(event), timezone.localdate()
    able = cast.who_can(roles)
    here = [lead for lead in able if not (lead.away_until and lead.away_until >= today)]
    holders = [lead for lead in here if lead.deputy_for_id is None and lead.role in roles]
    people = [lead.user for lead in holders or here or able]
    fallback = event.invoked_by or event.logged_by
    return list(dict.fromkeys(people)) or [fallback]
