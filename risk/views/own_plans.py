"""What a provider's own people see: the action plans that were shown to it, and nothing else. Blackpool policy 8."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from govuk.forms import Form
from govuk.htmx import render_page
from providers.models import Provider
from risk.forms.action_plans import AnswerForm
from risk.forms.suspensions import AccessForm
from risk.models import ActionPlan, ActionPlanRow, ProviderAccess
from risk.operations import provider_access
from risk.operations.action_plans import ANSWER, answer_row
from risk.plan_reading import plan_list_of, plan_page, plan_sheet
from risk.views.action_plans import find_plan, said
from risk.views.decisions import CHANGE, LOOK
from risk.views.pages import one_form

SHEETS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@needs(ANSWER)
@require_safe
def own_plan_list(request):
    """The provider's plans, open ones first. Bounded: a provider has few."""
    plans = ActionPlan.objects.visible_to(request.user).select_related("service", "procedure")
    lines = plan_list_of(request.user, plans.order_by("closed_on", "-started_on")[:100], timezone.localdate())
    return render_page(request, "risk/own_plan_list.html", {"lines": lines, "today": timezone.localdate()})


@needs(ANSWER)
@require_safe
def own_plan_detail(request, pk):
    plan = find_own(request, pk)
    return render_page(
        request, "risk/own_plan_detail.html", plan_page(request.user, plan, timezone.localdate())
    )


def find_own(request, pk: int) -> ActionPlan:
    rows = ActionPlan.objects.visible_to(request.user).select_related("service", "procedure")
    return get_object_or_404(rows, pk=pk)


@needs(ANSWER)
@require_http_methods(["GET", "POST"])
def own_row_answer(request, pk, row):
    """Response, evidence, and when it was done; nothing else of the row."""
    plan = find_own(request, pk)
    found = get_object_or_404(ActionPlanRow.objects.visible_to(request.user), plan=plan, pk=row)
    begun = {name: getattr(found, name) for name in AnswerForm.base_fields}
    form = AnswerForm(typed(request), initial=begun)
    back = reverse("risk:own-plan-detail", args=[plan.pk])
    words = {
        "title": f"Concern {found.number}",
        "caption": str(plan),
        "intro": f"Action required: {found.action}",
        "button": "Save your answer",
        "done": "Your answer is saved.",
        "back": back,
    }
    return one_form(request, form, answer_row, tab="", words=words, to=back, row=found)


@needs(LOOK)
@require_safe
def plan_spreadsheet(request, pk, kind):
    plan = find_plan(request, pk)
    content = plan_sheet(request.user, plan, kind, timezone.localdate())
    record_access(by=request.user, kind=AccessEntry.Kind.EXPORT, subject=str(plan))
    return download(content, SHEETS[kind], plan, kind)


def download(content: bytes, content_type: str, plan: ActionPlan, ending: str) -> HttpResponse:
    name = slugify(f"action plan {plan.number} {plan.service}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def access_new(request, pk):
    provider = get_object_or_404(Provider, pk=pk)
    words = {
        "title": "Let the provider answer",
        "caption": str(provider),
        "intro": "People of that organisation see the action plans that are shown to the provider, and nothing else.",
        "button": "Let them in",
        "done": "Its people can answer in the plans that are shown to them.",
        "back": provider.get_absolute_url(),
    }
    form = AccessForm(typed(request))
    operation = provider_access.open_access
    return one_form(request, form, operation, tab="plans", words=words, to=provider, provider=provider)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def access_end(request, pk):
    rows = (
        ProviderAccess.objects.visible_to(request.user).current().select_related("provider", "organisation")
    )
    access = get_object_or_404(rows, pk=pk)
    words = said(access, "End the provider’s access", "End it", "Its people see nothing any more.")
    form, operation = Form(typed(request)), provider_access.end_access
    return one_form(request, form, operation, tab="plans", words=words, to=access.provider, access=access)
