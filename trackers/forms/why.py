"""Asking why a place is taken that lacks something essential. LGiU template T11; that it is asked is our addition."""

from events.forms.fields import long_text
from govuk.fields import DateField
from govuk.forms import Form
from govuk.messages import name_field
from trackers.models import MustHave, TrackerEntry

REASON, DAY = "override_reason", "put_right_on"
ASKED = (REASON, DAY)


def ask_why(form: Form, entry: TrackerEntry) -> None:
    """Give the form a reason and a day to put it right, where the person has essential must-haves. One query."""
    words = "; ".join(one.words for one in MustHave.objects.essential().filter(entry=entry))
    if not words:
        return
    form.fields[REASON] = long_text("Why is this place taken all the same?", required=False)
    form.fields[DAY] = DateField(label="By when is it put right?", required=False)
    hint = f"Only if something essential is not met or not known there. Essential: {words}"
    form.govuk = {**form.govuk, REASON: {"rows": 3, "hint": hint, "subject": "why"}}
    name_field(REASON, form.fields[REASON], "why")
    name_field(DAY, form.fields[DAY], "Day to put it right")
