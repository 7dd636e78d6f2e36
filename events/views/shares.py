"""Which organisations have an event, since when, and giving it or taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.shares import EndShare, ShareEvent
from events.operations.notices import pack_of
from events.operations.shares import end_share, share_event
from events.rules.leads import needed_before_sharing, role_words
from events.taken import taken_of
from events.views.pages import event_page, find_event, run, who_is_missing


@needs("events.share_failureevent")
@require_http_methods(["GET", "POST"])
def share_list(request, reference):
    """Who has the event, and the form that gives it to one more."""
    event = find_event(request, reference)
    form = ShareEvent(typed(request), event=event)
    if run(request, form, share_event, by=request.user, event=event):
        messages.success(
            request,
            f"{event.reference} is shared with {form.result.organisation}. Its people have been told.",
        )
        return redirect("events:share-list", event.reference)
    shares = list(event.shares.select_related("organisation", "shared_by").order_by("-ended_at", "-pk"))
    context = {"title": "Share this event", "form": form, "now": [one for one in shares if not one.ended_at]}
    context["earlier"] = [one for one in shares if one.ended_at]
    held = event.leads.current().values_list("role", flat=True)
    context["needed"] = needed_before_sharing(pack_of(event), held)
    context |= taken_of(event, request.user, request.GET.get("taken", ""))
    context |= {"missing_leads": who_is_missing(event), "role_words": role_words}
    return event_page(request, "events/share_list.html", event, "overview", context)


@needs("events.share_failureevent")
@require_http_methods(["GET", "POST"])
def share_end(request, reference, pk):
    event = find_event(request, reference)
    share = get_object_or_404(event.shares.filter(ended_at=None).select_related("organisation"), pk=pk)
    form = EndShare(typed(request))
    if run(request, form, end_share, by=request.user, share=share):
        messages.success(request, f"{share.organisation} can no longer open {event.reference}.")
        return redirect("events:share-list", event.reference)
    context = {"title": f"Stop sharing with {share.organisation}", "form": form, "share": share}
    return event_page(request, "events/share_end.html", event, "overview", context)
