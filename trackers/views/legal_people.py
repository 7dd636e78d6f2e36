"""The legal basis of one person: the answer, facts, decisions, the end of the duty, risk assessment, dispute."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from govuk.htmx import render_page
from trackers import legal_pages
from trackers.forms.legal import AssessForm, DecideForm, DisputeForm, EndDutyForm, FactsForm, TakeBackForm
from trackers.legal_reading import Reading
from trackers.models import DutyEnd, PersonEvaluation, PersonOverride, TrackerEntry
from trackers.operations.held import check_scope
from trackers.operations.legal_disputes import open_dispute
from trackers.operations.legal_endings import decide_person, end_duty, take_back_decision, take_back_end
from trackers.operations.legal_facts import COUNCIL_ONLY, record_person_facts
from trackers.operations.legal_powers import assess_urgency
from trackers.rules.legal import asked_of_person
from trackers.table import person_words
from trackers.views.entries import find_entry, frame
from trackers.views.legal import NEWEST, one_form


def find_person(request, pk: int) -> TrackerEntry:
    """The person: 404 if not one of this reader's, 403 for partner staff."""
    entry = find_entry(request, pk)
    check_scope(request.user, entry, [COUNCIL_ONLY])
    return entry


def framed(request, entry: TrackerEntry, **context) -> dict:
    back = reverse("trackers:person-legal", args=[entry.pk])
    rights = legal_pages.rights(request.user, entry.event)
    return frame(request, entry, **{"back": back, **rights, **context})


def read(entry: TrackerEntry) -> Reading:
    return Reading(entry.event, timezone.localdate(), [entry.pk])


@needs("events.view_legal")
@require_safe
def person_legal(request, pk):
    """What the law asks of the council for this person, and why."""
    entry = find_person(request, pk)
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.READ,
        subject="Person's legal basis",
        event=entry.event,
        people=[pk],
    )
    reading = read(entry)
    context = framed(request, entry, title=f"Legal basis: {person_words(entry)}")
    if not reading.has_rules:
        return render_page(request, "trackers/legal_none.html", context)
    kept = PersonEvaluation.objects.filter(entry=entry).select_related("made_by").order_by("-pk")[:NEWEST]
    open_disputes = {one.dispute_id for one in reading.person_disputes.get(entry.pk, [])}
    context |= {
        "answer": legal_pages.answer(reading, reading.of_person(entry), entry),
        "procedure": reading.pack,
        "history": legal_pages.kept(kept),
        "nhs": nhs_partner(request, entry),
        "end": next(iter(reading.ends.get(entry.pk, [])), None),
        "ended_before": DutyEnd.objects.filter(entry=entry, taken_back_at__isnull=False),
        "powers": [one for one in legal_pages.powers(reading, {}) if covers(reading, entry, one["power"])],
        "disputes": [one for one in reading.disputes if one.pk in open_disputes],
    }
    return render_page(request, "trackers/legal_person.html", context)


def nhs_partner(request, entry: TrackerEntry) -> dict[str, str] | None:
    """What is still to do so that the NHS body works on this person as a partner. SOP 4.8."""
    if not request.user.has_perm("events.share_failureevent") or not entry.event.is_running:
        return None
    body = entry.funding_authority
    if body is None:
        href = reverse("trackers:entry-change", args=[entry.pk, "pays"])
        return {"href": href, "text": "Name the NHS body that pays"}
    if entry.event.shares.filter(organisation=body, ended_at=None).exists():
        return None
    return {
        "href": reverse("events:share-list", args=[entry.event.reference]),
        "text": f"Share the event with {body}",
    }


def covers(reading: Reading, entry: TrackerEntry, power) -> bool:
    own = {one.power_id for one in reading.person_powers.get(entry.pk, [])}
    return power.for_everybody or power.pk in own


@needs("trackers.change_legal")
@require_http_methods(["GET", "POST"])
def person_facts(request, pk):
    entry = find_person(request, pk)
    reading = read(entry)
    rows = {row.name: row for row in reading.person_rows.get(entry.pk, [])}
    facts = asked_of_person(reading.pack) if reading.has_rules else []
    form = FactsForm(typed(request), facts=facts, rows=rows, known=reading.person_facts(entry))
    words = {
        "title": f"Facts about {person_words(entry)}",
        "button": "Save the facts",
        "done": "Saved. The answer is below.",
        "intro": "None of these holds up the care. Answer what you know. Who pays, capacity and how much help the "
        "person needs are on the tracker.",
    }
    return one_form(request, form, record_person_facts, framed(request, entry), entry=entry, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def person_decide(request, pk):
    entry = find_person(request, pk)
    form = DecideForm(typed(request), pack=read(entry).pack)
    words = {
        "title": f"Decide otherwise about {person_words(entry)}",
        "button": "Save the decision",
        "done": "Decision saved.",
        "intro": "Your decision counts in place of what the rules say. Both stay on record.",
    }
    return one_form(request, form, decide_person, framed(request, entry), entry=entry, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def person_decision_end(request, pk, decision):
    entry = find_person(request, pk)
    standing = PersonOverride.objects.visible_to(request.user).filter(entry=entry, ended_at=None)
    found = get_object_or_404(standing, pk=decision)
    words = {"title": f"Take back: {found}", "button": "Take it back", "done": "The rules count again."}
    form = TakeBackForm(typed(request))
    return one_form(request, form, take_back_decision, framed(request, entry), decision=found, **words)


@needs("trackers.change_legal")
@require_http_methods(["GET", "POST"])
def duty_end(request, pk):
    entry = find_person(request, pk)
    begun = {"ended_on": entry.moved_on, "new_provider": entry.destination}
    words = {
        "title": f"End the duty to {person_words(entry)}",
        "button": "End the duty",
        "done": "The duty has ended.",
        "intro": "The duty ends when the council is satisfied that the new provider will meet the person’s needs "
        "(SOP section 4.5).",
    }
    form = EndDutyForm(typed(request), initial=begun)
    return one_form(request, form, end_duty, framed(request, entry), entry=entry, **words)


@needs("trackers.change_legal")
@require_http_methods(["GET", "POST"])
def duty_end_back(request, pk):
    entry = find_person(request, pk)
    words = {
        "title": f"The duty to {person_words(entry)} goes on",
        "button": "Take back the end",
        "done": "The duty is worked out again.",
        "intro": "For example, the new provider fails too. The end stays on record.",
    }
    form = TakeBackForm(typed(request))
    return one_form(request, form, take_back_end, framed(request, entry), entry=entry, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def person_power_assess(request, pk):
    entry = find_person(request, pk)
    words = {
        "title": f"Risk assessment on urgency for {person_words(entry)}",
        "button": "Save the risk assessment",
        "done": "Saved.",
        "intro": "It decides whether this person’s needs are urgent, and comes before the section 19 power is used "
        "(SOP section 6.0).",
    }
    form = AssessForm(typed(request))
    kwargs = {"event": entry.event, "people": [entry]}
    return one_form(request, form, assess_urgency, framed(request, entry), **kwargs, **words)


@needs("events.change_legal")
@require_http_methods(["GET", "POST"])
def person_dispute(request, pk):
    entry = find_person(request, pk)
    words = {
        "title": f"Log a dispute about {person_words(entry)}",
        "button": "Log the dispute",
        "done": "Dispute logged. It holds nothing up.",
        "intro": "Authorities cooperate, so that care goes on without delay (SOP section 5.0).",
    }
    form = DisputeForm(typed(request), people=TrackerEntry.objects.none())
    del form.fields["people"]
    kwargs = {"event": entry.event, "people": [entry]}
    return one_form(request, form, open_dispute, framed(request, entry), **kwargs, **words)
