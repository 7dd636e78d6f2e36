"""Hours and percent are typed in plain figures."""

import pytest

from costs.forms import figure


@pytest.mark.parametrize("typed", ["1e3", "1E2", "0x10", "NaN", "1_000", "١٢"])
def test_number_in_any_other_writing_is_refused(typed):
    field = figure("Hours")
    with pytest.raises(Exception, match="number"):
        field.clean(typed)
    assert field.clean("37.5") == field.clean(" 37.50 ")
