"""People without an account who come to meetings of an event. Staffordshire SOP 11.6."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, Meeting, OutsidePerson
from events.operations.leads import lock_open


@operation("outsider.added", told="Person without an account added", needs="events.add_meeting")
def add_outsider(
    *, by: User, event: FailureEvent, name: str, agency: str, phone: str = "", email: str = ""
) -> OutsidePerson:
    """Somebody to be rung or written to by a person: the service sends mail only to accounts. SOP 11.6."""
    event = lock_open(event)
    if not (phone.strip() or email.strip()):
        raise ValidationError({"phone": "Enter a telephone number or an e-mail address."})
    same = event.outside_people.current().filter(name__iexact=name.strip(), agency__iexact=agency.strip())
    if same.exists():
        raise ValidationError({"name": f"{name.strip()} of {agency.strip()} is on the list already."})
    return OutsidePerson.objects.create(
        event=event, name=name.strip(), agency=agency.strip(), phone=phone.strip(), email=email.strip()
    )


@operation("outsider.ended", told="Person without an account takes no part", needs="events.add_meeting")
def end_outsider(*, by: User, person: OutsidePerson, reason: str = "") -> OutsidePerson:
    """They take no part any more: no later meeting asks them, and their agency is no longer chased. SOP 11.7."""
    event = lock_open(person.event)
    person = OutsidePerson.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.left_at:
        raise ValidationError(f"{person.name} takes no part already.")
    person.left_at = timezone.now()
    person.save(update_fields=["left_at"])
    coming = event.meetings.filter(state=Meeting.State.PLANNED, held_on__gte=timezone.localdate())
    person.meetings.remove(*coming)
    person.meeting_series.clear()
    return person
