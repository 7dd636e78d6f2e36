"""What is typed about a step of the checklist. Staffordshire SOP 11.3."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from events.forms.decisions import moment_of
from events.forms.fields import Person, Version, long_text
from events.models import Stage
from govuk.fields import DateField, TimeField
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

    def __init__(self, *args, people: QuerySet, **kwargs):
        """`people` may have done the step: holders of its role, deputies, administrators."""
        super().__init__(*args, **kwargs)
        self.fields["completed_by"].queryset = people


class Happened(OnceForm):
    """One more time that a step which repeats was done. Staffordshire SOP 11.7."""

    happened_on = DateField(
        label="When was it done?",
        subject="Date",
        latest=timezone.localdate,
        help_text="For example, 27 11 2026",
    )
    completed_by = Person(label="Who did it?", queryset=User.objects.none(), empty_label=None)
    notes = long_text("Notes", most=4000, required=False)
    govuk = {"notes": {"count": True}}

    def __init__(self, *args, people: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["completed_by"].queryset = people


class Evidence(OnceForm):
    """Who confirmed it, when, by which means. Staffordshire SOP 11.4."""

    kind = forms.ChoiceField(
        label="How was it confirmed?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it was confirmed"},
    )
    confirmed_by = forms.CharField(
        label="Who confirmed it?",
        max_length=200,
        help_text="Name, role and organisation",
        error_messages={"required": "Enter who confirmed it"},
    )
    confirmed_on = DateField(
        label="When did they confirm it?", subject="Date of the confirmation", latest=timezone.localdate
    )
    confirmed_time = TimeField(label="Time", subject="Time of the confirmation", required=False)
    notes = long_text("What did they confirm?", required=False)
    govuk = {
        "confirmed_by": {"subject": "Who confirmed it"},
        "confirmed_time": {"hint": "For example, 9.31am. Empty means now, or midday of an earlier day"},
        "notes": {"rows": 3},
    }

    def __init__(self, *args, kinds: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind[:1].upper() + kind[1:]) for kind in kinds]

    def clean(self):
        self.cleaned_data["confirmed_at"] = moment_of(self, "confirmed_on", "confirmed_time")
        return self.cleaned_data


class DueDate(Form):
    due_on = DateField(label="When is it due?", subject="Due date", required=False)
    due_time = TimeField(label="Time, if it is due by a moment", subject="Time", required=False)
    reason = long_text("Why is it due then?", error_messages={"required": "Enter why it is due then"})
    version = Version()
    govuk = {
        "due_on": {"hint": "Leave it empty if there is none"},
        "reason": {"subject": "Reason", "rows": 3},
    }


class Reword(Form):
    """Other words for a step, such as one whose printed text is damaged."""

    action = long_text(
        "What is to be done?", most=1000, error_messages={"required": "Enter what is to be done"}
    )
    reason = long_text("Why do the words change?", error_messages={"required": "Enter why the words change"})
    version = Version()
    govuk = {"action": {"rows": 4}, "reason": {"subject": "Reason", "rows": 3}}


class AddStep(OnceForm):
    """A step of this event alone. Staffordshire SOP 11.3: the printed steps are the minimum."""

    stage = forms.ModelChoiceField(
        label="Stage",
        queryset=Stage.objects.none(),
        empty_label=None,
        help_text="It comes last in its stage and is marked as local",
    )
    action = long_text(
        "What is to be done?", most=1000, error_messages={"required": "Enter what is to be done"}
    )
    responsible = forms.MultipleChoiceField(
        label="Who is responsible?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who is responsible"},
    )
    due_on = DateField(label="When is it due?", subject="Due date", required=False)
    govuk = {
        "action": {"rows": 3},
        "responsible": {"small": True},
        "due_on": {"hint": "Leave it empty if there is none"},
    }

    def __init__(self, *args, stages: QuerySet, roles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = stages
        self.fields["responsible"].choices = [(role, role) for role in roles]


class ReopenStage(OnceForm):
    reason = long_text(
        "Why is the stage open again?", help_text="Who did each step, and when, stays in the history"
    )
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class NotNeeded(Form):
    not_needed_reason = long_text("Why is it not needed?", help_text="For example, the CQC told us first")
    version = Version()
    govuk = {"not_needed_reason": {"subject": "Reason", "rows": 3}}


class Reopen(Form):
    reason = long_text("Why is it open again?", help_text="Who did it before, and when, stays in the history")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
