"""Meetings of the demonstration that were held: who came, what was agreed, what is waited for; and the next ones."""

from datetime import date, time, timedelta

from accounts.models import User
from events.models import FailureEvent, Meeting
from events.operations import actions, agenda, attendance, meetings, outsiders, series

JOIN = "Video call, link in the calendar"


def gather(event: FailureEvent, by: User, asked: list[User], today: date) -> None:
    """Two meetings that one agency missed, an action that is late, and two meetings a week from next week on."""
    cqc = outsiders.add_outsider(
        by=by, event=event, name="Rhiannon Askwith", agency="Care Quality Commission", phone="01632 960155"
    )
    for days_ago in (7, 3):
        held = hold(event, by, asked, today - timedelta(days=days_ago), cqc)
    decide_and_agree(event, by, asked[-1], held, today)
    series.plan_series(
        by=by,
        event=event,
        weekdays=[1, 3],
        starts_at=time(14, 0),
        starts_on=today + timedelta(days=3),
        people=asked,
        outsiders=[cqc],
        venue="County Hall, room 2",
        dial_in=JOIN,
    )


def hold(event: FailureEvent, by: User, asked: list[User], day: date, cqc) -> Meeting:
    """A meeting to which everybody came but the CQC."""
    held = meetings.record_meeting(
        by=by, event=event, held_on=day, starts_at=time(14, 0), people=asked, outsiders=[cqc], dial_in=JOIN
    )
    states = {
        agency.name: "absent" if agency.name == cqc.agency else "present"
        for agency in attendance.agencies_of(held)
    }
    return attendance.take_attendance(by=by, meeting=held, version=held.version, states=states)


def decide_and_agree(event: FailureEvent, by: User, partner: User, held: Meeting, today: date) -> None:
    """What the last meeting came to."""
    actions.record_decision(
        by=by, meeting=held, text="Block-book four beds until the end of the month.", decided_by=by.name
    )
    actions.agree_action(
        by=by, event=event, meeting=held, what="Tell the four GP surgeries", owner=partner,
        due_on=today + timedelta(days=1), progress="2 of 4 told",
    )  # fmt: skip
    actions.agree_action(
        by=by, event=event, meeting=held, what="Ask for the staff list", owner=by, due_on=today - timedelta(days=1),
        progress="Asked the administrator",
    )  # fmt: skip
    actions.ask_for_information(
        by=by, event=event, asked_of=event.provider.name, what="Staff list with hours, and who has given notice",
        asked_on=held.held_on, due_on=today - timedelta(days=1),
    )  # fmt: skip
    agenda.add_item(by=by, meeting=event.meetings.planned().first(), title="Night cover from Friday")
