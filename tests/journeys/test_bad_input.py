"""What people do by mistake: one plain sentence, nothing lost, never an error of ours."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import FailureEvent, Meeting, Step
from tests.factories import sheets
from tests.journeys import pages
from trackers.models import ResidentImport

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
GOOD = sheets.xlsx([["Surname", "NHS number"], ["Ortwin", ""]])
ODD = """
?page=0 ?page=-1 ?page=99999999999999999999 ?page=%00 ?q=%00 ?q=%F0%9F%92%A5%27%22%3C ?draft=x ?status=%F0 ?service=%00
?view=nonsense&stage=%00&sort=;drop ?col=x&col=%00&due=31/02 ?before=%7C%7C&show=%C3%28 ?before=2026-99-99%7Cx%7C9
?outcome=%00 ?event=%00&stage=%00 ?state=%27--
""".split()
LISTS = """
/ /events/ /events/new/ /events/{event}/ /events/{event}/checklist/ /events/{event}/tracker/ /events/{event}/timeline/
/events/{event}/tracker/export/ /people/{person}/history/ /dashboard/events/ /dashboard/steps/ /dashboard/people/
/search/ /providers/ /services/find/ /risk/ /notifications/
""".split()
NOT_THERE = """
/people/0/ /people/99999999999999999999/ /events/PF-2026-99999999/ /events/PF-9999-0001/tracker/
/events/{event}/meetings/99999999999999999999/ /events/{event}/checklist/99999999999999999999/
/services/nothing-like-it/ /providers/99999999999999999999/ /events/{event}/leads/nobody/name/
/people/{person}/edit/nonsense/ /people/{person}/change/nonsense/ /events/{event}/plans/nonsense/
""".split()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.xlsx", GOOD[:400], "damaged"),
        ("list.xlsx", b"", "empty"),
        ("list.xlsx", b"%PDF-1.7 a letter", "spreadsheet"),
        ("list.xlsx", sheets.ole("EncryptedPackage"), "password"),
        ("list.csv", b"Surname\n" + b"x" * 6_000_000, "5 MB"),
    ],
    ids=["damaged", "empty", "a letter", "locked", "too large"],
)
def test_bad_list_is_refused_in_a_sentence(visit, keys, name, content, says):
    officer = visit(pages.OFFICER)
    lists = ResidentImport.objects.count()
    officer.go("/events/{event}/tracker/import/".format(**keys))

    officer.send_file(name, content)
    officer.press("Check the list")

    assert says in officer.main.locator(".govuk-error-summary").inner_text()
    assert officer.focus.get_attribute("data-module") == "govuk-error-summary"
    assert ResidentImport.objects.count() == lists


def test_list_with_an_open_quote_is_kept_and_read_in_another_way(visit, keys):
    officer = visit(pages.OFFICER)
    officer.go("/events/{event}/tracker/import/".format(**keys))

    officer.send_file("list.csv", b'Surname,Forename,Born\n"Ortwin,Wilf,1/2/1931\n')
    officer.press("Check the list")
    officer.sees("quote", "line 2")
    officer.press("Read it without quotation marks")

    officer.sees("Ortwin")


@pytest.fixture
def planned(keys):
    return Meeting.objects.filter(event__reference=keys["event"])


def plan_meeting(officer, keys):
    """Filled in, and the button pressed twice in a row."""
    officer.go("/events/{event}/meetings/new/".format(**keys))
    officer.fill_date("held_on", timezone.localdate() + timedelta(days=5))
    officer.fill(starts_at="9.30am", venue="County Hall, room 9")
    # The second click ends the navigation of the first, so only where it arrives is waited for.
    officer.main.get_by_role("button", name="Plan the meeting").dblclick(no_wait_after=True)
    expect(officer.page).to_have_url(re.compile(r"/meetings/\d+/$"), timeout=30_000)
    officer.ready()


@pytest.mark.parametrize("scripts", [True, False])
def test_double_click_makes_one_record(visit, keys, planned, scripts):
    officer, before = visit(pages.OFFICER, scripts=scripts), planned.count()

    plan_meeting(officer, keys)

    assert planned.count() == before + 1


def test_sending_again_after_going_back_leads_to_the_record(visit, keys, planned):
    officer = visit(pages.OFFICER)
    plan_meeting(officer, keys)
    made, count = officer.page.url, planned.count()

    officer.page.go_back()
    officer.ready()
    officer.press("Plan the meeting")

    assert (officer.page.url, planned.count()) == (made, count)


def test_going_back_after_a_step_is_done_shows_it_as_done(visit):
    invoked = Step.objects.open().filter(event__status="invoked", event__current_stage="Initial response")
    officer, step = (
        visit(pages.OFFICER),
        invoked.filter(responsible__contains=["Provider Failure Lead"]).first(),
    )
    officer.go(step.get_absolute_url())
    officer.fill(notes="First words")
    officer.press("Mark as done")
    officer.page.go_back()
    officer.ready()
    officer.fill(notes="Second words")

    officer.press("Save")

    step.refresh_from_db()
    assert (step.state, step.notes) == ("done", "Second words")


def test_session_that_ends_while_typing_keeps_what_was_typed(visit, keys):
    officer = visit(pages.OFFICER)
    logged = FailureEvent.objects.count()
    officer.go("/events/new/?service={service}".format(**keys))
    officer.fill(nature_of_failure="The roof has come off the east wing.")
    officer.context.clear_cookies(name="sessionid")
    # The answer to the choice leads away from the form, so whether it is checked cannot be looked at any more.
    officer.main.get_by_label("Other event").first.click()

    officer.page.wait_for_url("**/account/login/**")
    officer.fill(login=pages.OFFICER, password="continuity-of-care-2026")
    officer.press("Sign in")

    officer.sees("We kept what you typed")
    assert (
        officer.main.locator("[name=nature_of_failure]").input_value()
        == "The roof has come off the east wing."
    )
    assert FailureEvent.objects.count() == logged


def test_session_that_ends_before_sending_keeps_what_was_typed(visit, keys, planned):
    officer, before = visit(pages.OFFICER), planned.count()
    officer.go("/events/{event}/meetings/new/".format(**keys))
    officer.fill(venue="The night nurses’ room")
    officer.context.clear_cookies(name="sessionid")

    officer.press("Plan the meeting")
    officer.fill(login=pages.OFFICER, password="continuity-of-care-2026")
    officer.press("Sign in")

    officer.sees("We kept what you typed")
    assert officer.main.locator("[name=venue]").input_value() == "The night nurses’ room"
    assert planned.count() == before


def test_odd_addresses_are_answered(visit, keys):
    officer = visit(pages.OFFICER)
    odd = [*ODD, "?q=" + "x" * 3000]

    addresses = [path.format(**keys) + query for path in LISTS for query in odd]
    answers = {address: officer.context.request.get(address).status for address in addresses}

    assert {address: status for address, status in answers.items() if status not in (200, 404)} == {}


def test_what_is_not_there_is_said_so(visit, keys):
    officer = visit(pages.OFFICER)

    answers = {path: officer.context.request.get(path.format(**keys)).status for path in NOT_THERE}

    assert {path: status for path, status in answers.items() if status != 404} == {}
