"""What pages say about contingency plans: how complete, what is to be checked, which plans an event has."""

from datetime import date
from typing import Any

from django.db.models import Q

from accounts.audit import in_words
from accounts.history import Change, Source, timeline, words
from accounts.models import User
from events.models import FailureEvent
from govuk.words import count_of
from plans.bindings import blocks_of, to_check
from plans.models import (
    ContingencyPlan,
    PlanLink,
    PlanSection,
    PlanUse,
    PossibleDestination,
    ProposedLead,
)
from plans.operations.contingency_template import pack_of
from plans.operations.contingency_use import plans_for
from plans.rules.contingency_template import background, headings

NOTHING = words(None)
# What the title, the person and the day of an entry say already.
SAID_BESIDE = {
    "Plan",
    "Added by",
    "Linked on",
    "Named on",
    "Begun by",
    "Begun at",
    "Checked by",
    "Last checked",
}


def completeness(total: int, done: int, empty: int) -> str:
    """How far a plan is: "9 of 14 sections finished, 3 begun, 2 empty"."""
    begun = total - done - empty
    parts = [f"{done} of {count_of(total, 'section')} finished"]
    parts += [f"{begun} begun"] if begun else []
    parts += [f"{empty} empty"] if empty else []
    return ", ".join(parts)


def plan_page(user: User, plan: ContingencyPlan, today: date) -> dict[str, Any]:
    """The sections with their prompts, words and facts; the same number of queries for many facts as for few."""
    pack, blocks = pack_of(plan), blocks_of(plan, user, today)
    known = {one.code: one for one in headings(pack)}
    rows = list(
        PlanSection.objects.visible_to(user).filter(plan=plan).select_related("owner", "checked_by", "plan")
    )
    return {
        "plan": plan,
        "sections": [
            {
                "section": row,
                "heading": known[row.code],
                "background": background(pack, row.number),
                "blocks": blocks.get(row.number, []),
                "to_check": sum(block.to_check for block in blocks.get(row.number, [])),
            }
            for row in rows
        ],
        "complete": completeness(
            len(rows), sum(row.is_done for row in rows), sum(not row.text for row in rows)
        ),
        "to_check": to_check(blocks),
    }


def warnings(page: dict[str, Any]) -> list[dict[str, str]]:
    """What a person should know before publishing: what is empty, what is begun, which facts are old."""
    found = []
    for one in page["sections"]:
        section, old = one["section"], one["to_check"]
        said = [] if section.is_done else [section.state.lower()]
        said += [f"{count_of(old, 'fact')} to check"] if old else []
        if said:
            found.append({"text": f"{section}: {', '.join(said)}", "href": section.get_absolute_url()})
    return found


def list_lines(plans: list[ContingencyPlan]) -> list[dict[str, Any]]:
    """Plans (with_counts) and how complete each is."""
    return [
        {"plan": one, "complete": completeness(one.section_count, one.done_count, one.empty_count)}
        for one in plans
    ]


def history(plan: ContingencyPlan) -> list[dict[str, Any]]:
    """What was done to the plan, the newest first, as the timeline draws it."""
    under = Q(plan_id=plan.pk)
    sources = [Source(ContingencyPlan, Q(pgh_obj_id=plan.pk))]
    sources += [Source(model, under) for model in (PlanSection, ProposedLead, PlanLink, PlanUse)]
    changes = timeline(sources, most=200)[0]
    begun = "contingency_plan.begun"  # makes all sections: told once
    return [
        _told(one)
        for one in changes
        if one.operation != begun or one.what == ContingencyPlan._meta.verbose_name
    ]


def _told(change: Change) -> dict[str, Any]:
    lines = [
        f"{one.label}: {one.new}" + (f" (was: {one.old})" if one.old != NOTHING else "")
        for one in change.fields
        if one.label not in SAID_BESIDE
    ]
    return {
        "title": in_words(change.operation) if change.operation else f"{change.what} changed",
        "by": change.who,
        "when": change.at,
        "text": f"{change.record}. Reason: {change.reason}" if change.reason else change.record,
        "lines": lines,
    }


def plans_of_event(user: User, event: FailureEvent) -> dict[str, Any] | None:
    """What the event's overview says: plans that fit, what was taken, where people could go. Four queries.

    None for who may not see plans, and for an event that was never logged.
    """
    if not user.has_perm("plans.view_contingencyplan") or event.status in FailureEvent.NEVER_LOGGED:
        return None
    uses = list(PlanUse.objects.visible_to(user).filter(event=event).select_related("plan", "plan_version"))
    taken = {one.plan_id for one in uses}
    destinations = PossibleDestination.objects.visible_to(user).current().filter(event=event)
    return {
        "uses": uses,
        "offered": [one for one in plans_for(user, event) if one.pk not in taken],
        "destinations": list(destinations.select_related("alternative__service", "alternative__provider")),
    }


def review_lines(user: User, today: date, *, mine: bool = False) -> list[ContingencyPlan]:
    """Plans whose review is due; with `mine` those that this person owns. One query."""
    if not user.has_perm("plans.view_contingencyplan"):
        return []
    rows = ContingencyPlan.objects.visible_to(user).to_review(today).order_by("review_on", "pk")
    return list(rows.filter(owner=user) if mine else rows)
