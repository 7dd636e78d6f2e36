"""Meetings about performance, their options by level, decisions with reason and review."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from events.procedure import loader
from events.procedure.loader import from_content
from risk.models import Letter, RiskDecision
from risk.operations.appeals import log_letter
from risk.operations.decisions import options_of, review_decision
from risk.rules.options import leads_to, options, outside
from tests.factories.events import ProcedureFactory
from tests.factories.performance import day, make_decision, make_meeting
from tests.factories.providers import ServiceFactory
from tests.factories.risk import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(db):
    return from_content(ProcedureFactory(key="blackpool").content)


def test_meetings_have_five_and_thirteen_options_and_the_fee_band_is_for_care_homes(pack):
    counts = [
        len(options(pack, kind, level="High", category="", care_home=care_home))
        for kind, care_home in (
            ("performance", True),
            ("performance", False),
            ("summit", True),
            ("summit", False),
        )
    ]

    assert counts == [5, 5, 13, 12]
    home_care = options(pack, "summit", level="", category="", care_home=False)
    assert "Fee band" not in [one.item.label for one in home_care]


@pytest.mark.parametrize(
    ("kind", "level", "chosen", "beyond"),
    [
        ("performance", "Low", ["BPL-PM1", "BPL-PM4"], []),
        ("performance", "High", ["BPL-PM1"], ["Monitor"]),
        (
            "performance",
            "High",
            ["BPL-PM2", "BPL-PM5"],
            [],
        ),  # App 2: more monitoring; no level has the summit
        ("summit", "Moderate", ["BPL-RS01"], []),
        ("summit", "High", ["BPL-RS01", "BPL-RS05"], []),  # App 2 asks for an action plan at High too
        ("summit", "Low", ["BPL-RS05"], ["Temporary suspension"]),
        ("summit", "High", ["BPL-RS08"], ["Termination of Contract"]),
        ("summit", "Extreme", ["BPL-RS06", "BPL-RS13"], []),
    ],
)
def test_options_outside_the_level_are_found(pack, kind, level, chosen, beyond):
    found = options(pack, kind, level=level, category="", care_home=True)

    assert [item.label for item in outside(found, chosen)] == beyond


def test_category_suggests_where_no_level_is_known(pack):
    found = {
        one.item.id: one.belongs
        for one in options(pack, "summit", level="", category="Underperforming", care_home=True)
    }

    assert (found["BPL-RS01"], found["BPL-RS05"], found["BPL-RS08"]) == (True, True, False)
    assert leads_to(pack, "summit", ["BPL-RS05", "BPL-RS08"]) == {"suspension", "termination"}


def test_meeting_takes_level_and_category_of_the_assessment_in_force(contracts_officer):
    service = ServiceFactory()
    signed(contracts_officer, service=service)

    meeting = make_meeting(contracts_officer, service)

    assert (meeting.level, meeting.category) == ("High", "Underperforming")
    assert {one.item.id for one in options_of(meeting) if one.belongs} >= {"BPL-RS01", "BPL-RS05"}


def test_decision_outside_the_level_asks_for_a_reason_and_keeps_it(contracts_officer):
    service = ServiceFactory()
    signed(contracts_officer, service=service)
    meeting = make_meeting(contracts_officer, service)
    with pytest.raises(ValidationError, match="Termination of Contract: not named for High"):
        make_decision(contracts_officer, "BPL-RS08", meeting=meeting)

    made = make_decision(
        contracts_officer, "BPL-RS01", "BPL-RS08", meeting=meeting, outside_reason="Provider is leaving"
    )

    assert (made.labels, made.outside) == (
        ["Action Plan", "Termination of Contract"],
        ["Termination of Contract"],
    )
    kept = made.pgh_event_model.objects.get(pgh_obj=made)
    assert kept.pgh_context.metadata["operation"] == "risk_decision.made"


@pytest.mark.parametrize(
    ("options", "facts", "words"),
    [
        (["BPL-PM1"], {}, "options listed"),  # the other meeting's
        (["x"], {}, "options listed"),
        (["BPL-RS01"], {"review_on": day()}, "after the meeting"),
    ],
)
def test_decision_is_refused_in_plain_words(contracts_officer, options, facts, words):
    with pytest.raises(ValidationError, match=words):
        make_decision(contracts_officer, *options, **facts)


def test_fee_band_is_refused_for_home_care(contracts_officer):
    with pytest.raises(ValidationError, match="options listed"):
        make_decision(contracts_officer, "BPL-RS04", service=ServiceFactory(care_home=False))


def test_review_is_recorded_once_with_its_outcome(contracts_officer):
    made = make_decision(contracts_officer)
    review_decision(by=contracts_officer, decision=made, reviewed_on=day(), outcome="Better at night")

    assert not RiskDecision.objects.to_review().exists()
    with pytest.raises(ValidationError, match="already"):
        review_decision(by=contracts_officer, decision=made, reviewed_on=day(), outcome="Again")


def test_letter_is_logged_about_one_step(contracts_officer):
    made = make_decision(contracts_officer)
    letter = log_letter(
        by=contracts_officer, step=made, sent_on=day(), sent_to="The manager", how="By post", says="Outcome"
    )

    assert (letter.about, Letter.objects.visible_to(contracts_officer).count()) == (made, 1)


def test_partners_leaders_and_care_managers_decide_nothing(reader, partner, care_manager, contracts_officer):
    meeting = make_meeting(contracts_officer)
    for by in (reader, partner, care_manager):
        with pytest.raises(PermissionDenied):
            make_decision(by, meeting=meeting)
    assert not RiskDecision.objects.visible_to(partner).exists()


def test_pack_of_the_procedure_is_the_one_the_meeting_began_with(contracts_officer):
    meeting = make_meeting(contracts_officer)

    assert (
        meeting.procedure.key == "blackpool"
        and loader.from_content(meeting.procedure.content).key == "blackpool"
    )
