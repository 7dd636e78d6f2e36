"""One person: the page, its history, and changing one field or one card."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from events.tabs import tabs
from events.views.pages import status
from govuk.htmx import is_fragment_request, render_page
from trackers import operations
from trackers.cells import choices_of
from trackers.forms.entries import CARDS, EditForm, edited_in
from trackers.merged import that_stays
from trackers.merging import others_changes
from trackers.models import TrackerEntry
from trackers.operations.held import is_theirs
from trackers.person import history_of, person_page
from trackers.rules.fields import BY_KEY, Field, may_edit, words_for
from trackers.table import person_words
from trackers.views.cells import cell_form, cell_saved
from trackers.views.conflicts import clashing_fields, conflict_page
from trackers.views.tracker import may_change


def find_entry(request, pk: int) -> TrackerEntry:
    """The person, if one of this reader's; not there and not yours are the same answer."""
    people = TrackerEntry.objects.visible_to(request.user).select_related(
        "service_user", "event", "funding_authority"
    )
    entry = get_object_or_404(people, pk=pk)
    is_theirs(request.user, entry, found=True)
    return entry


def merged_into(request, pk: int) -> TrackerEntry | None:
    """Where the address of a row leads that was merged into another, if both are theirs; None for any other."""
    rows = TrackerEntry.with_merged.visible_to(request.user).exclude(merged_into=None)
    merged = rows.filter(pk=pk).first()
    people = TrackerEntry.objects.visible_to(request.user)
    return people.filter(pk=that_stays(merged).pk).first() if merged else None


def frame(request, entry: TrackerEntry, **context) -> dict:
    """What every page about a person shows around it."""
    shared = {"event": entry.event, "entry": entry, "person": person_words(entry)}
    return (
        shared
        | {"tabs": tabs(request.user, entry.event, "tracker"), "back": entry.get_absolute_url()}
        | context
    )


@needs("trackers.view_trackerentry")
@require_safe
def entry_detail(request, pk):
    if stays := merged_into(request, pk):
        return redirect("trackers:entry-detail", stays.pk)
    entry = find_entry(request, pk)
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.READ,
        subject="Person's page",
        event=entry.event,
        people=[entry.pk],
    )
    context = person_page(entry, request.user, may_change=may_change(request.user, entry.event))
    return render_page(request, "trackers/entry_detail.html", frame(request, entry, **context))


@needs("trackers.view_trackerentry")
@require_safe
def entry_history(request, pk):
    if stays := merged_into(request, pk):
        return redirect("trackers:entry-history", stays.pk)
    entry = find_entry(request, pk)
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.READ,
        subject="Person's history",
        event=entry.event,
        people=[entry.pk],
    )
    changes, older = history_of(
        entry, request.user, before=request.GET.get("before", ""), most=50, in_full=True
    )
    context = frame(request, entry, changes=changes, older=older, title=f"History of {person_words(entry)}")
    return render_page(request, "trackers/entry_history.html", context)


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_edit(request, pk, field):
    """One field: on a page of its own, or in its cell of the tracker."""
    entry, found = find_entry(request, pk), BY_KEY.get(field)
    if found is None or not found.edit:
        raise Http404
    check_editable(request, [found])
    if is_fragment_request(request) and "cancel" in request.GET and found.edit == "cell":
        return cell_saved(request, entry, found)
    return change(request, entry, [found], found.label)


@needs("trackers.change_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_change(request, pk, card):
    """One card of the person's page."""
    entry = find_entry(request, pk)
    if card not in CARDS:
        raise Http404
    fields = edited_in(card, partner=request.user.is_partner)
    check_editable(request, fields)
    return change(request, entry, fields, CARDS[card][0])


def value_words(entry: TrackerEntry, field: Field) -> str:
    """What is recorded now, in words."""
    return words_for(
        field, getattr(entry.service_user if field.of_person else entry, field.key), choices_of(field)
    )


def check_editable(request, fields: list[Field]) -> None:
    """Raise PermissionDenied when there is nothing among the fields that this person changes."""
    if not fields or not all(may_edit(field.path, partner=request.user.is_partner) for field in fields):
        raise PermissionDenied("You can view this but not change it. The council keeps it up to date.")


def change(request, entry: TrackerEntry, fields: list[Field], title: str):
    in_cell = is_fragment_request(request) and len(fields) == 1 and fields[0].edit == "cell"
    asked = clashing_fields(request, fields)
    asks_why = not in_cell and not asked and not request.user.is_partner
    form = EditForm(typed(request), entry=entry, fields=asked or fields, in_cell=in_cell, asks_why=asks_why)
    if request.method == "POST" and save(request, form, settles=bool(asked)):
        return cell_saved(request, form.result, fields[0], form) if in_cell else saved(request, form)
    if form.has_conflict:
        return conflict_page(request, form, title, in_cell=in_cell, unanswered=bool(asked))
    if in_cell:
        return cell_form(request, form, status(request, form))
    context = frame(request, entry, form=form, title=title, back=came_from(request, entry))
    if len(fields) == 1:
        context["was"] = value_words(entry, fields[0])
    return render_page(request, "trackers/entry_edit.html", context, status=status(request, form))


def save(request, form: EditForm, *, settles: bool) -> bool:
    """Carry out the edit, or what was chosen on the conflict page once every clash has an answer."""
    if settles and len(form.kept()) == len(form.edited):
        form.seen_at(request.POST)
        return form.run(operations.settle_conflict, by=request.user, keep=form.kept())
    return form.run(operations.edit_entry, by=request.user)


def saved(request, form: EditForm):
    """Back to where the person came from, with a word about what others changed meanwhile."""
    merged = others_changes(form.result, **form.opened_at(), reader=request.user)
    labels = {field.key for field in form.edited}
    told = [
        f"{change.by} changed {change.field.named} to {change.now}"
        for change in merged
        if change.field.key not in labels
    ]
    words = f"Saved for {person_words(form.entry)}."
    messages.success(request, f"{words} Meanwhile {'; '.join(told)}. Both are kept." if told else words)
    return redirect(came_from(request, form.entry))


def came_from(request, entry: TrackerEntry) -> str:
    """The page of this service that led here: the tracker as it was filtered, or the person's page."""
    page = request.POST.get("back") or request.headers.get("Referer", "")
    own = reverse("trackers:tracker", args=[entry.event.reference])
    path = page.removeprefix(f"{request.scheme}://{request.get_host()}")
    if path == own or path.startswith((f"{own}?", f"{own}#")):
        return f"{path.partition('#')[0]}#p{entry.pk}"
    return entry.get_absolute_url()
