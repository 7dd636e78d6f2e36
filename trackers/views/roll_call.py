"""Who is in the building now: one tick for each person, on a phone in the corridor. Staffordshire SOP 11.4."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page
from trackers.forms.reconcile import RollCallForm
from trackers.models import ReconcileRow, TrackerEntry
from trackers.operations.reconcile import record_roll_call
from trackers.rules.places import are_at_home
from trackers.views.reconcile import RIGHT, find_own


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def roll_call(request, reference):
    event = find_own(request, reference)
    entries = TrackerEntry.objects.visible_to(request.user).filter(event=event).unresolved()
    people = list(entries.select_related("service_user").in_table_order())
    rooms = (entry.room for entry in people)
    at_home = are_at_home(is_care_home=event.service.care_home, rooms=rooms)
    now = timezone.localtime()
    begun = {"taken_on": now.date(), "taken_at": now.time()}
    # Whoever was merged since the page was opened was ticked under the row that is gone.
    sent = TrackerEntry.with_merged.visible_to(request.user).filter(event=event)
    keys = list(sent.values_list("pk", flat=True))
    form = RollCallForm(typed(request), initial=begun, people=keys, at_home=at_home)
    if request.method == "POST" and form.run(record_roll_call, by=request.user, event=event):
        absent = form.result.rows.filter(seen=ReconcileRow.Seen.ABSENT).count()
        messages.success(request, f"Roll-call kept: {form.result.people - absent} seen, {absent} not seen.")
        return redirect(form.result)
    context = {"form": form, "people": people, "at_home": at_home, "ticked": form.seen, "title": "Roll-call"}
    return event_page(request, "trackers/roll_call.html", event, "tracker", context)
