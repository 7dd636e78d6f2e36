"""Words of letters: read into blocks, filled in, refused with the line; and what somebody is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.rules.fields import EVERY, FAMILY, examples, labels
from letters.rules.names import Name, joint_salutation, on_envelope, salutation
from letters.rules.places import address_lines, where_they_live
from letters.rules.text import TABLES, fields_in, fill, plain, problems, read
from letters.wording import NAMED_IN_SOP, wordings

SALUTATIONS = [
    (Name("Dovecote", "Rowan", "Mrs"), "Mrs Dovecote"),
    (Name("Dovecote", "Rowan", "MRS."), "Mrs Dovecote"),
    (Name("Dovecote", "Rowan"), "Rowan Dovecote"),
    (Name("Dovecote", "Rowan", "", "Ro"), "Ro Dovecote"),
    (Name("Dovecote", "", "", "Ro"), "Ro Dovecote"),
    (Name("Dovecote", "", "Mr"), "Mr Dovecote"),
    (Name("Dovecote", "Rowan", "Mr/Mrs"), "Rowan Dovecote"),
    (Name("Dovecote", "Rowan", "unknown"), "Rowan Dovecote"),
    (Name("Dovecote", "Rowan", "-"), "Rowan Dovecote"),
    (Name("Dovecote", "Rowan", "Doctor"), "Dr Dovecote"),
    (Name("Dovecote", "Rowan", "Rev."), "Reverend Dovecote"),
    (Name("Dovecote", "Rowan", "Sir"), "Sir Rowan"),
    (Name("Dovecote", "", "Dame"), ""),
    (Name("Dovecote", "Rowan", "Wing Commander"), "Wing Commander Dovecote"),
    (Name("O’Dell-Ferris", "Zoë", "Mx"), "Mx O’Dell-Ferris"),
    (Name("Dovecote"), ""),
    (Name("", "Rowan"), ""),
]
JOINT = [
    ([Name("Dovecote", "A", "Mr"), Name("Dovecote", "B", "Mrs")], "Mr and Mrs Dovecote"),
    ([Name("Dovecote", "Ann", "Mrs"), Name("Ferris", "Bo")], "Mrs Dovecote and Bo Ferris"),
    ([Name("Dovecote", "Ann"), Name("Dovecote", "Bo", "Mr")], "Ann Dovecote and Mr Dovecote"),
    ([Name("Dovecote", "Ann", "Sir"), Name("Dovecote", "Bo", "Lady")], "Sir Ann and Lady Dovecote"),
    ([Name("Dovecote", "Ann", "Mrs"), Name("Ferris")], ""),
]
WRONG = [
    ("Dear {salutaton}", "Line 1: there is no field {salutaton}. Do you mean {salutation}?"),
    ("Dear\n\n{ Known As }", "Line 3: there is no field {Known As}. Do you mean {known_as}?"),
    ("{person.__class__}", "Line 1: there is no field {person.__class__}"),
    ("{{ 7 * 7 }}", "Line 1: there is no field {7 * 7}"),
    ("{% for x in y %}", "Line 1: there is no field {% for x in y %}"),
    ("{xyzzy}", "Choose one of the list."),
    ("one { brace", "Line 1: a brace stands alone"),
    ("{meeting_day}", "Line 1: {meeting_day} is not known in this kind of letter."),
    ("Dear «Salutation»", "Line 1: «Salutation» would be printed as it stands."),
    ("Dear [[salutation]]", "Line 1: [[salutation]] would be printed as it stands."),
]


@pytest.mark.parametrize(("name", "said"), SALUTATIONS)
def test_salutation_is_by_title_else_by_both_names(name, said):
    assert salutation(name) == said


@pytest.mark.parametrize(("names", "said"), JOINT)
def test_two_are_greeted_together_only_when_both_can_be(names, said):
    assert joint_salutation(names) == said


def test_envelope_has_title_forename_and_surname():
    assert on_envelope(Name("Dovecote", "Agnes", "mrs", "Aggie")) == "Mrs Agnes Dovecote"


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_unknown_field_is_refused_with_its_line_and_the_nearest(text, said):
    found = " ".join(map(str, problems(text, labels(FAMILY), set(TABLES), set(EVERY))))

    assert said in found


def test_table_needs_a_line_of_its_own():
    assert "needs a line of its own" in str(
        problems("All: {people_coming}", {"people_coming": ""}, set(TABLES), set())[0]
    )


def test_text_is_read_into_blocks():
    text = "# Head\nline one\nline **two**\n\n- a\n- b\n\n1. c\n2) d\n[ ] e\n___\n___\n## Sub"

    kinds = [(block["kind"], len(block["lines"])) for block in read(text)]

    assert kinds == [
        ("heading", 1), ("paragraph", 2), ("list", 2), ("numbers", 2), ("ticks", 1), ("rule", 2), ("subheading", 1),
    ]  # fmt: skip
    assert read(text)[1]["lines"][1] == [["line ", False], ["two", True]]


def test_two_empty_lines_leave_room_for_a_signature():
    assert [block["kind"] for block in read("\n\nYours\n\n\nSam\n\nFerris")] == [
        "paragraph", "space", "paragraph", "paragraph",
    ]  # fmt: skip


def test_what_stands_in_a_name_is_never_read_as_marks_or_fields():
    name = "# **{council}** <b>x</b>\n- y"

    blocks = fill(read("Dear {person},"), {"person": name, "council": "never"}, {})

    assert blocks == [{"kind": "paragraph", "lines": [[[f"Dear {name},", False]]]}]


def test_letter_is_never_filled_in_with_a_gap():
    with pytest.raises(KeyError):
        fill(read("Dear {salutation}"), {}, {})


@given(st.text(alphabet="#-[] _*{}abc1.\n", max_size=300))
def test_any_text_is_read_and_no_word_is_lost(text):
    blocks = read(text)

    letters = [letter for letter in text if letter in "abc"]
    assert [letter for letter in plain(blocks) if letter in "abc"] == letters


@pytest.mark.parametrize("part", ["{", "**", "_", "a", "# ", "{a", "{a}", "1. "])
def test_strange_text_is_read_in_one_pass(part):
    text = part * (20_000 // len(part))

    assert read(text)
    assert len(problems(text, labels(FAMILY), set(TABLES), set(EVERY))) <= 8


@pytest.mark.parametrize("one", wordings(), ids=lambda one: one.key)
def test_words_that_come_with_the_product_are_right(one):
    assert problems(one.text, labels(one.kind), set(TABLES), set(EVERY)) == []
    assert set(fields_in(one.text)) - set(TABLES) <= set(examples(one.kind))


def test_documents_of_the_sop_come_with_the_product():
    assert set(filter(None, NAMED_IN_SOP.values())) <= {one.key for one in wordings()}


LIVES = {"whereabouts": "", "has_moved": False, "is_care_home": True, "service": ("Court", "Mill Lane"), "room": "",
         "own": "", "new_place": ()}  # fmt: skip
PLACES = [
    ({}, ("Court", "Mill Lane"), ""),
    ({"room": "7"}, ("Room 7", "Court", "Mill Lane"), ""),
    ({"service": ("Court",)}, ("Court",), ""),
    ({"has_moved": True, "new_place": ("House",)}, ("House",), "has moved"),
    ({"has_moved": True}, (), "has moved"),
    ({"has_moved": True, "new_place": ("House", "Lane")}, ("House", "Lane"), ""),
    ({"whereabouts": "hospital"}, (), "is in hospital"),
    ({"is_care_home": False, "own": "1 Low Road,\nTown"}, ("1 Low Road", "Town"), ""),
    ({"is_care_home": False}, (), "no home address"),
]


@pytest.mark.parametrize(("facts", "lines", "why"), PLACES)
def test_person_is_written_to_where_they_live_now(facts, lines, why):
    where = where_they_live(**LIVES | facts)

    assert where.lines == lines
    assert where.why_not.startswith(why)
    assert bool(where.why_not) == bool(why)


def test_address_in_one_line_becomes_lines():
    assert address_lines("1 High St ,  Town,\nTown, EX1 1AA,") == ("1 High St", "Town", "EX1 1AA")
