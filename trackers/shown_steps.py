"""Everybody's next step as the tracker shows it: what somebody wrote down, else what follows from the facts.

Numbers, filters, order, lists, files and papers all ask it here, so that they tell one story. The council's readers are
shown both kinds; partner staff what is written down only. Staffordshire SOP 11.6, 11.7.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import Case, DateField, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from trackers.counted import Where
from trackers.ideas import Idea, ideas_of
from trackers.kept import Among
from trackers.models import TrackerEntry

OPEN = Q(final_outcome="")
WRITTEN = ~Q(next_step="")
NOBODY = "nobody"  # asked for in place of a name
DAY = timedelta(days=1)
Span = tuple[date, date] | None  # first and last day; None: steps without a day


class Due(NamedTuple):
    """Steps that are due in some days."""

    words: str
    span: Callable[[date], Span]


DUE = {
    "overdue": Due("Overdue", lambda today: (date.min, today - DAY)),
    "today": Due("Today", lambda today: (today, today)),
    "by-today": Due("Overdue or today", lambda today: (date.min, today)),
    "week": Due("In the next 7 days", lambda today: (today, today + 6 * DAY)),
    "none": Due("No date", lambda today: None),
}


def _written(span: Callable[[date], Span], *, alone: bool) -> Where:
    """A condition on the written day. `alone`: of written steps; else whatever stands in the column."""

    def where(today: date, now: datetime) -> Q:
        days = span(today)
        due = Q(next_step_due_on=None) if days is None else Q(next_step_due_on__range=days)
        return OPEN & WRITTEN & due if alone else OPEN & due

    return where


# Made once, because SQL is kept by them (trackers.counted).
WHERES = {
    (key, alone): _written(due.span, alone=alone) for key, due in DUE.items() for alone in (False, True)
}


class ShownSteps:
    """The next steps of some people as one reader is shown them. What follows from facts is asked once: two queries."""

    def __init__(self, people: QuerySet, *, partner: bool, now: datetime | None = None):
        self.people, self.partner, self.among = people, partner, Among(people, now or timezone.now())
        self.now, self.today = self.among.now, self.among.today

    @cached_property
    def ideas(self) -> dict[int, Idea]:
        """What is shown of those for whom nobody wrote a step down, by key of the entry."""
        return {} if self.partner else ideas_of(self.among)

    def of(self, entry: TrackerEntry) -> Idea:
        """What is shown of one of the people; after a final outcome nothing."""
        if entry.is_finished:
            return Idea("", "", None)
        written = Idea(entry.next_step, entry.next_step_owner, entry.next_step_due_on)
        return self.ideas.get(entry.pk, written)

    def due(self, key: str) -> Q:
        """People whose step is due in these days, by a key of DUE."""
        return self.written(key)(self.today, self.now) | Q(pk__in=self.not_written(key))

    def written(self, key: str) -> Where:
        """Of those, the ones that the database finds by what is written down."""
        return WHERES[key, not self.partner]

    def not_written(self, key: str) -> list[int]:
        """And the others: keys of their entries."""
        span = DUE[key].span(self.today)
        return [pk for pk, idea in self.ideas.items() if _fits(idea.due_on, span)]

    def with_whom(self, who: str) -> Q:
        """People whose next step or whose case is somebody's; of NOBODY, those for whom nobody is named."""
        if who == NOBODY:
            unnamed = [pk for pk, idea in self.ideas.items() if not idea.is_named]
            written = Q(next_step_owner="") & (Q() if self.partner else WRITTEN)
            return OPEN & Q(worker="") & (written | Q(pk__in=unnamed))
        theirs = [pk for pk, idea in self.ideas.items() if idea.who == who]
        return Q(next_step_owner=who) | Q(worker=who) | Q(pk__in=theirs)

    def names(self) -> list[str]:
        """Everybody who is shown to do a next step, or is allocated to one of the people: one query."""
        pairs = self.among.rows(_owners_and_workers)
        shown = {idea.who for idea in self.ideas.values()}
        return sorted(({name for pair in pairs for name in pair} | shown) - {""})

    @property
    def day(self) -> Case:
        """The day that is shown, as the database sorts by it; none after a final outcome."""
        by_day: dict[date, list[int]] = {}
        for pk, idea in self.ideas.items():
            if idea.due_on:
                by_day.setdefault(idea.due_on, []).append(pk)
        whens = [When(pk__in=keys, then=Value(day)) for day, keys in by_day.items()]
        none = Value(None, output_field=DateField())
        return Case(When(~OPEN, then=none), *whens, default=F("next_step_due_on"), output_field=DateField())

    def days(self, key: str) -> dict[int, list[date]]:
        """Key of the event -> the days of its people's steps that are due in these days, the first first: one query."""
        rows = self.people.filter(self.due(key)).order_by().values_list("pk", "event_id", "next_step_due_on")
        found: dict[int, list[date]] = {}
        for pk, event, written in rows:
            found.setdefault(event, []).append(self.ideas[pk].due_on if pk in self.ideas else written)
        return {event: sorted(days) for event, days in found.items()}


def _fits(day: date | None, span: Span) -> bool:
    if day is None or span is None:
        return day is None and span is None
    return span[0] <= day <= span[1]


def _owners_and_workers(among: RawSQL, *_: object) -> QuerySet:
    people = TrackerEntry.with_merged.filter(pk__in=among).order_by()
    return people.values_list("next_step_owner", "worker").distinct()
