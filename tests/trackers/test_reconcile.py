"""Several lists side by side: what makes two rows one person, and that no row is ever lost."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.rules.likeness import judge, slip_between, traits_of
from trackers.rules.reconcile import Key, compare

BORN = dt.date(1934, 3, 12)


def person(surname, forename, born=BORN, **facts):
    return {"surname": surname, "forename": forename, "date_of_birth": born} | facts


ADA, NUMBER, OTHER_NUMBER = person("Larksmead", "Ada"), "9990000018", "9990000026"
SAME = [
    (person("O’Brien", "Ada"), person("OBRIEN", "Ada Mary")),
    (person("Müllerby", "Ada"), person("Mullerby", "Ada")),
    (person("Larksmead", "Ada", None, room="Rm 4"), person("Larksmead", "Ada", None, room="04")),
    (person("Larksmead", "William", room="4"), person("Larksmead", "Bill", room="4")),
    (person("Mosswick", "Ada", nhs_number=NUMBER), person("Larksmead", "Ada", nhs_number=NUMBER)),
    (
        person("Mosswick", "Ada", None, client_record_number="C-77"),
        person("Mosswick", "A", client_record_number="c77"),
    ),
]
PROBABLY = [
    (person("Larksmead", "William"), person("Larksmead", "Bill"), "a short form of the forename"),
    (person("Larksmead", "Ada"), person("Larksmede", "Ada"), "surnames sound alike"),
    (person("Lee", "Ada", None), person("Leigh", "Ada", None), "surnames sound alike"),
    (ADA, person("Ada", "Larksmead"), "surname and forename swapped"),
    (ADA, person("Mosswick (née Larksmead)", "Ada", None), "one surname in common"),
    (ADA, person("Mosswick-Larksmead", "Ada"), "one surname in common"),
    (ADA, person("Mosswick", "Ada"), "another surname"),
    (ADA, person("Larksmaed", "Ada"), "surnames"),
    (person("Larksmead", "Elizabeth Ann"), person("Larksmead", "Ann"), "another of the forenames"),
    (ADA, person("Larksmead", "A", None), "an initial for the forename"),
    (ADA, person("Larksmead", "Ada", dt.date(1934, 12, 3)), "day and month swapped"),
    (ADA, person("Larksmead", "Ada", dt.date(1935, 3, 12)), "a year apart"),
    (ADA, person("Larksmead", "Ada", dt.date(1944, 3, 12)), "ten years apart"),
    (ADA, person("Larksmead", "Ada", dt.date(1934, 3, 13)), "one digit of the date of birth differs"),
    (ADA, person("Larksmead", "Ada", dt.date(1943, 3, 12)), "two digits turned round"),
    (ADA, person("Larksmead", "Ada", None), "the same name"),
    (ADA, person("Larksmead", ""), "no forename in one list"),
    (ADA | {"nhs_number": NUMBER}, ADA | {"nhs_number": OTHER_NUMBER}, "two different NHS numbers"),
    (
        ADA | {"nhs_number": NUMBER},
        person("Pell", "Tom", None, nhs_number=NUMBER),
        "name or date of birth differ",
    ),
]
APART = [
    (ADA, person("Larksmead", "Ada", dt.date(1951, 7, 2))),
    (person("Larksmead", "Ada", room="4"), person("Larksmead", "George", dt.date(1931, 1, 9), room="4")),
    (person("Larksmead", "John", title="Mr"), person("Larksmead", "Jean", title="Mrs")),
    (ADA, person("Pell", "Tom")),
    (
        person("Larksmead", "Ada", None, nhs_number=NUMBER),
        person("Larksmead", "Ada", None, nhs_number=OTHER_NUMBER),
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_person_is_recognised(one, other):
    assert judge(traits_of(one), traits_of(other)).is_same
    assert [pair.is_same for pair in held(one, other).pairs] == [True]


@pytest.mark.parametrize(("one", "other", "why"), PROBABLY)
def test_likely_person_is_asked_about(one, other, why):
    (pair,) = held(one, other).pairs
    assert not pair.is_same and 0 < pair.score < 90
    assert why in ", ".join(pair.reasons)


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_people_stay_apart(one, other):
    assert judge(traits_of(one), traits_of(other)) is None
    assert held(one, other).pairs == []


def held(one, other):
    return compare({Key("a", 1): one, Key("b", 1): other})


def test_each_row_is_asked_about_with_its_best_match_only():
    rows = {Key("a", 1): person("Larksmead", "Ada", None), Key("b", 1): person("Larksmede", "Ada", None)}
    rows[Key("b", 2)] = person("Larksmead", "A", None, room="4")
    rows[Key("a", 2)] = person("Larksmead", "Amy", None, room="4")

    pairs = {(pair.a.row, pair.b.row) for pair in compare(rows).pairs}

    assert pairs == {(1, 1), (2, 2)}


def test_answers_go_before_the_rules():
    a, b, c = Key("a", 1), Key("b", 1), Key("b", 2)
    rows = {a: ADA, b: ADA, c: person("Larksmead", "Adah")}
    assert compare(rows).classes() == {a: "same", b: "same", c: "only"}

    found = compare(rows, different=[(b, a)], same=[(a, c)])

    assert found.classes() == {a: "same", b: "only", c: "same"}


def test_same_person_twice_in_one_list_is_one_case():
    found = compare({Key("a", 1): ADA, Key("a", 2): ADA, Key("b", 1): ADA})
    assert len(found.cases) == 1
    assert found.counts("a") == {"in_file": 2, "same": 2, "probably": 0, "only": 0}


def test_slips_of_dates_are_told_apart():
    assert slip_between(BORN, dt.date(1834, 3, 12)) == "a century apart"
    assert slip_between(BORN, dt.date(1934, 1, 1)) == "the same year of birth"
    assert slip_between(BORN, dt.date(1936, 4, 12)) == ""


_NAMES = st.sampled_from(
    ["Larksmead", "Larksmede", "Ada", "Bill", "William", "Mosswick", "", "A", "O’Brien-Lee"]
)
_PEOPLE = st.fixed_dictionaries(
    {"surname": _NAMES, "forename": _NAMES},
    optional={
        "date_of_birth": st.sampled_from([None, BORN, dt.date(1934, 12, 3), dt.date(1944, 3, 12)]),
        "nhs_number": st.sampled_from(["", NUMBER, OTHER_NUMBER]),
        "client_record_number": st.sampled_from(["", "C1"]),
        "room": st.sampled_from(["", "1", "Rm 1"]),
        "known_as": _NAMES,
    },
)
_LISTS = st.lists(st.lists(_PEOPLE, max_size=6), max_size=4)


@settings(max_examples=150, deadline=None)
@given(_LISTS, st.data())
def test_every_row_is_in_exactly_one_group_whatever_was_decided(lists, data):
    rows = {Key(name, at): one for name, several in enumerate(lists) for at, one in enumerate(several)}
    keys = sorted(rows)
    pairs = (
        st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=4) if keys else st.just([])
    )
    different = [pair for pair in data.draw(pairs) if pair[0] != pair[1]]

    found = compare(rows, same=data.draw(pairs), different=different)

    grouped = [key for case in found.cases for group in case.groups for key in group]
    assert sorted(grouped) == keys
    for name, several in enumerate(lists):
        counts = found.counts(name)
        assert counts["in_file"] == len(several) == counts["same"] + counts["probably"] + counts["only"]
    together = {key: group for case in found.cases for group in case.groups for key in group}
    assert all(together[a] is not together[b] for a, b in different)
