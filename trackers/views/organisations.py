"""Organisations with people in an event: representatives, and out-of-area authorities told. SOP 11.5."""

from datetime import datetime, time

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import Organisation
from events.models import Communication
from events.operations.communications import To, record_communication
from events.views.pages import event_page, find_event
from govuk.words import count_of
from trackers.bodies import bodies_of, spoken_for, unnamed
from trackers.forms.bodies import ToldForm
from trackers.models import TrackerEntry


@needs("events.view_step")
@require_safe
def organisation_list(request, reference):
    """Each organisation that pays for people: its representative, and whether it was told. As many queries for many."""
    event = find_event(request, reference)
    bodies = bodies_of(request.user, [event])[event.pk]
    people = TrackerEntry.objects.visible_to(request.user).filter(event=event)
    named: dict[int, list] = {}
    for entry in (
        people.filter(funding_authority__isnull=False).select_related("service_user").in_table_order()
    ):
        named.setdefault(entry.funding_authority_id, []).append(entry)
    context = {
        "title": "Organisations with people here",
        "bodies": bodies,
        "people": named,
        "role": spoken_for(event),
        "missing": sum(body.is_missing for body in bodies),
        "untold": sum(body.is_untold for body in bodies),
        "unnamed": unnamed(request.user, event),
        "may_name": request.user.has_perm("events.change_lead") and event.is_open,
        "may_tell": request.user.has_perm("events.send_communication") and event.is_open,
    }
    return event_page(request, "trackers/organisation_list.html", event, "leads", context)


@needs("events.send_communication")
@require_http_methods(["GET", "POST"])
def organisation_told(request, reference, body):
    """Record that an organisation was told, by whom, when and how: a message of the event."""
    event = find_event(request, reference)
    funding = Organisation.objects.filter(funded_entries__event=event).distinct()
    organisation = get_object_or_404(funding, pk=body)
    form = ToldForm(typed(request))
    if request.method == "POST" and form.run(told, by=request.user, event=event, organisation=organisation):
        messages.success(request, f"{organisation}: told. It is among the messages of the event.")
        return redirect("trackers:organisation-list", event.reference)
    people = TrackerEntry.objects.visible_to(request.user).filter(event=event, funding_authority=organisation)
    context = {
        "title": f"{organisation} was told",
        "form": form,
        "people": count_of(people.count(), "person", "people"),
    }
    return event_page(request, "trackers/organisation_told.html", event, "leads", context)


def told(*, by, event, organisation, name, method, told_on, address, body, key=None):
    """The message as it was said. The moment is the day's, as nobody asks for the minute."""
    now = timezone.localtime()
    at = now if told_on == now.date() else timezone.make_aware(datetime.combine(told_on, time(12)))
    to = To(name=name, organisation=organisation.name, address=address, method=method, sent_at=at)
    return record_communication(
        by=by,
        key=key,
        event=event,
        audience=Communication.Audience.ORGANISATIONS,
        subject=f"{event.reference}: {organisation} told",
        body=body,
        recipients=[to],
    )
