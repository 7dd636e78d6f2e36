"""An event in which letters may be written, with somebody on its tracker, and the words that come with the product."""

import pytest
from django.utils import timezone

from accounts.models import User
from letters.models import LetterTemplate
from letters.operations.letters import make_letters
from letters.operations.templates import load_wording
from letters.whom import recipients
from letters.wording import wordings
from tests.factories.events import EventFactory
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.models import TrackerEntry

GREETING = "Dear {salutation},\n\n# About {person}\n\nWe write about {known_as}.\n\nYours\n\n{sender}"


@pytest.fixture
def wording(db):
    load_wording(by=User.objects.system(), wordings=wordings())


@pytest.fixture
def event(host, officer):
    """Residents were told already, so the gate is open. SOP 11.5."""
    place = {"address": "4 Mill Lane", "town": "Exampleton", "postcode": "EX4 5MP", "care_home": True}
    event = EventFactory(service=ServiceFactory(name="Sandling Court", **place))
    day = timezone.localdate()
    event.early_tellings.create(told_on=day, told_by="The manager", reason="They asked", recorded_by=officer)
    return event


@pytest.fixture
def entry(event):
    person = ServiceUserFactory(surname="Dovecote", forename="Agnes", title="Mrs", known_as="Aggie")
    return EntryFactory(event=event, service_user=person, room="12")


@pytest.fixture
def contact(entry):
    return contact_of(
        entry, forename="Jo", title="Ms", address="7 High Street, Exampleton, EX1 2AB", is_main=True
    )


def contact_of(entry, **facts):
    return RepresentativeFactory(entry=entry, **{"surname": "Kinsworth", "forename": "Jo"} | facts)


@pytest.fixture
def family(host):
    return LetterTemplate.objects.create(kind="family", name="To the family", text=GREETING)


@pytest.fixture
def person_letter(host):
    return LetterTemplate.objects.create(kind="person", name="To the person", text=GREETING)


@pytest.fixture
def make(officer, event):
    """make(template, to) -> a mailing to everybody of the event who can get it, or to those whose keys are given."""

    def made(template, to, chosen=None, **kwargs):
        found = recipients(event, template, to, TrackerEntry.objects.all())
        keys = [one.key for one in found if not one.why_not] if chosen is None else chosen
        facts = {"dated": timezone.localdate(), "signed_by": "Priya Marlowe", "signer_job": "Officer"}
        return make_letters(
            by=officer,
            event=event,
            template=template,
            version=template.version,
            to=to,
            chosen=keys,
            **facts | kwargs,
        )

    return made
