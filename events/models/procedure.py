"""A written procedure as loaded: an event keeps the version that it started with."""

import pghistory
from django.db import models
from django.db.models.functions import Now


class ProcedureQuerySet(models.QuerySet):
    def current(self, key: str):
        """The newest loaded version of a pack, or None."""
        return self.filter(key=key).order_by("-loaded_at", "-pk").first()


@pghistory.track(exclude=["content"])
class Procedure(models.Model):
    """One version of one council's document. Its words and figures are `content`, checked by
    events.procedure.loader.
    """

    key = models.SlugField(max_length=40)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(db_default=Now())

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-loaded_at"]
        permissions = [("load_procedure", "May load a procedure")]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="procedure_version_once")]

    def __str__(self):
        return f"{self.title}, version {self.version}"
