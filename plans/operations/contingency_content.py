"""A plan as it is at a moment: its words and the facts as they stand. Kept when it is published. LGiU template T14.

{"title", "facts": [[label, value]], "sections": [{"code", "number", "title", "text", "owner", "state", "checked",
"blocks": [{"title", "cited", "facts": [{"text", "detail", "as_of", "age", "is_old", "warning"}]}]}]}
"""

from datetime import date
from typing import Any

from accounts.models import User
from govuk.words import full_date
from plans.bindings import Block, blocks_of
from plans.models import ContingencyPlan, PlanSection


def content_of(plan: ContingencyPlan, user: User, today: date) -> dict[str, Any]:
    """All of the plan in plain text, as this person sees it today."""
    blocks = blocks_of(plan, user, today)
    sections = PlanSection.objects.visible_to(user).filter(plan=plan).select_related("owner", "checked_by")
    return {
        "title": plan.title,
        "facts": [
            ["What it is for", plan.about],
            ["Owner", plan.owner.name],
            ["Template", str(plan.procedure)],
        ],
        "sections": [_section(one, blocks.get(one.number, [])) for one in sections],
    }


def _section(section: PlanSection, blocks: list[Block]) -> dict[str, Any]:
    checked = f"{full_date(section.checked_on)}, {section.checked_by.name}" if section.checked_by else ""
    return {
        "code": section.code,
        "number": section.number,
        "title": section.title,
        "text": section.text,
        "owner": section.owner.name if section.owner else "",
        "state": section.state,
        "checked": checked,
        "blocks": [_block(one) for one in blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "title": block.binding.title,
        "cited": block.binding.cited,
        "empty": block.binding.empty,
        "facts": [
            {
                "text": one.fact.text,
                "detail": one.fact.detail,
                "as_of": full_date(one.as_of),
                "age": one.age.words,
                "is_old": one.age.is_old,
                "warning": one.fact.warning,
            }
            for one in block.facts
        ],
    }
