"""The end of an event: what is still open, contracts that end, what was learnt. Staffordshire SOP 11.7, 11.8."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.resolution import IssueTermination, RecordFinding, UpdateFinding
from events.models import FailureEvent, Finding, Meeting, Termination
from events.operations import resolution as operations
from events.operations.loose_ends import lessons_held, loose_ends, outcomes_of
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from govuk.words import due_words

ACT = "events.change_action"


@needs("events.view_step")
@require_safe
def resolution(request, reference):
    """What is left to do before the event can be resolved and closed, and what became of everybody."""
    event = find_event(request, reference)
    runs = request.user.has_perm("events.change_failureevent")
    context = {
        "title": "Resolution",
        "ends": loose_ends(event) if event.is_live else [],
        "outcomes": outcomes_of(event),
        "terminations": list(Termination.objects.visible_to(request.user).filter(event=event)),
        "may_issue": event.is_live and request.user.has_perm(ACT),
        "next": next_of(event) if runs else None,
        "parts": parts(event, "resolution"),
    }
    return event_page(request, "events/resolution.html", event, "resolution", context)


def next_of(event: FailureEvent) -> tuple[str, str] | None:
    """The words and the address of what ends the event, or opens it again."""
    pages = {
        FailureEvent.Status.INVOKED: ("Resolve the event", "events:event-resolve"),
        FailureEvent.Status.RESOLVED: ("Close the event", "events:event-close"),
        FailureEvent.Status.CLOSED: ("Open the event again", "events:event-reopen"),
        FailureEvent.Status.STOOD_DOWN: ("Open the event again", "events:event-reopen"),
    }
    if event.status not in pages:
        return None
    words, name = pages[event.status]
    return words, reverse(name, args=[event.reference])


def parts(event: FailureEvent, active: str) -> list[dict]:
    """The pages below Resolution."""
    start = event.get_absolute_url()
    found = [
        ("resolution", "What is still open", "resolution/"),
        ("reviews", "Six-week reviews", "reviews/"),
        ("lessons", "Lessons learnt", "lessons/"),
    ]
    return [{"text": text, "href": start + below, "active": key == active} for key, text, below in found]


@needs(ACT)
@require_http_methods(["GET", "POST"])
def termination_add(request, reference):
    event = find_event(request, reference)
    begun = {
        "issued_to": event.provider.name,
        "issued_on": timezone.localdate(),
        "issued_by": request.user.name,
    }
    form = IssueTermination(typed(request), initial=begun)
    if run(request, form, operations.record_termination, None, by=request.user, event=event):
        messages.success(request, f"Recorded: {form.result}.")
        return redirect("events:resolution", event.reference)
    context = {"title": "Record a termination document", "form": form, "button": "Record it"}
    context["cancel"] = reverse("events:resolution", args=[event.reference])
    return event_page(request, "events/meeting_part_form.html", event, "resolution", context)


@needs("events.view_step")
@require_safe
def lesson_list(request, reference):
    """The lessons learnt meeting, what it found, and how far that is."""
    event, today = find_event(request, reference), timezone.localdate()
    found = list(Finding.objects.visible_to(request.user).filter(event=event).select_related("owner"))
    for one in found:
        one.late = due_words(one.due_on, today) if one.done_on is None and one.due_on < today else ""
    meetings = Meeting.objects.visible_to(request.user).filter(event=event, kind=Meeting.Kind.LESSONS)
    context = {
        "title": "Lessons learnt",
        "meetings": list(meetings.exclude(state=Meeting.State.CANCELLED).select_related("event")),
        "was_held": lessons_held(event),
        "open": [one for one in found if one.done_on is None],
        "done": [one for one in found if one.done_on],
        "may_act": request.user.has_perm(ACT) and event.status not in FailureEvent.NEVER_LOGGED,
        "may_plan": request.user.has_perm("events.add_meeting") and event.is_live,
        "parts": parts(event, "lessons"),
    }
    return event_page(request, "events/lesson_list.html", event, "resolution", context)


@needs(ACT)
@require_http_methods(["GET", "POST"])
def finding_add(request, reference):
    event = find_event(request, reference)
    form = RecordFinding(typed(request), event=event)
    if run(request, form, operations.record_finding, None, by=request.user, event=event):
        messages.success(request, "The finding is kept.")
        return redirect("events:lesson-list", event.reference)
    return finding_page(request, event, form, "Add a finding")


@needs(ACT)
@require_http_methods(["GET", "POST"])
def finding_change(request, reference, pk):
    event = find_event(request, reference)
    finding = get_object_or_404(Finding.objects.visible_to(request.user).filter(event=event), pk=pk)
    finding.event = event
    names = ("happened", "change", "owner", "owner_name", "due_on", "progress", "done_on", "version")
    begun = {name: getattr(finding, name) for name in names}
    if finding.owner_id:
        begun["owner_name"] = ""
    form = UpdateFinding(typed(request), event=event, initial=begun)
    if run(request, form, operations.update_finding, finding, by=request.user, finding=finding):
        messages.success(request, "The finding is saved.")
        return redirect("events:lesson-list", event.reference)
    if is_conflict(form):
        return conflict_page(request, event, "resolution", form, "the finding")
    return finding_page(request, event, form, "Change the finding")


def finding_page(request, event, form, title):
    context = {"title": title, "form": form, "button": "Save the finding"}
    context["cancel"] = reverse("events:lesson-list", args=[event.reference])
    return event_page(request, "events/meeting_part_form.html", event, "resolution", context)
