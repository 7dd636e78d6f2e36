"""What the pages of contingency plans share: finding things, the frame, a form on a page of its own, a conflict."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from accounts.tabs import tabs
from accounts.versions import Conflict
from events.views import conflict
from events.views.pages import CLASHED, status
from govuk.htmx import render_page
from plans.models import ContingencyPlan
from plans.operations.contingency import CHANGE
from plans.tabs import PAGES

LOOK = "plans.view_contingencyplan"
MOST_NUMBER = 2**63 - 1


def find_plan(request, pk: int) -> ContingencyPlan:
    """The plan, if this person may open it; else the page that says it is not there."""
    rows = ContingencyPlan.objects.visible_to(request.user)
    rows = rows.select_related("service__provider", "provider", "procedure", "owner")
    return get_object_or_404(rows, pk=min(pk, MOST_NUMBER))


def plans_page(request, template: str, context: dict, *, tab: str = "plans", code: int | None = None):
    """A page in the frame of this room. A form that was refused is answered with 422."""
    frame = {
        "room": "Plans",
        "tabs": tabs(PAGES, request.user, tab),
        "may": request.user.has_perm(CHANGE),
    }
    answer = code or status(request, context.get("form"))
    return render_page(request, template, frame | context, status=answer)


def one_form(request, form, operation, /, *, words: dict, to=None, record=None, tab="plans", **kwargs):
    """Show the form, or carry it out and go on to `to`, else to what was made.

    `words`: title, button, done, caption, back (an address), intro. `record` is the versioned one that is edited.
    `template` among the words is a page of its own. `kwargs` are the operation's.
    """
    if conflict.run(request, form, operation, record, by=request.user, **kwargs):
        messages.success(request, words["done"])
        return redirect(to or form.result)
    if isinstance(form.refusal, Conflict):
        return conflict_page(request, form, words, tab)
    return plans_page(
        request, words.get("template", "govuk/room_form.html"), {"form": form, **words}, tab=tab
    )


def conflict_page(request, form, words: dict, tab: str):
    """Both values of each field, with who and when; what else was typed travels along, hidden."""
    context = conflict.asked_to_choose(request, form, words["title"]) | {"back": words["back"]}
    return plans_page(request, "plans/contingency_conflict.html", context, tab=tab, code=CLASHED)


def said(plan: ContingencyPlan, title: str, button: str, done: str, **more: str) -> dict:
    """The words of a form about a plan."""
    back = plan.get_absolute_url()
    return {"title": title, "caption": plan.title, "button": button, "done": done, "back": back, **more}
