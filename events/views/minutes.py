"""During and after a meeting: its agenda and minutes, who came, whom to chase, what was decided. SOP 11.6, 11.7."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.drafts import typed
from accounts.versions import Conflict
from events import agenda
from events.forms.minutes import AddItem, Chase, EscalateAgency, Minute, RecordDecision, TakeAttendance
from events.models import AgendaItem, Attendance
from events.operations import actions, attendance
from events.operations import agenda as operations
from events.views.conflict import conflict_page, is_conflict, run
from events.views.meeting_page import point_of
from events.views.meetings import find
from events.views.pages import CLASHED, event_page, find_event, status
from govuk.htmx import is_fragment_request, render_page


@needs("events.change_meeting")
@require_POST
def meeting_start(request, reference, number):
    """Keep the agenda, so that minutes can be typed; again, to add what has changed meanwhile."""
    meeting = find(request, reference, number)
    try:
        operations.make_agenda(by=request.user, meeting=meeting)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(meeting)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def agenda_add(request, reference, number):
    meeting = find(request, reference, number)
    form = AddItem(typed(request))
    if run(request, form, operations.add_item, None, by=request.user, meeting=meeting):
        return redirect(meeting)
    return form_page(request, meeting, form, "Add an item to the agenda", "Add the item")


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def agenda_minute(request, reference, number, pk):
    """The minute of one point: on a page of its own, or in its cell. A clash keeps what was typed, beside theirs."""
    meeting = find(request, reference, number)
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user).filter(meeting=meeting), pk=pk)
    item.event = meeting.event
    point = point_of(item, item, agenda.names(request.user, meeting.event, [item.entry]))
    initial = {name: getattr(item, name) for name in (*operations.TICKS, "minute", "version")}
    form = Minute(typed(request), item=item, initial=initial)
    context = {"meeting": meeting, "item": item, "point": point, "form": form, "may_minute": True}
    if run(request, form, operations.write_minute, None, by=request.user, item=item):
        point = point_of(form.result, form.result, agenda.names(request.user, meeting.event, [item.entry]))
        return saved(request, context | {"point": point, "item": form.result})
    if "cancel" in request.GET and is_fragment_request(request):
        return render_page(request, "events/_agenda_minute.html", context)
    if is_conflict(form):
        context |= {"form": again(request, item, form.refusal), "clashes": form.refusal.clashes}
    if is_fragment_request(request):
        answer = render_page(request, "events/_agenda_form.html", context, status=status(request, form))
    else:
        context["title"] = point.text
        answer = event_page(request, "events/agenda_minute.html", meeting.event, "meetings", context)
    if "clashes" in context:
        answer.status_code = CLASHED
    return answer


def saved(request, context):
    if is_fragment_request(request):
        return render_page(request, "events/_agenda_minute.html", context)
    return redirect(f"{context['meeting'].get_absolute_url()}#item-{context['item'].pk}")


def again(request, item: AgendaItem, refusal: Conflict) -> Minute:
    """The form once more with what was typed, at the version that others have saved."""
    data = request.POST.copy()
    data["version"] = refusal.record.version
    return Minute(data, item=item)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def meeting_attendance(request, reference, number):
    meeting = find(request, reference, number)
    initial = {"version": meeting.version, "relatives": meeting.relatives}
    form = TakeAttendance(typed(request), meeting=meeting, initial=initial)
    if run(request, form, attendance.take_attendance, None, by=request.user, meeting=meeting):
        messages.success(request, "Attendance is written down. Agencies that were not there can be chased.")
        return redirect(meeting)
    return form_page(request, meeting, form, "Who came?", "Save who came")


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def attendance_chase(request, reference, pk):
    event, row = find_attendance(request, reference, pk)
    initial = {name: getattr(row, name) for name in ("chased_on", "update_received_on", "update", "version")}
    form = Chase(typed(request), initial=initial)
    if run(request, form, attendance.chase_agency, row, by=request.user, attendance=row):
        return redirect(row.meeting)
    if is_conflict(form):
        return conflict_page(request, event, "meetings", form, row.agency)
    return form_page(request, row.meeting, form, f"Chase {row.agency}", "Save")


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def attendance_escalate(request, reference, pk):
    event, row = find_attendance(request, reference, pk)
    form = EscalateAgency(typed(request), initial={"version": row.version})
    if run(request, form, attendance.escalate_agency, row, by=request.user, attendance=row):
        return redirect(row.meeting)
    if is_conflict(form):
        return conflict_page(request, event, "meetings", form, row.agency)
    words = (
        f"It has been absent from {settings.MEETINGS_MISSED_TO_ESCALATE} meetings or more in a row. Escalate it as you "
        "would by telephone or e-mail, then write it down here."
    )
    return form_page(request, row.meeting, form, f"Escalate {row.agency}", "Save", words)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def decision_record(request, reference, number):
    meeting = find(request, reference, number)
    form = RecordDecision(typed(request))
    if run(request, form, actions.record_decision, None, by=request.user, meeting=meeting):
        return redirect(meeting)
    return form_page(request, meeting, form, "Record a decision", "Record the decision")


def find_attendance(request, reference, pk):
    event = find_event(request, reference)
    rows = Attendance.objects.visible_to(request.user).filter(event=event).select_related("meeting")
    row = get_object_or_404(rows, pk=pk)
    row.event = row.meeting.event = event
    return event, row


def form_page(request, meeting, form, title, button, words=""):
    context = {"form": form, "title": title, "button": button, "words": words, "about": meeting}
    context["cancel"] = reverse("events:meeting-detail", args=[meeting.event.reference, meeting.number])
    return event_page(request, "events/meeting_part_form.html", meeting.event, "meetings", context)
