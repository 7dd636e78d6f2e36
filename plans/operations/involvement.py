"""Whom the stakeholder matrix involves in a failure, and who was involved when. Coventry outline 6."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent
from events.operations.leads import lock_open
from events.procedure.pack import Pack
from plans.models import Involvement, InvolvementRow
from plans.operations.outline import CHANGE, refuse_draft, required_outline, types_of
from plans.operations.sign_off import take_back
from plans.rules import outline
from plans.rules.outline import MatrixRow


def row_in_force(event: FailureEvent, pack: Pack, chosen: InvolvementRow | None) -> MatrixRow | None:
    """The row that a person chose, else what the type of service says by itself; None asks for a choice."""
    if chosen is not None and chosen.row:
        return outline.row_of(pack, chosen.row)
    return outline.settled(outline.rows_for(pack, types_of(event)))


@operation("involvement.row_chosen", told="Type of service in the matrix chosen", needs=CHANGE)
def choose_row(
    *, by: User, event: FailureEvent, row: str, reason: str = "", version: int = 0
) -> InvolvementRow:
    """A person says which row of the matrix counts. Coventry outline 6.

    Raises ValidationError for a row that the matrix lacks, and without a reason where the type of service says another.
    """
    event = lock_open(event)
    refuse_draft(event)
    procedure, pack = required_outline(event)
    found = outline.row_of(pack, row)
    if found is None:
        raise ValidationError({"row": "Select the type of service"})
    usual = outline.rows_for(pack, types_of(event))
    if found not in usual and not reason.strip():
        raise ValidationError(
            {"reason": f"The event says {event.service_type}. Enter the reason for this row"}
        )
    changing = {"row": row, "service_type": found.service_type, "reason": reason.strip()}
    begun = InvolvementRow.objects.filter(event=event).first()
    if begun is None:
        return InvolvementRow.objects.create(event=event, procedure=procedure, changed_by=by, **changing)
    kept = InvolvementRow.objects.lock_for_edit(begun.pk, since=version or begun.version, changing=changing)
    kept.save_version(by=by)
    return kept


@operation("involvement.recorded", told="Organisation involved", needs=CHANGE)
def record_involvement(
    *,
    by: User,
    event: FailureEvent,
    organisation: str,
    name: str,
    involved_on: date,
    method: str,
    note: str = "",
) -> Involvement:
    """Somebody of an organisation was involved on that day. The event keeps the version of the matrix from now on.

    Raises ValidationError for an organisation that the matrix has no column for, and for a day to come.
    """
    event = lock_open(event)
    refuse_draft(event)
    procedure, pack = required_outline(event)
    if organisation not in outline.organisations(pack):
        raise ValidationError({"organisation": "Select an organisation of the matrix"})
    if involved_on > timezone.localdate():
        raise ValidationError({"involved_on": "Day must be today or in the past"})
    begun = InvolvementRow.objects.filter(event=event).first()
    begun = begun or InvolvementRow.objects.create(event=event, procedure=procedure, changed_by=by)
    row = row_in_force(event, pack, begun)
    return Involvement.objects.create(
        event=event, organisation=organisation, involved_as=row.involved[organisation] if row else "",
        name=name.strip(), involved_on=involved_on, method=method, note=note.strip(), recorded_by=by,
    )  # fmt: skip


@operation("involvement.taken_back", told="Record of an involvement taken back", needs=CHANGE)
def take_back_involvement(*, by: User, involvement: Involvement, reason: str) -> Involvement:
    """It was recorded wrongly. Raises ValidationError."""
    return take_back(by, involvement, reason)
