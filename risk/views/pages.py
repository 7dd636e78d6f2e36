"""What the pages of this room share: finding things, a form on a page of its own, the answer to a refused one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from accounts.tabs import tabs
from accounts.versions import Conflict
from events.views.pages import CLASHED, status
from govuk.htmx import render_page
from risk.models import RiskAssessment
from risk.tabs import PAGES
from trackers.views.moves import show_both

LEADS = "risk.change_riskassessment"


def find_assessment(request, pk: int) -> RiskAssessment:
    """The assessment, if this person may open it; else the page that says it is not there."""
    rows = RiskAssessment.objects.visible_to(request.user)
    rows = rows.select_related("service__provider", "procedure", "signed_by", "started_by", "replaces")
    return get_object_or_404(rows, pk=pk)


def risk_page(request, template: str, tab: str, context: dict, *, code: int | None = None):
    """A page in the frame of this room. A form that was refused is answered with 422."""
    frame = {"room": "Risk", "tabs": tabs(PAGES, request.user, tab)}
    return render_page(
        request, template, frame | context, status=code or status(request, context.get("form"))
    )


def one_form(
    request, form, operation, /, *, tab: str, words: dict, to=None, template="risk/form.html", **kwargs
):
    """Show the form, or carry it out and go on to `to`, else to what was made.

    `words`: title, button, done, caption, back (an address), intro, guides. `kwargs` are the operation's.
    """
    if request.method == "POST" and form.is_valid() and form.run(operation, by=request.user, **kwargs):
        messages.success(request, words["done"])
        return redirect(to or form.result)
    code = None
    if isinstance(form.refusal, Conflict):
        code, form = CLASHED, show_both(form)
    return risk_page(request, template, tab, {"form": form, **words}, code=code)
