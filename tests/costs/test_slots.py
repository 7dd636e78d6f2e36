"""What the room adds to the page of a person."""

from costs.slots import costs_of_person
from trackers.sections import in_side_column, legal


def test_costs_stand_below_the_legal_answer_once():
    makers = in_side_column()

    assert makers.count(costs_of_person) == 1
    assert makers[makers.index(legal) + 1] is costs_of_person
