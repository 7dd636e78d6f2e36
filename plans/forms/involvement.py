"""Forms about whom to involve in a failure. Coventry outline 6."""

from django import forms
from django.utils import timezone

from events.forms.fields import long_text
from events.procedure.pack import Pack
from govuk.fields import DateField
from govuk.forms import OnceForm
from plans.models import Involvement
from plans.rules import outline


class ChooseRow(OnceForm):
    row = forms.ChoiceField(label="Which type of service is it?", widget=forms.RadioSelect)
    reason = long_text("Reason", required=False)
    govuk = {"row": {"small": True, "subject": "Type of service"}, "reason": {"rows": 3}}

    def __init__(self, *args, pack: Pack, service_type: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(row.id, row.service_type) for row in outline.matrix(pack)]
        self.fields["reason"].help_text = f"Needed for a row that is not for “{service_type}”"


class RecordInvolvement(OnceForm):
    organisation = forms.ChoiceField(label="Which organisation?", widget=forms.RadioSelect)
    name = forms.CharField(label="Who was involved?", max_length=200, help_text="Name or team")
    involved_on = DateField(label="When?", subject="Day", latest=timezone.localdate)
    method = forms.ChoiceField(label="How?", choices=Involvement.Method, widget=forms.RadioSelect)
    note = long_text("What for, and what came of it", required=False)
    govuk = {
        "organisation": {"small": True, "subject": "Organisation"},
        "name": {"width": "20", "subject": "Name"},
        "method": {"small": True, "subject": "How they were involved"},
        "note": {"rows": 3, "subject": "Notes"},
    }

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = choices
