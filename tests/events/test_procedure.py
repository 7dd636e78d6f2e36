"""The packs that come with the product: whole, in order, and in the documents' words."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from events.procedure import loader
from events.rules.cases import check_cases

DATA = Path(__file__).parent / "data"
STAFFORDSHIRE = yaml.safe_load((DATA / "staffordshire_vectors.yaml").read_text())
BLACKPOOL = yaml.safe_load((DATA / "blackpool_vectors.yaml").read_text())
KEYS = ["blackpool", "coventry", "lgiu", "staffordshire"]


@pytest.fixture(scope="module")
def staffordshire():
    return loader.load("staffordshire")


@pytest.fixture(scope="module")
def blackpool():
    return loader.load("blackpool")


@pytest.fixture(scope="module")
def coventry():
    return loader.load("coventry")


@pytest.fixture(scope="module")
def lgiu():
    return loader.load("lgiu")


def test_four_packs_come_with_the_product():
    assert loader.keys() == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_saved_content_gives_the_same_pack(key):
    pack = loader.load(key)

    again = loader.from_content(loader.content(pack))

    assert again == pack
    assert loader.sha256(again) == loader.sha256(pack)


@pytest.mark.parametrize("key", KEYS)
def test_every_case_of_a_pack_is_answered_as_expected(key):
    pack = loader.load(key)

    failed = [result for result in check_cases(pack, pack.cases) if not result.ok]

    assert failed == []


def test_thirteen_notices_stand_in_the_words_and_order_of_the_table(staffordshire):
    written = [
        {"id": t.id, "category": t.category, "event": t.event, "response": t.response, "section": t.section}
        for t in staffordshire.triggers
    ]

    assert written == STAFFORDSHIRE["triggers"]
    assert Counter(t.response for t in staffordshire.triggers) == {
        "Standard Practice": 7,
        "Invoke Provider Failure Procedure": 6,
    }


def test_five_stages_hold_twenty_eight_steps_and_one_decision_point(staffordshire):
    written = [
        {
            "id": step.id,
            "responsible": list(step.responsible),
            "repeatable": step.repeatable,
            "section": step.section,
        }
        for step in staffordshire.steps
    ]

    assert written == STAFFORDSHIRE["steps"]
    assert [len(stage.steps) for stage in staffordshire.stages] == [3, 6, 6, 8, 5]
    assert staffordshire.decision_point.after == "STF-IR6"
    assert [option.value for option in staffordshire.decision_point.options] == [
        "stand_down",
        "maintain",
        "escalate",
    ]


def test_nine_leads_stand_with_their_markers_and_organisations(staffordshire):
    written = [
        {"id": lead.id, "role": lead.role, "requirement": lead.requirement, "organisation": lead.organisation}
        for lead in staffordshire.leads
    ]

    assert written == STAFFORDSHIRE["leads"]
    assert [lead.role for lead in staffordshire.leads if lead.repeatable] == [
        "Assessment and Care Management"
    ]


def test_gates_hold_the_final_confirmations_and_are_lifted_by_the_right_step(staffordshire):
    held = {step.id: step.gate for step in staffordshire.steps if step.gate}

    assert held == {"STF-FR1": "STF-G5", "STF-FR2": "STF-G5"}
    assert staffordshire.gate("tell_residents").lifted_by == "STF-IR4"
    assert [step.id for step in staffordshire.steps if step.lifts_gate == "STF-G1"] == ["STF-IR4"]


def test_low_confidence_is_marked_where_the_source_is_damaged(staffordshire):
    low = {step.id for step in staffordshire.steps if step.confidence == "low"}

    assert low == {"STF-ER3", "STF-FM5"}
    assert staffordshire.escalation.confidence == "low"
    assert {lead.id for lead in staffordshire.leads if lead.confidence == "medium"} == {
        "STF-LD4",
        "STF-LD5",
        "STF-LD8",
    }


def test_overview_form_has_six_fields_in_the_document_s_words(staffordshire):
    labels = [field.label for field in staffordshire.forms["overview"].fields]

    assert labels == ["Date", "Provider", "Service", "Service Type", "Notified By", "Nature of Failure"]


def test_due_hints_are_words(staffordshire):
    hints = {step.id: step.due_hint for step in staffordshire.steps if step.due_hint}

    assert hints["STF-FR4"] == "42 days after the closure date"
    assert hints["STF-FM6"] == "Fortnightly"
    assert hints["STF-ER1"] == "Twice weekly"


@pytest.mark.parametrize(
    ("code", "table"), [("closure-plan", "closure_plan"), ("suspension-plan", "suspension_plan")]
)
def test_plan_actions_stand_in_order_with_phase_and_responsible_area(blackpool, code, table):
    plan = blackpool.plans[code]

    written = [{"id": a.id, "phase": a.phase, "responsible": "".join(a.responsible)} for a in plan.actions]

    assert written == BLACKPOOL[table]
    assert [a.order for a in plan.actions] == list(range(1, len(plan.actions) + 1))


def test_plans_count_their_phases(blackpool):
    closure, suspension = blackpool.plans["closure-plan"], blackpool.plans["suspension-plan"]

    assert [len(closure.actions_of(phase.code)) for phase in closure.phases] == [18, 10, 10]
    assert [len(suspension.actions_of(phase.code)) for phase in suspension.phases] == [13, 3]
    assert closure.columns[:3] == ("Action Number", "Due Date", "Action")
    assert {phase.code: phase.confidence for phase in closure.phases}["transfer"] == "low"


def test_press_statements_need_three_approvals(blackpool):
    approvals = {a.id: a.approvals for plan in blackpool.plans.values() for a in plan.actions if a.approvals}

    assert set(approvals) == {"BPL-CP07", "BPL-SP04"}
    assert all(asked == ("DASS", "Portfolio Holder", "relevant CCG lead") for asked in approvals.values())


def test_printed_lists_keep_their_column_heads(blackpool):
    residents, contacts = blackpool.forms["residents-list"], blackpool.forms["key-contacts"]

    assert [column.label for column in residents.columns] == BLACKPOOL["residents_list"]
    assert [column.label for column in contacts.columns] == BLACKPOOL["key_contacts"]


def test_blackpool_instruments_have_their_counts(blackpool):
    assert len(blackpool.risk_matrix.cells) == 25
    assert len(blackpool.initial_assessment.criteria) == 9
    assert len(blackpool.lists["domains"].items) == 25
    assert len(blackpool.lists["indicators"].items) == 14


def test_appendix_b_has_forty_items_in_eight_areas(coventry):
    plan = coventry.plans["appendix-b"]

    assert len(plan.actions) == 40
    assert [len(plan.actions_of(phase.code)) for phase in plan.phases] == [17, 3, 10, 4, 3, 1, 1, 1]
    assert len(coventry.tables["stakeholder_matrix"].rows) == 12


def test_lgiu_has_fourteen_template_sections_and_eleven_warning_signs(lgiu):
    sections, signs = lgiu.lists["template_sections"], lgiu.lists["early_warning_signs"]

    assert [item.number for item in sections.items] == [f"T{number}" for number in range(1, 15)]
    assert len(signs.items) == 11
    assert lgiu.cite(signs) == "LGiU guidance outline 5"


def test_everything_is_cited_by_the_document_s_short_name(staffordshire, blackpool):
    assert staffordshire.cite(staffordshire.trigger("STF-T08")) == "Staffordshire SOP 10.3"
    assert blackpool.cite(blackpool.plans["closure-plan"]) == "Blackpool policy App 5"


def test_ids_are_unique_across_all_packs():
    ids = [part.id for key in KEYS for _, part in loader.load(key).parts() if getattr(part, "id", None)]

    assert [identity for identity, times in Counter(ids).items() if times > 1] == []


def test_a_pack_cannot_be_changed(staffordshire):
    with pytest.raises(ValueError, match="frozen"):
        staffordshire.triggers[0].response = "Standard Practice"
