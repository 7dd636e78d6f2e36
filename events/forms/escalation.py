"""One step of the route of escalation. Staffordshire SOP 11.0 (route)."""

from django import forms

from accounts import roles
from accounts.models import Organisation, User
from events.forms.fields import Person
from events.models import Method, Procedure
from events.procedure.loader import from_content
from events.rules.escalation import LONGEST, Stop
from events.rules.leads import role_title
from govuk.forms import OnceForm

LEAD, ROLE, PERSON = "lead", "role", "person"
OF_THE_COUNCIL = [role for role in roles.LABELS if role not in {*roles.OUTSIDE, roles.SYSTEM}]


class RouteStepForm(OnceForm):
    """Who is told: a lead of the event, everybody of a role here, or one person."""

    kind = forms.ChoiceField(
        label="Who is told?",
        choices=[(LEAD, "A lead of the event"), (ROLE, "Everybody with a role here"), (PERSON, "One person")],
        widget=forms.RadioSelect,
    )
    lead_role = forms.ChoiceField(label="Lead", required=False)
    account_role = forms.ChoiceField(label="Role", required=False)
    user = Person(label="Person", queryset=User.objects.none(), required=False, empty_label="Choose one")
    method = forms.ChoiceField(
        label="How?", choices=Method.choices, initial=Method.MESSAGE, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label="Minutes to wait for an answer before the next is told",
        min_value=0,
        max_value=LONGEST,
        initial=15,
        help_text="0 tells the next at the same time",
    )
    govuk = {
        "kind": {
            "conditional": {LEAD: ["lead_role"], ROLE: ["account_role"], PERSON: ["user"]},
            "subject": "Who is told",
        },
        "method": {"small": True, "subject": "How"},
        "minutes": {"width": "4", "subject": "Minutes"},
    }

    def __init__(self, *args, council: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        procedure = Procedure.objects.for_new_events()
        parts = from_content(procedure.content).leads if procedure else ()
        leads = {part.role: role_title(part) for part in parts}
        if kept := self.initial.get("lead_role"):
            leads.setdefault(kept, kept)
        self.fields["lead_role"].choices = [("", "Choose one"), *leads.items()]
        self.fields["account_role"].choices = [
            ("", "Choose one"),
            *((role, roles.LABELS[role]) for role in OF_THE_COUNCIL),
        ]
        self.fields["user"].queryset = User.objects.active().filter(organisation=council)

    @staticmethod
    def start(stop: Stop) -> dict:
        """What stands in the form of a step that is there."""
        kind = LEAD if stop.lead_role else ROLE if stop.account_role else PERSON
        names = ("lead_role", "account_role", "user", "minutes", "method")
        return {"kind": kind} | {name: getattr(stop, name) for name in names}

    def clean(self):
        """Only the part of the form that was chosen counts."""
        data = self.cleaned_data
        kind = data.pop("kind", "")
        asked = {LEAD: "lead_role", ROLE: "account_role", PERSON: "user"}
        for which, name in asked.items():
            if which != kind:
                data[name] = None if name == "user" else ""
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, f"Select the {self.fields[name].label.lower()}")
        return data
