"""What happens to a person, whom to contact, who else sees them; and putting somebody on the tracker."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from accounts.models import Organisation
from events.forms.fields import Version, long_text
from govuk.fields import DateField, NHSNumberField
from govuk.forms import Form, OnceForm
from govuk.words import full_date, nhs_number
from providers.models import Service
from trackers.forms.fields import BORN_AFTER
from trackers.forms.why import ask_why
from trackers.models import Representative, ServiceUser, TrackerEntry
from trackers.operations import ANOTHER, Match


class MoveForm(Form):
    moved_on = DateField(label="When did they arrive?", subject="Day of the move", latest=timezone.localdate)
    destination = forms.CharField(label="Where did they move to?", max_length=200, required=False)
    version = Version()

    govuk = {"moved_on": {"hint": "Like 27 11 2026"}, "destination": {"subject": "New placement"}}

    def __init__(self, *args, entry: TrackerEntry, **kwargs):
        super().__init__(*args, **kwargs)
        ask_why(self, entry)


class CheckForm(Form):
    safe_and_well_on = DateField(
        label="When were they seen?", subject="Day of the check", latest=timezone.localdate
    )
    safe_and_well_by = forms.CharField(label="Who saw them?", max_length=150, required=False)
    safe_and_well_note = long_text("What did they find?", most=1000, required=False)
    version = Version()

    govuk = {
        "safe_and_well_by": {"subject": "Who saw them"},
        "safe_and_well_note": {"subject": "What they found", "rows": 3},
    }


class OutcomeForm(Form):
    final_outcome = forms.ChoiceField(
        label="What is the final outcome?",
        choices=[choice for choice in TrackerEntry.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    final_outcome_on = DateField(
        label="Since when?", subject="Date of the final outcome", latest=timezone.localdate
    )
    version = Version()

    govuk = {
        "final_outcome": {
            "subject": "the final outcome",
            "small": True,
            "choice_hints": {"died": "What was waiting to be sent about them is cancelled."},
        },
        "final_outcome_on": {
            "hint": "For somebody who moved, the day of the move if it is not recorded yet."
        },
    }

    def __init__(self, *args, entry: TrackerEntry, **kwargs):
        super().__init__(*args, **kwargs)
        ask_why(self, entry)


class ReopenForm(Form):
    reason = long_text("Why is the outcome taken back?")
    version = Version()

    govuk = {"reason": {"subject": "why the outcome is taken back", "rows": 3}}


class ContactForm(OnceForm):
    title = forms.CharField(max_length=30, required=False)
    forename = forms.CharField(max_length=100, required=False)
    surname = forms.CharField(max_length=100)
    relationship = forms.CharField(label="Relationship to the person", max_length=100, required=False)
    phone = forms.CharField(label="Telephone number", max_length=60, required=False)
    email = forms.EmailField(label="E-mail address", required=False, max_length=254)
    address = forms.CharField(max_length=300, required=False, widget=forms.Textarea)
    is_main = forms.BooleanField(label="This is the main representative", required=False)
    must_not_be_told = forms.BooleanField(label="This person must not be told", required=False)
    involved = forms.ChoiceField(
        label="Do they take part in decisions about the person?",
        required=False,
        choices=Representative.Involved.choices,
        widget=forms.RadioSelect,
    )

    govuk = {
        "title": {"width": "5"},
        "phone": {"width": "20"},
        "address": {"rows": 3},
        "must_not_be_told": {"hint": "They stay on record and are left out of letters and calls."},
        "involved": {
            "small": True,
            "hint": "For somebody who cannot ask for others: whoever is interested in their welfare (SOP section 4.4)",
        },
    }


class EditContactForm(ContactForm):
    key = None
    version = Version()


class ShareForm(OnceForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why does it need to see this person?", max_length=300)

    govuk = {
        "organisation": {"small": True, "subject": "the organisation"},
        "reason": {"subject": "the reason"},
    }

    def __init__(self, *args, having, seeing, funder: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        able = Organisation.objects.filter(pk__in=having).exclude(pk__in=seeing).exclude(pk=funder)
        self.fields["organisation"].queryset = able


class EndShareForm(Form):
    reason = forms.CharField(label="Why does it end?", max_length=300)

    govuk = {"reason": {"subject": "the reason"}}


class AddPersonForm(OnceForm):
    title = forms.CharField(max_length=30, required=False)
    forename = forms.CharField(max_length=100, required=False)
    surname = forms.CharField(max_length=100)
    known_as = forms.CharField(max_length=100, required=False)
    date_of_birth = DateField(required=False, latest=timezone.localdate, earliest=BORN_AFTER)
    age_stated = forms.IntegerField(
        label="Age, where no date of birth is known", required=False, min_value=0, max_value=120
    )
    nhs_number = NHSNumberField(label="NHS number", required=False)
    client_record_number = forms.CharField(max_length=40, required=False)
    gender = forms.ChoiceField(choices=ServiceUser.Gender.choices, required=False)
    service = forms.ModelChoiceField(
        Service.objects.none(), label="Which service?", required=False, empty_label=None
    )
    room = forms.CharField(max_length=40, required=False)
    funding_type = forms.ChoiceField(
        label="Who pays",
        choices=TrackerEntry.Funding.choices,
        widget=forms.RadioSelect,
        initial=TrackerEntry.Funding.UNKNOWN,
    )
    funding_authority = forms.ModelChoiceField(
        Organisation.objects.none(), label="Funding body", required=False, empty_label="No body named"
    )
    same_as = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    govuk = {
        "title": {"width": "5"},
        "age_stated": {"width": "3", "subject": "Age"},
        "client_record_number": {"width": "10"},
        "room": {"width": "5"},
        "funding_type": {"small": True, "subject": "who pays"},
    }

    def __init__(self, *args, services: list[Service] = (), **kwargs):
        """`services` are those that the event covers; they are asked about when there are several."""
        super().__init__(*args, **kwargs)
        self.fields["funding_authority"].queryset = Organisation.objects.funders()
        if len(services) > 1:
            self.fields["service"].queryset = Service.objects.filter(pk__in=[one.pk for one in services])
            self.fields["service"].initial = services[0].pk
        else:
            del self.fields["service"]

    def ask(self, matches: list[Match]) -> None:
        """Show who it could be, nothing chosen beforehand. One NHS number is one person: no choice of another."""
        choices = [(str(match.person.pk), f"Yes, this is {known_words(match)}") for match in matches]
        if not any(match.by_number for match in matches):
            choices.append((ANOTHER, "No, this is somebody else"))
        field = forms.ChoiceField(
            label="Is it the same person?", choices=choices, widget=forms.RadioSelect, required=False
        )
        self.fields["same_as"] = field
        self._bound_fields_cache.pop("same_as", None)
        self.order_fields(["same_as"])
        self.govuk = {**self.govuk, "same_as": {"small": True, "label_size": "m"}}
        del self.errors[NON_FIELD_ERRORS]
        self.add_error("same_as", "Somebody like this is known already. Say whether it is the same person")


def known_words(match: Match) -> str:
    """'Applesham, Agnes, born Thursday 12 March 1942, on PF-2026-0002'."""
    person, words = match.person, [str(match.person)]
    if person.date_of_birth:
        words.append(f"born {full_date(person.date_of_birth).split(' ', 1)[1]}")
    if person.nhs_number:
        words.append(f"NHS number {nhs_number(person.nhs_number)}")
    where = (
        "this tracker"
        if match.here
        else f"the tracker of {match.entry.event.service}, {match.entry.event.reference}"
    )
    return f"{', '.join(words)}, on {where}"
