"""Everybody on an event's tracker as they were recorded at a past moment, from the history tables."""

from datetime import datetime

from django.db.models import QuerySet

from events.models import FailureEvent
from trackers.models import ServiceUser, TrackerEntry

PERSON = "service_user__"


def rows_at(event: FailureEvent, before: datetime, names: list[str]) -> list[tuple]:
    """The values of `names` (as trackers.table names them) for each person, by name, as they stood before a moment.

    Two queries, however many people. Who was added later is not there. Nothing deletes people or their rows, so the
    latest line of each one's history says all.
    """
    own = [name for name in names if not name.startswith(PERSON) and name != "pk"]
    of_person = [name.removeprefix(PERSON) for name in names if name.startswith(PERSON)]
    entries = TrackerEntry.pgh_event_model.objects.filter(event_id=event.pk)
    names_kept = ["pgh_obj_id", "service_user_id", *own]
    rows = latest(entries, before).values_list(*names_kept, "merged_into_id")
    found = [row[:-1] for row in rows if row[-1] is None]  # who was merged by then was no row of its own
    people = ServiceUser.pgh_event_model.objects.filter(pgh_obj_id__in={row[1] for row in found})
    persons = {row[0]: row[1:] for row in latest(people, before).values_list("pgh_obj_id", *of_person)}
    place = {name: at for at, name in enumerate(["pk", "", *own])}
    place |= {f"{PERSON}{name}": at for at, name in enumerate(of_person, start=len(place))}
    order = [place[name] for name in names]
    whole = [(*row, *persons[row[1]]) for row in found if row[1] in persons]
    whole.sort(key=lambda row: _by_name(row, place))
    return [tuple([row[at] for at in order]) for row in whole]


def latest(history: QuerySet, before: datetime) -> QuerySet:
    """Of each thing in the history, its last row before the moment. Rows of one thing are numbered as they came."""
    past = history.filter(pgh_created_at__lt=before)
    return past.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")


def _by_name(row: tuple, place: dict[str, int]) -> tuple:
    names = (row[place[f"{PERSON}surname"]], row[place[f"{PERSON}forename"]])
    return (*[name.casefold() for name in names], row[0])
