"""Which past minute of a tracker is asked for, read from the address."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import FailureEvent
from events.wall_clock import happens_twice, moment_of, spoken
from govuk.fields import DateField, TimeField
from govuk.forms import Form
from govuk.words import as_day, clock_time, full_date, local

MINUTE = timedelta(minutes=1)
NOT_YET = "That moment has not come yet. Choose one that has passed"


class AsAtForm(Form):
    """A day and a time on the wall clock. `second` in the address means the second time of a clock that goes back."""

    date = DateField(label="Date", latest=timezone.localdate)
    time = TimeField(label="Time")

    govuk = {
        "date": {"hint": "For example, 27 11 2026"},
        "time": {"hint": "For example, 9.30am or 14:00. What was recorded during that minute counts"},
    }

    def __init__(self, query, *, event: FailureEvent):
        self.event = event
        self.second = bool(query.get("second"))
        self.is_twice = False
        self.moment: datetime | None = None
        super().__init__(query if {"time", "date", "date-day"} & set(query) else None)
        self.fields["date"].earliest = as_day(event.logged_at)

    def clean(self):
        cleaned = super().clean()
        day, at = cleaned.get("date"), cleaned.get("time")
        if day is None or at is None:
            return cleaned
        try:
            self.moment = self._moment(moment_of(day, at, settings.TIME_ZONE))
        except ValidationError as refused:
            self.add_error("time", refused)
        return cleaned

    def _moment(self, first: datetime) -> datetime:
        """The minute that is meant, in UTC. Raises ValidationError when it is no moment of this event."""
        self.is_twice = happens_twice(first)
        self.second = self.second and self.is_twice
        moment = first.replace(fold=int(self.second)).astimezone(UTC)
        if moment > timezone.now():
            raise ValidationError(NOT_YET, code="future")
        if self.before(moment) <= self.event.logged_at:
            logged = local(self.event.logged_at)
            raise ValidationError(
                f"The event was logged at {spoken(logged.time())} that day. Choose a later time", code="early"
            )
        return moment

    @staticmethod
    def before(moment: datetime) -> datetime:
        """Where the minute ends: a change that the history tells at 9.31am is in the tracker of 9.31am."""
        return moment + MINUTE

    @property
    def words(self) -> str:
        """'Friday 20 November 2026 at 9.31am', and which of two where the clocks go back."""
        at = local(self.moment)
        which = (
            (", the second time that day" if self.second else ", the first time that day")
            if self.is_twice
            else ""
        )
        return f"{full_date(at)} at {clock_time(at)}{which}"
