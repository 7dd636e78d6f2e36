"""What a person needs from a place, what was assessed, whom they belong with, and concerns about their care."""

from django import forms
from django.utils import timezone

from events.forms.fields import Version, long_text
from govuk.fields import DateField
from govuk.forms import Form, OnceForm
from trackers.models import Concern, MustHave, PersonLink, TrackerEntry


class AddMustHave(OnceForm):
    words = forms.CharField(label="What do they ask for, in their own words?", max_length=300)
    kind = forms.ChoiceField(
        label="What is it about?", choices=MustHave.Kind.choices, widget=forms.RadioSelect
    )
    weight = forms.ChoiceField(
        label="How much does it matter?", choices=MustHave.Weight.choices, widget=forms.RadioSelect
    )

    govuk = {
        "words": {"subject": "what they ask for", "hint": "Like: Near enough for Jo to come on the bus"},
        "kind": {"small": True, "subject": "what it is about"},
        "weight": {
            "small": True,
            "subject": "how much it matters",
            "choice_hints": {"essential": "No place is taken without it, unless somebody says why."},
        },
    }


class EditMustHave(AddMustHave):
    key = None
    is_over = forms.BooleanField(label="They no longer ask for it", required=False)
    version = Version()


class LookForMustHave(Form):
    place = forms.CharField(label="At which place?", max_length=200)
    found = forms.ChoiceField(
        label="Is it met there?", choices=MustHave.Found.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label="Who confirmed it, and how?", max_length=300, required=False)
    version = Version()

    govuk = {
        "place": {"subject": "the place"},
        "found": {"small": True, "subject": "if it is met"},
        "note": {"subject": "who confirmed it", "hint": "Like: Room seen by me. The manager, by phone"},
    }


class PutRight(Form):
    how = long_text("How was it put right?")

    govuk = {"how": {"rows": 3, "subject": "how it was put right"}}


class RecordHeading(Form):
    text = long_text("What was found out?", most=4000, required=False)
    recorded_by = forms.CharField(label="Who found out?", max_length=150, required=False)
    recorded_on = DateField(label="When?", subject="Day", latest=timezone.localdate, required=False)
    version = Version()

    govuk = {
        "text": {"rows": 8, "hint": "Say so if there is nothing, so that nobody asks again"},
        "recorded_by": {"width": "two-thirds"},
    }


class EditLink(Form):
    kind = forms.ChoiceField(
        label="What links them?", choices=PersonLink.Kind.choices, widget=forms.RadioSelect
    )
    stay_together = forms.BooleanField(label="They should stay together", required=False)
    words = forms.CharField(label="In their own words", max_length=300, required=False)
    version = Version()

    govuk = {"kind": {"small": True, "subject": "what links them"}}


class AddLink(OnceForm):
    other = forms.ModelChoiceField(TrackerEntry.objects.none(), label="Who is the other person?")
    kind = EditLink.base_fields["kind"]
    stay_together = EditLink.base_fields["stay_together"]
    words = EditLink.base_fields["words"]

    govuk = {"other": {"subject": "the other person"}, **EditLink.govuk}

    def __init__(self, *args, people, **kwargs):
        """`people` are the others on this tracker whom the user sees."""
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = people


class Why(Form):
    reason = long_text("Why?")

    govuk = {"reason": {"rows": 3, "subject": "why"}}


class ReopenConcern(Why):
    version = Version()


class RaiseConcern(OnceForm):
    kind = forms.ChoiceField(
        label="What kind of concern is it?", choices=Concern.Kind.choices, widget=forms.RadioSelect
    )
    what = long_text("What is the concern?", most=4000)

    govuk = {
        "kind": {
            "subject": "what kind of concern it is",
            "choice_hints": {
                "safeguarding": "Somebody may be harmed or neglected. In danger now: ring 999 first.",
                "quality": "The care is not good enough.",
            },
        },
        "what": {"rows": 5, "subject": "what the concern is"},
    }


class CloseConcern(Form):
    outcome = long_text("What came of it?", most=4000)
    closed_on = DateField(label="Closed when?", subject="Day", latest=timezone.localdate)
    version = Version()

    govuk = {"outcome": {"rows": 4, "subject": "what came of it"}}
