"""Steps 6 and 7: the leader's numbers equal their lists; the event is resolved, closed, and told on the timeline."""

import re
from datetime import timedelta

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


def resolve(officer: Visitor, reference: str) -> None:
    """Everybody has a final outcome; what is left is listed, and closing waits for two things."""
    officer.go(f"/events/{reference}/resolve/")
    officer.sees("All 5 people have a final outcome: 1 moved, 4 in hospital.")
    officer.press("Resolve the event")
    officer.sees(f"{reference} is resolved")
    officer.press("Close the event", "link")
    officer.sees("No lessons learnt meeting was held.", "1 six-week review is not done.")


def review(officer: Visitor, reference: str, person: str) -> None:
    """The one who moved is on the list until the review is recorded."""
    officer.go(f"/events/{reference}/reviews/")
    officer.sees("1 review to be done")
    officer.go(person_path(officer, reference, person))
    officer.follow("Record the review")
    officer.fill(outcome="Settled, and eats well.")
    officer.press("Record the review")
    officer.sees("Review recorded", "Settled, and eats well.")


def learn(officer: Visitor, reference: str) -> None:
    """The meeting was held, and something is to change."""
    officer.go(f"/events/{reference}/meetings/record/")
    officer.choose("Lessons learnt meeting")
    officer.fill_date("held_on", timezone.localdate() - timedelta(days=1))
    officer.fill(starts_at="10:00", venue="County Hall, room 2")
    officer.press("Record the meeting")
    officer.go(f"/events/{reference}/lessons/")
    officer.sees("The meeting was held")
    officer.press("Add a finding")
    officer.fill(
        happened="The list came late.", change="Ask for it every quarter.", owner_name="Contracts Team"
    )
    officer.fill_date("due_on", timezone.localdate() + timedelta(days=30))
    officer.press("Save the finding")
    officer.sees("1 finding to be carried out", "Ask for it every quarter.")


def close(officer: Visitor, reference: str) -> None:
    officer.go(f"/events/{reference}/close/")
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
