"""What a person needs from a place, in their words; what was assessed of them. LGiU template T11."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from govuk.htmx import render_page
from trackers.forms.needs import AddMustHave, EditMustHave, LookForMustHave, PutRight, RecordHeading
from trackers.models import Acceptance, AssessmentNote, MustHave
from trackers.operations import assessments, must_haves
from trackers.operations.held import check_scope
from trackers.rules.assessment import heading as known_heading
from trackers.sections_needs import assessed
from trackers.table import person_words
from trackers.views.entries import find_entry, frame
from trackers.views.moves import find_for_council, one_form
from trackers.views.tracker import may_change

WORK = "trackers.change_trackerentry"


def find_must_have(request, entry, pk: int) -> MustHave:
    return get_object_or_404(MustHave.objects.visible_to(request.user).filter(entry=entry), pk=pk)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def must_have_add(request, pk):
    entry = find_for_council(request, pk)
    words = {
        "title": f"What {person_words(entry)} must have",
        "button": "Add it",
        "done": "Added. It is looked for at every place.",
    }
    return one_form(
        request, entry, AddMustHave(typed(request)), must_haves.add_must_have, entry=entry, **words
    )


@needs(WORK)
@require_http_methods(["GET", "POST"])
def must_have_edit(request, pk, must_have):
    entry = find_for_council(request, pk)
    found = find_must_have(request, entry, must_have)
    start = {name: getattr(found, name) for name in ("words", "kind", "weight", "version")}
    start["is_over"] = found.ended_at is not None
    form = EditMustHave(typed(request), initial=start)
    words = {"title": f"Change: {found}", "button": "Save", "done": "Saved."}
    return one_form(request, entry, form, must_haves.edit_must_have, must_have=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def must_have_check(request, pk, must_have):
    """Whether one of them is met at a place, before it is chosen or after."""
    entry = find_for_council(request, pk)
    found = find_must_have(request, entry, must_have)
    start = {name: getattr(found, name) for name in ("place", "found", "note", "version")}
    start["place"] = found.place or entry.destination
    form = LookForMustHave(typed(request), initial=start)
    words = {"title": f"Is it met: {found}", "button": "Save", "done": "Saved."}
    return one_form(request, entry, form, must_haves.look_for, must_have=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def acceptance_put_right(request, pk, acceptance):
    entry = find_for_council(request, pk)
    rows = Acceptance.objects.visible_to(request.user).filter(entry=entry)
    found = get_object_or_404(rows, pk=acceptance)
    words = {
        "title": f"Put right at {found.place or 'the new place'}",
        "button": "Record that it is put right",
        "done": "Put right.",
        "intro": f"Was missing: {found.missing}. Taken all the same: {found.reason}",
    }
    return one_form(request, entry, PutRight(typed(request)), must_haves.put_right, acceptance=found, **words)


@needs("trackers.view_trackerentry")
@require_safe
def assessment(request, pk):
    """Every heading of the person's assessment with its text; the blank ones say so."""
    entry = find_entry(request, pk)
    check_scope(request.user, entry, [assessments.OURS])
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.READ,
        subject="Person's assessment",
        event=entry.event,
        people=[entry.pk],
    )
    may_record = request.user.has_perm(WORK) and may_change(request.user, entry.event)
    context = {"title": f"Assessment of {person_words(entry)}", "may_record": may_record}
    return render_page(
        request, "trackers/assessment.html", frame(request, entry, **context, **assessed(entry, request.user))
    )


@needs(WORK)
@require_http_methods(["GET", "POST"])
def assessment_record(request, pk, heading):
    entry = find_for_council(request, pk)
    asked = known_heading(heading)
    if asked is None:
        raise Http404
    notes = AssessmentNote.objects.visible_to(request.user)
    note = notes.filter(entry=entry, heading=heading).first() or AssessmentNote(version=0)
    start = {name: getattr(note, name) for name in ("text", "recorded_by", "recorded_on", "version")}
    start["recorded_by"] = start["recorded_by"] or request.user.name
    start["recorded_on"] = start["recorded_on"] or timezone.localdate()
    form = RecordHeading(typed(request), initial=start)
    words = {"title": asked.label, "button": "Save", "done": "Saved."}
    words["intro"] = f"About {person_words(entry)}. LGiU template T11."
    return one_form(request, entry, form, assessments.record_heading, entry=entry, heading=heading, **words)
