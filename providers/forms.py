"""What is asked of the market, and what people record about it."""

from django import forms
from django.utils import timezone

from govuk.fields import DateField, PostcodeField
from govuk.forms import Form, OnceForm
from govuk.words import clean_text
from providers.models import Provider, Service
from providers.operations.by_hand import lacking
from providers.register.vocabulary import NURSING, RESIDENTIAL

SERVICES, PROVIDERS = "services", "providers"
ANY = [("", "Any")]
CARE_HOMES, OTHER = "care-homes", "other"
# The directory's words for what a council's people are cared for by, and what others call it.
KINDS = {
    RESIDENTIAL: "Care home without nursing",
    NURSING: "Care home with nursing",
    "Homecare agencies": "Home care",
    "Supported living": "",
    "Supported housing": "Extra care",
    "Shared lives": "",
    "Community services - Learning disabilities": "",
    "Community services - Mental Health": "",
}
NEW = "new"  # the provider that is typed is none of those that are like it
MOST_ALIKE = 8
YES_NO = {"yes": True, "no": False, "unknown": None}


class MarketFilter(Form):
    """Which services or providers to list. All of it is in the address, so a list can be kept as a link."""

    q = forms.CharField(label="Name, postcode or CQC id", max_length=100, required=False)
    show = forms.ChoiceField(
        label="Show", choices=[("", "Services"), (PROVIDERS, "Providers")], required=False
    )
    area = forms.ChoiceField(label="Council area", required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[*ANY, (CARE_HOMES, "Care homes"), (OTHER, "Other services")], required=False
    )
    status = forms.ChoiceField(
        label="CQC registration", choices=[*ANY, *Service.Status.choices], required=False
    )
    rating = forms.ChoiceField(label="CQC rating", choices=[*ANY, *Service.Rating.choices], required=False)

    def __init__(self, *args, areas: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [*ANY, *((area, area) for area in areas)]

    @classmethod
    def read(cls, query, areas: list[str]) -> tuple["MarketFilter", list[str]]:
        """A valid form, and the labels of what could not be understood and was left out."""
        form = cls(query, areas=areas)
        ignored = [str(form.fields[name].label) for name in form.errors]
        if ignored:
            form = cls({name: form.cleaned_data.get(name, "") for name in form.fields}, areas=areas)
            form.full_clean()
        return form, ignored


class ProviderForm(OnceForm):
    """A provider that CQC's register does not have."""

    name = forms.CharField(label="Name of the provider", max_length=200)
    notes = forms.CharField(
        label="Why is it not in the CQC register?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Such as: no regulated activity, registered in Wales, day service only",
    )
    phone = forms.CharField(label="Telephone number", max_length=20, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    address = forms.CharField(label="Address", max_length=300, required=False)
    town = forms.CharField(label="Town", max_length=100, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    govuk = {"notes": {"rows": 3, "subject": "Reason"}, "phone": {"width": "20"}, "postcode": {"width": "10"}}


class ServiceForm(OnceForm):
    """A service that CQC's register does not have, and its provider where that is not there either.

    `provider` is the one whose page it is added from. Else the name is typed: the same name is that provider, like ones
    are asked about, and any other is a new provider.
    """

    name = forms.CharField(label="Name of the service", max_length=200)
    provider_name = forms.CharField(
        label="Who provides it?",
        max_length=200,
        help_text="A company, a charity, or a person who works alone",
        error_messages={"required": "Enter who provides it"},
    )
    provider = forms.ChoiceField(
        label="Is it one of these providers?",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select which provider is meant"},
    )
    service_types = forms.MultipleChoiceField(
        label="What kind of service is it?",
        choices=[(kind, kind) for kind in KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_type = forms.CharField(label="Another kind", max_length=100, required=False)
    beds = forms.IntegerField(label="Beds of a care home", min_value=1, max_value=999, required=False)
    address = forms.CharField(label="Address", max_length=300, required=False)
    town = forms.CharField(label="Town", max_length=100, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    local_authority = forms.CharField(label="Council area", max_length=100, required=False)
    phone = forms.CharField(label="Telephone number", max_length=20, required=False)
    has_regulated_activity = forms.TypedChoiceField(
        label="Does it carry on a regulated activity?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        coerce=YES_NO.get,
        widget=forms.RadioSelect,
        help_text="One of Schedule 1 of the Regulated Activities Regulations 2014, such as personal care. "
        "The legal answer of an event begins with what you say here",
        error_messages={"required": "Select whether it carries on a regulated activity, or “Not known”"},
    )
    notes = forms.CharField(
        label="Why is it not in CQC’s register?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it is not in CQC’s register"},
        help_text="Such as: supported living without personal care, day service, registered in Wales, opened last week",
    )
    govuk = {
        "provider": {"small": True, "subject": "Provider"},
        "service_types": {
            "small": True,
            "choice_hints": {kind: hint for kind, hint in KINDS.items() if hint},
        },
        "other_type": {"hint": "In your words, such as day service"},
        "beds": {"width": "3", "hint": "Empty if not known"},
        "postcode": {"width": "10"},
        "local_authority": {"hint": "The council in whose area it is, if you know"},
        "phone": {"width": "20"},
        "has_regulated_activity": {"small": True, "inline": True, "subject": "Regulated activity"},
        "notes": {"rows": 3, "subject": "Reason"},
    }

    def __init__(self, *args, provider: Provider | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.meant, self.alike = provider, []
        if provider:
            del self.fields["provider_name"]
        else:
            self._look_for(" ".join(clean_text(self.data.get("provider_name", "")).split()))
        if not self.alike:
            del self.fields["provider"]

    def _look_for(self, name: str) -> None:
        """The provider that has this name, or those that may be meant."""
        found = list(Provider.objects.that_may_be(name)[:MOST_ALIKE])
        same = [one for one in found if one.name.casefold() == name.casefold()]
        if len(same) == 1:
            (self.meant,) = same
            return
        self.alike = same or found
        options = [(str(one.pk), str(one)) for one in self.alike]
        self.fields["provider"].choices = [*options, (NEW, "None of these: record it as a new provider")]
        hints = {str(one.pk): one.told_apart_by for one in self.alike}
        self.govuk = {**self.govuk, "provider": {**self.govuk["provider"], "choice_hints": hints}}

    def clean(self):
        """What the operation takes: one provider or the name of a new one, all kinds of the service together."""
        data = self.cleaned_data
        other, chosen = data.pop("other_type", ""), data.pop("provider", "")
        data["service_types"] = [*data.get("service_types", []), *([other] if other else [])]
        data["provider"] = self.meant or next((one for one in self.alike if str(one.pk) == chosen), None)
        if self.alike and not chosen and "provider" not in self.errors:
            self.add_error("provider", "Select which provider is meant, or that it is none of these")
        has_place = any(data.get(name) or name in self.errors for name in ("address", "town", "postcode"))
        wrong = lacking(data["service_types"], beds=data.get("beds"), has_provider=True, has_place=has_place)
        for name, words in wrong.items():
            self.add_error(name, words)
        return data


class ContactForm(OnceForm):
    """Whom to ring at a provider or a service."""

    name = forms.CharField(label="Name", max_length=150)
    role = forms.CharField(
        label="Role", max_length=150, required=False, help_text="Such as: deputy manager, out of hours"
    )
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    govuk = {"phone": {"width": "20"}}


class EndContactForm(Form):
    """The day from which somebody is no longer whom to ring."""

    ended_on = DateField(
        label="Since when is this no longer the person to contact?",
        subject="Date",
        latest=timezone.localdate,
    )
