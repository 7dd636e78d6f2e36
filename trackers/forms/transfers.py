"""Placements, the arrangements of a move, and where somebody is."""

from datetime import datetime

from django import forms
from django.utils import timezone

from events.forms.fields import Version, long_text
from govuk.fields import DateField, TimeField
from govuk.forms import Form, OnceForm
from govuk.numbers import PlainNumberField
from providers.models import Service
from trackers.models import Placement, TrackerEntry, Transfer, TransferItem

PLACES = [
    choice for choice in TrackerEntry.Whereabouts.choices if choice[0] not in ("", "died", "on_the_way")
]


class FindPlace(Form):
    q = forms.CharField(required=False, max_length=200)


class PlacementForm(OnceForm):
    """`service` is the one that was found in the register; without it the place is named in words."""

    kind = forms.ChoiceField(label="What is it?", choices=Placement.Kind.choices, widget=forms.RadioSelect)
    place = forms.CharField(label="Where, or who gives the care?", max_length=200, required=False)
    provided_by = forms.CharField(label="Provider", max_length=200, required=False)
    status = forms.ChoiceField(
        label="How far is it?", choices=Placement.Status.choices, widget=forms.RadioSelect
    )
    refused_because = forms.CharField(label="Why was it refused?", max_length=500, required=False)
    starts_on = DateField(label="Start date", required=False)
    agreed_by = forms.CharField(label="Who agreed to it?", max_length=200, required=False)
    calls_per_day = forms.IntegerField(min_value=1, max_value=24, required=False)
    call_minutes = forms.IntegerField(label="Minutes of a call", min_value=5, max_value=1440, required=False)
    carers_per_call = forms.IntegerField(
        label="Carers at each call", min_value=1, max_value=4, initial=1, required=False
    )
    is_live_in = forms.BooleanField(label="Live-in care", required=False)
    hours_per_week = PlainNumberField(
        label="Hours of care a week", min_value=0, max_digits=6, decimal_places=2, required=False
    )
    warning_reason = forms.CharField(label="Why this place all the same?", max_length=500, required=False)
    notes = long_text("Notes", most=1000, required=False)

    govuk = {
        "kind": {
            "small": True,
            "subject": "what it is",
            "conditional": {
                "home_care": [
                    "calls_per_day",
                    "call_minutes",
                    "carers_per_call",
                    "is_live_in",
                    "hours_per_week",
                ]
            },
        },
        "status": {
            "small": True,
            "subject": "how far it is",
            "choice_hints": {"accepted": "The tracker then shows it as the new placement."},
            "conditional": {"refused": ["refused_because"]},
        },
        "place": {"subject": "Where it is"},
        "agreed_by": {"hint": "For example the person, a daughter with power of attorney, the ICB"},
        "calls_per_day": {"width": "3"},
        "call_minutes": {"width": "4", "hint": "Calls of 15 minutes are marked"},
        "carers_per_call": {"width": "2", "hint": "2 for double-handed calls"},
        "hours_per_week": {"width": "5", "hint": "Left empty, they follow from the calls"},
        "notes": {"rows": 3},
    }

    def __init__(self, *args, service: Service | None = None, warning: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if service is not None:
            self.fields["place"].widget = forms.HiddenInput()
        if not warning:
            del self.fields["warning_reason"]

    def clean_carers_per_call(self) -> int:
        return self.cleaned_data["carers_per_call"] or 1


class EditPlacementForm(PlacementForm):
    key = None
    version = Version()


class TransferForm(Form):
    on = DateField(label="On which day?", subject="Day of the move", earliest=timezone.localdate)
    leaves_at = TimeField(label="When do they leave?", subject="Time they leave", required=False)
    transport = forms.ChoiceField(
        label="How do they travel?",
        choices=Transfer.Transport.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    transport_by = forms.CharField(label="Who drives, and their number", max_length=200, required=False)
    booking = forms.ChoiceField(
        label="Is it booked?", choices=Transfer.Booking.choices, widget=forms.RadioSelect, required=False
    )
    escort = forms.CharField(label="Who travels with them?", max_length=200, required=False)
    welcome = forms.CharField(label="Who welcomes them, and how?", max_length=300, required=False)
    notes = long_text("Notes for the day", most=1000, required=False)
    version = Version()

    govuk = {
        "transport": {"small": True, "subject": "how they travel"},
        "booking": {"small": True, "inline": True, "subject": "whether it is booked"},
        "leaves_at": {"hint": "Like 10.30am"},
        "notes": {"rows": 3},
    }


class TickForm(Form):
    """The ticks of the list; `shown` are those that the page came with."""

    ticked = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    shown = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(item.pk, item.label) for item in items]
        self.fields["ticked"].choices = self.fields["shown"].choices = choices


class ItemForm(Form):
    state = forms.ChoiceField(
        label="Is it done?", choices=TransferItem.State.choices, widget=forms.RadioSelect
    )
    done_by = forms.CharField(label="Who did it?", max_length=150, required=False)
    brought_by = forms.CharField(label="Who brings it?", max_length=150, required=False)
    note = forms.CharField(max_length=500, required=False)
    version = Version()

    govuk = {
        "state": {"small": True, "subject": "whether it is done"},
        "done_by": {"hint": "Left empty, it is you"},
    }


class EquipmentForm(OnceForm):
    label = forms.CharField(label="Which equipment?", max_length=200)
    brought_by = forms.CharField(label="Who brings it?", max_length=150, required=False)

    govuk = {"label": {"subject": "Equipment"}}


class CountOutForm(OnceForm):
    medicine = forms.CharField(label="Medicine and strength", max_length=200)
    counted_out = PlainNumberField(label="How many leave?", min_value=0, max_digits=8, decimal_places=2)
    out_by = forms.CharField(label="Counted by", max_length=150)
    out_witness = forms.CharField(label="Witness", max_length=150)

    govuk = {
        "counted_out": {"width": "5", "subject": "How many leave"},
        "out_witness": {"hint": "A second person who counted with them"},
    }


class CountInForm(Form):
    counted_in = PlainNumberField(label="How many arrived?", min_value=0, max_digits=8, decimal_places=2)
    in_by = forms.CharField(label="Counted by", max_length=150)
    in_witness = forms.CharField(label="Witness", max_length=150)
    version = Version()

    govuk = {
        "counted_in": {"width": "5", "subject": "How many arrived"},
        "in_witness": {"hint": "A second person who counted with them"},
    }


class ConfirmForm(Form):
    confirmed_by = forms.CharField(label="Who at the new place confirms it?", max_length=150)

    govuk = {"confirmed_by": {"subject": "Who confirms the arrival"}}


class StayForm(OnceForm):
    kind = forms.ChoiceField(label="Where are they?", choices=PLACES, widget=forms.RadioSelect)
    place = forms.CharField(label="Which place?", max_length=200, required=False)
    on = DateField(label="Since which day?", subject="Day", latest=timezone.localdate)
    at = TimeField(label="Since what time?", subject="Time")
    told_by = forms.CharField(label="Who says so?", max_length=150)
    note = forms.CharField(max_length=500, required=False)

    govuk = {
        "kind": {"small": True, "subject": "where they are"},
        "place": {"hint": "For example the hospital and ward"},
        "told_by": {"hint": "Name and role", "subject": "Who says so"},
    }

    def clean(self) -> dict:
        """The day and the time make one moment."""
        data = super().clean()
        day, at = data.pop("on", None), data.pop("at", None)
        if day and at:
            data["since"] = timezone.make_aware(datetime.combine(day, at))
            if data["since"] > timezone.now():
                self.add_error("at", "Time must be now or in the past")
        return data


class ReasonForm(Form):
    reason = forms.CharField(label="Why is it taken back?", max_length=300)

    govuk = {"reason": {"subject": "Reason"}}
