"""What is asked of the market, and what people record about it."""

from django import forms
from django.utils import timezone

from govuk.fields import DateField, PostcodeField
from govuk.forms import Form, OnceForm
from providers.models import Service

SERVICES, PROVIDERS = "services", "providers"
ANY = [("", "Any")]
CARE_HOMES, OTHER = "care-homes", "other"


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
