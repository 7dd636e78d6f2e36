"""What actions and findings have in common: who carries it out, by when, how far it is, and that it is done."""

from django import forms
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Version, long_text
from govuk.fields import DateField
from govuk.forms import Form


class Owner(forms.ModelChoiceField):
    """Somebody with an account: of the council with their role, of a partner with their organisation."""

    def label_from_instance(self, person: User) -> str:
        return f"{person.name}, {person.organisation if person.is_partner else person.get_role_display().lower()}"


def refuse_two(form: forms.Form, account: str, name: str) -> None:
    """Somebody with an account was chosen, and another name was typed: neither is dropped without a word."""
    user, typed = form.cleaned_data.get(account), form.cleaned_data.get(name)
    if user and typed and typed.casefold() != user.name.casefold():
        empty = form.fields[account].empty_label
        form.add_error(name, f"Clear the name, or select “{empty}” in place of {user.name}")


class Owned(Form):
    owner = Owner(
        label="Who does it?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Somebody without an account",
    )
    owner_name = forms.CharField(
        label="Their name and agency, if they have no account", max_length=200, required=False
    )
    due_on = DateField(label="By when?", subject="Due date")
    progress = long_text("How far is it?", most=4000, required=False)
    govuk = {
        "owner": {"subject": "Who does it"},
        "owner_name": {"width": "two-thirds"},
        "progress": {"rows": 3, "subject": "Progress"},
    }

    def clean(self):
        refuse_two(self, "owner", "owner_name")
        return self.cleaned_data


class UpdateOwned(Owned):
    done_on = DateField(
        label="When was it done?",
        subject="Date done",
        required=False,
        latest=timezone.localdate,
        help_text="Leave it empty while it is not done",
    )
    version = Version()
