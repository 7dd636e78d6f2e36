"""Naming a list of the tracker."""

from django import forms

from govuk.forms import Form, OnceForm


class _Named(Form):
    name = forms.CharField(label="Name of the list", max_length=60)
    is_shared = forms.BooleanField(label="Colleagues in your organisation see this list too", required=False)
    is_default = forms.BooleanField(label="Open every tracker with this list", required=False)

    govuk = {"name": {"width": "20"}}


class SaveViewForm(OnceForm, _Named):
    """A new saved list."""


class ChangeViewForm(_Named):
    """Another name, shared or not, the one that trackers open with. A colleague's list is only opened with."""

    def __init__(self, *args, is_own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_own:
            self.fields["name"].disabled = self.fields["is_shared"].disabled = True
            self.fields["name"].widget = self.fields["is_shared"].widget = forms.HiddenInput()
