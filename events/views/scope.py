"""The services that an event covers, the group it is in, and discarding a draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.scope import AddService, DiscardDraft, GroupWith, LeaveGroup, RemoveService
from events.models import EventGroup, FailureEvent
from events.operations.events import discard_draft
from events.operations.scope import add_service, group_with, leave_group, remove_service
from events.views.pages import event_page, find_event, run
from govuk.htmx import render_page


@needs("events.view_step")
@require_safe
def related(request, reference):
    """Services covered now and before, and the other events of the group."""
    event = find_event(request, reference)
    rows = list(event.more_services.select_related("service", "added_by", "removed_by"))
    context = {
        "title": "Services and related events",
        "covered": [row for row in rows if not row.removed_at],
        "former": [row for row in rows if row.removed_at],
        "together": [one for one in in_group(request.user, event.group) if one != event],
        "others": list(same_provider(request.user, event)[:20]),
        "may_change": request.user.has_perm("events.change_failureevent") and event.is_live,
    }
    return event_page(request, "events/related.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def service_add(request, reference):
    event = find_event(request, reference)
    form = AddService(typed(request), event=event)
    if run(request, form, add_service, by=request.user, event=event):
        messages.success(request, f"{event.reference} covers {form.result.service} too.")
        return redirect("events:related", event.reference)
    context = {"title": "Add a service to this event", "form": form, "words": "Add the service"}
    return event_page(request, "events/related_form.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def service_remove(request, reference, pk):
    event = find_event(request, reference)
    covered = get_object_or_404(event.more_services.current().select_related("service"), pk=pk)
    form = RemoveService(typed(request))
    if run(request, form, remove_service, by=request.user, covered=covered):
        messages.success(request, f"{event.reference} no longer covers {covered.service}.")
        return redirect("events:related", event.reference)
    context = {"title": f"Remove {covered.service}", "form": form, "words": "Remove the service"}
    return event_page(request, "events/related_form.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def group_join(request, reference):
    event = find_event(request, reference)
    form = GroupWith(typed(request), events=same_provider(request.user, event))
    if run(request, form, group_with, by=request.user, event=event):
        messages.success(request, f"{event.reference} is in the group {form.result}.")
        return redirect(form.result)
    context = {"title": "Put this event in a group", "form": form, "words": "Put them together"}
    return event_page(request, "events/related_form.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def group_leave(request, reference):
    event = find_event(request, reference)
    if event.group is None:
        raise Http404
    form = LeaveGroup(typed(request))
    if run(request, form, leave_group, by=request.user, event=event):
        messages.success(request, f"{event.reference} stands alone.")
        return redirect("events:related", event.reference)
    context = {"title": f"Take {event.reference} out of its group", "form": form, "words": "Take it out"}
    return event_page(request, "events/related_form.html", event, "overview", context)


@needs("events.view_failureevent")
@require_safe
def group_detail(request, pk):
    """Every event of the group that this person may open, and nothing of the others."""
    group = get_object_or_404(EventGroup.objects.visible_to(request.user).select_related("provider"), pk=pk)
    events = list(in_group(request.user, group))
    return render_page(
        request, "events/group_detail.html", {"title": str(group), "group": group, "events": events}
    )


@needs("events.add_failureevent")
@require_http_methods(["GET", "POST"])
def event_discard(request, reference):
    event = find_event(request, reference)
    if event.status != FailureEvent.Status.DRAFT:
        return redirect(event)
    form = DiscardDraft(typed(request))
    if run(request, form, discard_draft, by=request.user, event=event):
        messages.success(request, f"Draft {event.reference} discarded. Nobody was told.")
        return redirect("my-work")
    context = {"title": f"Discard draft {event.reference}", "form": form, "words": "Discard the draft"}
    return event_page(request, "events/related_form.html", event, "overview", context)


def in_group(user, group):
    rows = FailureEvent.objects.visible_to(user).select_related("service", "provider", "host_council")
    return rows.filter(group=group).open_first() if group else rows.none()


def same_provider(user, event):
    """Other live or ended events of the provider that the person may open and that are not in this event's group."""
    rows = FailureEvent.objects.visible_to(user).exclude(status__in=FailureEvent.NEVER_LOGGED)
    rows = rows.filter(provider=event.provider).exclude(pk=event.pk).select_related("service", "group")
    return (rows.exclude(group=event.group) if event.group else rows).open_first()
