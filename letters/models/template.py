"""What a letter says before it is anybody's: words with fields, which an administrator edits. SOP 12.0."""

import pghistory
from django.db import models
from django.db.models import Case, IntegerField, Q, When
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.versions import Versioned, VersionedQuerySet
from letters.rules import fields, text


class LetterTemplateQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """The council's own; partners and provider staff write no letters."""
        return self.none() if user.is_partner or not user.is_active else self

    def in_use(self):
        """Those that can be chosen: not put away."""
        return self.filter(ended_at=None)

    def by_kind(self):
        """As the kinds are listed: letters first, papers for staff last."""
        kinds = LetterTemplate.Kind.values
        place = Case(*(When(kind=kind, then=n) for n, kind in enumerate(kinds)), output_field=IntegerField())
        return self.order_by(place, "name", "pk")


@pghistory.track()
class LetterTemplate(Versioned):
    """A letter, fact sheet, invitation, list or form to be filled in for each person. Staffordshire SOP 12.0.

    Every saved text is a version and stays; a letter keeps the number of the one that it was made with.
    """

    class Kind(models.TextChoices):
        PERSON = fields.PERSON, "Letter to the person"
        FAMILY = fields.FAMILY, "Letter to the family or representative"
        FACT_SHEET = fields.FACTS, "Fact sheet"
        INVITATION = fields.INVITATION, "Invitation to a meeting with families"
        ATTENDANCE = fields.ATTENDANCE, "Attendance list of a meeting with families"
        CHECK = fields.CHECK, "Safe and well check form"

    # Of the wording that comes with the product; empty for what the council added.
    key = models.CharField(max_length=40, blank=True, editable=False)
    kind = models.CharField("what it is", max_length=12, choices=Kind)
    name = models.CharField(max_length=100)
    text = models.TextField("words", max_length=text.MOST_LETTERS)
    large_print = models.BooleanField("always in large print", default=False)
    ended_at = models.DateTimeField("put away", null=True, blank=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="wording_loaded_once"),
            models.UniqueConstraint(
                Lower("name"), condition=Q(ended_at=None), name="template_in_use_named_once"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("letters:template-edit", args=[self.pk])

    @property
    def is_staff_paper(self) -> bool:
        """Whether it stays with the council's people: nobody outside is written to by it."""
        return self.kind in fields.STAFF_PAPERS

    @property
    def asks_for_meeting(self) -> bool:
        return bool(fields.MEETING & set(text.fields_in(self.text)))
