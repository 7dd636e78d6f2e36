"""Everybody on an event's tracker as they were recorded at a past moment, from the history tables."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from events.models import FailureEvent
from trackers.models import PersonEvaluation, Representative, ServiceUser, TrackerEntry
from trackers.rules.fields import HANGING

PERSON = "service_user__"


def rows_at(event: FailureEvent, before: datetime, names: list[str]) -> list[tuple]:
    """The values of `names` (as trackers.table names them) for each person, by name, as they stood before a moment.

    Two queries, however many people, and one more each for next of kin and legal basis. Who was added later is not
    there. Nothing deletes people or their rows, so the latest line of each one's history says all.
    """
    hung = [name for name in names if name in HANGING]
    own = [name for name in names if not name.startswith(PERSON) and name != "pk" and name not in hung]
    of_person = [name.removeprefix(PERSON) for name in names if name.startswith(PERSON)]
    entries = TrackerEntry.pgh_event_model.objects.filter(event_id=event.pk)
    names_kept = ["pgh_obj_id", "service_user_id", *own]
    rows = latest(entries, before).values_list(*names_kept, "merged_into_id")
    found = [row[:-1] for row in rows if row[-1] is None]  # who was merged by then was no row of its own
    people = ServiceUser.pgh_event_model.objects.filter(pgh_obj_id__in={row[1] for row in found})
    persons = {row[0]: row[1:] for row in latest(people, before).values_list("pgh_obj_id", *of_person)}
    place = {name: at for at, name in enumerate(["pk", "", *own])}
    place |= {f"{PERSON}{name}": at for at, name in enumerate(of_person, start=len(place))}
    place |= {name: at for at, name in enumerate(hung, start=len(place))}
    order = [place[name] for name in names]
    beside = hanging_at(event, before, hung)
    nothing = [None] * len(hung)
    whole = [(*row, *persons[row[1]], *beside.get(row[0], nothing)) for row in found if row[1] in persons]
    whole.sort(key=lambda row: _by_name(row, place))
    return [tuple([row[at] for at in order]) for row in whole]


def hanging_at(event: FailureEvent, before: datetime, names: list[str]) -> dict[int, list[Any]]:
    """Key of the entry -> what hung on its row then, in the order of `names`: as trackers.hanging has it now."""
    found: dict[int, dict[str, Any]] = {}
    for kind in {name.partition("_")[0] for name in names}:
        for key, values in TOLD[kind](event, before):
            found.setdefault(key, {}).update(values)
    return {key: [values.get(name) for name in names] for key, values in found.items()}


def _legal_at(event: FailureEvent, before: datetime) -> Iterable[tuple[int, dict[str, Any]]]:
    answers = PersonEvaluation.objects.filter(event=event, made_at__lt=before)
    newest = answers.order_by("entry_id", "-pk").distinct("entry_id")
    for key, duty, computed in newest.values_list("entry_id", "duty", "computed_duty"):
        yield key, {"legal_duty": duty, "legal_computed": computed}


def _kin_at(event: FailureEvent, before: datetime) -> Iterable[tuple[int, dict[str, Any]]]:
    contacts = latest(Representative.pgh_event_model.objects.filter(event_id=event.pk), before)
    # The main one comes last, and stands.
    for one in sorted(contacts, key=lambda one: (not one.is_main, one.surname, one.pgh_obj_id), reverse=True):
        yield (
            one.entry_id,
            {
                "kin_name": f"{one.forename} {one.surname}".strip(),
                "kin_relationship": one.relationship,
                "kin_phone": "" if one.must_not_be_told else one.phone,
                "kin_not_told": one.must_not_be_told,
            },
        )


TOLD = {"kin": _kin_at, "legal": _legal_at}


def latest(history: QuerySet, before: datetime) -> QuerySet:
    """Of each thing in the history, its last row before the moment. Rows of one thing are numbered as they came."""
    past = history.filter(pgh_created_at__lt=before)
    return past.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")


def _by_name(row: tuple, place: dict[str, int]) -> tuple:
    names = (row[place[f"{PERSON}surname"]], row[place[f"{PERSON}forename"]])
    return (*[name.casefold() for name in names], row[0])
