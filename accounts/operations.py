"""What an administrator does with people and organisations."""

from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import roles
from accounts.audit import operation
from accounts.models import Organisation, User


@operation("organisation.registered", needs="accounts.change_user")
def register_organisation(
    *, by: User, name: str, kind: str, code: str = "", email: str = "", is_host: bool = False
) -> Organisation:
    """Add a body that can fund or support people. Its group carries the event access of everybody in it."""
    if Organisation.objects.filter(name__iexact=name.strip()).exists():
        raise ValidationError({"name": "There is an organisation of that name already."})
    host = Organisation.objects.filter(is_host=True).first() if is_host else None
    if host:
        raise ValidationError(f"{host} runs this service already. Another council can be added as a partner.")
    group = Group.objects.create(name=f"organisation: {name.strip()}"[:150])
    return Organisation.objects.create(
        name=name.strip(), kind=kind, code=code, email=email, is_host=is_host, group=group
    )


@operation("user.invited", needs="accounts.change_user")
def invite_user(
    *,
    by: User,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    phone: str = "",
    password: str | None = None,
) -> User:
    """Open an account. Without a password the person sets one through the reset link. A partner never gets
    a council role.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": "Somebody has an account with that e-mail address already."})
    check_role(role, organisation)
    user = User.objects.create_user(
        email, password, name=name.strip(), organisation=organisation, role=role, phone=phone
    )
    user.groups.set([organisation.group])
    return user


@operation("user.role_changed", needs="accounts.change_user")
def change_role(*, by: User, user: User, role: str, reason: str = "") -> User:
    """Give somebody another role. Their open sessions end, so that the old rights end at once."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise ValidationError("Ask another administrator to change your own role.")
    check_role(role, user.organisation)
    user.role = role
    user.save(update_fields=["role"])
    end_sessions(user)
    return user


@operation("user.deactivated", needs="accounts.change_user")
def deactivate_user(*, by: User, user: User, reason: str) -> User:
    """Close an account. What the person did stays under their name."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise ValidationError("You cannot close your own account.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    return user


@operation("user.reactivated", needs="accounts.change_user")
def reactivate_user(*, by: User, user: User, reason: str) -> User:
    """Open a closed account again, with the role it had."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def check_role(role: str, organisation: Organisation) -> None:
    """Only the host council's people hold council roles; a provider's are provider staff, all others partner staff."""
    needed = ""
    if not organisation.is_host:
        is_provider = organisation.kind == Organisation.Kind.PROVIDER
        needed = User.Role.PROVIDER if is_provider else User.Role.PARTNER
    if role != needed and (needed or role in roles.OUTSIDE):
        say = User.Role(needed).label.lower() if needed else "a role of the council"
        raise ValidationError({"role": f"People of {organisation} hold {say}."})


def end_sessions(user: User) -> None:
    """Sign the person out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
