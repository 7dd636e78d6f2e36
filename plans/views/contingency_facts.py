"""What a plan rests on: facts confirmed, who would lead, what belongs to it, who would step in. LGiU T5 to T14."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import Procedure
from events.procedure.loader import from_content
from events.rules.leads import role_title
from govuk.forms import Form
from plans.bindings import all_facts, blocks_of, register_lines
from plans.forms.contingency import Reason
from plans.forms.contingency_facts import (
    ALTERNATIVE_FIELDS,
    ChangeAlternative,
    ConfirmFacts,
    LinkPlan,
    ProposeLead,
    RecordAlternative,
)
from plans.models import Alternative, PlanLink, ProposedLead
from plans.operations import contingency_facts as operations
from plans.views.contingency import find_words, target_of
from plans.views.contingency_pages import CHANGE, LOOK, MOST_NUMBER, find_plan, one_form, plans_page, said

PAGE = 50


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def facts_confirm(request, pk):
    """All facts of the plan, those to be checked first; a button on the plan sends one of them."""
    plan = find_plan(request, pk)
    shown = all_facts(blocks_of(plan, request.user, timezone.localdate()))
    form = ConfirmFacts(typed(request), shown=shown)
    words = said(plan, "Confirm facts", "Confirmed today", "Confirmed today.")
    words["intro"] = (
        "Tick what somebody has rung about, or looked up, today. It counts for every plan that shows it."
    )
    return one_form(request, form, operations.confirm_facts, words=words, to=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def lead_propose(request, pk):
    """The roles are those of the procedure that new events start with."""
    plan = find_plan(request, pk)
    procedure = Procedure.objects.for_new_events()
    leads = from_content(procedure.content).leads if procedure else ()
    roles = [(one.role, role_title(one)) for one in leads]
    begun = {"role": request.GET.get("role", "")}
    form = ProposeLead(typed(request), initial=begun, user=request.user, roles=roles)
    words = said(plan, "Propose a lead", "Save", "Lead proposed.")
    words["intro"] = (
        "Offered when an event takes the plan in. Whoever held the role in this plan before is replaced."
    )
    return one_form(request, form, operations.propose_lead, words=words, to=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def lead_end(request, pk, lead):
    plan = find_plan(request, pk)
    rows = ProposedLead.objects.visible_to(request.user).filter(ended_on=None)
    row = get_object_or_404(rows, plan=plan, pk=min(lead, MOST_NUMBER))
    words = said(plan, f"Take {row.name} out of the plan", "Take out", "Taken out.", intro=f"{row.role}.")
    form = Form(typed(request))
    return one_form(request, form, operations.end_proposed_lead, words=words, to=plan, lead=row)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def link_new(request, pk):
    plan = find_plan(request, pk)
    form = LinkPlan(typed(request), plan=plan, user=request.user)
    words = said(plan, "Link something to the plan", "Link it", "Linked.")
    return one_form(request, form, operations.link_plan, words=words, to=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def link_end(request, pk, link):
    plan = find_plan(request, pk)
    rows = PlanLink.objects.visible_to(request.user).filter(ended_on=None)
    row = get_object_or_404(rows, plan=plan, pk=min(link, MOST_NUMBER))
    words = said(plan, "Take a link out of the plan", "Take it out", "Taken out.", intro=f"{row}.")
    form = Form(typed(request))
    return one_form(request, form, operations.unlink_plan, words=words, to=plan, link=row)


@needs(LOOK)
@require_safe
def alternative_list(request):
    """Who would step in, providers of last resort first; each with the day it was last confirmed."""
    rows = Alternative.objects.visible_to(request.user).current()
    page = Paginator(rows.select_related("service", "provider"), PAGE).get_page(request.GET.get("page"))
    lines = register_lines(list(page.object_list), request.user, timezone.localdate())
    return plans_page(
        request, "plans/alternative_list.html", {"page": page, "lines": lines}, tab="alternatives"
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def alternative_new(request):
    """For the service or provider that is named in the address; else one is looked for first."""
    target = target_of(request)
    if not target and request.method == "GET":
        context = {"find": find_words(request)}
        return plans_page(request, "plans/alternative_find.html", context, tab="alternatives")
    if not target:
        return redirect("plans:alternative-new")
    name = next(iter(target.values()))
    form = RecordAlternative(typed(request), initial={"said_on": timezone.localdate()})
    words = {
        "title": "Record that it would step in",
        "caption": str(name),
        "button": "Save",
        "done": f"{name} is in the register.",
        "back": "/contingency/alternatives/",
        "cited": "LGiU template T9",
    }
    return one_form(
        request, form, operations.record_alternative, words=words, to="plans:alternative-list", tab="alternatives",
        **target,
    )  # fmt: skip


def find_alternative(request, pk: int) -> Alternative:
    rows = Alternative.objects.visible_to(request.user).current().select_related("service", "provider")
    return get_object_or_404(rows, pk=min(pk, MOST_NUMBER))


def words_of(row: Alternative, title: str, button: str, done: str) -> dict:
    back = "/contingency/alternatives/"
    return {
        "title": title,
        "caption": str(row),
        "button": button,
        "done": done,
        "back": back,
        "alternative": row,
    }


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def alternative_change(request, pk):
    row = find_alternative(request, pk)
    form = ChangeAlternative(
        typed(request), initial={name: getattr(row, name) for name in ALTERNATIVE_FIELDS}
    )
    words = words_of(row, "What it said last", "Save", "Saved.") | {
        "template": "plans/alternative_change.html"
    }
    return one_form(
        request, form, operations.change_alternative, words=words, to="plans:alternative-list", record=row,
        tab="alternatives", alternative=row,
    )  # fmt: skip


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def alternative_end(request, pk):
    row = find_alternative(request, pk)
    words = words_of(
        row, "It would not step in any more", "Take it out", f"{row} is no longer in the register."
    )
    return one_form(
        request, Reason(typed(request)), operations.end_alternative, words=words, to="plans:alternative-list",
        tab="alternatives", alternative=row,
    )  # fmt: skip
