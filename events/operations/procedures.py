"""Loading a written procedure, activating a version of it, and choosing the one that new events start with. SOP 8.0.

A version stays as it is once an event works with it or an administrator has activated it.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation
from accounts.models import Organisation, User
from events.models import Checklist, CouncilProcedure, FailureEvent, Procedure
from events.procedure import loader
from events.procedure.pack import Pack
from events.rules.cases import failing_cases
from govuk.words import count_of

NEW, SAME, CHANGED = "new", "same", "changed"
MOST_NAMED = 10


class Loaded(NamedTuple):
    """`state`: a version that was not there, was there unchanged, or was rewritten before any use."""

    procedure: Procedure
    state: str


@operation("procedure.loaded", needs="events.load_procedure")
def load_procedure(*, by: User, pack: Pack, activate: bool = False) -> Loaded:
    """Keep one version of a procedure. Loading the same one again changes nothing. SOP 8.0.

    It waits until somebody activates it. With `activate` (the operator's command) it is active at once, unless a
    person has activated the version in use, or cases fail. Raises ValidationError where the words differ from those
    of a version that events work with or that is active.
    """
    digest = loader.sha256(pack)
    given = {"title": pack.title, "content": loader.content(pack), "sha256": digest, "loaded_by": by}
    known, is_new = Procedure.objects.select_for_update(of=("self",)).get_or_create(
        key=pack.key, version=pack.version, defaults=given
    )
    state = NEW if is_new else SAME if known.sha256 == digest else CHANGED
    if state == CHANGED:
        _rewrite(known, pack, given, activate)
    if activate and _is_the_systems(pack.key) and not failing_cases(pack):
        _put_to_use(known, by)
    return Loaded(known, state)


@operation("procedure.activated", needs="events.load_procedure")
def activate_procedure(*, by: User, procedure: Procedure, reason: str = "") -> Procedure:
    """New events start with this version from now on; running ones keep theirs. An older one can come back. SOP 8.0.

    Raises ValidationError while one of its own cases is not answered as expected.
    """
    versions = Procedure.objects.select_for_update(of=("self",)).filter(key=procedure.key).order_by("pk")
    procedure = next(one for one in versions if one.pk == procedure.pk)
    pack = loader.from_content(procedure.content)
    if failed := failing_cases(pack):
        raise ValidationError(
            f"{count_of(len(failed), 'case is', 'cases are')} not answered as expected: {_listed(failed)}. Put the "
            "procedure or the cases right, raise the version, and load the file again.",
            code="cases",
        )
    _refuse_unstartable_default(procedure, pack)
    _put_to_use(procedure, by)
    return procedure


@operation("procedure.chosen", needs="events.load_procedure")
def choose_procedure(*, by: User, council: Organisation, document: str, reason: str = "") -> CouncilProcedure:
    """New events of the council start with the active version of the document of that key. Raises ValidationError."""
    procedure = Procedure.objects.current(document)
    if procedure is None:
        raise ValidationError({"document": "Activate a version of this procedure first."})
    if lacks := cannot_start(loader.from_content(procedure.content)):
        raise ValidationError({"document": lacks})
    chosen, _ = CouncilProcedure.objects.update_or_create(council=council, defaults={"key": document})
    return chosen


def cannot_start(pack: Pack) -> str:
    """Why no event can start with this procedure; empty if one can."""
    lacks = [
        words
        for has, words in (
            (pack.responses, "answers to notices"),
            (pack.leads, "leads"),
            (pack.stages, "stages"),
        )
        if not has
    ]
    return f"{pack.short_name} has no {' and no '.join(lacks)}: no event can start with it." if lacks else ""


def _rewrite(known: Procedure, pack: Pack, given: dict, activate: bool) -> None:
    """Other words for a version that nobody relies on yet."""
    if _is_used(known):
        raise ValidationError(
            f"Events already work with version {pack.version} of {pack.key}, and this one differs from it. "
            "Raise the version in the file.",
            code="version_in_use",
        )
    may_follow = activate and _is_the_systems(pack.key) and not failing_cases(pack)
    if known.is_active and not may_follow:
        raise ValidationError(
            f"Version {pack.version} of {pack.key} is active, and this one differs from it. Raise the version in "
            "the file, so that the difference can be looked at before it is activated.",
            code="version_active",
        )
    for name, value in given.items():
        setattr(known, name, value)
    known.loaded_at = Now()
    known.save(update_fields=[*given, "loaded_at"])


def _is_the_systems(key: str) -> bool:
    """Whether no person has activated the version in use, so that the operator's command may replace it."""
    active = Procedure.objects.active().filter(key=key).select_related("activated_by").first()
    return active is None or active.activated_by is None or active.activated_by.role == User.Role.SYSTEM


def _put_to_use(procedure: Procedure, by: User) -> None:
    if procedure.is_active:
        return
    Procedure.objects.active().filter(key=procedure.key).update(is_active=False)
    procedure.is_active, procedure.activated_at, procedure.activated_by = True, Now(), by
    procedure.save(update_fields=["is_active", "activated_at", "activated_by"])
    procedure.refresh_from_db(fields=["activated_at"])


def _refuse_unstartable_default(procedure: Procedure, pack: Pack) -> None:
    """The document that a council's new events start with must go on being one that they can start with."""
    if CouncilProcedure.objects.filter(key=procedure.key).exists() and (lacks := cannot_start(pack)):
        raise ValidationError(lacks, code="unstartable")


def _listed(failed: list) -> str:
    names = [result.id for result in failed]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _is_used(procedure: Procedure) -> bool:
    return (
        FailureEvent.objects.filter(procedure=procedure).exists()
        or Checklist.objects.filter(procedure=procedure).exists()
    )
