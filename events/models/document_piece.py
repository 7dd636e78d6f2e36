"""Set pieces of documents, kept for the next issue."""

from django.db import models
from django.db.models.functions import Now

from events.models.event import FailureEvent


class DocumentPiece(models.Model):
    """Some pages of an event's document as the typesetter left them, so that the next issue need not set them again.

    It holds people's data, as `Document.content` does, and is kept in the same place; but only for a week, within a
    bound for each event, in a table that is in no backup. No history: it says nothing that a document does not say.
    Nobody reads it who could not make the same page: its key is the digest of everything on that page.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    content = models.BinaryField()
    used_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="document_piece_once")]
        indexes = [models.Index(fields=["used_at"], name="document_piece_age")]

    def __str__(self):
        return f"Set piece of {self.event_id}"
