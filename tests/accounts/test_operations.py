import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import operations, roles
from accounts.models import User
from tests.factories.accounts import OrganisationFactory, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in roles.PERMISSIONS if role != roles.SYSTEM])
def test_role_gives_exactly_its_rights(role, host, icb):
    provider = make_organisation("Brackenmoor Homes", kind="provider")
    user = make_user(role, {roles.PARTNER: icb, roles.PROVIDER: provider}.get(role, host))

    everything = set().union(*roles.PERMISSIONS.values())

    assert {right for right in everything if user.has_perm(right)} == roles.PERMISSIONS[role]


def test_closed_account_has_no_rights(administrator):
    user = make_user("administrator")
    operations.deactivate_user(by=administrator, user=user, reason="Left")
    user.refresh_from_db()

    assert not user.has_perm("events.view_failureevent")


@pytest.mark.parametrize(
    ("role", "at_host"), [("partner", True), ("care_manager", False), ("administrator", False)]
)
def test_council_roles_stay_in_the_council(role, at_host, host, icb, administrator):
    with pytest.raises(ValidationError):
        operations.invite_user(
            by=administrator,
            email="new@x.example",
            name="New",
            organisation=host if at_host else icb,
            role=role,
        )

    assert not User.objects.filter(email="new@x.example").exists()


def test_changing_a_role_ends_open_sessions(administrator, care_manager, sign_in):
    client = sign_in(care_manager)
    assert client.get("/notifications/").status_code == 200

    operations.change_role(by=administrator, user=care_manager, role="senior_leader", reason="New post")

    assert client.get("/notifications/").status_code == 302


def test_nobody_changes_their_own_role_or_account(administrator):
    with pytest.raises(ValidationError, match="Ask another administrator"):
        operations.change_role(by=administrator, user=administrator, role="care_manager")
    with pytest.raises(ValidationError, match="cannot close your own"):
        operations.deactivate_user(by=administrator, user=administrator, reason="Oops")


def test_same_email_or_organisation_is_refused_whatever_its_case(administrator, officer, host):
    with pytest.raises(ValidationError, match="Somebody has an account"):
        make_user("care_manager", email="OFFICER@council.example")
    with pytest.raises(ValidationError, match="of that name already"):
        make_organisation(host.name.upper())


def test_one_council_runs_the_service(host):
    with pytest.raises(ValidationError, match="Exampleshire County Council runs this service already"):
        make_organisation("Sampleshire Council", kind="council", is_host=True)
    with pytest.raises(IntegrityError, match="one_host_council"), transaction.atomic():
        OrganisationFactory(is_host=True)
