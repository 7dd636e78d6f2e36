"""Contracts that end, and what was learnt. Staffordshire SOP 11.7, 11.8."""

from django import forms
from django.utils import timezone

from events.forms.fields import council_people, long_text
from events.forms.owned import Owned, UpdateOwned
from events.models import FailureEvent
from govuk.fields import DateField
from govuk.forms import OnceForm


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


class FindingFields(Owned):
    """What happened, what will change, who does it by when."""

    happened = long_text("What happened?")
    change = long_text("What will we change?")
    field_order = ["happened", "change"]
    govuk = Owned.govuk | {
        "happened": {"subject": "What happened", "rows": 3},
        "change": {"subject": "What will change", "rows": 3},
    }

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = council_people(event).order_by("name")


class RecordFinding(FindingFields, OnceForm):
    pass


class UpdateFinding(FindingFields, UpdateOwned):
    pass
