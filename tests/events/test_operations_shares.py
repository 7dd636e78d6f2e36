import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AccessEntry, Notification, User
from events.models import FailureEvent
from events.operations.events import save_draft
from events.operations.shares import end_share
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import log, share_event
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return log(officer)


def sees(user, event) -> bool:
    return FailureEvent.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=event.pk).exists()


def test_sharing_opens_the_event_to_that_organisation_only(officer, event, icb, partner, outsider):
    share_event(by=officer, event=event, organisation=icb)

    assert sees(partner, event)
    assert not sees(outsider, event)


def test_sharing_is_recorded_and_told_without_names(officer, event, icb, partner):
    share_event(by=officer, event=event, organisation=icb)

    entry = AccessEntry.objects.get(kind=AccessEntry.Kind.SHARE)
    assert (entry.by, entry.event_reference, entry.recipient) == (officer, event.reference, icb.name)
    told = Notification.objects.get(to=partner)
    assert event.reference in told.subject
    assert str(event.service) not in told.subject + told.body


def test_ending_a_share_shuts_the_event_at_once(officer, event, icb, partner):
    share = share_event(by=officer, event=event, organisation=icb)

    end_share(by=officer, share=share, reason="Nobody of theirs lives there")

    assert not sees(partner, event)
    assert Notification.objects.get(to=partner).state == Notification.State.CANCELLED
    assert AccessEntry.objects.filter(kind=AccessEntry.Kind.SHARE).count() == 2


def test_ended_share_can_be_given_again(officer, event, icb, partner):
    end_share(by=officer, share=share_event(by=officer, event=event, organisation=icb))

    share_event(by=officer, event=event, organisation=icb)

    assert sees(partner, event)
    assert event.shares.count() == 2


def test_organisation_has_an_event_once(officer, event, icb):
    share_event(by=officer, event=event, organisation=icb)

    with pytest.raises(ValidationError, match="already"):
        share_event(by=officer, event=event, organisation=icb)


def test_host_council_is_no_partner(officer, event, host):
    with pytest.raises(ValidationError):
        share_event(by=officer, event=event, organisation=host)


def test_draft_is_not_shared(officer, icb):
    ProcedureFactory()
    draft = save_draft(by=officer, service=ServiceFactory())

    with pytest.raises(ValidationError, match="draft"):
        share_event(by=officer, event=draft, organisation=icb)


def test_care_manager_may_not_share(care_manager, event, icb):
    with pytest.raises(PermissionDenied):
        share_event(by=care_manager, event=event, organisation=icb)
