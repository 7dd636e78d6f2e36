"""Whom the matrix involves in an event, who they are here, and who was involved. Coventry outline 6."""

from typing import NamedTuple

from accounts.models import Organisation, User
from events.models import FailureEvent, KeyContact
from events.procedure.pack import Pack
from plans.models import Involvement, InvolvementRow
from plans.operations.involvement import row_in_force
from plans.rules import outline
from plans.rules.outline import NOT_INVOLVED, MatrixRow

# What the pack calls an organisation of the matrix -> the key contacts that are usually meant.
CONTACTS = {
    "icb": [KeyContact.Kind.HEALTH],
    "nhs_trust": [KeyContact.Kind.HEALTH],
    "regulator": [KeyContact.Kind.REGULATOR],
}


class Party(NamedTuple):
    """One organisation of the matrix. `here` are those that stand for it in this event, `contacts` whom to ring."""

    organisation: str
    said: str
    how: str
    here: list[str]
    contacts: list[KeyContact]
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
    """The row that counts (None: somebody has to choose) and every organisation of the matrix. Four queries."""
    row = row_in_force(event, pack, chosen)
    given = list(Involvement.objects.visible_to(user).filter(event=event).select_related("recorded_by"))
    shared = event.shares.filter(ended_at=None).values("organisation")
    partners = list(Organisation.objects.filter(pk__in=shared))
    contacts = list(KeyContact.objects.visible_to(user).current().filter(council=event.host_council_id))
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
                contacts=[one for one in contacts if one.kind in CONTACTS.get(group, [])],
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
