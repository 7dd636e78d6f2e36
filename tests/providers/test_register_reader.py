"""Every shape of CQC file is recognised by its content and read row by row."""

import csv
import gzip
import json
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govuk.sheets.limits import REGISTER, SheetRefused
from providers.register.api import FLAT
from providers.register.facts import Problem, Row
from providers.register.reader import open_register
from providers.register.source import day_in
from tests.providers import shapes
from tests.providers.shapes import DATA, HOME

KEYS = [
    *FLAT,
    "providerId",
    "relationships",
    "currentRatings",
    "historicRatings",
    "gacServiceTypes",
    "lastInspection",
]


def read(path, name=""):
    """(the register, its usable rows by location id, what was refused)."""
    with open_register(path, name) as register:
        found = list(register)
    problems = [row for row in found if isinstance(row, Problem)]
    usable = {
        (row.service or row.provider).get("cqc_id"): row for row in found if not isinstance(row, Problem)
    }
    return register, usable, problems


@pytest.mark.parametrize(
    ("file", "shape", "rows"),
    [
        ("directory.csv", "directory", 7),
        ("adult_social_care.csv", "adult-social-care", 9),
        ("api_locations.jsonl", "api-locations", 8),
        ("api_location_list.json", "api-location-list", 3),
        ("api_providers.jsonl", "api-providers", 3),
        ("api_provider_list.json", "api-provider-list", 3),
        ("api_table.csv", "api-table", 5),
        ("deregistered.csv", "deregistered", 5),
        ("council_list.csv", "council-list", 19),
        ("rating_history.csv", "rating-history", 2),
        ("tidy.csv", "tidy", 10),
    ],
)
def test_shape_is_recognised_plain_and_gzipped(tmp_path, file, shape, rows):
    packed = tmp_path / "no-telling-name.gz"
    with (DATA / file).open("rb") as plain, gzip.open(packed, "wb") as out:
        shutil.copyfileobj(plain, out)

    for path in (DATA / file, packed):
        with open_register(path) as register:
            assert (register.shape, len(list(register))) == (shape, rows)


@pytest.mark.parametrize("build", [shapes.xlsx, shapes.ods])
def test_monthly_workbook_is_read_past_its_note_sheet(tmp_path, build):
    register, usable, _ = read(build(tmp_path / "01_March_2021_HSCA_Active_Locations.bin", HOME))

    home = usable["1-900000001"].service
    assert (register.shape, register.as_at.isoformat()) == ("active-locations", "2021-03-01")
    assert home["service_types"] == '{"Nursing homes"}'
    assert home["specialisms"] == '{"Caring for adults over 65 yrs"}'
    assert (home["phone"], home["beds"], home["rating_on"]) == ("01632960001", "66", "2021-02-03")
    assert usable["1-900000001"].provider["companies_house_number"] == "01234567"


def test_directory_is_dated_by_the_line_above_its_heading():
    register, usable, _ = read(DATA / "directory.csv")

    nursing_home = usable["1-10557588274"].service
    assert register.as_at.isoformat() == "2026-07-22"
    assert (nursing_home["inspected_on"], nursing_home["phone"]) == ("2025-01-22", "01914301100")
    assert (nursing_home["address"], nursing_home["town"]) == ("Victoria Road East", "Hebburn")
    assert nursing_home["care_home"] == "t"


def test_adult_social_care_export_gives_no_rating_date():
    register, usable, _ = read(DATA / "adult_social_care.csv")

    assert "rating_on" not in register.fields
    assert not any(row.ratings for row in usable.values())
    assert {row.service.get("rating") for row in usable.values()} >= {"Good", "Requires improvement"}


def test_adult_social_care_export_loses_its_quirks():
    _, usable, _ = read(DATA / "adult_social_care.csv")

    services = [row.service for row in usable.values()]
    assert all(service["name"] == service["name"].strip() for service in services)
    assert "Voyage" in {service.get("brand") for service in services}
    numbers = {row.provider.get("companies_house_number") for row in usable.values()} - {None}
    assert {len(number) for number in numbers} == {8}
    assert not any("ADASS" in service["region"] for service in services)


def test_api_location_keeps_its_last_rating_and_its_successor():
    _, usable, _ = read(DATA / "api_locations.jsonl")

    ended = usable["1-113831768"]
    assert ended.links == [("1-113831768", "1-18437805065", "New Provider")]
    assert (ended.service["status"], ended.service["deregistered_on"]) == ("deregistered", "2024-02-01")
    assert ("Good", "2018-08-11") in ended.ratings


def test_api_rating_of_the_new_assessment_is_found():
    _, usable, _ = read(DATA / "api_locations.jsonl")

    assert (usable["1-5203053560"].service["rating"], usable["1-5203053560"].service["rating_on"]) == (
        "Good",
        "2024-09-17",
    )


def test_dormancy_that_is_over_is_no_dormancy():
    _, usable, _ = read(DATA / "api_locations.jsonl")

    assert usable["1-10024040008"].service["dormant"] == "t"
    assert usable["1-1068186923"].service["dormant"] == "f"


def test_api_table_reads_python_literals_without_running_them(tmp_path):
    text = (DATA / "api_table.csv").read_text(encoding="utf-8")
    bad = tmp_path / "table.csv"
    bad.write_text(
        text.replace("[{'name': 'Residential homes'", "[__import__('os').getcwd(), {'name': 'x'", 1),
        encoding="utf-8",
    )

    _, usable, problems = read(bad)

    assert (len(usable), len(problems)) == (4, 1)
    assert (problems[0].row, problems[0].column) == (2, "gacServiceTypes")


def test_judgement_that_is_no_rating_is_left_out_with_a_remark():
    _, usable, problems = read(DATA / "api_table.csv")

    remarks = [remark for row in usable.values() for remark in row.remarks]
    assert not problems
    assert [remark.column for remark in remarks] == ["rating"]
    assert "No action" in remarks[0].value


def test_deregistered_list_gives_its_successors():
    _, usable, _ = read(DATA / "deregistered.csv")

    assert usable["5J5X2"].links == [("5J5X2", "RT2C1", "NHS Transfer")]
    assert usable["1-6355044561"].links == []


def test_withheld_names_become_a_flag():
    _, usable, _ = read(DATA / "tidy.csv")

    service = next(row.service for row in usable.values() if row.service["name_withheld"] == "t")
    provider = next(
        row.provider for row in usable.values() if (row.provider or {}).get("name_withheld") == "t"
    )
    assert service["name"] == "5 Everton Road"
    assert provider["name"] == ""


def test_row_without_id_or_with_too_many_cells_is_refused_with_its_number(tmp_path):
    lines = (DATA / "directory.csv").read_text(encoding="utf-8").splitlines()
    lines[6] = lines[6].replace(",1-10553191017,", ",none,")
    lines[7] += ",one more"
    changed = tmp_path / "directory.csv"
    changed.write_text("\r\n".join(lines), encoding="utf-8")

    register, usable, problems = read(changed)

    assert [(problem.row, problem.value) for problem in problems] == [(7, "none"), (8, "")]
    assert register.rows == len(usable) + len(problems) == 7


def test_cell_that_cannot_be_read_is_left_out_and_the_row_kept(tmp_path):
    text = (DATA / "tidy.csv").read_text(encoding="utf-8").replace(",2013-11-04,", ",4 Nov,")
    changed = tmp_path / "tidy.csv"
    changed.write_text(text, encoding="utf-8")

    _, usable, _ = read(changed)

    row = usable["1-1000587219"]
    assert "registered_on" not in row.service
    assert (row.remarks[0].row, row.remarks[0].column, row.remarks[0].value) == (
        2,
        "registration_date",
        "4 Nov",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"name,age\nsomebody,7\n", "not a CQC register file"),
        (b'{"openapi": "3.0"}', "not a CQC register file"),
        (b'{"locationId": "1-11111", ', "breaks off"),
        (b"%PDF-1.7 something", "PDF"),
        (b"\x1f\x8b\x08\x00broken", "damaged"),
        (b"PK\x03\x04not a workbook", "cannot|can't|not a spreadsheet|damaged"),
        (b"\x00\x01\x02\x03\x04binary\x00", "."),
    ],
)
def test_file_of_another_kind_is_refused_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(SheetRefused, match=sentence):
        open_register(path)


def test_list_of_whole_records_is_read(tmp_path):
    lines = (DATA / "api_locations.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "records.json"
    path.write_text("[\n" + ",\n".join(lines[:3]) + "\n]", encoding="utf-8")

    register, usable, _ = read(path)

    assert (register.shape, len(usable)) == ("api-locations", 3)


def test_line_that_is_no_record_is_refused_by_its_number(tmp_path):
    lines = (DATA / "api_locations.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "records.jsonl"
    path.write_text(
        "\n".join([lines[0], "", "{broken", "7", '{"name": "Quilmere"}', lines[1]]), encoding="utf-8"
    )

    _, usable, problems = read(path)

    assert [problem.row for problem in problems] == [3, 4, 5]
    assert len(usable) == 2


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("providers.register.reader.REGISTER", replace(REGISTER, rows=5))

    with pytest.raises(SheetRefused, match="more than 5 rows"):
        read(DATA / "tidy.csv")


def test_file_that_unpacks_too_far_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("providers.register.source.REGISTER", replace(REGISTER, unpacked=1_000))
    path = tmp_path / "directory.csv.gz"
    path.write_bytes(gzip.compress((DATA / "directory.csv").read_bytes()))

    with pytest.raises(SheetRefused, match=r"[Uu]npack"):
        read(path)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("This data was produced on 22 July 2026", "2026-07-22"),
        ("01_October_2025_Latest_ratings.ods", "2025-10-01"),
        ("directory-20260722.csv", "2026-07-22"),
        ("cqc_api_oldham_2025-03.jsonl", "2025-03-31"),
        ("HSCA February 2024.xlsx", "2024-02-29"),
        ("trafford_2018_2025.csv", None),
        ("31_Foo_2025.csv", None),
        ("2025-02-30.csv", None),
    ],
)
def test_day_is_found_in_a_name(words, day):
    found = day_in(words)

    assert (found.isoformat() if found else None) == day


def test_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SheetRefused, match="There is no file"):
        open_register(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("lines", [3, 3000])
def test_quote_that_is_never_closed_is_refused_with_its_line(tmp_path, lines):
    text = (DATA / "tidy.csv").read_text(encoding="utf-8").replace(",Clearbury,", ',"Clearbury,')
    path = tmp_path / "tidy.csv"
    path.write_text(text + "x,y\n" * lines, encoding="utf-8")

    with pytest.raises(SheetRefused, match="A quote opened on line 3 is never closed"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_file_is_read_in_each_encoding(tmp_path, encoding):
    text = (DATA / "directory.csv").read_text(encoding="utf-8").replace("Langdale", "Caf\u00e9 Langdale")
    path = tmp_path / "directory.csv"
    path.write_bytes(text.encode(encoding))

    _, usable, _ = read(path)

    assert usable["1-10558531947"].service["name"] == "Caf\u00e9 Langdale Dental"


def test_semicolons_may_separate_cells(tmp_path):
    path = tmp_path / "directory.csv"
    text = (DATA / "directory.csv").read_text(encoding="utf-8")
    path.write_text(text.replace(",", ";"), encoding="utf-8")

    _, usable, _ = read(path)

    assert "1-10557401684" in usable


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(
        ["directory.csv", "adult_social_care.csv", "api_table.csv", "deregistered.csv", "tidy.csv"]
    ),
    row=st.integers(1, 9),
    column=st.integers(0, 44),
    value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
)
def test_whatever_stands_in_a_cell_every_row_is_accounted_for(tmp_path, file, row, column, value):
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        lines = list(csv.reader(opened))
    before = sum(map(any, lines))
    target = lines[-min(row, 4)]
    target[column % len(target)] = value
    path = tmp_path / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)

    with open_register(path) as register:
        rows = list(register)

    heading = 3 if file == "directory.csv" else 1
    assert len(rows) == register.rows == before - heading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(KEYS),
    value=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
)
def test_whatever_stands_in_a_record_it_is_read_or_refused(tmp_path, key, value):
    record = json.loads((DATA / "api_locations.jsonl").read_text(encoding="utf-8").splitlines()[0])
    path = tmp_path / "file.jsonl"
    path.write_text(json.dumps({**record, key: value}) + "\n", encoding="utf-8")

    with open_register(path) as register:
        (row,) = register

    assert isinstance(row, Row | Problem)
