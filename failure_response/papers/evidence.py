"""The evidence behind a report: the history of an event, and whether it agrees with what the records say now."""

from typing import NamedTuple

from django.db.models import Count

from events.models import FailureEvent
from failure_response.timeline import Entry, entries, sources

MOST = 600  # newest entries in a report; the timeline has all


class Checked(NamedTuple):
    """How many rows the history of an event has, and the first record that differs from it ("" for none)."""

    rows: int
    first_bad: str


def newest(event: FailureEvent) -> tuple[list[Entry], bool]:
    """What was done, the newest first, and whether there is more."""
    found, following = entries(event, most=MOST)
    return found, following is not None


def check_history(event: FailureEvent) -> Checked:
    """Hold every record of the event against the newest row of its history, which a trigger of the database writes.

    A record that was changed past the triggers, or a row of the history that was changed or taken away, shows.
    Two queries for each model, however many records.
    """
    rows, first_bad = 0, ""
    for source in sources(event):
        history = source.model.pgh_event_model
        if source.model is FailureEvent:
            live = source.model._base_manager.filter(pk=event.pk)
        elif any(field.name == "event" for field in source.model._meta.fields):
            live = source.model._base_manager.filter(event_id=event.pk)
        else:
            live = source.model._base_manager.filter(entries__event_id=event.pk).distinct()
        count, wrong = _differs(history, live)
        rows += count
        first_bad = first_bad or wrong
    return Checked(rows, first_bad)


def _differs(history, live) -> tuple[int, str]:
    """How many history rows these records have, and the first of them that its history does not say."""
    kept = {field.attname for field in history._meta.concrete_fields}
    names = [field.attname for field in live.model._meta.concrete_fields if field.attname in kept]
    now = {row["id"]: row for row in live.values(*names)}
    if not now:
        return 0, ""
    of_these = history.objects.filter(pgh_obj_id__in=list(now))
    last = of_these.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values("pgh_obj_id", *names)
    then = {row.pop("pgh_obj_id"): row for row in last}
    wrong = next((pk for pk in sorted(now) if then.get(pk) != now[pk]), None)
    words = f"{live.model._meta.verbose_name} {wrong}" if wrong is not None else ""
    return of_these.aggregate(n=Count("pk"))["n"], words
