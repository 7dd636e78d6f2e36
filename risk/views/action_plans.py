"""Action plans as the council works on them. Blackpool policy 8, App 4."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from govuk.forms import Form
from risk.forms.action_plans import AddRow, CarryOver, ChangeRow, ClosePlan, StartPlan
from risk.models import ActionPlan, ActionPlanRow, Concern, Grading, RiskAssessment, RiskDecision
from risk.operations import action_plans as operations
from risk.operations.instruments import instrument, pack_of
from risk.plan_reading import plan_list_of, plan_page
from risk.rules.guidance import guides
from risk.views.concerns import PAGE, back_to, service_or_404
from risk.views.decisions import CHANGE, LOOK
from risk.views.pages import one_form, risk_page


@needs(LOOK)
@require_safe
def plan_list(request):
    """Open plans with how far they are; closed ones when asked."""
    plans = ActionPlan.objects.visible_to(request.user).select_related("service", "procedure")
    show = request.GET.get("show", "")
    shown = plans.exclude(closed_on=None) if show == "closed" else plans.open()
    page = Paginator(shown.order_by("review_on", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "lines": plan_list_of(request.user, page.object_list, timezone.localdate()),
        "today": timezone.localdate(),
    }
    return risk_page(request, "risk/plan_list.html", "plans", context)


def find_plan(request, pk: int) -> ActionPlan:
    rows = ActionPlan.objects.visible_to(request.user)
    rows = rows.select_related(
        "service__provider", "procedure", "replaces", "decision__meeting", "started_by"
    )
    return get_object_or_404(rows, pk=pk)


@needs(LOOK)
@require_safe
def plan_detail(request, pk):
    plan = find_plan(request, pk)
    context = plan_page(request.user, plan, timezone.localdate()) | {
        "may": request.user.has_perm(CHANGE),
        "letters": list(plan.letters.all()),
        "appeals": list(plan.appeals.all()),
        "newer": ActionPlan.objects.visible_to(request.user)
        .filter(replaces=plan)
        .select_related("service")
        .first(),
        "accesses": list(plan.service.provider.accesses.current().select_related("organisation"))
        if plan.service.provider
        else [],
    }
    return risk_page(request, "risk/plan_detail.html", "plans", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def plan_new(request, cqc_id):
    service = service_or_404(cqc_id)
    decisions = RiskDecision.objects.visible_to(request.user).filter(meeting__service=service)
    chosen = decisions.filter(pk=whole(request.GET.get("decision", ""))).first()
    begun = {"started_on": timezone.localdate(), "decision": chosen}
    form = StartPlan(typed(request), initial=begun, decisions=decisions.select_related("meeting"))
    words = {
        "title": "Start an action plan",
        "caption": str(service),
        "intro": "Written and agreed in partnership with the service: developmental, not punitive.",
        "guides": guides(found[1] if (found := instrument()) else None, "action_plan_principles"),
        "button": "Start the plan",
        "done": "Plan started. Add the concerns.",
        "back": back_to(service),
        "cited": "Blackpool policy 8, App 4",
    }
    return one_form(request, form, operations.start_plan, tab="plans", words=words, service=service)


def whole(text: str) -> int:
    """A key as it stands in an address; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def row_add(request, pk):
    plan = find_plan(request, pk)
    service, newest = plan.service, RiskAssessment.objects.in_force().filter(service=plan.service_id)
    concerns = Concern.objects.visible_to(request.user).open().filter(provider=service.provider_id)
    gradings = Grading.objects.visible_to(request.user).filter(assessment__in=newest).exclude(issue="")
    form = AddRow(typed(request), concerns=concerns, gradings=gradings.order_by("person__number", "order"))
    words = said(plan, "Add a concern to the plan", "Add the concern", "Concern added.")
    return one_form(request, form, operations.add_row, tab="plans", words=words, to=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def row_change(request, pk, row):
    plan = find_plan(request, pk)
    found = get_object_or_404(ActionPlanRow.objects.visible_to(request.user), plan=plan, pk=row)
    begun = {name: getattr(found, name) for name in ChangeRow.base_fields}
    form = ChangeRow(typed(request), initial=begun, pack=pack_of(plan))
    words = said(plan, f"Concern {found.number}", "Save", "Saved.")
    return one_form(request, form, operations.change_row, tab="plans", words=words, to=plan, row=found)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def plan_close(request, pk):
    plan = find_plan(request, pk)
    form = ClosePlan(typed(request), initial={"closed_on": timezone.localdate(), "version": plan.version})
    words = said(plan, "Close the plan", "Close the plan", "Plan closed. Log the letter to the provider.")
    words["intro"] = "Each concern that is not met needs one of the three next steps first."
    return one_form(request, form, operations.close_plan, tab="plans", words=words, to=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def plan_carry_over(request, pk):
    plan = find_plan(request, pk)
    begun = {"started_on": timezone.localdate(), "agreed_with": plan.agreed_with}
    form = CarryOver(typed(request), initial=begun)
    words = said(plan, "Start the next plan", "Start the next plan", "Next plan started.")
    words["intro"] = "Concerns carried forward go into it with their number, and say where they came from."
    return one_form(request, form, operations.carry_over, tab="plans", words=words, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def plan_show(request, pk):
    """Shown to the provider's own people, or hidden from them again."""
    plan = find_plan(request, pk)
    form = Form(typed(request))
    if plan.shown_at:
        words = said(
            plan, "Hide the plan from the provider", "Hide it", "The provider no longer sees the plan."
        )
        words["intro"] = "What the provider answered stays."
        operation = operations.hide_plan
    else:
        words = said(
            plan, "Show the plan to the provider", "Show it", "The provider’s people see the plan now."
        )
        words["intro"] = (
            "People of the provider’s own organisation see the concerns of this plan, and answer to each. They see "
            "nothing else: no decision, no assessment, no other service of yours."
        )
        operation = operations.show_plan
    return one_form(request, form, operation, tab="plans", words=words, to=plan, plan=plan)


def said(plan: ActionPlan, title: str, button: str, done: str) -> dict:
    back = plan.get_absolute_url()
    return {"title": title, "caption": str(plan), "button": button, "done": done, "back": back}
