"""One of each thing that comes of meetings, made by operations."""

from datetime import date, time, timedelta

from accounts.models import User
from events.models import FailureEvent
from events.operations import actions, agenda, attendance, meetings, outsiders, series


def fill_meetings(by: User, event: FailureEvent, today: date) -> None:
    """An agenda, who came, a decision, actions, a request, a series, somebody without an account."""
    first = event.meetings.order_by("pk").first()
    agenda.add_item(by=by, meeting=first, title="Night cover")
    agenda.make_agenda(by=by, meeting=first)
    day, soon = today - timedelta(days=1), today + timedelta(days=3)
    outside = outsiders.add_outsider(
        by=by, event=event, name="Ann Thrale", agency="Ambulance", phone="01632 960004"
    )
    asked = {"people": [by], "outsiders": [outside], "starts_at": time(9), "venue": "County Hall"}
    held = meetings.record_meeting(by=by, event=event, held_on=day, **asked)
    held = attendance.take_attendance(
        by=by, meeting=held, version=held.version, states={"Ambulance": "absent"}, relatives="Jo Kinsworth"
    )
    row = held.attendance.get()
    row = attendance.chase_agency(
        by=by, attendance=row, version=1, chased_on=today, update_received_on=today, update="Nothing new"
    )
    attendance.escalate_agency(
        by=by, attendance=row, version=2, escalated_on=today, escalated_to="Its director"
    )
    actions.record_decision(by=by, meeting=held, text="To go on", decided_by="Somebody")
    actions.agree_action(
        by=by,
        event=event,
        meeting=held,
        what="Ask for beds",
        owner_name="Kit Moorland",
        due_on=soon,
        progress="Begun",
    )
    actions.ask_for_information(
        by=by, event=event, asked_of="The provider", what="x", asked_on=day, due_on=soon
    )
    series.plan_series(
        by=by, event=event, weekdays=[1], starts_at=time(9), starts_on=soon, ends_on=soon + timedelta(days=9),
        people=[by], venue="County Hall", purpose="To agree",
    )  # fmt: skip
