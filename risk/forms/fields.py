"""Days as the forms of this room take them."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from govuk.fields import DateField

# Nothing that is recorded here happened before, and nobody waits longer: such a year is a slip of the keys.
FIRST_DAY = date(2000, 1, 1)
MOST_YEARS = 5


class PastDate(DateField):
    """A day on which something happened: today or before."""

    def __init__(self, **kwargs):
        super().__init__(earliest=FIRST_DAY, latest=timezone.localdate, **kwargs)


class ComingDate(DateField):
    """A day that somebody waits for, such as that of a review."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST_DAY <= value <= timezone.localdate() + timedelta(days=366 * MOST_YEARS):
            raise ValidationError(
                f"{self.called} must be within {MOST_YEARS} years from today. Check the year", code="year"
            )
