"""Asking for a document."""

from uuid import uuid5

from django import forms

from events import document_kinds
from govuk.forms import OnceForm

ASKED = ("kind", "about", "query")


def kinds() -> list[tuple[str, str]]:
    return [(one.kind, one.title) for one in document_kinds.every()]


class AskForDocument(OnceForm):
    """What is asked for; `about` is the key of the record that it is about, for a kind that is about one."""

    kind = forms.ChoiceField(choices=kinds, widget=forms.HiddenInput)
    about = forms.IntegerField(min_value=0, max_value=2**62, required=False, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    tell_me = forms.BooleanField(label="Tell me when it is ready", required=False)
    govuk = {"tell_me": {"small": True, "hide_label": True}}

    def clean(self):
        """One page offers many kinds under one key: each of them is asked for once."""
        cleaned = super().clean()
        if cleaned.get("key"):
            cleaned["key"] = uuid5(cleaned["key"], " ".join(str(cleaned.get(name)) for name in ASKED))
        return cleaned
