"""Asking for a document."""

from django import forms

from events.models import Document
from govuk.forms import OnceForm


class AskForDocument(OnceForm):
    kind = forms.ChoiceField(choices=Document.Kind, widget=forms.HiddenInput)
