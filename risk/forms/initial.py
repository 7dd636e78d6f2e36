"""Forms of the Initial Assessment Of Concerns. Blackpool policy 5, App 1."""

from django import forms
from django.utils import timezone

from events.forms.fields import Version, long_text
from events.procedure.pack import Pack
from govuk.forms import Form, OnceForm
from govuk.messages import name_field
from govuk.words import full_date
from risk.forms.fields import ComingDate, PastDate
from risk.models import Concern
from risk.rules import initial as rules
from risk.rules.instrument import items


class Criteria:
    """The nine criteria, options in the order and the words of the procedure. None has to be answered to save."""

    def add_criteria(self, pack: Pack) -> None:
        first = rules.nature(pack)
        self.fields["nature"] = long_text(f"{first.number}. {first.question}", most=4000)
        name_field("nature", self.fields["nature"], "Nature of the concern")
        self.numbers = {}
        self.govuk = {
            "nature": {"subject": "Nature of the concern", "rows": 3, "label_size": "s"},
            **self.govuk,
        }
        for one in rules.criteria(pack):
            name = f"criterion_{one.number}"
            self.numbers[name] = str(one.number)
            self.fields[name] = forms.TypedChoiceField(
                label=f"{one.number}. {one.question}",
                choices=[(option.score, option.label) for option in one.options],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                help_text=f"As printed. {one.note}" if one.uncertainty and one.note else "",
            )
            hints = {str(option.score): f"Score {option.score}" for option in one.options}
            self.govuk[name] = {"small": True, "choice_hints": hints, "label_size": "s"}

    def clean(self):
        """The answers as scores by number of criterion; those without one are left out."""
        found = super().clean()
        answers = {self.numbers[name]: found.pop(name, None) for name in self.numbers}
        return found | {"scores": {number: score for number, score in answers.items() if score is not None}}


class MakeInitial(Criteria, OnceForm):
    occasion = forms.ChoiceField(label="Why is it made now?", widget=forms.RadioSelect)
    started_on = PastDate(label="Date of the assessment")
    concerns = forms.ModelMultipleChoiceField(
        label="Which concerns does it look at?",
        queryset=Concern.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    govuk = {"occasion": {"small": True}, "concerns": {"small": True}}

    def __init__(self, *args, pack: Pack, concerns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["occasion"].choices = [(one.id, one.label) for one in items(pack, "assessment_occasions")]
        self.fields["concerns"].queryset = concerns
        self.fields["concerns"].label_from_instance = concern_words
        if not concerns.exists():
            del self.fields["concerns"]
        self.add_criteria(pack)


def concern_words(one: Concern) -> str:
    return f"{full_date(one.raised_on)}, {one.get_source_display().lower()}: {one.details[:120]}"


class EditInitial(Criteria, Form):
    version = Version()

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_criteria(pack)


class DecideInitial(Form):
    """The outcome: nothing is chosen beforehand, whatever the total."""

    outcome = forms.TypedChoiceField(label="What is the outcome?", coerce=int, widget=forms.RadioSelect)
    follow_up_on = ComingDate(
        label="When is it looked at again?",
        subject="Date to look again",
        required=False,
        earliest=timezone.localdate,
    )
    reason = long_text("Why?", most=4000)
    version = Version()

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        outcomes = pack.initial_assessment.outcomes
        self.fields["outcome"].choices = [(one.number, f"{one.number}. {one.label}") for one in outcomes]
        again = [str(one.number) for one in outcomes if one.then == "follow_up"]
        self.govuk = {
            "outcome": {
                "choice_hints": {str(one.number): one.meaning for one in outcomes},
                "conditional": {number: ["follow_up_on"] for number in again[:1]},
            },
            "reason": {"subject": "Reason", "rows": 4},
        }


class FollowUp(Form):
    done_on = PastDate(label="When did somebody look again?", subject="Date")
    found = long_text("What did they find?")
    version = Version()
