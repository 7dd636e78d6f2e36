"""Recording that an organisation with people in the event was told. Blackpool policy App 5, 6."""

from django import forms
from django.utils import timezone

from events.forms.fields import long_text
from events.models import Recipient
from govuk.fields import DateField
from govuk.forms import OnceForm

BY_HAND = [(method.value, method.label) for method in Recipient.BY_HAND]


class ToldForm(OnceForm):
    name = forms.CharField(label="Who was told?", max_length=150)
    method = forms.ChoiceField(label="How?", choices=BY_HAND, widget=forms.RadioSelect)
    told_on = DateField(label="When?", subject="Day", latest=timezone.localdate, initial=timezone.localdate)
    address = forms.CharField(label="Telephone number or address", max_length=300, required=False)
    body = long_text("What were they told?")

    govuk = {
        "name": {"subject": "who was told", "hint": "A name and job", "width": "two-thirds"},
        "method": {"small": True, "subject": "how they were told"},
        "body": {"rows": 4, "subject": "what they were told", "hint": "Leave out names of people"},
    }
