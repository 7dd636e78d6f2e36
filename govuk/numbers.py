"""Numbers that people type."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

_PLAIN = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*", re.ASCII)


class PlainNumberField(forms.DecimalField):
    """A number in plain figures, such as 37.5. "1e3" is a slip for 13 as easily as a thousand: it is refused."""

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, str) and value not in self.empty_values and not _PLAIN.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
