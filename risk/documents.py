"""Judgement on paper: the joint risk assessment as the council's form has it, action plans, the month of monitoring.

Blackpool policy App 2, App 4; Coventry outline App 1. None of them belongs to an event.
"""

from datetime import date
from string import ascii_uppercase

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from events.document_kinds import About, Paper, Progress
from events.procedure.pack import Pack
from govuk.words import count_of
from risk import grid
from risk.models import ActionPlan, RiskAssessment
from risk.monitoring_sheets import report_paper
from risk.operations.content import content_of
from risk.operations.instruments import pack_of
from risk.operations.monitoring import instrument
from risk.plan_reading import headings, last_column, plan_page, source_of
from risk.rules.instrument import bands, items

MONTHS_IN_A_YEAR = 12


def reads_all(user: User, assessment: RiskAssessment) -> bool:
    """Whether a person reads what was concluded too: the council, and a partner it was shared with whole."""
    return not user.is_partner or assessment.contributors.current().filter(user=user, reads_all=True).exists()


def assessments_read_whole(user: User) -> QuerySet:
    """Keys of the assessments that a person may have on paper."""
    return RiskAssessment.objects.visible_to(user).read_whole_by(user).values("pk")


def about_assessment(user: User, event: None, key: int) -> About | None:
    found = _assessment(user, key)
    if found is None:
        return None
    return About(f"{found.service}, version {found.number}", found.get_absolute_url())


def _assessment(user: User, key: int) -> RiskAssessment | None:
    rows = RiskAssessment.objects.visible_to(user).filter(pk=key)
    found = rows.select_related(
        "service__provider", "procedure", "signed_by", "started_by", "replaces"
    ).first()
    return found if found and reads_all(user, found) else None


def assessment_paper(
    event: None, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """What the form holds: the grid of each person of the sample, then Steps 3 and 4.

    What was signed is printed as it was signed. Raises ValidationError where the person may not read all of it.
    """
    assessment = _assessment(user, about)
    if assessment is None:
        raise ValidationError("This risk assessment is not there, or you may not read all of it.")
    pack = pack_of(assessment)
    content = assessment.content if assessment.is_signed else content_of(assessment, pack)
    progress(f"Collecting {count_of(len(content['people']), 'person', 'people')}")
    context = {
        "assessment": assessment,
        "reference": f"{assessment.service}, version {assessment.number}",
        "as_at": assessment.signed_at or timezone.now(),
        "council_name": council_name(),
        "form_title": pack.forms["risk-tool"].title if "risk-tool" in pack.forms else "Joint risk assessment",
        "columns": columns(pack),
        "people": content["people"],
        "content": content,
        "levels": levels(pack, assessment),
        "matrix": grid.matrix_rows(pack, ""),
        "likelihoods": grid.columns(pack),
        "key": grid.key(pack),
        "scales": pack.risk_matrix,
        "source": grid.source_of(pack),
    }
    return Paper("risk/pdf/assessment.html", context, [])


def council_name() -> str:
    return Organisation.objects.filter(is_host=True).values_list("name", flat=True).first() or ""


def columns(pack: Pack) -> list[str]:
    """The headings of the grid as the form prints them, A to G."""
    usual = (
        "Care Issues Identified",
        "Impact",
        "Likelihood",
        "Grading",
        "Impact on others",
        "Likelihood",
        "Grading",
    )
    form = pack.forms.get("risk-tool")
    found = [field.label for field in form.columns] if form and form.columns else list(usual)
    return [f"{letter}. {label}" for letter, label in zip(ascii_uppercase, found, strict=False)]


def levels(pack: Pack, assessment: RiskAssessment) -> list[dict]:
    """Step 4: each level with its tick and its actions."""
    lines = {item.id: item.points for item in items(pack, "risk_level_actions")}
    return [
        {
            "level": band.printed,
            "ticked": band.band == assessment.level,
            "actions": [
                {"text": action, "ticked": band.band == assessment.level and action in assessment.actions}
                for action in lines.get(band.actions, ())
            ],
        }
        for band in bands(pack)
    ]


def plans_shown(user: User) -> QuerySet:
    """Keys of the action plans that a person may have on paper."""
    return ActionPlan.objects.visible_to(user).values("pk")


def about_action_plan(user: User, event: None, key: int) -> About | None:
    found = ActionPlan.objects.visible_to(user).filter(pk=key).select_related("service").first()
    if found is None:
        return None
    page = "risk:own-plan-detail" if user.is_provider else "risk:plan-detail"
    return About(str(found), reverse(page, args=[found.pk]))


def plan_paper(
    event: None, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """The action plan in the columns of the template, as this person may see it. Blackpool policy App 4.

    Raises ValidationError for a plan that they may not see.
    """
    rows = ActionPlan.objects.visible_to(user).select_related("service__provider", "procedure")
    plan = rows.filter(pk=about).first()
    if plan is None:
        raise ValidationError("This action plan is not there, or it is no longer shown to you.")
    number, source, *others = headings(plan)  # the template has the source in a row under the number
    context = plan_page(user, plan, timezone.localdate()) | {
        "reference": str(plan),
        "as_at": timezone.now(),
        "council_name": council_name(),
        "columns": [f"{number}, {source}", *others],
        "source_of": source_of,
        "last_column": last_column,
    }
    return Paper("risk/pdf/action_plan.html", context, [])


def month_key(month: date) -> int:
    """A month as the key of its report: 202611."""
    return month.year * 100 + month.month


def month_of(key: int) -> date | None:
    """The month of such a key; None for what is none, and for a month to come."""
    year, month = divmod(key, 100)
    if not (2000 <= year <= 9999 and 1 <= month <= MONTHS_IN_A_YEAR):
        return None
    day = date(year, month, 1)
    return day if day <= timezone.localdate() else None


def about_month(user: User, event: None, key: int) -> About | None:
    month = month_of(key)
    if month is None:
        return None
    return About(f"{month:%B %Y}", reverse("risk:monthly-report", args=[month.year, month.month]))


def monthly_paper(
    event: None, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """What a month of monitoring came to. Raises ValidationError where no procedure has risk-based monitoring."""
    month, found = month_of(about), instrument()
    if month is None or found is None:
        raise ValidationError("There is no report of this month. Choose a month on the page of the reports.")
    context = report_paper(user, found[1], month, timezone.localdate())
    return Paper("risk/pdf/monthly_report.html", context, [])
