"""Two people, one record: edits of different fields merge, edits of the same field show both values."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class Clash(NamedTuple):
    """One field that somebody else changed to another value since the form was opened."""

    field: str
    label: str
    yours: Any
    theirs: Any
    by: str
    at: datetime | None


class Conflict(ValidationError):
    """Another person changed the same field. Nothing was saved; both values are in `clashes`."""

    def __init__(self, record: models.Model, clashes: list[Clash]):
        self.record, self.clashes = record, clashes
        names = ", ".join(clash.label for clash in clashes)
        super().__init__(
            f"Somebody else changed {names} while you were typing. Choose which to keep.", code="conflict"
        )


class VersionedQuerySet(models.QuerySet):
    def lock_for_edit(self, pk, *, since: int, changing: dict[str, Any]):
        """Lock the row and put `changing` (field name -> new value) on it, merged with what others saved.

        `since` is the version the form was opened at. A field the person left as it was keeps others'
        value; a field both changed raises Conflict. Call `save_version` next; `row.edited` lists the fields
        to be
        saved.
        """
        row = self.model._default_manager.select_for_update(of=("self",)).get(pk=pk)
        base = row if row.version == since else row.snapshot(since)
        clashes, row.edited = [], []
        for name, yours in changing.items():
            field = self.model._meta.get_field(name)
            mine, theirs, before = (
                plain(yours),
                getattr(row, field.attname),
                getattr(base, field.attname, None),
            )
            if mine == theirs or (base is not row and base is not None and mine == before):
                continue
            if base is not row and (base is None or theirs != before):
                clashes.append(row.clash(field, yours, since))
            else:
                setattr(row, name, yours)
                row.edited.append(name)
        if clashes:
            raise Conflict(row, clashes)
        return row


class Versioned(models.Model):
    """A record that several people edit at once. Its history table holds each version."""

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        abstract = True

    def save_version(self, *, by, update_fields: list[str] = ()) -> bool:
        """Save the edited fields as the next version; False when nothing is different."""
        fields = [*getattr(self, "edited", []), *update_fields]
        if not fields:
            return False
        self.version += 1
        self.changed_by = by
        self.changed_at = timezone.now()
        self.save(update_fields=[*fields, "version", "changed_at", "changed_by"])
        return True

    def history(self) -> models.QuerySet:
        """The history rows of this record, oldest first."""
        return (
            self.pgh_event_model.objects.filter(pgh_obj_id=self.pk)
            .select_related("pgh_context")
            .order_by("pgh_id")
        )

    def snapshot(self, version: int):
        """The history row of that version, or None."""
        return self.history().filter(version=version).last()

    def clash(self, field: models.Field, yours: Any, since: int) -> Clash:
        """Who gave `field` the value it has now, and when."""
        now = getattr(self, field.attname)
        rows = [row for row in self.history().filter(version__gt=since) if getattr(row, field.attname) == now]
        when = rows[0].pgh_created_at if rows else self.changed_at
        who = (
            type(self)
            ._meta.get_field("changed_by")
            .related_model.objects.filter(pk=rows[0].changed_by_id if rows else self.changed_by_id)
        )
        name = who.first().name if who else "Somebody"
        label = str(field.verbose_name)
        return Clash(field.name, label[:1].upper() + label[1:], yours, getattr(self, field.name), name, when)


def plain(value: Any) -> Any:
    """A value as its column holds it: of a record, its key."""
    return value.pk if isinstance(value, models.Model) else value
