"""Failure events and what stands under them."""

import json
from datetime import date
from functools import cache

import factory
from guardian.shortcuts import assign_perm

from accounts.models import Organisation
from events.models import EventShare, FailureEvent, Procedure
from events.procedure import loader
from tests.factories.accounts import UserFactory, host_council
from tests.factories.providers import ServiceFactory


@cache
def written(key: str) -> tuple[str, str]:
    """(content, hash) of a procedure that comes with the product: working them out takes longer than a request."""
    pack = loader.load(key)
    return json.dumps(loader.content(pack)), loader.sha256(pack)


class ProcedureFactory(factory.django.DjangoModelFactory):
    """A written procedure as it is loaded; the one of each key and version once."""

    class Meta:
        model = Procedure
        django_get_or_create = ("key", "version")

    key = "staffordshire"
    version = factory.LazyAttribute(lambda self: loader.load(self.key).version)
    title = factory.LazyAttribute(lambda self: loader.load(self.key).title)
    content = factory.LazyAttribute(lambda self: json.loads(written(self.key)[0]))
    sha256 = factory.LazyAttribute(lambda self: written(self.key)[1])
    is_active = True


class EventFactory(factory.django.DjangoModelFactory):
    """An event that was logged and is being worked; its council's people may open it."""

    class Meta:
        model = FailureEvent
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"PF-2026-{n + 1:04d}")
    host_council = factory.LazyFunction(host_council)
    procedure = factory.SubFactory(ProcedureFactory)
    status = FailureEvent.Status.STANDARD_PRACTICE
    notified_on = date(2026, 11, 20)
    service = factory.SubFactory(ServiceFactory)
    provider = factory.SelfAttribute("service.provider")
    service_type = "Care home service with nursing"
    notified_by = "The registered manager"
    nature_of_failure = "Notice to close"
    logged_by = factory.LazyAttribute(lambda self: UserFactory(organisation=self.host_council))

    @factory.post_generation
    def open_to_host(self, create, given, **kwargs):
        assign_perm("view_failureevent", self.host_council.group, self)


def share(event: FailureEvent, organisation: Organisation) -> EventShare:
    """The organisation has the event."""
    assign_perm("view_failureevent", organisation.group, event)
    return EventShare.objects.create(event=event, organisation=organisation, shared_by=event.logged_by)
