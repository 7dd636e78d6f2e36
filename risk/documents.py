"""The joint risk assessment on paper, as the council's form has it. Blackpool policy App 2."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from events.procedure.pack import Pack
from risk.models import ActionPlan, RiskAssessment
from risk.operations.content import content_of
from risk.operations.instruments import pack_of
from risk.plan_reading import headings, last_column, plan_page, source_of
from risk.rules.instrument import bands, items

PEOPLE_IN_ONE = 10  # of the sample in one document: what is set while somebody waits is bounded


def parts_of(people: int) -> int:
    """How many documents a sample of so many people makes; at least one."""
    return max(1, -(-people // PEOPLE_IN_ONE))


def assessment_paper(assessment: RiskAssessment, part: int = 1) -> dict[str, Any]:
    """What the form holds: the grids of up to ten people, and with the first part Steps 2 to 4.

    What was signed is printed as it was signed.
    """
    pack = pack_of(assessment)
    content = assessment.content if assessment.is_signed else content_of(assessment, pack)
    people = content["people"]
    groups = [people[at : at + PEOPLE_IN_ONE] for at in range(0, len(people), PEOPLE_IN_ONE)] or [[]]
    return {
        "assessment": assessment,
        "reference": f"{assessment.service}, version {assessment.number}",
        "as_at": assessment.signed_at or timezone.now(),
        "council_name": Organisation.objects.filter(is_host=True).values_list("name", flat=True).first()
        or "",
        "form_title": pack.forms["risk-tool"].title if "risk-tool" in pack.forms else "Joint risk assessment",
        "columns": columns(pack),
        "people": groups[min(part, len(groups)) - 1],
        "is_first": part == 1,
        "part": part,
        "parts": len(groups),
        "content": content,
        "levels": levels(pack, assessment),
    }


def columns(pack: Pack) -> list[str]:
    """The headings of the grid as the form prints them."""
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
    return [field.label for field in form.columns] if form and form.columns else list(usual)


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


def plan_paper(user, plan: ActionPlan, today: date) -> dict[str, Any]:
    """The action plan in the columns of the template, as this person may see it. Blackpool policy App 4."""
    number, source, *others = headings(plan)  # the template has the source in a row under the number
    return plan_page(user, plan, today) | {
        "reference": str(plan),
        "as_at": timezone.now(),
        "council_name": Organisation.objects.filter(is_host=True).values_list("name", flat=True).first()
        or "",
        "columns": [f"{number}, {source}", *others],
        "source_of": source_of,
        "last_column": last_column,
    }
