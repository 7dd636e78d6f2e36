"""The log of disputes between authorities about an event. SOP 5.0."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import Dispute
from govuk.htmx import render_page
from trackers import legal_pages
from trackers.forms.legal import DisputeForm, EditDisputeForm
from trackers.legal_reading import Reading, whom
from trackers.models import TrackerEntry
from trackers.operations.legal_disputes import edit_dispute, open_dispute
from trackers.views.legal import find_live, framed, one_form

FIELDS = ("about", "parties", "opened_on", "details", "referred_on", "resolved_on", "outcome", "version")


def everybody(event):
    return TrackerEntry.objects.filter(event=event).select_related("service_user").in_table_order()


def back_to_log(request, event) -> dict:
    return framed(request, event, back=reverse("trackers:dispute-list", args=[event.reference]))


@needs("events.view_legal")
@require_safe
def dispute_list(request, reference):
    event = find_live(request, reference)
    reading = Reading(event, timezone.localdate())
    names = legal_pages.names_of(reading)
    rows = [
        {"dispute": one, "whom": ", ".join(names[pk] for pk in whom(one) if pk in names) or "The whole event"}
        for one in reading.disputes
    ]
    context = framed(request, event, title="Disputes between authorities", rows=rows)
    return render_page(request, "trackers/dispute_list.html", context)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def dispute_add(request, reference):
    event = find_live(request, reference)
    words = {
        "title": "Log a dispute",
        "button": "Log the dispute",
        "done": "Dispute logged. It holds nothing up.",
        "intro": "Authorities cooperate, so that care goes on without delay (SOP section 5.0).",
    }
    form = DisputeForm(typed(request), people=everybody(event))
    return one_form(request, form, open_dispute, back_to_log(request, event), event=event, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def dispute_edit(request, reference, pk):
    event = find_live(request, reference)
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user).filter(event=event), pk=pk)
    begun = {name: getattr(dispute, name) for name in FIELDS} | {"people": whom(dispute)}
    words = {
        "title": "Dispute between authorities",
        "button": "Save the dispute",
        "done": "Dispute saved.",
        "intro": "What stays unresolved goes to the Secretary of State for determination (SOP section 5.0).",
    }
    form = EditDisputeForm(typed(request), initial=begun, people=everybody(event))
    return one_form(request, form, edit_dispute, back_to_log(request, event), dispute=dispute, **words)
