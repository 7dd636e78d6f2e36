"""People on trackers. All names and numbers are invented: NHS numbers are from the 999 range for tests."""

from datetime import date

import factory

from tests.factories.events import EventFactory
from trackers.models import Representative, ServiceUser, TrackerEntry


def nhs_number(n: int) -> str:
    """The nth valid test number: '999' and six figures with their check digit; numbers without one are skipped."""
    while True:
        stem = f"999{n % 1_000_000:06d}"
        check = (
            11 - sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True)) % 11
        ) % 11
        if check < 10:
            return f"{stem}{check}"
        n += 500_000


class ServiceUserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceUser

    surname = factory.Sequence(lambda n: f"Synthwaite{n:04d}")
    forename = "Agnes"
    date_of_birth = date(1942, 3, 12)
    nhs_number = factory.Sequence(nhs_number)


class EntryFactory(factory.django.DjangoModelFactory):
    """Somebody on the tracker of a running event, being assessed, with nobody known to pay."""

    class Meta:
        model = TrackerEntry

    event = factory.SubFactory(EventFactory)
    service_user = factory.SubFactory(ServiceUserFactory)
    service = factory.SelfAttribute("event.service")


class RepresentativeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Representative

    entry = factory.SubFactory(EntryFactory)
    event = factory.SelfAttribute("entry.event")
    surname = factory.Sequence(lambda n: f"Kinsworth{n:04d}")
    forename = "Jo"
    relationship = "Daughter"
