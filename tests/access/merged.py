"""A second row of somebody, merged into theirs; how a provider’s columns were read. Partners get neither."""

from accounts.models import User
from events.models import FailureEvent
from trackers.models import EntryMerge, ListColumns, ServiceUser, TrackerEntry


def fill_merges(by: User, entries: list[TrackerEntry]) -> None:
    for entry in entries:
        person = ServiceUser.objects.create(surname="Twiceover", forename="A", changed_by=by)
        known = {"event": entry.event, "service": entry.service, "changed_by": by}
        twin = TrackerEntry.with_merged.create(service_user=person, merged_into=entry, **known)
        EntryMerge.objects.create(event=entry.event, entry=entry, merged=twin, merged_by=by)


def fill_columns(by: User, event: FailureEvent) -> None:
    about = {"council": event.host_council, "provider": event.provider}
    ListColumns.objects.get_or_create(**about, defaults={"headings": {"who": "full_name"}, "changed_by": by})
