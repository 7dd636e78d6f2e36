"""Every write goes through one door: rights, one transaction, context for the history, once per form."""

import sys
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accounts import operations
from accounts.audit import in_words, operation, record_access
from accounts.models import AccessEntry, Organisation, Submission
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_operation_writes_who_what_and_why(administrator):
    user = make_user("care_manager")

    operations.deactivate_user(by=administrator, user=user, reason="Left the council")

    row = type(user).pgh_event_model.objects.filter(pgh_obj_id=user.pk).latest("pgh_id")
    assert row.is_active is False
    assert row.pgh_context.metadata["user"] == administrator.pk
    assert row.pgh_context.metadata["operation"] == "user.deactivated"
    assert row.pgh_context.metadata["reason"] == "Left the council"


def test_operation_inside_another_is_history_of_the_outermost(administrator):
    user, service = make_user("care_manager"), type(administrator).objects.system()

    @operation("sample.ended")
    def end(*, by):
        operations.deactivate_user(by=administrator, user=user, reason="Left the council")
        Organisation.objects.filter(pk=user.organisation_id).update(email="post@council.example")

    end(by=service)

    rows = [
        model.pgh_event_model.objects.latest("pgh_id").pgh_context.metadata
        for model in (type(user), Organisation)
    ]
    assert [(row["operation"], row["user"], row["reason"]) for row in rows] == [
        ("sample.ended", service.pk, "Left the council")
    ] * 2


def test_every_operation_is_met_before_one_is_put_into_words():
    in_words("claim.paid")

    rooms = [Path(config.path) / "operations" for config in apps.get_app_configs()]
    missed = [
        module
        for room in rooms
        for module in room.rglob("*.py")
        if f"{room.parent.name}.operations.{module.stem}" not in sys.modules and module.stem != "__init__"
    ]
    assert any(room.is_dir() for room in rooms)
    assert not missed


def test_an_operation_is_told_in_its_own_words_else_by_its_name():
    @operation("sample.seen", told="Looked at a sample")
    def see(*, by):
        return by

    assert in_words("sample.seen") == "Looked at a sample"
    assert in_words("sample.put_away") == "Sample put away"


def test_operation_without_the_right_changes_nothing(officer):
    user = make_user("care_manager")

    with pytest.raises(PermissionDenied):
        operations.deactivate_user(by=officer, user=user, reason="No")

    user.refresh_from_db()
    assert user.is_active


def test_second_call_with_the_same_key_gives_the_first_record(administrator):
    key = uuid.uuid4()
    asked = {"by": administrator, "key": key, "name": "Sample Trust", "kind": "nhs_trust"}

    first = operations.register_organisation(**asked)
    second = operations.register_organisation(**asked)

    assert first == second
    assert Organisation.objects.filter(name="Sample Trust").count() == 1


def test_a_refused_call_leaves_its_key_free(administrator):
    key = uuid.uuid4()
    operations.register_organisation(by=administrator, name="Sample Trust", kind="nhs_trust")

    with pytest.raises(ValidationError):
        operations.register_organisation(by=administrator, key=key, name="sample trust", kind="nhs_trust")

    assert not Submission.objects.filter(key=key).exists()


def test_everything_is_rolled_back_when_an_operation_fails(administrator):
    @operation("trial.failed")
    def fail(*, by):
        operations.register_organisation(by=by, name="Half-made", kind="other")
        raise ValidationError("No.")

    with pytest.raises(ValidationError):
        fail(by=administrator)

    assert not Organisation.objects.filter(name="Half-made").exists()


def test_access_entry_cannot_be_changed_or_deleted(officer):
    entry = record_access(by=officer, kind=AccessEntry.Kind.EXPORT, subject="Tracker", people=[1, 2])

    for change in (lambda: AccessEntry.objects.update(subject="Nothing"), entry.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert AccessEntry.objects.get(pk=entry.pk).subject == "Tracker"


def test_history_cannot_be_changed(administrator):
    rows = Organisation.pgh_event_model.objects.filter(pgh_obj_id=administrator.organisation_id)
    assert rows.exists()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(name="Another past")
