"""Meetings that come round: planned, changed from now on, cancelled. Staffordshire SOP 11.6."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.series import CancelSeries, ChangeSeries, PlanSeries
from events.models import MeetingSeries
from events.operations import series as operations
from events.operations.notices import pack_of
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from govuk.words import count_of

# Tuesdays and Thursdays first: procedures say how often in a week, and no days.
SPREAD = (1, 3, 0, 4, 2, 5, 6)


def find(request, event, pk) -> MeetingSeries:
    """The series, while it runs; else the page that says it is not there."""
    series = MeetingSeries.objects.visible_to(request.user).filter(event=event).running()
    series = get_object_or_404(series, pk=pk)
    series.event = event
    return series


def usual_days(event) -> list[int]:
    """As many days of the week as the procedure’s rhythm of meetings asks for; two where it says nothing. SOP 11.6."""
    gate = pack_of(event).gate("meetings")
    times = gate.cadence.times_a_week if gate and gate.cadence else None
    return sorted(SPREAD[: times or 2])


@needs("events.add_meeting")
@require_http_methods(["GET", "POST"])
def series_create(request, reference):
    event = find_event(request, reference)
    initial = {"weekdays": usual_days(event)}
    form = PlanSeries(typed(request), user=request.user, event=event, initial=initial)
    if run(request, form, operations.plan_series, None, by=request.user, event=event):
        made = count_of(form.result.meetings.count(), "meeting")
        messages.success(request, f"{made} planned, and more as time goes on. Invitations are on their way.")
        return redirect("events:meeting-list", event.reference)
    context = {"form": form, "title": "Plan meetings that come round", "button": "Plan the meetings"}
    return event_page(request, "events/series_form.html", event, "meetings", context)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def series_change(request, reference, pk):
    event = find_event(request, reference)
    series = find(request, event, pk)
    initial = {name: getattr(series, name) for name in (*operations.RHYTHM, "version")}
    initial |= {"people": list(series.people.all()), "outsiders": list(series.outsiders.all())}
    form = ChangeSeries(typed(request), event=event, initial=initial)
    if run(request, form, operations.change_series, series, by=request.user, series=series):
        messages.success(request, "Later meetings are changed. Everybody who is asked gets one message.")
        return redirect("events:meeting-list", event.reference)
    if is_conflict(form):
        return conflict_page(request, event, "meetings", form, series.get_kind_display())
    context = {"form": form, "series": series, "title": "Change how often", "button": "Change later meetings"}
    return event_page(request, "events/series_form.html", event, "meetings", context)


@needs("events.change_meeting")
@require_http_methods(["GET", "POST"])
def series_cancel(request, reference, pk):
    event = find_event(request, reference)
    series = find(request, event, pk)
    form = CancelSeries(typed(request), initial={"version": series.version})
    if run(request, form, operations.cancel_series, series, by=request.user, series=series):
        messages.success(request, "The meetings are cancelled. Everybody who was asked is told.")
        return redirect("events:meeting-list", event.reference)
    context = {"form": form, "series": series, "title": "Cancel all later meetings", "warning": True}
    context["button"] = "Cancel all later meetings"
    return event_page(request, "events/series_form.html", event, "meetings", context)
