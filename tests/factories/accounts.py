"""People and organisations for tests."""

from itertools import count

import factory
from django.contrib.auth.models import Group

from accounts import operations
from accounts.models import Organisation, User

PASSWORD = "continuity-of-care-2026"
_number = count(1)


def make_organisation(name: str = "", kind: str = "icb", **fields) -> Organisation:
    return operations.register_organisation(
        by=User.objects.system(), name=name or f"Organisation {next(_number)}", kind=kind, **fields
    )


def host_council() -> Organisation:
    """The council that runs the service; made once for a test."""
    found = Organisation.objects.filter(is_host=True).first()
    return found or make_organisation("Exampleshire County Council", kind="council", is_host=True)


def make_user(
    role: str = "commissioning_officer", organisation: Organisation | None = None, **fields
) -> User:
    number = next(_number)
    return operations.invite_user(
        by=User.objects.system(),
        email=fields.pop("email", f"person{number}@council.example"),
        name=fields.pop("name", f"Person {number}"),
        organisation=organisation or host_council(),
        role=role,
        **fields,
    )


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Partner body {n}")
    kind = Organisation.Kind.ICB
    group = factory.LazyAttribute(lambda self: Group.objects.create(name=f"organisation: {self.name}"))


class CouncilFactory(OrganisationFactory):
    """The council that runs the service, once in a test."""

    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = "Exampleshire County Council"
    kind = Organisation.Kind.COUNCIL
    is_host = True
    group = factory.LazyAttribute(
        lambda self: Group.objects.get_or_create(name=f"organisation: {self.name}")[0]
    )


class UserFactory(factory.django.DjangoModelFactory):
    """A person of the host council who runs events, unless told otherwise."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"somebody{n}@council.example")
    name = factory.Sequence(lambda n: f"Wren Aldous {n}")
    organisation = factory.SubFactory(CouncilFactory)
    role = User.Role.COMMISSIONING_OFFICER
    password = "!"

    @factory.post_generation
    def joins_its_organisation(self, create, given, **kwargs):
        self.groups.add(self.organisation.group)
