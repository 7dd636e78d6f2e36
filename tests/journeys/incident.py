"""Step 1: an incident is logged for a real care home, the procedure invoked, leads named, steps settled."""

from tests.journeys.browser import Visitor
from tests.journeys.failures import Failure

INVOKE, STANDARD = "Invoke Provider Failure Procedure", "Standard Practice"
SMALL_RETURN = "Notified of a return of 1 to 4 care packages"
STOPS_FUNDING = "Administrators are no longer willing to fund the service"


def find_home(officer: Visitor, failure: Failure) -> None:
    """By a name that is spelled wrong; the form for that service comes up."""
    officer.go("/")
    officer.press("Log an incident")
    officer.fill(q=failure.misspelt)
    officer.press("Find")
    officer.follow(failure.home)
    officer.sees(failure.location, "What have you been told?")


def ask(officer: Visitor, told: str, says: str, **figures: str) -> None:
    """Say what was notified; the procedure's answer has those words."""
    officer.choose(told)
    officer.fill(**figures)
    if officer.scripts:
        officer.page.keyboard.press("Tab")
    else:
        officer.press("Show the answer")
    officer.page.locator("#answer").get_by_text(says).first.wait_for()


def describe(officer: Visitor, nature: str) -> None:
    officer.fill(notified_by="J. Sterling, administrator, by telephone", nature_of_failure=nature)


def log_against_the_answer(officer: Visitor, failure: Failure) -> str:
    """Four packages, then 50 hours too: the procedure says invoke, the officer decides otherwise. The reference."""
    find_home(officer, failure)
    ask(officer, SMALL_RETURN, "Not enough facts", packages="4")
    ask(officer, SMALL_RETURN, "50 hours a week reaches the limit of 50", hours="50")
    officer.sees(INVOKE, "Rule STF-T09, Staffordshire SOP 10.3")
    describe(officer, "Two of four floors are to be given up.")
    officer.main.get_by_text(f"Use {STANDARD} instead").click()
    officer.fill(override_reason="The hours end in March.", decided_by="M. Pellworth, head of service")
    officer.press(f"Log as {STANDARD}")
    officer.sees(STANDARD, "The hours end in March.")
    return officer.page.url.split("/")[-2]


def invoke(officer: Visitor) -> None:
    """A second notice, by which the procedure is invoked."""
    officer.press("Log an update")
    officer.fill(notified_by="J. Sterling, administrator, by telephone")
    ask(officer, STOPS_FUNDING, "Staffordshire SOP 10.4")
    officer.press("Log and start the procedure")
    officer.sees("logged and the procedure invoked", "Information gathering")


def name_leads(officer: Visitor, reference: str) -> None:
    """One with an account, one without."""
    officer.go(f"/events/{reference}/leads/")
    officer.follow("Name a Supporting Officer")
    officer.choose("Somebody with an account")
    officer.main.get_by_label("Person", exact=True).select_option("Ivo Castlemere, administrator")
    officer.press("Save")
    officer.sees("Ivo Castlemere is now Supporting Officer")
    officer.follow("Name a Safeguarding Lead")
    officer.choose("Somebody else")
    officer.fill(name="Una Brackwater", phone="01632 960777")
    officer.press("Save")
    officer.sees("Una Brackwater is now Safeguarding Lead")
    officer.follow("Name an Assessment and Care Management lead")
    officer.choose("Somebody with an account")
    officer.main.get_by_label("Person", exact=True).select_option("Dele Winterbourne, care manager")
    officer.press("Save")
    officer.sees("Dele Winterbourne is now Assessment and Care Management lead")


def settle_steps(officer: Visitor, reference: str) -> None:
    """The five stages and 28 steps are there; one is done, with notes, and one is not needed."""
    officer.go(f"/events/{reference}/checklist/")
    officer.sees("5. Failure resolution", "0 of 28 steps done")
    officer.follow("1.1")
    for means in ("phone", "email"):
        officer.sees("Not yet", f"{means} confirmation")
        officer.follow(f"Record the {means} confirmation")
        officer.fill(confirmed_by="J. Sterling, administrator")
        officer.press("Record it")
    officer.fill(notes="Rang the manager at 9.31am.")
    officer.press("Mark as done")
    officer.sees("Step 1.1 is done", "Priya Marlowe")
    officer.follow("1.2")
    officer.follow("Mark it not needed")
    officer.fill(not_needed_reason="The CQC told us first.")
    officer.press("Mark as not needed")
    officer.sees("Step 1.2 is marked not needed", "2 of 28 steps done", "The CQC told us first.")
