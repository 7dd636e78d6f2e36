"""The parts of the look in a real browser: sizes, accessibility, focus, and what our modules add."""

import pytest
from django.test import Client

from tests.journeys.browser import DESK, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GALLERY = "/administration/gallery/"


@pytest.fixture
def visit(browser, live_server, administrator):
    """visit(width=..., scripts=...) -> an administrator looking at the gallery; no page may complain."""
    client = Client()
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    visitors = []

    def open_gallery(**options) -> Visitor:
        visitor = Visitor(browser, live_server.url, **options)
        visitor.context.add_cookies([cookie])
        visitor.go(GALLERY)
        visitors.append(visitor)
        return visitor

    yield open_gallery
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.close()
    assert faults == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_gallery_fits_and_has_no_axe_violation(visit, width):
    visitor = visit(width=width)

    assert visitor.width() <= width
    assert visitor.violations() == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_form_with_errors_has_no_axe_violation(visit, width):
    visitor = visit(width=width)
    visitor.press("Check the form")

    assert visitor.width() <= width
    assert visitor.violations() == []


def test_focus_goes_to_the_summary_and_from_there_to_the_input(visit):
    visitor = visit()

    visitor.press("Check the form")
    assert visitor.focus.get_attribute("data-module") == "govuk-error-summary"

    visitor.page.get_by_role("link", name="Enter date notified").click()
    assert visitor.focus.get_attribute("id") == "id_when-day"


def test_field_of_a_radio_shows_while_it_is_chosen(visit):
    visitor = visit()
    told_by = visitor.page.locator("[name=told_by]")
    assert not told_by.is_visible()

    visitor.page.locator("[name=told][value=yes]").check()
    assert told_by.is_visible()
    assert visitor.violations() == []

    visitor.page.locator("[name=told][value=no]").check()
    assert not told_by.is_visible()


def test_every_field_is_there_without_scripts(visit):
    visitor = visit(scripts=False)

    assert visitor.page.locator("[name=told_by]").is_visible()
    assert visitor.page.locator("[name=name]").is_visible()
    assert visitor.page.get_by_role("button", name="Share with a partner").is_visible()


def test_filters_wait_behind_a_button_on_a_phone(visit):
    visitor = visit(width=PHONE)
    field = visitor.page.locator("#bar-name")
    assert not field.is_visible()

    visitor.page.get_by_role("button", name="Show filters").click()

    assert field.is_visible()
    assert visitor.page.get_by_role("button", name="Hide filters").get_attribute("aria-expanded") == "true"


def test_search_stands_in_the_menu_on_a_desk_only(visit):
    assert visit(width=DESK).page.locator("#nav-search").is_visible()
    assert not visit(width=PHONE).page.locator("#nav-search").is_visible()


def test_question_without_an_answer_says_that_nothing_was_saved(visit):
    visitor = visit()
    visitor.page.route("**/gone/", lambda route: route.abort())

    visitor.page.evaluate(
        "htmx.ajax('POST', '/gone/', {target: '#answer', source: '#answer'}).catch(() => 0)"
    )
    alert = visitor.page.locator("#messages .moj-alert--error")
    alert.wait_for()

    assert "Nothing was saved" in alert.inner_text()
    assert visitor.focus.get_attribute("data-failure") == "true"
    visitor.faults.clear()  # HTMX reports the broken request on the console, as it should


def test_whole_page_as_an_answer_is_gone_to(visit):
    visitor = visit()

    with visitor.page.expect_navigation(url="**/account/login/**"):
        visitor.page.context.clear_cookies()
        visitor.page.evaluate("htmx.ajax('GET', '/administration/gallery/', {target: '#answer'})")

    assert visitor.page.locator("h1").count() == 1


def test_council_colour_is_one_setting(visit):
    visitor = visit()
    read = "name => getComputedStyle(document.querySelector('.govuk-generic-header'))[name]"
    assert visitor.page.evaluate(read, "backgroundColor") == "rgb(22, 58, 84)"

    visitor.page.evaluate("document.documentElement.style.setProperty('--app-council', '#4a1e5c')")

    assert visitor.page.evaluate(read, "backgroundColor") == "rgb(74, 30, 92)"
