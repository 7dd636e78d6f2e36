"""`import_residents`: the same operation as the page, with the JSON that councils script."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import sheets
from tests.factories.events import EventFactory
from tests.trackers.test_operations_imports import LIST
from trackers.models import ResidentImport, TrackerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return EventFactory(host_council=officer.organisation, logged_by=officer)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "residents.xlsx"
    path.write_bytes(sheets.xlsx(LIST))
    return path


def run(*arguments) -> dict:
    call_command(
        "import_residents", *map(str, arguments), "--json", stdout=(said := StringIO()), stderr=StringIO()
    )
    return json.loads(said.getvalue())


def test_list_is_loaded_and_told_row_by_row(event, file):
    report = run(event.reference, file)

    assert report["rows"] == {
        "in_file": 5, "add": 2, "change": 0, "same": 0, "refused": 1, "blank": 1, "not_people": 1
    }  # fmt: skip
    assert report["heading_row"] == 2
    assert report["columns"]["D.O.B"] == "date_of_birth"
    first = report["people"][0]
    assert (first["row"], first["surname"], first["date_of_birth"], first["known_as"]) == (
        3,
        "Applesham",
        "1942-03-12",
        None,
    )
    assert report["problems"][0]["row"] == 5
    assert TrackerEntry.objects.count() == 2


def test_dry_run_saves_nothing_and_keeps_no_file(event, file):
    report = run(event.reference, file, "--dry-run")

    assert report["rows"]["add"] == 2
    assert not TrackerEntry.objects.exists()
    assert ResidentImport.objects.get().content is None


def refused(*arguments) -> tuple[dict, str]:
    said, error = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_residents", *map(str, arguments), "--json", stdout=said, stderr=error)
    assert ended.value.code == 1
    return json.loads(said.getvalue()), error.getvalue()


def test_refusals_are_one_sentence_and_leave_with_1(event, file, tmp_path):
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.7")
    two = tmp_path / "two.xlsx"
    two.write_bytes(sheets.xlsx([["Name"], ["Ada Larksmead"]], more={"Staff": [["Name"], ["A Worker"]]}))

    answers = [
        refused("PF-2026-9999", file),
        refused(event.reference, tmp_path / "missing.xlsx"),
        refused(event.reference, tmp_path / "list.pdf"),
        refused(event.reference, two),
        refused(event.reference, file, "--as", "nobody@council.example"),
    ]

    assert all(answer["refused"] in error for answer, error in answers)
    assert "There is no event PF-2026-9999." in answers[0][0]["refused"]
    assert "Say which one holds the list." in answers[3][0]["refused"]
    assert run(event.reference, two, "--sheet", "Residents")["rows"]["add"] == 1
