"""Packs as people really write them: every fault comes back with its line and one plain reason."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.procedure import loader
from events.procedure.problems import InvalidPack

WHOLE = (Path(loader.FOLDER) / "staffordshire.yaml").read_text()
VERSION = f"version: {loader.load('staffordshire').version}"
BLACKPOOL = (Path(loader.FOLDER) / "blackpool.yaml").read_text()


def errors_of(text):
    with pytest.raises(InvalidPack) as caught:
        loader.loads(text)
    return caught.value.errors


def faults_in(text):
    """The faults of a text, none where it is a pack."""
    try:
        loader.loads(text)
    except InvalidPack as invalid:
        return invalid.errors
    return []


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def change(text, old, new, *, nth=1):
    """The text with the nth occurrence replaced, and the line on which it stands."""
    places = [found.start() for found in re.finditer(re.escape(old), text)]
    at = places[nth - 1]
    return text[:at] + new + text[at + len(old) :], text.count("\n", 0, at) + 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("id: STF-T02", "id: STF-T01", "The id STF-T01 is used a second time."),
        ("response: Standard Practice", "response: Carry on", 'The answer "Carry on" is not known'),
        ("gate: STF-G5", "gate: STF-G9", "There is no gate STF-G9."),
        ("lifts_gate: STF-G1", "lifts_gate: STF-X1", "There is no gate STF-X1."),
        ("lifted_by: STF-IR4", "lifted_by: STF-IR7", "There is no step STF-IR7."),
        ("before: STF-ER1", "before: STF-ER9", "There is no step STF-ER9."),
        ("precondition: STF-R01", "precondition: STF-R77", "There is no other rule STF-R77."),
        ("uncertainty: STF-U16", "uncertainty: STF-U99", "There is no uncertainty STF-U99."),
        (
            "responsible: [Contracts Team]",
            "responsible: [Contract Team]",
            "Contract Team is neither a lead nor",
        ),
        ("steps: 28", "steps: 29", "steps is stated as 29, but 28 are written."),
        ("triggers: 13", "notices: 13", "notices is not something that we count."),
        ("requirement: req", "requirement: must", "requirement must be 'req' or 'opt'; it is \"must\"."),
        (
            f"version: {loader.load('staffordshire').version}",
            "version: 2017",
            'version must be text; put it in quotes; it is "2017".',
        ),
        ("order: 2", "order: two", 'order must be a whole number; it is "two".'),
        ("repeatable: true", "repeatable: often", 'repeatable must be true or false; it is "often".'),
        ("category: Sale of service", "kategory: Sale of service", "Did you mean category?"),
        ("cause: business_failure", "cause: bankruptcy", "bankruptcy is not a value of cause."),
        ("council_aware: true", "council_awake: true", "There is no fact council_awake."),
        ("gives: ended", "gives: over", "over is not a value of temporary_duty."),
        ("packages_min: 5", "packages_min: 6", "The two thresholds leave a gap or overlap"),
        ("trigger: STF-T01", "trigger: STF-T77", "There is no notice STF-T77."),
        ("kind: package_return", "kind: package", "kind must be"),
        ("rule: six_week_review,", "rule: six_weeks,", "There is no due date called six_weeks."),
        ("event: Notified of sale", "event: ''", "event is empty."),
        ("rule: STF-R36", "rule: STF-R99", "There is no rule STF-R99."),
        ("also: [STF-R08", "also: [STF-R98", "There is no rule STF-R98."),
        ("gives_fact: ordinary_residence", "words_of: x", "words_of is not a field"),
        ("gives: nhs_responsible\n", "confidence: high\n", "A way needs either gives or gives_fact."),
        ("if_unknown: pass", "if_unknown: stopp", "if_unknown must be"),
        ("if_none_missing: [cause]", "if_none_missing: [causes]", "There is no fact causes."),
        ("otherwise: not_indicated", "otherwise: nothing", "nothing is not a value of discretionary_power."),
        (
            "decides: charge_person",
            "decides: charge_people",
            "charge_people is not an answer that is given here.",
        ),
        ("outcome: {temporary_duty: applies}", "outcome: {duty: applies}", "duty is not an answer"),
        (
            "any_of:\n        - provider_registered: false",
            "any_of:\n        - no",
            "any_of must be a list of conditions.",
        ),
        ("code: six_week_review", "code: provider_update", "provider_update stands twice in gates."),
        ("role: Broker", "role: Supporting Officer", "Supporting Officer stands twice in leads."),
        (
            "documents: [Safe and well checks template]",
            "documents: [Leaflet]",
            "Leaflet is not among the supporting",
        ),
        ("hours_min: 50.0", "hours_min: null", "Thresholds need packages_max and hours_below"),
        (", hours_min: 50.0}", "}", "Thresholds need packages_max and hours_below"),
        ("id: STF-SD4", "id: STF SD4", "may hold only letters, digits, dots and hyphens"),
        ("event: Notified of sale", f"event: {'x' * 300}", "event has 300 characters; at most 200 fit."),
        ("offset_days: 42", "offset_days: -1", "offset_days must be at least 0"),
        ("offset_days: 42", "offset_days: 4200", "offset_days must be at most 3650"),
        (
            "offset_days: 42, anchors: [closure_date",
            "offset_days: 42, anchors: [tea_time",
            "tea_time is not a day that",
        ),
        ("days: 14, adjustable", "days: 0, adjustable", "days must be at least 1"),
        ("times_a_week: 2}", "times_a_week: 15}", "times_a_week must be at most 14"),
        ("before: STF-ER1", "before: STF-IR2", "comes after STF-IR6 and before STF-IR2, which is not later."),
        ("short_name: Staffordshire SOP", f"short_name: {chr(120) * 41}", "short_name has 41 characters"),
        ("'on': 2017-03-01", "'on': 2017-02-30", "2017-02-30 is not a day that exists."),
        ("'on': 2017-03-01", "'on': March", "on must be a day, such as 2026-03-01"),
    ],
)
def test_fault_is_told_with_its_line(old, new, reason):
    text, line = change(WHOLE, old, new)

    errors = errors_of(text)

    assert any(reason in error.reason for error in errors), errors
    assert any(abs(error.line - line) <= 4 for error in errors if reason in error.reason), (line, errors)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("score: 9, band: High", "score: 8, band: High", "score is 8; 3 x 3 is not."),
        (
            "score: 9, band: High",
            "score: 9, band: Extreme",
            "9 is outside Extreme, which runs from 15 to 25.",
        ),
        ("{impact: 3, likelihood: 3,", "{impact: 3, likelihood: 2,", "likelihood 3 is missing"),
        ("readiness: 10", "readiness: 11", "readiness is stated as 11, but 10 are written."),
        ("phase: readiness", "phase: ready", "There is no phase ready in this plan."),
        ("uncertainty: BPL-U09", "doc: other", "There is no document other."),
        ("code: transfer", "code: readiness", "The phase readiness stands twice."),
        ("band: Extreme, printed: Extreme Risk", "band: Awful, printed: x", "There is no band Awful."),
        ("{impact: 5, likelihood: 5,", "{impact: 5, likelihood: 9,", "likelihood 9 is outside the scales."),
        ("number: 3\n", "number: 2\n", "Criterion 2 stands twice."),
        ("scored: false", "scored: true", "A scored criterion needs options"),
        ("label: A single service user, score: 3", "label: x, score: 4", "Two options have the same score."),
        ("BPL-PM1]\n", "BPL-PM1, x]\n", "This row has 5 cells under 4 columns."),
        (
            "        order: 19\n        phase: readiness",
            "        order: 19\n        phase: transfer",
            "comes before that",
        ),
        ("after: [BPL-CP02]", "after: [BPL-CP99]", "There is no other action BPL-CP99 in this plan."),
        ("maximum_total: 40", "maximum_total: 45", "maximum_total is 45, but the options give 40."),
    ],
)
def test_fault_of_plans_and_instruments_is_told(old, new, reason):
    text, _ = change(BLACKPOOL, old, new)

    errors = errors_of(text)

    assert any(reason in error.reason for error in errors), errors


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("code: invoke", "code: standard", "Notices need exactly two answers"),
        ("threshold: {packages_min: 5, hours_min: 50.0}", "note: x", "Thresholds need two notices"),
    ],
)
def test_answers_and_thresholds_come_in_twos(old, new, reason):
    text, _ = change(WHOLE, old, new)

    assert any(reason in error.reason for error in errors_of(text))


def test_missing_field_is_told_at_its_group():
    text = WHOLE.replace("    event: Notified of sale\n", "", 1)

    errors = errors_of(text)

    assert [error.reason for error in errors] == ["event is missing."]
    assert errors[0].line == line_of(text, "id: STF-T06")


def test_step_left_out_breaks_order_and_totals():
    start = WHOLE.index("      - id: STF-IG2")
    text = WHOLE[:start] + WHOLE[WHOLE.index("      - id: STF-IG3") :]

    reasons = [error.reason for error in errors_of(text)]

    assert "order is 3 where 2 comes next." in reasons
    assert "steps is stated as 28, but 27 are written." in reasons


def test_name_given_twice_is_told_with_both_lines():
    text = WHOLE.replace("title: Provider Failure", "version: again\ntitle: Provider Failure", 1)

    errors = errors_of(text)

    assert errors[0].line == line_of(text, "version: again")
    assert errors[0].reason == f"version is given twice; first on line {line_of(text, 'version: 2017')}."


def test_all_faults_come_at_once_in_the_order_of_the_file():
    text = WHOLE.replace("steps: 28", "steps: 30", 1).replace("gate: STF-G5", "gate: STF-G9", 1)
    text = text.replace("response: Standard Practice", "response: Later", 1)

    lines = [error.line for error in errors_of(text)]

    assert len(lines) >= 3
    assert lines == sorted(lines)


def test_tab_is_told():
    text = WHOLE.replace("  triggers: 13", "\ttriggers: 13", 1)

    errors = errors_of(text)

    assert errors[-1].line == line_of(text, "\ttriggers: 13")
    assert errors[-1].reason == "This line is indented with a tab. Indent with spaces."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The file is empty."),
        ("# only a remark\n", "The file is empty."),
        ("- one\n- two\n", "A procedure is a group of named fields."),
        ("just words", "A procedure is a group of named fields."),
        ("key: a\n---\nkey: b\n", "A second document starts here."),
        ("key: &a x\ntitle: *a\n", "Anchors (&) and aliases (*) are not accepted."),
        ("key: !!python/object/apply:os.system ['true']\n", "is not accepted. Only plain values are."),
        ("key: !secret x\n", "is not accepted. Only plain values are."),
        ("? [a, b]\n: c\n", "The name of a field must be plain text."),
        ("key: a: b\n", "A colon stands where no new field can start."),
        ("key: 'open\n", "A quote opened on line 1 is never closed."),
        ("key: [a, b\n", "This cannot be read as YAML"),
        ("a: " + "[" * 40 + "]" * 40, "nested more than 16 levels deep"),
        ("a: " + "x" * 6000, "at most 5,000 are accepted"),
        ("a: b\nc: \x00d\n", "A character that cannot be shown (code 0)"),
    ],
)
def test_text_that_is_no_procedure_is_refused_with_a_reason(text, reason):
    errors = errors_of(text)

    assert reason in errors[-1].reason
    assert errors[-1].line >= 1


def test_text_that_is_not_utf8_is_told_by_line():
    errors = errors_of(b"key: a\ntitle: \xff\xfe\n")

    assert errors == [(2, "These characters are not UTF-8. Save the file as UTF-8.")]


def test_alias_bomb_is_refused_before_it_grows():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    errors = errors_of("\n".join(rows))

    assert errors[0].line == 1
    assert "aliases" in errors[0].reason


def test_five_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_text("# x\n" * 1_300_000)

    with pytest.raises(InvalidPack) as caught:
        loader.load(path)

    assert caught.value.errors == [(1, "The file is 5.2 MB; a procedure may be 1 MB at most.")]


@pytest.mark.parametrize("name", ["nothing.yaml", "."])
def test_path_without_a_file_is_refused(tmp_path, name):
    with pytest.raises(InvalidPack, match="There is no such file"):
        loader.load(tmp_path / name)


def test_wrong_kinds_at_every_level_are_told():
    text = (
        "key: 5\nversion: yes\ntitle: [a]\ndocuments: here\neffective: 3\nnumbering: 1.5\nstages: {a: b}\n"
        "plans: [x]\ntriggers: [5, null, words]\n"
    )

    reasons = [error.reason for error in errors_of(text)]

    assert 'Entry 1 of triggers must be a group of fields; it is "5".' in reasons
    assert 'documents must be a list; it is "here".' in reasons
    assert "title must be text; put it in quotes; it is a list." in reasons


def test_file_from_windows_is_read_as_well():
    pack = loader.loads(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())

    assert loader.sha256(pack) == loader.sha256(loader.load("staffordshire"))


@pytest.mark.parametrize("key", loader.keys())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_pack_cut_or_spoiled_anywhere_gives_reasons_or_a_pack(key, data):
    text = (Path(loader.FOLDER) / f"{key}.yaml").read_text()
    at = data.draw(st.integers(0, len(text)))
    spoiled = (
        text[:at]
        + data.draw(st.sampled_from(["", "\t", ":", "- ", "'", "[", "é", "&x ", "\n\n", "no"]))
        + (text[at + data.draw(st.integers(0, 30)) :])
    )

    assert all(error.line >= 1 and error.reason for error in faults_in(spoiled))
