"""Saved lists of the tracker: keep the one on screen, rename, share, open trackers with it, delete."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, find_event, run
from trackers.forms.filters import FilterForm
from trackers.forms.saved_views import ChangeViewForm, SaveViewForm
from trackers.models import DefaultView, SavedView
from trackers.operations.saved_views import change_view, delete_view, save_view
from trackers.own_views import OwnViews
from trackers.rules.fields import columns_for


@needs("trackers.view_trackerentry")
@require_safe
def saved_view_list(request, reference):
    """What one has saved and what colleagues share."""
    event = find_event(request, reference)
    context = {"title": "Saved lists", "views": OwnViews(request.user, with_owners=True).rows}
    return event_page(request, "trackers/saved_view_list.html", event, "tracker", context)


@needs("trackers.view_trackerentry")
@require_http_methods(["GET", "POST"])
def saved_view_add(request, reference):
    """Keep the list that the address describes."""
    event = find_event(request, reference)
    filters = FilterForm(request.GET, partner=request.user.is_partner)
    form = SaveViewForm(typed(request))
    if run(request, form, save_view, by=request.user, query=filters.kept_query):
        messages.success(request, f"Saved as {form.result.name}.")
        return to_tracker(event, form.result.query)
    context = {"form": form, "title": "Save this list", **described(filters), "filters": filters}
    return event_page(request, "trackers/saved_view_form.html", event, "tracker", context)


@needs("trackers.view_trackerentry")
@require_http_methods(["GET", "POST"])
def saved_view_edit(request, reference, pk):
    event, view = find_event(request, reference), find_view(request, pk)
    is_own = view.owner_id == request.user.pk
    is_default = DefaultView.objects.filter(user=request.user, view=view).exists()
    initial = {"name": view.name, "is_shared": view.is_shared, "is_default": is_default}
    form = ChangeViewForm(typed(request), is_own=is_own, initial=initial)
    if run(request, form, change_view, by=request.user, view=view):
        messages.success(request, f"Saved: {form.result.name}.")
        return redirect("trackers:saved-view-list", event.reference)
    filters = FilterForm(QueryDict(view.query), partner=request.user.is_partner)
    context = {"form": form, "title": view.name, "view": view, "is_own": is_own, **described(filters)}
    return event_page(request, "trackers/saved_view_form.html", event, "tracker", context)


@needs("trackers.view_trackerentry")
@require_POST
def saved_view_delete(request, reference, pk):
    event, view = find_event(request, reference), find_view(request, pk)
    try:
        delete_view(by=request.user, view=view)
        messages.success(request, f"Deleted: {view.name}.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("trackers:saved-view-list", event.reference)


def find_view(request, pk) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user).select_related("owner"), pk=pk)


def to_tracker(event, query: str):
    return redirect(f"{reverse('trackers:tracker', args=[event.reference])}?{query or 'view=everyone'}")


def described(filters: FilterForm) -> dict:
    """What the list keeps, in words."""
    usual = columns_for([], partner=filters.partner)
    return {
        "whom": filters.in_words,
        "columns": ", ".join(column.label for column in filters.columns),
        "is_usual": [column.key for column in filters.columns] == [column.key for column in usual],
    }
