"""Saved lists of the tracker, the order of columns, and finding people."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.models import SavedView

pytestmark = pytest.mark.django_db


def address(event, name="tracker", *args, query=""):
    return reverse(f"trackers:{name}", args=[event.reference, *args]) + (f"?{query}" if query else "")


def save(client, event, query, **typed):
    return client.post(address(event, "saved-view-add", query=query), {"name": "My people", **typed})


def heads(html):
    return re.findall(r'role="columnheader"[^>]*>(?:<a[^>]*>)?([^<]+)', html)


def test_list_is_saved_and_offered_as_it_was(sign_in, officer, event, entry):
    client = sign_in(officer)

    answer = save(client, event, "stage=assessing&sort=-person&col=nhs&col=next&page=3&nonsense=1")

    assert answer.url == address(event, query="stage=assessing&sort=-person&col=nhs&col=next")
    html = client.get(answer.url).content.decode()
    assert re.search(r'href="\?stage=assessing[^"]*" aria-current="page">My people 1<', html)
    assert heads(html) == ["Person", "NHS number", "Next step and owner"]


def test_name_is_used_once_by_one_person(sign_in, officer, care_manager, event):
    save(sign_in(officer), event, "view=overdue")

    assert save(sign_in(officer), event, "view=no-place", name="my PEOPLE").status_code == 422
    assert save(sign_in(care_manager), event, "view=no-place").status_code == 302


def test_tracker_opens_with_the_list_chosen_for_it(sign_in, officer, care_manager, event, entry):
    client = sign_in(officer)
    save(client, event, "view=overdue", is_default="on")

    assert client.get(address(event)).url == address(event, query="view=overdue")
    assert client.get(address(event, query="view=everyone")).status_code == 200
    assert sign_in(care_manager).get(address(event)).status_code == 200


def test_shared_list_is_for_colleagues_and_changed_by_its_owner_only(
    sign_in, officer, care_manager, event, entry
):
    save(sign_in(officer), event, "view=overdue", is_shared="on")
    view, client = SavedView.objects.get(), sign_in(care_manager)

    assert "My people" in client.get(address(event)).content.decode()
    client.post(address(event, "saved-view-edit", view.pk), {"name": "Mine now", "is_default": "on"})
    client.post(address(event, "saved-view-delete", view.pk))
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("My people", True)
    assert client.get(address(event)).url == address(event, query="view=overdue")


def test_list_that_is_not_shared_is_not_there_for_others(
    sign_in, officer, care_manager, partner, event, funded
):
    save(sign_in(officer), event, "view=overdue")
    view = SavedView.objects.get()

    for user in (care_manager, partner):
        assert sign_in(user).get(address(event, "saved-view-edit", view.pk)).status_code == 404
        assert "My people" not in sign_in(user).get(address(event)).content.decode()


def test_renamed_kept_to_oneself_and_deleted(sign_in, officer, care_manager, event, entry):
    client = sign_in(officer)
    save(client, event, "view=overdue", is_shared="on")
    view = SavedView.objects.get()
    sign_in(care_manager).post(address(event, "saved-view-edit", view.pk), {"is_default": "on"})

    client.post(address(event, "saved-view-edit", view.pk), {"name": "Late ones"})
    assert sign_in(care_manager).get(address(event)).status_code == 200
    assert "Late ones" in client.get(address(event, "saved-view-list")).content.decode()
    client.post(address(event, "saved-view-delete", view.pk))
    assert not SavedView.objects.exists()


def test_columns_a_reader_may_not_see_drop_out_of_a_list(sign_in, partner, icb, event, funded):
    colleague = make_user("partner", icb)
    query = "view=changed&col=check&col=nhs"
    SavedView.objects.create(owner=colleague, organisation=icb, name="Theirs", query=query, is_shared=True)

    html = sign_in(partner).get(address(event)).content.decode()

    assert re.search(r'href="\?col=next&amp;col=nhs"[^>]*>Theirs 1<', html)


def test_saving_needs_a_name(sign_in, officer, event):
    answer = save(sign_in(officer), event, "view=overdue", name="")

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_a_column_moves_by_links(sign_in, officer, event, entry):
    client = sign_in(officer)
    html = client.get(address(event, query="choose=columns&col=nhs&col=help")).content.decode()

    left = re.findall(r'href="(\?[^"]*)#columns">Left<[^>]*>: move Help given', html)[0].replace("&amp;", "&")

    assert heads(client.get(address(event) + left).content.decode()) == [
        "Person",
        "Next step and owner",
        "Help given",
        "NHS number",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("999 000 0018", True),
        ("9990000018", True),
        ("c-1047", True),
        ("peggy", True),
        ("room 4", True),
        ("room 44", False),
        ("sian", True),
        ("oneill sian", True),
        ("o'neill", True),
        ("d’o", False),
        ("4", True),
        ("01785 496 211", True),
        ("+44 1785 496211", True),
        ("496211", True),
        ("0018", True),
        ("211", False),
        ("01785 496 299", False),
        ("+44 (0)1785 496211", True),
        ("tel 01785\u2011496211", True),
        ("NHS no. 999 000 0018", True),
        ("Mrs ONeill", True),
        ("S. O’Neill", True),
        ("o neill", True),
        ("onei ll", True),
        ("rm.4", True),
        ("47", False),
        ("4496", False),
    ],
)
def test_people_are_found_by_what_is_said_on_the_telephone(sign_in, officer, event, words, found):
    person = ServiceUserFactory(
        surname="O’Neill",
        forename="Siân",
        known_as="Peggy",
        nhs_number="9990000018",
        client_record_number="C-1047",
    )
    entry = EntryFactory(event=event, service_user=person, room="4")
    RepresentativeFactory(entry=entry, phone="(01785) 496-211 after six")
    EntryFactory(event=event, service_user=ServiceUserFactory(nhs_number="", surname="Another"))

    html = sign_in(officer).get(address(event), {"name": words}).content.decode()

    assert ("O’Neill" in html.split("<tbody")[-1] and "<tbody" in html) is found
    assert "Another," not in html


def test_partner_finds_nobody_by_a_contacts_number(sign_in, partner, event, funded):
    RepresentativeFactory(entry=funded, phone="01785 496211")

    html = sign_in(partner).get(address(event), {"name": "01785 496211"}).content.decode()

    assert "Nobody matches." in html


def test_lists_show_how_many_are_in_them_with_one_query_for_all(sign_in, officer, event, entry, funded):
    client, path, counted = sign_in(officer), address(event, query="view=everyone"), []
    for name, query in (("Paid by the NHS", "pays=nhs_chc"), ("In room 1", "name=1"), ("Nowhere", "name=zz")):
        save(client, event, query, name=name)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(path).content.decode()
        counted.append(len(queries))

    assert all(f">{words}</a>" in html for words in ("Paid by the NHS 1", "In room 1 1", "Nowhere 0"))
    assert len({*counted}) == 1
