"""People who belong together, or must be kept apart. LGiU template T11.2."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from failure_response.worklist import worklist
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.lists import VIEWS
from trackers.models import PersonLink, TrackerEntry
from trackers.operations import links
from trackers.rules.links import Side, warning

pytestmark = pytest.mark.django_db
CASES = [  # kind, should stay together, one, other, whether it warns
    ("couple", True, Side("Tansywick"), Side("Quillmere"), True),
    ("couple", True, Side("Tansywick Lodge"), Side("tansywick lodge"), False),
    ("couple", True, Side("Tansywick"), Side(""), False),
    ("friends", False, Side("Tansywick"), Side("Quillmere"), True),
    ("never_with", False, Side("Tansywick"), Side("Tansy-wick"), True),
    ("never_with", False, Side("Tansywick"), Side("Quillmere"), False),
    ("never_with", False, Side(""), Side(""), False),
    ("couple", True, Side("Tansywick", "moved"), Side("Quillmere"), True),
    ("couple", True, Side("Tansywick", "moved"), Side("Quillmere", "moved"), False),
    ("couple", True, Side("Tansywick", "died"), Side("Quillmere"), False),
]


@pytest.fixture
def other(event):
    return EntryFactory(event=event, service_user=ServiceUserFactory(surname="Kettlewick", forename="Gladys"))


def place(entry, side):
    ended = timezone.localdate() if side.final_outcome else None
    facts = {"destination": side.destination, "final_outcome": side.final_outcome, "final_outcome_on": ended}
    TrackerEntry.objects.filter(pk=entry.pk).update(**facts)


def apart():
    return set(TrackerEntry.objects.filter(VIEWS["apart"].where(timezone.localdate(), timezone.now())))


@pytest.mark.parametrize(("kind", "together", "one", "two", "warns"), CASES)
def test_rule_and_list_warn_alike(officer, entry, other, kind, together, one, two, warns):
    links.link_people(by=officer, entry=other, other=entry, kind=kind, stay_together=together)
    place(entry, one), place(other, two)

    assert bool(warning(kind, together, one, two)) is warns
    assert apart() == ({entry, other} if warns else set())


def test_link_holds_both_ways_and_once(officer, entry, other, sign_in):
    made = links.link_people(by=officer, entry=other, other=entry, kind="friends", words="Tea at four")

    assert (made.entry, made.other) == (entry, other)
    with pytest.raises(ValidationError, match="linked already"):
        links.link_people(by=officer, entry=entry, other=other, kind="couple")
    for one, named in ((entry, "Gladys Kettlewick"), (other, "Agnes Applesham")):
        page = sign_in(officer).get(one.get_absolute_url()).content.decode()
        assert named in page
        assert "People linked" in page


def test_history_of_each_names_the_other(officer, entry, other, sign_in):
    links.link_people(by=officer, entry=entry, other=other, kind="friends", words="Tea at four")

    for one, named in ((entry, other), (other, entry)):
        page = sign_in(officer).get(f"/people/{one.pk}/history/").content.decode()
        assert f"Linked with: {named}" in page
        assert f"Linked with: {one}" not in page
        assert "Other: " not in page


def test_warning_is_on_both_pages_and_the_worklist_until_answered(officer, event, entry, other, sign_in):
    link = links.link_people(by=officer, entry=entry, other=other, kind="couple", stay_together=True)
    place(entry, Side("Tansywick")), place(other, Side("Quillmere"))
    page = sign_in(officer).get(other.get_absolute_url()).content.decode()
    texts = [line["text"] for line in worklist(officer, [event], timezone.localdate())[event.pk]]

    assert "They should stay together, and different places are chosen" in page
    assert "Look at the places of linked people" in texts
    links.answer_warning(by=officer, link=link, reason="Both asked for it")
    assert apart() == set()
    place(other, Side("Elmsworth"))
    assert apart() == {entry, other}


def test_nothing_to_accept_is_refused(officer, entry, other):
    link = links.link_people(by=officer, entry=entry, other=other, kind="siblings")

    with pytest.raises(ValidationError, match="nothing to accept"):
        links.answer_warning(by=officer, link=link, reason="Because")


def test_ended_link_warns_no_more_and_can_be_made_again(officer, entry, other):
    link = links.link_people(by=officer, entry=entry, other=other, kind="friends")
    place(entry, Side("Tansywick")), place(other, Side("Quillmere"))

    links.end_link(by=officer, link=link, reason="Mistake")
    assert apart() == set()
    assert links.link_people(by=officer, entry=entry, other=other, kind="couple").ended_at is None


def test_wrong_links_are_refused(officer, event, entry, other, partner, funded):
    for wrong, why in (
        ({"other": entry, "kind": "couple"}, "Choose somebody else"),
        ({"other": EntryFactory(event=EventFactory()), "kind": "couple"}, "not on this tracker"),
        ({"other": other, "kind": "never_with", "stay_together": True}, "cannot stay together"),
    ):
        with pytest.raises((ValidationError, PermissionDenied), match=why):
            links.link_people(by=officer, entry=entry, **wrong)
    with pytest.raises(PermissionDenied):
        links.link_people(by=partner, entry=funded, other=entry, kind="couple")
    assert not PersonLink.objects.exists()


def test_pages_make_change_accept_and_end_a_link(sign_in, officer, entry, other):
    client, page = sign_in(officer), f"/people/{entry.pk}/links/"
    assert client.post(f"{page}add/", {"kind": "couple"}).status_code == 422
    assert client.post(f"{page}add/", {"other": other.pk, "kind": "couple"}).status_code == 302
    link = PersonLink.objects.get()
    typed = {"kind": "couple", "stay_together": "on", "version": link.version}
    assert client.post(f"{page}{link.pk}/", typed).status_code == 302
    place(entry, Side("Tansywick")), place(other, Side("Quillmere"))
    assert "Tansywick and Quillmere" in client.get(f"{page}{link.pk}/accept/").content.decode()
    assert client.post(f"{page}{link.pk}/accept/", {"reason": "They agreed"}).status_code == 302
    assert client.post(f"/people/{other.pk}/links/{link.pk}/end/", {"reason": "Over"}).status_code == 302

    link.refresh_from_db()
    assert (link.answer, link.stay_together, link.ended_at is None) == ("They agreed", True, False)


def test_who_may_open_the_pages(sign_in, client, reader, partner, outsider, entry, funded):
    page = f"/people/{funded.pk}/links/add/"
    assert client.get(page).status_code == 302
    assert sign_in(outsider).get(page).status_code == 404
    assert sign_in(reader).get(page).status_code == 403
    assert sign_in(partner).get(page).status_code == 403
