"""Hours and counts of medicine are typed in plain figures."""

import pytest

from trackers.forms.fields import form_field
from trackers.forms.transfers import CountInForm
from trackers.rules.fields import FIELDS


@pytest.mark.parametrize("typed", ["1e3", "1E2", "0x10", "NaN", "1_000", "١٢"])
def test_number_in_any_other_writing_is_refused(typed):
    field = form_field(FIELDS["hours_per_week"], in_cell=True)
    with pytest.raises(Exception, match="number"):
        field.clean(typed)
    assert field.clean("37.5") == field.clean(" 37.50 ")


def test_count_of_a_medicine_is_refused_in_a_sentence():
    form = CountInForm({"counted_in": "1e3", "in_by": "Ada", "in_witness": "Ida", "version": "1"})
    assert form.errors["counted_in"] == ["How many arrived must be a number, like 37.5"]
