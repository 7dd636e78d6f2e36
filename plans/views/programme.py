"""The market programme: contingency projects of the whole council. Coventry outline 7 / Market programme."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from plans.forms.programme import AddProject, ChangeProject
from plans.models import MarketProject
from plans.operations import programme as operations
from plans.views.contingency_pages import one_form, plans_page

LOOK, CHANGE = "plans.view_marketproject", operations.CHANGE
TAB = "programme"


@needs(LOOK)
@require_safe
def project_list(request):
    """Projects in the order of the outline, then the council's own; which are late."""
    today = timezone.localdate()
    rows = list(MarketProject.objects.visible_to(request.user).select_related("procedure"))
    context = {
        "title": "Market programme",
        "rows": rows,
        "late": sum(is_late(row, today) for row in rows),
        "today": today,
        "is_late": is_late,
        "to_take": len(operations.rows_to_take()),
        "may": request.user.has_perm(CHANGE),
    }
    return plans_page(request, "plans/project_list.html", context, tab=TAB)


def is_late(row: MarketProject, today) -> bool:
    return row.state in MarketProject.OPEN and row.due_on is not None and row.due_on < today


@needs(CHANGE)
@require_POST
def programme_take(request):
    """The projects of the outline are put on the list."""
    try:
        made = operations.take_programme(by=request.user)
        messages.success(request, f"Projects taken from the outline: {len(made)}.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("plans:project-list")


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def project_new(request):
    form = AddProject(typed(request), initial={"state": MarketProject.State.NOT_STARTED})
    words = said("Add a project", "Add the project", "Project added.")
    return one_form(request, form, operations.add_project, tab=TAB, words=words, to=words["back"])


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def project_change(request, pk):
    row = get_object_or_404(MarketProject.objects.visible_to(request.user), pk=pk)
    names = ("area", "project", "timescale", "due_on", "owner", "state", "progress", "version")
    form = ChangeProject(typed(request), initial={name: getattr(row, name) for name in names})
    words = said(str(row), "Save", "Saved.")
    return one_form(
        request, form, operations.change_project, words=words, to=words["back"], record=row, tab=TAB, row=row
    )


def said(title: str, button: str, done: str) -> dict:
    back = reverse("plans:project-list")
    cited = "Coventry outline 7 / Market programme"
    return {"title": title, "button": button, "done": done, "back": back, "cited": cited}
