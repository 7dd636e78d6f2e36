"""Loading a written procedure: a version stays as it is once an event works with it. SOP 8.0."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, FailureEvent, Procedure
from events.procedure import loader
from events.procedure.pack import Pack

NEW, SAME, CHANGED = "new", "same", "changed"


class Loaded(NamedTuple):
    """`state`: a version that was not there, was there unchanged, or was rewritten before any use."""

    procedure: Procedure
    state: str


@operation("procedure.loaded", needs="events.load_procedure")
def load_procedure(*, by: User, pack: Pack) -> Loaded:
    """Keep one version of a procedure. Loading the same one again changes nothing. SOP 8.0.

    Raises ValidationError where an event already works with this version and the words differ.
    """
    digest = loader.sha256(pack)
    given = {"title": pack.title, "content": loader.content(pack), "sha256": digest}
    known, is_new = Procedure.objects.select_for_update().get_or_create(
        key=pack.key, version=pack.version, defaults=given
    )
    if is_new:
        return Loaded(known, NEW)
    if known.sha256 == digest:
        return Loaded(known, SAME)
    if _is_used(known):
        raise ValidationError(
            f"Events already work with version {pack.version} of {pack.key}, and this one differs from it. "
            "Raise the version in the file.",
            code="version_in_use",
        )
    for name, value in given.items():
        setattr(known, name, value)
    known.loaded_at = Now()
    known.save(update_fields=[*given, "loaded_at"])
    return Loaded(known, CHANGED)


def _is_used(procedure: Procedure) -> bool:
    return (
        FailureEvent.objects.filter(procedure=procedure).exists()
        or Checklist.objects.filter(procedure=procedure).exists()
    )
