"""How old a grab-pack is, in words, and from when it is too old to rely on. Pure functions."""

from datetime import datetime, timedelta

from govuk.words import count_of

OLD = timedelta(hours=2)


def age_words(then: datetime, now: datetime) -> str:
    """'just now', '12 minutes ago', '3 hours ago', '2 days ago'."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{count_of(minutes, 'minute')} ago"
    hours = minutes // 60
    return f"{count_of(hours, 'hour')} ago" if hours < 48 else f"{count_of(hours // 24, 'day')} ago"


def is_old(then: datetime, now: datetime) -> bool:
    """Whether the hourly look was missed: the clock stands still, or it cannot be made."""
    return now - then > OLD
