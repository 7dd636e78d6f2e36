import pytest

from events.rules.attendance import is_to_chase, is_to_escalate, missed_in_a_row


@pytest.mark.parametrize(
    ("states", "missed"),
    [
        ([], 0),
        (["present"], 0),
        (["absent"], 1),
        (["absent", "absent"], 2),
        (["absent", "present", "absent", "absent"], 1),
        (["absent", "left_early", "absent"], 1),
        (["apologies", "absent", "absent"], 2),
        (["absent", "apologies", "absent"], 2),
        (["apologies", "apologies", "apologies"], 0),
        (["present", "absent", "absent"], 0),
    ],
)
def test_absences_count_since_the_agency_last_came(states, missed):
    assert missed_in_a_row(states) == missed


@pytest.mark.parametrize(
    ("missed", "limit", "listed"), [(1, 2, False), (2, 2, True), (3, 2, True), (2, 3, False)]
)
def test_the_number_that_escalates_is_given(missed, limit, listed):
    assert is_to_escalate(missed, limit) is listed


@pytest.mark.parametrize(
    ("state", "chased"), [("present", False), ("left_early", False), ("apologies", True), ("absent", True)]
)
def test_who_gave_no_update_is_chased(state, chased):
    assert is_to_chase(state) is chased
