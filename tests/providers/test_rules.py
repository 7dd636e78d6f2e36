"""What the register means, in words and in order."""

import pytest

from providers import rules


@pytest.mark.parametrize(
    ("name", "is_withheld", "shown"),
    [
        ("Quilmere House", False, "Quilmere House"),
        ("", True, "Name withheld in the CQC data, location 1-11111"),
        ("5 High Street", True, "Name withheld in the CQC data, 5 High Street"),
        ("", False, "Location 1-11111"),
    ],
)
def test_name_is_shown_in_plain_words(name, is_withheld, shown):
    assert rules.shown_name(name, is_withheld, "location", "1-11111") == shown


@pytest.mark.parametrize(
    ("status", "has_successor", "words"),
    [
        ("registered", False, "Registered with CQC."),
        ("deregistered", True, "carried on under another registration"),
        ("deregistered", False, "does not mean the service closed"),
        ("unknown", False, "do not say whether it is registered"),
    ],
)
def test_deregistered_is_never_called_closed(status, has_successor, words):
    assert words in rules.standing(status, has_successor)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ex12qe", ("EX1 2QE", True)),
        ("EX1", ("EX1", False)),
        ("ex1 2", ("EX1 2", False)),
        ("EX12Q", ("EX12Q", False)),
        ("Exeter", ("", False)),
        ("e", ("", False)),
        ("12345", ("", False)),
    ],
)
def test_start_of_a_postcode_is_told_from_a_name(typed, read):
    assert rules.as_postcode(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("1-109570155", "1-109570155"), (" rm317", "RM317"), ("Willow House", ""), ("1-", "")]
)
def test_location_id_is_told_from_a_name(typed, read):
    assert rules.as_location_id(typed) == read


def test_words_that_all_homes_share_are_left_out_unless_there_are_no_others():
    assert rules.telling_words("The Quilmere Care Home Ltd.") == "quilmere"
    assert rules.telling_words("Care Home") == "care home"
