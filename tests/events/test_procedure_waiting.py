"""Nothing in a pack may wait for itself, or for what never comes."""

from pathlib import Path

import pytest

from events.procedure import loader
from events.procedure.problems import InvalidPack
from events.procedure.waiting import circles, lifting

OWN = (Path(__file__).parent / "data" / "own_council.yaml").read_text()
BLACKPOOL = (loader.FOLDER / "blackpool.yaml").read_text()


def faults(text):
    with pytest.raises(InvalidPack) as caught:
        loader.loads(text)
    rows = text.splitlines()
    return {error.reason: rows[error.line - 1] for error in caught.value.errors}


def changed(*replacements, text=OWN):
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ({}, []),
        ({"A": (), "B": ("A",)}, []),
        ({"A": ("A",)}, [("A",)]),
        ({"A": ("B",), "B": ("C",), "C": ("A",)}, [("A", "B", "C")]),
        ({"A": ("B",), "B": ("C",), "C": ("B",)}, [("B", "C")]),
        ({"A": ("X",), "B": ("A", "A")}, []),
        ({"A": ("B", "C"), "B": ("D",), "C": ("D",), "D": ()}, []),
        ({"A": ("B",), "B": ("A",), "C": ("D",), "D": ("C",)}, [("A", "B"), ("C", "D")]),
    ],
)
def test_circles_are_found_once(waits, expected):
    assert circles(waits) == expected


def test_long_chain_is_followed_without_limit():
    chain = {str(n): (str(n + 1),) for n in range(20_000)}

    assert circles(chain) == []


def test_gate_lifted_by_the_step_that_it_holds_back_is_told():
    text = changed(
        (
            "agreement to move people.\n        lifts_gate: EX.G1",
            "agreement to move people.\n        lifts_gate: EX.G1\n        gate: EX.G1",
        )
    )

    assert "gate: EX.G1" in faults(text)["EX.S1.3 waits for itself, so it can never start."]


def test_steps_that_wait_on_each_other_are_named_in_order():
    text = changed(
        ("lifts_gate: EX.G1", "lifts_gate: EX.G1\n        gate: EX.G9"),
        ("action: Hand over the notes.,", "action: Hand over the notes., gate: EX.G1, lifts_gate: EX.G9,"),
        (
            "gates:\n",
            "gates:\n  - {id: EX.G9, code: notes, kind: gate, rule: x, lifted_by: EX.S2.3, section: '5'}\n",
        ),
    )

    assert "Steps wait for each other in a circle, so none can start: EX.S1.3, EX.S2.3, EX.S1.3." in faults(
        text
    )


def test_gate_that_nothing_opens_is_told():
    text = changed(("        lifts_gate: EX.G1\n", ""), ("     lifted_by: EX.S1.3, ", "     "))

    assert faults(text) == {
        "Steps wait for EX.G1, and nothing opens it: give lifted_by, a step's id.": next(
            line for line in text.splitlines() if "id: EX.G1" in line
        )
    }


def test_gate_and_step_agree_on_who_opens_it():
    text = changed(("        lifts_gate: EX.G1\n", ""))

    assert "say so in the step too, with lifts_gate: EX.G1." in next(iter(faults(text)))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (", cadence: {every: weekly, times_a_week: 1}", "", "EX.G2 is a cadence: say how often in cadence."),
        ("     due: {offset_days: 28, anchors: [closure_date, move_date]}, ", "     ", "EX.G3 is a deadline"),
        ("anchors: [closure_date]", "anchors: []", "anchors is empty."),
        ("anchors: [closure_date]", "anchors: [day_one]", "day_one is not a day that the service keeps."),
        ("offset_days: 28", "offset_days: 9000", "offset_days must be at most 3650"),
        (
            "due: {offset_days: 28, anchors: [closure_date]}",
            "due: {offset_days: 28, anchors: [invoked]}",
            "Use within for a limit",
        ),
        ("within: {hours: 4}", "within: {hours: 0}", "hours must be at least 1"),
        (
            "responsible: [Press Office]",
            "responsible: [Pres Office]",
            "Pres Office is neither a lead nor another role",
        ),
    ],
)
def test_rhythm_that_cannot_be_kept_is_told(old, new, reason):
    assert any(reason in said for said in faults(changed((old, new))))


def test_due_date_may_count_from_the_start_of_a_stage():
    pack = loader.loads(
        changed(("anchors: [closure_date, move_date]", "anchors: [looking_back_started, notified]"))
    )

    assert pack.gate("six_week_review").due.anchors == ("looking_back_started", "notified")


def test_actions_of_a_plan_that_wait_on_each_other_are_told():
    plan = loader.loads(BLACKPOOL).plans["closure-plan"]
    waiting = next(action for action in plan.actions if action.after)
    first, second = f"- id: {waiting.after[0]}\n", f"after: [{waiting.id}]"
    text = changed((first, f"{first}        {second}\n"), text=BLACKPOOL)

    assert any(reason.startswith("Actions wait for each other in a circle") for reason in faults(text))


def test_plan_code_that_no_address_can_hold_is_told():
    text = changed(("  closure-plan:", "  Closure plan:"), text=BLACKPOOL)

    assert any("may hold small letters" in reason for reason in faults(text))


def test_citation_longer_than_records_keep_is_told():
    text = changed(("response: Watch, section: '2.1'", f"response: Watch, section: '{'9' * 59}'"))

    assert any("short_name and section may have 60 together" in reason for reason in faults(text))


def test_steps_that_open_a_gate_are_found_from_both_ends():
    pack = loader.loads(OWN)

    assert lifting(pack, pack.gate("agreed_to_move")) == ("EX.S1.3",)


POINT = """    decision_point:
      id: EX.S1.DP
      name: Go on or not
      after: EX.S1.3
      before: EX.S2.1
      rule: Somebody decides.
      options: [{value: maintain, label: Wait}, {value: escalate, label: Go on}]
      section: '4.1'
  - id: EX.S2
"""
COUNTED = ("totals: {", "totals: {decision_points: 1, ")


def test_decision_point_of_an_own_procedure_is_accepted():
    pack = loader.loads(changed(("  - id: EX.S2\n", POINT), COUNTED))

    assert pack.decision_point.name == "Go on or not"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("value: maintain", "value: tea", "tea is not a decision that the service carries out"),
        ("value: escalate", "value: stand_down", "One option must be escalate"),
        ("after: EX.S1.3", "after: EX.S2.3", "comes after EX.S2.3 and before EX.S2.1, which is not later."),
    ],
)
def test_decision_that_cannot_be_carried_out_is_told(old, new, reason):
    text = changed(("  - id: EX.S2\n", POINT), COUNTED, (old, new))

    assert any(reason in said for said in faults(text))


def test_more_cases_than_anybody_needs_are_refused():
    case = "  - {id: %s, kind: notice, facts: {trigger: EX.N1}, expect: {response: Watch}}\n"
    text = OWN + "".join(case % number for number in range(10, 1010))

    assert "cases has 1006 entries; at most 1000 are accepted." in faults(text)
