"""Fields that several forms of this room share."""

from django import forms

from accounts.models import User
from events.models import FailureEvent

LARGEST = 2**31 - 1


class Version(forms.IntegerField):
    """The version of the record that the form was opened with: hidden, never typed."""

    widget = forms.HiddenInput

    def __init__(self):
        words = "This page was changed on the way. Open it again"
        codes = ("required", "invalid", "min_value", "max_value")
        super().__init__(min_value=0, max_value=LARGEST, error_messages=dict.fromkeys(codes, words))


class VersionShown(Version):
    """The version of what stands on the page beside the form: after a refusal what is read there now counts."""

    def bound_data(self, data, initial):
        return initial


class Person(forms.ModelChoiceField):
    """Somebody with an account, by name and organisation."""

    def label_from_instance(self, person: User) -> str:
        return f"{person.name}, {person.get_role_display().lower()}"


def long_text(label: str, *, most: int = 2000, required: bool = True, **options) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, widget=forms.Textarea, **options)


def council_people(event: FailureEvent):
    """The host council's people with an account."""
    return User.objects.active().filter(organisation_id=event.host_council_id)
