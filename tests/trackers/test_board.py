"""Who is holding things up, and asking owners of steps that stand still."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, User
from events.models import FailureEvent, Lead
from tests.factories.trackers import EntryFactory
from trackers.board import waiting_in
from trackers.models import TrackerEntry
from trackers.operations import edit_entry, record_final_outcome
from trackers.operations.placements import add_placement
from trackers.tasks import ask_all

pytestmark = pytest.mark.django_db


def address(event) -> str:
    return reverse("trackers:board", args=[event.reference])


@pytest.fixture
def running(event, officer):
    """The procedure is invoked."""
    long_ago = timezone.now() - timedelta(days=20)
    rows = FailureEvent.objects.filter(pk=event.pk)
    rows.update(status="invoked", invoked_at=long_ago, invoked_by=officer)
    return rows.get()


def age(entry, days=9) -> None:
    TrackerEntry.objects.filter(pk=entry.pk).update(changed_at=timezone.now() - timedelta(days=days))


def ask() -> int:
    return ask_all(by=User.objects.system())


def test_people_stand_under_whoever_holds_them_up(sign_in, officer, care_manager, running, entry, funded):
    add_placement(by=care_manager, entry=entry, kind="care_home", place="Tansywick Lodge", status="offered")
    edit_entry(
        by=care_manager,
        entry=entry,
        version=1,
        changes={"assessed_on": timezone.localdate(), "capacity": "has"},
    )

    html = sign_in(officer).get(address(running)).content.decode()

    assert "Person and family: 1 person" in html and "Answer the offer of Tansywick Lodge" in html
    assert "Exampleshire ICB: 1 person" in html


def test_step_that_somebody_wrote_down_is_kept(sign_in, officer, care_manager, running, entry):
    Lead.objects.create(event=running, role="Contracts lead", user=officer, name=officer.name)
    changes = {"next_step": "Ring the son", "next_step_owner": officer.name}
    edit_entry(by=care_manager, entry=entry, version=1, changes=changes)

    html = sign_in(officer).get(address(running)).content.decode()

    assert "Ring the son" in html and "Contracts lead: 1 person" in html


def test_board_is_the_councils(client, sign_in, outsider, partner, running, funded):
    assert client.get(address(running)).status_code == 302
    assert sign_in(partner).get(address(running)).status_code == 403
    assert sign_in(outsider).get(address(running)).status_code == 403


def test_board_asks_no_more_of_the_database_for_more_people(
    sign_in, officer, running, entry, django_assert_max_num_queries
):
    client = sign_in(officer)
    client.get(address(running))
    with django_assert_max_num_queries(60) as few:
        client.get(address(running))
    for _ in range(12):
        EntryFactory(event=running)

    with django_assert_max_num_queries(len(few)):
        client.get(address(running))


def test_owner_is_asked_once_for_each_stall(care_manager, running, entry):
    changes = {"next_step": "Ring the son", "next_step_owner": care_manager.name}
    Lead.objects.create(event=running, role="Care lead", user=care_manager, name=care_manager.name)
    edit_entry(by=care_manager, entry=entry, version=1, changes=changes)
    age(entry)

    assert (ask(), ask()) == (1, 0)

    row = Notification.objects.get(kind="next_step.stalled")
    assert (row.to, "Applesham" in row.subject + row.body) == (care_manager, False)
    assert row.url == entry.get_absolute_url()


def test_progress_stops_the_question_and_a_new_stall_asks_again(care_manager, running, entry):
    age(entry)
    ask()
    tomorrow = timezone.localdate() + timedelta(days=1)
    changes = {"next_step": "Ring the son", "next_step_due_on": tomorrow}
    edit_entry(by=care_manager, entry=entry, version=1, changes=changes)

    assert ask() == 0
    assert Notification.objects.get(kind="next_step.stalled").state == "cancelled"
    age(entry, days=5)
    assert ask() == 1


def test_death_ends_the_questions(care_manager, running, entry):
    age(entry)
    record_final_outcome(
        by=care_manager, entry=entry, final_outcome="died", final_outcome_on=timezone.localdate(), version=1
    )
    age(entry)

    assert ask() == 0


def test_nobody_is_asked_while_things_move(running, entry):
    FailureEvent.objects.filter(pk=running.pk).update(invoked_at=timezone.now())

    assert ask() == 0


def test_table_and_download_say_the_step_of_the_board_where_nobody_wrote_one(
    sign_in, officer, running, entry
):
    client, reference = sign_in(officer), running.reference
    (step,) = [
        one
        for one in waiting_in([running], running.entries.all(), timezone.localdate())
        if one.entry == entry
    ]

    html = client.get(f"/events/{reference}/tracker/").content.decode()
    sheet = client.post(f"/events/{reference}/tracker/export/", {"kind": "csv"}).getvalue().decode()

    assert f">{step.words}<" in html.split("<tbody")[-1]
    assert step.words in sheet
    assert "Decide the next step" not in html.split("<tbody")[-1]


def test_step_that_follows_changes_with_the_fact_it_follows_from(sign_in, officer, running, entry):
    cell = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"/events/{running.reference}/tracker/"}
    said = {"assessed_on": "20/11/2026", "version": entry.version, "person_version": 1}

    html = sign_in(officer).post(f"/people/{entry.pk}/edit/assessed_on/", said, **cell).content.decode()

    assert f'id="c{entry.pk}-next"' in html
