"""Forms of the risk pages."""

from django import forms

from govuk.fields import DateField
from govuk.forms import Form, OnceForm
from risk.rules.signs import Sign


class WarningSignForm(OnceForm):
    """An early warning sign at one provider."""

    sign = forms.ChoiceField(label="What was seen?", widget=forms.RadioSelect)
    seen_on = DateField(label="When was it seen?", subject="Date seen")
    source = forms.CharField(label="Who or what told you?", max_length=200)
    notes = forms.CharField(label="Notes", required=False, max_length=2000, widget=forms.Textarea)
    govuk = {"sign": {"small": True}, "source": {"width": "two-thirds"}}

    def __init__(self, *args, signs: list[Sign], **kwargs):
        super().__init__(*args, **kwargs)
        self.signs = {sign.id: sign for sign in signs}
        self.fields["sign"].choices = [(sign.id, sign.label) for sign in signs]

    def clean_sign(self) -> Sign:
        return self.signs[self.cleaned_data["sign"]]


class EndWarningSignForm(Form):
    """When and why a sign ended."""

    resolved_on = DateField(label="When did it end?", subject="Date it ended")
    reason = forms.CharField(label="How do you know?", max_length=2000, widget=forms.Textarea)
