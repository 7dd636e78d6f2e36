"""People who belong together, or must be kept apart. LGiU template T11.2."""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.versions import Versioned
from events.models.legal import CouncilQuerySet
from trackers.models.legal import OfPerson


class PersonLinkQuerySet(CouncilQuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def of(self, entry_id: int):
        """Links of one person, on whichever side they stand."""
        return self.current().filter(Q(entry=entry_id) | Q(other=entry_id))


@pghistory.track()
class PersonLink(Versioned, OfPerson):
    """Two people of one event who mean something to each other. It holds both ways: `entry` is the older row.

    A warning that somebody has answered is kept with its reason; it is back when `answered_for` is no longer so.
    """

    class Kind(models.TextChoices):
        COUPLE = "couple", "Couple"
        SIBLINGS = "siblings", "Brothers or sisters"
        FRIENDS = "friends", "Friends"
        NEVER_WITH = "never_with", "Never with each other"
        OTHER = "other", "Another link"

    other = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("what links them", max_length=12, choices=Kind)
    stay_together = models.BooleanField("should stay together", default=False)
    words = models.CharField("in their words", max_length=300, blank=True)
    answer = models.CharField("why it is accepted", max_length=1000, blank=True)
    answered_for = models.CharField(max_length=450, blank=True, editable=False)  # both places, as compared
    ended_at = models.DateTimeField("link ended", null=True, blank=True)

    objects = PersonLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(entry__lt=F("other")), name="link_older_first"),
            models.UniqueConstraint(
                fields=["entry", "other"], condition=Q(ended_at=None), name="people_linked_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="never_with") | Q(stay_together=False), name="never_with_apart"
            ),
        ]
        indexes = [
            models.Index(fields=["event"], condition=Q(ended_at=None), name="link_event"),
            models.Index(fields=["other"], condition=Q(ended_at=None), name="link_other"),
        ]

    def __str__(self):
        return self.get_kind_display()
