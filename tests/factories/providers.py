"""The care market. All names are invented; CQC ids look like CQC's but are none of theirs."""

import factory

from providers.models import Provider, Service


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider

    cqc_id = factory.Sequence(lambda n: f"1-9{n:08d}")
    name = factory.Sequence(lambda n: f"Amberquay Care {n} Ltd")


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
