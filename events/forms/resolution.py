"""Contracts that end, and what was learnt. Staffordshire SOP 11.7, 11.8."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Person, Version, council_people, long_text
from events.models import FailureEvent
from govuk.fields import DateField
from govuk.forms import Form, OnceForm


class IssueTermination(OnceForm):
    issued_to = forms.CharField(
        label="To whom was it issued?",
        max_length=200,
        help_text="The provider, and who received it",
        error_messages={"required": "Enter to whom it was issued"},
    )
    contract_reference = forms.CharField(label="Contract reference", max_length=120)
    issued_on = DateField(label="When was it issued?", subject="Date issued", latest=timezone.localdate)
    issued_by = forms.CharField(
        label="Who issued it?",
        max_length=200,
        help_text="Name and team",
        error_messages={"required": "Enter who issued it"},
    )
    notes = long_text("Notes", required=False, help_text="For example, which services or packages it ends")
    govuk = {
        "issued_to": {"width": "two-thirds", "subject": "To whom it was issued"},
        "contract_reference": {"width": "20"},
        "issued_by": {"width": "two-thirds", "subject": "Who issued it"},
        "notes": {"rows": 3},
    }


class FindingFields(Form):
    """What happened, what will change, who does it by when."""

    happened = long_text("What happened?")
    change = long_text("What will we change?")
    owner = Person(
        label="Who does it?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Somebody without an account",
    )
    owner_name = forms.CharField(
        label="Their name and agency, if they have no account", max_length=200, required=False
    )
    due_on = DateField(label="By when?", subject="Due date")
    progress = long_text("How far is it?", most=4000, required=False)
    govuk = {
        "happened": {"subject": "What happened", "rows": 3},
        "change": {"subject": "What will change", "rows": 3},
        "owner": {"subject": "Who does it"},
        "owner_name": {"width": "two-thirds"},
        "progress": {"rows": 3, "subject": "Progress"},
    }

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = council_people(event).order_by("name")


class RecordFinding(FindingFields, OnceForm):
    pass


class UpdateFinding(FindingFields):
    done_on = DateField(
        label="When was it done?", subject="Date done", required=False, latest=timezone.localdate,
        help_text="Leave it empty while it is not done",
    )  # fmt: skip
    version = Version()
