"""Whom a row of a resident list is: somebody on the tracker already, somebody in an earlier row, or somebody new."""

import datetime as dt

from tests.trackers.test_residents import MESSY, said, staged, states
from trackers.rules.residents import Decisions


def there(**values):
    return {"id": 7, "surname": "Moss", "forename": "Ada", "date_of_birth": dt.date(1939, 5, 8), **values}


def test_same_file_again_changes_nothing():
    first = staged(*MESSY)
    people = [{"id": row.row, **row.values} for row in first.people]

    again = staged(*MESSY, existing=people)

    assert again.counts["same"] == first.counts["add"]
    assert again.counts["add"] == again.counts["change"] == 0


def test_person_in_the_tracker_is_found_by_number_then_by_name_and_birth():
    heads = ["Surname", "Forename", "DOB", "NHS No", "Room"]
    people = [there(nhs_number="9990000018", room="1"), {**there(room="2"), "id": 8, "surname": "Lark"}]

    result = staged(
        heads,
        ["MOSS-REED", "Ada", "8/5/1939", 9990000018, 1],
        ["LARK", "Ada", "8/5/1939", None, 3],
        existing=people,
    )

    assert [(row.state, row.person, row.changes) for row in result.rows] == [
        ("change", 7, {"surname": ("Moss", "Moss-Reed")}),
        ("change", 8, {"room": ("2", "3")}),
    ]


def test_empty_and_unknown_cells_change_nothing():
    person = there(funding="this_council", room="1", has_capacity="yes", next_of_kin_phone="01632 960011")
    heads = ["Surname", "Forename", "DOB", "Funding", "Room", "Capacity", "NOK tel"]

    result = staged(heads, ["moss", "ADA", "8/5/1939", "tbc", None, "?", "01632960011"], existing=[person])

    assert [(row.state, row.changes) for row in result.rows] == [("same", {})]


def test_date_of_birth_is_added_to_the_only_namesake():
    person = {**there(), "date_of_birth": None}

    result = staged(["Surname", "Forename", "DOB"], ["MOSS", "Ada", "8/5/1939"], existing=[person])

    assert result.rows[0].changes == {"date_of_birth": (None, dt.date(1939, 5, 8))}


def test_number_of_somebody_quite_different_is_an_error():
    result = staged(
        ["Surname", "Forename", "DOB", "NHS No"],
        ["QUILL", "Bea", "1/1/1940", 9990000018],
        existing=[there(nhs_number="9990000018")],
    )

    assert states(result) == {2: "refused"}
    assert said(result)[0][2] == "This NHS number belongs to Ada Moss, who is in the tracker."
    assert result.problems[0].other_person == 7


def test_two_rows_for_one_person_in_the_tracker_are_not_both_taken():
    people = [there(nhs_number="9990000018", client_record_number="EX-1")]
    heads = ["Surname", "Forename", "NHS No", "Client ID"]

    result = staged(heads, ["MOSS", "Ada", 9990000018, None], ["MOSS", "A", None, "EX-1"], existing=people)

    assert [row.state for row in result.rows] == ["same", "refused"]


def test_person_settles_what_is_open():
    rows = [
        ["Resident", "DOB", "Room"],
        ["MOSS Ada", "31/06/1944", 1],
        [None, "8/5/1939", 2],
        ["LARK Ivy", "8/5/1939", 3],
        ["LARK Ivy", "8/5/1939", 4],
        ["QUILL Bea", None, 5],
    ]
    decisions = Decisions(
        corrections={(2, "date_of_birth"): "30/06/1944", (3, "full_name"): "Nora Reed"},
        left_out={6},
        apart={5},
    )

    result = staged(*rows, decisions=decisions)

    assert states(result) == {2: "add", 3: "add", 4: "add", 5: "add", 6: "refused"}
    assert result.rows[0].values["date_of_birth"] == dt.date(1944, 6, 30)
    assert result.rows[1].label == "Nora Reed"


def test_person_says_that_two_are_the_same():
    rows = [["Surname", "Forename", "DOB"], ["MOSS", "Addie", "8/5/1938"]]

    result = staged(*rows, existing=[there()], decisions=Decisions(same_as={2: 7}))

    assert [(row.state, row.person) for row in result.rows] == [("change", 7)]


def test_date_not_known_is_a_correction_too():
    result = staged(
        ["Name", "DOB"],
        ["MOSS Ada", "31/06/1944"],
        decisions=Decisions(corrections={(2, "date_of_birth"): ""}),
    )

    assert states(result) == {2: "add"}


def test_swapped_numbers_ask_about_both_people_and_neither_number_is_taken_over():
    people = [
        there(id=1, surname="Larksmead", nhs_number="9990000018"),
        there(id=2, surname="Mosswick", forename="Ida", nhs_number="9990000026"),
    ]
    rows = [
        ["Surname", "Forename", "DOB", "NHS number"],
        ["Larksmead", "Ada", "8/5/1939", "9990000026"],
        ["Mosswick", "Ida", "8/5/1939", "9990000018"],
    ]
    people[1]["date_of_birth"], rows[2][2] = dt.date(1931, 1, 9), "9/1/1931"
    asked = staged(*rows, existing=people)
    assert [one.other_name for one in asked.rows[0].problems] == ["Ida Mosswick", "Ada Larksmead"]

    settled = staged(*rows, existing=people, decisions=Decisions(same_as={2: 1, 3: 2}))

    assert [(row.state, row.person) for row in settled.rows] == [("same", 1), ("same", 2)]
    assert all("it is not taken over" in row.problems[0].reason for row in settled.rows)


def test_two_rows_of_one_person_are_told_though_something_else_is_doubtful():
    rows = [
        ["Surname", "Forename", "DOB", "Age"],
        ["Moss", "Ada", "8/5/1939", 87],
        ["Mosse", "Adah", "8/5/1939", 20],
    ]

    found = staged(*rows, existing=[there()], decisions=Decisions(same_as={3: 7}))

    assert found.rows[1].state == "refused"
    assert found.rows[1].problems[-1].reason == "This is the same person in the tracker as row 2."
