"""Six-week reviews. Staffordshire SOP 11.8."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Person, Version, council_people, long_text
from events.models import FailureEvent
from govuk.fields import DateField
from govuk.forms import Form, OnceForm


class RecordReview(Form):
    done_on = DateField(label="When was it done?", subject="Day of the review", latest=timezone.localdate)
    done_by = forms.CharField(label="Who did it?", max_length=150, required=False)
    outcome = long_text("What did it find?", most=4000)
    next_due_on = DateField(
        label="When is the next review?",
        subject="Day of the next review",
        required=False,
        help_text="Leave it empty if none is needed",
    )
    version = Version()

    govuk = {
        "done_by": {"subject": "Who did it", "width": "two-thirds"},
        "outcome": {"subject": "What it found", "rows": 5},
    }


class PlanReview(Form):
    assigned_to = Person(
        label="Who does it?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Somebody without an account, or nobody yet",
    )
    assigned_name = forms.CharField(
        label="Their name and agency, if they have no account", max_length=150, required=False
    )
    due_on = DateField(label="By when?", subject="Due date")
    reason = long_text(
        "Why on another day?",
        required=False,
        help_text="Only if you change the day. It then stays when the closing date moves",
    )
    version = Version()

    govuk = {"assigned_name": {"width": "two-thirds"}, "reason": {"subject": "Reason", "rows": 2}}

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = council_people(event).order_by("name")


class AddReview(OnceForm):
    due_on = DateField(label="By when?", subject="Due date")
