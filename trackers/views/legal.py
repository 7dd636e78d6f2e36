"""The legal basis of an event: the answer, its facts, the decisions of people, the section 19 power."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.versions import Conflict
from events.models import FailureEvent, LegalEvaluation, LegalOverride, PowerUse
from events.tabs import tabs
from events.views.pages import CLASHED, find_event, status
from govuk.htmx import render_page
from govuk.words import full_date
from trackers import legal_pages
from trackers.forms.legal import AssessForm, DecideForm, EndPowerForm, FactsForm, TakeBackForm, UsePowerForm
from trackers.legal_reading import Reading
from trackers.operations.legal import work_out_again
from trackers.operations.legal_endings import decide_event, take_back_decision
from trackers.operations.legal_facts import FactsConflict, record_event_facts
from trackers.operations.legal_powers import assess_urgency, end_power, use_power
from trackers.rules.legal import asked_of_event

NEWEST = 12


def find_live(request: HttpRequest, reference: str) -> FailureEvent:
    """The event, if this person may open it and it was logged: a draft has no legal basis yet."""
    event = find_event(request, reference)
    if event.status == event.Status.DRAFT:
        raise Http404
    return event


def framed(request: HttpRequest, event: FailureEvent, **context) -> dict:
    """What every page of the legal basis shows around it."""
    shared = {"event": event, "tabs": tabs(request.user, event, "overview")}
    shared["back"] = reverse("trackers:legal-detail", args=[event.reference])
    return shared | legal_pages.rights(request.user, event) | context


def one_form(
    request: HttpRequest, form, operation, frame: dict, /, *, title: str, button: str, done: str,
    intro: str = "", **kwargs,
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry it out and go back. `kwargs` are the operation's."""
    if request.method == "POST" and form.run(operation, by=request.user, **kwargs):
        messages.success(request, done)
        return redirect(frame["back"])
    code = status(request, form)
    if isinstance(form.refusal, Conflict):
        code = CLASHED
        show_both(form)
    context = frame | {"form": form, "title": title, "button": button, "intro": intro}
    return render_page(request, "events/form.html", context, status=code)


def show_both(form) -> None:
    """The other person's values beside those typed, and the version that sending again replaces."""
    if isinstance(form.refusal, FactsConflict):
        form.show_clashes()
        return
    form.data = form.data.copy()
    form.data["version"] = form.refusal.record.version
    form.errors.pop("__all__", None)
    for clash in form.refusal.clashes:
        words = (
            f"{clash.by} saved “{in_words(form, clash)}”. Yours is kept here: save again to replace theirs"
        )
        form.add_error(clash.field if clash.field in form.fields else None, words)


def in_words(form, clash) -> str:
    """What the other person saved, as the form shows it."""
    if hasattr(clash.theirs, "year"):
        return full_date(clash.theirs)
    labels = dict(getattr(form.fields.get(clash.field), "choices", ()))
    return str(labels.get(clash.theirs) or clash.theirs or "nothing")


@needs("events.view_legal")
@require_safe
def legal_detail(request, reference):
    """What applies, why, on which facts, what is missing, what would change it; and everybody's answer."""
    event = find_live(request, reference)
    reading = Reading(event, timezone.localdate())
    context = framed(request, event, title="Legal basis")
    if not reading.has_rules:
        return render_page(request, "trackers/legal_none.html", context)
    kept = list(
        LegalEvaluation.objects.filter(event=event).select_related("made_by").order_by("-pk")[:NEWEST]
    )
    found = reading.of_event
    context |= {
        "answer": legal_pages.answer(reading, found),
        "procedure": reading.pack,
        "history": legal_pages.kept(kept),
        "stale": not kept or (kept[0].duty, kept[0].power) != (found.duty, found.power),
        "powers": legal_pages.powers(reading, legal_pages.names_of(reading)),
        "disputes": reading.disputes,
        **legal_pages.people_table(reading, request.GET.get("duty", "")),
    }
    return render_page(request, "trackers/legal_event.html", context)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def legal_facts(request, reference):
    """All facts of the event on one page; only those that are changed are recorded."""
    event = find_live(request, reference)
    reading = Reading(event, timezone.localdate(), [])
    if not reading.has_rules:
        raise Http404
    form = FactsForm(
        typed(request), facts=asked_of_event(reading.pack), rows=reading.event_rows, known=reading.event_facts
    )
    words = {
        "title": "Facts for the legal basis",
        "button": "Save the facts",
        "done": "Saved. The answer is below.",
    }
    words["intro"] = (
        "Answer what you know and leave the rest. Each change is kept, with the answer that followed from it."
    )
    return one_form(request, form, record_event_facts, framed(request, event), event=event, **words)


@needs("events.change_legal")
@require_POST
def legal_again(request, reference):
    """Keep the answer as it is now, such as after the register has changed."""
    event = find_live(request, reference)
    work_out_again(by=request.user, event=event)
    messages.success(request, "The answer was worked out again and kept.")
    return redirect("trackers:legal-detail", event.reference)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def legal_decide(request, reference):
    event = find_live(request, reference)
    reading = Reading(event, timezone.localdate(), [])
    form = DecideForm(typed(request), pack=reading.pack)
    words = {"title": "Decide otherwise", "button": "Save the decision", "done": "Decision saved."}
    words["intro"] = (
        "Your decision counts in place of what the rules say, for the event and for everybody whose answer is the "
        "same. Both stay on record."
    )
    return one_form(request, form, decide_event, framed(request, event), event=event, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def legal_decision_end(request, reference, pk):
    event = find_live(request, reference)
    decisions = LegalOverride.objects.visible_to(request.user).filter(event=event, ended_at=None)
    decision = get_object_or_404(decisions, pk=pk)
    words = {"title": f"Take back: {decision}", "button": "Take it back", "done": "The rules count again."}
    form = TakeBackForm(typed(request))
    return one_form(request, form, take_back_decision, framed(request, event), decision=decision, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def power_assess(request, reference):
    event = find_live(request, reference)
    words = {"title": "Risk assessment on urgency", "button": "Save the risk assessment", "done": "Saved."}
    words["intro"] = (
        "It decides whether needs are urgent, and comes before the section 19 power is used (SOP section 6.0). "
        "This one is for everybody in the event; for one person, start from their page."
    )
    form = AssessForm(typed(request))
    return one_form(request, form, assess_urgency, framed(request, event), event=event, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def power_use(request, reference):
    event = find_live(request, reference)
    powers = PowerUse.objects.visible_to(request.user).filter(
        event=event, urgent=True, started_on=None, ended_on=None
    )
    form = UsePowerForm(typed(request), powers=powers)
    words = {
        "title": "Use the section 19 power",
        "button": "Record its use",
        "done": "Use of the power recorded.",
    }
    words["intro"] = (
        "Every case is decided on its own facts, and the record holds the reasoning (SOP section 6.0)."
        if powers
        else "No risk assessment has found urgent needs. Complete one first (SOP section 6.0)."
    )
    return one_form(request, form, use_power, framed(request, event), event=event, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def power_end(request, reference, pk):
    event = find_live(request, reference)
    used = PowerUse.objects.visible_to(request.user).filter(event=event, started_on__isnull=False)
    power = get_object_or_404(used, pk=pk)
    begun = {"version": power.version, "ended_on": power.ended_on, "end_reason": power.end_reason}
    words = {"title": "End the use of the section 19 power", "button": "End it", "done": "The use has ended."}
    form = EndPowerForm(typed(request), initial=begun)
    return one_form(request, form, end_power, framed(request, event), power=power, **words)
