"""Why a record is taken back."""

from events.forms.fields import long_text
from govuk.forms import Form


class TakeBack(Form):
    """The one question asked before a wrong record is taken back."""

    reason = long_text("Why is it taken back?", most=500)
    govuk = {"reason": {"subject": "why it is taken back", "rows": 3}}
