"""Meetings about poor performance and what they decided; reviews; letters. Blackpool policy 7."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import FailureEvent, Meeting
from events.operations.scope import covering
from providers.models import Service
from risk import foreseen
from risk.forms.decisions import DecisionForm, LetterForm, MeetingForm, ReviewForm
from risk.models import ActionPlan, Appeal, RiskDecision, RiskMeeting, Suspension, Termination
from risk.operations import appeals as letters
from risk.operations import decisions as operations
from risk.operations.instruments import instrument, pack_of
from risk.rules.guidance import BEFORE_DECIDING, guides
from risk.rules.instrument import actions_of, section_of
from risk.rules.options import LISTS, leads_to
from risk.views.concerns import PAGE, back_to, service_or_404
from risk.views.pages import one_form, risk_page

LOOK, CHANGE = "risk.view_riskdecision", operations.CHANGE
STEPS = {
    "decision": RiskDecision, "plan": ActionPlan, "suspension": Suspension, "termination": Termination,
    "appeal": Appeal,
}  # fmt: skip


@needs(LOOK)
@require_safe
def decision_list(request):
    """Decisions, those to be reviewed by their date first."""
    rows = RiskDecision.objects.visible_to(request.user).select_related("meeting__service")
    show, today = request.GET.get("show", ""), timezone.localdate()
    due = rows.to_review().filter(review_on__lt=today)
    shown = {"due": due.order_by("review_on", "pk")}.get(show, rows)
    terminations = list(Termination.objects.visible_to(request.user).open().select_related("service"))
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "show": show,
        "counts": {"": rows.count(), "due": due.count()},
        "today": today,
        "terminations": terminations,
        "with_plan": foreseen.with_a_plan(request.user, [one.service for one in terminations]),
        "appeals": list(Appeal.objects.visible_to(request.user).open().select_related("service")),
    }
    return risk_page(request, "risk/decision_list.html", "decisions", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def meeting_new(request, cqc_id):
    service, found = service_or_404(cqc_id), instrument()
    if found is None:
        return risk_page(request, "risk/no_instrument.html", "decisions", {}, code=409)
    begun = {"held_on": timezone.localdate(), "kind": request.GET.get("kind", "")}
    form = MeetingForm(
        typed(request), initial=begun, pack=found[1], meetings=meetings_about(request.user, service)
    )
    words = {
        "title": "Record a meeting about performance",
        "caption": str(service),
        "button": "Save the meeting",
        "done": "Meeting saved. Record what it decided.",
        "back": back_to(service),
        "cited": section_of(found[1], "meeting_options"),
    }
    return one_form(request, form, operations.record_meeting, tab="decisions", words=words, service=service)


def meetings_about(user, service: Service):
    """Meetings of the events that cover the service."""
    return (
        Meeting.objects.visible_to(user)
        .filter(event__in=events_of(user, service))
        .order_by("-held_on", "-pk")
    )


def events_of(user, service: Service):
    """The events of a service that were logged, also those that are over."""
    rows = FailureEvent.objects.visible_to(user).exclude(status__in=FailureEvent.NEVER_LOGGED)
    return rows.filter(covering(service))


def find_meeting(request, pk: int) -> RiskMeeting:
    rows = RiskMeeting.objects.visible_to(request.user)
    rows = rows.select_related(
        "service__provider", "procedure", "assessment", "meeting__event", "recorded_by"
    )
    return get_object_or_404(rows, pk=pk)


@needs(LOOK)
@require_safe
def meeting_detail(request, pk):
    """Who met, what was decided, what it began, and what follows from it."""
    meeting = find_meeting(request, pk)
    pack = pack_of(meeting)
    decisions = list(
        meeting.decisions.select_related("meeting__service", "reviewed_by").prefetch_related(
            "letters", "appeals", "action_plans__service", "suspensions__service", "terminations__service"
        )
    )
    for one in decisions:
        one.leads = leads_to(pack, meeting.kind, one.options)
    context = {
        "meeting": meeting,
        "decisions": decisions,
        "may": request.user.has_perm(CHANGE),
        "today": timezone.localdate(),
        "expected": actions_of(pack, meeting.level) if meeting.level else None,
        "guides": guides(pack, "contracts_team"),
        "cited": section_of(pack, LISTS[meeting.kind]),
    }
    return risk_page(request, "risk/meeting_detail.html", "decisions", context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def decision_new(request, pk):
    meeting = find_meeting(request, pk)
    pack, found = pack_of(meeting), operations.options_of(meeting)
    if not found:
        missing = f"{pack.title} names no options of the {meeting.get_kind_display()}."
        return risk_page(request, "risk/no_instrument.html", "decisions", {"missing": missing}, code=409)
    form = DecisionForm(typed(request), found=found, level=meeting.level)
    said = " ".join(
        [f"Level of risk: {meeting.level}." if meeting.level else "No risk assessment is signed.",
         f"Category: {meeting.category}." if meeting.category else ""]
    )  # fmt: skip
    words = {
        "title": f"What the {meeting.get_kind_display()} decided",
        "caption": str(meeting.service),
        "intro": f"{said} Suggestions are possibilities: nothing is decided by the level.",
        "button": "Save the decision",
        "done": "Decision saved.",
        "guides": guides(pack, *BEFORE_DECIDING),
        "back": meeting.get_absolute_url(),
        "cited": section_of(pack, LISTS[meeting.kind]),
    }
    return one_form(
        request, form, operations.decide, tab="decisions", words=words, to=meeting, meeting=meeting
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def decision_review(request, pk):
    rows = RiskDecision.objects.visible_to(request.user).select_related("meeting__service")
    decision = get_object_or_404(rows, pk=pk)
    form = ReviewForm(typed(request), initial={"reviewed_on": timezone.localdate()})
    words = {
        "title": "Review of the decision",
        "caption": str(decision.service),
        "intro": f"{decision}. To be reviewed on {decision.review_on:%-d %B %Y}. Tell the provider in writing.",
        "button": "Save the review",
        "done": "Review saved. Log the letter that tells the provider.",
        "back": decision.get_absolute_url(),
    }
    return one_form(
        request,
        form,
        operations.review_decision,
        tab="decisions",
        words=words,
        to=decision,
        decision=decision,
    )


def find_step(request, kind: str, pk: int):
    """The step that a letter or an appeal is about, if this person may see it."""
    if kind not in STEPS:
        raise Http404
    rows = STEPS[kind].objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("meeting__service" if kind == "decision" else "service"), pk=pk
    )


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def letter_new(request, kind, pk):
    step = find_step(request, kind, pk)
    form = LetterForm(typed(request), initial={"sent_on": timezone.localdate()})
    words = {
        "title": "Log a letter",
        "caption": str(step),
        "intro": "The service sends no letter. Record what was sent, so that it can be shown later.",
        "button": "Log the letter",
        "done": "Letter logged.",
        "back": step.get_absolute_url(),
    }
    return one_form(request, form, letters.log_letter, tab="decisions", words=words, to=step, step=step)
