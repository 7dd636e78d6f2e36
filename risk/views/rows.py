"""The grid of one sampled person, and one row of it with the matrix beside the form. Blackpool policy App 2 Step 1."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.versions import Conflict
from events.procedure.pack import Pack
from events.views.pages import CLASHED, status
from risk import grid
from risk.forms.assessments import RowForm
from risk.models import Grading, RiskAssessment, SampledPerson
from risk.operations.gradings import LEADS, NOT_YOURS, fill_row, may_fill, mine
from risk.operations.instruments import pack_of
from risk.rules.parties import needs_agreement
from risk.rules.summary import collate, lacks_action
from risk.views.pages import find_assessment, risk_page
from trackers.views.moves import show_both


@needs("risk.view_riskassessment")
@require_safe
def person_detail(request, pk, number):
    """All rows of one sampled person that the reader may see."""
    assessment = find_assessment(request, pk)
    person = get_object_or_404(assessment.people, number=number)
    context = person_frame(request, assessment, person, pack_of(assessment))
    return risk_page(request, "risk/person_detail.html", "assessments", context)


def person_frame(request, assessment: RiskAssessment, person: SampledPerson, pack: Pack) -> dict:
    """The heading, the facts and the rows of a person: four queries."""
    rows = list(Grading.objects.visible_to(request.user).filter(person=person).order_by("order"))
    own = mine(request.user, assessment)
    lines = [
        {
            "row": row,
            "person": grid.graded(pack, row.score, row.band),
            "others": grid.graded(pack, row.others_score, row.others_band),
            "lacks_action": lacks_action(row),
            "may_fill": not assessment.is_signed and may_fill(request.user, row, own),
        }
        for row in rows
    ]
    return {
        "assessment": assessment,
        "person": person,
        "people": list(assessment.people.order_by("number")),
        "lines": lines,
        "summary": collate(pack, rows),
        "own": own,
        "not_yours": 0 if assessment.is_signed else sum(not line["may_fill"] for line in lines),
    }


@needs("risk.fill_riskassessment")
@require_http_methods(["GET", "POST"])
def row_fill(request, pk, row):
    """One row: the issue and the matrix for the person and for others; saving goes on to the next row."""
    assessment = find_assessment(request, pk)
    rows = Grading.objects.visible_to(request.user).filter(assessment=assessment)
    grading = get_object_or_404(rows.select_related("person", "assessment"), pk=row)
    pack = pack_of(assessment)
    context = person_frame(request, assessment, grading.person, pack)
    if not may_fill(request.user, grading, context["own"]):
        raise PermissionDenied(NOT_YOURS.format(" or ".join(grading.parties) or "the council"))
    if assessment.is_signed and request.method != "POST":
        messages.info(request, "This assessment is signed. Make a new version to change it.")
        return redirect("risk:person-detail", assessment.pk, grading.person.number)
    agreement = needs_agreement(grading.parties, context["own"], leads=request.user.has_perm(LEADS))
    form = RowForm(typed(request), initial=begun(grading), pack=pack, grading=grading, agreement=agreement)
    following = next_row(context["lines"], grading)
    if request.method == "POST" and form.is_valid() and form.run(fill_row, by=request.user, grading=grading):
        return saved(request, assessment, grading, following)
    return row_page(request, form, grading, pack, context | {"following": following, "agreement": agreement})


def begun(grading: Grading) -> dict:
    """The row as the form shows it."""
    return {
        "issue": grading.issue,
        "immediate_action": grading.immediate_action,
        "agreed_with": grading.agreed_with,
        "person": cell(grading.impact, grading.likelihood),
        "others": cell(grading.others_impact, grading.others_likelihood),
        "version": grading.version,
    }


def cell(impact: int | None, likelihood: int | None) -> str:
    return "" if impact is None else f"{impact}-{likelihood}"


def next_row(lines: list[dict], grading: Grading) -> Grading | None:
    """The row after this one that the person fills in."""
    return next(
        (line["row"] for line in lines if line["may_fill"] and line["row"].order > grading.order), None
    )


def saved(request, assessment: RiskAssessment, grading: Grading, following: Grading | None):
    """On to the next row, or back to the person's grid. Says so when a chosen cell was not kept."""
    words = f"Row {grading.domain_number} saved."
    if not request.POST.get("issue", "").strip() and (
        request.POST.get("person") or request.POST.get("others")
    ):
        words = f"Row {grading.domain_number} saved without a grading, because no issue is entered."
    messages.success(request, words)
    if "next" in request.POST and following:
        return redirect("risk:row-fill", assessment.pk, following.pk)
    return redirect("risk:person-detail", assessment.pk, grading.person.number)


def row_page(request, form: RowForm, grading: Grading, pack: Pack, context: dict):
    code = status(request, form)
    if isinstance(form.refusal, Conflict):
        code, form = CLASHED, show_both(form)
    chosen = {name: form[name].value() or "" for name in ("person", "others")}
    context |= {
        "form": form,
        "grading": grading,
        "matrices": [
            {
                "name": name,
                "legend": form[name].label if name == "others" else f"Risk to {grading.person.reference}",
                "rows": grid.matrix_rows(pack, chosen[name], others=name == "others"),
                "chosen": chosen[name],
                "error": " ".join(form[name].errors),
            }
            for name in ("person", "others")
        ],
        "columns": grid.columns(pack),
        "key": grid.key(pack),
        "source": grid.source_of(pack),
        "stop": reverse("risk:person-detail", args=[grading.assessment_id, grading.person.number]),
    }
    return risk_page(request, "risk/row_fill.html", "assessments", context, code=code)
