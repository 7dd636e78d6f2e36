"""What the page of one person shows: next step, facts, contacts, shares, history. Partners get PARTNER_FIELDS."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from accounts import history
from accounts.audit import in_words
from accounts.models import User
from accounts.roles import PARTNER_FIELDS
from govuk.words import due_words, full_date
from trackers.board import Waiting, waiting_in
from trackers.cells import PAYS_ALONE, STAGE_COLOURS, choices_of
from trackers.forms.entries import CARDS, edited_in, seen_in
from trackers.merged import with_those_merged
from trackers.models import PersonLink, ServiceUser, TrackerEntry, TransferItem
from trackers.operations.held import facts_of
from trackers.rules.fields import FIELDS, PERSON, words_for
from trackers.rules.stages import needs_advocate, suggest
from trackers.sections import MAIN, TOP, in_side_column, sections
from trackers.table import age_words

BORN = FIELDS["service_user.date_of_birth"]
# Where the suggested step is recorded: URL name, its last argument if any, words of the button.
DOES = {
    "assess": ("trackers:entry-change", "capacity", "Record the assessment"),
    "advocate": ("trackers:entry-change", "capacity", "Record the advocate"),
    "place": ("trackers:placement-add", "", "Add a place"),
    "answer": ("trackers:entry-detail", "", "See the offer"),
    "book": ("trackers:transfer-arrange", "", "Arrange the move"),
    "transport": ("trackers:transfer-arrange", "", "Arrange the transport"),
    "whereabouts": ("trackers:stay-add", "", "Say where they are"),
    "record-move": ("trackers:entry-move", "", "Record the move"),
    "record-check": ("trackers:entry-check", "", "Record the check"),
    "record-outcome": ("trackers:entry-outcome", "", "Record the outcome"),
}


def person_page(entry: TrackerEntry, user: User, *, may_change: bool) -> dict[str, Any]:
    """Context of trackers/entry_detail.html for this reader."""
    today, partner = timezone.localdate(), user.is_partner
    changes, older = history_of(entry, user, before="", most=8)
    person, may_record = entry.service_user, may_change and not partner
    return {
        "title": f"{person.forename} {person.surname}".strip(),
        "stage": {"text": entry.stage_words, "colour": STAGE_COLOURS[entry.stage]},
        "born": words_for(BORN, person.date_of_birth) if person.date_of_birth else "",
        "age": age_words(person.date_of_birth, None if partner else person.age_stated, today),
        "neighbours": neighbours(entry, user),
        "next": next_panel(entry, user, may_change=may_change),
        "cards": [card(entry, key, partner=partner, may_change=may_change) for key in CARDS if key != "next"],
        "may_change": may_change,
        "may_record": may_record,
        "changes": changes,
        "older": older,
        "top": sections(TOP, entry, user, may_record=may_record),
        "main": sections(MAIN, entry, user, may_record=may_record),
        "side": sections(in_side_column(), entry, user, may_record=may_record),
    }


def neighbours(entry: TrackerEntry, user: User) -> list[dict[str, str]]:
    """The way to the person before and after this one in the list by name, of those the reader may see: one query."""
    people = TrackerEntry.objects.visible_to(user).filter(event=entry.event_id).in_table_order()
    rows = list(people.values_list("pk", "service_user__surname", "service_user__forename"))
    at = next(place for place, row in enumerate(rows) if row[0] == entry.pk)
    beside = [
        ("Previous", rows[at - 1] if at else None),
        ("Next", rows[at + 1] if at + 1 < len(rows) else None),
    ]
    return [
        {
            "text": f"{word} person: {', '.join(filter(None, row[1:]))}",
            "href": reverse("trackers:entry-detail", args=[row[0]]),
        }
        for word, row in beside
        if row
    ]


def next_panel(entry: TrackerEntry, user: User, *, may_change: bool) -> dict[str, Any]:
    """The one next step: the one written down, else the one that follows from the facts, with its section."""
    today, step = timezone.localdate(), None if user.is_partner else waiting(entry)
    # Partner staff are shown what is written down only.
    idea = step if (step and step.does) or user.is_partner else suggest(facts_of(entry))
    if entry.is_finished and idea is None:
        return {
            "title": f"Final outcome: {entry.get_final_outcome_display()}, {full_date(entry.final_outcome_on)}",
            "done": True,
        }
    due, late = entry.next_step_due_on, bool(entry.next_step_due_on and entry.next_step_due_on < today)
    words = entry.next_step if not entry.is_finished else ""
    is_told = bool(words or (user.is_partner and not entry.is_finished))
    panel = {
        "title": f"Next: {words or (idea.words if idea else 'decide the next step')}",
        "late": late and is_told,
        "due": due_words(due, today) if is_told and due else "",
        "due_on": due if is_told else None,
        "owner": entry.next_step_owner if words and not user.is_partner else "",
        "suggested": not words,
        "section": idea.section if idea else "",
        **held_by(step),
        "advocate": needs_advocate(entry.capacity, entry.advocate, entry.imca) and not entry.is_finished,
    }
    if may_change and idea and not user.is_partner:
        name, argument, button = DOES[idea.does]
        panel |= {"href": reverse(name, args=[entry.pk, *([argument] if argument else [])]), "button": button}
    if may_change and not entry.is_finished:
        panel["change"] = reverse("trackers:entry-change", args=[entry.pk, "next"])
    return panel


def waiting(entry: TrackerEntry) -> Waiting | None:
    """The next step with its owner, agency and due time, as the board has it."""
    people = TrackerEntry.objects.filter(pk=entry.pk)
    return next(iter(waiting_in([entry.event], people, timezone.localdate())), None)


def held_by(step: Waiting | None) -> dict[str, Any]:
    """Who is holding things up, whether the person is unaccounted for, why the step, and of one that follows from the
    facts by when.
    """
    if step is None:
        return {}
    said = {
        "agency": step.agency,
        "asks": step.owner,
        "stalled": step.changed_on if step.is_stalled else None,
        "lost": step.entry.lost,
    }
    if step.is_written:
        # The button does what follows from the facts, which need not be what somebody wrote down.
        return said | {"also": step.why}
    return said | {"wanted_on": step.due_on, "why": step.why, "late": step.is_late}


def card(entry: TrackerEntry, key: str, *, partner: bool, may_change: bool) -> dict[str, Any]:
    """One summary card: (label, words) of its fields that the reader may see, and one link to change them."""
    rows = []
    for field in seen_in(key, partner=partner):
        value = getattr(entry.service_user if field.of_person else entry, field.key)
        # Another body that pays and isn't named is missed; most other empty facts are not.
        missed = field.key == "funding_authority" and entry.funding_type not in PAYS_ALONE
        if value or value == 0 or not field.quiet or missed:
            rows.append((field.label, words_for(field, value, choices_of(field))))
    changeable = may_change and bool(edited_in(key, partner=partner))
    return {"key": key, "title": CARDS[key][0], "rows": rows, "changeable": changeable}


def history_of(
    entry: TrackerEntry, user: User, *, before: str, most: int, in_full: bool = False
) -> tuple[list[dict], str]:
    """What happened to the person in this event, newest first, as timeline items; and the key of older ones.

    `in_full`: everything that was recorded of something new, not only how it begins.
    """
    rows = [entry] if user.is_partner else with_those_merged(entry)
    keys = [row.pk for row in rows]
    sources = [
        history.Source(TrackerEntry, Q(pgh_obj_id__in=keys)),
        history.Source(ServiceUser, Q(pgh_obj_id__in=[row.service_user_id for row in rows])),
    ]
    if not user.is_partner:
        sources += [history.Source(model, _told_of(model, keys)) for model in models_under_an_entry()]
    changes, following = history.timeline(sources, before=_key(before), most=most)
    items = [_item(change, entry, user, in_full=in_full) for change in changes]
    older = f"{following[0].isoformat()}|{following[1]}|{following[2]}" if following else ""
    return [item for item in items if item["lines"] or not user.is_partner], older


def _told_of(model: type[Model], keys: list[int]) -> Q:
    """A link is told of both people; of the list of a move, made from the rules, only what is done about it."""
    if model is PersonLink:
        return Q(entry_id__in=keys) | Q(other_id__in=keys)
    if model is TransferItem:
        return Q(entry_id__in=keys) & (~Q(pgh_label="insert") | Q(code=""))
    return Q(entry_id__in=keys)


@cache
def models_under_an_entry() -> tuple[type[Model], ...]:
    """Models with a history whose records hang on one person's row, of whatever room: by a field `entry`."""
    return tuple(
        model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
        and any(field.name == "entry" and field.related_model is TrackerEntry for field in model._meta.fields)
    )


def _item(change: history.Change, entry: TrackerEntry, user: User, *, in_full: bool) -> dict[str, Any]:
    allowed = _labels(PARTNER_FIELDS) if user.is_partner else None
    lines = _linked_with(change, entry) if change.what == LINK else []
    for field in change.fields:
        is_told = field.label not in HIDDEN_LABELS and (change.what, field.label) != (LINK, OTHER)
        if is_told and (allowed is None or field.label in allowed):
            was = "" if change.is_new else f", was {_words(field.old)}"
            lines.append(f"{OUR_WORDS.get(field.label, field.label)}: {_words(field.new)}{was}")
    title = in_words(change.operation) if change.operation else "Changed"
    if change.what not in OWN:
        title = f"{title}: {change.record}"
    in_full = in_full or change.operation in ("representative.added", "tracker_entry.shared")
    if change.is_new and not in_full:
        lines = lines if len(lines) <= 4 else [*lines[:4], f"and {len(lines) - 4} more"]
    # A reason may quote a value that a partner does not see.
    return {
        "title": title,
        "by": change.who,
        "when": change.at,
        "text": "" if user.is_partner else change.reason,
        "lines": lines,
    }


def _linked_with(change: history.Change, entry: TrackerEntry) -> list[str]:
    """Of a new link, the one of the two whose page this is not."""
    ends = [field.new for field in change.fields if field.label in ("Entry", OTHER)]
    return [f"Linked with: {name}" for name in ends if name != str(entry)]


def _label(path: str) -> str:
    """A field as the history calls it."""
    model = ServiceUser if path.startswith(PERSON) else TrackerEntry
    words = str(model._meta.get_field(FIELDS[path].key).verbose_name)
    return words[:1].upper() + words[1:]


def _labels(paths: Iterable[str]) -> set[str]:
    return {_label(path) for path in paths}


LINK, OTHER = str(PersonLink._meta.verbose_name), "Other"
OWN = {str(model._meta.verbose_name) for model in (TrackerEntry, ServiceUser)}
HIDDEN_LABELS = {
    "Event",
    "Entry",
    "Person",
    "Service",
    "Fact",
    "Shared at",
    "Shared by",
    "Recorded at",
    "Recorded by",
    "Sheet",
    "Mailing",
}
OUR_WORDS = {_label(path): field.label for path, field in FIELDS.items()}


def _words(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return full_date(value) if hasattr(value, "year") else str(value)


def _key(text: str) -> tuple | None:
    """The key of older changes as it stands in the address; anything else means the newest."""
    try:
        at, label, pk = text.split("|")
        return datetime.fromisoformat(at), label, int(pk)
    except ValueError:
        return None
