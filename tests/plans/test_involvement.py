"""Whom the matrix involves by type of service, who stands for them, who was involved; sign-off by named bodies."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from events.models import KeyContact
from events.procedure import loader
from plans.approach_reading import bodies_of
from plans.involvement_reading import chosen_row, missing, parties
from plans.models import Involvement, InvolvementRow, SignOff
from plans.operations.approaches import decide_issue
from plans.operations.involvement import choose_row, record_involvement, take_back_involvement
from plans.operations.sign_off import record_sign_off, take_back_sign_off
from plans.rules import outline
from tests.factories.incidents import share_event
from tests.plans.outline_case import chosen, outlined, staff

PACK = loader.load("coventry")
FINANCIAL, WORKS = "Financial / Operational", "Operational"


@pytest.fixture
def event(officer):
    return outlined(officer)


@pytest.mark.parametrize(
    ("types", "said"),
    [
        (["Nursing homes"], [FINANCIAL, FINANCIAL, FINANCIAL, "Oversight"]),
        (["Care home service without nursing"], [FINANCIAL, WORKS, WORKS, "Oversight"]),
        (["Homecare agencies"], [FINANCIAL, WORKS, WORKS, "Oversight"]),
        (["Housing with Care"], [FINANCIAL, WORKS, WORKS, "Oversight"]),  # A40: as Extra Care
        (["Sheltered housing"], ["Information", "None", "None", "None"]),
        (["Charity"], ["Information", "Information", "None", "None"]),
        (["Supported living"], None),
        (["Nursing homes, Residential homes"], None),  # they say different things: a person chooses
        (["Shared lives"], None),
        ([], None),
    ],
)
def test_type_of_service_says_whom_to_involve_or_asks(types, said):
    row = outline.settled(outline.rows_for(PACK, types))

    assert (list(row.involved.values()) if row else None) == said


def test_matrix_has_twelve_rows_and_four_organisations():
    assert (len(outline.matrix(PACK)), outline.organisations(PACK)) == (12, ("CCC", "CRCCG", "CWPT", "CQC"))


def test_organisations_and_contacts_of_the_event_stand_beside_each(officer, icb, event):
    share_event(by=officer, event=event, organisation=icb)
    KeyContact.objects.create(
        council=event.host_council,
        kind="regulator",
        organisation="CQC",
        name="Duty inspector",
        phone="01632 960001",
    )

    row, found = parties(officer, event, PACK, None)

    here = {one.organisation: (one.how, one.here, one.contacts) for one in found}
    assert row.service_type == "Nursing (National) or Nursing (Local)"
    how, own, leads = here["CCC"]
    assert (how, own) == (FINANCIAL, [str(event.host_council)])
    assert "Assessment and Care Management: Odalys Fenn, 01632 960000" in leads
    assert here["CRCCG"] == (FINANCIAL, [str(icb)], [])
    assert here["CQC"] == ("Oversight", [], ["Duty inspector, CQC, 01632 960001"])
    assert missing(found) == ["CCC", "CRCCG", "CWPT", "CQC"]


def test_involvement_is_recorded_and_taken_back(officer, event):
    today = timezone.localdate()
    made = record_involvement(
        by=officer, event=event, organisation="CQC", name="Duty inspector", involved_on=today, method="phone"
    )

    assert made.involved_as == "Oversight"
    assert missing(parties(officer, event, PACK, None)[1]) == ["CCC", "CRCCG", "CWPT"]
    kept = made.pgh_event_model.objects.get(pgh_obj=made)
    assert kept.pgh_context.metadata["operation"] == "involvement.recorded"
    take_back_involvement(by=officer, involvement=made, reason="Another service")
    assert not Involvement.objects.exists()
    with pytest.raises(ValidationError, match="already"):
        take_back_involvement(by=officer, involvement=made, reason="Again")


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"organisation": "Police"}, "of the matrix"), ({"days": 1}, "today or in the past")],
)
def test_involvement_is_refused_in_plain_words(officer, event, facts, words):
    day = timezone.localdate() + timedelta(days=facts.pop("days", 0))
    with pytest.raises(ValidationError, match=words):
        record_involvement(
            by=officer,
            event=event,
            **{"organisation": "CQC"} | facts,
            name="x",
            involved_on=day,
            method="phone",
        )


def test_service_without_a_row_is_chosen_by_a_person(officer):
    event = outlined(officer, service_type="Supported living")
    assert parties(officer, event, PACK, None)[0] is None
    with pytest.raises(ValidationError, match="Supported living"):
        choose_row(by=officer, event=event, row="COV-SM05")

    choose_row(by=officer, event=event, row="COV-SM05", reason="Care on site, as in extra care")

    row, _ = parties(officer, event, PACK, chosen_row(officer, event))
    assert row.service_type == "Extra Care (national)"
    choose_row(by=officer, event=event, row="COV-SM10", reason="No care there")
    assert InvolvementRow.objects.get().version == 2


def sign(by, event, **facts) -> SignOff:
    told = {"organisation": "CCC", "body": "Cabinet Member", "name": "Cllr A. Thorne", "revision": 1}
    return record_sign_off(by=by, event=event, signed_on=timezone.localdate(), **told | facts)


def test_four_bodies_of_the_council_and_two_of_the_nhs_sign(officer, event):
    row = chosen(officer, event)
    made = sign(officer, event, note="By e-mail")

    found = bodies_of(PACK, event, row)

    assert [one.organisation for one in found] == ["CCC"] * 4 + ["CRCCG"] * 2
    assert [one.body for one in found if one.now] == ["Cabinet Member"]
    assert made.what.startswith("Approach 1. Accommodation: nothing chosen.")
    with pytest.raises(ValidationError, match="signed this off already"):
        sign(officer, event)
    sign(officer, event, organisation="CRCCG", body="Joint Adult Commissioning Board")


def test_later_decision_leaves_sign_offs_for_the_earlier_one(officer, event):
    row = chosen(officer, event)
    sign(officer, event)
    decide_issue(
        by=officer, issue=staff(row), version=1, chosen=["Enhanced rates for new provider"], reason="Fast"
    )
    row.refresh_from_db()

    cabinet = bodies_of(PACK, event, row)[1]

    assert (cabinet.now, [one.revision for one in cabinet.earlier]) == (None, [1])
    with pytest.raises(ValidationError, match="decided anew"):
        sign(officer, event, body="Market Management")
    assert sign(officer, event, revision=2).what.count("Enhanced rates") == 1


def test_sign_off_is_taken_back_with_a_reason_and_given_again(officer, event):
    chosen(officer, event)
    made = sign(officer, event)
    with pytest.raises(ValidationError, match="why"):
        take_back_sign_off(by=officer, sign_off=made, reason=" ")

    take_back_sign_off(by=officer, sign_off=made, reason="Wrong meeting")

    assert sign(officer, event).pk != made.pk


@pytest.mark.parametrize(
    ("facts", "words"), [({"body": "Mayor"}, "does not name this body"), ({"revision": 7}, "decided anew")]
)
def test_sign_off_is_refused_in_plain_words(officer, event, facts, words):
    with pytest.raises(ValidationError, match="Choose the approach first"):
        sign(officer, event)
    chosen(officer, event)
    with pytest.raises(ValidationError, match=words):
        sign(officer, event, **facts)


def test_readers_and_partners_record_nothing(officer, reader, partner, event):
    chosen(officer, event)
    sign(officer, event)
    for by in (reader, partner):
        with pytest.raises(PermissionDenied):
            sign(by, event)
    assert not SignOff.objects.visible_to(partner).exists()
