"""Taking back what was recorded wrongly: a time that a step was done, a confirmation, a termination document."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.taking_back import TakeBack
from events.models import StepEvidence, StepOccurrence, Termination
from events.operations.resolution import take_back_termination
from events.operations.step_records import take_back_record
from events.views.pages import event_page, find_event, run
from events.views.step_page import step_page
from events.views.steps import find_step, tab_of
from govuk.words import full_date


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def occurrence_take_back(request, reference, pk, occurrence):
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    found = _find(request, StepOccurrence, occurrence, step=step)
    title = f"Take back that it was done on {full_date(found.happened_on)}"
    return _of_step(request, event, step, found, title)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def evidence_take_back(request, reference, pk, confirmation):
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    found = _find(request, StepEvidence, confirmation, step=step)
    return _of_step(request, event, step, found, f"Take back the {found.kind} by {found.confirmed_by}")


@needs("events.change_action")
@require_http_methods(["GET", "POST"])
def termination_take_back(request, reference, termination):
    event = find_event(request, reference)
    found = _find(request, Termination, termination, event=event)
    form, back = TakeBack(typed(request)), reverse("events:resolution", args=[event.reference])
    if run(request, form, take_back_termination, by=request.user, termination=found):
        messages.success(request, f"Taken back: {found}.")
        return redirect(back)
    context = {"title": f"Take back {found}", "form": form, "back": back}
    return event_page(request, "events/take_back.html", event, "resolution", context)


def _of_step(request, event, step, record, title):
    form, back = TakeBack(typed(request)), reverse("events:step-complete", args=[event.reference, step.pk])
    if run(request, form, take_back_record, by=request.user, record=record):
        messages.success(request, "Taken back. It stays in the history.")
        return redirect(back)
    context = {"title": title, "form": form, "back": back}
    return step_page(request, "events/take_back.html", event, tab_of(step), step, context)


def _find(request, model, pk, **of):
    return get_object_or_404(model.objects.visible_to(request.user).filter(**of), pk=pk)
