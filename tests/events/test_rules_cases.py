"""Worked examples tried on a pack: the operator's own, and odd ones."""

import pytest

from events.procedure import loader
from events.procedure.instruments import Case
from events.procedure.problems import InvalidPack
from events.rules.cases import check_cases

INVOKE = "Invoke Provider Failure Procedure"
STAFFORDSHIRE, BLACKPOOL = loader.load("staffordshire"), loader.load("blackpool")


def tried(kind, facts, expect, pack=STAFFORDSHIRE, **more):
    [result] = check_cases(pack, [Case(id="A1", kind=kind, facts=facts, expect=expect, **more)])
    return result


@pytest.mark.parametrize(
    ("pack", "kind", "facts", "expect"),
    [
        (
            STAFFORDSHIRE,
            "package_return",
            {"packages": "4", "hours": "50"},
            {"response": INVOKE},
        ),
        (STAFFORDSHIRE, "package_return", {"packages": 3}, {"response": "needs confirmation"}),
        (STAFFORDSHIRE, "notice", {"trigger": "STF-T03"}, {"response": INVOKE}),
        (
            STAFFORDSHIRE,
            "notice",
            {"trigger": "STF-T08", "packages": "6"},
            {"response": INVOKE},
        ),
        (STAFFORDSHIRE, "notice", {"trigger": "other"}, {"response": "not enough facts"}),
        (
            STAFFORDSHIRE,
            "duty",
            {"cause": "business_failure", "service_still_running": True},
            {"temporary_duty": "undetermined"},
        ),
        (STAFFORDSHIRE, "duty", {"business_failed": False}, {"provider_responsible": "true"}),
        (
            STAFFORDSHIRE,
            "due",
            {"rule": "six_week_review", "closure_date": "2026-03-01"},
            {"on": "2026-04-12"},
        ),
        (STAFFORDSHIRE, "due", {"rule": "six_week_review", "closure_date": "1 March"}, {"on": "invalid"}),
        (BLACKPOOL, "risk_cell", {"impact": 3, "likelihood": 4}, {"score": 12, "band": "High"}),
        (BLACKPOOL, "risk_cell", {"impact": 6, "likelihood": 4}, {"score": "invalid"}),
        (BLACKPOOL, "initial_assessment", {"scores": {str(n): 5 for n in range(2, 10)}}, {"total": 40.0}),
        (BLACKPOOL, "initial_assessment", {"scores": "many"}, {"total": ["not enough facts"]}),
    ],
)
def test_case_is_answered(pack, kind, facts, expect):
    result = tried(kind, facts, expect, pack)

    assert result.ok, result


def test_only_expected_keys_are_compared():
    result = tried("risk_cell", {"impact": 2, "likelihood": 2}, {"band": "Moderate"}, BLACKPOOL)

    assert result.got == {"band": "Moderate"}


def test_wrong_expectation_fails_with_what_was_got():
    result = tried("notice", {"trigger": "STF-T03"}, {"response": "Standard Practice"})

    assert not result.ok
    assert result.got == {"response": INVOKE}
    assert result.rules == ("STF-T03",)


def test_missing_names_the_facts_behind_what_was_expected():
    facts = {"needs_urgent": False, "business_failed": True}

    result = tried("duty", facts, {"discretionary_power": "not_indicated"})

    assert result.ok
    assert result.missing == ()


def test_rule_that_is_not_cited_fails_the_case():
    result = tried(
        "notice",
        {"trigger": "STF-T03"},
        {"response": INVOKE},
        rules=("STF-T04",),
    )

    assert not result.ok


@pytest.mark.parametrize(
    ("pack", "kind", "facts", "expect", "reason"),
    [
        (STAFFORDSHIRE, "notice", {"trigger": "STF-T99"}, {"response": "x"}, "There is no notice STF-T99."),
        (
            STAFFORDSHIRE,
            "duty",
            {"cause": "rain"},
            {"temporary_duty": "applies"},
            "rain is not a value of cause.",
        ),
        (STAFFORDSHIRE, "duty", {}, {"total": 1}, "A case of kind duty has no answer total."),
        (STAFFORDSHIRE, "risk_cell", {}, {"score": 1}, "This procedure has no risk matrix."),
        (STAFFORDSHIRE, "initial_assessment", {}, {"total": 1}, "This procedure has no initial assessment."),
        (
            BLACKPOOL,
            "duty",
            {},
            {"temporary_duty": "applies"},
            "This procedure has no rules for the legal basis.",
        ),
        (
            BLACKPOOL,
            "package_return",
            {},
            {"response": "x"},
            "This procedure has no thresholds for returned packages.",
        ),
        (BLACKPOOL, "due", {"rule": "tea"}, {"on": "x"}, "There is no due date called tea."),
    ],
)
def test_case_that_the_procedure_cannot_try_fails_with_a_reason(pack, kind, facts, expect, reason):
    result = tried(kind, facts, expect, pack)

    assert (result.ok, result.got) == (False, {})
    assert reason in result.reason


COVENTRY = loader.load("coventry")


@pytest.mark.parametrize(
    ("facts", "expect", "ok"),
    [
        ({"list": "approach_for", "label": "home support"}, {"text": "Approach 2"}, True),
        ({"list": "approach_for", "label": "Home Support"}, {"text": "Approach 1"}, False),
        ({"list": "approach_for", "text": "Approach 1"}, {"count": 3}, True),
        ({"list": "approach_for", "label": "Zoo"}, {"text": "Approach 1"}, False),
        ({"table": "stakeholder_matrix", "CQC": "None"}, {"count": 3}, True),
        ({"plan": "appendix-b", "phase": "legal"}, {"count": 1, "order": 38}, True),
    ],
)
def test_entry_of_a_list_table_or_plan_is_looked_up(facts, expect, ok):
    assert tried("entry", facts, expect, COVENTRY).ok is ok


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "name one of them"),
        ({"list": "approach_for", "table": "stakeholder_matrix"}, "name one of them"),
        ({"list": "nothing"}, "There is no list nothing."),
        ({"table": "stakeholder_matrix", "NHS": "Oversight"}, "There is no column NHS."),
    ],
)
def test_entry_that_cannot_be_looked_up_says_why(facts, reason):
    result = tried("entry", facts, {"count": 1}, COVENTRY)

    assert (result.ok, result.got) == (False, {})
    assert reason in result.reason


def test_cases_of_a_council_are_read_with_days_and_figures_as_typed(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- {id: 1, kind: package_return, facts: {packages: 4, hours: 49.99},"
        " expect: {response: Standard Practice}}\n"
        "- {id: A6, kind: due, facts: {rule: six_week_review, closure_date: 2026-03-01},"
        " expect: {on: 2026-04-12}}\n"
        "- {id: case_3, kind: notice, facts: {trigger: STF-T01},"
        " expect: {response: Standard Practice}, remark: ours}\n"
    )

    results = check_cases(STAFFORDSHIRE, loader.load_cases(path))

    assert [(result.id, result.ok) for result in results] == [("1", True), ("A6", True), ("case_3", True)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("id: A1\n", 1, "Cases are a list: each starts with a hyphen."),
        ("- {id: A1, kind: tea, facts: {}, expect: {on: x}}\n", 1, "kind must be"),
        ("- {id: A1, kind: due, facts: {}, expect: {}}\n", 1, "expect is empty."),
        ("- id: A1\n  kind: due\n  expect: {on: x}\n", 1, "facts is missing."),
        (
            "- {id: A1, kind: due, facts: {}, expect: {on: x}}\n" * 2,
            2,
            "The id A1 is used a second time.",
        ),
    ],
)
def test_cases_with_faults_are_refused_by_line(tmp_path, text, line, reason):
    path = tmp_path / "cases.yaml"
    path.write_text(text)

    with pytest.raises(InvalidPack) as caught:
        loader.load_cases(path)

    assert caught.value.errors[0].line == line
    assert reason in caught.value.errors[0].reason
