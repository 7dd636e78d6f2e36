"""Meetings and calls of an event. Staffordshire SOP 11.6, 11.7."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import Notification
from events.calendar import CANCEL, REQUEST, calendar_file
from events.forms.meetings import (
    CancelMeeting,
    ChangePeople,
    MarkHeld,
    MoveMeeting,
    PlanMeeting,
    RecordMeeting,
)
from events.models import Meeting, MeetingSeries, OutsidePerson
from events.operations import meetings as operations
from events.operations.attendance import absent_from, latest_taken
from events.operations.meeting_notices import about
from events.operations.provider_updates import update_of
from events.views.conflict import conflict_page, is_conflict, run
from events.views.meeting_page import action_lines, in_full, may, parts
from events.views.pages import event_page, find_event
from events.wall_clock import happens_twice, twice_words


def find(request, reference, number) -> Meeting:
    """The meeting, if this person may see it; else the page that says it is not there."""
    event = find_event(request, reference)
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).filter(event=event), number=number)
    meeting.event = event
    return meeting


@needs("events.view_meeting")
@require_safe
def meeting_list(request, reference):
    event, today = find_event(request, reference), timezone.localdate()
    rows = list(Meeting.objects.visible_to(request.user).filter(event=event).select_related("event"))
    coming = [row for row in rows if row.is_planned and row.held_on >= today]
    earlier = [row for row in reversed(rows) if row not in coming]
    context = {"coming": coming, "earlier": earlier, "may_plan": may(request, event, "events.add_meeting")}
    if not request.user.is_partner:
        context |= for_council(request, event, today)
    context["parts"] = parts(request, event, "meetings")
    return event_page(request, "events/meeting_list.html", event, "meetings", context)


def for_council(request, event, today) -> dict:
    """What the list of meetings shows beside it: the rhythm, whom to chase, the update to the provider."""
    latest = latest_taken(event)
    return {
        "series": MeetingSeries.objects.visible_to(request.user).filter(event=event).running(),
        "latest": latest,
        "absent": absent_from(latest) if latest else [],
        "update": update_of(event, today) if event.status == event.Status.INVOKED else None,
        "may_act": may(request, event, "events.change_action"),
    }


@needs("events.add_meeting")
@require_http_methods(["GET", "POST"])
def meeting_create(request, reference):
    event = find_event(request, reference)
    form = PlanMeeting(typed(request), user=request.user, event=event, initial=like(request, event))
    if request.method == "POST" and form.run(operations.plan_meeting, by=request.user, event=event):
        say(request, form.result, "Meeting planned. Invitations are on their way.")
        return redirect(form.result)
    context = {"form": form, "title": "Plan a meeting", "button": "Plan the meeting", "can_record": True}
    return event_page(request, "events/meeting_form.html", event, "meetings", context)


@needs("events.add_meeting")
@require_http_methods(["GET", "POST"])
def meeting_record(request, reference):
    """Write down a meeting that was held already."""
    event = find_event(request, reference)
    form = RecordMeeting(typed(request), user=request.user, event=event)
    if request.method == "POST" and form.run(operations.record_meeting, by=request.user, event=event):
        return redirect(form.result)
    context = {"form": form, "title": "Record a meeting that was held", "button": "Record the meeting"}
    return event_page(request, "events/meeting_form.html", event, "meetings", context)


@needs("events.view_meeting")
@require_safe
def meeting_detail(request, reference, number):
    meeting = find(request, reference, number)
    invitations = meeting.invitations.current().select_related("user__organisation")
    if request.user.is_partner:  # who else is asked is none of a partner's business
        invitations = invitations.filter(user__organisation_id=request.user.organisation_id)
    context = {
        "meeting": meeting,
        "people": asked(meeting, invitations),
        "may_change": meeting.is_planned and may(request, meeting.event, "events.change_meeting"),
        "may_plan": may(request, meeting.event, "events.add_meeting"),
        "has_begun": meeting.begins <= timezone.now(),
        "twice": twice_words(meeting.held_on, meeting.starts_at) if happens_twice(meeting.begins) else "",
        "is_invited": any(invitation.user_id == request.user.pk for invitation in invitations),
        "actions_agreed": action_lines(request.user, meeting),
    }
    if not request.user.is_partner:
        context |= in_full(request, meeting)
    return event_page(request, "events/meeting_detail.html", meeting.event, "meetings", context)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def meeting_move(request, reference, number):
    meeting = find(request, reference, number)
    initial = {name: getattr(meeting, name) for name in (*operations.WHEN_AND_WHERE, "version")}
    form = MoveMeeting(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        if run(request, form, operations.move_meeting, meeting, by=request.user, meeting=meeting):
            say(request, form.result or meeting, "Everybody who is asked will be told of the change.")
            return redirect(meeting)
        if is_conflict(form):
            return conflict_page(request, meeting.event, "meetings", form, str(meeting))
    return change_page(request, meeting, form, "Move or change the meeting", "Save the change")


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def meeting_people(request, reference, number):
    meeting = find(request, reference, number)
    initial = {"people": operations.invited(meeting), "outsiders": list(meeting.outsiders.all())}
    initial |= {"version": meeting.version}
    form = ChangePeople(typed(request), event=meeting.event, initial=initial)
    if request.method == "POST" and form.run(operations.change_people, by=request.user, meeting=meeting):
        return redirect(meeting)
    return change_page(request, meeting, form, "Change who is asked", "Save who is asked")


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def meeting_cancel(request, reference, number):
    meeting = find(request, reference, number)
    form = CancelMeeting(typed(request), initial={"version": meeting.version})
    if request.method == "POST" and form.run(operations.cancel_meeting, by=request.user, meeting=meeting):
        return redirect(meeting)
    return change_page(request, meeting, form, "Cancel the meeting", "Cancel the meeting", warning=True)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def meeting_held(request, reference, number):
    meeting = find(request, reference, number)
    form = MarkHeld(typed(request), initial={"version": meeting.version})
    if request.method == "POST" and form.run(operations.mark_held, by=request.user, meeting=meeting):
        return redirect(meeting)
    return change_page(request, meeting, form, "The meeting was held", "Mark it as held")


@needs("events.view_meeting")
@require_safe
def meeting_calendar(request, reference, number):
    """The calendar file of the person who asks; `?for=` the key of somebody without an account."""
    meeting = find(request, reference, number)
    method = CANCEL if meeting.state == Meeting.State.CANCELLED else REQUEST
    text = calendar_file(meeting, recipient=recipient(request, meeting), method=method)
    response = HttpResponse(text, content_type=f"text/calendar; charset=utf-8; method={method}")
    response["Content-Disposition"] = f'attachment; filename="{reference} meeting {number}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def recipient(request, meeting) -> str:
    """Whose file it is. Only the council downloads one for somebody without an account."""
    key = request.GET.get("for", "")
    if not (key.isdecimal() and len(key) < 10):
        return request.user.email
    known = OutsidePerson.objects.visible_to(request.user).filter(meetings=meeting).exclude(email="")
    person = get_object_or_404(known, pk=key)
    return person.email


def change_page(request, meeting, form, title, button, warning=False):
    context = {"form": form, "meeting": meeting, "title": title, "button": button, "warning": warning}
    return event_page(request, "events/meeting_form.html", meeting.event, "meetings", context)


def like(request, event) -> dict:
    """What the next meeting takes from an earlier one (`?like=` its number): everything but the day. SOP 11.6.

    Or what kind it is (`?kind=`), where a page leads here to plan one.
    """
    number = request.GET.get("like", "")
    known = Meeting.objects.visible_to(request.user).filter(event=event)
    meeting = known.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None
    if meeting is None:
        kind = request.GET.get("kind", "")
        return {"kind": kind} if kind in Meeting.Kind.values else {}
    taken = ("kind", "starts_at", "minutes_long", "venue", "dial_in", "purpose")
    return {name: getattr(meeting, name) for name in taken} | {"people": operations.invited(meeting)}


def asked(meeting, invitations) -> list[dict]:
    """Each person asked, with what was sent to them, in the order of sending."""
    rows = Notification.objects.filter(dedupe__startswith=about(meeting)).order_by("due_at", "pk")
    sent = {}
    for row in rows.exclude(state=Notification.State.CANCELLED):
        sent.setdefault(row.to_id, []).append(row)
    return [{"person": one.user, "messages": sent.get(one.user_id, [])} for one in invitations]


def say(request, meeting, words) -> None:
    """Say what happened, and which of two moments is meant where the clocks go back."""
    messages.success(request, words)
    if happens_twice(meeting.begins):
        messages.warning(request, twice_words(meeting.held_on, meeting.starts_at))
