"""The care market. All names are invented; CQC ids look like CQC's but are none of theirs."""

import factory

from accounts.models import User
from providers.models import Provider, Service
from providers.operations import register_service


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider

    cqc_id = factory.Sequence(lambda n: f"1-9{n:08d}")
    name = factory.Sequence(lambda n: f"Amberquay Care {n} Ltd")


def record_by_hand(by: User, **said) -> Service:
    """A service that CQC's register lacks, with a provider that it lacks too."""
    known = {
        "name": "Thistledown House", "provider_name": "Thistledown Support CIC", "town": "Exampleton",
        "service_types": ["Supported living"], "notes": "Supported living without personal care",
    }  # fmt: skip
    return register_service(by=by, **(known | said))


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    cqc_id = factory.Sequence(lambda n: f"1-8{n:08d}")
    provider = factory.SubFactory(ProviderFactory)
    name = factory.Sequence(lambda n: f"Quillmere House {n}")
    care_home = True
    service_types = ["Care home service with nursing"]
    town = "Exampleton"
    postcode = "EX1 9ZZ"
