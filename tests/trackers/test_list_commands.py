"""The commands over every shape of list in data/lists: the keys and exit codes that councils script, and the sums."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.events import EventFactory
from tests.trackers.test_messy_lists import LISTS, SUMS
from trackers.models import ReconcileList, ResidentImport, TrackerEntry

pytestmark = pytest.mark.django_db
KEYS = {"file", "sheet", "heading_row", "columns", "rows", "people", "problems"}
ROWS = ("in_file", "add", "change", "same", "refused", "blank", "not_people")
PERSON = {"row", "surname", "forename", "title", "known_as", "date_of_birth", "nhs_number", "room", "funding"}
PROBLEM = {"row", "column", "value", "level", "reason"}
REFUSED = {"nul.csv": "NUL characters", "two_lists.xlsx": "Say which one holds the list."}
NO_NAMES = "own_words.csv"  # its columns are chosen on the page


@pytest.fixture
def event(officer):
    return EventFactory(host_council=officer.organisation, logged_by=officer)


def run(*arguments) -> tuple[int, dict, str]:
    """Exit code, JSON and what was said on the error stream."""
    said, error = StringIO(), StringIO()
    try:
        call_command(*map(str, arguments), "--json", stdout=said, stderr=error)
    except SystemExit as ended:
        return ended.code, json.loads(said.getvalue()), error.getvalue()
    return 0, json.loads(said.getvalue()), error.getvalue()


@pytest.mark.parametrize("name", SUMS)
def test_dry_run_tells_every_row_and_saves_nothing(event, name):
    code, report, error = run("import_residents", event.reference, LISTS / name, "--dry-run")

    rows = report["rows"]
    assert (code, error) == (0, "")
    assert report.keys() >= KEYS and list(rows) == list(ROWS)
    assert rows["in_file"] == sum(rows[name] for name in ROWS[1:]) == SUMS[name][2][0]
    assert len(report["people"]) == rows["add"] + rows["change"] + rows["same"]
    assert all(person.keys() >= PERSON and "" not in person.values() for person in report["people"])
    assert all(problem.keys() == PROBLEM for problem in report["problems"])
    assert {problem["level"] for problem in report["problems"]} <= {"error", "warning"}
    assert not TrackerEntry.objects.exists() and not ResidentImport.objects.exclude(content=None).exists()


@pytest.mark.parametrize("command", ["import_residents", "reconcile"])
@pytest.mark.parametrize("name", REFUSED)
def test_list_refused_as_a_whole_is_one_sentence_and_1(event, command, name):
    code, report, error = run(command, event.reference, LISTS / name)

    assert code == 1 and report.keys() == {"refused"}
    assert REFUSED[name] in report["refused"] and report["refused"] in error


def test_open_quote_is_refused_and_no_file_kept(event, tmp_path):
    (tmp_path / "list.csv").write_bytes(b'Name,Room\n"Ada,1\nBert,2\n')

    code, report, _ = run("import_residents", event.reference, tmp_path / "list.csv")

    assert code == 1 and "A quote opened on line 2 is never closed." in report["refused"]
    assert not ResidentImport.objects.exclude(content=None).exists()


@pytest.mark.parametrize("name", [name for name in SUMS if name not in (NO_NAMES, "two_thousand.csv")])
def test_each_list_against_itself_has_everybody_twice(event, name, tmp_path):
    (tmp_path / f"again-{name}").write_bytes((LISTS / name).read_bytes())

    code, report, _ = run("reconcile", event.reference, LISTS / name, tmp_path / f"again-{name}")

    assert code == 0 and report.keys() == {"pairs", "only", "rows"}
    for counts in report["rows"].values():
        assert counts["in_file"] == counts["same"] + counts["probably"] + counts["only"]
        assert counts["in_file"] + counts["blank"] + counts["not_people"] == SUMS[name][2][0]
    assert all(pair["class"] in ("same", "probably") for pair in report["pairs"])
    assert not ReconcileList.objects.exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_loaded_list_goes_out_with_as_many_people(event, officer, tmp_path, kind):
    _, loaded, _ = run("import_residents", event.reference, LISTS / "first.csv")
    out = tmp_path / f"out.{kind}"

    asked = ("export_tracker", event.reference, "--as", officer.email, "--format", kind, "--out", out)
    code, report, _ = run(*asked)

    assert code == 0 and report.keys() == {"file", "people", "columns"}
    assert report["people"] == loaded["rows"]["add"] and out.stat().st_size


def test_list_without_names_is_not_loaded_as_if_it_were_empty(event):
    code, report, _ = run("import_residents", event.reference, LISTS / NO_NAMES)

    assert code == 1 and "No column of names was found" in report["refused"]
    assert not ResidentImport.objects.exclude(content=None).exists()


def test_who_may_not_load_lists_is_refused_in_a_sentence(event, partner, reader):
    for by in (partner, reader):
        code, report, error = run("import_residents", event.reference, LISTS / "first.csv", "--as", by.email)

        assert code == 1 and report["refused"].endswith(".") and report["refused"] in error


def test_sheet_that_was_read_is_named(event):
    assert (
        run("import_residents", event.reference, LISTS / "dates.xlsx", "--dry-run")[1]["sheet"] == "Residents"
    )
