"""A list and a merge played through in a browser: how many actions, on a phone, without scripts, as checkers see it."""

import pytest

from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import TrackerEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_ACTIONS = 8
ENDS = "abcdefghij"


@pytest.fixture
def event(host):
    return EventFactory(host_council=host)


def pasted(people: int) -> str:
    rows = (
        f"Brindle{ENDS[n // 10]}{ENDS[n % 10]}mere\tAda\t{n % 28 + 1}/{n % 12 + 1}/{1920 + n}\t{n + 1}"
        for n in range(people)
    )
    return "\n".join(("Surname\tForename\tDOB\tRm", *rows))


def test_sixty_pasted_people_are_on_the_tracker_in_eight_actions(event, officer, visit):
    visitor, actions = visit(officer), 0
    visitor.go(f"/events/{event.reference}/tracker/")
    visitor.page.get_by_role("link", name="Load the provider’s resident list").click()
    actions += 1
    visitor.page.locator("[name=pasted]").fill(pasted(60))  # into the box, and the paste
    actions += 2
    for name in ("Check the list", "Add 60 people"):
        visitor.press(name)
        actions += 1
    visitor.page.get_by_role("button", name="Go to the tracker").click()
    actions += 1

    visitor.sees("Brindleaamere")
    assert actions <= MOST_ACTIONS
    assert TrackerEntry.objects.filter(event=event).count() == 60
    assert not visitor.faults


def test_doubtful_value_is_put_right_without_scripts(event, officer, visit):
    visitor = visit(officer, scripts=False)
    visitor.go(f"/events/{event.reference}/tracker/import/")
    visitor.page.locator("[name=pasted]").fill("Surname\tForename\tDOB\nApplesham\tAgnes\t31/02/1930")
    visitor.press("Check the list")
    visitor.sees("31 February 1930 is not a date.")
    visitor.page.locator("[name=fix_2_date_of_birth]").fill("28/02/1930")
    visitor.press("Check these rows again")
    visitor.press("Add 1 person")

    assert TrackerEntry.objects.get().service_user.date_of_birth.isoformat() == "1930-02-28"


def test_preview_and_merge_have_nothing_to_complain_about_at_any_width(event, officer, visit):
    one, other = (
        EntryFactory(event=event, room=room, service_user=ServiceUserFactory(surname=name, forename="Agnes"))
        for room, name in (("1", "Applesham"), ("9", "Aplesham"))
    )
    for width in (1280, 320):
        visitor = visit(officer, width=width)
        visitor.go(f"/events/{event.reference}/tracker/import/")
        rows = "Surname\tForename\tDOB\tPays\nDapplemere\tCecil\t1938\tLA\nMossgate\tIvor\t31/02/1930\tLA/SF"
        visitor.page.locator("[name=pasted]").fill(rows)
        visitor.press("Check the list")
        visitor.sees("on the tracker, not in this list")
        assert (width, visitor.violations(), visitor.width()) == (width, [], width)
        for path in (f"/people/{one.pk}/merge/", f"/people/{one.pk}/merge/?with={other.pk}"):
            visitor.go(path)
            assert (path, visitor.violations(), visitor.width()) == (path, [], width)
