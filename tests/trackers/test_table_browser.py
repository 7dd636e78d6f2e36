"""The tracker's table in a browser: keys, two people at once, changes that come by themselves, and a killed tab."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.journeys.browser import Visitor
from trackers.models import TrackerEntry
from trackers.operations import edit_entry

expect.set_options(timeout=20_000)  # the page asks every five seconds
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(event):
    names = ("Ashlark", "Birchwell", "Cobnut")
    persons = [ServiceUserFactory(surname=name, forename="Ida") for name in names]
    return [EntryFactory(event=event, service_user=person, room=str(n)) for n, person in enumerate(persons)]


@pytest.fixture
def visit(browser, live_server, officer, event, people):
    """visit(query, **options) -> a Visitor on the tracker, the officer; at the end nobody may have met an error."""
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    visitors = []

    def open_it(query="", **options):
        visitors.append(Visitor(browser, live_server.url, **options))
        visitors[-1].context.add_cookies([cookie])
        visitors[-1].go(reverse("trackers:tracker", args=[event.reference]) + query)
        return visitors[-1]

    yield open_it
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.close()
    assert faults == []


def value(entry, field):
    return getattr(TrackerEntry.objects.get(pk=entry.pk), field)


def test_keys_walk_open_save_and_cancel(visit, people):
    page = visit("?col=placement&col=situation").page
    first, second, _ = people
    press = page.keyboard.press

    page.locator(f"#e{first.pk}-next_step_owner").focus()
    press("ArrowDown")
    expect(page.locator(f"#e{second.pk}-next_step_owner")).to_be_focused()
    press("ArrowUp")
    press("ArrowRight")
    press("ArrowRight")
    expect(page.locator(f"#e{first.pk}-destination")).to_be_focused()
    press("Enter")
    page.locator(f"#edit-{first.pk}-destination").fill("Tansywick Lodge")
    press("Enter")
    expect(page.locator(f"#e{second.pk}-destination")).to_be_focused()
    press("Enter")
    page.locator(f"#edit-{second.pk}-destination").fill("Wrenfold Manor")
    press("Tab")
    expect(page.locator(f"#e{second.pk}-situation")).to_be_focused()
    press("Enter")
    page.locator(f"#edit-{second.pk}-situation").fill("No")
    press("Escape")
    expect(page.locator(f"#e{second.pk}-situation")).to_be_focused()

    expect(page.locator("#tracker-status")).to_contain_text("Wrenfold Manor")
    assert [value(entry, "destination") for entry in people] == ["Tansywick Lodge", "Wrenfold Manor", ""]
    assert value(second, "situation") == ""


def test_typing_on_a_value_opens_it_with_what_was_typed(visit, people):
    page = visit("?col=situation&col=capacity").page
    first, second, _ = people

    page.locator(f"#e{first.pk}-situation").focus()
    page.keyboard.type("Wants a garden")
    page.keyboard.press("Enter")
    expect(page.locator(f"#e{second.pk}-situation")).to_be_focused()
    page.locator(f"#e{first.pk}-capacity").focus()
    page.keyboard.type("lacks")
    page.keyboard.press("Tab")
    expect(page.locator(f"#e{first.pk}-capacity")).to_contain_text("Lacks capacity")

    assert (value(first, "situation"), value(first, "capacity")) == ("Wants a garden", "lacks")


def test_lines_of_a_text_are_kept_in_its_cell(visit, people):
    entry, below = people[:2]
    TrackerEntry.objects.filter(pk=entry.pk).update(situation="Wants a garden.\nLikes tea.")
    page = visit("?col=situation").page

    page.locator(f"#e{entry.pk}-situation").click()
    expect(page.locator(f"#edit-{entry.pk}-situation")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("Sings.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#e{below.pk}-situation")).to_be_focused()

    assert value(entry, "situation") == "Wants a garden.\nLikes tea.\nSings."


def test_enter_begins_a_line_where_there_are_no_other_keys(visit, people):
    page = visit("?col=situation", touch=True).page
    entry = people[0]

    page.locator(f"#e{entry.pk}-situation").click()
    box = page.locator(f"#edit-{entry.pk}-situation")
    expect(box).to_be_focused()
    page.keyboard.type("Sings.")
    page.keyboard.press("Enter")
    page.keyboard.type("Paints.")

    expect(box).to_have_value("Sings.\nPaints.")
    assert value(entry, "situation") == ""


@pytest.mark.parametrize("late", [True, False])
def test_a_letter_that_is_composed_opens_a_value_and_is_kept(visit, people, late):
    """An acute accent and then e: the letter comes before the form of the cell, or after it."""
    page = visit("?col=situation").page
    entry, keyboard = people[0], page.context.new_cdp_session(page)
    page.locator(f"#e{entry.pk}-situation").focus()

    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Dead", "code": "Quote"})
    keyboard.send("Input.imeSetComposition", {"text": "\u00b4", "selectionStart": 1, "selectionEnd": 1})
    if late:
        page.locator(f"#edit-{entry.pk}-situation").wait_for()
    keyboard.send("Input.insertText", {"text": "é"})
    expect(page.locator(f"#edit-{entry.pk}-situation")).to_have_value("é")
    page.keyboard.type("tage")
    page.keyboard.press("Enter")

    expect(page.locator(f"#e{entry.pk}-situation")).to_contain_text("étage")
    assert value(entry, "situation") == "étage"


def test_figures_follow_a_change_of_somebody_who_is_not_in_the_list(visit, people, care_manager):
    visitor = visit("?name=Ashlark")
    page = visitor.page
    still = page.locator("#tracker-views").get_by_role("link", name="still at")
    expect(still).to_contain_text("3")
    page.wait_for_event("response", lambda answer: "/changes/" in answer.url)  # it knows the mark now

    TrackerEntry.objects.filter(pk=people[1].pk).update(whereabouts="hospital", version=2)

    expect(still).to_contain_text("2")


def test_change_of_somebody_else_comes_by_itself_but_not_where_one_types(visit, people, care_manager):
    page = visit("?col=placement&col=situation").page
    first, second, _ = people
    page.locator(f"#e{first.pk}-destination").click()
    page.locator(f"#edit-{first.pk}-destination").fill("Mine")

    for entry in (first, second):
        edit_entry(by=care_manager, entry=entry, version=1, changes={"destination": "Theirs", "room": "9"})

    expect(page.locator("#tracker-news")).to_contain_text("Dele Winterbourne changed 2 people.")
    expect(page.locator(f"#c{second.pk}-placement")).to_contain_text("Theirs")
    expect(page.locator(f"#p{second.pk} th")).to_contain_text("room 9")
    expect(page.locator(f"#edit-{first.pk}-destination")).to_have_value("Mine")


def test_who_leaves_the_list_stays_in_place_and_is_marked(visit, people, care_manager):
    page = visit("?view=no-place").page

    edit_entry(by=care_manager, entry=people[1], version=1, changes={"destination": "Wrenfold Manor"})

    expect(page.locator("#tracker-news")).to_contain_text("1 person no longer in this list.")
    expect(page.locator(f"#p{people[1].pk}")).to_contain_text("No longer in this list")
    page.get_by_text("Show the list as it is now").click()
    expect(page.locator(f"#p{people[1].pk}")).to_have_count(0)


@pytest.mark.parametrize(("key", "kept", "left"), [("1", "Mine", "Theirs"), ("2", "Theirs", "Mine")])
def test_of_two_values_one_is_chosen_by_key_and_the_other_stays_in_history(
    visit, people, care_manager, key, kept, left
):
    page = visit("?col=placement").page
    entry = people[0]
    page.locator(f"#e{entry.pk}-destination").click()
    field = page.locator(f"#edit-{entry.pk}-destination")
    field.fill("Mine")
    edit_entry(by=care_manager, entry=entry, version=1, changes={"destination": "Theirs"})
    field.press("Enter")
    cell = page.locator(f"#c{entry.pk}-placement")
    expect(cell).to_contain_text("Dele Winterbourne changed this too.")

    page.keyboard.press(key)

    expect(page.locator(f"#e{entry.pk}-destination")).to_contain_text(kept)
    assert value(entry, "destination") == kept
    reason = TrackerEntry.objects.get(pk=entry.pk).history().last().pgh_context.metadata["reason"]
    assert f"kept {kept}. Not kept: {left}." in reason


@pytest.mark.parametrize("scripts", [True, False])
def test_several_people_are_changed_and_put_back(visit, people, scripts):
    visitor = visit(scripts=scripts)
    page = visitor.page
    if scripts:
        page.locator(f"#k{people[0].pk}").check(force=True)
        page.locator(f"#k{people[2].pk}").dispatch_event("click", {"shiftKey": True})
        expect(page.locator("[data-picked]")).to_have_text("3 people selected")
    else:
        page.get_by_text("Select everybody shown").click()
    page.locator("#field").select_option("worker")
    visitor.press("Preview the change")
    visitor.fill(worker="Kit Moorland")
    visitor.press("Preview the change")
    visitor.sees("These 3 people change")
    visitor.press("Change 3 people")
    assert [value(entry, "worker") for entry in people] == ["Kit Moorland"] * 3

    visitor.press("Take this change back")

    visitor.sees("Taken back for 3 people")
    assert [value(entry, "worker") for entry in people] == [""] * 3


def test_what_was_typed_survives_a_killed_tab_and_goes_at_signing_out(visit, people):
    visitor = visit("?col=placement")
    page, entry = visitor.page, people[0]
    page.locator(f"#e{entry.pk}-destination").click()
    page.locator(f"#edit-{entry.pk}-destination").press_sequentially("Tansywick")
    page.wait_for_function("Object.keys(localStorage).some(name => name.startsWith('typing:'))")
    assert "Tansywick" not in page.evaluate("JSON.stringify(localStorage)")
    where = page.url
    page.close()

    page = visitor.context.new_page()
    page.goto(where)
    page.get_by_text("You were typing here").wait_for()
    page.get_by_role("button", name="Keep what I typed").click()
    expect(page.locator(f"#edit-{entry.pk}-destination")).to_have_value("Tansywick")
    page.get_by_role("button", name="Sign out").click()

    page.wait_for_url("**/login/**")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_was_saved_in_a_cell_is_not_offered_again(visit, people):
    visitor = visit("?col=placement")
    page, entry = visitor.page, people[0]
    page.locator(f"#e{entry.pk}-destination").click()
    page.locator(f"#edit-{entry.pk}-destination").press_sequentially("Tansywick")
    page.wait_for_function("Object.keys(localStorage).some(name => name.startsWith('typing:'))")

    page.keyboard.press("Enter")

    expect(page.locator(f"#e{entry.pk}-destination")).to_contain_text("Tansywick")
    page.wait_for_function("Object.keys(localStorage).length === 0")
    page.reload()
    visitor.ready()
    assert page.get_by_text("You were typing here").count() == 0
