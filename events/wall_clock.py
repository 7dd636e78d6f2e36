"""Times as people agree them, on the clock on the wall, through the two days a year when that clock jumps."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from govuk.words import clock_time, day_words

HOUR = timedelta(hours=1)


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment meant by a day and a time in a zone; of a time that happens twice, the first.

    Raises ValidationError with the two nearest times for a time that the clock jumps over.
    """
    moment = datetime.combine(day, at, ZoneInfo(zone))
    if is_missing(moment):
        earlier, later = (spoken((moment + step).time()) for step in (-HOUR, HOUR))
        raise ValidationError(
            f"{spoken(at)} does not exist on {day_words(day)}: the clocks go forward. {earlier} or {later}?",
            code="missing_hour",
        )
    return moment


def is_missing(moment: datetime) -> bool:
    """Whether the clock jumps over this time: going to UTC and back gives another one."""
    back = moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def happens_twice(moment: datetime) -> bool:
    """Whether the clock shows this time twice on its day, when the clocks go back."""
    return not is_missing(moment) and moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def spoken(at: time) -> str:
    """'01:30' in the small hours, where "1.30am" is easily read over; '9.30am' otherwise."""
    return at.strftime("%H:%M") if at.hour < 4 else clock_time(at)


def twice_words(day: date, at: time) -> str:
    """What to say where a time happens twice."""
    return f"{spoken(at)} happens twice on {day_words(day)}, when the clocks go back. The first is meant."
