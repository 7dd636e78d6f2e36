"""Contingency plans: the list, a new one, the plan with its sections, writing a section. LGiU template T1 to T14."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from govuk.words import clean_text
from plans.contingency_reading import history, list_lines, plan_page
from plans.forms.contingency import BeginPlan, ChangePlan, WriteSection
from plans.models import ContingencyPlan, PlanSection
from plans.operations import contingency as operations
from plans.operations.contingency_template import NONE_LOADED, pack_of, template
from plans.rules.contingency_template import background, headings
from plans.views.contingency_pages import CHANGE, LOOK, find_plan, one_form, plans_page, said
from providers.models import Provider, Service

PAGE = 50
SHOWN = ("standing", "review", "mine", "withdrawn")


@needs(LOOK)
@require_safe
def contingency_list(request):
    """Plans with how complete each is; those to be reviewed, one's own and withdrawn ones when asked."""
    today, show = timezone.localdate(), request.GET.get("show", "")
    show = show if show in SHOWN else "standing"
    rows = ContingencyPlan.objects.visible_to(request.user)
    shown = {
        "standing": rows.standing(),
        "review": rows.to_review(today),
        "mine": rows.standing().filter(owner=request.user),
        "withdrawn": rows.filter(status=ContingencyPlan.Status.WITHDRAWN),
    }
    plans = shown[show].with_counts().select_related("owner", "service", "provider")
    page = Paginator(plans.order_by("title", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "lines": list_lines(page.object_list),
        "counts": {name: found.count() for name, found in shown.items()},
        "today": today,
    }
    return plans_page(request, "plans/contingency_list.html", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contingency_new(request):
    """For a service or provider that is named in the address, else for the whole area."""
    target = target_of(request)
    name = next(iter(target.values()), None)
    begun = {"owner": request.user, "title": f"Contingency plan: {name}"[:200] if name else ""}
    form = BeginPlan(typed(request), initial=begun, user=request.user)
    words = {
        "title": "New contingency plan",
        "caption": str(name) if name else "The whole council area",
        "intro": NONE_LOADED
        if template() is None
        else "It begins with every section of the template, empty.",
        "button": "Begin the plan",
        "done": "Plan begun. Write its sections, then publish it.",
        "back": name.get_absolute_url() if name else "/contingency/",
        "template": "plans/contingency_new.html",
        "find": None if name else find_words(request),
    }
    return one_form(request, form, operations.begin_plan, words=words, **target)


def target_of(request) -> dict:
    """The service or provider that the address names; 404 for one that is not there."""
    if cqc_id := request.GET.get("service"):
        return {"service": get_object_or_404(Service, cqc_id=clean_text(cqc_id)[:20])}
    if pk := request.GET.get("provider"):
        if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
            raise Http404
        return {"provider": get_object_or_404(Provider, pk=int(pk))}
    return {}


def find_words(request) -> dict:
    """What was searched for, and the services and providers found, to choose one of."""
    text = clean_text(request.GET.get("q", ""))[:100].strip()
    return {
        "text": text,
        "services": list(Service.objects.search(text, 10).select_related("provider")) if text else [],
        "providers": list(Provider.objects.named_like(text)[:10]) if text else [],
    }


@needs(LOOK)
@require_safe
def contingency_detail(request, pk):
    """Every section with its prompts, its words and the facts as they are now."""
    plan = find_plan(request, pk)
    today = timezone.localdate()
    context = plan_page(request.user, plan, today) | {
        "newest": plan.versions.select_related("published_by").first(),
        "leads": list(plan.proposed_leads.filter(ended_on=None)),
        "links": list(
            plan.links.filter(ended_on=None).select_related(
                "provider", "service", "related", "alternative__service", "alternative__provider"
            )
        ),
        "uses": list(plan.uses.select_related("event__service", "plan_version")),
        "today": today,
    }
    return plans_page(request, "plans/contingency_detail.html", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contingency_change(request, pk):
    plan = find_plan(request, pk)
    begun = {"title": plan.title, "owner": plan.owner, "version": plan.version}
    form = ChangePlan(typed(request), initial=begun, user=request.user)
    words = said(plan, "Change the name or the owner", "Save", "Saved.")
    return one_form(request, form, operations.change_plan, words=words, to=plan, record=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def section_write(request, pk, order):
    """The prompts of the template beside what is typed."""
    plan = find_plan(request, pk)
    section = get_object_or_404(
        PlanSection.objects.visible_to(request.user).select_related("plan", "owner"), plan=plan, order=order
    )
    if not plan.is_draft_open and request.method == "GET":
        messages.warning(request, operations.NO_DRAFT)
        return redirect(plan)
    begun = {name: getattr(section, name) for name in WriteSection.base_fields}
    form = WriteSection(typed(request), initial=begun, user=request.user)
    pack = pack_of(plan)
    words = said(plan, str(section), "Save", f"{section} saved.") | {
        "back": section.get_absolute_url(),
        "template": "plans/section_write.html",
        "heading": next(one for one in headings(pack) if one.code == section.code),
        "background": background(pack, section.number),
    }
    return one_form(
        request, form, operations.write_section, words=words, to=section, record=section, section=section
    )


@needs(LOOK)
@require_safe
def contingency_history(request, pk):
    """Who did what to the plan, when."""
    plan = find_plan(request, pk)
    return plans_page(request, "plans/contingency_history.html", {"plan": plan, "items": history(plan)})
