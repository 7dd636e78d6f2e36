"""`reconcile`: the comparison of the page for scripts, which saves nothing."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import sheets
from tests.factories.events import EventFactory
from trackers.models import ReconcileList, ResidentImport

pytestmark = pytest.mark.django_db
HEADINGS = ["Surname", "Forename", "Date of birth", "Room"]


@pytest.fixture
def event(officer):
    return EventFactory(host_council=officer.organisation, logged_by=officer)


@pytest.fixture
def files(tmp_path):
    lists = {
        "provider.xlsx": [
            ["Larksmead", "Ada", "12/03/1934", "1"],
            ["Mosswick", "Ida", "", "2"],
            [],
            ["Total: 2"],
        ],
        "council.xlsx": [
            ["LARKSMEAD", "Ada", "1934-03-12", ""],
            ["Moswick", "Ida", "", ""],
            ["Pell", "Tom", "", ""],
        ],
    }
    for name, rows in lists.items():
        (tmp_path / name).write_bytes(sheets.xlsx([HEADINGS, *rows]))
    return [tmp_path / name for name in lists]


def run(*arguments) -> dict:
    call_command("reconcile", *map(str, arguments), "--json", stdout=(said := StringIO()), stderr=StringIO())
    return json.loads(said.getvalue())


def test_lists_are_compared_and_nothing_is_saved(event, files):
    report = run(event.reference, *files)

    assert [(pair["a"], pair["b"], pair["class"]) for pair in report["pairs"]] == [
        ({"file": "provider.xlsx", "row": 2}, {"file": "council.xlsx", "row": 2}, "same"),
        ({"file": "provider.xlsx", "row": 3}, {"file": "council.xlsx", "row": 3}, "probably"),
    ]
    assert report["pairs"][0]["score"] > report["pairs"][1]["score"] > 0
    assert report["only"] == [{"file": "council.xlsx", "row": 4}]
    assert report["rows"]["provider.xlsx"] == {
        "in_file": 2, "same": 1, "probably": 1, "only": 0, "blank": 1, "not_people": 1
    }  # fmt: skip
    assert not ReconcileList.objects.exists() and not ResidentImport.objects.exists()


def test_one_list_is_held_against_the_tracker(event, entry, files):
    report = run(event.reference, files[0])
    assert {"file": "tracker", "row": entry.pk} in report["only"]
    assert report["rows"]["tracker"]["in_file"] == 1


def test_files_of_one_name_are_told_apart(event, files, tmp_path):
    (tmp_path / "older").mkdir()
    older = tmp_path / "older" / "provider.xlsx"
    older.write_bytes(files[0].read_bytes())
    assert run(event.reference, files[0], older)["rows"].keys() == {str(files[0]), str(older)}


def test_summary_is_a_line_for_each_list(event, files):
    call_command("reconcile", event.reference, *map(str, files), stdout=(said := StringIO()))
    assert "council.xlsx: 3 people. 1 the same, 1 probably the same, 1 only here." in said.getvalue()


@pytest.mark.parametrize(
    ("reference", "name", "email", "sentence"),
    [
        ("PF-2026-9999", "provider.xlsx", "", "There is no event PF-2026-9999."),
        ("", "missing.xlsx", "", "cannot be read"),
        ("", "list.pdf", "", "list.pdf: This is not a spreadsheet"),
        ("", "provider.xlsx", "nobody@council.example", "Nobody has an account"),
        ("", "provider.xlsx", "leader@council.example", "Only the council that runs the event"),
    ],
)
def test_refusals_are_one_sentence_and_leave_with_1(event, reader, files, reference, name, email, sentence):
    folder = files[0].parent
    (folder / "list.pdf").write_bytes(b"%PDF-1.7")
    said, error = StringIO(), StringIO()
    asked = [reference or event.reference, str(folder / name), "--json", *(["--as", email] if email else [])]
    with pytest.raises(SystemExit) as ended:
        call_command("reconcile", *asked, stdout=said, stderr=error)
    assert ended.value.code == 1
    assert sentence in json.loads(said.getvalue())["refused"] and sentence in error.getvalue()
