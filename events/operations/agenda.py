"""Starting a meeting, and the minutes typed against its agenda. Staffordshire SOP 11.6, 11.7."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.agenda import Line, lines, meeting_before
from events.models import AgendaItem, Meeting
from events.operations.leads import lock_open

TICKS = ("details_confirmed", "funding_confirmed", "situation_confirmed")


@operation("agenda.made", told="Meeting started", needs="events.change_meeting")
def make_agenda(*, by: User, meeting: Meeting) -> Meeting:
    """Keep the agenda as it is now, so that minutes can be typed; again, to add what has changed since. SOP 11.6.

    What was typed stays. Raises ValidationError for a cancelled meeting.
    """
    event = lock_open(meeting.event)
    meeting = _lock(meeting)
    meeting.event = event
    there = list(meeting.agenda.all())
    known = {(item.entry, "" if item.entry else item.title) for item in there}
    fresh = [
        line
        for line in lines(meeting, meeting_before(meeting))
        if (line.entry, "" if line.entry else line.title) not in known
    ]
    start = max((item.order for item in there), default=0) + 1
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, event=event, order=start + number, changed_by=by, **fields(line))
        for number, line in enumerate(fresh)
    )
    if meeting.agenda_made_at is None:
        meeting.agenda_made_at = timezone.now()
        meeting.save_version(by=by, update_fields=["agenda_made_at"])
    return meeting


@operation("agenda.item_added", told="Item added to an agenda", needs="events.change_meeting")
def add_item(*, by: User, meeting: Meeting, title: str, detail: str = "") -> AgendaItem:
    """Put a point on the agenda by hand, before or during the meeting. SOP 11.6."""
    event = lock_open(meeting.event)
    meeting = _lock(meeting)
    last = meeting.agenda.aggregate(last=Max("order"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, event=event, kind=AgendaItem.Kind.ADDED, order=last + 1, title=title.strip(),
        detail=detail.strip(), changed_by=by,
    )  # fmt: skip


@operation("agenda.minuted", told="Minute typed", needs="events.change_meeting")
def write_minute(*, by: User, item: AgendaItem, version: int, minute: str, **ticks: bool) -> AgendaItem:
    """What was said on a point; of a person also that details, funding and situation were confirmed. SOP 11.6.

    Raises Conflict when somebody else has typed another minute on the same point.
    """
    lock_open(item.event)
    changing = {"minute": minute.strip()} | {
        name: ticks[name] for name in TICKS if name in ticks and item.entry
    }
    row = AgendaItem.objects.lock_for_edit(item.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def fields(line: Line) -> dict:
    """A line as the columns of an agenda item."""
    return {"kind": line.kind, "title": line.title[:300], "detail": line.detail[:600], "entry": line.entry}


def _lock(meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError("This meeting is cancelled.")
    return meeting
