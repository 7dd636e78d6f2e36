"""Lists as providers send them: what each file must come to, row by row. The files are in data/lists."""

from datetime import date
from pathlib import Path

import pytest

from govuk.sheets import gate, read
from govuk.sheets.gate import ChooseSheet
from govuk.sheets.limits import SheetRefused
from trackers.listing import likely_table
from trackers.rules.columns import recognise
from trackers.rules.funding import Council
from trackers.rules.residents import Decisions, Staged, stage

LISTS = Path(__file__).parent / "data" / "lists"
TODAY = date(2026, 11, 22)
HOMES = ("Tansywick Lodge", "Wrenfold Manor")
# file: row of the headings, columns read, (rows, to add, refused, blank, not people)
SUMS = {
    "ages_and_years.ods": (2, 4, (5, 5, 0, 0, 0)),
    "control_characters.csv": (1, 3, (2, 2, 0, 0, 0)),
    "dates.xlsx": (1, 4, (7, 6, 1, 0, 0)),
    "first.csv": (1, 5, (3, 3, 0, 0, 0)),
    "formulas.xlsx": (1, 4, (4, 2, 1, 0, 1)),
    "funding_words.ods": (1, 3, (6, 6, 0, 0, 0)),
    "hidden_and_blank.xlsx": (1, 4, (5, 3, 0, 2, 0)),
    "home_care.csv": (1, 5, (4, 3, 0, 0, 1)),
    "mac_roman.csv": (1, 3, (2, 2, 0, 0, 0)),
    "merged_headings.xlsx": (5, 7, (8, 3, 0, 1, 4)),
    "mixed_dates.csv": (1, 3, (3, 2, 1, 0, 0)),
    "numbers.xlsx": (1, 4, (6, 4, 2, 0, 0)),
    "one_cell_names.csv": (1, 7, (3, 3, 0, 0, 0)),
    "own_words.csv": (None, 0, (3, 0, 0, 0, 3)),
    "pages.csv": (1, 3, (6, 3, 0, 0, 3)),
    "pipe_bom.csv": (1, 4, (2, 2, 0, 0, 0)),
    "quoted_lines.csv": (1, 4, (1, 1, 0, 0, 0)),
    "semicolon_cp1252.csv": (1, 4, (2, 2, 0, 0, 0)),
    "several_homes.csv": (1, 4, (3, 2, 1, 0, 0)),
    "twice_and_couples.csv": (1, 4, (5, 1, 4, 0, 0)),
    "two_thousand.csv": (1, 4, (2000, 2000, 0, 0, 0)),
    "updated.csv": (1, 5, (3, 3, 0, 0, 0)),
    "us_dates.csv": (1, 3, (3, 3, 0, 0, 0)),
    "utf16_tab.csv": (1, 4, (2, 2, 0, 0, 0)),
}
# file, row: what must be read there
READ = {
    ("ages_and_years.ods", 3): {"surname": "Applesham", "age": 84},
    ("ages_and_years.ods", 4): {"birth_stated": "1938"},
    ("ages_and_years.ods", 5): {"birth_stated": "?/05/1938"},
    ("ages_and_years.ods", 6): {"age": 90},
    ("control_characters.csv", 2): {"surname": "Applesham", "forename": "Agnes"},
    ("dates.xlsx", 2): {"date_of_birth": date(1942, 3, 12), "date_admitted": date(2020, 1, 5)},
    ("dates.xlsx", 3): {"date_of_birth": date(1935, 3, 8)},
    ("dates.xlsx", 4): {"date_of_birth": date(1938, 11, 12)},
    ("dates.xlsx", 5): {"date_of_birth": date(1941, 2, 3)},
    ("dates.xlsx", 6): {"date_of_birth": date(1933, 7, 4)},
    ("dates.xlsx", 8): {"date_of_birth": date(1929, 6, 14)},
    ("funding_words.ods", 2): {"funding": "this_council"},
    ("funding_words.ods", 3): {"funding": "self_funder"},
    ("funding_words.ods", 4): {"funding": "other_authority", "funding_authority": "Derbys CC"},
    ("funding_words.ods", 7): {"funding": "nhs_chc"},
    ("hidden_and_blank.xlsx", 5): {"surname": "Brindlecombe", "date_of_birth": date(1935, 7, 4)},
    ("home_care.csv", 2): {"hours_per_week": 14.5, "funding": "this_council"},
    ("mac_roman.csv", 2): {"surname": "Brontëfield", "forename": "Zoë"},
    ("merged_headings.xlsx", 6): {
        "surname": "Applesham", "room": "1", "next_of_kin_name": "Joan Applesham",
        "next_of_kin_relationship": "daughter", "next_of_kin_phone": "01632 960011", "funding": "self_funder",
    },
    ("numbers.xlsx", 2): {"nhs_number": "9990000115", "next_of_kin_phone": "01632960011"},
    ("numbers.xlsx", 3): {"nhs_number": "9990000123"},
    ("numbers.xlsx", 5): {"nhs_number": "9995000148", "next_of_kin_phone": "07700900014"},
    ("numbers.xlsx", 6): {"nhs_number": "9990000158"},
    ("one_cell_names.csv", 2): {
        "surname": "Applesham", "forename": "Agnes", "title": "Mrs", "known_as": "Aggie",
        "date_of_birth": date(1941, 2, 3), "next_of_kin_name": "Joan Applesham",
    },
    ("one_cell_names.csv", 3): {"funding": "nhs_chc", "date_of_birth": date(1935, 7, 4)},
    ("one_cell_names.csv", 4): {"surname": "O'Halloran", "forename": "Mary-Kate"},
    ("pipe_bom.csv", 2): {"nhs_number": "9990000417", "date_of_birth": date(1940, 3, 7), "title": "Mr"},
    ("quoted_lines.csv", 2): {
        "next_of_kin_name": "Joan Applesham", "next_of_kin_phone": "01632 960011",
        "notes": "Diabetic, soft diet\nHard of hearing",
    },
    ("semicolon_cp1252.csv", 2): {"surname": "Brontëfield", "forename": "Zoë"},
    ("several_homes.csv", 3): {"service": "Wrenfold Manor"},
    ("us_dates.csv", 3): {"date_of_birth": date(1935, 4, 7)},
    ("utf16_tab.csv", 2): {"surname": "Łukasik", "forename": "Stanisława", "date_of_birth": date(1931, 5, 6)},
}  # fmt: skip
# file, row: column and the sentence that names what is wrong
WRONG = {
    ("dates.xlsx", 7): ("DOB", "31 February 1930 is not a date."),
    ("formulas.xlsx", 3): ("Age", "formula whose result was not saved"),
    ("formulas.xlsx", 4): ("Surname", "formula whose result was not saved"),
    ("home_care.csv", 4): ("Hrs p/w", "A week has 168 hours"),
    ("mixed_dates.csv", 3): ("DOB", "could be 4 July or 7 April"),
    ("numbers.xlsx", 4): ("NHS Number", "has shortened this NHS number"),
    ("numbers.xlsx", 7): ("NHS Number", "its last digit does not fit"),
    ("several_homes.csv", 4): ("Home", "is not one service of this event"),
    ("twice_and_couples.csv", 3): ("NHS number", "also in row 2"),
    ("twice_and_couples.csv", 4): ("Name", "Two people seem to share this row"),
    ("twice_and_couples.csv", 5): ("", "almost the same name, the same date of birth"),
}


def staged(name: str, **more) -> Staged:
    table = likely_table(gate.check((LISTS / name).read_bytes(), name), "")
    services = HOMES if name == "several_homes.csv" else ()
    council = Council("Exampleshire County Council")
    return stage(table, recognise(table), today=TODAY, council=council, services=services, **more)


@pytest.mark.parametrize("name", SUMS)
def test_every_row_of_the_file_is_accounted_for(name):
    found = staged(name)
    heading_row, columns, (in_file, add, refused, blank, not_people) = SUMS[name]

    assert (found.recognised.heading_row, len(found.recognised.mapping)) == (heading_row, columns)
    counts = {"in_file": in_file, "add": add, "change": 0, "same": 0, "refused": refused, "blank": blank}
    assert found.counts == counts | {"not_people": not_people}
    assert in_file == add + refused + blank + not_people


@pytest.mark.parametrize(("name", "row"), READ)
def test_row_is_read_as_a_person_would(name, row):
    values = next(one.values for one in staged(name).rows if one.row == row)

    assert {field: values.get(field) for field in READ[name, row]} == READ[name, row]


@pytest.mark.parametrize(("name", "row"), WRONG)
def test_problem_is_named_by_row_column_value_and_reason(name, row):
    column, reason = WRONG[name, row]
    problems = [one for one in staged(name).problems if one.row == row]

    assert any(one.column == column and reason in one.reason and one.value for one in problems)


def test_every_file_is_in_the_table():
    assert {path.name for path in LISTS.iterdir()} == {*SUMS, "nul.csv", "two_lists.xlsx"}


def test_which_of_two_lists_is_asked_and_others_are_passed_over():
    with pytest.raises(ChooseSheet, match="Ground floor"):
        staged("two_lists.xlsx")
    with pytest.raises(SheetRefused, match="NUL characters"):
        staged("nul.csv")


@pytest.mark.parametrize(
    ("dates", "born"), [("day_first", date(1935, 7, 4)), ("month_first", date(1935, 4, 7))]
)
def test_dates_of_both_kinds_are_settled_once_for_the_file(dates, born):
    found = staged("mixed_dates.csv", decisions=Decisions(dates=dates))

    assert found.counts["add"] == 3
    assert [row.values["date_of_birth"] for row in found.rows] == [
        date(1942, 3, 25), born, date(1930, 12, 31)
    ]  # fmt: skip
    assert "as somebody said of this file" in found.notes[0]


def test_what_is_typed_on_the_page_is_day_first_whatever_the_file_does():
    decisions = Decisions(corrections={(2, "date_of_birth"): "05/06/1942"})

    assert staged("us_dates.csv", decisions=decisions).rows[0].values["date_of_birth"] == date(1942, 6, 5)


def test_own_words_are_known_the_second_time():
    from trackers.rules.columns import from_memory

    table = read.read(gate.check((LISTS / "own_words.csv").read_bytes(), "own_words.csv"))
    remembered = {"who": "full_name", "born on": "date_of_birth", "flat": "room", "favourite tea": ""}

    found = stage(table, from_memory(table, remembered), today=TODAY)

    assert found.recognised.heading_row == 1
    assert found.counts["add"] == 2
    assert found.rows[1].values["date_of_birth"] == date(1935, 7, 4)
    assert from_memory(table, {"surname": "surname"}) is None
