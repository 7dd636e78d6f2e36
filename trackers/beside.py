"""What stands under a name on the tracker: whom the person belongs with, and concerns that are open. For the council.

SOP 11.6; LGiU template T11.2. One query, and one more where people are linked, however many there are.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.expressions import RawSQL

from trackers.models import Concern, PersonLink
from trackers.shown_steps import ShownSteps

KEPT_APART = PersonLink.Kind.NEVER_WITH
TAGS = {
    Concern.Kind.SAFEGUARDING: ("Safeguarding", "govuk-tag--red"),
    Concern.Kind.QUALITY: ("Quality concern", "govuk-tag--orange"),
}


class Beside(NamedTuple):
    """`links` are words such as 'With Cecil Dapplemere'; `tags` are (text, class)."""

    links: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


def beside_of(steps: ShownSteps) -> dict[int, Beside]:
    """Key of the entry -> what stands under its name, for those of the people who have anything; no partner's."""
    if steps.partner:
        return {}
    rows = rows_beside(steps)
    links, tags = defaultdict(list), defaultdict(list)
    linked = {key for one, other, _ in rows if other for key in (one, other)}
    names = _names(steps, linked) if linked else {}
    for one, other, kind in sorted(rows):
        if kind in TAGS:
            tags[one].append(TAGS[kind])
        elif one in names and other in names:
            word = "Not with" if kind == KEPT_APART else "With"
            links[one].append(f"{word} {names[other]}")
            links[other].append(f"{word} {names[one]}")
    return {key: Beside(tuple(links[key]), tuple(tags[key])) for key in {*links, *tags}}


def rows_beside(steps: ShownSteps) -> list[tuple[int, int, str]]:
    """(entry, the other entry or 0, kind) of all that stands beside the people: one query."""
    return steps.among.rows(_links_and_concerns)


def _names(steps: ShownSteps, keys: set[int]) -> dict[int, str]:
    people = steps.people.filter(pk__in=keys).order_by()
    rows = people.values_list("pk", "service_user__forename", "service_user__surname")
    return {pk: f"{forename} {surname}".strip() for pk, forename, surname in rows}


def _links_and_concerns(among: RawSQL, _: None, today: date, now: datetime) -> QuerySet:
    """Of links, and of concerns that are open."""
    links = PersonLink.objects.current().order_by().filter(entry__in=among)
    concerns = Concern.objects.open().order_by().filter(entry__in=among)
    return links.values_list("entry_id", "other_id", "kind").union(
        concerns.values_list("entry_id", Value(0), "kind")
    )
