"""Lists that came out wrong once, built here: what each row must come to, and the sentence that names what is wrong."""

import datetime as dt
from datetime import date

import pytest

from govuk.sheets import gate
from tests.factories import sheets
from tests.trackers.test_messy_lists import TODAY
from trackers.listing import likely_table
from trackers.rules.columns import recognise
from trackers.rules.funding import Council
from trackers.rules.names import full_name
from trackers.rules.residents import Staged, stage

PREFIXES = "Prefix;First Name;Last Name;Preferred\r\nMrs.;Françoise;D'Arcy;Fifi\r\n".encode("cp1252")
WELSH = b"\xfe\xff" + (
    "Enw llawn\tDyddiad geni\tYstafell\tPerthynas agosaf\r\n"
    "Llywelyn ap Gruffudd\t3 Mawrth 1934\t4\tGwenllian (merch) 01632 960011\r\n"
).encode("utf-16-be")
FLOORS = sheets.xlsx(
    [
        ["Residents as at 14 November 2026"],
        ["Resident", None, "Date of", "Next of kin", None],
        ["Surname", "Forename(s)", "Birth", "Name", "Telephone"],
        ["GROUND FLOOR"],
        ["TANSYWICK", "Ada", dt.date(1934, 3, 12), "Joan Tansywick", "01632960013"],
        ["MacDONALD", "Bert", dt.date(1931, 7, 2), "(none)", None],
        ["Sub-total Ground floor", 2],
    ],
    merged=("A1:E1", "A2:B2", "D2:E2"),
)
TABLES = sheets.xlsx(
    [
        ["Permanent residents"],
        ["Surname", "Forename", "Room"],
        ["Alderby", "Ann", "1"],
        [None],
        ["Respite residents"],
        ["Room", "Surname", "Forename"],
        ["3", "Cedarwick", "Cath"],
    ]
)
CONTACTS = sheets.xlsx(
    [
        ["THE LAURELS - CONFIDENTIAL"],
        ["Rm", "Resident", "NOK 1", "NOK 1 Tel", "Relationship", "NOK 2", "NOK 2 Tel", "Relationship", "Diet"],
        ["1-2", "ALDERWICK\nAda Mary (Mrs)", "Joan Alderwick", "01632 960001", "Daughter", "Peter Stone",
         "01632 960002", "Son", "Soft"],
        [dt.date(2026, 2, 1), "BIRCHWOOD, Bertram"],
        ["02-Jan", "CEDARBY, Cyril - DNAR"],
        [4, "DAMSON, Dot RIP"],
        [5, "Elm Eve"],
        [6, "A. B. Fern-Gorse"],
    ]
)  # fmt: skip
LEFT = b"""Surname,Forename,DOB,Date of death,Date left
Alder,Ann,DOB: 12/3/42,,n/a
Birch,Bob,00/00/1934,12/11/2026,
Cedar,Cy,NULL,,20/11/2026
Damson,Di,1/2/1931,no,1/2/2027
"O""Elm",Ed,1/2/1931,,
"""
LISTS = {
    "contacts.xlsx": CONTACTS,
    "left.csv": LEFT,
    "at_home.csv": b'Client,Address,Post code,NOK,Address\n"Alder, Ann",1 High St,EX1 1AA,Joan,2 Low St\n',
    "surgeries.csv": b'Client,GP,Address,NOK,Address\n"Alder, Ann",Dr A,9 Mill Ln,Joan,2 Low St\n',
    "prefixes.csv": PREFIXES,
    "welsh.csv": WELSH,
    "floors.xlsx": FLOORS,
    "tables.xlsx": TABLES,
    "beside.csv": b"Surname,Forename,,Surname,Forename\nAlderby,Ann,,Cedarwick,Cath\n",
    "counted.csv": b"No,Name,DOB\n1,Ann Alderby,1/2/1930\n2,Bob Birchley,3/4/1931\n3,,\n4,,\n",
    "rooms.csv": b"Resident\nRm 3 - Mrs Ada Alderby\n5. Cath Cedarwick\nDot Damson 7\n",
    "turned.csv": b"Surname,Alderby,Birchley\nForename,Ann,Bob\nDOB,1/2/1930,3/4/1931\n",
    "status.csv": b"Surname,Forename,Status\nAlder,Ann,RIP 3/11/26\nDamson (deceased),Dot,\nBirch,Bob,In hospital\n",
    "marks.csv": "Surname,Forename,NHS\n\u202eApple\u202csham,Ag\u200bnes,9990000115.0\n\u200fKhan,Amir,\n".encode(),
    "formulas.csv": b"Surname,Forename,Room\n=cmd|'/C calc'!A0,Ann,1\nBirchley,@SUM(1),2\n+Jones,Dot,3\n",
    "years.csv": b"Surname,Forename,DOB\nAlderby,Ann,5/6/7\nElder,Eve,'14-Sep-31\n",
    "mixed.csv": "Surname,Forename,Age/DOB\nMôn,Siân,84 (12/03/1942)\n".encode()
    + "Köller,Renée,84\n".encode("cp1252"),
    "both.csv": b"Surname,Forename,DOB,Age\nAlder,Ann,13/12/1942 (83),\nBirch,Bob,,84 (12/03/1942)\n"
    b"Elm,Eve,31/02/1942 84,\n",
    "capitals.csv": b"RES. SURNAME,RES. FORENAME(S),RES/NUR\nALDERBY,ANN,RES\n",
}


def staged(name: str) -> Staged:
    table = likely_table(gate.check(LISTS[name], name), "")
    return stage(table, recognise(table), today=TODAY, council=Council("Exampleshire County Council"))


READ = [
    ("contacts.xlsx", 3, {"surname": "Alderwick", "forename": "Ada Mary", "room": "1-2",
                          "next_of_kin_name": "Joan Alderwick", "next_of_kin_phone": "01632 960001",
                          "next_of_kin_relationship": "Daughter",
                          "notes": "NOK 2: Peter Stone\nNOK 2 Tel: 01632 960002\nRelationship (column H): Son\n"
                          "Diet: Soft"}),
    ("contacts.xlsx", 4, {"room": None}),
    ("contacts.xlsx", 5, {"room": None, "forename": "Cyril", "name_aside": "DNAR"}),
    ("contacts.xlsx", 8, {"surname": "Fern-Gorse", "forename": "A. B."}),
    ("left.csv", 2, {"date_of_birth": date(1942, 3, 12)}),
    ("left.csv", 3, {"birth_stated": "00/00/1934"}),
    ("left.csv", 4, {"date_of_birth": None, "birth_stated": None}),
    ("at_home.csv", 2, {"address": "1 High St, EX1 1AA", "next_of_kin_address": "2 Low St"}),
    ("surgeries.csv", 2, {"address": None, "next_of_kin_address": "2 Low St"}),
    ("prefixes.csv", 2, {"title": "Mrs", "surname": "D'Arcy", "known_as": "Fifi"}),
    ("welsh.csv", 2, {"surname": "ap Gruffudd", "date_of_birth": date(1934, 3, 3), "room": "4",
                      "next_of_kin_name": "Gwenllian (merch)"}),
    ("floors.xlsx", 5, {"surname": "Tansywick", "next_of_kin_phone": "01632960013"}),
    ("floors.xlsx", 6, {"surname": "MacDonald", "next_of_kin_name": None}),
    ("tables.xlsx", 3, {"surname": "Alderby", "forename": "Ann", "room": "1"}),
    ("tables.xlsx", 7, {"surname": "Cedarwick", "forename": "Cath", "room": "3"}),
    ("counted.csv", 2, {"surname": "Alderby", "client_record_number": None}),
    ("rooms.csv", 2, {"surname": "Alderby", "forename": "Ada", "title": "Mrs", "name_aside": "Rm 3"}),
    ("rooms.csv", 3, {"surname": "Cedarwick", "forename": "Cath"}),
    ("status.csv", 4, {"notes": "In hospital"}),
    ("marks.csv", 2, {"surname": "Applesham", "forename": "Agnes", "nhs_number": "9990000115"}),
    ("marks.csv", 3, {"surname": "Khan"}),
    ("years.csv", 3, {"date_of_birth": date(1931, 9, 14)}),
    ("mixed.csv", 2, {"surname": "Môn", "forename": "Siân", "date_of_birth": date(1942, 3, 12), "age": 84}),
    ("mixed.csv", 3, {"surname": "Köller", "forename": "Renée", "age": 84}),
    ("both.csv", 2, {"date_of_birth": date(1942, 12, 13), "age": 83}),
    ("both.csv", 3, {"date_of_birth": date(1942, 3, 12), "age": 84}),
    ("both.csv", 4, {"age": 84, "date_of_birth": None}),
    ("capitals.csv", 2, {"surname": "Alderby", "forename": "Ann", "care_type": "RES"}),
]  # fmt: skip
WRONG = [
    ("contacts.xlsx", 4, "warning", "made a date of this: 1 February 2026. Perhaps 1-2 was meant."),
    ("contacts.xlsx", 5, "warning", "made a date of this: 02-Jan."),
    ("contacts.xlsx", 6, "warning", "“RIP”: The list seems to say that this person has died."),
    ("contacts.xlsx", 7, "warning", "does not show which name is the surname. The first is taken"),
    (
        "left.csv",
        3,
        "warning",
        "“12/11/2026” under Date of death: The list seems to say that this person has died.",
    ),
    (
        "left.csv",
        4,
        "warning",
        "“20/11/2026” under Date left: The list seems to say that this person has left.",
    ),
    ("left.csv", 6, "error", "is not a name."),
    ("floors.xlsx", 6, "warning", "there is no next of kin"),
    ("rooms.csv", 4, "error", "“Dot Damson 7” is not a name."),
    ("turned.csv", 3, "error", "the name of a column, not of a person"),
    ("status.csv", 2, "warning", "“RIP 3/11/26”: The list seems to say that this person has died."),
    ("status.csv", 3, "warning", "“deceased”: The list seems to say"),
    ("formulas.csv", 2, "error", "is not a name"),
    ("formulas.csv", 3, "error", "“@SUM(1)” is not a name."),
    ("formulas.csv", 4, "error", "“+Jones” is not a name."),
    ("both.csv", 4, "error", "is not a date"),
    ("years.csv", 2, "error", "its year has one digit"),
]
SUMS = {  # to add, refused, blank, not people
    "floors.xlsx": (2, 0, 0, 2),
    "tables.xlsx": (2, 0, 1, 2),
    "counted.csv": (2, 0, 0, 2),
    "turned.csv": (0, 2, 0, 0),
    "formulas.csv": (0, 3, 0, 0),
}


@pytest.mark.parametrize(("name", "row", "values"), READ)
def test_row_is_read_as_a_person_would(name, row, values):
    found = next(one.values for one in staged(name).rows if one.row == row)

    assert {field: found.get(field) for field in values} == values


@pytest.mark.parametrize(("name", "row", "level", "reason"), WRONG)
def test_what_is_wrong_is_said(name, row, level, reason):
    problems = [one for one in staged(name).problems if one.row == row and one.level == level]

    assert any(reason in one.reason for one in problems)


@pytest.mark.parametrize("name", SUMS)
def test_every_row_is_accounted_for(name):
    counts = staged(name).counts

    assert (counts["add"], counts["refused"], counts["blank"], counts["not_people"]) == SUMS[name]
    assert counts["in_file"] == sum(SUMS[name])


@pytest.mark.parametrize("row", [2, 5])
def test_nobody_is_taken_for_gone_who_leaves_later_or_not_at_all(row):
    assert not [one for one in staged("left.csv").problems if one.row == row and "seems to say" in one.reason]


def test_tables_in_one_sheet_are_told():
    assert staged("tables.xlsx").notes[0].startswith("From row 6 the columns stand in another order.")
    assert "the people in columns D to E are NOT read" in staged("beside.csv").notes[0]


@pytest.mark.parametrize(
    ("text", "aside", "known_as"),
    [
        ("Smithwick (née Jonesby), Ada", "née Jonesby", ""),
        ("VAN DER BERG, Jan (known as Johnny)", "", "Johnny"),
    ],
)
def test_maiden_name_is_not_what_somebody_is_called(text, aside, known_as):
    name = full_name(text).value

    assert (name.aside, name.known_as) == (aside, known_as)
