"""Initial assessments: made, read, decided by a person, looked at again. Blackpool policy 5, App 1."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from risk.forms.initial import DecideInitial, EditInitial, FollowUp, MakeInitial
from risk.models import Concern, InitialAssessment
from risk.operations import initial as operations
from risk.operations.instruments import instrument, pack_of
from risk.reading import with_words
from risk.rules import initial as rules
from risk.rules.guidance import LEARNING_MORE, guides
from risk.rules.instrument import label_of
from risk.views.concerns import PAGE, back_to, service_or_404
from risk.views.pages import LEADS, one_form, risk_page


def find_initial(request, pk: int) -> InitialAssessment:
    rows = InitialAssessment.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("service__provider", "procedure", "started_by", "decided_by"), pk=pk
    )


@needs("risk.view_concern")
@require_safe
def initial_list(request):
    """Those to look at again and those without an outcome come first by their own lists."""
    rows = InitialAssessment.objects.visible_to(request.user).select_related("service")
    show = request.GET.get("show", "")
    shown = {"open": rows.undecided, "again": rows.to_follow_up}.get(show, rows.all)()
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "show": show,
        "counts": {"open": rows.undecided().count(), "again": rows.to_follow_up().count(), "": rows.count()},
        "today": timezone.localdate(),
    }
    return risk_page(request, "risk/initial_list.html", "initial", context)


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def initial_new(request, cqc_id):
    service, found = service_or_404(cqc_id), instrument()
    if found is None:
        return risk_page(request, "risk/no_instrument.html", "initial", {}, code=409)
    concerns = Concern.objects.visible_to(request.user).open().filter(provider=service.provider_id)
    form = MakeInitial(
        typed(request), initial={"started_on": timezone.localdate()}, pack=found[1], concerns=concerns
    )
    words = {
        "title": found[1].initial_assessment.title,
        "caption": str(service),
        "button": "Save the assessment",
        "done": "Assessment saved.",
        "back": back_to(service),
        "cited": found[1].cite(found[1].initial_assessment),
    }
    return one_form(
        request, form, operations.make_initial_assessment, tab="initial", words=words, service=service
    )


@needs("risk.view_concern")
@require_safe
def initial_detail(request, pk):
    assessment = find_initial(request, pk)
    pack = pack_of(assessment)
    context = {
        "assessment": assessment,
        "form_title": pack.initial_assessment.title,
        "nature": rules.nature(pack),
        "answers": rules.answered(pack, assessment.scores),
        "total": rules.total(pack, assessment.scores),
        "occasion": label_of(pack, "assessment_occasions", assessment.occasion),
        "outcome": rules.outcome(pack, assessment.outcome),
        "concerns": with_words(list(assessment.concerns.select_related("service", "provider"))),
        "assessments": list(assessment.risk_assessments.order_by("number").select_related("service")),
        "cited": pack.cite(pack.initial_assessment),
        "guides": guides(pack, *LEARNING_MORE) if assessment.outcome is None else [],
    }
    return risk_page(request, "risk/initial_detail.html", "initial", context)


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def initial_edit(request, pk):
    assessment = find_initial(request, pk)
    answers = {f"criterion_{number}": score for number, score in assessment.scores.items()}
    begun = {"nature": assessment.nature, "version": assessment.version} | answers
    form = EditInitial(typed(request), initial=begun, pack=pack_of(assessment))
    words = {
        "title": "Answers to the criteria",
        "caption": str(assessment.service),
        "button": "Save the answers",
        "done": "Answers saved.",
        "back": assessment.get_absolute_url(),
    }
    operation = operations.edit_initial_assessment
    return one_form(
        request, form, operation, tab="initial", words=words, to=assessment, assessment=assessment
    )


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def initial_decide(request, pk):
    """The outcome; the one that opens the tool leads straight to it."""
    assessment = find_initial(request, pk)
    pack = pack_of(assessment)
    form = DecideInitial(typed(request), initial={"version": assessment.version}, pack=pack)
    counted = rules.total(pack, assessment.scores)
    says = (
        f"The total is {counted.total} (from {counted.minimum} to {counted.maximum})."
        if counted.total
        else ""
    )
    words = {
        "title": "Outcome of the assessment",
        "caption": str(assessment.service),
        "intro": f"{says} It decides nothing: the outcome is your judgement.",
        "guides": guides(pack, "poor_performance", "proportionality"),
        "button": "Record the outcome",
        "done": "Outcome recorded.",
        "back": assessment.get_absolute_url(),
    }
    to = next_address(assessment, pack, request.POST.get("outcome", ""))
    operation = operations.decide_initial_assessment
    return one_form(request, form, operation, tab="initial", words=words, to=to, assessment=assessment)


def next_address(assessment: InitialAssessment, pack, chosen: str) -> str:
    """Where an outcome leads: the one that warrants the procedures to the tool."""
    outcome = (
        rules.outcome(pack, int(chosen))
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 4
        else None
    )
    if outcome and outcome.then == "risk_assessment":
        begin = reverse("risk:assessment-new", args=[assessment.service.cqc_id])
        return f"{begin}?initial={assessment.pk}"
    return assessment.get_absolute_url()


@needs(LEADS)
@require_http_methods(["GET", "POST"])
def initial_follow_up(request, pk):
    assessment = find_initial(request, pk)
    begun = {"done_on": timezone.localdate(), "version": assessment.version}
    words = {
        "title": "Looked at again",
        "caption": str(assessment.service),
        "button": "Record it",
        "done": "Recorded.",
        "back": assessment.get_absolute_url(),
    }
    form = FollowUp(typed(request), initial=begun)
    return one_form(
        request, form, operations.follow_up, tab="initial", words=words, to=assessment, assessment=assessment
    )
