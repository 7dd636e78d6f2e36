"""What happens to a person: the move, the check after it, the final outcome; contacts and shares."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from accounts.versions import Conflict
from events.views.pages import CLASHED, status
from govuk.htmx import render_page
from govuk.words import clock_time, full_date
from trackers import operations
from trackers.forms.people import (
    CheckForm,
    ContactForm,
    EditContactForm,
    EndShareForm,
    MoveForm,
    OutcomeForm,
    ReopenForm,
    ShareForm,
)
from trackers.models import EntryShare, Representative
from trackers.operations.held import check_scope
from trackers.table import person_words
from trackers.views.entries import find_entry, frame

RECORDED = "final_outcome"  # no partner field to edit: stands for "the council records this"
NOBODY_HAS_IT = "No other organisation has this event. Share the event with it here first, then the person."


def find_for_council(request, pk: int):
    """The person, for somebody who records what happens: 404 if not theirs, 403 for partner staff."""
    entry = find_entry(request, pk)
    check_scope(request.user, entry, [RECORDED])
    return entry


def one_form(
    request,
    entry,
    form,
    operation,
    /,
    *,
    title: str,
    button: str,
    done: str,
    intro: str = "",
    back: str = "",
    template: str = "events/form.html",
    extra: dict | None = None,
    **kwargs,
):
    """Show the form, or carry it out and go back: to the person, or to the address `back`.

    `extra` is for a template of its own. `kwargs` are the operation's, `entry` may be one.
    """
    back = back or entry.get_absolute_url()
    if request.method == "POST" and form.run(operation, by=request.user, **kwargs):
        messages.success(request, done)
        return redirect(back)
    code = status(request, form)
    if isinstance(form.refusal, Conflict):
        code, form = CLASHED, show_both(form)
    words = {"title": title, "button": button, "intro": intro, "back": back, **(extra or {})}
    return render_page(request, template, frame(request, entry, form=form, **words), status=code)


def show_both(form):
    """The other person's value beside the one typed; sending it again replaces theirs, knowingly."""
    form.data = form.data.copy()
    form.data["version"] = form.refusal.record.version
    del form.errors["__all__"]
    for clash in form.refusal.clashes:
        shown = full_date(clash.theirs) if hasattr(clash.theirs, "year") else clash.theirs or "nothing"
        form.add_error(
            clash.field if clash.field in form.fields else None,
            f"{clash.by} saved {shown} at {clock_time(clash.at)}. Yours is kept here: save again to replace theirs",
        )
    return form


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_move(request, pk):
    entry = find_for_council(request, pk)
    start = {
        "moved_on": entry.moved_on or entry.move_on,
        "destination": entry.destination,
        "version": entry.version,
    }
    words = {
        "title": f"Record the move of {person_words(entry)}",
        "button": "Record the move",
        "done": "Move recorded.",
    }
    return one_form(
        request,
        entry,
        MoveForm(typed(request), initial=start, entry=entry),
        operations.record_move,
        entry=entry,
        **words,
    )


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_check(request, pk):
    entry = find_for_council(request, pk)
    names = ("safe_and_well_on", "safe_and_well_by", "safe_and_well_note", "version")
    start = {name: getattr(entry, name) for name in names}
    if entry.checks.due().exists():  # one more is to be recorded; the others stay on the person's page
        start |= {"safe_and_well_on": None, "safe_and_well_by": "", "safe_and_well_note": ""}
    start["safe_and_well_by"] = start["safe_and_well_by"] or request.user.name
    words = {
        "title": f"Safe and well check of {person_words(entry)}",
        "button": "Record the check",
        "done": "Safe and well check recorded.",
    }
    return one_form(
        request,
        entry,
        CheckForm(typed(request), initial=start),
        operations.record_safe_and_well,
        entry=entry,
        **words,
    )


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_outcome(request, pk):
    entry = find_for_council(request, pk)
    start = {name: getattr(entry, name) for name in ("final_outcome", "final_outcome_on", "version")}
    start["final_outcome_on"] = start["final_outcome_on"] or entry.moved_on
    words = {
        "title": f"Final outcome of {person_words(entry)}",
        "button": "Record the outcome",
        "done": "Final outcome recorded.",
    }
    form = OutcomeForm(typed(request), initial=start, entry=entry)
    return one_form(request, entry, form, operations.record_final_outcome, entry=entry, **words)


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_reopen(request, pk):
    entry = find_for_council(request, pk)
    words = {
        "title": f"Take back the outcome of {person_words(entry)}",
        "button": "Take back the outcome",
        "done": "The outcome was taken back, and what it had ended goes on. Check the next step.",
    }
    if entry.is_finished:
        since = full_date(entry.final_outcome_on)
        words["intro"] = f"Recorded: {entry.get_final_outcome_display()}, {since}. It stays in the history."
    form = ReopenForm(typed(request), initial={"version": entry.version})
    return one_form(request, entry, form, operations.reopen_outcome, entry=entry, **words)


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def contact_add(request, pk):
    entry = find_for_council(request, pk)
    words = {
        "title": f"Add a contact of {person_words(entry)}",
        "button": "Add the contact",
        "done": "Contact added.",
    }
    return one_form(
        request, entry, ContactForm(typed(request)), operations.add_representative, entry=entry, **words
    )


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def contact_edit(request, pk, contact):
    entry = find_for_council(request, pk)
    found = get_object_or_404(Representative.objects.visible_to(request.user).filter(entry=entry), pk=contact)
    start = {name: getattr(found, name) for name in EditContactForm.base_fields}
    words = {"title": f"Change {found}", "button": "Save the contact", "done": "Contact saved."}
    form = EditContactForm(typed(request), initial=start)
    return one_form(request, entry, form, operations.edit_representative, representative=found, **words)


@needs("events.share_failureevent")
@require_http_methods(["GET", "POST"])
def entry_share(request, pk):
    entry = find_for_council(request, pk)
    having = entry.event.shares.filter(ended_at=None).values("organisation")
    seeing = entry.shares.filter(ended_at=None).values("organisation")
    form = ShareForm(typed(request), having=having, seeing=seeing, funder=entry.funding_authority_id)
    if request.method == "GET" and not form.fields["organisation"].queryset.exists():
        messages.warning(request, NOBODY_HAS_IT)
        return redirect("events:share-list", entry.event.reference)
    words = {
        "title": f"Share {person_words(entry)} with a partner",
        "button": "Share this person",
        "done": "Shared.",
    }
    words["intro"] = (
        "The organisation must have the event already. Its people then see this person as they see those they fund."
    )
    return one_form(request, entry, form, operations.share_entry, entry=entry, **words)


@needs("events.share_failureevent")
@require_http_methods(["GET", "POST"])
def entry_share_end(request, pk, share):
    entry = find_for_council(request, pk)
    found = get_object_or_404(
        EntryShare.objects.filter(entry=entry, ended_at=None).select_related("organisation"), pk=share
    )
    words = {
        "title": f"Stop showing {person_words(entry)} to {found.organisation}",
        "button": "Stop the share",
        "done": f"{found.organisation} no longer sees this person.",
    }
    return one_form(
        request, entry, EndShareForm(typed(request)), operations.end_entry_share, share=found, **words
    )
