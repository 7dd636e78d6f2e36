"""Joint risk assessments: the list, beginning one, what it comes to, settling, signing, versions. Blackpool App 2."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.procedure.pack import Pack
from risk import grid
from risk.documents import reads_all
from risk.forms.assessments import AddPeople, ReviseForm, SettleForm, SignForm, StartAssessment, ViewsForm
from risk.models import Grading, InitialAssessment, RiskAssessment
from risk.operations import assessments as operations
from risk.operations.content import content_of
from risk.operations.instruments import instrument, pack_of
from risk.rules.instrument import actions_of, items, shade, usual_category
from risk.rules.summary import Summary, collate
from risk.rules.versions import differences
from risk.views.concerns import PAGE, back_to, service_or_404
from risk.views.pages import LEADS, find_assessment, one_form, risk_page


@needs("risk.view_riskassessment")
@require_safe
def assessment_list(request):
    """Assessments that the person may open: those still open first, then by date."""
    rows = RiskAssessment.objects.visible_to(request.user).select_related("service").defer("content")
    page = Paginator(rows.order_by("signed_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "reads": not request.user.is_partner}
    return risk_page(request, "risk/assessment_list.html", "assessments", context)


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def assessment_new(request, cqc_id):
    service = service_or_404(cqc_id)
    if instrument() is None:
        return risk_page(request, "risk/no_instrument.html", "assessments", {}, code=409)
    initial = request.GET.get("initial", "")
    known = InitialAssessment.objects.visible_to(request.user).filter(service=service)
    first = (
        known.filter(pk=int(initial)).first()
        if initial.isascii() and initial.isdigit() and len(initial) < 10
        else None
    )
    form = StartAssessment(typed(request), initial={"started_on": timezone.localdate()})
    words = {
        "title": "Start a joint risk assessment",
        "caption": str(service),
        "button": "Start the assessment",
        "done": "Assessment started.",
        "back": back_to(service),
        "action": request.get_full_path(),
    }
    kwargs = {"service": service, "initial_assessment": first}
    return one_form(request, form, operations.start_assessment, tab="assessments", words=words, **kwargs)


def collated(user, assessment: RiskAssessment, pack: Pack) -> Summary:
    """What this person may read of the gradings, put together. One query for any number of people."""
    rows = Grading.objects.visible_to(user).filter(assessment=assessment).select_related("person")
    return collate(pack, rows.order_by("order", "person__number"))


@needs("risk.view_riskassessment")
@require_safe
def assessment_detail(request, pk):
    """What the sample comes to, step by step. A fixed number of queries for any number of people."""
    assessment = find_assessment(request, pk)
    pack, whole = pack_of(assessment), reads_all(request.user, assessment)
    people = list(assessment.people.order_by("number"))
    context = {
        "assessment": assessment,
        "summary": collated(request.user, assessment, pack),
        "people": people,
        "whole": whole,
        "leads": request.user.has_perm(LEADS) and not assessment.is_signed,
        "newer": RiskAssessment.objects.visible_to(request.user).filter(replaces=assessment).first(),
        "graded": lambda cell: grid.graded(pack, cell.score, cell.band) if cell else None,
        "shade": lambda level: f"app-{shade(pack, level)}",
        "steps": [item.label for item in items(pack, "risk_steps")],
        "cited": pack.cite(pack.risk_matrix),
    }
    if whole:
        context |= {
            "factors": list(assessment.factors.filter(withdrawn=False)),
            "contributors": list(assessment.contributors.current().select_related("user__organisation")),
            "actions": actions_of(pack, assessment.level),
        }
    return risk_page(request, "risk/assessment_detail.html", "assessments", context)


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def people_add(request, pk):
    assessment = find_assessment(request, pk)
    words = said(assessment, "Add people to the sample", "Add them", "People added.")
    form = AddPeople(typed(request))
    return one_form(
        request,
        form,
        operations.add_people,
        tab="assessments",
        words=words,
        to=assessment,
        assessment=assessment,
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def views_record(request, pk):
    assessment = find_assessment(request, pk)
    begun = {"people_views": assessment.people_views, "version": assessment.version}
    words = said(assessment, "Views of service users and carers", "Save the views", "Views saved.")
    form = ViewsForm(typed(request), initial=begun)
    return one_form(
        request,
        form,
        operations.record_views,
        tab="assessments",
        words=words,
        to=assessment,
        assessment=assessment,
    )


SETTLED = ("level", "level_reason", "category", "actions", "remedy", "target", "target_on", "version")


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def level_settle(request, pk):
    assessment = find_assessment(request, pk)
    pack = pack_of(assessment)
    highest = collated(request.user, assessment, pack).highest
    begun = {name: getattr(assessment, name) for name in SETTLED}
    if assessment.category == usual_category(pack, assessment.level):
        begun["category"] = ""  # it goes with the level, should that change
    form = SettleForm(typed(request), initial=begun, pack=pack, highest=highest.band if highest else "")
    words = said(assessment, "Overall level of risk, and what is done", "Save the level", "Level saved.")
    words["intro"] = (
        f"The highest grading is {highest.score}, {highest.band}: row {highest.row.domain_number}, "
        f"{highest.row.domain_label}, for {highest.side}. Nothing is decided by the score."
        if highest
        else "No row is graded yet. Nothing is decided by the score."
    )
    words["cited"] = actions_of(pack, "").section
    return one_form(
        request,
        form,
        operations.settle_level,
        tab="assessments",
        words=words,
        to=assessment,
        assessment=assessment,
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def assessment_sign(request, pk):
    assessment, user = find_assessment(request, pk), request.user
    begun = {
        "completed_by": user.name,
        "designation": user.get_role_display(),
        "organisation": str(user.organisation),
        "phone": user.phone,
        "email": user.email,
        "signed_on": timezone.localdate(),
        "version": assessment.version,
    }
    form = SignForm(typed(request), initial=begun)
    words = said(
        assessment, "Sign the assessment", "Sign and lock it", "Signed. It can no longer be changed."
    )
    words["intro"] = "Signing locks the assessment. A later change makes a new version."
    return one_form(
        request,
        form,
        operations.sign_assessment,
        tab="assessments",
        words=words,
        to=assessment,
        assessment=assessment,
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def assessment_again(request, pk):
    assessment = find_assessment(request, pk)
    words = said(assessment, "Make a new version", "Make a new version", "New version made.")
    words["intro"] = "It begins as the signed one stands. The signed one stays as it is."
    form = ReviseForm(typed(request))
    operation = operations.revise_assessment
    return one_form(request, form, operation, tab="assessments", words=words, assessment=assessment)


@needs("risk.view_riskassessment")
@require_safe
def assessment_compare(request, pk):
    """This version beside the one that it replaces, or beside another of the service."""
    assessment = find_assessment(request, pk)
    if not reads_all(request.user, assessment):
        raise Http404
    others = RiskAssessment.objects.visible_to(request.user).read_whole_by(request.user)
    others = others.filter(service=assessment.service).exclude(pk=pk)
    others = others.select_related("procedure").order_by("-started_on", "-pk")
    other = beside(assessment, others, request.GET.get("with", ""))
    context = {"assessment": assessment, "other": other, "others": list(others)}
    if other:
        pair = sorted(
            (assessment, other), key=lambda one: (one.signed_at is None, one.signed_at or 0, one.pk)
        )
        context |= {
            "before": pair[0],
            "after": pair[1],
            "differences": differences(*map(content_as_kept, pair)),
        }
    return risk_page(request, "risk/assessment_compare.html", "assessments", context)


def beside(assessment: RiskAssessment, others, chosen: str) -> RiskAssessment | None:
    """The version that was chosen, else the one that this one replaces, else the latest; of those one may read."""
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 10:
        return get_object_or_404(others, pk=int(chosen))
    return others.filter(pk=assessment.replaces_id).first() or others.first()


def content_as_kept(assessment: RiskAssessment) -> dict:
    """What signing kept, or what an open one says now."""
    return assessment.content if assessment.is_signed else content_of(assessment)


def said(assessment: RiskAssessment, title: str, button: str, done: str) -> dict:
    back = assessment.get_absolute_url()
    return {"title": title, "caption": str(assessment), "button": button, "done": done, "back": back}
