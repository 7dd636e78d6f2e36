"""Who holds a role in an event. Staffordshire SOP 11.2."""

from django import forms
from django.db.models import Q

from accounts.models import Organisation, User
from events.forms.fields import Person, long_text
from events.models import FailureEvent
from govuk.forms import Form, OnceForm

ACCOUNT, OTHER = "account", "other"


class NameLead(OnceForm):
    who = forms.ChoiceField(
        label="Who holds this role?",
        choices=[(ACCOUNT, "Somebody with an account"), (OTHER, "Somebody else")],
        widget=forms.RadioSelect,
    )
    user = Person(label="Person", queryset=User.objects.none(), required=False, empty_label="Choose one")
    name = forms.CharField(label="Name", max_length=150, required=False)
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.all(), required=False, empty_label="None of these"
    )
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    govuk = {
        "who": {
            "conditional": {ACCOUNT: ["user"], OTHER: ["name", "organisation", "phone", "email"]},
            "subject": "Who holds this role",
        },
        "name": {"width": "20"},
        "phone": {"width": "20"},
    }

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        shared = Q(organisation__event_shares__event=event, organisation__event_shares__ended_at=None)
        people = User.objects.active().filter(Q(organisation_id=event.host_council_id) | shared)
        self.fields["user"].queryset = people.select_related("organisation").distinct()

    def clean(self):
        """Only the half of the form that was chosen counts."""
        data = self.cleaned_data
        who = data.pop("who", "")
        if who == ACCOUNT:
            data |= {"name": "", "phone": "", "email": "", "organisation": None}
            if not data.get("user") and "user" not in self.errors:
                self.add_error("user", "Select a person")
        if who == OTHER:
            data["user"] = None
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", "Enter a name")
        return data


class EndLead(Form):
    reason = long_text("Why does it end?", required=False)
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
