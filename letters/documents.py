"""Letters on paper: one PDF of a mailing, each letter beginning on a page of its own. Staffordshire SOP 12.0."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events.document_kinds import About, Paper, Progress
from events.models import FailureEvent
from events.operations.gates import residents_gate
from govuk.words import count_of, full_date
from letters.models import Letter, LetterTemplate, Mailing
from letters.rules.fields import PERSON, TO_PERSON, examples
from letters.rules.places import address_lines
from letters.rules.text import Block, fill, read
from letters.values import people_coming
from letters.whom import still_coming, stopped

MADE_UP_PERSON = ["Mrs Agnes Dovecote"], ["Room 12", "Sandling Court", "4 Mill Lane", "Exampleton", "EX4 5MP"]
MADE_UP_CONTACT = ["Ms Jo Kinsworth"], ["7 Orchard Road", "Exampleton", "EX2 3AB"]
MADE_UP_PEOPLE = [
    (0, 0, "Mrs Jo Kinsworth", "Dovecote, Agnes"),
    (0, 0, "Mr Sam Applesham", "Applesham, Rowan"),
]


def about_mailing(user: User, event: FailureEvent, key: int) -> About | None:
    """The mailing that a document is about."""
    found = Mailing.objects.visible_to(user).filter(event=event, pk=key).first()
    return About(str(found), found.get_absolute_url()) if found else None


def letters_paper(
    event: FailureEvent, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """Every letter of a mailing that may still go out, as it was merged.

    Raises ValidationError where there is none, and while the gate on telling residents and relatives is shut.
    """
    mailing = (
        Mailing.objects.visible_to(user).filter(event=event, pk=about).select_related("template").first()
    )
    if mailing is None:
        raise ValidationError("There are no such letters that you may see, so nothing was made.")
    if mailing.withdrawn_at:
        raise ValidationError("These letters were withdrawn, so no PDF is made. Their page says why.")
    gate = residents_gate(event)
    if not mailing.template.is_staff_paper and not gate.is_open:
        raise ValidationError(f"{gate.reason} {gate.section}.")
    rows = list(mailing.letters.select_related("mailing"))
    held = stopped(rows)
    kept = [row for row in rows if row.pk not in held]
    if not kept:
        raise ValidationError("None of these letters may go out any more. Their page says why.")
    progress(f"Collecting {count_of(len(kept), 'letter')}")
    papers = [paper_of(list(group), event) for _, group in groupby(kept, key=lambda row: row.sheet)]
    context = frame(event.host_council.name) | {
        "title": mailing.name,
        "reference": event.reference,
        "dated": full_date(mailing.dated),
        "is_letter": not mailing.template.is_staff_paper,
        "large": is_large(mailing),
        "papers": papers,
    }
    return Paper("letters/pdf/letters.html", context, [row.entry_id for row in kept if row.entry_id])


def paper_of(rows: list[Letter], event: FailureEvent) -> dict[str, Any]:
    """One piece of paper: to whom, where, and what it says. Of an attendance list who may still be told comes."""
    first = rows[0]
    return {
        "names": [row.name for row in rows if row.name],
        "address": first.address,
        "blocks": [_looked_at(block, event) for block in first.content],
    }


def is_large(mailing: Mailing) -> bool:
    """Letters to the people themselves are in 18 point always; others when somebody asked for it."""
    to_person = mailing.to == TO_PERSON and not mailing.template.is_staff_paper
    return mailing.large_print or mailing.template.kind == PERSON or to_person


def specimen(template: LetterTemplate, text: str, council: str) -> dict[str, Any]:
    """The context of a letter to a made-up person, for the preview page and its PDF. Raises KeyError for a text with
    fields that are not known.
    """
    blocks = fill(read(text), examples(template.kind), {"people_coming": people_coming(MADE_UP_PEOPLE)})
    names, address = MADE_UP_PERSON if template.kind == PERSON else MADE_UP_CONTACT
    return frame(council) | {
        "title": template.name or "Preview",
        "reference": "PF-2026-0001",
        "dated": examples(template.kind)["today"],
        "is_letter": not template.is_staff_paper,
        "large": template.large_print or template.kind == PERSON,
        "papers": [{"names": names, "address": address, "blocks": blocks}],
    }


def frame(council: str) -> dict[str, Any]:
    """What stands at the head of every letter."""
    return {
        "council_name": council,
        "council_address": address_lines(settings.COUNCIL_ADDRESS),
        "council_phone": settings.COUNCIL_PHONE,
        "as_at": timezone.now(),
    }


def _looked_at(block: Block, event: FailureEvent) -> Block:
    return block | {"rows": still_coming(event, block["rows"])} if block["kind"] == "table" else block
