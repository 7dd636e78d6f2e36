"""What is typed during and after a meeting. Staffordshire SOP 11.6, 11.7; Blackpool policy 7."""

from zlib import crc32

from django import forms
from django.utils import timezone

from events.forms.fields import Version, long_text
from events.forms.meetings import choosable
from events.forms.owned import Owned, UpdateOwned
from events.models import AgendaItem, Attendance, FailureEvent, Meeting
from events.operations.attendance import agencies_of
from govuk.fields import DateField
from govuk.forms import Form, OnceForm

SMALL = {"label_size": "s"}


class AddItem(OnceForm):
    title = forms.CharField(label="What is to be talked about?", max_length=300)
    detail = long_text("What should people know?", most=600, required=False)
    govuk = {"title": {"subject": "What is to be talked about"}, "detail": {"rows": 3}}


class Minute(Form):
    """The minute of one point; of a person also the three ticks."""

    details_confirmed = forms.BooleanField(label="Details confirmed", required=False)
    funding_confirmed = forms.BooleanField(label="Funding confirmed", required=False)
    situation_confirmed = forms.BooleanField(label="Situation confirmed", required=False)
    minute = long_text("Minute", most=4000, required=False)
    version = Version()
    govuk = {
        "minute": {"rows": 3} | SMALL,
        "details_confirmed": {"small": True},
        "funding_confirmed": {"small": True},
        "situation_confirmed": {"small": True},
    }

    def __init__(self, *args, item: AgendaItem, **kwargs):
        super().__init__(*args, **kwargs)
        if not item.entry:
            for name in ("details_confirmed", "funding_confirmed", "situation_confirmed"):
                del self.fields[name]


class TakeAttendance(Form):
    """One question for each agency, and who came without being asked."""

    also = forms.CharField(
        label="Did another agency come?", max_length=300, required=False, help_text="Its name, if so"
    )
    relatives = long_text(
        "Residents and relatives who came",
        most=8000,
        required=False,
        help_text="One name on each line. Leave it empty where none were asked",
    )
    version = Version()
    govuk = {"also": {"width": "two-thirds"}, "relatives": {"rows": 4}}

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        if meeting.kind != Meeting.Kind.RELATIVES and not meeting.relatives:
            del self.fields["relatives"]
        known = {row.agency: row.state for row in meeting.attendance.all()}
        self.agencies = {}
        for agency in agencies_of(meeting):
            name = f"agency-{crc32(agency.name.encode()):08x}"  # the same whoever else is asked meanwhile
            self.agencies[name] = agency.name
            self.fields[name] = forms.ChoiceField(
                label=agency.name,
                choices=Attendance.State,
                required=False,
                initial=known.get(agency.name, ""),
                widget=forms.RadioSelect,
            )
        self.govuk = self.govuk | {name: {"small": True, "inline": True} | SMALL for name in self.agencies}
        self.order_fields([*self.agencies, "also", "relatives"])

    def clean(self):
        said = {agency: self.cleaned_data.pop(name, "") for name, agency in self.agencies.items()}
        return self.cleaned_data | {"states": said}


class Chase(Form):
    chased_on = DateField(label="When was it chased?", subject="Date chased", latest=timezone.localdate)
    update_received_on = DateField(
        label="When did its update come?",
        subject="Date of the update",
        required=False,
        latest=timezone.localdate,
    )
    update = long_text("What did it tell?", most=4000, required=False)
    version = Version()
    govuk = {"update": {"rows": 4, "subject": "Update"}}


class EscalateAgency(Form):
    escalated_on = DateField(
        label="When was it escalated?", subject="Date escalated", latest=timezone.localdate
    )
    escalated_to = forms.CharField(
        label="To whom?", max_length=200, help_text="For example, the agency’s director, by telephone"
    )
    version = Version()
    govuk = {"escalated_to": {"subject": "To whom"}}


class RecordDecision(OnceForm):
    text = long_text("What was decided?")
    decided_by = forms.CharField(label="Who decided it?", max_length=200)
    govuk = {"text": {"subject": "Decision", "rows": 3}, "decided_by": {"subject": "Who decided it"}}


class ActionFields(Owned):
    """Who does what by when."""

    what = forms.CharField(label="What is to be done?", max_length=300)
    field_order = ["what"]
    govuk = Owned.govuk | {"what": {"subject": "What is to be done"}}

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = choosable(event)


class AgreeAction(ActionFields, OnceForm):
    pass


class UpdateAction(ActionFields, UpdateOwned):
    pass


class AskForInformation(OnceForm):
    asked_of = forms.CharField(label="Who was asked?", max_length=200)
    what = long_text("What were they asked for?")
    asked_on = DateField(label="When were they asked?", subject="Date asked", latest=timezone.localdate)
    due_on = DateField(label="By when are they to answer?", subject="Due date")
    govuk = {
        "asked_of": {"subject": "Who was asked", "width": "two-thirds"},
        "what": {"subject": "What they were asked for", "rows": 3},
    }


class UpdateRequest(Form):
    due_on = DateField(label="By when are they to answer?", subject="Due date")
    chased_on = DateField(
        label="When were they last chased?", subject="Date chased", required=False, latest=timezone.localdate
    )
    answered_on = DateField(
        label="When did they answer?", subject="Date answered", required=False, latest=timezone.localdate
    )
    answer = long_text("What did they answer?", most=4000, required=False)
    version = Version()
    govuk = {"answer": {"rows": 4, "subject": "Answer"}}


class AddOutsider(OnceForm):
    name = forms.CharField(label="Name", max_length=150)
    agency = forms.CharField(label="Agency", max_length=200)
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    govuk = {"name": {"width": "two-thirds"}, "phone": {"width": "20"}, "email": {"width": "two-thirds"}}


class EndOutsider(Form):
    reason = long_text("Why do they take no part any more?")
    govuk = {"reason": {"subject": "Reason", "rows": 2}}
