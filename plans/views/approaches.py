"""The approach of an event: suggested, chosen, its options worked through and compared. Coventry outline 7."""

from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, find_event
from plans import approach_reading as reading
from plans.forms.approaches import OTHER, AskOutline, ChooseApproach, DecideIssue, WorkThrough
from plans.models import ApproachIssue, ApproachOption
from plans.operations import approaches as operations
from plans.operations.outline import CHANGE, outline_of, types_of
from plans.rules import outline
from plans.views.event_form import LOOK, TAB, find, no_outline, one_form, page


@needs(LOOK)
@require_safe
def approach(request, reference):
    """What the outline suggests, what was chosen and why, and each issue with its options."""
    event = find_event(request, reference)
    row, found = reading.find_approach(request.user, event), outline_of(event)
    if found is None:
        return no_outline(request, event, "Approach")
    issues = reading.issues_of(row) if row else []
    context = {
        "title": "Approach",
        "approach": row,
        "issues": issues,
        "cost": reading.cost_of(issues),
        "others": reading.others_kept(row) if row else [],
        "earlier": reading.earlier_choices(row) if row else [],
        "pairs": found[1].lists[outline.PAIRS].items,
        "cited": found[1].cite(found[1].lists[outline.PAIRS]),
        "may": request.user.has_perm(CHANGE) and event.is_live,
    }
    return event_page(request, "plans/approach.html", event, TAB, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def approach_choose(request, reference):
    """First the type of provider and the key factor, then what the outline says, and the choice."""
    event = find_event(request, reference)
    found = outline_of(event)
    if found is None:
        return no_outline(request, event, "Choose the approach")
    pack, row = found[1], reading.find_approach(request.user, event)
    is_asked = request.method == "POST" or "provider_type" in request.GET
    ask = AskOutline(request.GET if is_asked else None, initial=asked(pack, event, row), pack=pack)
    words = {"title": "Choose the approach", "back": page("approach", event), "ask": ask}
    if not (ask.is_bound and ask.is_valid()):
        context = words | {"form": ask} if ask.is_bound else words
        return event_page(request, "plans/approach_ask.html", event, TAB, context)
    return choice_for(request, event, pack, row, words, *ask.cleaned_data["pair"])


def choice_for(request, event, pack, row, words: dict, provider_type: str, key_factor: str):
    """What the outline says of this pair, and the choice of a person."""
    suggestion = outline.suggest(pack, provider_type, key_factor)
    begun = {
        "kind": suggestion.kind,
        "version": row.version if row else 0,
        "reason": row.reason if row else "",
    }
    form = ChooseApproach(typed(request), initial=begun, pack=pack, suggested=suggestion.kind)
    words |= {"suggestion": suggestion, "pair": (provider_type, key_factor), "button": "Follow this approach"}
    words |= {"done": "Approach chosen.", "again": page("approach-choose", event)}
    return one_form(
        request, event, form, operations.choose_approach, words=words, to=page("approach", event),
        template="plans/approach_choose.html", event=event, provider_type=provider_type, key_factor=key_factor,
    )  # fmt: skip


def asked(pack, event, row) -> dict:
    """What stands in the form at first: what was chosen before, else the type of the event's service."""
    if row is None:
        return {"provider_type": outline.usual_type(pack, types_of(event))}
    begun = {}
    for name, other, known in (
        ("provider_type", "other_type", outline.provider_types(pack)),
        ("key_factor", "other_factor", outline.key_factors(pack)),
    ):
        value = getattr(row, name)
        begun |= {name: value} if value in known else {name: OTHER, other: value}
    return begun


@needs(LOOK)
@require_safe
def issue_compare(request, reference, pk):
    """The options of an issue side by side: a paper for a decision."""
    event = find_event(request, reference)
    row = find(request, ApproachIssue, event, pk=pk)
    issue = reading.issue_of(row)
    context = {
        "title": f"{row.label}: options compared",
        "issue": issue,
        "approach": row.approach,
        "is_followed": row.kind == row.approach.kind,
        "may": request.user.has_perm(CHANGE) and event.is_live,
    }
    return event_page(request, "plans/issue_compare.html", event, TAB, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def issue_decide(request, reference, pk):
    event = find_event(request, reference)
    row = find(request, ApproachIssue, event, pk=pk)
    issue = reading.issue_of(row)
    begun = {name: getattr(row, name) for name in ("chosen", "reason", "note", "version")}
    form = DecideIssue(typed(request), initial=begun, labels=[one.row.label for one in issue.options])
    words = {
        "title": f"Decide: {row.label}",
        "button": "Save the decision",
        "done": f"{row.label}: decision saved.",
        "back": page("approach", event),
        "cited": row.approach.section,
    }
    return one_form(
        request, event, form, operations.decide_issue, words=words, to=page("approach", event), issue=row
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def option_work(request, reference, pk):
    """The factors of one option, for or against; what it costs, for how many people, how soon."""
    event = find_event(request, reference)
    row = find(request, ApproachOption, event, pk=pk)
    option = reading.option_of(row)
    begun = {name: getattr(row, name) for name in ("cost", "people", "ready", "note", "version")}
    form = WorkThrough(typed(request), initial=begun, option=option)
    words = {
        "title": f"Work through: {row.label}",
        "button": "Save",
        "done": f"Saved: {row.label}.",
        "back": page("approach", event),
        "cited": row.approach.section,
    }
    return one_form(
        request, event, form, operations.work_through, words=words, to=page("approach", event), option=row
    )
