"""What is typed about a meeting or call. Staffordshire SOP 11.6."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Version, long_text
from events.models import FailureEvent, Meeting, OutsidePerson
from events.operations.meetings import LONGEST, SHORTEST, can_be_invited
from govuk.fields import DateField, TimeField
from govuk.forms import Form, OnceForm

TIME_HINT = "For example, 9.30am or 14:00"
WIDTHS = {
    "kind": {"small": True},
    "held_on": {"hint": "For example, 27 11 2026"},
    "starts_at": {"hint": TIME_HINT},
    "minutes_long": {"width": "3", "subject": "Length"},
    "venue": {"hint": "Empty for a call. Residents and relatives meet at the service unless you say where"},
    "dial_in": {"hint": "A number with its code, or a link"},
    "purpose": {"rows": 3},
    "people": {"small": True},
    "outsiders": {"small": True},
}


class People(forms.ModelMultipleChoiceField):
    """People with an account, by name and organisation."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: User) -> str:
        return f"{person.name}, {person.organisation}"


class Outsiders(forms.ModelMultipleChoiceField):
    """People without an account, who are rung or written to by a person."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(
            OutsidePerson.objects.none(),
            required=False,
            label="Who else? They have no account",
            help_text="The service sends them nothing. Ring them, or send them the calendar file",
        )


def choose_from(form: Form, event: FailureEvent) -> None:
    """Only people who may come to meetings of this event; no question about outsiders where there are none."""
    form.fields["people"].queryset = choosable(event)
    outside = event.outside_people.current()
    form.fields["outsiders"].queryset = outside
    if not outside.exists():
        del form.fields["outsiders"]


class WhenAndWhere(Form):
    """Day, time, length and place."""

    held_on = DateField(label="Date", earliest=timezone.localdate)
    starts_at = TimeField(label="Start time")
    minutes_long = forms.IntegerField(
        label="Length in minutes", initial=60, min_value=SHORTEST, max_value=LONGEST
    )
    venue = forms.CharField(label="Place", max_length=300, required=False)
    dial_in = forms.CharField(label="How to join by phone or video", max_length=300, required=False)
    govuk = WIDTHS


class PlanMeeting(WhenAndWhere, OnceForm):
    """A new meeting. `user` plans it; only people who may come to meetings of `event` can be chosen."""

    kind = forms.ChoiceField(
        label="What is it?", choices=Meeting.Kind, initial=Meeting.Kind.RESPONSE, widget=forms.RadioSelect
    )
    people = People(label="Who is asked to come?", queryset=User.objects.none(), required=False)
    outsiders = Outsiders()
    purpose = long_text("What is it for?", required=False, help_text="Stays here: it is not in the e-mail")
    govuk = WIDTHS
    field_order = "kind held_on starts_at minutes_long venue dial_in people outsiders purpose".split()

    def __init__(self, *args, user: User, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, event)
        if "people" in self.initial:  # as at the meeting before
            return
        leads = event.leads.current().exclude(user=None).values_list("user_id", flat=True)
        self.fields["people"].initial = {user.pk, *leads}


class RecordMeeting(PlanMeeting):
    """A meeting that was held already."""

    held_on = DateField(label="Date", latest=timezone.localdate)
    people = People(label="Who was asked to come?", queryset=User.objects.none(), required=False)


class MoveMeeting(WhenAndWhere):
    version = Version()


class ChangePeople(Form):
    people = People(label="Who is asked to come?", queryset=User.objects.none(), required=False)
    outsiders = Outsiders()
    version = Version()
    govuk = WIDTHS

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, event)


class CancelMeeting(Form):
    reason = long_text("Why is it cancelled?", required=False, help_text="It is not in the e-mail")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class MarkHeld(Form):
    version = Version()


def choosable(event: FailureEvent):
    return can_be_invited(event).select_related("organisation").order_by("organisation__name", "name")
