"""Meetings about poor performance, what they decided, the review of it. Blackpool policy 7."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Meeting
from providers.models import Service
from risk.models import RiskAssessment, RiskDecision, RiskMeeting
from risk.operations.instruments import NONE_LOADED, instrument, pack_of
from risk.rules.instrument import items
from risk.rules.options import Option, options, outside

CHANGE = "risk.change_riskdecision"


@operation("risk_meeting.recorded", told="Meeting about performance recorded", needs=CHANGE)
def record_meeting(
    *,
    by: User,
    service: Service,
    kind: str,
    held_on: date,
    attendees: str,
    category: str = "",
    meeting: Meeting | None = None,
) -> RiskMeeting:
    """A Performance Management Meeting or Risk Summit was held. Blackpool policy 7.

    The level is that of the assessment in force, and the category too unless another is given. Raises ValidationError.
    """
    found = instrument()
    if found is None:
        raise ValidationError(NONE_LOADED)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": "The date of the meeting must be today or in the past"})
    known = {item.label for item in items(found[1], "categories")}
    if category and category not in known:
        raise ValidationError({"category": "Select one of the categories"})
    signed = RiskAssessment.objects.signed().filter(service=service, signed_on__lte=held_on)
    assessment = signed.order_by("-signed_on", "-signed_at", "-pk").first()
    return RiskMeeting.objects.create(
        service=service, procedure=found[0], kind=kind, held_on=held_on, attendees=attendees.strip(), meeting=meeting,
        assessment=assessment, level=assessment.level if assessment else "",
        category=category or (assessment.category if assessment else ""), recorded_by=by,
    )  # fmt: skip


@operation("risk_decision.made", told="Decision about performance made", needs=CHANGE)
def decide(
    *,
    by: User,
    meeting: RiskMeeting,
    options: list[str],
    reason: str,
    decided_by: str,
    review_on: date,
    outside_reason: str = "",
) -> RiskDecision:
    """What the meeting chose, of its own list. Blackpool policy 7.

    Raises ValidationError for nothing chosen, an option that the meeting does not have, one outside the level without a
    reason, and a review that is not after the meeting.
    """
    found = options_of(meeting)
    chosen = [one.item for one in found if one.item.id in options]
    if not chosen or len(chosen) != len(set(options)):
        raise ValidationError({"options": "Select at least one of the options listed"})
    beyond = [item.label for item in outside(found, options)]
    _refuse_outside(meeting, beyond, outside_reason)
    if review_on <= meeting.held_on:
        raise ValidationError({"review_on": "The date of the review must be after the meeting"})
    return RiskDecision.objects.create(
        meeting=meeting, options=[item.id for item in chosen], labels=[item.label for item in chosen],
        reason=reason.strip(), outside=beyond, outside_reason=outside_reason.strip() if beyond else "",
        decided_by=decided_by.strip(), review_on=review_on, recorded_by=by,
    )  # fmt: skip


def _refuse_outside(meeting: RiskMeeting, beyond: list[str], reason: str) -> None:
    if beyond and not reason.strip():
        words = f"{', '.join(beyond)}: not named for {meeting.level or meeting.category}."
        raise ValidationError({"outside_reason": f"{words} Enter why it is chosen all the same"})


@operation("risk_decision.reviewed", told="Decision about performance reviewed", needs=CHANGE)
def review_decision(*, by: User, decision: RiskDecision, reviewed_on: date, outcome: str) -> RiskDecision:
    """The formal review on the set date. Blackpool policy 7. Raises ValidationError once it was reviewed."""
    row = RiskDecision.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=decision.pk)
    if row.reviewed_on:
        raise ValidationError("This decision was reviewed already. Record a meeting to decide anew.")
    if not row.meeting.held_on <= reviewed_on <= timezone.localdate():
        raise ValidationError({"reviewed_on": "The date must be between the meeting and today"})
    if not outcome.strip():
        raise ValidationError({"outcome": "Enter what the review found"})
    row.reviewed_on, row.review_outcome, row.reviewed_by = reviewed_on, outcome.strip(), by
    row.save(update_fields=["reviewed_on", "review_outcome", "reviewed_by"])
    return row


def options_of(meeting: RiskMeeting) -> list[Option]:
    """What this meeting can choose, with what belongs to its level. The fee band is for care homes only."""
    return options(
        pack_of(meeting), meeting.kind, level=meeting.level, category=meeting.category,
        care_home=meeting.service.care_home,
    )  # fmt: skip
