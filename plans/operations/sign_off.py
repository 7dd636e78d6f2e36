"""Named bodies sign the approach off. Coventry outline 7 / Sign off of process."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent
from events.operations.leads import lock_open
from events.procedure.loader import from_content
from plans.models import Approach, SignOff
from plans.operations.outline import CHANGE
from plans.rules import outline


def decided_words(approach: Approach) -> str:
    """What is signed off, in words: the approach and the options chosen for each issue."""
    said = [f"{approach.title}."]
    for issue in approach.issues.filter(kind=approach.kind):
        said.append(f"{issue.label}: {'; '.join(issue.chosen) if issue.chosen else 'nothing chosen'}.")
    return " ".join(said)


@operation("sign_off.recorded", told="Approach signed off", needs=CHANGE)
def record_sign_off(
    *,
    by: User,
    event: FailureEvent,
    organisation: str,
    body: str,
    name: str,
    signed_on: date,
    revision: int,
    note: str = "",
) -> SignOff:
    """A body signed off what is decided now. `revision` is the number of the decision that it was given.

    Raises ValidationError without an approach, for another decision or body, a second time, and for a day to come.
    """
    event = lock_open(event)
    approach = _decided(event, revision)
    if (organisation, body) not in outline.bodies(from_content(approach.procedure.content)):
        raise ValidationError("The outline does not name this body. Choose one of its list.")
    if signed_on > timezone.localdate():
        raise ValidationError({"signed_on": "Date must be today or in the past"})
    same = {"approach": approach, "revision": revision, "organisation": organisation, "body": body}
    if SignOff.objects.filter(**same).exists():
        raise ValidationError(
            f"{organisation}, {body} signed this off already. Take that back to record another."
        )
    return SignOff.objects.create(
        **same, event=event, name=name.strip(), signed_on=signed_on, note=note.strip(), what=decided_words(approach),
        recorded_by=by,
    )  # fmt: skip


def _decided(event: FailureEvent, revision: int) -> Approach:
    """The approach, locked, if what was shown to the body is what is decided now."""
    approach = Approach.objects.select_for_update(of=("self",)).filter(event=event).first()
    if approach is None:
        raise ValidationError("Choose the approach first: there is nothing to sign off yet.")
    if revision != approach.revision:
        raise ValidationError(
            "The approach was decided anew since you opened this page. Show the body the present one."
        )
    return approach


@operation("sign_off.taken_back", told="Sign-off taken back", needs=CHANGE)
def take_back_sign_off(*, by: User, sign_off: SignOff, reason: str) -> SignOff:
    """A sign-off that was recorded wrongly, or that the body takes back. Raises ValidationError."""
    return take_back(by, sign_off, reason)


def take_back(by: User, record, reason: str):
    """Mark a record as taken back. Called inside operations only. Raises ValidationError without a reason."""
    lock_open(record.event)
    row = type(record).objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if row is None:
        raise ValidationError("This was taken back already.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is taken back"})
    row.taken_back_at, row.taken_back_by, row.taken_back_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    return row
