"""What the register says over time: registrations that carried on, earlier ratings, and the files that told us."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from providers.models.market import Service


class ServiceLinkQuerySet(models.QuerySet):
    def known(self):
        """Links with both registrations in our register."""
        return self.filter(from_service__isnull=False, to_service__isnull=False)


@pghistory.track(level=pghistory.Statement)
class ServiceLink(models.Model):
    """A registration that ended, and the one under which the service carried on.

    Kept by CQC id from the first file that mentions it; `from_service` and `to_service` are filled in as soon as
    each is known, so that neither order of loading loses a link.
    """

    from_cqc_id = models.CharField(max_length=20)
    to_cqc_id = models.CharField(max_length=20)
    from_service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="successor_links", null=True, blank=True
    )
    to_service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="predecessor_links", null=True, blank=True
    )
    reason = models.CharField(max_length=500, blank=True)

    objects = ServiceLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("from_cqc_id", "to_cqc_id", name="service_link_once"),
            models.CheckConstraint(
                condition=~Q(from_cqc_id=F("to_cqc_id")), name="service_link_not_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.from_cqc_id} carried on as {self.to_cqc_id}"


@pghistory.track(level=pghistory.Statement)
class RatingHistory(models.Model):
    """An overall rating with the date it was published. Earlier ones are kept. Capability F015."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="ratings", db_index=False)
    rating = models.CharField(max_length=30, choices=Service.Rating)
    rated_on = models.DateField()

    class Meta:
        ordering = ["-rated_on"]
        verbose_name_plural = "rating history"
        constraints = [models.UniqueConstraint("service", "rated_on", name="rating_once_a_day")]

    def __str__(self):
        return f"{self.rating} on {self.rated_on}"


class RegisterLoad(models.Model):
    """One CQC file that was loaded: which, by whom, and what became of every row of it."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    shape = models.CharField(max_length=40)
    as_at = models.DateField(null=True)
    areas = ArrayField(models.CharField(), default=list)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    no_longer_listed = models.PositiveIntegerField()
    linked = models.PositiveIntegerField()
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("added") + F("changed") + F("unchanged") + F("refused")),
                name="register_load_adds_up",
            )
        ]

    def __str__(self):
        return f"{self.file_name}: {self.rows} rows"
