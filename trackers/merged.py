"""Rows that were merged into others: where they lead, and what belongs to the row that stays."""

from collections.abc import Iterable

from trackers.models import TrackerEntry


def that_stays(entry: TrackerEntry) -> TrackerEntry:
    """The row that somebody's row leads to, itself when it was not merged."""
    while entry.merged_into_id:
        entry = TrackerEntry.with_merged.select_related("service_user", "event").get(pk=entry.merged_into_id)
    return entry


def leads_of(entries: Iterable[TrackerEntry]) -> dict[int, int]:
    """Key of a merged row -> key of the row that stays, where that is among these rows: no query."""
    found = {entry.pk: entry for entry in entries}
    leads = {}
    for key, entry in found.items():
        stays = entry
        while stays and stays.merged_into_id:
            stays = found.get(stays.merged_into_id)
        if stays and stays is not entry:
            leads[key] = stays.pk
    return leads


def with_those_merged(entry: TrackerEntry) -> list[TrackerEntry]:
    """The row, and those that were merged into it, however many steps away."""
    found, latest = [entry], [entry.pk]
    while latest:
        more = list(TrackerEntry.with_merged.filter(merged_into__in=latest))
        found, latest = found + more, [one.pk for one in more]
    return found
