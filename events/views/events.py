"""The list of events, and logging an incident: find the service, fill in the form, read the answer, log it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.events import EventFilter, FindService
from events.forms.incident import ANSWERS, IncidentForm
from events.models import FailureEvent, Procedure
from events.operations.events import current_pack, log_event, open_events_of, save_draft
from events.views.answer import DRAFT, SHOW, as_typed, logged_words, panel
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import status
from govuk.htmx import render_page
from providers.models import Service

A_PAGE = 25
MOST_FOUND = 20
OVERVIEW = ("notified_on", "notified_by", "service_type", "nature_of_failure", "version")


@needs("events.view_failureevent")
@require_safe
def event_list(request):
    """Open events first, newest first; partner staff see those shared with their organisation."""
    form = EventFilter(request.GET)
    ignored = [str(form.fields[name].label) for name in form.errors]
    if ignored:
        form = EventFilter({name: form.cleaned_data.get(name, "") for name in form.fields})
        form.full_clean()
    events = FailureEvent.objects.visible_to(request.user).select_related(
        "service", "provider", "host_council"
    )
    events = filtered(events, form.cleaned_data).open_first()
    page = Paginator(events, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"title": "Events", "form": form, "page": page, "query": asked.urlencode(), "ignored": ignored}
    return render_page(request, "events/event_list.html", context)


def filtered(events, asked: dict):
    if asked.get("status") == "open":
        events = events.open()
    elif asked.get("status"):
        events = events.filter(status=asked["status"])
    if text := asked.get("q"):
        named = (
            Q(service__name__icontains=text)
            | Q(provider__name__icontains=text)
            | Q(service__town__icontains=text)
        )
        events = events.filter(named | Q(reference__icontains=text) | Q(service__cqc_id__iexact=text))
    return events


@needs("events.add_failureevent")
@require_http_methods(["GET", "POST"])
def event_new(request):
    """Log an incident: first which service, then what happened to it."""
    if Procedure.objects.for_new_events() is None:
        return render_page(request, "events/no_procedure.html", {"title": "Log an incident"})
    kept = typed(request) or {}  # a form that outlived its session comes back without the query string
    wanted = (request.GET.get("service") or kept.get("service") or "").replace("\0", "")
    service = Service.objects.select_related("provider").filter(cqc_id=wanted).first() if wanted else None
    if service is None:
        return find_service(request, wanted)
    return incident(request, service, None)


@needs("events.add_failureevent")
@require_http_methods(["GET", "POST"])
def event_draft(request, reference):
    """Go on with a draft."""
    drafts = FailureEvent.objects.visible_to(request.user).select_related("service__provider", "provider")
    event = get_object_or_404(drafts, reference=reference)
    if event.status != FailureEvent.Status.DRAFT:
        return redirect(event)
    return incident(request, event.service, event)


def find_service(request, unknown: str):
    """A form by GET that lists matches: by name, postcode or CQC location id, however spelled."""
    form = FindService(request.GET)
    text = form.cleaned_data.get("q", "") if form.is_valid() else ""
    found = list(Service.objects.search(text, MOST_FOUND).select_related("provider")) if text else []
    context = {
        "title": "Log an incident",
        "form": form,
        "text": text,
        "found": found,
        "unknown": unknown,
        "most": MOST_FOUND,
    }
    return render_page(request, "events/service_find.html", context)


def incident(request, service, event):
    """The form with the answer of the procedure beside it."""
    pack, do = current_pack(), request.POST.get("do", "")
    form = IncidentForm(typed(request), initial=initial(service, event), pack=pack, draft=do == DRAFT)
    if request.method == "POST" and do == SHOW:
        form = as_typed(form, pack=pack)
    elif request.method == "POST" and form.is_valid() and carried_out(request, form, do, service, event):
        return after(request, form.result or event, do)
    if is_conflict(form):
        return conflict_page(request, event, "overview", form, f"the draft {event.reference}")
    context = {
        "title": "Log an incident",
        "form": form,
        "service": service,
        "draft": event,
        "panel": panel(form, pack, request.user, service),
        "can_save_draft": True,
        "others": list(open_events_of(service, but=event).visible_to(request.user)),
    }
    return render_page(
        request,
        "events/event_new.html",
        context,
        fragment="events/_answer.html",
        status=status(request, form),
    )


def carried_out(request, form, do: str, service, event) -> bool:
    """Save the draft, or log the incident. The record is `form.result`."""
    own = {"by": request.user, "service": service, "event": event}
    if do == DRAFT:
        answers = form.answers
        form.cleaned_data = {
            **form.overview,
            "key": form.cleaned_data["key"],
            "version": form.cleaned_data["version"],
        }
        return run(request, form, save_draft, event, answers=answers, **own)
    return run(request, form, log_event, event, **own)


def after(request, event, do: str):
    """Where the person goes next, and what was done."""
    if do == DRAFT:
        messages.success(request, f"Draft {event.reference} saved. Nobody has been told.")
        return redirect("events:event-draft", event.reference)
    messages.success(request, logged_words(event))
    return redirect(event)


def initial(service, event) -> dict:
    """What stands in the form at first: the service's own type, or the draft."""
    if event is None:
        return {"service_type": ", ".join(service.service_types)[:120], "notified_on": timezone.localdate()}
    return {name: getattr(event, name) for name in OVERVIEW} | {
        name: event.draft_answers.get(name, "") for name in ANSWERS
    }
