"""Forms about the approach to a failure and its sign-off. Coventry outline 7."""

from django import forms
from django.utils import timezone

from events.forms.fields import Version, VersionShown, long_text
from events.procedure.pack import Pack
from govuk.fields import DateField, MoneyField
from govuk.forms import Form, OnceForm
from govuk.messages import name_field
from plans.approach_reading import Body, Option
from plans.models import ApproachOption
from plans.rules import outline

OTHER = "other"


class AskOutline(Form):
    """Type of provider and key factor, to see what the outline says. Sent by GET; nothing is saved."""

    provider_type = forms.ChoiceField(label="What type of provider is it?", widget=forms.RadioSelect)
    other_type = forms.CharField(label="Which type?", max_length=120, required=False)
    key_factor = forms.ChoiceField(label="What is the key factor?", widget=forms.RadioSelect)
    other_factor = forms.CharField(label="Which factor?", max_length=200, required=False)
    govuk = {
        "provider_type": {
            "small": True,
            "conditional": {OTHER: ["other_type"]},
            "subject": "Type of provider",
        },
        "key_factor": {"small": True, "conditional": {OTHER: ["other_factor"]}, "subject": "Key factor"},
        "other_type": {"width": "20", "subject": "Type of provider"},
        "other_factor": {"width": "20", "subject": "Key factor"},
    }

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        types, factors = outline.provider_types(pack), outline.key_factors(pack)
        self.fields["provider_type"].choices = [*((one, one) for one in types), (OTHER, "Another type")]
        self.fields["key_factor"].choices = [*((one, one) for one in factors), (OTHER, "Something else")]

    def clean(self):
        """Gives `pair`: type and factor in words."""
        data, pair = self.cleaned_data, []
        for name, other in (("provider_type", "other_type"), ("key_factor", "other_factor")):
            value = data.get(other) if data.get(name) == OTHER else data.get(name)
            if name in data and not value:
                self.add_error(other, "Enter it in a few words")
            pair.append(value or "")
        return data | {"pair": pair}


class ChooseApproach(Form):
    kind = forms.ChoiceField(label="Which approach is followed?", widget=forms.RadioSelect)
    reason = long_text("Reason", required=False)
    version = Version()

    def __init__(self, *args, pack: Pack, suggested: str, **kwargs):
        super().__init__(*args, **kwargs)
        found = outline.approaches(pack)
        self.fields["kind"].choices = [(key, one.title) for key, one in found.items()]
        hints = {key: issues_words(pack, key) for key in found}
        if suggested:
            hints[suggested] = f"The outline suggests this one. {hints[suggested]}"
            self.fields["reason"].help_text = "Needed when you choose another than the outline suggests"
        else:
            self.fields["reason"].help_text = "The outline suggests none: say why this one fits"
        self.govuk = {"kind": {"choice_hints": hints, "subject": "Approach"}, "reason": {"rows": 3}}


def issues_words(pack: Pack, kind: str) -> str:
    return "Issues: " + ", ".join(issue.label for issue in outline.issues(pack, kind))


class WorkThrough(Form):
    """Each factor of an option, for or against with a note; cost, people, how soon."""

    cost = MoneyField(label="Estimated cost", subject="Estimated cost", required=False)
    people = forms.IntegerField(label="For how many people?", min_value=0, max_value=100_000, required=False)
    ready = forms.CharField(
        label="How soon?", max_length=200, required=False, help_text="For example, within five days"
    )
    note = long_text("Notes", most=4000, required=False)
    version = Version()
    govuk = {"people": {"width": "4", "subject": "Number of people"}, "note": {"rows": 4}}

    def __init__(self, *args, option: Option, **kwargs):
        super().__init__(*args, **kwargs)
        self.option, self.govuk = option, dict(self.govuk)
        for place, factor in enumerate(option.factors, start=1):
            bears = forms.ChoiceField(
                label=factor.item.label, choices=ApproachOption.Bears.choices, required=False,
                widget=forms.RadioSelect, initial=factor.bears,
            )  # fmt: skip
            self._add(f"bears_{place}", bears, f"Factor {place}", small=True, inline=True, label_size="s")
            note = forms.CharField(
                label="What is known", max_length=1000, required=False, initial=factor.note
            )
            self._add(f"known_{place}", note, f"What is known of factor {place}")
        self.order_fields([name for name in self.fields if "_" in name])

    def _add(self, name: str, field: forms.Field, subject: str, **options) -> None:
        self.fields[name] = field
        self.govuk[name] = {"subject": subject, **options}
        name_field(name, field, subject)

    def clean(self):
        """Gives `factors`: what was said of each, under its id."""
        data, given = self.cleaned_data, {}
        for place, factor in enumerate(self.option.factors, start=1):
            bears, note = data.pop(f"bears_{place}", ""), data.pop(f"known_{place}", "")
            given[factor.item.id] = {"bears": bears, "note": note}
        return data | {"factors": given}


class DecideIssue(Form):
    chosen = forms.MultipleChoiceField(
        label="Which options are chosen?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Choose one or more. None leaves the issue open.",
    )  # fmt: skip
    reason = long_text("Why?", most=4000, required=False)
    note = long_text("Notes", most=4000, required=False)
    version = Version()
    govuk = {
        "chosen": {"small": True, "subject": "Options"},
        "reason": {"rows": 4, "subject": "Reason"},
        "note": {"rows": 3},
    }

    def __init__(self, *args, labels: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(label, label) for label in labels]


class SignOffForm(OnceForm):
    name = forms.CharField(label="Who signed off?", max_length=150, help_text="Name, and job if it helps")
    signed_on = DateField(label="When?", subject="Date", latest=timezone.localdate)
    note = long_text("Notes", required=False)
    revision = VersionShown()
    govuk = {"name": {"width": "20", "subject": "Name"}, "note": {"rows": 3}}

    def __init__(self, *args, body: Body, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = body

    def clean(self):
        return self.cleaned_data | {"organisation": self.body.organisation, "body": self.body.body}


class TakeBackForm(Form):
    reason = long_text("Why is it taken back?", most=500)
    govuk = {"reason": {"rows": 3, "subject": "Reason"}}
