"""A person's decision that differs from what the procedure says. Staffordshire SOP 10.0."""

from django import forms

from events.forms.fields import long_text
from events.models import Notice
from events.procedure.pack import Pack
from govuk.forms import Form, OnceForm


class OverrideForm(Form):
    response = forms.ChoiceField(label="What is the response?", widget=forms.RadioSelect)
    override_reason = long_text("Reason")
    decided_by = forms.CharField(label="Who decided this?", max_length=200, help_text="Name and role")
    govuk = {
        "response": {"small": True, "label_size": "s", "subject": "The response"},
        "override_reason": {"rows": 3, "label_size": "s"},
        "decided_by": {"subject": "Who decided this", "label_size": "s"},
    }

    def __init__(self, *args, pack: Pack, notice: Notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["response"].choices = [
            (one.label, one.label) for one in pack.responses if one.label != notice.response
        ]


class InvokeForm(OnceForm):
    reason = long_text("Why is the procedure invoked now?")
    govuk = {"reason": {"subject": "Reason", "rows": 4}}
