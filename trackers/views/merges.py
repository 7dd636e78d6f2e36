"""Two rows of one person: which they are, whose facts are kept, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import REFUSED, status
from govuk.htmx import render_page
from trackers.cells import choices_of
from trackers.forms.merges import MergeForm, UndoMergeForm
from trackers.models import EntryMerge, TrackerEntry
from trackers.operations import merges as operations
from trackers.rules.fields import FIELDS, words_for
from trackers.rules.likeness import judge, traits_of
from trackers.side_by_side import of_entry
from trackers.table import person_words
from trackers.views.entries import frame
from trackers.views.moves import find_for_council

RIGHT = operations.RIGHT
MOST = 10  # who may be the same person


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def entry_merge(request, pk):
    """Choose the other row; then whose facts are kept, side by side."""
    entry = find_for_council(request, pk)
    asked = request.POST.get("with") or request.GET.get("with", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return choose_other(request, entry)
    other = get_object_or_404(others_of(request, entry), pk=asked)
    form = MergeForm(typed(request), entry=entry, other=other)
    if request.method == "POST" and form.run(operations.merge_entries, by=request.user):
        messages.success(
            request, f"{person_words(other)} and {person_words(entry)} are one row now. You can take it back."
        )
        return redirect(form.result)
    context = {"form": form, "other": other, "other_name": person_words(other), "title": "One person?"}
    return render_page(
        request, "trackers/merge_form.html", frame(request, entry, **context), status=status(request, form)
    )


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def merge_detail(request, pk, merge):
    """Both rows of a merge, who said so, and the way back."""
    entry = find_for_council(request, pk)
    found = EntryMerge.objects.visible_to(request.user).select_related(
        "merged__service_user", "merged_by", "undone_by", "entry__service_user", "entry__event"
    )
    merge = get_object_or_404(found, pk=merge, entry=entry)
    form = UndoMergeForm(typed(request))
    if request.method == "POST" and form.run(operations.undo_merge, by=request.user, merge=merge):
        kept = form.result.kept_since
        also = f" Changed since and left as they are: {', '.join(kept)}." if kept else ""
        messages.success(request, f"They are two people again.{also}")
        return redirect(merge.merged)
    context = {"form": form, "merge": merge, "rows": facts_of_both(merge), "title": "A merge of two rows"}
    return render_page(
        request, "trackers/merge_detail.html", frame(request, entry, **context), status=status(request, form)
    )


def others_of(request, entry: TrackerEntry):
    """Everybody else on the tracker."""
    people = TrackerEntry.objects.visible_to(request.user).filter(event=entry.event_id)
    return people.exclude(pk=entry.pk).select_related("service_user", "event", "funding_authority")


def choose_other(request, entry: TrackerEntry):
    """Who it may be, the most alike first; then everybody."""
    others = list(others_of(request, entry).in_table_order())
    mine = traits_of(of_entry(entry).person)
    judged = [(judge(mine, traits_of(of_entry(other).person)), other) for other in others]
    alike = sorted((pair for pair in judged if pair[0]), key=lambda pair: -pair[0].score)
    context = {
        "title": f"Is {person_words(entry)} on the tracker twice?",
        "alike": [(other, ", ".join(verdict.reasons)) for verdict, other in alike[:MOST]],
        "others": others,
    }
    code = REFUSED if request.method == "POST" else 200
    return render_page(request, "trackers/merge_choose.html", frame(request, entry, **context), status=code)


def facts_of_both(merge: EntryMerge) -> list[list[str]]:
    """What each row says today, where they differ."""
    ours, theirs = operations.values_of(merge.entry), operations.values_of(merge.merged)
    found = []
    for path, field in FIELDS.items():
        if ours[path] != theirs[path]:
            words = (words_for(field, values[path], choices_of(field)) for values in (ours, theirs))
            found.append([field.label, *map(str, words)])
    return found
