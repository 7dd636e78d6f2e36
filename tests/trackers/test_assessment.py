"""Headings of a person's assessment. LGiU template T11."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.versions import Conflict
from tests.factories.trackers import RepresentativeFactory
from trackers.lists import VIEWS
from trackers.models import TrackerEntry
from trackers.operations import assessments
from trackers.rules.assessment import blank, headings

pytestmark = pytest.mark.django_db
GP, KIN = "LGU-T11.3a", "LGU-T11.3e"


def record(by, entry, heading, text="Dr Larkin", version=0):
    return assessments.record_heading(by=by, entry=entry, heading=heading, text=text, version=version)


def unfinished():
    return TrackerEntry.objects.filter(VIEWS["blank"].where(timezone.localdate(), timezone.now()))


def test_headings_are_those_of_the_template_about_one_person():
    labels = " ".join(one.label for one in headings())

    assert len(headings()) == 7
    for word in ("hospital", "medication", "Financial", "Equipment", "contacts", "specific", "friendships"):
        assert word in labels
    assert [one.code for one in blank({one.code for one in headings()} - {GP})] == [GP]


def test_blank_ones_are_named_on_the_page_and_the_list(sign_in, officer, entry):
    record(officer, entry, GP)
    page = sign_in(officer).get(entry.get_absolute_url()).content.decode()
    said = page.partition("Not yet recorded:")[2].partition("</p>")[0]

    assert "Pharmacy and medication" in said
    assert "GP, hospital" not in said
    assert list(unfinished()) == [entry]


def test_nothing_is_blank_once_all_are_recorded_and_somebody_can_be_rung(officer, entry):
    for one in headings():
        if one.code != KIN:
            record(officer, entry, one.code)
    assert list(unfinished()) == [entry]

    RepresentativeFactory(entry=entry)
    assert not unfinished().exists()


def test_text_keeps_its_history_and_two_people_clash(officer, care_manager, entry):
    record(officer, entry, GP)
    note = record(officer, entry, GP, "Dr Birch", version=2)

    assert [row.text for row in note.history()] == ["", "Dr Larkin", "Dr Birch"]
    with pytest.raises(Conflict):
        record(care_manager, entry, GP, "Dr Alder", version=2)


def test_unknown_heading_is_refused(officer, entry):
    with pytest.raises(ValidationError, match="no such heading"):
        record(officer, entry, "LGU-T9.1")


def test_page_of_a_heading(sign_in, officer, reader, partner, outsider, client, entry, funded):
    page = f"/people/{entry.pk}/assessment/{GP}/"
    own = sign_in(officer)
    assert own.post(page, {"text": "Dr Larkin", "version": "x"}).status_code == 422
    assert own.post(page, {"text": "Dr Larkin", "version": 0}).status_code == 302
    assert "Dr Larkin" in own.get(f"/people/{entry.pk}/assessment/").content.decode()
    assert own.get(f"/people/{entry.pk}/assessment/nonsense/").status_code == 404
    assert client.get(page).status_code == 302
    assert sign_in(outsider).get(page).status_code == 404
    assert sign_in(reader).get(page).status_code == 403
    assert sign_in(reader).get(f"/people/{entry.pk}/assessment/").status_code == 200
    assert sign_in(partner).get(f"/people/{funded.pk}/assessment/").status_code == 403
