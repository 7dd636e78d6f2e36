"""The market: find a service or a provider, read its facts, record what the register does not hold."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from govuk.htmx import render_page
from govuk.words import clean_text
from providers import operations, rules, slots
from providers.forms import (
    CARE_HOMES,
    PROVIDERS,
    ContactForm,
    EndContactForm,
    MarketFilter,
    ProviderForm,
    ServiceForm,
)
from providers.models import Contact, Provider, Service

A_PAGE = 25
MOST_FOUND = 20
MOST_SERVICES = 200  # of one provider on its page
MOST_NUMBER = 2**63 - 1


@needs("providers.view_provider")
@require_safe
def provider_list(request):
    """Services or providers that fit the filters; the best match first when something is searched for."""
    form, ignored = MarketFilter.read(request.GET, Service.objects.areas())
    asked = form.cleaned_data
    is_providers = asked["show"] == PROVIDERS
    rows = providers_asked(asked) if is_providers else services_asked(asked)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "title": "Providers and services",
        "form": form,
        "ignored": ignored,
        "is_providers": is_providers,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
    }
    return render_page(request, "providers/provider_list.html", context)


def providers_asked(asked: dict):
    rows = Provider.objects.named_like(asked["q"]) if asked["q"] else Provider.objects.all()
    if asked["area"]:
        rows = rows.filter(services__local_authority=asked["area"])
    return rows.with_counts().order_by("name_withheld", "name", "pk")


def services_asked(asked: dict):
    rows = (
        Service.objects.search(asked["q"])
        if asked["q"]
        else Service.objects.order_by("name_withheld", "name", "pk")
    )
    if asked["area"]:
        rows = rows.filter(local_authority=asked["area"])
    if asked["kind"]:
        rows = rows.filter(care_home=asked["kind"] == CARE_HOMES)
    rows = rows.filter(**{name: asked[name] for name in ("status", "rating") if asked[name]})
    return rows.for_list()


@needs("providers.view_provider")
@require_safe
def provider_detail(request, pk):
    provider = get_object_or_404(Provider, pk=min(pk, MOST_NUMBER))
    services = provider.services.for_list().order_by("-status", "name", "pk")
    context = {
        "title": str(provider),
        "provider": provider,
        "services": services[:MOST_SERVICES],
        "service_count": services.count(),
        "most": MOST_SERVICES,
        "contacts": provider.contacts.current(),
        "sections": slots.sections("provider", request, provider),
    }
    return render_page(request, "providers/provider_detail.html", context)


@needs("providers.view_provider")
@require_safe
def service_detail(request, cqc_id):
    service = get_object_or_404(Service.objects.select_related("provider"), cqc_id=cqc_id)
    successors = service.successor_links.select_related("to_service")
    context = {
        "title": str(service),
        "service": service,
        "successors": successors,
        "predecessors": service.predecessor_links.select_related("from_service"),
        "standing": rules.standing(service.status, bool(successors)),
        "same_place": service.same_place(),
        "twins": service.twins(),
        "ratings": service.ratings.all(),
        "contacts": service.contacts.current(),
        "siblings": service.siblings()[:A_PAGE],
        "sections": slots.sections("service", request, service),
    }
    return render_page(request, "providers/service_detail.html", context)


@needs("providers.view_provider")
@require_safe
def service_find(request):
    """The services that are most like what was typed: a page, a fragment for HTMX, or JSON for a script."""
    text = clean_text(request.GET.get("q", ""))[:100].strip()
    found = list(Service.objects.search(text, MOST_FOUND).for_list())
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"services": [described(service) for service in found]})
    context = {"title": "Find a service", "text": text, "found": found, "most": MOST_FOUND}
    return render_page(request, "providers/service_find.html", context, fragment="providers/_found.html")


def described(service: Service) -> dict:
    return {
        "cqc_id": service.cqc_id,
        "name": str(service),
        "place": service.place,
        "provider": str(service.provider) if service.provider else "",
        "status": service.get_status_display(),
    }


@needs("providers.change_provider")
@require_http_methods(["GET", "POST"])
def provider_create(request):
    form = ProviderForm(typed(request))
    if request.method == "POST" and form.run(operations.register_provider, by=request.user):
        messages.success(request, f"{form.result} is recorded.")
        return redirect(form.result)
    return form_page(request, form, "Add a provider", "providers/provider_create.html")


@needs("providers.change_provider")
@require_http_methods(["GET", "POST"])
def service_create(request):
    """A service that CQC's register lacks; then back to the page that looked for it, with the service chosen."""
    sent = typed(request) or request.GET
    then, of = way_back(sent.get("then", "")), "" if "provider_name" in sent else sent.get("provider", "")
    provider = (
        Provider.objects.filter(pk=int(of)).first() if of.isdecimal() and int(of) < MOST_NUMBER else None
    )
    form = ServiceForm(typed(request), initial=as_searched(request.GET.get("q", "")), provider=provider)
    if request.method == "POST" and form.run(operations.register_service, by=request.user):
        messages.success(request, f"{form.result} is recorded.")
        return redirect(f"{then}?service={form.result.cqc_id}" if then else form.result)
    context = {"provider": provider, "then": then, "there": getattr(form.refusal, "service", None)}
    return form_page(request, form, "Record a service", "providers/service_create.html", **context)


def way_back(path: str) -> str:
    """A path of ours that takes ?service=; anything else is ""."""
    is_ours = path.startswith("/") and "?" not in path and url_has_allowed_host_and_scheme(path, None)
    return path if is_ours else ""


def as_searched(text: str) -> dict:
    """What was looked for and not found, where it belongs in the form."""
    text = clean_text(text)[:100].strip()
    postcode, is_whole = rules.as_postcode(text)
    return {"postcode": postcode} if is_whole else {"name": text}


@needs("providers.change_provider")
@require_http_methods(["GET", "POST"])
def contact_create(request, provider_pk=None, cqc_id=None):
    if cqc_id is None:
        owner = get_object_or_404(Provider, pk=min(provider_pk, MOST_NUMBER))
    else:
        owner = get_object_or_404(Service, cqc_id=cqc_id)
    form = ContactForm(typed(request))
    if request.method == "POST" and form.run(operations.record_contact, by=request.user, of=owner):
        messages.success(request, f"{form.result.name} is recorded as a contact.")
        return redirect(owner)
    return form_page(request, form, "Add a contact", "providers/contact_form.html", owner=owner)


@needs("providers.change_provider")
@require_http_methods(["GET", "POST"])
def contact_end(request, pk):
    contact = get_object_or_404(
        Contact.objects.current().select_related("service", "provider"), pk=min(pk, MOST_NUMBER)
    )
    owner = contact.service or contact.provider
    form = EndContactForm(typed(request), initial={"ended_on": timezone.localdate()})
    if request.method == "POST" and form.run(operations.end_contact, by=request.user, contact=contact):
        messages.success(request, f"{contact.name} is no longer a contact.")
        return redirect(owner)
    title = f"{contact.name} is no longer a contact"
    return form_page(request, form, title, "providers/contact_form.html", owner=owner)


def form_page(request, form, title: str, template: str, **context):
    """A form, with 422 when what was sent was refused."""
    status = 422 if request.method == "POST" and form.errors else 200
    return render_page(request, template, {"title": title, "form": form, **context}, status=status)
