"""What is asked of the list of events, and of the register when an incident is logged."""

from django import forms

from events.models import FailureEvent
from govuk.forms import Form

ALL = ""
OPEN = "open"


class EventFilter(Form):
    status = forms.ChoiceField(
        label="Status",
        choices=[(ALL, "All"), (OPEN, "All open"), *FailureEvent.Status.choices],
        required=False,
    )
    q = forms.CharField(label="Service, provider or reference", max_length=100, required=False)


class FindService(Form):
    q = forms.CharField(label="Name, postcode or CQC location id", max_length=100, required=False)
