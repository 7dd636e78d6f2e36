import pytest

from govuk.sheets.gate import check
from govuk.sheets.read import Table, read
from tests.factories import sheets
from trackers.rules.columns import from_mapping, likely_sheets, recognise
from trackers.rules.headings import FIELDS, field_of, is_turned

PEOPLE = [["APPLESHAM", "Agnes", "12/03/1942"], ["BRINDLECOMBE", "Albert", "4.7.35"]]


def table(*rows, merged=()):
    width = max(map(len, rows))
    return Table(
        "List", [(n, [*row, *[None] * (width - len(row))]) for n, row in enumerate(rows, start=1)], merged
    )


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOK tel", "next_of_kin_phone"),
        ("N.O.K.", "next_of_kin_name"),
        ("D.O.B.", "date_of_birth"),
        ("DoB", "date_of_birth"),
        ("Date of Birth (dd/mm/yyyy)", "date_of_birth"),
        ("Date of Brith", "date_of_birth"),
        ("Rm", "room"),
        ("Rm No.", "room"),
        ("Surname, forename", "full_name"),
        ("Surname/Forename", "full_name"),
        ("Resident's Name", "full_name"),
        ("Residents Surname", "surname"),
        ("Surnmae", "surname"),
        ("SU First Name", "forename"),
        ("NHS #", "nhs_number"),
        ("Soc serv no", "client_record_number"),
        ("Frameworki Number", "client_record_number"),
        ("Mosaic ID", "client_record_number"),
        ("Gender (M/F)", "gender"),
        ("Responsibility for Funding", "funding"),
        ("Funding (LA/Private/CHC)", "funding"),
        ("LA", "funding_authority"),
        ("Main Representative", "next_of_kin_name"),
        ("NoK Relationship", "next_of_kin_relationship"),
        ("NOK e-mail", "next_of_kin_email"),
        ("Next of Kin\nContact No", "next_of_kin_phone"),
        ("Has Capacity Y/N", "has_capacity"),
        ("Requires Advocate Y/N", "requires_advocate"),
        ("IMCA?", "requires_advocate"),
        ("Mobility Needs", "mobility_needs"),
        ("DoLS in place?", "dols"),
        ("Hrs p/w", "hours_per_week"),
        ("G.P. Surgery", "gp"),
        ("Admission Date", "date_admitted"),
        ("Res/Nursing", "care_type"),
        ("Diet etc", "notes"),
    ],
)
def test_heading_gives_its_field(heading, field):
    assert field_of(heading) == field
    assert field in FIELDS


@pytest.mark.parametrize(
    "heading",
    [
        "DNAR?",
        "Fee",
        "Religion",
        "Keyworker",
        "Date of death",
        "DoLS expiry",
        "Next review date",
        "Name of Home",
        "",
    ],
)
def test_heading_that_is_not_ours_gives_nothing(heading):
    assert field_of(heading) is None


def test_headings_are_found_below_title_rows():
    found = recognise(
        table(["Quillmere House"], ["Manager:", "P. Marlow"], [], ["Surname", "Forename", "DOB"], *PEOPLE)
    )

    assert found.heading_row == 4
    assert found.mapping == {"Surname": "surname", "Forename": "forename", "DOB": "date_of_birth"}


def test_rows_of_people_are_not_taken_for_headings():
    found = recognise(table(["Name", "Category"], ["Ada Moss", "Nursing"], ["GP", "Private"]))

    assert found.heading_row == 1


def test_unknown_headings_are_listed_and_empty_columns_left_out():
    found = recognise(table(["Surname", "DNAR?", None, None], ["MOSS", "N", None, "soft diet"]))

    assert found.mapping == {"Surname": "surname"}
    assert found.unknown == ["DNAR?", "Column D"]


def test_columns_of_the_next_of_kin_are_told_by_their_neighbours():
    found = recognise(table(["Name", "DOB", "Tel", "Next of kin", "Relationship", "Tel", "Address", "Room"]))

    assert [column.field for column in found.columns] == [
        "full_name", "date_of_birth", None, "next_of_kin_name", "next_of_kin_relationship", "next_of_kin_phone",
        "next_of_kin_address", "room",
    ]  # fmt: skip
    assert found.unknown == ["Tel"]


def test_name_beside_surname_is_the_forename():
    assert [column.field for column in recognise(table(["Surname", "Name", "Room"])).columns] == [
        "surname",
        "forename",
        "room",
    ]


def test_same_heading_twice_keeps_both_apart():
    found = recognise(table(["Surname", "Forename", "Room", "Room"], ["MOSS", "Ada", 1, 2]))

    assert [column.heading for column in found.columns][2:] == ["Room", "Room (column D)"]
    assert [column.field for column in found.columns][2:] == ["room", None]


@pytest.mark.parametrize("build", [sheets.xlsx, sheets.csv_file])
def test_headings_of_two_rows_are_read_together(build):
    rows = [
        ["Resident", None, "DOB", "Next of kin", None, None],
        ["Surname", "Forename", None, "Name", "Tel", "Relationship"],
        ["MOSS", "Ada", "12/03/1942", "Ivy Moss", "01632 960011", "daughter"],
    ]
    merged = {"merged": ["A1:B1", "C1:C2", "D1:F1"]} if build is sheets.xlsx else {}

    found = recognise(read(check(build(rows, **merged), "list")))

    assert found.heading_row == 2
    assert [column.field for column in found.columns] == [
        "surname", "forename", "date_of_birth", "next_of_kin_name", "next_of_kin_phone", "next_of_kin_relationship",
    ]  # fmt: skip


def test_heading_may_ask_the_opposite():
    assert is_turned("Lacks capacity?")
    assert not is_turned("Has capacity")
    assert [column.is_turned for column in recognise(table(["Name", "Lacks capacity"])).columns] == [
        False,
        True,
    ]


def test_person_may_choose_other_fields():
    found = recognise(table(["Name", "DNAR?", "Room"])).with_fields({1: "notes", 2: None})

    assert found.mapping == {"Name": "full_name", "DNAR?": "notes"}


def test_person_may_name_the_heading_row_and_columns():
    found = from_mapping(
        table(["Wer", "Wann"], ["MOSS Ada", "12/03/1942"]), 1, {"Wer": "full_name", "B": "date_of_birth"}
    )

    assert found.heading_row == 1
    assert found.mapping == {"Wer": "full_name", "Wann": "date_of_birth"}


def test_table_without_headings_says_so():
    found = recognise(table(*PEOPLE))

    assert found.heading_row is None
    assert [column.heading for column in found.columns] == ["Column A", "Column B", "Column C"]
    assert not found.mapping


def test_sheets_that_list_people_are_told_from_others():
    notes = table(["How to fill in this form"], ["Ask the manager"])
    people = table(["Surname", "Forename"], ["MOSS", "Ada"])

    assert likely_sheets([notes, people]) == [people]
