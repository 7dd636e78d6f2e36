"""The command that holds the records against the history that triggers wrote, on a real PostgreSQL."""

import json
from io import StringIO

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from accounts.integrity import check_triggers, tracked_models
from accounts.operations import deactivate_user
from events.models import FailureEvent
from failure_response.verification import check_everything
from tests.factories.incidents import log
from tests.factories.trackers import EntryFactory
from trackers import operations
from trackers.operations.saved_views import delete_view, save_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def entry(event, officer):
    """Somebody whose row was changed twice."""
    entry = EntryFactory(event=event, room="1")
    for version, room in ((1, "2"), (2, "3")):
        operations.edit_entry(by=officer, entry=entry, version=version, changes={"room": room})
        entry.refresh_from_db()
    return entry


def verify(*args) -> tuple[int, dict, str]:
    """Exit code, JSON, and what the error stream says."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("verify_history", *args, "--json", stdout=out, stderr=err)
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(out.getvalue()), err.getvalue()


def past(sql: str, *params) -> None:
    """What somebody does who has the database: past every trigger."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_untouched_history_is_whole(event, entry):
    code, said, error = verify()

    assert (code, said["first_bad"], error) == (0, None, "")
    assert said["entries"] == sum(model.pgh_event_model.objects.count() for model in tracked_models())
    assert said["triggers"] > 2 * len(tracked_models())
    out = StringIO()
    call_command("verify_history", event.reference, stdout=out)
    assert "every record says what the newest of its history says" in out.getvalue()


TAMPERED = {
    "record": ("UPDATE trackers_trackerentry SET room = '99' WHERE id = %s", "says otherwise"),
    "new record": ("DELETE FROM trackers_trackerentryevent WHERE pgh_obj_id = %s", "says otherwise"),
    "newest": (
        "DELETE FROM trackers_trackerentryevent WHERE pgh_obj_id = %s AND version = 3",
        "says otherwise",
    ),
    "middle": ("DELETE FROM trackers_trackerentryevent WHERE pgh_obj_id = %s AND version = 2", "are missing"),
    "first": (
        "DELETE FROM trackers_trackerentryevent WHERE pgh_obj_id = %s AND pgh_label = 'insert'",
        "are missing",
    ),
    "history": (
        "UPDATE trackers_trackerentryevent SET room = '98' WHERE pgh_obj_id = %s AND version = 3",
        "says otherwise",
    ),
    "other event": (
        "UPDATE trackers_trackerentry SET event_id = (SELECT max(id) FROM events_failureevent) WHERE id = %s",
        "says otherwise",
    ),
    "person": ("UPDATE trackers_serviceuser SET surname = 'Else' WHERE id = %s", "says otherwise"),
    "deleted": ("DELETE FROM trackers_trackerentry WHERE id = %s", "is not there any more"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_is_named_and_ends_with_one(how, event, entry, officer):
    log(officer)
    sql, reason = TAMPERED[how]
    record = entry.service_user if how == "person" else entry
    kind, key = record._meta.verbose_name, record.pk

    past(sql, key)

    for asked in ((), (event.reference,)):
        code, said, error = verify(*asked)
        assert (code, said["first_bad"]) == (1, f"{kind} {key}")
        assert reason in said["reason"]
        assert f"{kind} {key}" in error and "Else" not in error


def test_tampering_with_another_event_is_not_of_this_one(event, entry, officer):
    other = log(officer)

    past("UPDATE trackers_trackerentry SET room = '99' WHERE id = %s", entry.pk)

    assert verify(other.reference)[0] == 0
    assert verify()[0] == verify(event.reference)[0] == 1


PROTECTS = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'trackers_trackerentryevent'::regclass AND NOT tgisinternal"
CHANGES = {
    "it is switched off": "ALTER TABLE {table} DISABLE TRIGGER {name}",
    "it is not there": "DROP TRIGGER {name} ON {table}",
    "it is not as it was made": "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$BEGIN RETURN NEW; END$$"
    " LANGUAGE plpgsql",
}


@pytest.mark.parametrize("reason", CHANGES)
def test_trigger_that_was_changed_is_named(reason, event):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(PROTECTS)
        ((name,),) = cursor.fetchall()
        cursor.execute(CHANGES[reason].format(table="trackers_trackerentryevent", name=name))

    code, said, _ = verify()

    assert code == 1
    assert (said["first_bad"], said["reason"]) == (f"trigger {name} of trackers_trackerentryevent", reason)


def test_function_that_lets_every_trigger_pass_is_noticed(event):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean"
            " AS $$SELECT true$$ LANGUAGE sql"
        )

    assert check_triggers()[1].reason == "it is switched off"


def test_change_outside_an_operation_is_counted_and_no_fault(event):
    before = verify()[1]["outside_operations"]

    # A test is one transaction, in which what the last operation said still holds.
    with connection.cursor() as cursor:
        cursor.execute("RESET pghistory.context_id; RESET pghistory.context_metadata")
    FailureEvent.objects.filter(pk=event.pk).update(notified_by="The night manager")

    code, said, _ = verify()
    assert (code, said["outside_operations"]) == (0, before + 1)


def test_what_people_take_away_again_is_no_fault(officer):
    delete_view(by=officer, view=save_view(by=officer, name="Late ones", query="view=overdue"))

    assert verify()[0] == 0


def test_unknown_event_and_older_database_are_refused(event):
    code, said, error = verify("PF-1999-0001")
    assert (code, said, error.strip()) == (
        1,
        {"refused": "There is no event PF-1999-0001."},
        "There is no event PF-1999-0001.",
    )
    MigrationRecorder.Migration.objects.filter(app="trackers").latest("name").delete()

    assert "Run migrate first" in verify()[1]["refused"]


def test_as_many_queries_for_many_records_as_for_few(
    event, entry, administrator, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2000) as few:
        check_everything()
    EntryFactory.create_batch(30, event=event)
    deactivate_user(by=administrator, user=event.logged_by, reason="Left")

    with django_assert_num_queries(len(few)):
        check_everything()
