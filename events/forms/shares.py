"""Which organisation is given an event. Staffordshire SOP 11.5."""

from django import forms

from accounts.models import Organisation
from events.forms.fields import long_text
from events.models import FailureEvent
from govuk.forms import Form, OnceForm


class ShareEvent(OnceForm):
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        empty_label="Choose one",
        help_text="Its people will see this event, and in it only the people it funds or supports",
    )
    govuk = {"organisation": {"label_size": "s"}}

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        has_it = event.shares.filter(ended_at=None).values("organisation")
        partners = Organisation.objects.partners_of(event.host_council).exclude(pk__in=has_it)
        self.fields["organisation"].queryset = partners


class EndShare(Form):
    reason = long_text("Why does it end?", required=False)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
