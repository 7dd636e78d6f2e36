"""Letters of an event: chosen, looked at with who is left out and why, made, and recorded as sent. SOP 11.5."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.models import Document
from events.operations.documents import request_document
from events.operations.gates import residents_gate
from events.views.pages import REFUSED, event_page, find_event, run
from govuk.words import count_of
from letters.documents import frame, is_large, paper_of
from letters.forms.letters import ChooseForm, MakeForm, SentForm
from letters.models import Letter, Mailing
from letters.operations.letters import SEND, make_letters, record_sent, refuse
from letters.rules.fields import missing_words
from letters.rules.text import fields_in
from letters.values import of_event, sender_of
from letters.whom import recipients, stopped

LOOK = "letters.view_letter"
MOST = 100
KIND = "letters"


@needs(LOOK)
@require_safe
def letter_list(request, reference):
    """What was made, newest first; and whether letters may go out yet."""
    event = find_own(request, reference)
    context = {
        "title": "Letters",
        "mailings": mailings_of(request.user, event),
        "gate": residents_gate(event),
        "may_send": may_send(request.user, event),
    }
    return event_page(request, "letters/letter_list.html", event, "communications", context)


def mailings_of(user, event) -> list[Mailing]:
    """Each with how many of its letters went out. One query, however many there are."""
    went = Letter.objects.visible_to(user).sent().filter(mailing=OuterRef("pk")).order_by()
    counted = Subquery(went.values("mailing").annotate(number=Count("pk")).values("number"))
    found = Mailing.objects.visible_to(user).filter(event=event).annotate(sent=Coalesce(counted, 0))
    rows = list(found.select_related("made_by")[:MOST])
    for row in rows:
        row.event = event
    return rows


@needs(SEND)
@require_http_methods(["GET", "POST"])
def letter_new(request, reference):
    """First which letter and to whom, in the address; then everybody of the list, with who is left out and why."""
    event = find_own(request, reference)
    is_asked = request.method == "POST" or "template" in request.GET or "whom" in request.GET
    given = request.GET if is_asked else None
    person = {"person": request.GET.get("person", "")}
    choose = ChooseForm(given, initial=person, user=request.user, event=event)
    if not choose.is_valid():
        return choose_page(request, event, choose)
    template, to = choose.cleaned_data["template"], choose.cleaned_data["to"]
    found = recipients(event, template, to, choose.people)
    form = MakeForm(typed(request), template=template, found=found, user=request.user)
    among = [one.entry.pk for one in found]
    asked = {"by": request.user, "event": event, "template": template, "to": to, "among": among}
    if run(request, form, make_letters, **asked):
        ask_for_pdf(request, form.result)
        messages.success(request, f"{count_of(form.result.letters_made, 'letter')} made.")
        return redirect(form.result)
    return make_page(request, event, choose, form, found)


def choose_page(request, event, form):
    """Which letter, and to whom. Something wrong in the address is answered as a form is."""
    context = {"title": "Write letters", "form": form, "gate": residents_gate(event)}
    answer = event_page(request, "letters/letter_choose.html", event, "communications", context)
    if form.is_bound:
        answer.status_code = REFUSED
    return answer


def make_page(request, event, choose, form, found):
    """The list with what holds each back; and what holds the whole letter back."""
    template = choose.cleaned_data["template"]
    context = {
        "title": template.name,
        "template": template,
        "to": Mailing.To(choose.cleaned_data["to"]).label,
        "form": form,
        "able": [one for one in found if not one.why_not],
        "left_out": [one for one in found if one.why_not],
        "held_back": why_held_back(request.user, event, template, choose.cleaned_data["to"]),
    }
    return event_page(request, "letters/letter_make.html", event, "communications", context)


def why_held_back(user, event, template, to) -> str:
    """Why nobody can get this letter yet; empty where nothing is in the way."""
    try:
        refuse(event, template, to)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    name, job = sender_of(user)
    values = of_event(event, dated=event.notified_on, signed_by=name, signer_job=job)
    missing = missing_words(template.kind, fields_in(template.text), values)
    return f"The letter says something that is not known yet: {'; '.join(missing)}." if missing else ""


def ask_for_pdf(request, mailing):
    """The PDF is begun at once; where that is refused, its page offers it."""
    try:
        request_document(by=request.user, event=mailing.event, kind=KIND, about=mailing.pk)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))


@needs(LOOK)
@require_safe
def mailing_detail(request, reference, pk):
    """Every letter of a mailing: to whom, whether it went out, and which must not."""
    event, mailing = find_mailing(request, reference, pk)
    rows = list(mailing.letters.select_related("entry__service_user", "contact", "mailing", "event"))
    held = stopped(rows)
    for row in rows:
        row.stopped = held.get(row.pk, "")
    papers = Document.objects.visible_to(request.user).filter(event=event, kind=KIND, about=mailing.pk)
    context = {
        "title": mailing.name,
        "mailing": mailing,
        "rows": rows,
        "unsent": [row for row in rows if not row.sent_on and not row.stopped],
        "stopped": [row for row in rows if row.stopped and not row.sent_on],
        "document": papers.defer("content").first(),
        "may_send": may_send(request.user, event),
    }
    return event_page(request, "letters/mailing_detail.html", event, "communications", context)


@needs(LOOK)
@require_safe
def letter_detail(request, reference, pk, letter):
    """The words of one letter, as they were merged."""
    event, mailing = find_mailing(request, reference, pk)
    row = get_object_or_404(mailing.letters.select_related("entry__service_user", "mailing"), pk=letter)
    same = list(mailing.letters.filter(sheet=row.sheet))
    held = stopped(same)
    context = {
        "title": mailing.name,
        "mailing": mailing,
        "letter": row,
        "stopped": held.get(row.pk, ""),
        "seen": frame(event.host_council.name)
        | {
            "reference": event.reference,
            "dated": mailing.dated,
            "is_letter": not mailing.template.is_staff_paper,
            "large": is_large(mailing),
            "papers": [paper_of(same, event)],
        },
    }
    return event_page(request, "letters/letter_detail.html", event, "communications", context)


@needs(SEND)
@require_http_methods(["GET", "POST"])
def mailing_sent(request, reference, pk):
    """They went out: which, when, how, by whom."""
    event, mailing = find_mailing(request, reference, pk)
    rows = list(mailing.letters.not_sent())
    held = stopped(rows)
    waiting = mailing.letters.not_sent().exclude(pk__in=held)
    form = SentForm(typed(request), letters=waiting, user=request.user)
    if run(request, form, record_sent, by=request.user, mailing=mailing):
        messages.success(
            request, f"Recorded: {count_of(len(form.cleaned_data['letters']), 'letter')} went out."
        )
        return redirect(mailing)
    context = {"title": "Letters that went out", "mailing": mailing, "form": form, "no_form": not waiting}
    return event_page(request, "letters/mailing_sent.html", event, "communications", context)


def find_own(request, reference):
    """The event, for its own council: nobody else writes to its people."""
    event = find_event(request, reference)
    if event.host_council_id != request.user.organisation_id or event.status in event.NEVER_LOGGED:
        raise Http404("No letters here")
    return event


def find_mailing(request, reference, pk):
    event = find_own(request, reference)
    rows = Mailing.objects.visible_to(request.user).select_related("template", "made_by")
    mailing = get_object_or_404(rows, event=event, pk=pk)
    mailing.event = event
    return event, mailing


def may_send(user, event) -> bool:
    return user.has_perm(SEND) and event.is_open
