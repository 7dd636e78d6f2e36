"""Find anything: an event, a person, a service. Each part shows only what the person may see."""

from functools import reduce
from operator import and_

from django.db.models import Q
from django.views.decorators.http import require_safe

from accounts.access import needs
from events.models import FailureEvent
from govuk.htmx import render_page
from govuk.words import clean_text
from providers.models import Service
from trackers.finding import called, numbered, words_of
from trackers.models import TrackerEntry

MOST = 20  # of each kind; a longer list is a list page's work


@needs("events.view_failureevent")
@require_safe
def search(request):
    text = clean_text(request.GET.get("q", ""))[:100].strip()
    context = {"q": text, "most": MOST, "people": [], "events": [], "services": []}
    if len(text) >= 2:
        context |= {"people": people(request.user, text), "events": events(request.user, text)}
        if request.user.has_perm("providers.view_provider"):
            context["services"] = list(Service.objects.search(text).select_related("provider")[:MOST])
    return render_page(request, "failure_response/search.html", context)


def people(user, text: str) -> list[TrackerEntry]:
    """By any part of the name, known-as name, NHS number or client number, or by the telephone number of a contact."""
    found = Q(service_user__client_record_number__iexact=text) | numbered(text, partner=user.is_partner)
    if names := words_of(text):
        found |= reduce(and_, map(called, names))
    rows = TrackerEntry.objects.visible_to(user).filter(found)
    return list(rows.select_related("service_user", "event__service").in_table_order()[:MOST])


def events(user, text: str) -> list[FailureEvent]:
    """By reference, or by the name of the service or provider."""
    found = (
        Q(reference__icontains=text) | Q(service__name__icontains=text) | Q(provider__name__icontains=text)
    )
    rows = FailureEvent.objects.visible_to(user).filter(found | Q(service__postcode__iexact=text))
    return list(rows.select_related("service", "provider")[:MOST])
