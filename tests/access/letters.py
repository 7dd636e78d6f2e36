"""Letters of an event, and words of letters, as rows: what a gate would say is not what is asked here."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from letters.models import Letter, LetterTemplate, Mailing
from letters.operations.templates import edit_template
from tests.access.tokens import FOREIGN, Mark


def fill_letters(by: User, event: FailureEvent, today: date) -> None:
    """Two letters of one mailing: one that went out, one that waits; and a mailing that was withdrawn.

    Where nobody is on the tracker there is one letter, to nobody in particular, and it waits.
    """
    template, _ = LetterTemplate.objects.get_or_create(
        name="A letter", defaults={"kind": "family", "text": "Dear {salutation}", "changed_by": by}
    )
    mailing = Mailing.objects.create(
        event=event, template=template, template_version=1, name="A letter", to="all", dated=today, signed_by="x",
        letters_made=2, made_by=by,
    )  # fmt: skip
    content = [{"kind": "paragraph", "lines": [[[FOREIGN, False]]]}]
    sent = {"sent_on": today, "sent_how": "post", "sent_by": "x", "recorded_by": by}
    entry = event.entries.order_by("pk").first()
    for sheet, facts in enumerate([sent, {"entry": entry}] if entry else [{}], start=1):
        Letter.objects.create(mailing=mailing, event=event, sheet=sheet, name="x", content=content, **facts)
    Mailing.objects.create(
        event=event, template=template, template_version=1, name="A letter", to="all", dated=today, signed_by="x",
        letters_made=0, made_by=by, withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_because=FOREIGN,
    )  # fmt: skip


def letter_keys(event: FailureEvent) -> dict[str, int]:
    """What the parameters of their addresses can be."""
    waits = Exists(Letter.objects.not_sent().filter(mailing=OuterRef("pk")))
    mailing = Mailing.objects.filter(event=event).order_by(waits.desc(), "pk").first()
    letter = mailing.letters.order_by("pk").first() if mailing else None
    return {"mailing": mailing.pk if mailing else 0, "letter": letter.pk if letter else 0}


def words_keys() -> dict[str, int]:
    return {"template": LetterTemplate.objects.order_by("pk").first().pk}


def edit_words(by: User) -> None:
    """The second text of the template is not the one in use: that is its third, and its first."""
    template = LetterTemplate.objects.order_by("pk").first()
    for text in (f"{template.text}\n\nMore.", template.text):
        template = edit_template(
            by=by, template=template, version=template.version, name=template.name, text=text,
            large_print=template.large_print,
        )  # fmt: skip


class LetterMarks:
    """What of them carries which mark."""

    def mark_mailing(self, mailing: models.Model, field: models.Field) -> Mark | None:
        return None if field.name.startswith("withdrawn_") and not mailing.withdrawn_at else FOREIGN

    def mark_letter(self, letter: models.Model, field: models.Field) -> Mark | None:
        """One that waits has nothing that says how it went out."""
        return None if field.name.startswith("sent_") and letter.sent_on is None else FOREIGN
