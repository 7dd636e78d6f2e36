"""The matrix in a browser: by keyboard alone, without scripts, on a phone, and as checkers see it."""

import pytest

from tests.factories.risk import grade, row_of, start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATRIX = "fieldset:has(input[name=person])"


@pytest.fixture
def opened(contracts_officer):
    """(assessment, address of a row of the contracts officer)."""
    made = start(contracts_officer, "WO", "EH")
    return made, f"/risk/assessments/{made.pk}/rows/{row_of(made, '18').pk}/"


def test_matrix_is_chosen_and_saved_by_keyboard_alone(opened, contracts_officer, visit):
    made, address = opened
    visitor = visit(contracts_officer)
    visitor.go(address)
    keys = visitor.page.keyboard
    visitor.page.locator("[name=issue]").focus()
    keys.type("Late answers")
    keys.press("Tab")
    keys.press("Tab")  # past the immediate action: the group is one stop, on what is chosen
    keys.press("ArrowUp")  # from "No grading", the last of the group, into the matrix
    assert visitor.focus.get_attribute("value") == "1-5"
    for key in "ArrowUp ArrowUp ArrowLeft ArrowRight ArrowRight".split():  # the last one stops at the edge
        keys.press(key)

    assert visitor.focus.get_attribute("value") == "3-5"
    assert visitor.focus.is_checked()
    visitor.sees("Moderate impact, almost certain: 15, Extreme")
    with visitor.page.expect_navigation():
        keys.press("Enter")

    row = row_of(made, "18")
    assert (row.issue, row.score, row.band, row.others_score) == ("Late answers", 15, "Extreme", None)
    assert not visitor.faults


def test_row_and_summary_have_nothing_to_complain_about_at_any_width(opened, contracts_officer, visit):
    made, address = opened
    grade(contracts_officer, made, "18", (3, 5), (2, 2))
    for width in (1280, 320):
        visitor = visit(contracts_officer, width=width)
        for path in (
            address,
            made.get_absolute_url(),
            f"/risk/assessments/{made.pk}/level/",
            "/risk/market/",
        ):
            visitor.go(path)
            assert (path, visitor.violations()) == (path, [])
            assert (path, visitor.width()) == (path, width)
        assert not visitor.faults


def test_matrix_is_plain_radios_without_scripts(opened, contracts_officer, visit):
    made, address = opened
    visitor = visit(contracts_officer, scripts=False)
    visitor.go(address)

    visitor.fill(issue="Late answers")
    visitor.page.locator("[name=person][value='2-2']").check(force=True)
    visitor.press("Save and stop")

    assert row_of(made, "18").band == "Moderate"
    visitor.sees("4, Moderate")


def test_cell_is_taken_back_by_keyboard_alone(opened, contracts_officer, visit):
    made, address = opened
    grade(contracts_officer, made, "18", (1, 4), (2, 4))
    visitor = visit(contracts_officer)
    visitor.go(address)

    visitor.page.locator("[name=others]:checked").focus()
    for _ in range(2):  # to the lowest row, and out of the matrix
        visitor.page.keyboard.press("ArrowDown")
    assert visitor.focus.get_attribute("value") == ""
    visitor.press("Save and stop")

    row = row_of(made, "18")
    assert (row.score, row.others_score) == (4, None)


def test_levels_stand_whole_beside_the_matrix_of_a_phone(opened, contracts_officer, visit):
    made, address = opened
    grade(contracts_officer, made, "18", (4, 5), (5, 5))
    visitor = visit(contracts_officer, width=320)
    visitor.go(address)

    for chosen in visitor.page.locator(".app-matrix label:has(:checked)").all():
        assert chosen.evaluate("e => e.scrollWidth <= e.clientWidth && e.clientHeight < 60")
    for heading in visitor.page.locator(".app-matrix th[scope=row]").all():
        lines = heading.evaluate("e => Math.round(e.firstChild.parentNode.scrollWidth) <= e.clientWidth")
        one = heading.evaluate(
            "e => {const r = document.createRange(); r.selectNodeContents(e);"
            "return new Set([...r.getClientRects()].map(b => Math.round(b.top))).size}"
        )
        assert lines and one <= len(heading.inner_text().split()), heading.inner_text()
