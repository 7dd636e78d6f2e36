"""A plan is published, reviewed, withdrawn, begun anew; its versions are read and compared. LGiU template T14."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from govuk.forms import Form
from govuk.words import full_date
from plans.contingency_reading import plan_page, warnings
from plans.forms.contingency import PublishPlan, Reason, ReviewPlan
from plans.models import ContingencyPlan, PlanVersion
from plans.operations import contingency as operations
from plans.operations.contingency_content import content_of
from plans.rules.ageing import review_after
from plans.rules.contingency_versions import differences
from plans.views.contingency_pages import CHANGE, LOOK, find_plan, one_form, plans_page, said

DRAFT = "draft"


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contingency_publish(request, pk):
    """What is empty or old is said before, and forbids nothing."""
    plan, today = find_plan(request, pk), timezone.localdate()
    if not plan.is_draft_open and request.method == "GET":
        messages.warning(request, operations.NO_DRAFT)
        return redirect(plan)
    begun = {"words": next_words(plan), "version": operations.draft_version(plan)}
    form = PublishPlan(typed(request), initial=begun)
    page = plan_page(request.user, plan, today)
    words = said(plan, "Publish the plan", "Publish", "Published. It is kept unchanged.") | {
        "template": "plans/contingency_publish.html",
        "intro": f"What is published is kept unchanged, with the facts as they stand today. Its review is due on "
        f"{full_date(review_after(today))}.",
        "complete": page["complete"],
        "warnings": warnings(page),
    }
    return one_form(request, form, operations.publish_plan, words=words, to=plan, plan=plan)


def next_words(plan: ContingencyPlan) -> str:
    """The version text that is offered: 1.0, 2.0 and so on; people may write another."""
    return f"{plan.versions.count() + 1}.0"


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contingency_draft(request, pk):
    plan = find_plan(request, pk)
    words = said(
        plan, "Start a new draft", "Start a new draft", "Draft open. Change its sections, then publish it."
    )
    words["intro"] = (
        "The plan is a draft again, with the words it had. No event offers it until it is published."
        if plan.is_withdrawn
        else "The draft begins with the words of the published plan, which stays in force until you publish the draft."
    )
    return one_form(request, Form(typed(request)), operations.open_draft, words=words, to=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contingency_review(request, pk):
    plan = find_plan(request, pk)
    form = ReviewPlan(typed(request), initial={"version": plan.version})
    words = said(plan, "Record a review that changes nothing", "Record the review", "Review recorded.")
    due = full_date(review_after(timezone.localdate()))
    words["intro"] = (
        f"The next review is due on {due}. Where something is to be changed, start a new draft instead."
    )
    return one_form(request, form, operations.review_plan, words=words, to=plan, record=plan, plan=plan)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def contingency_withdraw(request, pk):
    plan = find_plan(request, pk)
    words = said(plan, "Withdraw the plan", "Withdraw the plan", "Plan withdrawn.")
    words["intro"] = "No event offers it any more. Its versions and its history stay."
    form = Reason(typed(request))
    return one_form(request, form, operations.withdraw_plan, words=words, to=plan, plan=plan)


def find_version(request, plan: ContingencyPlan, number: int) -> PlanVersion:
    rows = PlanVersion.objects.visible_to(request.user).select_related("published_by", "plan")
    return get_object_or_404(rows, plan=plan, number=min(number, 32_000))


@needs(LOOK)
@require_safe
def version_detail(request, pk, number):
    """The plan as it was published, with the facts as they stood then."""
    plan = find_plan(request, pk)
    version = find_version(request, plan, number)
    context = {
        "plan": plan,
        "shown": version,
        "content": version.content,
        "versions": list(plan.versions.all()),
    }
    return plans_page(request, "plans/version_detail.html", context)


@needs(LOOK)
@require_safe
def version_compare(request, pk, number):
    """A version beside another one, or beside the open draft; the one before it unless asked otherwise."""
    plan = find_plan(request, pk)
    version = find_version(request, plan, number)
    others = [one for one in plan.versions.all() if one != version]
    asked = request.GET.get("with", "")
    if asked == DRAFT and plan.is_draft_open:
        first, second = version, None
        content = content_of(plan, request.user, timezone.localdate())
    else:
        chosen = next((one for one in others if str(one.number) == asked), None)
        other = (
            chosen
            or next((one for one in others if one.number < version.number), None)
            or next(iter(others), None)
        )
        if other is None:
            return plans_page(request, "plans/version_compare.html", {"plan": plan, "shown": version})
        first, second = sorted((version, other), key=lambda one: one.number)
        content = second.content
    context = {
        "plan": plan, "shown": version, "others": others, "first": first, "second": second,
        "differences": differences(first.content, content),
    }  # fmt: skip
    return plans_page(request, "plans/version_compare.html", context)
