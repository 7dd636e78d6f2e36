"""The Initial Assessment Of Concerns on paper: options as printed, the one chosen marked. Blackpool policy 5, App 1."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events.document_kinds import About, Paper, Progress
from events.procedure.pack import Pack
from govuk.words import full_date
from risk.documents import council_name
from risk.models import InitialAssessment
from risk.operations.instruments import pack_of
from risk.reading import with_words
from risk.rules import initial as rules
from risk.rules.instrument import label_of


def about_initial(user: User, event: None, key: int) -> About | None:
    found = _find(user, key)
    if found is None:
        return None
    return About(f"{found.service}, {full_date(found.started_on)}", found.get_absolute_url())


def _find(user: User, key: int) -> InitialAssessment | None:
    rows = InitialAssessment.objects.visible_to(user).filter(pk=key)
    return rows.select_related("service__provider", "procedure", "started_by", "decided_by").first()


def initial_paper(
    event: None, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """The form with its answers, the total, the outcome of a person and what was looked at again.

    Raises ValidationError for one that they may not see.
    """
    assessment = _find(user, about)
    if assessment is None:
        raise ValidationError("This initial assessment is not there, or you may not read it.")
    pack = pack_of(assessment)
    context = {
        "assessment": assessment,
        "reference": f"{assessment.service}, {full_date(assessment.started_on)}",
        "as_at": timezone.now(),
        "council_name": council_name(),
        "form_title": pack.initial_assessment.title,
        "facts": facts(pack, assessment),
        "nature": rules.nature(pack),
        "criteria": criteria(pack, assessment),
        "total": rules.total(pack, assessment.scores),
        "outcomes": pack.initial_assessment.outcomes,
        "concerns": with_words(list(assessment.concerns.select_related("service", "provider"))),
        "cited": pack.cite(pack.initial_assessment),
    }
    return Paper("risk/pdf/initial_assessment.html", context, [])


def facts(pack: Pack, assessment: InitialAssessment) -> list[tuple[str, str]]:
    service = assessment.service
    made = f"{full_date(assessment.started_on)}, {assessment.started_by}"
    return [
        ("Service", f"{service}, {service.provider}"),
        ("Assessment made", made),
        ("Why now", label_of(pack, "assessment_occasions", assessment.occasion)),
    ]


def criteria(pack: Pack, assessment: InitialAssessment) -> list[dict[str, Any]]:
    """Each scored criterion with its options in printed order (A24), which was chosen, and its score."""
    return [
        {
            "number": one.criterion.number,
            "question": one.criterion.question,
            "options": [
                (option.label, option.score, option.label == one.label) for option in one.criterion.options
            ],
            "score": one.score,
        }
        for one in rules.answered(pack, assessment.scores)
    ]
