"""Administration of procedures: which versions there are, loading one, what it changes, activating it. SOP 8.0."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import Organisation
from events.forms.procedures import ActivateProcedure, ChooseProcedure, SendProcedure
from events.models import FailureEvent, Procedure
from events.operations import procedures as operations
from events.procedure.difference import difference
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.cases import check_cases
from events.views.pages import status
from govuk.htmx import render_page

RIGHT = "events.load_procedure"
MOST_FAULTS = 50
SAID = {
    operations.NEW: "{} is loaded. It waits here until you activate it.",
    operations.CHANGED: "{} has been replaced by the file that you sent. It waits here until you activate it.",
    operations.SAME: "{} was loaded already, and the file says the same. Nothing has changed.",
}


@needs(RIGHT)
@require_safe
def procedure_list(request):
    """Every procedure with its versions; the council's own first."""
    chosen = Procedure.objects.for_new_events()
    context = {"procedures": by_key(chosen), "chosen": chosen}
    return render_page(request, "events/procedure_list.html", context)


def by_key(chosen: Procedure | None) -> list[dict[str, Any]]:
    """Versions of each document, the active one first, then the newest."""
    rows = Procedure.objects.defer("content").select_related("loaded_by", "activated_by")
    rows = rows.annotate(used_by=Count("failure_events")).order_by("key", "-is_active", "-loaded_at", "-pk")
    found: dict[str, list[Procedure]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    keys = sorted(found, key=lambda key: (not chosen or key != chosen.key, key))
    return [{"key": key, "title": found[key][0].title, "versions": found[key]} for key in keys]


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def procedure_load(request):
    """Send a file. One with faults comes back with each fault, its line, and the text to put right."""
    form = SendProcedure(typed(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.run(operations.load_procedure, by=request.user):
        loaded = form.result
        messages.success(request, SAID[loaded.state].format(loaded.procedure))
        return redirect(loaded.procedure)
    faults = [
        {"line": fault.line, "reason": fault.reason, "text": line_of(form, fault)} for fault in form.faults
    ]
    context = {"form": form, "faults": faults[:MOST_FAULTS], "more": len(faults[MOST_FAULTS:])}
    return render_page(request, "events/procedure_load.html", context, status=status(request, form))


def line_of(form: SendProcedure, fault) -> str:
    return form.lines[fault.line - 1].strip()[:200] if fault.line <= len(form.lines) else ""


@needs(RIGHT)
@require_safe
def procedure_detail(request, pk):
    """One version: what it changes, whether its cases hold, and the button that activates it."""
    return show(request, find(pk), ActivateProcedure())


@needs(RIGHT)
@require_POST
def procedure_activate(request, pk):
    procedure = find(pk)
    form = ActivateProcedure(request.POST)
    if form.run(operations.activate_procedure, by=request.user, procedure=procedure):
        messages.success(
            request, f"{procedure} is active. Events that are running keep the version they have."
        )
        return redirect(procedure)
    return show(request, procedure, form)


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def procedure_choose(request):
    """Which document new events start with."""
    chosen = Procedure.objects.for_new_events()
    fit = [
        (row.key, row.title) for row in Procedure.objects.active() if not operations.cannot_start(read(row))
    ]
    initial = {"document": chosen.key if chosen else None}
    form = ChooseProcedure(typed(request), procedures=fit, initial=initial)
    council = Organisation.objects.filter(is_host=True).first()
    if request.method == "POST" and form.run(operations.choose_procedure, by=request.user, council=council):
        messages.success(request, f"New events start with {Procedure.objects.for_new_events()}.")
        return redirect("events:procedure-list")
    context = {"form": form, "chosen": chosen}
    return render_page(request, "events/procedure_choose.html", context, status=status(request, form))


def find(pk: int) -> Procedure:
    rows = Procedure.objects.select_related("loaded_by", "activated_by")
    return get_object_or_404(rows.annotate(used_by=Count("failure_events")), pk=pk)


def read(procedure: Procedure) -> Pack:
    return from_content(procedure.content)


def show(request, procedure: Procedure, form: ActivateProcedure):
    pack, active = read(procedure), Procedure.objects.current(procedure.key)
    results = check_cases(pack, pack.cases)
    context = {
        "procedure": procedure,
        "pack": pack,
        "active": active,
        "groups": difference(read(active), pack) if active and active != procedure else [],
        "results": results,
        "failed": [result for result in results if not result.ok],
        "cannot_start": operations.cannot_start(pack),
        "running": FailureEvent.objects.visible_to(request.user).open().filter(procedure=procedure)[:50],
        "form": form,
    }
    return render_page(request, "events/procedure_detail.html", context, status=status(request, form))
