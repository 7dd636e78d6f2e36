"""Who is unaccounted for: nobody has said where they are now. One condition for number and list. SOP 11.4, 11.7."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from events.models import FailureEvent
from trackers.kept import kept_rows
from trackers.models import ReconcileList, TrackerEntry

Where = TrackerEntry.Whereabouts


def unaccounted() -> Q:
    """As unaccounted_at, now."""
    return unaccounted_at(timezone.localdate(), timezone.now())


def unaccounted_at(today: date, now: datetime) -> Q:
    """People without a final outcome of whom it is not known where they are.

    Somebody looked for them in vain; they have been on the way for too long; the service is about to close and nobody
    has ever said; or it has closed and they were last said to be there.
    """
    closing, too_long = timedelta(days=settings.CLOSING_DAYS), timedelta(hours=settings.ON_THE_WAY_HOURS)
    return Q(final_outcome="") & (
        Q(whereabouts=Where.UNKNOWN)
        | Q(whereabouts=Where.ON_THE_WAY, whereabouts_at__lt=now - too_long)
        | Q(whereabouts=Where.UNSAID, moved_on=None, event__closes_on__lte=today + closing)
        | Q(whereabouts=Where.AT_SERVICE, event__closes_on__lt=today)
    )


def last_roll_call(event: FailureEvent, now: datetime) -> datetime | None:
    """When the roll was called last, of those roll-calls that are in use: one query."""
    among = ("SELECT %s", (event.pk,))
    rows = kept_rows(_roll_calls, None, among, today=timezone.localdate(now), now=now)
    return rows[0][0] if rows else None


def _roll_calls(events: RawSQL, _: None, today: date, now: datetime) -> QuerySet:
    calls = ReconcileList.objects.in_use().filter(kind=ReconcileList.Kind.ROLL_CALL, event__in=events)
    return calls.order_by().values("kind").annotate(at=Max("as_at")).values_list("at")
