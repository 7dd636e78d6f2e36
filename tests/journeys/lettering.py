"""Letters: an administrator words them, families get them, and one of them must not be told."""

import re

from tests.journeys.browser import Visitor
from tests.journeys.partners import made_pdf, words

LETTER, ADDED = "Letter to the family: the home is closing", "Nobody has to pay for this advice."
ADDRESSEE = re.compile(r"^(Mr|Ms) (\S+) (.+)$")


def reword(administrator: Visitor) -> None:
    """A mistyped field is refused with its line; the words are looked at before they are saved."""
    administrator.go("/administration/letters/")
    administrator.follow(LETTER)
    box = administrator.main.locator("[name=text]")
    was = box.input_value()
    box.fill(f"{was}\n{{salutatoin}}\n")
    administrator.press("Preview")
    assert "salutation" in administrator.main.locator(".govuk-error-summary").inner_text()
    box.fill(was.replace("\n## Whom to ask", f"\n{ADDED}\n\n## Whom to ask"))
    administrator.press("Preview")
    seen = administrator.main.get_by_role("region", name="Preview: to a made-up person")
    seen.get_by_text(ADDED).wait_for()
    administrator.press("Save")
    administrator.sees("Version 2")


def must_not_be_told(officer: Visitor, reference: str) -> str:
    """The contact of somebody; their name."""
    officer.go(f"/events/{reference}/tracker/")
    officer.go(officer.main.locator("tbody th a[href^='/people/']").nth(1).get_attribute("href"))
    contacts = officer.main.get_by_role("region", name="Contacts")
    name = contacts.locator("strong").first.inner_text()
    officer.follow(f"Change {name}", within=contacts)
    officer.choose("This person must not be told")
    officer.press("Save the contact")
    officer.sees("Somebody who must not be told cannot be the main representative")
    officer.main.get_by_label("This is the main representative").uncheck()
    officer.press("Save the contact")
    contacts.get_by_text("Must not be told").wait_for()
    return name


def write_to_families(officer: Visitor, reference: str, shunned: str) -> list[str]:
    """To every contact who may be written to; the names on the envelopes."""
    officer.go(f"/events/{reference}/letters/")
    officer.press("Write letters")
    officer.choose(LETTER)
    officer.choose("All their contacts")
    officer.press("Continue")
    left_out = officer.main.get_by_role("region", name="Left out").get_by_role("row")
    assert "Must not be told" in left_out.filter(has_text=shunned).inner_text()
    officer.press("Make the letters")
    officer.sees("letters made")
    table = officer.main.get_by_role("table", name="Letters")
    return table.locator("tbody tr a").all_inner_texts()


def read_letters(officer: Visitor, names: list[str], shunned: str) -> None:
    """Made by the worker: each greeted by title and surname, in the administrator's words; not the one left out."""
    officer.press(re.compile("Open the PDF|See how far the PDF is"))
    text = words(made_pdf(officer))
    for name in names:
        title, _, surname = ADDRESSEE.match(name).groups()
        assert f"Dear {title} {surname}," in text
    assert text.count(ADDED) == len(names)
    assert shunned not in text


def brief(officer: Visitor, reference: str) -> None:
    """The officer is told that the brief is ready, and opens it from there."""
    officer.go(f"/events/{reference}/documents/")
    officer.choose("Tell me when it is ready")
    officer.press(re.compile(": brief to leaders$"))
    officer.page.locator("[role=status] #document-state").get_by_text("Ready:").wait_for(timeout=90_000)
    officer.go("/notifications/")
    officer.follow(f"{reference}: Brief to leaders is ready")
