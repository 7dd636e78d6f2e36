"""What a person needs from a place, in their own words, and what was assessed of them. LGiU template T11."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from accounts.versions import Versioned
from events.models.legal import CouncilQuerySet
from trackers.models.legal import OfPerson


class MustHaveQuerySet(CouncilQuerySet):
    def current(self):
        """Those that the person still asks for."""
        return self.filter(ended_at=None)

    def essential(self):
        return self.current().filter(weight=MustHave.Weight.ESSENTIAL)


@pghistory.track()
class MustHave(Versioned, OfPerson):
    """One thing that a person must or would like to have where they live next, as they say it. LGiU T11.3.

    `found` was found out about the place `place`; of any other place nothing is known yet.
    """

    class Kind(models.TextChoices):
        ROOM = "room", "Room or ground floor"
        NEAR = "near", "Near somebody or somewhere"
        PETS = "pets", "Pets"
        FAITH = "faith", "Faith or culture"
        LANGUAGE = "language", "Language"
        FOOD = "food", "Food"
        SMOKING = "smoking", "Smoking"
        CARE = "care", "Care or equipment"
        OTHER = "other", "Something else"

    class Weight(models.TextChoices):
        ESSENTIAL = "essential", "Essential"
        PREFERRED = "preferred", "Preferred"

    class Found(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        MET = "met", "Met"
        UNMET = "unmet", "Not met"

    words = models.CharField("in their words", max_length=300)
    kind = models.CharField("what it is about", max_length=12, choices=Kind)
    weight = models.CharField("how much it matters", max_length=12, choices=Weight)
    found = models.CharField("is it met", max_length=10, choices=Found, default=Found.UNKNOWN)
    place = models.CharField("at which place", max_length=200, blank=True)
    note = models.CharField("who confirmed it, and how", max_length=300, blank=True)
    found_on = models.DateField("confirmed", null=True, blank=True)
    ended_at = models.DateTimeField("no longer asked for", null=True, blank=True)

    objects = MustHaveQuerySet.as_manager()

    class Meta:
        ordering = ["weight", "pk"]
        indexes = [
            models.Index(fields=["event", "entry"], condition=Q(ended_at=None), name="must_have_current")
        ]

    def __str__(self):
        return self.words


class AcceptanceQuerySet(CouncilQuerySet):
    def to_put_right(self):
        return self.filter(put_right_at=None)


@pghistory.track()
class Acceptance(OfPerson):
    """A place was taken though essential must-haves were not met or not known: why, and by when it is put right."""

    place = models.CharField(max_length=200, blank=True)
    missing = models.TextField("what was not met or not known", max_length=4000)
    reason = models.TextField(max_length=2000)
    put_right_on = models.DateField("to be put right by")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    put_right_at = models.DateTimeField("put right", null=True, blank=True)
    how = models.TextField("how it was put right", max_length=2000, blank=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["event", "put_right_on"], condition=Q(put_right_at=None), name="acceptance_open"
            )
        ]

    def __str__(self):
        return f"{self.place or 'A place'} accepted"


@pghistory.track()
class AssessmentNote(Versioned, OfPerson):
    """What was found out under one heading of the assessment. LGiU template T11. Empty again: not recorded yet."""

    heading = models.CharField("heading", max_length=40, editable=False)  # its id in the pack
    text = models.TextField("what was found out", max_length=4000, blank=True)
    recorded_by = models.CharField("who found out", max_length=150, blank=True)
    recorded_on = models.DateField("when", null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "heading"], name="assessment_heading_once")]

    def __str__(self):
        return f"Assessment heading {self.heading}"
