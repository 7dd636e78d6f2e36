"""Forms of what a contingency plan rests on, and of taking it into an event. LGiU template T5 to T14."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Person, Version, long_text
from govuk.fields import DateField
from govuk.forms import Form, OnceForm
from plans.forms.contingency import colleagues
from plans.models import Alternative, ContingencyPlan
from plans.operations.contingency_use import Offer
from providers.models import Provider, Service

ACCOUNT, OTHER = "account", "other"
RELATED, ALTERNATIVE, MARKET, WORDS = "related", "alternative", "market", "words"


class AlternativeFields(forms.Form):
    is_last_resort = forms.BooleanField(label="Commissioned as a provider of last resort", required=False)
    capacity = forms.CharField(
        label="What could it do?",
        max_length=300,
        help_text="For example, 4 residential places, or 60 hours of home care a week",
    )
    places = forms.IntegerField(label="Free places", min_value=0, max_value=999, required=False)
    places_on = DateField(
        label="When were you told of the free places?",
        subject="Date",
        required=False,
        latest=timezone.localdate,
    )
    contact_name = forms.CharField(label="Whom to ring", max_length=150)
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    said_on = DateField(
        label="When did it say that it would step in?", subject="Date", latest=timezone.localdate
    )
    notes = long_text("Notes", required=False)


ALTERNATIVE_OPTIONS = {
    "capacity": {"subject": "What it could do"},
    "places": {"width": "3"},
    "contact_name": {"width": "two-thirds"},
    "phone": {"width": "20"},
    "notes": {"rows": 3},
}
ALTERNATIVE_FIELDS = (*AlternativeFields.base_fields, "version")


class RecordAlternative(AlternativeFields, OnceForm):
    govuk = ALTERNATIVE_OPTIONS


class ChangeAlternative(AlternativeFields, Form):
    version = Version()
    govuk = ALTERNATIVE_OPTIONS


class ProposeLead(OnceForm):
    """Somebody with an account, or anybody who can be reached."""

    role = forms.ChoiceField(label="Which role?")
    who = forms.ChoiceField(
        label="Who would hold it?",
        choices=[(ACCOUNT, "Somebody with an account"), (OTHER, "Somebody else")],
        widget=forms.RadioSelect,
    )
    user = Person(label="Person", queryset=User.objects.none(), required=False, empty_label="Choose one")
    name = forms.CharField(label="Name", max_length=150, required=False)
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    govuk = {
        "role": {"subject": "Role"},
        "who": {
            "conditional": {ACCOUNT: ["user"], OTHER: ["name", "phone", "email"]},
            "subject": "Who would hold it",
        },
        "name": {"width": "20"},
        "phone": {"width": "20"},
    }

    def __init__(self, *args, user: User, roles: list[tuple[str, str]], **kwargs):
        """`roles`: (role as the procedure names it, as people say it)."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Choose one"), *roles]
        self.fields["user"].queryset = colleagues(user)

    def clean(self):
        """Only the part that was chosen counts."""
        data = self.cleaned_data
        who = data.pop("who", "")
        if who == ACCOUNT:
            data |= {"name": "", "phone": "", "email": ""}
            if not data.get("user") and "user" not in self.errors:
                self.add_error("user", "Select a person")
        if who == OTHER:
            data["user"] = None
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", "Enter a name")
        return data


class LinkPlan(OnceForm):
    """One thing that belongs together with the plan."""

    what = forms.ChoiceField(
        label="What belongs together with this plan?",
        widget=forms.RadioSelect,
        choices=[
            (ALTERNATIVE, "Somebody willing to step in"),
            (MARKET, "A provider or service of the market"),
            (RELATED, "Another contingency plan"),
            (WORDS, "A paper or guidance elsewhere"),
        ],
    )
    alternative = forms.ModelChoiceField(
        label="Who?", queryset=Alternative.objects.none(), required=False, empty_label="Choose one"
    )
    cqc_id = forms.CharField(
        label="Id of the service or provider",
        max_length=20,
        required=False,
        help_text="CQC’s, or ours where we recorded it by hand. It stands on its page",
    )
    related = forms.ModelChoiceField(
        label="Which plan?", queryset=ContingencyPlan.objects.none(), required=False, empty_label="Choose one"
    )
    words = forms.CharField(label="Its name, and where it is kept", max_length=300, required=False)
    govuk = {
        "what": {
            "subject": "What belongs together with this plan",
            "conditional": {
                ALTERNATIVE: ["alternative"], MARKET: ["cqc_id"], RELATED: ["related"], WORDS: ["words"],
            },
        },
        "alternative": {"subject": "Who"},
        "related": {"subject": "Plan"},
        "cqc_id": {"width": "20"},
        "words": {"subject": "Name and place"},
    }  # fmt: skip
    ASKED = {
        ALTERNATIVE: ("alternative", "Select who is willing to step in"),
        MARKET: ("cqc_id", "Enter the id of a service or provider"),
        RELATED: ("related", "Select a plan"),
        WORDS: ("words", "Enter its name, and where it is kept"),
    }

    def __init__(self, *args, plan: ContingencyPlan, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        plans = ContingencyPlan.objects.visible_to(user).standing().exclude(pk=plan.pk)
        rows = Alternative.objects.visible_to(user).current().select_related("service", "provider")
        self.fields["related"].queryset, self.fields["alternative"].queryset = plans, rows

    def clean(self):
        """The one thing that was chosen, found in the register where an id was typed."""
        data = self.cleaned_data
        kept = {"key": data["key"]} if data.get("key") else {}
        what = data.get("what")
        if what not in self.ASKED or self.errors:
            return kept
        name, words = self.ASKED[what]
        value = data.get(name)
        if not value:
            self.add_error(name, words)
            return kept
        return kept | (self._found(value) if what == MARKET else {name: value})

    def _found(self, cqc_id: str) -> dict:
        for name, model in (("service", Service), ("provider", Provider)):
            if row := model.objects.filter(cqc_id__iexact=cqc_id.strip()).first():
                return {name: row}
        self.add_error("cqc_id", "There is no such id. Copy it from the page of the service or provider")
        return {}


class ConfirmFacts(Form):
    """What somebody has confirmed today; what says something else by now is no choice any more."""

    facts = forms.MultipleChoiceField(
        label="What did you confirm today?", required=False, widget=forms.CheckboxSelectMultiple
    )
    govuk = {"facts": {"small": True, "subject": "What you confirmed"}}

    def __init__(self, *args, shown, **kwargs):
        """`shown`: facts as plans.bindings.all_facts gives them."""
        super().__init__(*args, **kwargs)
        self.fields["facts"].choices = [(one.value, f"{one.fact.text}: {one.fact.detail}") for one in shown]
        self.fields["facts"].error_messages["invalid_choice"] = (
            "A fact has changed since you opened this page. Look at it again"
        )
        hints = {one.value: one.age.words for one in shown}
        self.govuk = {"facts": {**self.govuk["facts"], "choice_hints": hints}}


class TakePlan(OnceForm):
    """What is taken from a plan into an event, ticked by a person."""

    leads = forms.MultipleChoiceField(label="Leads", required=False, widget=forms.CheckboxSelectMultiple)
    contacts = forms.MultipleChoiceField(
        label="People to ring and to ask to meetings", required=False, widget=forms.CheckboxSelectMultiple
    )
    destinations = forms.MultipleChoiceField(
        label="Possible destinations", required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.MultipleChoiceField(
        label="Communications", required=False, widget=forms.CheckboxSelectMultiple
    )
    GROUPS = {"leads": "lead", "contacts": "contact", "destinations": "destination", "actions": "action"}

    def __init__(self, *args, offered: list[Offer], **kwargs):
        super().__init__(*args, **kwargs)
        self.govuk = {}
        for name, kind in self.GROUPS.items():
            mine = [one for one in offered if one.kind.startswith(kind)]
            if (
                not mine and name not in self.data
            ):  # what somebody else took meanwhile is refused, not forgotten
                del self.fields[name]
                continue
            self.fields[name].choices = [(one.value, one.text) for one in mine]
            self.fields[name].error_messages["invalid_choice"] = (
                "Something is no longer offered. Look at the list again"
            )
            hints = {one.value: ". ".join(filter(None, (one.detail, one.warning))) for one in mine}
            self.govuk[name] = {"small": True, "choice_hints": hints, "label_size": "m"}

    def clean(self):
        data = self.cleaned_data
        chosen = [value for name in self.GROUPS for value in data.get(name, [])]
        return {"chosen": chosen} | ({"key": data["key"]} if data.get("key") else {})
