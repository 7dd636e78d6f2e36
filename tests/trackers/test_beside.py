"""What the tracker shows beside a person's own facts: links, concerns, the main next of kin, the legal answer."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.factories.trackers import EntryFactory, RepresentativeFactory
from tests.trackers.test_operations_legal import FAILED, say
from trackers.forms.filters import FilterForm
from trackers.models import Concern, PersonLink, Representative, TrackerEntry
from trackers.operations.legal_endings import decide_person
from trackers.resources import tracker_table
from trackers.rules.fields import USUAL

pytestmark = pytest.mark.django_db
OTHERWISE = {
    "dimension": "temporary_duty",
    "value": "does_not_apply",
    "reason": "Their family arranges it.",
    "approved_by": "A. Stone",
}


def page(client, event, query=""):
    return client.get(reverse("trackers:tracker", args=[event.reference]) + query).content.decode()


def cell(html, entry, column):
    found = re.search(rf'id="c{entry.pk}-{column}".*?</td>', html)[0]
    return re.sub(r"<[^>]+>", " ", found.partition(">")[2])


def head(html, entry):
    return re.search(rf'<tr role="row" id="p{entry.pk}".*?</th>', html)[0]


@pytest.fixture
def linked(officer, event, entry, funded):
    """Agnes and Cecil belong together, and there is a concern about him."""
    older, newer = sorted((entry, funded), key=lambda one: one.pk)
    PersonLink.objects.create(event=event, entry=older, other=newer, kind="siblings")
    Concern.objects.create(event=event, entry=funded, kind="safeguarding", what="Bruises", raised_by=officer)


def test_links_and_open_concerns_stand_under_the_name(sign_in, officer, event, entry, funded, linked):
    html = page(sign_in(officer), event)

    assert "With Cecil Dapplemere" in head(html, entry)
    assert "With Agnes Applesham" in head(html, funded)
    assert re.search('govuk-tag--red">Safeguarding<', head(html, funded))
    assert "Safeguarding" not in head(html, entry)


def test_partner_is_told_of_neither(sign_in, partner, event, funded, linked):
    html = page(sign_in(partner), event, "?col=kin&col=legal&col=next")

    assert "Dapplemere" in html
    assert not any(words in html for words in ("Applesham", "Safeguarding", "Next of kin", "Legal basis"))


def test_main_next_of_kin_is_shown_sorted_and_exported(sign_in, officer, event, entry, funded):
    RepresentativeFactory(entry=funded, surname="Aster", forename="Ann")
    main = {"surname": "Zinnia", "forename": "Zoe", "phone": "01632 960111", "is_main": True}
    RepresentativeFactory(entry=funded, must_not_be_told=True, **main)

    html = page(sign_in(officer), event, "?col=kin&sort=-kin")

    assert cell(html, funded, "kin").split() == "Zoe Zinnia Daughter Must not be told".split()
    assert "None recorded" in cell(html, entry, "kin")
    assert html.index(f'id="p{funded.pk}"') < html.index(f'id="p{entry.pk}"')
    filters = FilterForm(QueryDict("col=kin&sort=-kin"), partner=False)
    rows = tracker_table(user=officer, event=event, filters=filters)[1]
    assert rows[0][-4:] == ["Zoe Zinnia", "Daughter", None, "Must not be told"]
    assert rows[1][-4:] == [None] * 4
    Representative.objects.filter(is_main=True).update(must_not_be_told=False)
    assert "Daughter, 01632 960111" in cell(page(sign_in(officer), event, "?col=kin"), funded, "kin")


def test_legal_basis_is_the_newest_answer_and_says_who_decided_otherwise(sign_in, officer, event):
    say(officer, event, **FAILED)
    self_funder, client = EntryFactory(event=event, funding_type="self_funder"), sign_in(officer)
    assert "legal" in USUAL
    before = cell(page(client, event), self_funder, "legal")
    decide_person(by=officer, entry=self_funder, **OTHERWISE)

    after = cell(page(client, event), self_funder, "legal")

    assert "Not worked out yet" in before
    assert "No duty" in after and "Decided otherwise; the rules say: temporary duty" in after


def test_tag_of_somebody_who_died_says_so(sign_in, officer, event, entry):
    TrackerEntry.objects.filter(pk=entry.pk).update(
        stage="other", final_outcome="died", final_outcome_on="2026-11-20"
    )
    client = sign_in(officer)
    assert "Died" in cell(page(client, event), entry, "stage")
    html = client.get(entry.get_absolute_url()).content.decode()
    assert html.count("Other outcome") == html.count("Stage: Other outcome")  # the history's
