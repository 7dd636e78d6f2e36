"""What stands under a name on the tracker: who the person belongs with, and concerns that are open. For the council.

SOP 11.6; LGiU template T11.2. Two queries, however many people.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from trackers.kept import kept_rows
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


NOTHING = Beside()


def beside_of(steps: ShownSteps) -> dict[int, Beside]:
    """Key of the entry -> what stands under its name, for those of the people who have anything; no partner's."""
    if steps.partner:
        return {}
    among = steps.people.order_by().values("pk").query.sql_with_params()
    links, tags = defaultdict(list), defaultdict(list)
    for one, other, kind, *names in kept_rows(_links, None, among, today=steps.today, now=steps.now):
        word = "Not with" if kind == KEPT_APART else "With"
        links[one].append(f"{word} {_name(*names[2:])}")
        links[other].append(f"{word} {_name(*names[:2])}")
    for key, kind in kept_rows(_concerns, None, among, today=steps.today, now=steps.now):
        tags[key].append(TAGS[kind])
    return {key: Beside(tuple(links[key]), tuple(tags[key])) for key in {*links, *tags}}


def _name(surname: str, forename: str) -> str:
    return f"{forename} {surname}".strip()


def _links(among: RawSQL, _: None, today: date, now: datetime) -> QuerySet:
    people = [
        f"{side}__service_user__{name}" for side in ("entry", "other") for name in ("surname", "forename")
    ]
    links = PersonLink.objects.current().order_by("pk").filter(entry__in=among)
    return links.values_list("entry_id", "other_id", "kind", *people)


def _concerns(among: RawSQL, _: None, today: date, now: datetime) -> QuerySet:
    found = Concern.objects.open().order_by("-kind").filter(entry__in=among)
    return found.values_list("entry_id", "kind").distinct()
