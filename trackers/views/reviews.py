"""Six-week reviews: the list of an event, and recording one. Staffordshire SOP 11.8."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, find_event
from events.views.resolution import parts
from govuk.words import due_words
from trackers.forms.reviews import AddReview, PlanReview, RecordReview
from trackers.models import Review
from trackers.operations import reviews as operations
from trackers.table import person_words
from trackers.views.moves import find_for_council, one_form

WORK = "trackers.change_trackerentry"


@needs("events.view_step")
@require_safe
def review_list(request, reference):
    """Reviews to be done, the late ones first. A fixed number of queries."""
    event, today = find_event(request, reference), timezone.localdate()
    reviews = Review.objects.visible_to(request.user).filter(event=event)
    due = list(
        reviews.due()
        .select_related("entry__service_user")
        .order_by("due_on", "entry__service_user__surname", "pk")
    )
    for row in due:
        row.late = due_words(row.due_on, today) if row.due_on < today else ""
    context = {
        "title": "Six-week reviews",
        "due": due,
        "overdue": sum(bool(row.late) for row in due),
        "done": reviews.filter(state=Review.State.DONE).count(),
        "usual": ", ".join(operations.usual_reviewers(event)) if due else "",
        "may_record": request.user.has_perm(WORK),
        "parts": parts(event, "reviews"),
    }
    return event_page(request, "trackers/review_list.html", event, "resolution", context)


def find_review(request, entry, pk: int) -> Review:
    return get_object_or_404(Review.objects.visible_to(request.user).filter(entry=entry), pk=pk)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def review_record(request, pk, review):
    entry = find_for_council(request, pk)
    found = find_review(request, entry, review)
    begun = {name: getattr(found, name) for name in ("done_on", "done_by", "outcome", "version")}
    begun["done_on"] = begun["done_on"] or timezone.localdate()
    begun["done_by"] = begun["done_by"] or found.assigned_name or request.user.name
    form = RecordReview(typed(request), initial=begun)
    words = {
        "title": f"Review of {person_words(entry)}",
        "button": "Record the review",
        "done": "Review recorded.",
    }
    return one_form(request, entry, form, operations.record_review, review=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def review_plan(request, pk, review):
    entry = find_for_council(request, pk)
    found = find_review(request, entry, review)
    begun = {name: getattr(found, name) for name in ("due_on", "assigned_to", "assigned_name", "version")}
    if found.assigned_to_id:
        begun["assigned_name"] = ""
    form = PlanReview(typed(request), initial=begun, event=entry.event)
    words = {"title": f"Who reviews {person_words(entry)}, and when", "button": "Save", "done": "Saved."}
    return one_form(request, entry, form, operations.plan_review, review=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def review_add(request, pk):
    entry = find_for_council(request, pk)
    words = {
        "title": f"Add a review of {person_words(entry)}",
        "button": "Add the review",
        "done": "Review added.",
    }
    form = AddReview(typed(request))
    return one_form(request, entry, form, operations.add_review, entry=entry, **words)
