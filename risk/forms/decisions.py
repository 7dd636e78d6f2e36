"""Forms about meetings, decisions, letters. Blackpool policy 7."""

from django import forms
from django.utils import timezone

from events.forms.fields import long_text
from events.models import Meeting
from events.procedure.pack import Pack
from govuk.forms import Form, OnceForm
from risk.forms.fields import ComingDate, PastDate
from risk.models import RiskMeeting
from risk.rules.instrument import items
from risk.rules.options import Option


class MeetingForm(OnceForm):
    """A Performance Management Meeting or Risk Summit that was held."""

    kind = forms.ChoiceField(
        label="Which meeting?", choices=RiskMeeting.Kind.choices, widget=forms.RadioSelect
    )
    held_on = PastDate(label="When was it held?", subject="Date of the meeting")
    attendees = long_text("Who took part?", help_text="Names with agency or role, one on a line")
    category = forms.ChoiceField(
        label="Poor performance category",
        required=False,
        help_text="That of the risk assessment, unless you choose",
    )
    meeting = forms.ModelChoiceField(
        label="Was it a meeting of an event?",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="No, or not recorded there",
    )
    govuk = {"attendees": {"subject": "Who took part", "rows": 4}}

    def __init__(self, *args, pack: Pack, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        labels = [(item.label, item.label) for item in items(pack, "categories")]
        self.fields["category"].choices = [("", "As in the risk assessment"), *labels]
        self.fields["meeting"].queryset = meetings
        if not meetings.exists():
            del self.fields["meeting"]


class DecisionForm(OnceForm):
    """The options of the meeting; those named for the level say so."""

    options = forms.MultipleChoiceField(label="What was decided?", widget=forms.CheckboxSelectMultiple)
    outside_reason = long_text(
        "Reason for going outside the level",
        required=False,
        help_text="Needed when an option is chosen that is not named for the level",
    )
    reason = long_text("Why?", most=4000)
    decided_by = forms.CharField(
        label="Who decided?", max_length=200, help_text="Such as: the chair, for the meeting"
    )
    review_on = ComingDate(
        label="When is it reviewed?", subject="Date of the review", earliest=timezone.localdate
    )

    def __init__(self, *args, found: list[Option], level: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["options"].choices = [(one.item.id, one.item.label) for one in found]
        hints = {one.item.id: hint(one, level) for one in found}
        self.govuk = {
            "options": {"choice_hints": hints, "subject": "Options"},
            "reason": {"subject": "Reason", "rows": 4},
            "outside_reason": {"rows": 3},
            "decided_by": {"width": "two-thirds"},
        }


def hint(one: Option, level: str) -> str:
    """What the option is, and whether it is named for the level."""
    said = one.item.text or ""
    if one.belongs:
        return f"{said} Suggested{f' at {level}' if level else ''}."
    return f"{said} Named for: {one.where}." if one.where else said


class ReviewForm(Form):
    reviewed_on = PastDate(label="When was it reviewed?", subject="Date of the review")
    outcome = long_text("What did the review find, and what follows?", most=4000)
    govuk = {"outcome": {"subject": "Outcome", "rows": 5}}


class LetterForm(OnceForm):
    """A letter that was sent; the service sends none itself."""

    sent_on = PastDate(label="When was it sent?", subject="Date of the letter")
    sent_to = forms.CharField(label="To whom?", max_length=200, help_text="Name with role or agency")
    how = forms.CharField(label="How was it sent?", max_length=100, help_text="Such as: by post, by e-mail")
    says = long_text("What does it say?")
    govuk = {
        "sent_to": {"width": "two-thirds", "subject": "Recipient"},
        "how": {"width": "two-thirds", "subject": "How it was sent"},
        "says": {"subject": "What it says", "rows": 4},
    }
