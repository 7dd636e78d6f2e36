"""The operator's command, with the keys and exit codes that councils script against."""

import io
import json

import pytest
from django.core.management import call_command

from providers.management.commands.import_cqc import Bar
from providers.models import RegisterLoad, Service
from tests.providers.shapes import DATA

pytestmark = pytest.mark.django_db


def run(*arguments):
    """(exit code, what was printed, what went to the error stream)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_cqc", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_json_has_the_keys_of_the_contract_and_adds_up():
    code, out, err = run(DATA / "tidy.csv", DATA / "rating_history.csv", "--json")

    tidy, ratings = json.loads(out)["files"]
    assert (code, err) == (0, "")
    assert (tidy["name"], tidy["shape"], tidy["rows"], tidy["added"], tidy["changed"]) == (
        "tidy.csv",
        "tidy",
        10,
        8,
        1,
    )
    for file in (tidy, ratings):
        refused = len({problem["row"] for problem in file["problems"]})
        assert file["added"] + file["changed"] + file["unchanged"] + refused == file["rows"]
        assert {"no_longer_listed", "linked"} <= file.keys()
    assert ratings["problems"][0].keys() == {"row", "column", "value", "reason"}


def test_summary_is_plain_words():
    _, out, _ = run(DATA / "api_table.csv")

    assert "5 rows. 5 added, 0 changed, 0 unchanged, 0 refused" in out
    assert "cell left out" in out


def test_same_file_again_is_said_to_be_the_same():
    run(DATA / "tidy.csv")

    _, out, _ = run(DATA / "tidy.csv")

    assert "10 rows. 0 added, 0 changed, 10 unchanged" in out
    assert "The same file was loaded on" in out


def test_refused_file_is_one_sentence_and_code_1(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,age\nsomebody,7\n")

    code, out, err = run(path)

    assert (code, out) == (1, "")
    assert err.strip().count("\n") == 0
    assert err.startswith("This is not a CQC register file")


def test_refused_file_keeps_what_came_before_it(tmp_path):
    code, out, err = run(DATA / "tidy.csv", tmp_path / "nowhere.csv", "--json")

    answer = json.loads(out)
    assert code == 1
    assert answer["refused"] == err.strip()
    assert len(answer["files"]) == RegisterLoad.objects.count() == 1


def test_day_can_be_given_for_a_file_without_one():
    run(DATA / "api_location_list.json", "--as-at", "2025-03-31")

    assert str(Service.objects.first().as_at) == "2025-03-31"


def test_bar_is_drawn_only_on_a_terminal(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)

    bar = Bar("file.csv")
    bar(60_000, 120_000)
    bar.clear()

    assert "50% 60,000 rows" in terminal.getvalue()
    quiet = io.StringIO()
    monkeypatch.setattr("sys.stderr", quiet)
    Bar("file.csv")(1, 2)
    assert quiet.getvalue() == ""
