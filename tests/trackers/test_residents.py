import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govuk.sheets.gate import check
from govuk.sheets.read import Table, read
from tests.factories import sheets
from trackers.rules.funding import Council
from trackers.rules.residents import STATES, Decisions, stage

TODAY = dt.date(2026, 11, 7)
COUNCIL = Council("Exampleshire County Council")
HEADINGS = ["Resident", "D.O.B", "Rm", "Funded by", "NOK name", "NOK tel", "Soc serv no", "NHS No"]
MESSY = [
    ["Quillmere House"],
    ["Manager:", "P. Marlow"],
    [],
    HEADINGS,
    [
        "APPLESHAM, Mrs Agnes",
        dt.date(1942, 3, 12),
        1,
        "ECC",
        "Mrs J Applesham",
        "01632 960011",
        "EX-20417",
        None,
    ],
    ["BRINDLECOMBE Albert", "4.7.35", 2, "Private", "nephew P. Ash", 1632960027, None, 9990000018],
    ["LARKSPUR Ivy (Ivy-May)", "31/06/1944", "3a", "CHC"],
    ["VACANT", None, 4],
    [],
    [None, None, 5, None, "Mrs Wickerby"],
    ["Zoë ÅKERWICK", "unknown", 6, "CHC/SSD"],
    ["First floor"],
    HEADINGS,
    ["MOSS Ada", "1934", 7, "see file"],
    ["BRINDLECOMBE Albert", "04/07/1935", 2, "Self funder"],
    ["#REF!", None, 8, None, None, "01632 960011"],
    ["Total: 36"],
]


def table(*rows):
    width = max(map(len, rows))
    return Table("List", [(n, [*row, *[None] * (width - len(row))]) for n, row in enumerate(rows, start=1)])


def staged(*rows, **given):
    return stage(table(*rows), today=TODAY, council=COUNCIL, **given)


def states(result):
    return {row.row: row.state for row in result.rows}


def said(result):
    return [(problem.row, problem.level, problem.reason) for problem in result.problems]


def as_text(rows):
    return [
        [value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value for value in row] for row in rows
    ]


FILES = {
    "xlsx": sheets.xlsx(MESSY),
    "ods": sheets.ods(MESSY),
    "csv in Windows-1252 with semicolons": sheets.csv_file(as_text(MESSY), encoding="cp1252", separator=";"),
    "csv in UTF-16": sheets.csv_file(as_text(MESSY), encoding="utf-16"),
    "csv in UTF-8 with tabs": sheets.csv_file(as_text(MESSY), encoding="utf-8-sig", separator="\t"),
}


@pytest.mark.parametrize("kind", FILES)
def test_messy_file_of_any_kind_gives_the_same_rows(kind):
    result = stage(read(check(FILES[kind], kind)), today=TODAY, council=COUNCIL)

    assert result.recognised.heading_row == 4
    assert states(result) == {
        5: "add", 6: "add", 7: "refused", 8: "not_people", 9: "blank", 10: "refused", 11: "refused",
        12: "not_people", 13: "not_people", 14: "add", 15: "refused", 16: "refused", 17: "not_people",
    }  # fmt: skip
    assert result.counts == {
        "in_file": 13, "add": 3, "change": 0, "same": 0, "refused": 5, "blank": 1, "not_people": 4,
    }  # fmt: skip


def test_every_problem_names_row_column_value_and_reason():
    result = staged(*MESSY)
    by_row = {problem.row: problem for problem in result.problems if problem.level == "error"}

    assert (by_row[7].column, by_row[7].value, by_row[7].reason) == (
        "D.O.B",
        "31/06/1944",
        "31 June 1944 is not a date.",
    )
    assert by_row[10].reason == "The name is missing. Room 5, next of kin “Mrs Wickerby”."
    assert (by_row[11].column, by_row[11].value) == ("Funded by", "CHC/SSD")
    assert by_row[15].reason == "May be the same person as row 6: the same name and date of birth."
    assert by_row[15].other_row == 6


def test_values_are_ours_and_the_words_of_the_file_are_kept():
    first, second = staged(*MESSY).rows[:2]

    assert first.values == {
        "surname": "Applesham", "forename": "Agnes", "title": "Mrs", "date_of_birth": dt.date(1942, 3, 12), "room": "1",
        "funding": "this_council", "funding_words": "ECC", "next_of_kin_name": "Mrs J Applesham",
        "next_of_kin_phone": "01632 960011", "client_record_number": "EX-20417",
    }  # fmt: skip
    assert second.values["next_of_kin_relationship"] == "nephew"
    assert second.values["nhs_number"] == "9990000018"
    assert second.said["D.O.B"] == "4.7.35"
    assert [row.what for row in staged(*MESSY).in_state("not_people")] == [
        "a vacant room",
        "a line of text",
        "the headings again",
        "a total",
    ]


def test_date_given_in_part_does_not_keep_a_person_out():
    row = staged(["Name", "DOB"], ["MOSS Ada", "1934"], ["LARK Ivy", "not known"]).rows

    assert [r.state for r in row] == ["add", "add"]
    assert "date_of_birth" not in row[0].values
    assert [problem.level for problem in row[0].problems] == ["warning"]


def test_file_that_writes_dates_both_ways_names_each_row():
    result = staged(
        ["Name", "DOB"], ["MOSS Ada", "25/4/1934"], ["LARK Ivy", "4/25/1935"], ["QUILL Bea", "3/4/1936"]
    )

    assert states(result) == {2: "add", 3: "add", 4: "refused"}
    assert "3 April or 4 March" in result.problems[0].reason
    assert result.notes == ["This file writes some dates day first and some month first."]


def test_month_first_file_says_so():
    result = staged(["Name", "DOB"], ["MOSS Ada", "4/25/1934"], ["QUILL Bea", "3/4/1936"])

    assert result.rows[1].values["date_of_birth"] == dt.date(1936, 3, 4)
    assert "month first" in result.notes[0]


def test_abbreviation_of_most_rows_is_read_as_this_council_and_says_so():
    result = staged(["Name", "Funding"], ["MOSS Ada", "SCC"], ["LARK Ivy", "SCC"], ["QUILL Bea", "DCC"])

    assert [row.values["funding"] for row in result.rows] == [
        "this_council",
        "this_council",
        "other_authority",
    ]
    assert result.notes == [
        "“SCC” is read as Exampleshire County Council. Correct who pays if it is another council."
    ]


def test_funding_beside_its_authority_is_read_together():
    result = staged(
        ["Name", "Funding", "Funding authority"],
        ["MOSS Ada", "LA", "Derbyshire"],
        ["LARK Ivy", "LA", "Exampleshire"],
        ["QUILL Bea", "Private", "Derbyshire"],
        ["REED Ann", None, "Derbyshire County Council"],
    )

    assert [row.values["funding"] for row in result.rows] == [
        "other_authority",
        "this_council",
        "self_funder",
        "other_authority",
    ]
    assert result.rows[0].values["funding_authority"] == "Derbyshire"
    assert result.rows[0].values["funding_words"] == "LA / Derbyshire"


def test_same_numbers_within_the_file_wait_for_a_decision():
    heads = ["Surname", "Forename", "NHS No", "Client ID"]
    result = staged(
        heads,
        ["MOSS", "Ada", 9990000018, None],
        ["MOSS", "A", "999 000 0018", None],
        ["LARK", "Ivy", None, "ex-1"],
        ["QUILL", "Bea", None, "EX-1"],
    )

    assert states(result) == {2: "add", 3: "refused", 4: "add", 5: "refused"}
    assert said(result) == [
        (3, "error", "This NHS number is also in row 2."),
        (5, "error", "This client record number is also in row 4."),
    ]
    assert result.rows[1].may_be_another


def test_somebody_else_with_the_same_nhs_number_is_added_without_it():
    rows = (["Surname", "NHS No"], ["MOSS", 9990000018], ["LARK", "999 000 0018"])

    result = staged(*rows, decisions=Decisions(apart={3}))

    assert states(result) == {2: "add", 3: "add"}
    assert "nhs_number" not in result.rows[1].values
    assert said(result)[-1][:2] == (3, "warning")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            ("KETTLEWICK", "Gladys", "8/5/1939"),
            ("KETTLEWIK", "Gladys", "5/8/1939"),
            "almost the same name, day and month",
        ),
        (("MOSS", "Ada", "8/5/1939"), ("ADA", "Moss", "8/5/1939"), "surname and forename swapped"),
        (
            ("LARK", "Lilian", "2/2/1939"),
            ("LARK", "Lillian", "2/2/1939"),
            "almost the same name, the same date",
        ),
    ],
)
def test_nearly_the_same_person_twice_waits_for_a_decision(one, other, reason):
    result = staged(["Surname", "Forename", "DOB"], one, other)

    assert states(result) == {2: "add", 3: "refused"}
    assert reason in result.problems[0].reason


@pytest.mark.parametrize(
    "other",
    [
        ("MOSS", "Ada", "9/5/1939", None),
        ("MOSS", "Ida", "8/5/1939", None),
        ("MOSS", "Ada", "8/5/1939", 9990000026),
    ],
)
def test_namesakes_twins_and_people_with_numbers_of_their_own_are_kept_apart(other):
    result = staged(["Surname", "Forename", "DOB", "NHS No"], ("MOSS", "Ada", "8/5/1939", 9990000018), other)

    assert states(result) == {2: "add", 3: "add"}


def test_namesakes_without_dates_of_birth_are_added_with_a_warning():
    result = staged(["Surname", "Forename"], ["MOSS", "Ada"], ["MOSS", "Ada"])

    assert states(result) == {2: "add", 3: "add"}
    assert said(result) == [
        (3, "warning", "The same name as row 2, and no date of birth to tell them apart.")
    ]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (["Total residents 36"], "a total"),
        (["Total", None, 36], "a total"),
        ([None, None, "TOTAL", 36], "a total"),
        (["Number of residents: 36"], "a total"),
        (["Empty room", None, 4], "a vacant room"),
        ([None, None, 4], "a vacant room"),
        ([None, "(vacant)", 4], "a vacant room"),
        (["Rose Unit"], "a line of text"),
        (["Updated 7 November 2026"], "a line of text"),
        ([None, None, None, "* see the file in the office"], "a line of text"),
    ],
)
def test_rows_that_are_not_people_are_counted_apart(row, what):
    result = staged(
        ["Surname", "Forename", "Room", "Notes", "DOB"], row, ["MOSS", "Ada", 1, None, "8/5/1939"]
    )

    assert [(r.state, r.what) for r in result.rows] == [("not_people", what), ("add", "")]


def test_text_too_long_to_keep_is_an_error_with_both_lengths():
    result = staged(["Name", "Room"], ["MOSS Ada", "x" * 41])

    assert said(result) == [(2, "error", "This has 41 characters; at most 40 can be kept.")]


def test_error_in_a_cell_that_can_wait_is_left_out_with_a_warning():
    data = sheets.xlsx([["Name", "Room", "Mobility"], ["MOSS Ada", 1, "#REF!"]])

    result = stage(read(check(data, "list")), today=TODAY)

    assert states(result) == {2: "add"}
    assert said(result) == [
        (2, "warning", "The spreadsheet shows the error #REF! instead of a value. It is left out.")
    ]


def test_mapping_of_headings_will_do():
    result = stage(table(["Wer", "Zimmer"], ["MOSS Ada", 1]), {"A": "full_name"}, today=TODAY)

    assert result.rows[-1].values["surname"] == "Moss"


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["MOSS Ada", "Moss", "Ada", "VACANT", "Total: 3", "8/5/1939", "31/06/1944", "SCC", "CHC/SSD", "", " "]
    ),
    st.sampled_from([*HEADINGS, "Surname", "Forename", "9990000018", "999", "First floor", "?"]),
    st.integers(-5, 10**11),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.booleans(),
    st.text(max_size=30),
)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.integers(),
            "surname": st.sampled_from(["Moss", "Ada"]),
            "forename": st.sampled_from(["Ada", "Moss", ""]),
        },
        optional={
            "date_of_birth": st.sampled_from([None, dt.date(1939, 5, 8)]),
            "nhs_number": st.just("9990000018"),
        },
    ),
    max_size=3,
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=12), PEOPLE)
def test_every_row_of_any_file_is_in_exactly_one_state(rows, people):
    listed = table(["Surname", "Forename", "DOB", "Room", "Funding", "NHS No"], *rows)

    result = stage(listed, existing=people, today=TODAY, council=COUNCIL)

    counts = result.counts
    first = result.recognised.heading_row or 0
    assert [row.row for row in result.rows] == [number for number, _ in listed.rows if number > first]
    assert counts["in_file"] == sum(counts[state] for state in STATES)
    assert Counter(row.state for row in result.rows).keys() <= set(STATES)
    assert all(
        (row.state == "refused") >= any(p.level == "error" for p in row.problems) for row in result.rows
    )
    assert all(row.values.get("surname") for row in result.people)
