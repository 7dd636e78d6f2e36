"""Several people at once: ticked in the table, shown with old and new value, changed, and taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import REFUSED, event_page, find_event
from trackers.bulk import in_words
from trackers.forms.bulk import BulkForm, rows_in_words
from trackers.forms.filters import FilterForm
from trackers.models import BulkChange, TrackerEntry
from trackers.operations.bulk import change_many, take_back_many


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def bulk_edit(request, reference):
    """The bar under the table leads here; then the value, the preview, and what became of it."""
    event = find_event(request, reference)
    filters = FilterForm(request.GET, partner=request.user.is_partner)
    form = BulkForm(typed(request), by=request.user, event=event)
    problems = form.problems if request.method == "POST" else []
    ready = request.method == "POST" and not problems and form.is_asked and form.is_valid()
    if ready and form.is_confirmed and form.as_carried_out(change_many):
        return redirect(form.result)
    context = {
        "form": form,
        "filters": filters,
        "problems": problems,
        "title": "Change several people",
        "chosen": form.field is not None and not problems and bool(form.seen),
        **(shown(form) if ready else listed(form)),
    }
    answer = event_page(request, "trackers/bulk.html", event, "tracker", context)
    answer.status_code = REFUSED if problems else answer.status_code
    return answer


def listed(form: BulkForm) -> dict:
    """The people that were chosen with what is recorded now, before there is a value."""
    return {"people": sorted(names_of(form.by, form.seen).values())}


def shown(form: BulkForm) -> dict:
    """The preview: who changes from what to what, and who is left out and why."""
    plan, names = form.plan, names_of(form.by, form.seen)
    new = in_words(form.field, form.value)
    return {
        "changing": sorted(rows_in_words(plan.changing, names, form.field, new)),
        "left_out": sorted(rows_in_words(plan.left_out, names, form.field)),
        "mark": form.mark_now,
        "new": new,
    }


def names_of(user, keys) -> dict[int, str]:
    """'Applesham, Agnes' by key, of the people that this reader may see: one query."""
    people = TrackerEntry.objects.visible_to(user).filter(pk__in=list(keys))
    rows = people.values_list("pk", "service_user__surname", "service_user__forename")
    return {pk: f"{surname}, {forename}" if forename else surname for pk, surname, forename in rows}


def find_change(request, reference, pk) -> BulkChange:
    """A change that this person made; anybody else's is not there."""
    changes = BulkChange.objects.visible_to(request.user).filter(event=find_event(request, reference))
    return get_object_or_404(changes.select_related("event"), pk=pk)


@needs("trackers.change_trackerentry")
@require_safe
def bulk_detail(request, reference, pk):
    """What became of it, and the way back."""
    change = find_change(request, reference, pk)
    names = names_of(request.user, [pk for pk, _ in change.was["rows"]] + [pk for pk, _ in change.left_out])
    left = dict(change.left_out)
    context = {
        "change": change,
        "title": "Several people changed",
        "people": sorted(names[pk] for pk, _ in change.was["rows"] if pk in names),
        "left_out": sorted([names[pk], reason] for pk, reason in left.items() if pk in names),
    }
    return event_page(
        request, "trackers/bulk_detail.html", find_event(request, reference), "tracker", context
    )


@needs("trackers.change_trackerentry")
@require_POST
def bulk_take_back(request, reference, pk):
    change = find_change(request, reference, pk)
    try:
        take_back_many(by=request.user, change=change)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(change)
