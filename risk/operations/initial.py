"""Initial assessments: made, decided by a person, looked at again. Blackpool policy 5, App 1."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.procedure.instruments import AssessmentOutcome
from events.procedure.pack import Pack
from events.rules.figures import InvalidFigure
from govuk.words import count_of
from providers.models import Service
from risk.models import Concern, InitialAssessment
from risk.operations.instruments import NONE_LOADED, instrument, pack_of
from risk.rules import initial as rules
from risk.rules.instrument import items

DECIDED = "This assessment has its outcome. Make a new one to look at the service again."


@operation("initial_assessment.made", needs="risk.change_riskassessment")
def make_initial_assessment(
    *,
    by: User,
    service: Service,
    occasion: str,
    nature: str,
    started_on: date,
    scores: dict[str, int] | None = None,
    concerns: list[Concern] = (),
) -> InitialAssessment:
    """The nine criteria about a service, as far as they are known. Blackpool policy 5. Raises ValidationError."""
    found = instrument()
    if found is None:
        raise ValidationError(NONE_LOADED)
    procedure, pack = found
    if occasion not in {item.id for item in items(pack, "assessment_occasions")}:
        raise ValidationError({"occasion": "Select why the assessment is made now"})
    if started_on > timezone.localdate():
        raise ValidationError({"started_on": "The date of the assessment must be today or in the past"})
    row = InitialAssessment.objects.create(
        service=service, procedure=procedure, occasion=occasion, nature=nature.strip(), started_on=started_on,
        scores=scores or {}, total=_total(pack, scores or {}), started_by=by, changed_by=by,
    )  # fmt: skip
    for concern in Concern.objects.select_for_update(of=("self",)).filter(
        pk__in=[one.pk for one in concerns], provider_id=service.provider_id
    ):
        concern.assessment = row
        concern.save(update_fields=["assessment"])
    return row


@operation("initial_assessment.edited", told="Initial assessment changed", needs="risk.change_riskassessment")
def edit_initial_assessment(
    *, by: User, assessment: InitialAssessment, version: int, nature: str, scores: dict[str, int]
) -> InitialAssessment:
    """Other answers, until there is an outcome. Raises ValidationError, Conflict."""
    pack = _pack_while_undecided(assessment)
    changing = {"nature": nature.strip(), "scores": scores, "total": _total(pack, scores)}
    row = InitialAssessment.objects.lock_for_edit(assessment.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation(
    "initial_assessment.decided", told="Outcome of an initial assessment", needs="risk.change_riskassessment"
)
def decide_initial_assessment(
    *,
    by: User,
    assessment: InitialAssessment,
    version: int,
    outcome: int,
    reason: str,
    follow_up_on: date | None = None,
) -> InitialAssessment:
    """A person's outcome with its reason; no total gives one. Blackpool policy 5, App 1.

    Raises ValidationError while a criterion is open, without a reason, and for a missing or past day to look again;
    Conflict.
    """
    chosen = _chosen(_pack_while_undecided(assessment), assessment, outcome)
    if not reason.strip():
        raise ValidationError({"reason": "Enter the reason for the outcome"})
    changing = {
        "outcome": chosen.number,
        "outcome_label": chosen.label,
        "outcome_reason": reason.strip(),
        "decided_on": timezone.localdate(),
        "decided_by": by,
        "follow_up_on": _day_to_look_again(chosen.then, follow_up_on),
    }
    row = InitialAssessment.objects.lock_for_edit(assessment.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("initial_assessment.followed_up", told="Looked at again", needs="risk.change_riskassessment")
def follow_up(
    *, by: User, assessment: InitialAssessment, version: int, done_on: date, found: str
) -> InitialAssessment:
    """Somebody looked again, as the outcome asked for. Raises ValidationError, Conflict."""
    if assessment.follow_up_on is None:
        raise ValidationError("The outcome of this assessment asks for no follow-up.")
    if not assessment.decided_on <= done_on <= timezone.localdate():
        raise ValidationError({"done_on": "The date must be between the day of the outcome and today"})
    changing = {"followed_up_on": done_on, "followed_up_note": found.strip()}
    row = InitialAssessment.objects.lock_for_edit(assessment.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def _chosen(pack: Pack, assessment: InitialAssessment, outcome: int) -> AssessmentOutcome:
    """The outcome by its number, once every criterion is answered."""
    chosen = rules.outcome(pack, outcome)
    if chosen is None:
        raise ValidationError({"outcome": "Select one of the outcomes"})
    if missing := rules.total(pack, assessment.scores).missing:
        words = count_of(len(missing), "criterion", "criteria")
        raise ValidationError(f"Answer every criterion first: {words} still open.")
    return chosen


def _pack_while_undecided(assessment: InitialAssessment) -> Pack:
    row = (
        InitialAssessment.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .get(pk=assessment.pk)
    )
    if row.outcome is not None:
        raise ValidationError(DECIDED)
    return pack_of(row)


def _day_to_look_again(then: str, day: date | None) -> date | None:
    """The day, where the outcome asks for one; others have none."""
    if then != "follow_up":
        return None
    if day is None:
        raise ValidationError({"follow_up_on": "Enter the date to look again"})
    if day <= timezone.localdate():
        raise ValidationError({"follow_up_on": "The date to look again must be in the future"})
    return day


def _total(pack: Pack, scores: dict[str, int]) -> int | None:
    try:
        return rules.total(pack, scores).total
    except InvalidFigure as wrong:
        raise ValidationError(str(wrong)) from wrong
