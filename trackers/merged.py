"""Rows that were merged into others: where they lead, and what belongs to the row that stays."""

from trackers.models import TrackerEntry


def that_stays(entry: TrackerEntry) -> TrackerEntry:
    """The row that somebody's row leads to, itself when it was not merged."""
    while entry.merged_into_id:
        entry = TrackerEntry.with_merged.select_related("service_user", "event").get(pk=entry.merged_into_id)
    return entry


def with_those_merged(entry: TrackerEntry) -> list[TrackerEntry]:
    """The row, and those that were merged into it, however many steps away."""
    found, latest = [entry], [entry.pk]
    while latest:
        more = list(TrackerEntry.with_merged.filter(merged_into__in=latest))
        found, latest = found + more, [one.pk for one in more]
    return found
