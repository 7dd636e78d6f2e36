"""When the service closes, and when the event is over. Staffordshire SOP 11.8."""

from events.forms.fields import Version, long_text
from govuk.fields import DateField
from govuk.forms import Form


class ClosingDate(Form):
    closes_on = DateField(label="When does the service close?", subject="Closing date", required=False)
    reason = long_text("Why is it this date?", required=False, help_text="Who set it or agreed it")
    version = Version()
    govuk = {
        "closes_on": {"hint": "Leave it empty if no date is known"},
        "reason": {"subject": "Reason", "rows": 3},
    }


class Resolve(Form):
    reason = long_text("What was the outcome?", required=False)
    version = Version()
    govuk = {"reason": {"subject": "Outcome", "rows": 4}}

    def __init__(self, *args, has_people: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_people:
            self.fields["reason"].required = True
            self.fields["reason"].label = "Why is it resolved with nobody in the tracker?"


class Close(Form):
    reason = long_text("Why is the event closed?")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 4}}
