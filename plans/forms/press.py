"""Forms about press statements. Blackpool policy App 5, 6."""

from django import forms
from django.utils import timezone

from events.forms.communications import GiveTo
from events.forms.fields import Version, VersionShown, long_text
from govuk.fields import DateField
from govuk.forms import Form, OnceForm
from plans.models import PressApproval
from plans.operations.press import Occasion

BY_HAND = [choice for choice in PressApproval.Method.choices if choice[0] in PressApproval.BY_HAND]
NO_NAMES = "Give the reasons. No names of people who use the service."


class DraftStatement(OnceForm):
    action = forms.ChoiceField(label="What is it for?", widget=forms.RadioSelect)
    title = forms.CharField(label="Heading", max_length=160)
    text = long_text("Statement", most=10_000, help_text=NO_NAMES)
    govuk = {"action": {"small": True, "subject": "What it is for"}, "text": {"rows": 14}}

    def __init__(self, *args, found: list[Occasion], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(one.action, one.about) for one in found]


class ChangeStatement(Form):
    title = forms.CharField(label="Heading", max_length=160)
    text = long_text("Statement", most=10_000, help_text=NO_NAMES)
    version = Version()
    govuk = {"text": {"rows": 14}}


class RecordApproval(OnceForm):
    """An approval that reached the council another way."""

    body = forms.ChoiceField(label="Who approved?", widget=forms.RadioSelect)
    name = forms.CharField(label="Name", max_length=150)
    method = forms.ChoiceField(
        label="How did the approval reach you?", choices=BY_HAND, widget=forms.RadioSelect
    )
    approved_on = DateField(label="When?", subject="Day", latest=timezone.localdate)
    note = forms.CharField(
        label="Where is it kept?", max_length=500, required=False, help_text="For example, e-mail of 9.40am"
    )
    text_version = VersionShown()
    govuk = {
        "body": {"small": True, "subject": "Who approved"},
        "name": {"width": "20"},
        "method": {"small": True, "subject": "How it reached you"},
        "note": {"subject": "Note"},
    }

    def __init__(self, *args, missing: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(one, one) for one in missing]


class OwnApproval(RecordApproval):
    """A senior leader approves in the own name."""

    name = method = None
    govuk = RecordApproval.govuk | {"body": {"small": True, "subject": "What you approve as"}}

    def __init__(self, *args, missing: list[str], **kwargs):
        super().__init__(*args, missing=missing, **kwargs)
        self.fields["body"].label = "What do you approve as?"
        del self.fields["note"], self.fields["approved_on"]

    def clean(self):
        return self.cleaned_data | {"method": PressApproval.Method.HERE, "approved_on": timezone.localdate()}


class IssueStatement(GiveTo):
    """To whom it is given."""

    text_version = VersionShown()


class PutAwayForm(Form):
    reason = long_text("Why is it not issued?")
    govuk = {"reason": {"rows": 3, "subject": "Reason"}}
