"""Contacts of a person, and the organisations that the person is shown to."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AccessEntry
from accounts.versions import Conflict
from tests.factories.events import share
from tests.factories.trackers import RepresentativeFactory
from trackers.models import Representative, TrackerEntry
from trackers.operations import add_representative, edit_representative, end_entry_share, share_entry

pytestmark = pytest.mark.django_db


def test_contact_is_added_with_history(care_manager, entry):
    contact = add_representative(
        by=care_manager, entry=entry, surname="Applesham", forename="Jo", is_main=True
    )

    assert (str(contact), contact.event, contact.is_main) == ("Jo Applesham", entry.event, True)
    assert contact.history().get().pgh_context.metadata["operation"] == "representative.added"


def test_main_representative_passes_on(care_manager, entry):
    first = RepresentativeFactory(entry=entry, is_main=True)

    add_representative(by=care_manager, entry=entry, surname="Applesham", is_main=True)

    assert Representative.objects.get(pk=first.pk).is_main is False
    assert entry.representatives.filter(is_main=True).count() == 1


def test_somebody_who_must_not_be_told_is_never_the_main_representative(care_manager, entry):
    with pytest.raises(ValidationError, match="must not be told"):
        add_representative(
            by=care_manager, entry=entry, surname="Applesham", is_main=True, must_not_be_told=True
        )


def test_two_changes_of_one_contact_merge_or_clash(officer, care_manager, entry):
    contact = RepresentativeFactory(entry=entry)
    edit_representative(by=officer, representative=contact, version=1, phone="01632 960011")

    row = edit_representative(by=care_manager, representative=contact, version=1, relationship="Niece")

    assert (row.phone, row.relationship) == ("01632 960011", "Niece")
    with pytest.raises(Conflict):
        edit_representative(by=care_manager, representative=contact, version=1, phone="01632 960012")


def test_contact_becomes_the_main_representative(care_manager, entry):
    first, second = RepresentativeFactory(entry=entry, is_main=True), RepresentativeFactory(entry=entry)

    edit_representative(by=care_manager, representative=second, version=1, is_main=True)

    assert entry.representatives.get(is_main=True) == second
    assert Representative.objects.get(pk=first.pk).version == 2


def test_share_ends_once(officer, entry, icb):
    share(entry.event, icb)
    given = share_entry(by=officer, entry=entry, organisation=icb, reason="Case manager")
    end_entry_share(by=officer, share=given, reason="Case closed")

    with pytest.raises(ValidationError, match="no longer sees"):
        end_entry_share(by=officer, share=given, reason="Again")


def test_partner_has_no_contacts(partner, funded):
    contact = RepresentativeFactory(entry=funded)

    assert not Representative.objects.visible_to(partner).exists()
    with pytest.raises(PermissionDenied):
        edit_representative(by=partner, representative=contact, version=1, phone="1")


def test_shared_person_is_seen_until_the_share_ends(officer, partner, entry, icb):
    share(entry.event, icb)
    assert not TrackerEntry.objects.visible_to(partner).exists()

    given = share_entry(by=officer, entry=entry, organisation=icb, reason="Case manager")
    assert TrackerEntry.objects.visible_to(partner).get() == entry

    end_entry_share(by=officer, share=given, reason="Case closed")
    assert not TrackerEntry.objects.visible_to(partner).exists()
    recorded = AccessEntry.objects.filter(kind="share", people=[entry.pk], recipient=icb.name)
    assert recorded.count() == 2


def test_person_is_shared_only_with_who_has_the_event_and_once(officer, entry, funded, icb, outsider):
    for organisation, person in ((outsider.organisation, entry), (icb, funded)):
        with pytest.raises(ValidationError):
            share_entry(by=officer, entry=person, organisation=organisation, reason="Case manager")


def test_care_manager_may_not_share(care_manager, entry, icb):
    with pytest.raises(PermissionDenied):
        share_entry(by=care_manager, entry=entry, organisation=icb, reason="Case manager")


def test_somebody_who_must_not_be_told_takes_no_part_in_decisions(officer, entry):
    facts = {"surname": "Kinsworth", "must_not_be_told": True, "involved": "interested"}

    with pytest.raises(ValidationError, match="cannot take part in decisions"):
        add_representative(by=officer, entry=entry, **facts)


def test_name_of_somebody_who_must_not_be_told_is_not_added_again(care_manager, entry):
    RepresentativeFactory(entry=entry, forename="Dean", surname="Hollowby", must_not_be_told=True)
    other = RepresentativeFactory(entry=entry, forename="Jo", surname="Marlowe")
    name = {"forename": "dean", "surname": "HOLLOWBY"}

    with pytest.raises(ValidationError, match="A contact of this name must not be told"):
        add_representative(by=care_manager, entry=entry, **name)
    with pytest.raises(ValidationError, match="A contact of this name must not be told"):
        edit_representative(by=care_manager, representative=other, version=other.version, **name)

    add_representative(by=care_manager, entry=entry, surname="Hollowby", forename="Dean Peter (uncle)")
