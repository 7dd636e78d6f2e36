"""The tracker and other lists side by side: who is the same, who is only in one, and what a person decides."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed, typed_for
from events.views.pages import event_page, find_event
from govuk.words import count_of
from trackers.forms.reconcile import AddFromListForm, AddListForm
from trackers.merged import that_stays
from trackers.models import ReconcileDecision, ReconcileList, ReconcileRow, ResidentImport, TrackerEntry
from trackers.operations import Duplicate
from trackers.operations import reconcile as operations
from trackers.rules.reconcile import Key
from trackers.side_by_side import STATES, TRACKER, SideBySide, side_by_side
from trackers.table import person_words

RIGHT = "trackers.import_residents"
ON_A_PAGE = 100
DECIDED = "decided"
MOST_TICKED, MOST_TOLD = 500, 10  # pairs; refusals that are said one by one


@needs(RIGHT)
@require_safe
def reconcile(request, reference):
    """Everybody in every list, or those of one state. A fixed number of queries."""
    event = find_own(request, reference)
    found = side_by_side(request.user, event)
    views, show = views_of(request, found)
    lines = [line for line in found.lines if show in ("all", line.state)]
    decisions = ReconcileDecision.objects.visible_to(request.user).filter(event=event)
    said = typed_for(request, reverse("trackers:reconcile-decide", args=[event.reference])) or request.GET
    about = ("row__list", "other__list", "entry__service_user", "decided_by", "taken_back_by")
    context = {
        "title": "Compare lists",
        "found": found,
        "columns": [(TRACKER, "Tracker"), *((one.pk, str(one)) for one in found.lists)],
        "states": STATES,
        "views": views,
        "show": show,
        "page": Paginator(lines, ON_A_PAGE).get_page(said.get("page")),
        "ticked": said.getlist("pair"),
        "decisions": decisions.select_related(*about)[:500] if show == DECIDED else [],
        "away": ReconcileList.objects.visible_to(request.user)
        .filter(event=event)
        .exclude(put_away_at=None)[:20],
        "may_act": event.is_open,
    }
    return event_page(request, "trackers/reconcile.html", event, "tracker", context)


def views_of(request, found: SideBySide) -> tuple[list[dict], str]:
    """The lists of lines, each with its number, and which is shown: what is to be decided comes first."""
    counts = found.counts
    shows = {**STATES, "all": "Everybody", DECIDED: "Decisions"}
    first = next((state for state in STATES if counts[state] and state != "same"), "all")
    show = request.GET.get("show", first)
    show = show if show in shows else first
    number = {**counts, "all": len(found.lines), DECIDED: None}
    views = [
        {"text": text, "count": number[name], "href": f"?show={name}", "active": name == show}
        for name, text in shows.items()
    ]
    return views, show


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def reconcile_add(request, reference):
    event = find_own(request, reference)
    uploads = ResidentImport.objects.visible_to(request.user).filter(event=event).waiting()
    files = request.FILES if request.method == "POST" else None
    form = AddListForm(typed(request), files, uploads=list(uploads), initial={"kind": "council"})
    if request.method == "POST" and form.is_valid():
        chosen = "upload" in form.cleaned_data
        given = {"by": request.user} | ({} if chosen else {"event": event})
        if form.run(operations.compare_import if chosen else operations.add_list, **given):
            messages.success(
                request, f"{form.result} is compared: {count_of(form.result.people, 'person', 'people')}."
            )
            return redirect(form.result)
    context = {"form": form, "title": "Compare another list"}
    return event_page(request, "trackers/reconcile_add.html", event, "tracker", context)


@needs(RIGHT)
@require_POST
def reconcile_decide(request, reference):
    """One answer: `say` is "same" or "different", the codes of two members of a line, and "known" once decided.

    Without codes it is the answer about every ticked `pair`.
    """
    event = find_own(request, reference)
    answer, *codes = request.POST.get("say", "").split()[:4] or [""]
    try:
        if answer not in ("same", "different"):
            raise ValidationError("Choose whether it is the same person.")
        asked = [codes] if codes else [pair.split() for pair in request.POST.getlist("pair")[:MOST_TICKED]]
        pairs = pairs_of(request, event, asked)
        given = {"by": request.user, "event": event, "is_same": answer == "same"}
        if codes:
            operations.decide(**given, **pairs[0]._asdict(), as_open="known" not in codes)
            tell(request, pairs, [], is_same=given["is_same"])
        else:
            left = operations.decide_many(**given, pairs=pairs).left
            tell(request, pairs, left, is_same=given["is_same"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return back(request, event)


def tell(request, pairs: list[operations.Two], left: list[tuple], *, is_same: bool) -> None:
    """Say what was kept, and why some pairs were `left`, on top of the next page."""
    for two, why in left[:MOST_TOLD]:
        messages.error(request, f"{place_words(two.row)} and {place_words(two.other or two.entry)}: {why}")
    keys = {two.keys for two, _ in left}
    pairs = [two for two in pairs if two.in_order.keys not in keys]
    if len(pairs) == 1:
        kept = "is the same person as" if is_same else "is not the same person as"
        said = f"{place_words(pairs[0].row)} {kept} {place_words(pairs[0].other or pairs[0].entry)}."
        messages.success(request, f"{said} You can take it back under Decisions.")
    elif pairs:
        kept = "the same person" if is_same else "different people"
        messages.success(request, f"{len(pairs)} pairs are {kept}. You can take each back under Decisions.")


@needs(RIGHT)
@require_POST
def reconcile_undo(request, reference, pk):
    event = find_own(request, reference)
    decision = get_object_or_404(
        ReconcileDecision.objects.visible_to(request.user).filter(event=event), pk=pk
    )
    return done(request, event, "Taken back.", operations.take_back, decision=decision)


@needs(RIGHT)
@require_POST
def reconcile_list(request, reference, pk):
    """Put a list away, or compare it again."""
    event = find_own(request, reference)
    listed = get_object_or_404(ReconcileList.objects.visible_to(request.user).filter(event=event), pk=pk)
    change = operations.put_away if listed.put_away_at is None else operations.take_up
    said = "put away" if listed.put_away_at is None else "compared again"
    return done(request, event, f"{listed} is {said}.", change, listed=listed)


@needs(RIGHT)
@require_POST
def reconcile_person(request, reference, pk):
    """Put somebody on the tracker with what the lists say; asks when somebody like this is known."""
    event = find_own(request, reference)
    row = find_row(request, event, pk)
    line = side_by_side(request.user, event).line_of(Key(row.list_id, row.pk))
    others = (
        [one.row for one in line.members if one.row and one.row != row] if line and not line.questions else []
    )
    form = AddFromListForm(request.POST)
    if form.run(operations.add_from_list, by=request.user, row=row, also=others):
        messages.success(request, f"{person_words(form.result)} is on the tracker.")
        return back(request, event)
    if isinstance(form.refusal, Duplicate):
        form.ask(form.refusal.matches)
    context = {"form": form, "row": row, "title": f"Add {row}"}
    return event_page(request, "trackers/reconcile_person.html", event, "tracker", context)


def done(request, event, said: str, operation, **given):
    """Carry out one thing and go back; a refusal is said on top of the page."""
    try:
        operation(by=request.user, **given)
        messages.success(request, said)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return back(request, event)


def back(request, event):
    """To the same list of lines, where the next one stands."""
    kept = {name: request.POST[name] for name in ("show", "page") if request.POST.get(name)}
    answered = request.POST.get("say", "").split()[1:3]
    if answered:  # one pair alone: the others stay ticked
        ticked = request.POST.getlist("pair")[:ON_A_PAGE]
        kept["pair"] = [pair for pair in ticked if pair.split() != answered]
    query = f"?{urlencode(kept, doseq=True)}#lines" if kept else ""
    return redirect(reverse("trackers:reconcile", args=[event.reference]) + query)


def find_own(request, reference):
    """The event, for the council that runs it."""
    event = find_event(request, reference)
    if event.host_council_id != request.user.organisation_id:
        raise PermissionDenied("Only the council that runs the event compares lists.")
    return event


def place_words(member) -> str:
    """A name with where it stands: two rows of one name are told apart."""
    return f"{member} (tracker)" if is_entry(member) else f"{member} ({member.list}, row {member.number})"


def is_entry(member) -> bool:
    return isinstance(member, TrackerEntry)


def pairs_of(request, event, asked: list[list[str]]) -> list[operations.Two]:
    """The rows and people that codes of the page mean, two and two. Three queries. Raises ValidationError."""
    members = members_of(request, event, {code for codes in asked for code in (*codes, "", "")[:2]})
    pairs = []
    for codes in asked:
        one, other = sorted((members[code] for code in (*codes, "", "")[:2]), key=is_entry)
        if is_entry(one):
            raise ValidationError("Both are on the tracker. Open them and see which one is right.")
        pairs.append(operations.Two(one, entry=other) if is_entry(other) else operations.Two(one, other))
    return pairs


def members_of(request, event, codes: set[str]) -> dict[str, ReconcileRow | TrackerEntry]:
    """Code of the page -> the row or the person on the tracker. Raises ValidationError for any other code."""
    found = {code: code.partition(".") for code in codes}
    keys = {
        code: int(key)
        for code, (_, _, key) in found.items()
        if key.isascii() and key.isdigit() and len(key) < 10
    }
    ours = {keys[code] for code in keys if found[code][0] == TRACKER}
    people = TrackerEntry.with_merged.visible_to(request.user).filter(event=event, pk__in=ours)
    people = {one.pk: that_stays(one) for one in people.select_related("service_user", "merged_into")}
    rows = ReconcileRow.objects.visible_to(request.user).filter(list__event=event, pk__in={*keys.values()})
    rows = {one.pk: one for one in rows.select_related("list__event__service")}
    try:
        return {code: (people if found[code][0] == TRACKER else rows)[keys[code]] for code in codes}
    except KeyError as gone:
        raise ValidationError("These two are not side by side. Open the page again.") from gone


def find_row(request, event, pk: int) -> ReconcileRow:
    rows = ReconcileRow.objects.visible_to(request.user).filter(list__event=event)
    return get_object_or_404(rows.select_related("list__event__service"), pk=pk)
