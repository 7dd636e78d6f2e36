"""Whom the matrix involves in an event, who they are here, and who was involved. Coventry outline 6."""

from typing import NamedTuple

from accounts.models import Organisation, User
from events.models import FailureEvent, KeyContact, Lead
from events.procedure.pack import Pack
from plans.models import Involvement, InvolvementRow
from plans.operations.involvement import row_in_force
from plans.rules import outline
from plans.rules.outline import NOT_INVOLVED, MatrixRow

SHARED = {"icb", "nhs_trust"}  # kinds of organisation that an event can be shared with


class Party(NamedTuple):
    """One organisation of the matrix. `here` stand for it in this event; `contacts` are leads and contacts to ring."""

    organisation: str
    said: str
    how: str
    here: list[str]
    contacts: list[str]
    may_share: bool
    involved: list[Involvement]

    @property
    def is_wanted(self) -> bool:
        return self.how not in ("", NOT_INVOLVED)

    @property
    def is_missing(self) -> bool:
        """Named by the matrix, and nobody of it was involved yet."""
        return self.is_wanted and not self.involved


def chosen_row(user: User, event: FailureEvent) -> InvolvementRow | None:
    rows = InvolvementRow.objects.visible_to(user).filter(event=event)
    return rows.select_related("procedure", "changed_by").first()


def parties(
    user: User, event: FailureEvent, pack: Pack, chosen: InvolvementRow | None
) -> tuple[MatrixRow | None, list[Party]]:
    """The row that counts (None: somebody has to choose) and every organisation of the matrix. Five queries at most."""
    row = row_in_force(event, pack, chosen)
    given = list(Involvement.objects.visible_to(user).filter(event=event).select_related("recorded_by"))
    shared = event.shares.filter(ended_at=None).values("organisation")
    partners = list(Organisation.objects.filter(pk__in=shared))
    contacts = list(KeyContact.objects.visible_to(user).current().filter(council=event.host_council_id))
    leads = list(
        Lead.objects.visible_to(user).current().holders().filter(event=event).select_related("organisation")
    )
    found = []
    for name in outline.organisations(pack):
        item = outline.said_of(pack, name)
        group = item.group if item else ""
        found.append(
            Party(
                organisation=name,
                said=item.text if item and item.text else "",
                how=row.involved[name] if row else "",
                here=_here(event, group, partners),
                contacts=_leads(event, group, leads)
                + [_words(one) for one in contacts if _is_of(one, group)],
                may_share=group in SHARED,
                involved=[one for one in given if one.organisation == name],
            )
        )
    return row, found


def _here(event: FailureEvent, group: str, partners: list[Organisation]) -> list[str]:
    if group == "host":
        return [str(event.host_council)]
    return [str(one) for one in partners if one.kind == group]


def missing(found: list[Party]) -> list[str]:
    """Those that the matrix names and that were not involved yet."""
    return [one.organisation for one in found if one.is_missing]


def _leads(event: FailureEvent, group: str, leads: list[Lead]) -> list[str]:
    """Leads of the organisation; those without one are the council's."""
    own = [one for one in leads if _kind(event, one) == group]
    return [
        ", ".join(part for part in (f"{one.role}: {one.name}", one.phone or one.email) if part) for one in own
    ]


def _kind(event: FailureEvent, lead: Lead) -> str:
    is_own = lead.organisation is None or lead.organisation_id == event.host_council_id
    return "host" if is_own else lead.organisation.kind


def _is_of(contact: KeyContact, group: str) -> bool:
    """Key contacts of health are boards and trusts alike: a trust calls itself one."""
    if group in SHARED:
        is_trust = "trust" in contact.organisation.casefold()
        return contact.kind == KeyContact.Kind.HEALTH and is_trust == (group == "nhs_trust")
    return group == "regulator" and contact.kind == KeyContact.Kind.REGULATOR


def _words(contact: KeyContact) -> str:
    return ", ".join(
        part for part in (contact.name, contact.organisation, contact.phone or contact.email) if part
    )
