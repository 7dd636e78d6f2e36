"""Who recorded something is told on the day that its review is due, once. Blackpool policy 7."""

from datetime import date

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import notify
from risk.reading_steps import Due, due


@operation("risk.reminded", told="Reminded of what is due")
def remind(*, by: User, one: Due, people: list[User]) -> list[User]:
    """Tell these people of one thing that is due; the same thing on the same day is told once."""
    for person in people:
        notify(
            to=person,
            kind="risk.due",
            subject=f"{one.text}: {one.service}",
            body=f"{one.text}. {one.hint}. Sign in to see it.",
            url=one.href,
            dedupe=f"risk.due:{one.key}:{one.on}",
        )
    return people


def remind_of_all(*, by: User, today: date) -> int:
    """Everything that is due; how many tellings were asked for. Safe to run twice.

    What was recorded by somebody who has left goes to everybody who may do it.
    """
    found = due(by, today)
    active = {person.pk: person for person in User.objects.active()} if found else {}
    others = [person for person in active.values() if person.has_perm("risk.change_riskdecision")]
    asked = 0
    for one in found:
        person = active.get(one.who)
        may = person is not None and person.has_perm("risk.change_riskdecision")
        asked += len(remind(by=by, one=one, people=[person] if may else others))
    return asked
