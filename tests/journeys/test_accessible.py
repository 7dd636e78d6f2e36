"""Every page for everybody: no finding of axe-core, nothing wider than a phone, and keys are enough."""

import pytest

from tests.journeys import incident, pages
from tests.journeys.browser import BY_WIDTH, DESK, PHONE
from tests.journeys.failures import WITH_SCRIPTS as FAILURE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
YELLOW = "rgb(255, 221, 0)"
# A checkbox shows it around the box that its label draws.
SHOWS_FOCUS = """() => { const here = document.activeElement, label = here.nextElementSibling;
    const box = here.matches("[type=checkbox], [type=radio]") && label;
    const at = box ? getComputedStyle(label, "::before") : getComputedStyle(here);
    return [at.backgroundColor, at.outlineColor, at.boxShadow, at.borderColor].join(" ") }"""


def found_on(visitor):
    """What is wrong with the page that is open, on a phone and on a desk; the width that it has now comes first.

    At the other width only what the width decides is asked again.
    """
    now = visitor.page.viewport_size["width"]
    other = PHONE if now == DESK else DESK
    wrong = [f"{now} px: {finding}" for finding in visitor.violations() + too_wide(visitor, now)]
    visitor.page.set_viewport_size({"width": other, "height": 900})
    found = visitor.violations(BY_WIDTH) + too_wide(visitor, other)
    return wrong + [f"{other} px: {finding}" for finding in found]


def too_wide(visitor, width):
    return [f"{visitor.width()} px wide"] if visitor.width() > width else []


@pytest.mark.parametrize("person", pages.PAGES, ids=lambda email: email.split("@")[0] or "nobody")
def test_pages_are_accessible(visit, keys, person):
    visitor, found, refused = visit(person), [], []

    for path in pages.PAGES[person]:
        if visitor.go(path.format(**keys)) >= 400:
            refused.append(path)
        found += [f"{path} {finding}" for finding in found_on(visitor)]

    assert not found, "\n".join(found)
    assert refused == pages.REFUSED.get(person, [])


def test_what_a_phone_shows_instead_is_accessible(visit, keys):
    visitor = visit(pages.OFFICER, width=PHONE)

    visitor.go("/events/{event}/".format(**keys))

    assert visitor.violations() == []


def test_print_page_is_accessible(visit, keys):
    visitor = visit(pages.OFFICER)

    visitor.page.goto(pages.PAPER.format(**keys))

    assert found_on(visitor) == []


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/events/new/?service={service}", "Show the answer"),
        ("/events/{event}/meetings/new/", "Plan the meeting"),
        ("/events/{event}/tracker/add/", "Add"),
        ("/events/{event}/leads/{part}/name/", "Save"),
        ("/events/{event}/tracker/import/", "Check the list"),
        ("/people/{person}/outcome/", "Record the outcome"),
        ("/administration/people/new/", "Open the account"),
    ],
)
def test_focus_lands_on_what_is_wrong(visit, keys, path, button):
    visitor = visit(pages.ADMINISTRATOR if "administration" in path else pages.OFFICER)
    visitor.go(path.format(**keys))

    if "service" in path:
        visitor.choose(incident.STOPS_FUNDING)
        button = "Log and start the procedure"
    visitor.press(button)

    assert visitor.focus.get_attribute("data-module") == "govuk-error-summary"
    assert visitor.page.title().startswith("Error: ")
    assert found_on(visitor) == []
    visitor.focus.get_by_role("link").first.press("Enter")
    assert visitor.focus.evaluate("field => field.matches('input, select, textarea')")


def test_choice_between_two_changes_is_accessible(visit, keys):
    officer, manager = visit(pages.OFFICER), visit(pages.MANAGER)
    for visitor in (officer, manager):
        visitor.go("/people/{person}/change/next/".format(**keys))
    for visitor, words in ((manager, "Ring the son"), (officer, "Ring the daughter")):
        visitor.fill(next_step=words)
        visitor.press("Save")

    officer.sees("Choose which change to keep", "Ring the son", "Ring the daughter")
    assert found_on(officer) == []
    officer.press("Save what you chose")
    assert officer.focus.get_attribute("data-module") == "govuk-error-summary"
    assert found_on(officer) == []


def tab_to(visitor, name, most=60):
    """Press Tab until the control of that name has the focus; where the focus is must be seen all the way."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        assert YELLOW in visitor.page.evaluate(SHOWS_FOCUS), visitor.focus.evaluate("at => at.outerHTML")
        if name in visitor.focus.evaluate(
            "at => at.matches('a, button, input') ? at.innerText || at.id : ''"
        ):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def enter(visitor):
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.ready()


def test_keys_are_enough(visit, keys):
    visitor = visit(pages.OFFICER)
    visitor.go("/")
    visitor.page.keyboard.press("Tab")
    assert visitor.focus.inner_text() == "Skip to main content"

    tab_to(visitor, "Log an incident")
    enter(visitor)
    tab_to(visitor, "find")
    visitor.page.keyboard.type(FAILURE.misspelt)
    enter(visitor)
    tab_to(visitor, FAILURE.home)
    enter(visitor)

    visitor.sees(FAILURE.location)


def test_keys_reach_the_tracker_and_its_values(visit, keys):
    visitor = visit(pages.OFFICER)
    visitor.go("/events/{event}/".format(**keys))

    tab_to(visitor, "Tracker")
    enter(visitor)
    tab_to(visitor, "Skip to the people")
    visitor.page.keyboard.press("Enter")
    tab_to(visitor, "Finish the needs assessment", most=60)
    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_selector("[data-cell-form] input:focus")
    assert found_on(visitor) == []
