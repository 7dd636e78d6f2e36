"""When the service closes, and when the event is over. Staffordshire SOP 11.8."""

from collections.abc import Iterable

from events.forms.fields import Version, long_text
from events.operations.loose_ends import HOLDING
from govuk.fields import DateField
from govuk.forms import Form, OnceForm


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
    """The reason, and why without each thing that closing waits for."""

    without_meeting = long_text("Why is it closed without a lessons learnt meeting?", required=False)
    without_reviews = long_text("Why is it closed before every review is done?", required=False)
    reason = long_text("Why is the event closed?")
    version = Version()
    govuk = {
        "reason": {"subject": "Reason", "rows": 4},
        "without_meeting": {"subject": "Why there was no lessons learnt meeting", "rows": 3},
        "without_reviews": {"subject": "Why it is closed before every review is done", "rows": 3},
    }

    def __init__(self, *args, held_by: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        for code in set(HOLDING).difference(held_by):
            del self.fields[f"without_{code}"]


class ReopenFinished(OnceForm):
    reason = long_text("Why is it open again?", help_text="Nothing was lost")
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
