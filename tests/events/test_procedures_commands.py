"""load_procedures and check_procedure as an operator runs them, and the operation behind the first."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from accounts.models import User
from events.models import Procedure
from events.operations.procedures import load_procedure
from events.procedure import loader
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
SOURCE = loader.FOLDER / "staffordshire.yaml"
VERSION = loader.load("staffordshire").version


def run(capsys, *arguments):
    """Exit code, what was printed (as JSON where it is), and the error stream."""
    code = 0
    try:
        call_command(*arguments)
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    return code, json.loads(out) if "--json" in arguments else out, err


@pytest.fixture
def changed(tmp_path):
    """The Staffordshire procedure with one word changed and the same version."""
    path = tmp_path / "staffordshire.yaml"
    path.write_text(SOURCE.read_text().replace("name: Information gathering", "name: Finding out", 1))
    return path


def test_procedures_are_loaded_once_and_then_are_the_same(capsys):
    first = run(capsys, "load_procedures", "--json")
    second = run(capsys, "load_procedures", "--json")

    assert first[:2] == (
        0,
        {
            "packs": [
                {"key": "blackpool", "version": "2014-01.5", "state": "new"},
                {"key": "coventry", "version": "2016.4", "state": "new"},
                {"key": "lgiu", "version": "draft.2", "state": "new"},
                {"key": "staffordshire", "version": VERSION, "state": "new"},
            ]
        },
    )
    assert {pack["state"] for pack in second[1]["packs"]} == {"same"}
    assert Procedure.objects.count() == 4


def test_loaded_content_gives_the_pack_back():
    call_command("load_procedures")

    kept = Procedure.objects.get(key="staffordshire")

    assert loader.from_content(kept.content) == loader.load("staffordshire")
    assert kept.sha256 == loader.sha256(loader.load("staffordshire"))


def test_words_may_change_while_no_event_uses_the_version(capsys, changed):
    call_command("load_procedures")
    capsys.readouterr()

    code, report, _ = run(capsys, "load_procedures", str(changed), "--json")

    assert (code, report["packs"][0]["state"]) == (0, "changed")
    assert Procedure.objects.get(key="staffordshire").content["stages"][0]["name"] == "Finding out"


def test_words_of_a_version_in_use_are_kept(capsys, changed):
    event = EventFactory()

    code, report, error = run(capsys, "load_procedures", str(changed), "--json")

    assert code == 1
    assert report["refused"].endswith("Raise the version in the file.")
    assert error.strip() == report["refused"]
    event.procedure.refresh_from_db()
    assert event.procedure.content["stages"][0]["name"] == "Information gathering"


def test_raised_version_stands_beside_the_one_in_use(capsys, changed):
    event = EventFactory()
    changed.write_text(changed.read_text().replace(f"version: {VERSION}", "version: 2017-03.99"))

    code, report, _ = run(capsys, "load_procedures", str(changed), "--json")

    assert (code, report["packs"]) == (0, [{"key": "staffordshire", "version": "2017-03.99", "state": "new"}])
    assert Procedure.objects.current("staffordshire").version == "2017-03.99"
    assert event.procedure.version == VERSION


def test_one_broken_file_loads_nothing(capsys, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("key: broken\n\tversion: 1\n")

    code, report, error = run(capsys, "load_procedures", str(SOURCE), str(broken), "--json")

    assert code == 1
    assert (
        report["refused"]
        == "broken.yaml: Line 2: This line is indented with a tab. Indent with spaces. Nothing was loaded."
    )
    assert report["errors"] == [
        {"line": 2, "reason": "This line is indented with a tab. Indent with spaces."}
    ]
    assert error.count("\n") == 1
    assert not Procedure.objects.exists()


def test_load_without_json_prints_a_line_for_each(capsys):
    code, out, _ = run(capsys, "load_procedures")

    assert (code, out.splitlines()[-1]) == (0, f"staffordshire {VERSION}: new")


def test_change_is_in_the_history_with_the_system_as_its_person(changed):
    call_command("load_procedures")
    call_command("load_procedures", str(changed))

    rows = Procedure.pgh_event_model.objects.filter(key="staffordshire").order_by("pgh_id")

    assert [row.pgh_label for row in rows] == ["insert", "update", "update"]
    assert rows[2].pgh_context.metadata["operation"] == "procedure.loaded"
    assert rows[2].pgh_context.metadata["user"] == User.objects.system().pk


def test_person_without_the_right_may_not_load(officer):
    with pytest.raises(PermissionDenied):
        load_procedure(by=officer, pack=loader.load("lgiu"))


def test_operation_refuses_with_a_sentence(administrator, changed):
    EventFactory()

    with pytest.raises(ValidationError, match="Events already work with version"):
        load_procedure(by=administrator, pack=loader.load(changed))


@pytest.mark.parametrize(
    ("key", "count"), [("staffordshire", 52), ("blackpool", 30), ("coventry", 33), ("lgiu", 14)]
)
def test_own_cases_of_a_loaded_pack_pass(capsys, key, count):
    call_command("load_procedures")
    capsys.readouterr()

    code, report, _ = run(capsys, "check_procedure", key, "--json")

    assert (code, report["pack"], report["errors"]) == (0, key, [])
    assert (report["passed"], report["failed"], len(report["cases"])) == (count, 0, count)


def test_cases_of_every_kind_name_their_rules_and_what_is_missing(capsys, tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        "- {id: A4, kind: risk_cell, facts: {impact: 3, likelihood: 4}, expect: {score: 12, band: High}}\n"
        "- {id: B4, kind: risk_cell, facts: {impact: 3}, expect: {band: High}}\n"
        "- {id: A5, kind: initial_assessment, facts: {scores: {2: 5, 3: 5}}, expect: {total: 40}}\n"
        "- {id: A7, kind: entry, facts: {plan: closure-plan}, expect: {count: 38}}\n"
    )

    code, report, _ = run(capsys, "check_procedure", "blackpool", "--cases", str(cases), "--json")

    rows = {case["id"]: case for case in report["cases"]}
    assert (code, report["passed"], report["failed"]) == (0, 2, 2)
    assert len(rows["A4"]["rules"]) == 1
    assert rows["B4"]["missing"] == ["likelihood"]
    assert rows["A5"]["missing"][0] == "criterion 4"
    assert len(rows["A5"]["rules"]) == 2
    assert len(rows["A7"]["rules"]) == 38


def test_key_means_the_version_that_was_loaded(capsys, changed):
    changed.write_text(changed.read_text().replace(f"version: {VERSION}", "version: 2017-03.99"))
    call_command("load_procedures", str(changed))
    capsys.readouterr()

    _, report, _ = run(capsys, "check_procedure", "staffordshire", "--json")

    assert report["version"] == "2017-03.99"


def test_cases_of_a_file_are_tried_instead(capsys, tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        "- {id: A1, kind: package_return, facts: {packages: '4', hours: '50'},"
        " expect: {response: Invoke Provider Failure Procedure}}\n"
        "- {id: A2, kind: notice, facts: {trigger: STF-T03}, expect: {response: Standard Practice}}\n"
        "- {id: A3, kind: duty, facts: {cause: business_failure, service_still_running: true},"
        " expect: {temporary_duty: undetermined}}\n"
    )

    code, report, _ = run(capsys, "check_procedure", str(SOURCE), "--cases", str(cases), "--json")

    assert (code, report["passed"], report["failed"]) == (0, 2, 1)
    assert [case["ok"] for case in report["cases"]] == [True, False, True]
    assert "business_failed" in report["cases"][2]["missing"]
    assert set(report["cases"][0]) >= {"id", "ok", "expected", "got", "rules", "missing"}


def test_broken_pack_is_refused_with_its_lines(capsys, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text(SOURCE.read_text().replace("response: Standard Practice", "response: Wait", 1))

    code, report, error = run(capsys, "check_procedure", str(broken), "--json")

    lines = broken.read_text().splitlines()
    assert code == 1
    assert {one["line"]: one["reason"].split(";")[0] for one in report["errors"]} == {
        25: "standard_triggers is stated as 7, but 6 are written.",
        lines.index(next(line for line in lines if "response: Wait" in line))
        + 1: 'The answer "Wait" is not known',
    }
    assert report["refused"] == error.strip()


def test_broken_pack_without_json_lists_its_faults(capsys, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("key: A B\n" + "".join(f"field{n}: x\n" for n in range(30)))

    code, out, error = run(capsys, "check_procedure", str(broken))

    assert code == 1
    assert out.splitlines()[0].startswith("line 1: ")
    assert out.splitlines()[-1].startswith("and ")
    assert error.startswith("broken.yaml: Line 1:")


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml"])
def test_unknown_pack_is_refused(capsys, name):
    code, report, error = run(capsys, "check_procedure", name, "--json")

    assert code == 1
    assert "no such file" in report["refused"]
    assert error.strip() == report["refused"]


def test_cases_file_with_faults_is_refused(capsys, tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text("- {id: A1}\n")

    code, report, _ = run(capsys, "check_procedure", "staffordshire", "--cases", str(cases), "--json")

    assert code == 1
    assert report["refused"].startswith("cases.yaml: Line 1:")
    assert report["version"] == VERSION


def test_summary_names_the_cases_that_fail(capsys, tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        "- {id: A2, kind: notice, facts: {trigger: STF-T03}, expect: {response: Standard Practice}}\n"
    )

    code, out, _ = run(capsys, "check_procedure", "staffordshire", "--cases", str(cases))

    assert code == 0
    assert out.splitlines()[0] == f"staffordshire {VERSION}: no faults; 0 of 1 cases as expected"
    assert out.splitlines()[1].startswith(
        "A2: expected response Standard Practice, got response Invoke Provider Failure Procedure. You chose"
    )
