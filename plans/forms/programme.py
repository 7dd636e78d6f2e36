"""Forms of the market programme. Coventry outline 7."""

from django import forms

from events.forms.fields import Version, long_text
from govuk.fields import DateField
from govuk.forms import OnceForm
from plans.models import MarketProject


class AddProject(OnceForm):
    area = forms.CharField(label="Area or issue", max_length=200)
    project = forms.CharField(label="Key project", max_length=300)
    timescale = forms.CharField(
        label="Timescale in words",
        max_length=200,
        required=False,
        help_text="For example, part of current contracts. Words alone are never late.",
    )
    due_on = DateField(label="To be done by", subject="To be done by", required=False)
    owner = forms.CharField(label="Who is responsible?", max_length=150, required=False)
    state = forms.ChoiceField(label="Status", choices=MarketProject.State, widget=forms.RadioSelect)
    progress = long_text("Progress", most=4000, required=False)
    govuk = {
        "timescale": {"subject": "Timescale"},
        "owner": {"width": "20", "subject": "Who is responsible"},
        "state": {"small": True},
        "progress": {"rows": 4},
    }


class ChangeProject(AddProject):
    key = None
    version = Version()
