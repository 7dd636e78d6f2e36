"""What is typed about meetings that come round. Staffordshire SOP 11.6."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Version, long_text
from events.forms.meetings import WIDTHS, Outsiders, People, choose_from
from events.models import FailureEvent, Meeting
from events.operations.meetings import LONGEST, SHORTEST
from govuk.fields import DateField, TimeField
from govuk.forms import Form, OnceForm
from govuk.words import DAYS

WEEKS = [(1, "Every week"), (2, "Every 2 weeks"), (3, "Every 3 weeks"), (4, "Every 4 weeks")]
LOOKS = WIDTHS | {
    "weekdays": {"small": True, "inline": True, "subject": "Days"},
    "every_weeks": {"small": True, "inline": True},
    "starts_on": {"hint": "For example, 24 11 2026"},
    "ends_on": {"hint": "Leave it empty while the end is not known", "subject": "Last day"},
}


class Rhythm(Form):
    """Days, time, place and people."""

    weekdays = forms.TypedMultipleChoiceField(
        label="On which days?", choices=list(enumerate(DAYS)), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    every_weeks = forms.TypedChoiceField(
        label="How often?", choices=WEEKS, coerce=int, initial=1, widget=forms.RadioSelect
    )
    starts_at = TimeField(label="Start time")
    minutes_long = forms.IntegerField(
        label="Length in minutes", initial=60, min_value=SHORTEST, max_value=LONGEST
    )
    venue = forms.CharField(label="Place", max_length=300, required=False)
    dial_in = forms.CharField(label="How to join by phone or video", max_length=300, required=False)
    ends_on = DateField(label="Last day", required=False, earliest=timezone.localdate)
    people = People(label="Who is asked to come?", queryset=User.objects.none(), required=False)
    outsiders = Outsiders()
    govuk = LOOKS

    def __init__(self, *args, event: FailureEvent, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, event)


class PlanSeries(Rhythm, OnceForm):
    """New meetings that come round; `user` plans them."""

    kind = forms.ChoiceField(
        label="What are they?", choices=Meeting.Kind, initial=Meeting.Kind.RESPONSE, widget=forms.RadioSelect
    )
    starts_on = DateField(label="First day", earliest=timezone.localdate)
    purpose = long_text("What are they for?", required=False, help_text="Stays here: it is not in the e-mail")
    govuk = LOOKS
    field_order = "kind weekdays every_weeks starts_on ends_on starts_at minutes_long venue dial_in".split()

    def __init__(self, *args, user: User, event: FailureEvent, **kwargs):
        super().__init__(*args, event=event, **kwargs)
        leads = event.leads.current().exclude(user=None).values_list("user_id", flat=True)
        self.fields["people"].initial = {user.pk, *leads}


class ChangeSeries(Rhythm):
    version = Version()


class CancelSeries(Form):
    reason = long_text("Why are they cancelled?", required=False, help_text="It is not in the e-mail")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}
