"""Steps 6 and 7: the leader's numbers equal their lists; the event is resolved, closed, and told on the timeline."""

import re

from django.utils import timezone

from tests.journeys.browser import Visitor
from tests.journeys.partners import person_path

COUNTS = "links => links.map(a => [a.innerText.trim(), a.href]).filter(([text]) => /^\\d/.test(text))"
A_PAGE = 50


def first_number(text: str) -> int:
    return int(re.search(r"[\d,]+", text)[0].replace(",", ""))


def numbers_equal_their_lists(leader: Visitor) -> int:
    """Follow every figure of the dashboard; how many there are."""
    leader.go("/dashboard/")
    figures = leader.main.locator("a").evaluate_all(COUNTS)
    for text, address in figures:
        leader.go(address)
        rows = leader.main.locator("tbody > tr, .app-todo > li").count()
        said = first_number(text)
        assert (said, min(said, A_PAGE)) == (counted(leader), rows), (text, address)
    return len(figures)


def counted(leader: Visitor) -> int:
    """How many the list that is open says it has."""
    if "/tracker/" not in leader.page.url:
        return first_number(leader.main.locator("h1").inner_text())
    empty = leader.main.get_by_text(re.compile("Nobody matches|Nobody is on the tracker")).count()
    return 0 if empty else first_number(leader.main.get_by_text(re.compile("Showing")).first.inner_text())


def move_and_check(officer: Visitor, reference: str, person: str) -> None:
    """The whole way of one person: moved, seen, final outcome."""
    path, today = person_path(officer, reference, person), timezone.localdate()
    officer.go(f"{path}move/")
    officer.fill_date("moved_on", today)
    officer.press("Record the move")
    officer.sees("Move recorded")
    officer.go(f"{path}check/")
    officer.fill_date("safe_and_well_on", today)
    officer.press("Record the check")
    officer.sees("Safe and well check recorded")
    settle(officer, reference, person, "Moved")


def settle(officer: Visitor, reference: str, person: str, outcome: str) -> None:
    path = person_path(officer, reference, person)
    officer.go(f"{path}outcome/")
    officer.choose(outcome)
    officer.fill_date("final_outcome_on", timezone.localdate())
    officer.press("Record the outcome")
    officer.sees("Final outcome recorded")


def is_held_back(officer: Visitor, reference: str, people: str) -> None:
    officer.go(f"/events/{reference}/resolve/")
    officer.sees(f"Gate shut: {people} no final outcome")
    assert officer.main.get_by_role("button", name="Resolve").count() == 0


def end(officer: Visitor, reference: str) -> None:
    officer.go(f"/events/{reference}/resolve/")
    officer.sees("All 5 people have a final outcome")
    officer.press("Resolve the event")
    officer.sees(f"{reference} is resolved")
    officer.press("Close the event", "link")
    officer.fill(reason="Everybody has a new home.")
    officer.press("Close")
    officer.sees(f"{reference} is closed")


def told(reader: Visitor, reference: str) -> str:
    """The whole timeline as text, page after page, with what is folded."""
    reader.go(f"/events/{reference}/timeline/")
    text = [reader.main.text_content()]
    while (older := reader.main.get_by_role("link", name=re.compile("Older|Next"))).count():
        with reader.page.expect_navigation():
            older.click()
        reader.ready()
        text.append(reader.main.text_content())
    return " ".join(" ".join(text).split())
