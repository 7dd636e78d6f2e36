"""The one door for writing: `@operation`. And the record of what was read, exported and shared.

Django's transaction, the history triggers' context (who, which operation, why, which request) and the one-
time key of a form are all here, so that no operation has to remember them.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

import pghistory
import structlog
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.module_loading import autodiscover_modules

from accounts.models import AccessEntry, Submission, User

_told: dict[str, str] = {}
# What the history says of the operation at work.
_outermost: ContextVar[dict | None] = ContextVar("outermost_operation", default=None)


def operation(name: str, *, told: str = "", needs: str = "") -> Callable:
    """Make a keyword-only function `f(*, by, ...)` an operation.

    `told` is what histories call it, where the name itself would not read well. It runs in one transaction
    inside the history context. `needs` is a permission of accounts.roles: without it PermissionDenied is raised before
    anything is read. A keyword `key` (the form's one-time UUID) makes the call happen once: a second call with it
    returns the record of the first. `reason`, if the function takes one, goes into the history context.
    """

    if told:
        _told[name] = told

    def decorate(function: Callable) -> Callable:
        if "by" not in inspect.signature(function).parameters:
            raise TypeError(f"{name}: an operation says who does it")

        @functools.wraps(function)
        def run(*, by: User, key: str | UUID | None = None, **kwargs):
            if needs and not by.has_perm(needs):
                raise PermissionDenied("You can view this but not change it.")
            with transaction.atomic(), _history_of(name, by, kwargs):
                if not key:
                    return function(by=by, **kwargs)
                return _once(by, key, lambda: function(by=by, **kwargs))

        run.operation, run.needs = name, needs
        return run

    return decorate


def in_words(name: str) -> str:
    """An operation in words: its own, else its name, so that "step.completed" reads "Step completed"."""
    _meet_all()
    noun, _, verb = name.partition(".")
    return _told.get(name) or f"{noun.replace('_', ' ').capitalize()} {verb.replace('_', ' ')}"


@functools.cache
def _meet_all() -> None:
    """Every operation says its words when its module is read, and a process may not have needed them all."""
    autodiscover_modules("operations")
    for config in apps.get_app_configs():
        for found in iter_modules([f"{config.path}/operations"], f"{config.name}.operations."):
            import_module(found.name)


@contextmanager
def _history_of(name: str, by: User, kwargs: dict) -> Iterator[None]:
    """Everything inside is history of this operation; inside another, of the outermost, whose reason goes first."""
    own, outer = _context(name, by, kwargs), _outermost.get()
    if outer is not None:
        if "reason" in own.keys() - outer.keys():
            outer["reason"] = own["reason"]
            pghistory.context(reason=own["reason"])
        yield
        return
    outermost = _outermost.set(own)
    try:
        with pghistory.context(**own):
            yield
    finally:
        _outermost.reset(outermost)


def _context(name: str, by: User, kwargs: dict) -> dict:
    """What the history triggers write beside each change."""
    bound = structlog.contextvars.get_contextvars()
    context = {"user": by.pk, "operation": name}
    if request_id := bound.get("request_id"):
        context["request_id"] = request_id
    for word in ("reason", "override_reason", "not_needed_reason"):
        if kwargs.get(word):
            context["reason"] = str(kwargs[word])[:2000]
    return context


def _once(by: User, key: str | UUID, work: Callable[[], models.Model]) -> models.Model:
    # A concurrent second call waits here on the unique index until the first has committed.
    submission, is_first = Submission.objects.get_or_create(by=by, key=key)
    if not is_first:
        return apps.get_model(submission.model)._default_manager.get(pk=submission.record)
    record = work()
    submission.model, submission.record = record._meta.label, str(record.pk)
    submission.save(update_fields=["model", "record"])
    return record


def record_access(
    *,
    by: User,
    kind: str,
    subject: str,
    event: models.Model | None = None,
    people: list[int] = (),
    recipient: str = "",
) -> AccessEntry:
    """Record a read, export, document, share or sign-in. `people` are primary keys of tracker entries."""
    return AccessEntry.objects.create(
        by=by,
        kind=kind,
        subject=subject[:200],
        event_reference=event.reference if event else "",
        people=list(people),
        recipient=recipient[:200],
        request_id=structlog.contextvars.get_contextvars().get("request_id") or "",
    )
