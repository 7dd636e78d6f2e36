"""The figures of the pages that span rooms. Each figure has one queryset: the list behind it, which it
always equals.
"""

from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from events.models import FailureEvent, PeopleCount, Step
from trackers.models import Concern, TrackerEntry
from trackers.unaccounted import unaccounted

# What a leader calls an open event: it was logged and is neither stood down nor closed.
LIVE = [FailureEvent.Status.INVOKED, FailureEvent.Status.STANDARD_PRACTICE, FailureEvent.Status.RESOLVED]


def live_events(user: User):
    """Open events that the user may see, without drafts."""
    return FailureEvent.objects.visible_to(user).filter(status__in=LIVE)


def overdue_steps(user: User, today: date):
    """Open steps past their date in events whose procedure is invoked."""
    return Step.objects.visible_to(user).overdue(today)


def people_in(user: User, *, outcome: str | None = None):
    """People of live events; those with one final outcome ("" = none yet) when `outcome` is given."""
    entries = TrackerEntry.objects.visible_to(user).filter(event__status__in=LIVE)
    return entries if outcome is None else entries.filter(final_outcome=outcome)


def people_unaccounted(user: User):
    """People of live events of whom nobody has said where they are. Staffordshire SOP 11.7."""
    return people_in(user).filter(unaccounted())


def open_concerns(user: User):
    """Open concerns about people of live events. SOP 11.6, 11.7."""
    return Concern.objects.visible_to(user).open().filter(event__status__in=LIVE)


def events_by_stage(user: User) -> list[tuple[str, int]]:
    """(stage or status, number of live events), the furthest first."""
    rows = (
        live_events(user)
        .annotate(where=stage_words())
        .values_list("where")
        .annotate(n=Count("pk"))
        .order_by("-n", "where")
    )
    return list(rows)


def stage_words():
    """Where an event is: its stage while invoked, else its status in words."""
    by_status = [
        When(status=value, then=Value(label))
        for value, label in FailureEvent.Status.choices
        if value != "invoked"
    ]
    return Case(
        *by_status, When(current_stage="", then=Value("All steps finished")), default=F("current_stage")
    )


def people_by_outcome(user: User) -> dict[str, int]:
    """Final outcome ("" = none yet) -> people, from the counts that the database keeps equal to the
    tracker.
    """
    counts = (
        PeopleCount.objects.filter(event__in=live_events(user))
        .values_list("final_outcome")
        .annotate(n=Sum("people"))
    )
    return {outcome: n for outcome, n in counts if n}


def with_figures(events, today: date):
    """Adds `people`, `unresolved` and `overdue` to each event; the same number of queries for 1 and for
    200.
    """
    counts = PeopleCount.objects.filter(event=OuterRef("pk")).values("event")
    everybody = counts.annotate(n=Sum("people")).values("n")
    unresolved = counts.annotate(n=Sum("people", filter=Q(final_outcome=""))).values("n")
    late = (
        Step.objects.overdue(today)
        .filter(event=OuterRef("pk"))
        .order_by()
        .values("event")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return events.annotate(
        where=stage_words(),
        people=Coalesce(Subquery(everybody), 0, output_field=IntegerField()),
        unresolved=Coalesce(Subquery(unresolved), 0, output_field=IntegerField()),
        overdue=Coalesce(Subquery(late), 0, output_field=IntegerField()),
    )
