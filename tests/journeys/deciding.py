"""How a failure is approached: suggested, compared, signed off, told to the press when three have agreed."""

from django.utils import timezone

from tests.journeys.browser import Visitor

MOVE = "Source alternative accommodation"
TEXT = "The building of the home is to be sold. Everybody is offered another place before it closes."


def follow_the_suggestion(officer: Visitor, reference: str) -> None:
    officer.go(f"/events/{reference}/approach/")
    officer.press("Choose the approach")
    officer.main.locator("[name=provider_type][value='Care Home']").check()
    officer.main.locator("[name=key_factor][value='Building closed down']").check()
    officer.press("See what the outline says")
    officer.sees("The outline suggests an approach")
    officer.press("Follow this approach")
    officer.sees("As suggested")


def work_through(officer: Visitor) -> None:
    """One option is weighed and costed, stands beside the others, and is chosen with a reason."""
    officer.follow(MOVE)
    officer.main.locator("[name=bears_1][value=for]").check()
    officer.fill(known_1="Nine rooms in three homes", cost="38,400", people="14", ready="Within ten days")
    officer.press("Save")
    officer.follow("Compare the options")
    officer.sees("Nine rooms in three homes", "£38,400")
    officer.press("Decide")
    officer.choose(MOVE)
    officer.fill(reason="The building cannot be kept.")
    officer.press("Save the decision")
    officer.sees("decision saved", "The building cannot be kept.")


def sign_off(officer: Visitor) -> None:
    """By one body; the others are outstanding."""
    officer.follow("Sign-off")
    officer.follow("Record sign-off")
    officer.fill(name="Hollis Brandreth")
    officer.press("Record the sign-off")
    officer.sees("Signed off", "Hollis Brandreth", "Outstanding")


def draft_statement(officer: Visitor) -> str:
    """It is held, and cannot be issued. Its path."""
    officer.follow("Press statements")
    officer.press("Draft a press statement")
    officer.choose("reasons for the move")
    officer.fill(title="A care home is to close", text=TEXT)
    officer.press("Save the draft")
    officer.sees("Held: it cannot be issued yet")
    assert officer.main.get_by_role("button", name="Issue it").count() == 0
    return officer.page.url


def record_approval(officer: Visitor, body: str, name: str) -> None:
    """One that came by e-mail."""
    officer.press("Record an approval")
    officer.choose(body)
    officer.main.locator("[name=method][value=email]").check()
    officer.fill(name=name, note="E-mail of 9.40am")
    officer.fill_date("approved_on", timezone.localdate())
    officer.press("Record it")
    officer.sees("Approval recorded")


def approve_here(leader: Visitor, path: str, body: str) -> None:
    """A senior leader, in the own name."""
    leader.go(path)
    leader.press("Approve it")
    leader.sees(TEXT)
    leader.choose(body)
    leader.press("Approve this text")
    leader.sees("Approval recorded", "in this service")


def tell_residents(officer: Visitor, reference: str) -> None:
    """They were told already, so letters and statements may go out."""
    officer.go(f"/events/{reference}/residents-told/")
    officer.fill_date("told_on", timezone.localdate())
    officer.fill(told_by="The registered manager", reason="The staff knew, and families asked.")
    officer.press("Record it")
    officer.sees("Residents and relatives may be told")


def issue(officer: Visitor, path: str) -> None:
    officer.go(path)
    officer.press("Issue it")
    officer.fill(name="Exampleton Gazette", address="news@gazette.example")
    officer.main.locator("[name=method][value=email]").check()
    officer.press("Issue and record it")
    officer.sees("Statement issued", "Issued by Priya Marlowe")
