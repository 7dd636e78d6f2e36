"""What is typed about a step of the checklist. Staffordshire SOP 11.3."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Person, Version, council_people, long_text
from events.models import FailureEvent
from govuk.fields import DateField
from govuk.forms import Form, OnceForm


class CompleteStep(Form):
    """Completed by, Date Completed, Notes: the three fields of each step."""

    completed_on = DateField(
        label="Date completed", latest=timezone.localdate, help_text="For example, 27 11 2026"
    )
    completed_by = Person(label="Completed by", queryset=User.objects.none(), empty_label=None)
    notes = long_text("Notes", most=4000, required=False)
    version = Version()
    govuk = {"notes": {"count": True}}

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["completed_by"].queryset = council_people(event)


class NotNeeded(Form):
    not_needed_reason = long_text("Why is it not needed?", help_text="For example, the CQC told us first")
    version = Version()
    govuk = {"not_needed_reason": {"subject": "Reason", "rows": 3}}


class Reopen(Form):
    reason = long_text("Why is it open again?", help_text="Who did it before, and when, stays in the history")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class PlanStep(Form):
    """Due date, designated person, progress: the columns of the plan that are filled in. Blackpool policy App 5."""

    due_on = DateField(label="Due date", required=False)
    designated_person = forms.CharField(label="Designated person", max_length=150, required=False)
    notes = long_text("Progress and notes", most=4000, required=False)
    is_done = forms.BooleanField(label="This action is done", required=False)
    completed_on = DateField(label="Date completed", latest=timezone.localdate, required=False)
    version = Version()
    govuk = {
        "due_on": {"label_size": "s"},
        "designated_person": {"width": "20", "label_size": "s"},
        "notes": {"count": True, "label_size": "s"},
        "is_done": {"conditional": {"on": ["completed_on"]}},
    }

    def __init__(self, *args, is_open: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_open:
            del self.fields["is_done"], self.fields["completed_on"]

    def clean(self):
        if (
            self.cleaned_data.get("is_done")
            and not self.cleaned_data.get("completed_on")
            and "completed_on" not in self.errors
        ):
            self.add_error("completed_on", "Enter the date completed")
        return self.cleaned_data


class StartPlan(OnceForm):
    """Only the one-time key: the button says the rest."""
