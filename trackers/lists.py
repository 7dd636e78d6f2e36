"""Which people of an event a page, a figure or a file is about: the views with their counts, the filter, the order.

One condition stands behind a number and the list that it opens, so the two agree.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from trackers import conditions
from trackers.conditions import NO_ADVOCATE
from trackers.counted import counted
from trackers.finding import found_by
from trackers.hanging import with_hanging
from trackers.models import SafeAndWellCheck, TrackerEntry
from trackers.rules.fields import COLUMNS, HANGING, may_see
from trackers.rules.legal import ORDER
from trackers.shown_steps import OPEN, WHERES, ShownSteps
from trackers.unaccounted import unaccounted_at

# Something about the person is new, and the information systems do not say so yet. SOP 11.7.
NOT_UPDATED = (Q(moved_on__isnull=False) | ~Q(final_outcome="")) & Q(system_updated_on=None)

# Nobody has said that they are anywhere else.
STILL_THERE = Q(moved_on=None, whereabouts__in=("", TrackerEntry.Whereabouts.AT_SERVICE))

# Checks after the move go on when the outcome "moved" is recorded. SOP 12.0.
OPEN_OR_MOVED = Q(final_outcome__in=["", "moved"])


class View(NamedTuple):
    """A ready-made list. `paths` are the fields that it reads: a reader who may not see them does not get it.

    A quiet one is offered only while somebody is in it; a figure stands above the others. `due`: it is of next steps
    that are due in these days, as they are shown (trackers.shown_steps).
    """

    key: str
    label: str
    where: Callable[[date, datetime], Q]
    paths: tuple[str, ...] = ()
    quiet: bool = False
    figure: bool = False
    due: str = ""


def _week_from(today: date) -> tuple[date, date]:
    return today, today + timedelta(days=6)


VIEWS = {
    view.key: view
    for view in (
        View("everyone", "Everyone", lambda today, now: Q()),
        View("unresolved", "No final outcome", lambda today, now: OPEN, ("final_outcome",)),
        View(
            "overdue",
            "Overdue",
            WHERES["overdue", False],
            ("next_step_due_on",),
            due="overdue",
        ),
        View(
            "due-today",
            "Next step due today",
            WHERES["today", False],
            ("next_step_due_on",),
            figure=True,
            due="today",
        ),
        View(
            "still-there",
            "Still at the service",
            lambda today, now: OPEN & STILL_THERE,
            ("whereabouts", "moved_on"),
            figure=True,
        ),
        View(
            "no-place",
            "No place yet",
            lambda today, now: OPEN & Q(destination="", moved_on=None),
            ("destination", "moved_on"),
        ),
        View(
            "moving",
            "Moving this week",
            lambda today, now: OPEN & Q(moved_on=None, move_on__range=_week_from(today)),
            ("move_on",),
        ),
        View(
            "advocate",
            "Needs an advocate",
            lambda today, now: OPEN & NO_ADVOCATE,
            ("capacity", "advocate", "imca"),
        ),
        View(
            "no-contact",
            "No contact for relatives",
            lambda today, now: OPEN & Q(relatives_contact=""),
            ("final_outcome", "relatives_contact"),
        ),
        View(
            "not-updated",
            "System not updated",
            lambda today, now: NOT_UPDATED,
            ("moved_on", "final_outcome", "system_updated_on"),
        ),
        *(
            View(key, label, where, ("known to the council",), quiet=True)
            for key, label, where in (
                (
                    "best-interests",
                    "Best-interests decision to make",
                    lambda today, now: OPEN & conditions.TO_DECIDE,
                ),
                ("no-imca", "IMCA to instruct", lambda today, now: OPEN & Q(imca="needed")),
                (
                    "to-assess",
                    "Capacity not assessed, move booked",
                    lambda today, now: OPEN & Q(capacity="unknown", move_on__isnull=False, moved_on=None),
                ),
                (
                    "nobody-interested",
                    "Nobody for their welfare",
                    lambda today, now: OPEN & conditions.nobody_interested(),
                ),
                ("dols-due", "DoLS to settle", lambda today, now: OPEN & conditions.dols_to_settle(today)),
                (
                    "must-haves",
                    "Must-haves not confirmed",
                    lambda today, now: OPEN & conditions.unmet_must_haves(),
                ),
                ("put-right", "To be put right", lambda today, now: conditions.to_put_right()),
                ("apart", "Linked people, places to look at", lambda today, now: conditions.going_apart()),
                ("blank", "Assessment not complete", lambda today, now: OPEN & conditions.blank_headings()),
                ("open-concerns", "Open concerns", lambda today, now: conditions.open_concern()),
            )
        ),
        View(
            "unaccounted",
            "Unaccounted for",
            unaccounted_at,
            ("final_outcome", "whereabouts"),
        ),
        View(
            "unchecked",
            "Check overdue",
            lambda today, now: (
                OPEN_OR_MOVED & Exists(SafeAndWellCheck.objects.late(today).filter(entry=OuterRef("pk")))
            ),
            ("moved_on", "safe_and_well_on"),
        ),
        View(
            "no-birth",
            "No date of birth",
            lambda today, now: OPEN & Q(service_user__date_of_birth=None),
            ("final_outcome", "service_user.date_of_birth"),
        ),
        View("changed", "Changed today", lambda today, now: Q(changed_at__date=today), ("changed_at",)),
    )
}


def views_for(*, partner: bool) -> list[View]:
    """The views that the reader gets. When somebody was changed tells of hidden fields, so no partner asks."""
    seen = [
        view
        for view in VIEWS.values()
        if not partner or all(may_see(path, partner=True) for path in view.paths)
    ]
    return seen


def counts(steps: ShownSteps, views: list[View]) -> dict[str, int]:
    """How many of the people are in each view: one query, and what the steps ask."""
    wheres = tuple((view.key, steps.written(view.due) if view.due else view.where) for view in views)
    found = counted(steps.among, wheres)
    return found | {
        view.key: found[view.key] + len(steps.not_written(view.due)) for view in views if view.due
    }


def counts_of(steps: ShownSteps, several: list[dict]) -> list[int]:
    """How many of the people each of several cleaned filters asks for: one query for all, none for none."""
    if not several:
        return []
    found = {
        f"n{place}": Count("pk", filter=where_of(steps, chosen) or None)
        for place, chosen in enumerate(several)
    }
    return list(steps.people.order_by().aggregate(**found).values())


def filtered(steps: ShownSteps, chosen: dict) -> QuerySet:
    """The people that the cleaned filter form asks for. They are the reader's: whom to look among is settled."""
    return steps.people.filter(where_of(steps, chosen))


def where_of(steps: ShownSteps, chosen: dict) -> Q:
    """What the cleaned filter form asks for."""
    view = VIEWS[chosen.get("view") or "everyone"]
    where = steps.due(view.due) if view.due else view.where(steps.today, steps.now)
    if chosen.get("stage"):
        where &= Q(stage=chosen["stage"])
    if chosen.get("pays"):
        where &= Q(funding_type=chosen["pays"])
    if chosen.get("help"):
        where &= Q(response_level="" if chosen["help"] == "undecided" else chosen["help"])
    if chosen.get("outcome"):
        where &= Q(final_outcome="" if chosen["outcome"] == "none" else chosen["outcome"])
    if who := chosen.get("who"):
        where &= steps.with_whom(who)
    if chosen.get("due"):
        where &= steps.due(chosen["due"])
    return where & found_by(chosen.get("name", ""), partner=steps.partner)


def ordered(people: QuerySet, sort: str, steps: ShownSteps) -> QuerySet:
    """Sorted by a column's key, downwards with a minus before it; then by name. Unknown or hidden: by name."""
    names = ["service_user__surname", "service_user__forename", "pk"]
    column = COLUMNS.get(sort.removeprefix("-"))
    if column is None or not column.sort or not may_see(column.sort, partner=steps.partner):
        return people.order_by(*names)
    down = sort.startswith("-")
    if column.key == "person":
        return (
            people.order_by(F(names[0]).desc(), F(names[1]).desc(), "pk") if down else people.order_by(*names)
        )
    people = with_hanging(people, [column.sort])
    by = steps.day if column.key == "next" else _rank(column.sort)
    return people.order_by(by.desc(nulls_last=True) if down else by.asc(nulls_last=True), *names)


def can_sort(sort: str, *, partner: bool) -> bool:
    """Whether `ordered` knows this order."""
    column = COLUMNS.get(sort.removeprefix("-"))
    return column is not None and bool(column.sort) and may_see(column.sort, partner=partner)


def _rank(path: str):
    """A choice sorts as its choices are listed, text without regard to capitals, empty text last."""
    name = path.replace(".", "__")
    if path == "legal_duty":
        choices = [(value, "") for value in ORDER]
    elif "." in path or path in HANGING:
        choices = []
    else:
        choices = TrackerEntry._meta.get_field(path).flatchoices
    if choices:
        whens = [
            When(**{name: value}, then=Value(rank if value else 99))
            for rank, (value, _) in enumerate(choices)
        ]
        return Case(*whens, output_field=IntegerField())
    return F(name)
