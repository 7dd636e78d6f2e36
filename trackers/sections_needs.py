"""Sections of a person's page about what they need: what is to settle, must-haves, assessment, links, concerns.

None of it is for partner staff but the concerns that their own organisation raised.
"""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from govuk.words import count_of, due_words, full_date
from trackers.models import (
    Acceptance,
    AssessmentNote,
    Concern,
    MustHave,
    PersonLink,
    Representative,
    TrackerEntry,
)
from trackers.operations.links import sides
from trackers.rules import assessment, must_haves, safeguards
from trackers.rules.links import is_answered, warning
from trackers.rules.places import plain
from trackers.table import person_words

NEXT_OF_KIN = "LGU-T11.3e"
CARD_OF = {"dols-due": "safeguards", "no-imca": "safeguards", "best-interests": "safeguards"}


def to_settle(entry: TrackerEntry, user: User) -> list[dict[str, Any]]:
    """What safeguards are missing, each with its section and the place that puts it right. SOP 4.4."""
    today = timezone.localdate()
    involved = Representative.objects.filter(entry=entry, involved__in=("interested", "carer")).exists()
    names = [name for name in safeguards.Facts._fields if name != "interested"]
    facts = safeguards.Facts(**{name: getattr(entry, name) for name in names}, interested=involved)
    lines = []
    for need in safeguards.needs(facts, today):
        href = reverse("trackers:entry-change", args=[entry.pk, CARD_OF.get(need.code, "capacity")])
        if need.code == "nobody-interested":
            href = reverse("trackers:contact-add", args=[entry.pk])
        lines.append({"text": need.words, "href": href, "hint": need.section, "when": ""})
    return lines


def must_haves_of(entry: TrackerEntry) -> list[dict[str, Any]]:
    """Each must-have with what is known of it at the chosen place; the essential ones first."""
    rows = MustHave.objects.current().filter(entry=entry)
    return [{"row": row, "found": must_haves.found_at(row, entry.destination)} for row in rows]


def links_of(entry: TrackerEntry) -> list[dict[str, Any]]:
    """Each link: the other person, what is wrong with the places, and whether somebody said why. One query."""
    rows = PersonLink.objects.of(entry.pk).select_related("entry__service_user", "other__service_user")
    found = []
    for row in rows:
        other = row.other if row.entry_id == entry.pk else row.entry
        one, two = sides(row)
        said = warning(row.kind, row.stay_together, one, two)
        accepted = is_answered(row.answer, row.answered_for, one, two)
        found.append(
            {"row": row, "other": other, "name": person_words(other), "warning": said, "accepted": accepted}
        )
    return found


def places_in_question(entry: TrackerEntry) -> list[str]:
    """What is wrong with the places of the person and of those linked to them, while nobody has accepted it."""
    if not PersonLink.objects.of(
        entry.pk
    ).exists():  # asked at each save, and most people are linked to nobody
        return []
    open_links = (link for link in links_of(entry) if link["warning"] and not link["accepted"])
    return [f"{link['warning']}: {link['name']}, {link['other'].destination}." for link in open_links]


def assessed(entry: TrackerEntry, user: User) -> dict[str, Any]:
    """Headings with their notes, and which are blank. Contacts of the person count as recorded. Two queries."""
    notes = {note.heading: note for note in AssessmentNote.objects.visible_to(user).filter(entry=entry)}
    recorded = {code for code, note in notes.items() if note.text}
    contacts = Representative.objects.visible_to(user).filter(entry=entry).count()
    if contacts:
        recorded.add(NEXT_OF_KIN)
    rows = [{"heading": one, "note": notes.get(one.code)} for one in assessment.headings()]
    return {
        "rows": rows,
        "contacts": contacts,
        "kin": NEXT_OF_KIN,
        "blank": assessment.blank(recorded),
        "recorded": len(recorded),
    }


def attention(entry: TrackerEntry, user: User, *, may_record: bool) -> list[dict[str, Any]]:
    """Everything about the person that waits for somebody, beside the next step; for the council only."""
    if user.is_partner:
        return []
    today, lines = timezone.localdate(), to_settle(entry, user)
    for link in links_of(entry):
        if link["warning"] and not link["accepted"]:
            page = reverse("trackers:link-answer", args=[entry.pk, link["row"].pk])
            hint = f"{link['name']}: {link['other'].destination}. LGiU template T11"
            lines.append({"text": f"{link['warning']}", "href": page, "hint": hint, "when": ""})
    for row in Acceptance.objects.visible_to(user).to_put_right().filter(entry=entry):
        page = reverse("trackers:acceptance-put-right", args=[entry.pk, row.pk])
        late = {"late": due_words(row.put_right_on, today)} if row.put_right_on < today else {}
        when = full_date(row.put_right_on)
        lines.append(
            {"text": f"Put right: {row.missing}", "href": page, "hint": row.reason, "when": when, **late}
        )
    lines += _open_must_haves(entry)
    if not may_record:
        lines = [line | {"href": ""} for line in lines]
    return lines


def _open_must_haves(entry: TrackerEntry) -> list[dict[str, Any]]:
    """Essential must-haves that nobody has confirmed at the chosen place and nobody took a decision on."""
    if not entry.destination or entry.is_finished:
        return []
    missing = must_haves.open_at(MustHave.objects.essential().filter(entry=entry), entry.destination)
    taken = Acceptance.objects.filter(entry=entry).values_list("place", flat=True)
    if not missing or plain(entry.destination) in map(plain, taken):
        return []
    text = f"{count_of(len(missing), 'essential must-have')} not confirmed at {entry.destination}"
    return [{"text": text, "href": "#must-haves", "hint": "LGiU template T11", "when": ""}]


def concerns_of(entry: TrackerEntry, user: User) -> list[Concern]:
    return list(Concern.objects.visible_to(user).filter(entry=entry).order_by("-state", "-pk"))
