"""Places and packages of one person: find, add, change. Staffordshire SOP 11.7."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from govuk.htmx import render_page
from providers import holds
from providers.models import Service
from trackers.forms.transfers import EditPlacementForm, FindPlace, PlacementForm
from trackers.forms.why import ask_why
from trackers.models import Placement
from trackers.operations.placements import add_placement, edit_placement, warning_of
from trackers.table import person_words
from trackers.views.entries import frame
from trackers.views.moves import find_for_council, one_form

WORK = "trackers.change_trackerentry"
MOST_FOUND = 20
FREE = "none"  # the place is not in the register


@needs(WORK)
@require_http_methods(["GET", "POST"])
def placement_add(request, pk):
    """First which service, or none of the register; then what it is and how far."""
    entry = find_for_council(request, pk)
    wanted = (request.GET.get("service") or (typed(request) or {}).get("service") or "").replace("\0", "")
    service = Service.objects.select_related("provider").filter(cqc_id=wanted).first()
    if service is None and wanted != FREE and request.method == "GET":
        return find_place(request, entry)
    warning = warning_of(service)
    start = {"status": "looked_at", "provided_by": str(service.provider or "") if service else ""}
    if service and service.care_home:
        start["kind"] = Placement.Kind.CARE_HOME
    form = PlacementForm(typed(request), initial=start, service=service, warning=warning)
    ask_why(form, entry)
    words = {
        "title": f"A place for {person_words(entry)}",
        "button": "Save",
        "done": "Saved.",
        "extra": {"service": service, "warning": warning, "carried": {"service": wanted or FREE}},
        "template": "trackers/placement_form.html",
    }
    return one_form(request, entry, form, add_placement, entry=entry, service=service, **words)


def find_place(request, entry):
    form = FindPlace(request.GET)
    text = form.cleaned_data.get("q", "") if form.is_valid() else ""
    found = list(Service.objects.search(text, MOST_FOUND).select_related("provider")) if text else []
    held = holds.holds_of(found)
    context = {
        "title": f"A place for {person_words(entry)}",
        "form": form,
        "text": text,
        "found": [service for service in found if service.pk not in held],
        "held": [(service, held[service.pk]) for service in found if service.pk in held],
    }
    return render_page(request, "trackers/placement_find.html", frame(request, entry, **context))


@needs(WORK)
@require_http_methods(["GET", "POST"])
def placement_edit(request, pk, placement):
    entry = find_for_council(request, pk)
    mine = Placement.objects.visible_to(request.user).filter(entry=entry)
    found = get_object_or_404(mine.select_related("service__provider", "entry"), pk=placement)
    start = {name: getattr(found, name) for name in EditPlacementForm.base_fields}
    warning = warning_of(found.service)
    form = EditPlacementForm(typed(request), initial=start, service=found.service, warning=warning)
    ask_why(form, entry)
    words = {
        "title": f"{found.where} for {person_words(entry)}",
        "button": "Save",
        "done": "Saved.",
        "extra": {"service": found.service, "warning": warning},
        "template": "trackers/placement_form.html",
    }
    return one_form(request, entry, form, edit_placement, placement=found, **words)
