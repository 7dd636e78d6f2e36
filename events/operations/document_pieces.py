"""Pieces of documents between two issues: a cache, which is why nothing here is in the history."""

from datetime import timedelta

from django.db.models import F, Func, IntegerField, Sum, Window
from django.db.models.functions import Now

from events.models import DocumentPiece, FailureEvent

KEPT_DAYS = 7
MOST_BYTES = 32 * 1024 * 1024  # for one event: closure packs of some thousand people


class EventShelf:
    """Pieces of one event's documents, as `govuk.pdf` takes and leaves them."""

    def __init__(self, event: FailureEvent):
        self.event = event

    def take(self, keys: list[str]) -> dict[str, bytes]:
        """Those that are there, by key; they count as used now."""
        found = DocumentPiece.objects.filter(event=self.event, key__in=keys)
        pieces = {key: bytes(content) for key, content in found.values_list("key", "content")}
        if pieces:
            DocumentPiece.objects.filter(event=self.event, key__in=pieces).update(used_at=Now())
        return pieces

    def put(self, pieces: dict[str, bytes]) -> None:
        """Keep these, and of all only as many of the last used as the bound allows."""
        rows = [DocumentPiece(event=self.event, key=key, content=content) for key, content in pieces.items()]
        DocumentPiece.objects.bulk_create(rows, ignore_conflicts=True)
        length = Func("content", function="octet_length", output_field=IntegerField())
        so_far = Window(Sum(length), order_by=[F("used_at").desc(), F("pk").desc()])
        sized = DocumentPiece.objects.filter(event=self.event).annotate(so_far=so_far)
        over = sized.filter(so_far__gt=MOST_BYTES).values_list("pk", flat=True)
        DocumentPiece.objects.filter(pk__in=list(over)).delete()


def clear_old() -> int:
    """Remove what no issue has used for a week; how many pieces that were."""
    return DocumentPiece.objects.filter(used_at__lt=Now() - timedelta(days=KEPT_DAYS)).delete()[0]
