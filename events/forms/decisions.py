"""What is typed at the decision point, about provisional dates and about residents told early. SOP 11.4, 11.5."""

from datetime import datetime, time

from django import forms
from django.utils import timezone

from events.forms.fields import long_text
from events.models import Decision, FailureEvent
from events.procedure.schema import DecisionPoint
from govuk.fields import DateField, TimeField
from govuk.forms import OnceForm
from govuk.words import count_of

MIDDAY = time(12)
HINTS = {
    "stand_down": "The concern is resolved and the service goes on. Work on this event ends",
    "maintain": "Nothing later starts. It is decided again on a day that you choose",
    "escalate": "The later stages start",
}


def moment_of(form: forms.Form, day: str, clock: str) -> datetime | None:
    """The moment that two fields of a valid form make up; the present one where no time was typed and it is today."""
    on, at = form.cleaned_data.pop(day, None), form.cleaned_data.pop(clock, None)
    if on is None:
        return None
    now = timezone.localtime()
    if at is None:
        return now if on == now.date() else timezone.make_aware(datetime.combine(on, MIDDAY))
    return timezone.make_aware(datetime.combine(on, at))


class Decide(OnceForm):
    """Stand down, maintain or escalate; who decided it, when and why."""

    kind = forms.ChoiceField(
        label="What was decided?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was decided"},
    )
    review_on = DateField(label="Decide again by", required=False)
    confirmed = forms.BooleanField(label="Stand down all the same", required=False)
    cancel_meetings = forms.BooleanField(label="Cancel the planned meetings", required=False)
    reason = long_text("Why?", error_messages={"required": "Enter the reason for the decision"})
    decided_by = forms.CharField(
        label="Who decided this?",
        max_length=200,
        help_text="Name and role",
        error_messages={"required": "Enter who decided this"},
    )
    decided_on = DateField(
        label="When was it decided?", subject="Date of the decision", latest=timezone.localdate
    )
    decided_time = TimeField(label="Time", subject="Time of the decision", required=False)
    govuk = {
        "kind": {"label_size": "m"},
        "review_on": {"hint": "In a week, if you leave it empty. The leads are reminded"},
        "reason": {"subject": "Reason", "label_size": "m", "rows": 4, "count": True},
        "decided_by": {"subject": "Who decided this", "label_size": "m"},
        "decided_on": {"label_size": "m"},
        "decided_time": {"hint": "For example, 4.15pm. Empty means now, or midday of an earlier day"},
    }

    def __init__(self, *args, event: FailureEvent, point: DecisionPoint, moving: int, planned: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        known = set(Decision.Kind.values) - {Decision.Kind.REOPEN}
        options = [option for option in point.options if option.value in known]
        self.fields["kind"].choices = [(option.value, option.label) for option in options]
        people, meetings = count_of(moving, "person is", "people are"), count_of(planned, "planned meeting")
        self.fields["confirmed"].label = f"{people} already moving: stand down all the same"
        self.fields["cancel_meetings"].label = f"Cancel the {meetings} and tell everybody who is asked"
        asked = {"confirmed": moving, "cancel_meetings": planned}
        for name in [name for name, count in asked.items() if not count]:
            del self.fields[name]
        below = {"maintain": ["review_on"], "stand_down": [name for name in asked if asked[name]]}
        shown = {kind: names for kind, names in below.items() if names}
        kind = {**self.govuk["kind"], "choice_hints": HINTS, "conditional": shown}
        self.govuk = {**self.govuk, "kind": kind}

    def clean(self):
        self.cleaned_data["decided_at"] = moment_of(self, "decided_on", "decided_time")
        return self.cleaned_data


class ReopenEvent(OnceForm):
    reason = long_text(
        "Why is it open again?", help_text="It goes on from the decision point. Nothing was lost"
    )
    decided_by = forms.CharField(
        label="Who decided this?",
        max_length=200,
        help_text="Name and role",
        error_messages={"required": "Enter who decided this"},
    )
    govuk = {"reason": {"subject": "Reason", "rows": 3}, "decided_by": {"subject": "Who decided this"}}


class AgreeDate(OnceForm):
    """A date that is held until it is certain."""

    what = forms.CharField(
        label="What happens?",
        max_length=120,
        help_text="For example, funding stops",
        error_messages={"required": "Enter what happens on this date"},
    )
    on = DateField(label="On which date?", subject="Date")
    agreed_by = forms.CharField(
        label="Who agreed it?",
        max_length=200,
        help_text="Name, organisation and how",
        error_messages={"required": "Enter who agreed the date"},
    )
    govuk = {"agreed_by": {"subject": "Who agreed it"}, "what": {"subject": "What happens"}}


class ChangeDate(OnceForm):
    on = DateField(label="What is the date now?", subject="Date")
    agreed_by = AgreeDate.base_fields["agreed_by"]
    reason = long_text("Why did it change?", error_messages={"required": "Enter why the date changed"})
    govuk = {"agreed_by": {"subject": "Who agreed it"}, "reason": {"subject": "Reason", "rows": 3}}


class EarlyTold(OnceForm):
    """Residents and relatives were told before the council led communication."""

    told_on = DateField(
        label="When were they told?", subject="The date they were told", latest=timezone.localdate
    )
    told_by = forms.CharField(
        label="Who told them?",
        max_length=200,
        help_text="For example, the registered manager, at a residents’ meeting",
        error_messages={"required": "Enter who told them"},
    )
    reason = long_text("Why were they told then?", error_messages={"required": "Enter why they were told"})
    govuk = {"told_by": {"subject": "Who told them"}, "reason": {"subject": "Reason", "rows": 3}}
