"""Concerns: the open ones, a provider's whole history in one line of time, recording and settling."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from providers.models import Provider, Service
from risk.forms.concerns import ConcernForm, EndConcernForm
from risk.models import Concern
from risk.operations import concerns as operations
from risk.operations.instruments import instrument
from risk.reading import history_of, with_words
from risk.views.pages import one_form, risk_page

PAGE = 50


@needs("risk.view_concern")
@require_safe
def concern_list(request):
    """Concerns that are not settled, the newest first; from one source when asked."""
    rows = (
        Concern.objects.visible_to(request.user).open().select_related("provider", "service", "recorded_by")
    )
    source = request.GET.get("source", "")
    if source in Concern.Source.values:
        rows = rows.filter(source=source)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    with_words(page.object_list)
    context = {"page": page, "sources": Concern.Source.choices, "source": source}
    return risk_page(request, "risk/concern_list.html", "concerns", context)


@needs("risk.view_concern")
@require_safe
def concern_history(request, pk):
    """All that is known against a provider in order of time: concerns, signs, assessments."""
    provider = get_object_or_404(Provider, pk=pk)
    return risk_page(
        request,
        "risk/concern_history.html",
        "concerns",
        {"provider": provider, **history_of(request.user, provider)},
    )


@needs("risk.change_concern")
@require_http_methods(["GET", "POST"])
def concern_new(request, pk):
    provider = get_object_or_404(Provider, pk=pk)
    found = instrument()
    if found is None:
        return risk_page(request, "risk/no_instrument.html", "concerns", {}, code=409)
    service = provider.services.filter(cqc_id=request.GET.get("service", "")).first()
    begun = {"raised_on": timezone.localdate(), "service": service}
    form = ConcernForm(typed(request), initial=begun, pack=found[1], provider=provider)
    words = {
        "title": f"Raise a concern about {provider}",
        "button": "Record the concern",
        "done": "Concern recorded.",
        "back": provider.get_absolute_url(),
        "cited": found[1].cite(found[1].lists["indicators"]),
    }
    return one_form(request, form, operations.record_concern, tab="concerns", words=words, provider=provider)


@needs("risk.change_concern")
@require_http_methods(["GET", "POST"])
def concern_end(request, pk):
    concern = get_object_or_404(
        Concern.objects.visible_to(request.user).select_related("provider", "service"), pk=pk
    )
    form = EndConcernForm(typed(request), initial={"ended_on": timezone.localdate()})
    words = {
        "title": "The concern is settled",
        "caption": f"{concern}, {concern.raised_on:%-d %B %Y}",
        "intro": concern.details,
        "button": "Settle the concern",
        "done": "Concern settled.",
        "back": concern.get_absolute_url(),
    }
    return one_form(request, form, operations.end_concern, tab="concerns", words=words, concern=concern)


def service_or_404(cqc_id: str) -> Service:
    return get_object_or_404(Service.objects.select_related("provider"), cqc_id=cqc_id)


def back_to(service: Service) -> str:
    return reverse("providers:service-detail", args=[service.cqc_id])
