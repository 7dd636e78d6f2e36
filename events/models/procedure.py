"""A written procedure as loaded: an event keeps the version that it started with."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Organisation, User


class ProcedureQuerySet(models.QuerySet):
    def active(self):
        """The version of each document that is in use."""
        return self.filter(is_active=True)

    def current(self, key: str):
        """The active version of a document, or None."""
        return self.active().filter(key=key).first()

    def newest(self, key: str):
        """The version of a document that was loaded last, active or not, or None."""
        return self.filter(key=key).order_by("-loaded_at", "-pk").first()

    def for_new_events(self):
        """The version that new events start with, or None: of the document that an administrator chose, else of the
        setting PROCEDURE.
        """
        chosen = CouncilProcedure.objects.filter(council__is_host=True).values_list("key", flat=True).first()
        return self.current(chosen or settings.PROCEDURE)


@pghistory.track(exclude=["content"])
class Procedure(models.Model):
    """One version of one council's document. Its words and figures are `content`, checked by
    events.procedure.loader. Of each document one version is active; the others are kept.
    """

    key = models.SlugField(max_length=40)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(db_default=Now())
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    is_active = models.BooleanField(default=False, db_default=False)
    activated_at = models.DateTimeField(null=True)
    activated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-loaded_at"]
        permissions = [("load_procedure", "May load a procedure")]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="procedure_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(is_active=True), name="procedure_active_once"
            ),
        ]

    def __str__(self):
        return f"{self.title}, version {self.version}"

    def get_absolute_url(self):
        return reverse("events:procedure-detail", args=[self.pk])


@pghistory.track()
class CouncilProcedure(models.Model):
    """Which document a council works by: its new events start with the active version. Staffordshire SOP 8.0."""

    council = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField("procedure", max_length=40)

    def __str__(self):
        return f"{self.council}: {self.key}"
