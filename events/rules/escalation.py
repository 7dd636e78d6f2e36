"""The route of escalation as a council starts with it. Staffordshire SOP 11.0 (route): the diagram is lost, so this is
ours, in the five steps of the procedure's reconstruction, and each council changes it.
"""

from dataclasses import asdict, dataclass

from accounts import roles
from events.procedure.pack import Pack


@dataclass(frozen=True)
class Stop:
    """One step: a lead of the event, everybody of a role here, or one person (`user` is a key). Minutes to the next."""

    who: str
    lead_role: str = ""
    account_role: str = ""
    user: int | None = None
    minutes: int = 15
    method: str = "message"

    def kept(self) -> dict:
        """Plain values, as an escalation keeps them."""
        return asdict(self)


# Whoever is notified logs the event and so knows already; the route begins behind that person.
DEFAULT = (
    Stop("Quality Assurance Team", account_role=roles.CONTRACTS_OFFICER),
    Stop("Provider Failure Lead", lead_role="Provider Failure Lead"),
    Stop("Provider Failure Deputy", lead_role="Provider Failure Deputy"),
    Stop("Commissioning officers", account_role=roles.COMMISSIONING_OFFICER),
    Stop("Senior Leaders", account_role=roles.SENIOR_LEADER, minutes=30),
)
LONGEST = 24 * 60  # minutes


def default_for(pack: Pack | None) -> list[Stop]:
    """The route of a council that works by this procedure: steps for leads that it does not have are left out, and
    where none is left its own first lead takes their place.
    """
    roles_held = {lead.role for lead in pack.leads} if pack else set()
    stops = [stop for stop in DEFAULT if pack is None or not stop.lead_role or stop.lead_role in roles_held]
    first = pack.required_leads[:1] if pack and not any(stop.lead_role for stop in stops) else ()
    return [*stops[:1], *(Stop(lead.role, lead_role=lead.role) for lead in first), *stops[1:]]
