"""What the council was told about an event, what the procedure said to it, and what a person decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.incident import UpdateForm
from events.forms.notices import InvokeForm, OverrideForm
from events.models import FailureEvent
from events.operations.events import add_notice, invoke_event, override
from events.operations.notices import pack_of
from events.operations.scope import services_of
from events.rules.running import turns
from events.views.answer import SHOW, as_typed, logged_words, panel
from events.views.pages import event_page, find_event, run

INVOKED = FailureEvent.Status.INVOKED


@needs("events.view_step")
@require_safe
def notice_list(request, reference):
    event = find_event(request, reference)
    notices = list(event.notices.select_related("recorded_by", "service").order_by("pk"))
    invoke = pack_of(event).response("invoke")
    for notice, turn in zip(notices, turns([one.response for one in notices], invoke), strict=True):
        notice.turn = turn
    context = {
        "title": "What the council was told",
        "notices": notices[::-1],
        "may_change": request.user.has_perm("events.change_failureevent") and event.is_live,
        "now": event.response or (notices[-1].turn.after if notices else ""),
        # The notice that the answer rests on; none where a person invoked without one.
        "since": next((one for one in notices if one.turn.after == event.response), None),
    }
    return event_page(request, "events/notice_list.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def notice_add(request, reference):
    """Log an update."""
    event = find_event(request, reference)
    pack = pack_of(event)
    own = {"pack": pack, "services": services_of(event)}
    form = UpdateForm(typed(request), initial={"notified_on": timezone.localdate()}, **own)
    if request.method == "POST" and request.POST.get("do") == SHOW:
        form = as_typed(form, **own)
    elif run(request, form, add_notice, by=request.user, event=event):
        was_invoked = event.status == INVOKED
        words = f"Update logged to {event.reference}." if was_invoked else logged_words(form.result)
        messages.success(request, words)
        return redirect(event)
    shown = panel(form, pack, request.user, form.about, is_invoked=event.status == INVOKED)
    context = {"title": "Log an update", "form": form, "panel": shown}
    return event_page(
        request, "events/notice_add.html", event, "overview", context, fragment="events/_answer.html"
    )


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def notice_override(request, reference, pk):
    """Decide otherwise about a notice."""
    event = find_event(request, reference)
    notice = get_object_or_404(event.notices, pk=pk)
    form = OverrideForm(typed(request), pack=pack_of(event), notice=notice)
    if run(request, form, override, by=request.user, notice=notice):
        messages.success(request, f"Decision recorded: {form.result.response}.")
        return redirect("events:notice-list", event.reference)
    context = {"title": "Record a different decision", "form": form, "notice": notice}
    return event_page(request, "events/notice_override.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def event_invoke(request, reference):
    """Invoke the procedure for an event that stands at Standard Practice."""
    event = find_event(request, reference)
    form = InvokeForm(typed(request))
    if run(request, form, invoke_event, by=request.user, event=event):
        messages.success(request, logged_words(form.result))
        return redirect("events:checklist", event.reference)
    context = {"title": "Invoke the procedure", "form": form}
    return event_page(request, "events/event_invoke.html", event, "overview", context)
