"""Actions, information asked for, updates to the provider, people without an account. SOP 4.2, 11.6, 11.7."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.agreed import with_meeting
from events.forms.minutes import (
    AddOutsider,
    AgreeAction,
    AskForInformation,
    EndOutsider,
    UpdateAction,
    UpdateRequest,
)
from events.models import Action, Communication, InformationRequest, Meeting, OutsidePerson
from events.operations import actions as operations
from events.operations import outsiders
from events.operations.provider_updates import update_of
from events.views.conflict import conflict_page, is_conflict, run
from events.views.meeting_page import line_of, may, parts
from events.views.pages import event_page, find_event
from govuk.words import due_words


@needs("events.view_meeting")
@require_safe
def action_list(request, reference):
    """Open actions, late ones first; then those that are done. A partner has its own."""
    event, today = find_event(request, reference), timezone.localdate()
    actions = with_meeting(Action.objects.visible_to(request.user).filter(event=event), request.user)
    held = Meeting.objects.visible_to(request.user).filter(event=event, state=Meeting.State.HELD)
    held = list(held.filter(kind=Meeting.Kind.RESPONSE))
    lines = [line_of(action, today, held) for action in actions]
    context = {
        "title": "Actions",
        "open": [line for line in lines if line.action.done_on is None],
        "done": [line for line in lines if line.action.done_on],
        "may_act": may(request, event, "events.change_action"),
        "parts": parts(request, event, "actions"),
    }
    return event_page(request, "events/action_list.html", event, "meetings", context)


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def action_create(request, reference):
    """A new action; `?meeting=` the number of the one at which it was agreed."""
    event = find_event(request, reference)
    meeting = agreed_at(request, event)
    form = AgreeAction(typed(request), event=event)
    if run(request, form, operations.agree_action, None, by=request.user, event=event, meeting=meeting):
        return redirect(meeting or reverse("events:action-list", args=[event.reference]))
    words = f"Agreed at {meeting}." if meeting else ""
    return form_page(request, event, form, "Add an action", "Add the action", "action-list", words)


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def action_change(request, reference, pk):
    event = find_event(request, reference)
    action = get_object_or_404(Action.objects.visible_to(request.user).filter(event=event), pk=pk)
    action.event = event
    names = ("what", "owner", "owner_name", "due_on", "progress", "done_on", "version")
    initial = {name: getattr(action, name) for name in names} | (
        {"owner_name": ""} if action.owner_id else {}
    )
    form = UpdateAction(typed(request), event=event, initial=initial)
    if run(request, form, operations.update_action, action, by=request.user, action=action):
        messages.success(request, "The action is saved.")
        return redirect("events:action-list", event.reference)
    if is_conflict(form):
        return conflict_page(request, event, "meetings", form, "the action")
    return form_page(request, event, form, "Change the action", "Save the action", "action-list")


@needs("events.view_step")
@require_safe
def request_list(request, reference):
    event, today = find_event(request, reference), timezone.localdate()
    asked = InformationRequest.objects.visible_to(request.user).filter(event=event).select_related("asked_by")
    rows = [
        (row, row.answered_on is None and row.due_on < today, due_words(row.due_on, today)) for row in asked
    ]
    context = {
        "title": "Information asked for",
        "open": [row for row in rows if row[0].answered_on is None],
        "answered": [row for row in rows if row[0].answered_on],
        "may_act": may(request, event, "events.change_action"),
        "parts": parts(request, event, "requests"),
    }
    return event_page(request, "events/request_list.html", event, "meetings", context)


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def request_create(request, reference):
    event = find_event(request, reference)
    initial = {"asked_of": event.provider.name, "asked_on": timezone.localdate()}
    form = AskForInformation(typed(request), initial=initial)
    if run(request, form, operations.ask_for_information, None, by=request.user, event=event):
        return redirect("events:request-list", event.reference)
    return form_page(request, event, form, "Keep what was asked for", "Save", "request-list")


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def request_change(request, reference, pk):
    event = find_event(request, reference)
    asked = get_object_or_404(InformationRequest.objects.visible_to(request.user).filter(event=event), pk=pk)
    asked.event = event
    names = ("due_on", "chased_on", "answered_on", "answer", "version")
    form = UpdateRequest(typed(request), initial={name: getattr(asked, name) for name in names})
    if run(request, form, operations.update_request, asked, by=request.user, asked=asked):
        return redirect("events:request-list", event.reference)
    if is_conflict(form):
        return conflict_page(request, event, "meetings", form, asked.asked_of)
    words = f"{asked.asked_of}: {asked.what}"
    return form_page(request, event, form, "Chased or answered", "Save", "request-list", words)


@needs("events.view_step")
@require_safe
def update_list(request, reference):
    """The updates to the provider: when the next is due and why, and what it was told so far."""
    event, today = find_event(request, reference), timezone.localdate()
    told = Communication.objects.visible_to(request.user).filter(event=event, audience="provider")
    context = {
        "title": "Updates to the provider",
        "update": update_of(event, today),
        "rows": list(told.select_related("sent_by").prefetch_related("recipients__notification")),
        "may_send": may(request, event, "events.send_communication"),
        "parts": parts(request, event, "updates"),
    }
    return event_page(request, "events/update_list.html", event, "meetings", context)


@needs("events.view_step")
@require_safe
def outsider_list(request, reference):
    event = find_event(request, reference)
    people = OutsidePerson.objects.visible_to(request.user).filter(event=event)
    context = {
        "title": "People without an account",
        "people": people.current(),
        "may_plan": may(request, event, "events.add_meeting"),
        "parts": parts(request, event, "outsiders"),
    }
    return event_page(request, "events/outsider_list.html", event, "meetings", context)


@needs("events.add_meeting")
@require_http_methods(["GET", "POST"])
def outsider_add(request, reference):
    event = find_event(request, reference)
    form = AddOutsider(typed(request))
    if run(request, form, outsiders.add_outsider, None, by=request.user, event=event):
        return redirect("events:outsider-list", event.reference)
    return form_page(request, event, form, "Add somebody without an account", "Add them", "outsider-list")


@needs("events.add_meeting")
@require_http_methods(["GET", "POST"])
def outsider_end(request, reference, pk):
    event = find_event(request, reference)
    people = OutsidePerson.objects.visible_to(request.user).filter(event=event).current()
    person = get_object_or_404(people, pk=pk)
    form = EndOutsider(typed(request))
    if run(request, form, outsiders.end_outsider, None, by=request.user, person=person):
        return redirect("events:outsider-list", event.reference)
    words = f"{person} is not asked to later meetings any more. What was written down stays."
    return form_page(
        request, event, form, f"{person.name} takes no part any more", "Save", "outsider-list", words
    )


def agreed_at(request, event) -> Meeting | None:
    number = request.GET.get("meeting", "")
    known = (
        Meeting.objects.visible_to(request.user).filter(event=event).exclude(state=Meeting.State.CANCELLED)
    )
    meeting = known.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None
    if meeting:
        meeting.event = event
    return meeting


def form_page(request, event, form, title, button, back, words=""):
    context = {"form": form, "title": title, "button": button, "words": words}
    context["cancel"] = reverse(f"events:{back}", args=[event.reference])
    return event_page(request, "events/meeting_part_form.html", event, "meetings", context)
