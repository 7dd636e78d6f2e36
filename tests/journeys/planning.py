"""A contingency plan is taken in; a closure plan goes from its first proposed dates to being ready."""

import re
from datetime import date, timedelta

from django.utils import timezone

from tests.journeys.browser import Visitor


def take_in(officer: Visitor, reference: str) -> None:
    """Of the plan that was kept before the failure, one of the places that would take people."""
    officer.go(f"/events/{reference}/")
    officer.follow(re.compile("^Take it in"))
    officer.sees("Nothing is done that is not ticked")
    place = officer.main.locator("[name=destinations]").first
    name = officer.main.locator(f"label[for={place.get_attribute('id')}]").inner_text()
    place.check()
    officer.press("Take in what is ticked")
    officer.sees("1 taken in", "version 1.0, taken in", name)


def start(officer: Visitor, reference: str) -> date:
    """With the dates that were worked out, but for one that is chosen; that day."""
    chosen = timezone.localdate() + timedelta(days=9)
    officer.go(f"/events/{reference}/plans/")
    officer.follow("Closure plan")
    officer.sees("Dates are worked back from the day", "38 actions")
    second = officer.main.get_by_label("Due date of action 2", exact=True)
    assert re.fullmatch(r"\d+ \d+ \d{4}", second.input_value())
    second.fill(f"{chosen.day} {chosen.month} {chosen.year}")
    officer.press("Start the plan")
    officer.sees("0 of 38 actions done")
    return chosen


def row(officer: Visitor, number: int):
    """The line of an action in its plan."""
    return officer.main.get_by_role("row").filter(
        has=officer.page.get_by_role("link", name=re.compile(rf"^{number}\. "))
    )


def give(officer: Visitor, number: int, person: str) -> None:
    """An action is somebody's, who has begun with it."""
    officer.follow("", within=row(officer, number))
    officer.main.get_by_label("Designated person", exact=True).select_option(person)
    officer.fill(notes="The first calls are made.")
    officer.press("Save")
    assert person.split(",")[0] in row(officer, number).inner_text()


def said_of_day(day: date) -> str:
    return f"{day.day} {day:%b}"


def shift(officer: Visitor, day: date) -> None:
    """The second and third action three days later, which are seen before they are saved; then taken back."""
    for number in (2, 3):
        row(officer, number).get_by_role("checkbox").check()
    officer.press("Move their due dates")
    officer.choose("Later")
    officer.fill(days_later="3", reason="The manager is away until then.")
    officer.press("Preview the dates")
    officer.sees("2 dates move")
    officer.press("Move 2 dates")
    officer.sees("3 days later", "The manager is away until then.")
    officer.press("Take this move back")
    officer.sees("Taken back for 2 actions")
    officer.press("Back to the plan")
    assert said_of_day(day) in row(officer, 2).inner_text()


def decide_readiness(officer: Visitor) -> None:
    """Go, though something is open: what is open is listed, and the reason kept."""
    officer.press("Readiness meeting")
    officer.sees("actions still open", "Record what was decided")
    officer.choose("Ready: go ahead")
    officer.fill_date("decided_on", timezone.localdate())
    officer.fill(decided_by="M. Pellworth, head of service", reason="What is open is begun.")
    officer.press("Record the decision")
    officer.sees("Ready: go ahead", "What is open is begun.")
