"""Step 2: the provider's list is loaded, put right on the way, and worked on in the tracker."""

from playwright.sync_api import Locator

from tests.factories import sheets
from tests.factories.trackers import nhs_number
from tests.journeys.browser import Visitor
from tests.journeys.failures import ICB, Failure

HEADINGS = "SURNAME,First Name,D.O.B.,NHS No,Room No.,Funding,Integrated Care Board,Next of kin,Likes".split(
    ","
)
BAD_DATE, RIGHT_DATE = "31/02/1934", "28/02/1934"
BORN = ["04/05/1931", BAD_DATE, "30/06/1936", "17/11/1929", "01/01/1940"]
PAID = [("LA", ""), ("Self", ""), ("Self funder", ""), ("CHC", ICB), ("CHC", ICB)]


def provider_list(failure: Failure) -> bytes:
    """As a home sends it: a title, a blank line, surnames in capitals, a date that is none, a total."""
    rows = []
    for number, person in enumerate(failure.everybody):
        surname, forename = person.split(", ")
        kin = f"Ivy {surname}" if number < 3 else ""
        about = [surname.upper(), forename, BORN[number], nhs_number(failure.serial + number)]
        rows.append([*about, number + 1, *PAID[number], kin, "Tea at four"])
    title, total = ["Residents as at Monday", None], ["Total", "5 residents"]
    return sheets.xlsx([title, [], HEADINGS, *rows, total], merged=["A1:H1"])


def load_list(officer: Visitor, reference: str, failure: Failure) -> None:
    """Send it, read it, put the date right in its place, load it."""
    officer.go(f"/events/{reference}/tracker/import/")
    file = {
        "name": "residents nov FINAL (2).xlsx",
        "mimeType": "application/octet-stream",
        "buffer": provider_list(failure),
    }
    officer.main.locator("[name=file]").set_input_files(file)
    officer.press("Check the list")
    officer.sees("All 6 rows are accounted for", "8 of 9 recognised", "Put 1 row right")
    officer.main.get_by_label("Likes goes to").select_option("Notes")
    officer.press("Read the columns like this")
    officer.sees("9 of 9 recognised")
    officer.sees(BAD_DATE, "Add 4 people")
    officer.main.locator("[name$=date_of_birth]").fill(RIGHT_DATE)
    officer.press("Check these rows again")
    officer.press("Add 5 people")
    officer.sees("List loaded", "Go to the tracker")
    officer.press("Go to the tracker")
    officer.sees("Showing 5 of 5 people", *failure.everybody)


def key_of(visitor: Visitor, name: str) -> str:
    """The key of a person in the tracker that is open."""
    link = visitor.main.get_by_role("link", name=name)
    return link.get_attribute("href").split("/")[-2]


def value(visitor: Visitor, person: str, field: str) -> Locator:
    """The value in the table that can be changed in place."""
    return visitor.main.locator(f"#e{key_of(visitor, person)}-{field}")


def edit_in_place(officer: Visitor, person: str) -> None:
    """By keyboard alone: Escape changes nothing and comes back to the value, Enter saves and goes down the column."""
    step = value(officer, person, "next_step")
    there = step.inner_text()
    step.focus()
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_selector("[data-cell-form] input:focus")
    officer.page.keyboard.type("Not this")
    officer.page.keyboard.press("Escape")
    officer.page.wait_for_selector(f"#{step.get_attribute('id')}:focus")
    assert step.inner_text() == there
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_selector("[data-cell-form] input:focus")
    officer.page.keyboard.type("Ring the family")
    officer.page.keyboard.press("Enter")
    officer.page.locator("#tracker-status").get_by_text("Saved at").wait_for()
    officer.page.wait_for_selector("[id$='-next_step']:focus")
    assert "Ring the family" in step.inner_text()


def change_cell(visitor: Visitor, person: str, field: str, words: str) -> None:
    """Type into a cell that is open, and save."""
    visitor.page.locator(f"[data-cell-form] [name={field}]").fill(words)
    visitor.page.keyboard.press("Enter")


def open_cell(visitor: Visitor, person: str, field: str) -> None:
    value(visitor, person, field).click()
    visitor.page.locator(f"[data-cell-form] [name={field}]:focus").wait_for()


def meet_in_one_row(officer: Visitor, manager: Visitor, reference: str, person: str) -> None:
    """Two people in the same row: different fields merge, the same field shows both values, and one is chosen."""
    for visitor in (officer, manager):
        visitor.go(f"/events/{reference}/tracker/")
        open_cell(visitor, person, "destination" if visitor is officer else "next_step_owner")
    change_cell(manager, person, "next_step_owner", "Dele Winterbourne")
    manager.page.locator("#tracker-status").get_by_text("Saved at").wait_for()
    change_cell(officer, person, "destination", "Merrybeck Court")
    officer.page.locator("#tracker-status").get_by_text(
        "Dele Winterbourne changed who does the next step"
    ).wait_for()

    for visitor in (officer, manager):
        open_cell(visitor, person, "destination")
    change_cell(manager, person, "destination", "Larkfield Lodge")
    manager.page.locator("#tracker-status").get_by_text("Larkfield Lodge").wait_for()
    change_cell(officer, person, "destination", "Copper Beeches")
    officer.sees("Dele Winterbourne changed this too", "Copper Beeches", "Larkfield Lodge", "Nothing is lost")
    assert officer.main.locator("[name=keep-destination]:checked").count() == 0
    assert officer.violations() == []
    officer.choose("Keep yours")
    officer.main.get_by_role("button", name="Save").click()
    officer.page.locator("#tracker-status").get_by_text("Copper Beeches").wait_for()


def edit_on_a_page(officer: Visitor, person: str) -> None:
    """Without scripts the value leads to a page with the same form, and back."""
    with officer.page.expect_navigation():
        value(officer, person, "next_step").click()
    officer.sees("Was: Decide the next step")
    officer.fill(next_step="Ring the family")
    officer.press("Save")
    officer.sees("Saved for", "Ring the family", "Showing 5 of 5 people")


def clash_on_a_page(officer: Visitor, manager: Visitor, reference: str, person: str) -> None:
    """Both have the page open; the second to save sees both values, and nothing is chosen for them."""
    for visitor in (officer, manager):
        visitor.go(f"/events/{reference}/tracker/")
        with visitor.page.expect_navigation():
            value(visitor, person, "destination").click()
    manager.fill(destination="Larkfield Lodge")
    manager.press("Save")
    officer.fill(destination="Copper Beeches")
    officer.press("Save")
    officer.sees("Choose which change to keep", "Copper Beeches", "Larkfield Lodge")
    assert officer.main.locator("[name=keep-destination]:checked").count() == 0
    officer.choose("Keep yours")
    officer.press("Save")
    officer.sees("Copper Beeches", "Showing 5 of 5 people")
