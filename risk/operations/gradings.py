"""The rows of the tool, and who was asked to fill them in. Blackpool policy App 2 Steps 1 and 2."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import notify
from events.rules.figures import InvalidFigure
from risk.models import Contributor, Grading, RiskAssessment
from risk.operations.assessments import lock_open
from risk.operations.instruments import pack_of
from risk.rules import parties as rules
from risk.rules.instrument import asks_action, grade, parties

Levels = tuple[int, int] | None  # impact, likelihood
LEADS = "risk.change_riskassessment"
NOT_YOURS = "This row is filled in by {}. You can read it but not change it."


@operation("grading.filled_in", told="Row of a risk assessment filled in", needs="risk.fill_riskassessment")
def fill_row(
    *,
    by: User,
    grading: Grading,
    version: int,
    issue: str,
    person: Levels = None,
    others: Levels = None,
    immediate_action: str = "",
    agreed_with: str = "",
) -> Grading:
    """Columns A to G of one row: the issue, and the two cells of the matrix. Blackpool policy App 2 Step 1.

    Without an issue there is no grading, whatever cell was chosen. Raises PermissionDenied for a row of other parties;
    ValidationError for an issue without a grading, an action without an issue, and a row filled in for other parties
    without saying as agreed with whom; Conflict.
    """
    assessment = lock_open(grading.assessment)
    agreed_with = _refuse_strangers(by, assessment, grading, agreed_with.strip())
    issue = issue.strip()
    if not issue:
        person = others = None
    _refuse_half(issue, person, immediate_action)
    changing = {"issue": issue, "immediate_action": immediate_action.strip(), "agreed_with": agreed_with}
    changing |= _graded(assessment, person, others)
    row = Grading.objects.lock_for_edit(grading.pk, since=version, changing=changing)
    row.filled_by, row.filled_at = by, timezone.now()
    row.save_version(by=by, update_fields=["filled_by", "filled_at"])
    return row


@operation("contributor.asked", told="Somebody asked into a risk assessment", needs=LEADS)
def ask_in(
    *, by: User, assessment: RiskAssessment, user: User, parties: list[str], reads_all: bool = False
) -> Contributor:
    """Somebody is asked to fill in the rows of a party. Raises ValidationError."""
    row = lock_open(assessment)
    known = rules_parties(row)
    if not parties or not set(parties) <= set(known):
        raise ValidationError({"parties": "Select the parties whose rows they fill in"})
    if not user.is_active or not user.has_perm("risk.fill_riskassessment"):
        raise ValidationError({"user": "Select somebody who fills in risk assessments"})
    if Contributor.objects.current().filter(assessment=row, user=user).exists():
        raise ValidationError({"user": f"{user.name} was asked already."})
    asked = Contributor.objects.create(
        assessment=row, user=user, parties=list(parties), reads_all=reads_all, asked_by=by
    )
    notify(
        to=user,
        kind="risk.asked",
        subject=f"You are asked into a risk assessment: {row.service}",
        body=f"Fill in the rows of {', '.join(parties)} for the people sampled at {row.service}.",
        url=row.get_absolute_url(),
        dedupe=f"risk.asked:{asked.pk}",
    )
    return asked


@operation("contributor.ended", told="Somebody no longer takes part in a risk assessment", needs=LEADS)
def end_asking(*, by: User, contributor: Contributor) -> Contributor:
    """They no longer take part; what they filled in stays. Raises ValidationError."""
    row = Contributor.objects.select_for_update(of=("self",)).get(pk=contributor.pk)
    if row.ended_at:
        raise ValidationError("They no longer take part already.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    return row


def _refuse_half(issue: str, person: Levels, immediate_action: str) -> None:
    if not issue and immediate_action.strip():
        raise ValidationError({"issue": "Enter the care issue that the immediate action is about"})
    if issue and not person:
        raise ValidationError({"person": "Choose a cell of the matrix for the person"})


def rules_parties(assessment: RiskAssessment) -> tuple[str, ...]:
    """The parties that the assessment's procedure names."""
    return parties(pack_of(assessment))


def mine(by: User, assessment: RiskAssessment) -> tuple[str, ...]:
    """The parties that a person stands for in one assessment: by role, and as asked. One query."""
    asked = Contributor.objects.current().filter(assessment=assessment, user=by)
    return rules.parties_of(by.role, [party for row in asked for party in row.parties])


def may_fill(by: User, grading: Grading, own: tuple[str, ...]) -> bool:
    """Whether a person may fill in this row."""
    return by.has_perm("risk.fill_riskassessment") and rules.may_fill(
        grading.parties, own, leads=by.has_perm(LEADS), is_partner=by.is_partner
    )


def _refuse_strangers(by: User, assessment: RiskAssessment, grading: Grading, agreed_with: str) -> str:
    """What is kept of `agreed_with`: nothing for one's own rows."""
    if not RiskAssessment.objects.visible_to(by).filter(pk=assessment.pk).exists():
        raise PermissionDenied("You were not asked into this assessment.")
    own = mine(by, assessment)
    if not may_fill(by, grading, own):
        raise PermissionDenied(NOT_YOURS.format(" or ".join(grading.parties) or "the council"))
    if not rules.needs_agreement(grading.parties, own, leads=by.has_perm(LEADS)):
        return ""
    if not agreed_with:
        raise ValidationError(
            {"agreed_with": f"Enter who of {' or '.join(grading.parties)} agreed that you fill this in"}
        )
    return agreed_with


def _graded(assessment: RiskAssessment, person: Levels, others: Levels) -> dict:
    """Both gradings as they are kept, read from the matrix. Raises ValidationError for levels that it does not have."""
    pack = pack_of(assessment)
    try:
        cells = [grade(pack, *(levels or (None, None))) for levels in (person, others)]
    except InvalidFigure as wrong:
        raise ValidationError(str(wrong)) from wrong
    found = {"asks_action": asks_action(pack, *[cell.band for cell in cells if cell])}
    for prefix, levels, cell in zip(("", "others_"), (person, others), cells, strict=True):
        impact, likelihood = levels or (None, None)
        found |= {
            f"{prefix}impact": impact,
            f"{prefix}likelihood": likelihood,
            f"{prefix}score": cell.score if cell else None,
            f"{prefix}band": cell.band if cell else "",
        }
    return found
