"""Which letter goes to whom; and that it went out. Staffordshire SOP 11.5, 12.0."""

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Version, long_text
from events.models import FailureEvent
from govuk.fields import DateField, TimeField
from govuk.forms import Form, OnceForm
from govuk.words import full_date, lower_first
from letters.models import Letter, LetterTemplate, Mailing
from letters.rules.fields import ATTENDANCE, PERSON, TO
from letters.values import sender_of
from letters.whom import Recipient
from trackers.forms.filters import FilterForm
from trackers.lists import VIEWS, filtered
from trackers.models import SavedView, TrackerEntry
from trackers.shown_steps import ShownSteps

ONE = "one"


class ChooseForm(Form):
    """Which letter, about which people, to whom: read from the address, so that the list can be opened again."""

    template = forms.ModelChoiceField(
        LetterTemplate.objects.none(), label="Which letter?", empty_label=None, widget=forms.RadioSelect
    )
    whom = forms.ChoiceField(label="About which people?")
    to = forms.ChoiceField(label="To whom?", choices=Mailing.To.choices, widget=forms.RadioSelect)
    person = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    govuk = {
        "template": {"small": True, "subject": "which letter"},
        "whom": {"hint": "On the next page you can leave out anybody of the list", "subject": "about which people"},
        "to": {"small": True, "subject": "to whom it goes"},
    }  # fmt: skip

    def __init__(self, *args, user: User, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.event = user, event
        templates = LetterTemplate.objects.visible_to(user).in_use().by_kind()
        self.fields["template"].queryset = templates
        hints = {str(row.pk): goes_to(row) for row in templates}
        self.govuk = {**self.govuk, "template": {**self.govuk["template"], "choice_hints": hints}}
        self.saved = {f"saved-{row.pk}": row for row in SavedView.objects.visible_to(user)}
        lists = [(view.key, view.label) for view in VIEWS.values() if not view.quiet]
        own = [(key, f"Saved list: {row.name}") for key, row in self.saved.items()]
        self.entry = self._entry()
        one = [(ONE, str(self.entry))] if self.entry else []
        self.fields["whom"].choices = [*one, *lists, *own]
        self.initial.setdefault("whom", ONE if self.entry else "everyone")

    def clean(self):
        """A letter goes to those for whom it is written."""
        data = self.cleaned_data
        template, to = data.get("template"), data.get("to")
        if template and to and to not in TO[template.kind]:
            self.add_error("to", f"“{template}” is of another kind. {goes_to(template)}")
        return data

    @property
    def people(self):
        """The tracker entries that were asked for, of a form that is valid."""
        mine = TrackerEntry.objects.visible_to(self.user).filter(event=self.event)
        whom = self.cleaned_data["whom"]
        if whom == ONE:
            return mine.filter(pk=self.entry.pk)
        asked = {"view": whom}
        if whom in self.saved:
            asked = FilterForm(QueryDict(self.saved[whom].query), partner=False).asked
        return filtered(ShownSteps(mine, partner=False, now=timezone.now()), asked)

    def _entry(self) -> TrackerEntry | None:
        """The person on whose page somebody said: write a letter."""
        given = self.data.get("person", "") if self.is_bound else self.initial.get("person", "")
        if not (given and str(given).isascii() and str(given).isdigit() and len(str(given)) < 19):
            return None
        mine = TrackerEntry.objects.visible_to(self.user).filter(event=self.event, pk=int(given))
        return mine.select_related("service_user").first()


class Chosen(forms.MultipleChoiceField):
    """Recipients by their keys. `barred` says of others why not, such as a death recorded while the list was open."""

    barred: dict[str, str]

    def validate(self, value):
        gone = [self.barred[key] for key in value if key in self.barred]
        if gone:
            rest = "Whoever else was selected still is"
            raise forms.ValidationError([f"{words}. {rest}" for words in gone])
        super().validate(value)


class MakeForm(OnceForm):
    """The recipients, each to be ticked; and what is the same in every letter."""

    chosen = Chosen(label="Who gets it?", widget=forms.CheckboxSelectMultiple)
    meeting_on = DateField(
        label="When is the meeting?", subject="Day of the meeting", earliest=timezone.localdate
    )
    meeting_at = TimeField(label="What time?", subject="Time of the meeting")
    meeting_place = forms.CharField(label="Where is the meeting?", max_length=200)
    dated = DateField(label="Which day stands on the letters?", subject="Day on the letters")
    signed_by = forms.CharField(label="Who signs?", max_length=150)
    signer_job = forms.CharField(label="Job of who signs", max_length=150)
    large_print = forms.BooleanField(label="All of them in large print (18 point)", required=False)
    together = forms.BooleanField(
        label="One piece of paper for two who live together",
        required=False,
        help_text="Contacts of a person who live at one address, and linked couples who do",
    )
    version = Version()
    warned = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    govuk = {
        "chosen": {"small": True, "subject": "who gets it"},
        "meeting_at": {"hint": "For example, 6.30pm or 14:00"},
        "meeting_place": {"subject": "Place of the meeting", "width": "two-thirds"},
        "signed_by": {"subject": "Who signs", "width": "20"},
        "signer_job": {"width": "20"},
    }

    def __init__(self, *args, template: LetterTemplate, found: list[Recipient], user: User, **kwargs):
        super().__init__(*args, **kwargs)
        able = [one for one in found if not one.why_not]
        self.fields["chosen"].choices = [(one.key, label_of(one)) for one in able]
        self.fields["chosen"].barred = {one.key: barred_words(one) for one in found if one.why_not}
        self.fields["warned"].choices = [(one.key, one.key) for one in found]
        hints = {one.key: hint_of(one) for one in able}
        self.govuk = {**self.govuk, "chosen": {**self.govuk["chosen"], "choice_hints": hints}}
        name, job = sender_of(user)
        today = timezone.localdate()
        self.initial |= {
            "chosen": [one.key for one in able if not one.warning and not one.before],
            "warned": [one.key for one in able if one.warning],
            "version": template.version, "dated": today, "signed_by": name, "signer_job": job,
        }  # fmt: skip
        self.instead = {"dated": today, "signed_by": name, "signer_job": job}
        for field in not_asked(template):
            del self.fields[field]

    def clean(self):
        """What is not asked for this letter is what it usually is."""
        return {
            name: value for name, value in self.instead.items() if name not in self.fields
        } | self.cleaned_data


class SentForm(Form):
    """Which letters went out, on which day, how and by whom."""

    letters = forms.ModelMultipleChoiceField(
        Letter.objects.none(), label="Which letters went out?", widget=forms.CheckboxSelectMultiple
    )
    sent_how = forms.ChoiceField(label="How?", choices=Letter.How.choices, widget=forms.RadioSelect)
    sent_on = DateField(label="When?", subject="Day they went out", latest=timezone.localdate)
    sent_by = forms.CharField(label="By whom?", max_length=150)
    govuk = {
        "letters": {"small": True, "subject": "the letters that went out"},
        "sent_how": {"small": True, "subject": "how they went out"},
        "sent_by": {"subject": "Who sent them", "width": "20"},
    }

    def __init__(self, *args, letters, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letters"].queryset = letters
        self.fields["letters"].label_from_instance = lambda row: row.name
        keys = list(letters.values_list("pk", flat=True))
        self.initial |= {"letters": keys, "sent_on": timezone.localdate(), "sent_by": user.name}


class TakeBackForm(Form):
    """Which letters did not go out after all, and why that was recorded."""

    letters = forms.ModelMultipleChoiceField(
        Letter.objects.none(), label="Which letters did not go out?", widget=forms.CheckboxSelectMultiple
    )
    reason = long_text("Why is the record taken back?", most=1000)
    govuk = {
        "letters": {"small": True, "subject": "the letters that did not go out"},
        "reason": {"rows": 3, "subject": "Why the record is taken back"},
    }

    def __init__(self, *args, letters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letters"].queryset = letters
        self.fields["letters"].label_from_instance = lambda row: f"{row.name}, sent {full_date(row.sent_on)}"


class WithdrawForm(Form):
    """Why letters that were made go nowhere."""

    reason = long_text("Why are they withdrawn?", most=1000)
    govuk = {"reason": {"rows": 3, "subject": "Why they are withdrawn"}}


def barred_words(one: Recipient) -> str:
    return f"{one.to or one.entry} cannot be written to: {'; '.join(one.why_not)}"


def not_asked(template: LetterTemplate) -> list[str]:
    """Fields of the page that this letter has no use for."""
    left = [] if template.asks_for_meeting else ["meeting_on", "meeting_at", "meeting_place"]
    if template.is_staff_paper:
        left += ["dated", "signed_by", "signer_job", "together"]
    if template.is_staff_paper or template.kind == PERSON or template.large_print:
        left.append("large_print")
    return left


def goes_to(template: LetterTemplate) -> str:
    """For whom it is, in one line: "Goes to the person or their main contact"."""
    able = " or ".join(lower_first(Mailing.To(one).label) for one in TO[template.kind])
    if template.kind == ATTENDANCE:
        return f"One list for the meeting, of {able}. It stays with staff"
    return (
        "One form about each person. It stays with staff: choose “The person”"
        if template.is_staff_paper
        else f"Goes to {able}"
    )


def label_of(one: Recipient) -> str:
    return f"{one.to}, about {one.about}" if one.about else one.to or str(one.entry)


def hint_of(one: Recipient) -> str:
    """Where it goes; what to think about before ticking it."""
    said = [", ".join(one.where.lines)] if one.where.lines else []
    if one.before:
        said.insert(0, f"Already got this letter: {full_date(one.before)}.")
    if one.warning:
        said.insert(0, f"Careful: {one.warning}. Tick only if they may read it.")
    return " ".join(said)
