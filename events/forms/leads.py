"""Who holds a role in an event. Staffordshire SOP 11.2."""

from django import forms
from django.db.models import Q

from accounts.models import Organisation, User
from events.forms.fields import Person, long_text
from events.models import FailureEvent, KeyContact
from govuk.fields import DateField
from govuk.forms import Form, OnceForm

ACCOUNT, CONTACT, OTHER = "account", "contact", "other"


class NamePerson(OnceForm):
    """Somebody with an account, a contact of the register, or anybody who can be reached."""

    who = forms.ChoiceField(
        label="Who holds this role?",
        choices=[(ACCOUNT, "Somebody with an account"), (CONTACT, "A key contact"), (OTHER, "Somebody else")],
        widget=forms.RadioSelect,
    )
    user = Person(label="Person", queryset=User.objects.none(), required=False, empty_label="Choose one")
    contact = forms.ModelChoiceField(
        label="Key contact", queryset=KeyContact.objects.none(), required=False, empty_label="Choose one"
    )
    name = forms.CharField(label="Name", max_length=150, required=False)
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.all(), required=False, empty_label="None of these"
    )
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    govuk = {
        "who": {
            "conditional": {
                ACCOUNT: ["user"],
                CONTACT: ["contact"],
                OTHER: ["name", "organisation", "phone", "email"],
            },
            "subject": "Who holds this role",
        },
        "name": {"width": "20"},
        "phone": {"width": "20"},
    }

    def __init__(self, *args, event: FailureEvent, organisation: str = "", **kwargs):
        """`organisation` is the one that is meant when none is chosen, as the procedure has it."""
        super().__init__(*args, **kwargs)
        if organisation:
            self.fields["organisation"].empty_label = organisation
        contacts = KeyContact.objects.current().filter(council=event.host_council_id)
        self.fields["contact"].queryset = contacts
        if not contacts.exists():
            self.fields["who"].choices = [one for one in self.fields["who"].choices if one[0] != CONTACT]
        shared = Q(organisation__event_shares__event=event, organisation__event_shares__ended_at=None)
        people = User.objects.active().filter(Q(organisation_id=event.host_council_id) | shared)
        self.fields["user"].queryset = people.select_related("organisation").distinct()

    def clean(self):
        """Only the part of the form that was chosen counts."""
        data = self.cleaned_data
        who, contact = data.pop("who", ""), data.pop("contact", None)
        if who == ACCOUNT:
            data |= {"name": "", "phone": "", "email": "", "organisation": None}
            self._ask("user", data.get("user"), "Select a person")
        if who == CONTACT:
            data["user"] = None
            self._ask("contact", contact, "Select a contact")
            if contact:
                known = Organisation.objects.filter(name__iexact=contact.organisation).first()
                data |= {"name": contact.name, "phone": contact.phone, "email": contact.email}
                data["organisation"] = data.get("organisation") or known
        if who == OTHER:
            data["user"] = None
            self._ask("name", data.get("name"), "Enter a name")
        return data

    def _ask(self, name: str, given, words: str) -> None:
        if not given and name not in self.errors:
            self.add_error(name, words)


class NameLead(NamePerson):
    """Who is to hold a role that nobody holds."""


class NameDeputy(NamePerson):
    """Who acts for a lead; a deputy has the lead's organisation."""

    def clean(self):
        data = super().clean()
        data.pop("organisation", None)
        return data


class HandOver(NamePerson):
    """Who takes over; `roles` is how many the person holds in the event."""

    all_roles = forms.BooleanField(label="All their roles in this event", required=False)
    reason = long_text("Why is it handed over?", required=False)
    govuk = {**NamePerson.govuk, "reason": {"subject": "Reason", "rows": 2}}

    def __init__(self, *args, roles: int = 1, **kwargs):
        super().__init__(*args, **kwargs)
        if roles < 2:
            del self.fields["all_roles"]


class SetAway(Form):
    away_until = DateField(
        label="Away until", required=False, help_text="The last day away. Leave it empty when they are back"
    )


class EndLead(Form):
    reason = long_text("Why does it end?", required=False)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
