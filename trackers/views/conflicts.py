"""Two people changed the same field: both values with who and when, nothing chosen beforehand."""

from django.http import HttpResponse
from django.utils import timezone

from accounts.versions import Clash
from events.tabs import tabs
from events.views.pages import CLASHED
from govuk.htmx import render_page
from govuk.words import clock_time, when_words
from trackers.cells import choices_of
from trackers.forms.entries import EditForm
from trackers.merging import others_changes
from trackers.models import TrackerEntry
from trackers.operations import THEIRS, YOURS
from trackers.rules.fields import BY_KEY, Field, words_for
from trackers.table import person_words
from trackers.views.cells import cell_form


def clashing_fields(request, fields: list[Field]) -> list[Field]:
    """The fields that the conflict page asked about; none when the form comes from anywhere else."""
    asked = request.POST.getlist("clash")
    return [field for field in fields if field.key in asked]


def conflict_page(request, form: EditForm, title: str, *, in_cell: bool, unanswered: bool) -> HttpResponse:
    """What did not clash is saved first; then the choice, in the cell or on a page."""
    rest = [] if in_cell or unanswered else form.save_the_rest(by=request.user)
    entry = TrackerEntry.objects.select_related("service_user", "event", "funding_authority").get(
        pk=form.entry.pk
    )
    clashes = [shown(form, clash, unanswered) for clash in form.refusal.clashes]
    context = {
        "clashes": clashes,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if is_typed(name, clashes)
            for value in values
        ],
        "seen": {"seen": entry.version, "person_seen": entry.service_user.version},
    }
    if in_cell:
        return cell_form(request, form, CLASHED, **context)
    context |= {
        "event": entry.event,
        "entry": entry,
        "tabs": tabs(request.user, entry.event, "tracker"),
        "title": "Choose which change to keep",
        "person": person_words(entry),
        "errors": [
            {"text": clash["error"], "href": f"#keep-{clash['key']}"} for clash in clashes if clash["error"]
        ],
        "kept": kept_rows(request, form, entry, rest),
    }
    return render_page(request, "trackers/conflict.html", context, status=CLASHED)


def is_typed(name: str, clashes: list[dict]) -> bool:
    """Whether a posted value travels along: the versions, and what was typed into the fields that clash."""
    keys = {clash["key"] for clash in clashes}
    return name in {"version", "person_version", "back"} or name in keys or name.rsplit("-", 1)[0] in keys


def shown(form: EditForm, clash: Clash, unanswered: bool) -> dict:
    """One clash for the page: what it was, and two cards of equal weight."""
    field, now = BY_KEY[clash.field], timezone.now()
    choices = choices_of(field)
    record = form.entry.service_user if field.of_person else form.entry
    before = record.snapshot(form.opened_at()["person_since" if field.of_person else "since"])
    was = "" if before is None else words_for(field, getattr(before, field.key), choices)
    return {
        "key": field.key,
        "label": field.label,
        "by": clash.by,
        "hint": f"When you opened it, it was: {was}." if was else "",
        "error": f"Choose which {field.named} to keep" if unanswered else "",
        "cards": [
            {
                "value": YOURS,
                "text": "Keep yours",
                "shown": words_for(field, clash.yours, choices),
                "who": f"You, at {clock_time(now)}. Not saved yet.",
            },
            {
                "value": THEIRS,
                "text": f"Keep {clash.by}’s",
                "shown": words_for(field, clash.theirs, choices),
                "who": f"{clash.by}. {when_words(clash.at, now)}. Saved.",
            },
        ],
    }


def kept_rows(request, form: EditForm, entry: TrackerEntry, rest: list[str]) -> list[dict]:
    """What merged: fields of this form that were saved, and fields that others changed meanwhile."""
    clashing = {clash.field for clash in form.refusal.clashes}
    now = clock_time(timezone.now())
    rows = []
    for field in form.edited:
        if field.label in rest:
            record = entry.service_user if field.of_person else entry
            value = words_for(field, getattr(record, field.key), choices_of(field))
            rows.append({"label": field.label, "now": value, "by": f"You, {now}"})
    for change in others_changes(entry, **form.opened_at(), reader=request.user):
        if change.field.key not in clashing:
            rows.append(
                {
                    "label": change.field.label,
                    "now": change.now,
                    "by": f"{change.by}, {clock_time(change.at)}",
                }
            )
    return rows
