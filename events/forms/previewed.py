"""A change of many rows that is shown before it is made."""

import hashlib

from django import forms

from govuk.forms import OnceForm


class Previewed(OnceForm):
    """Sent three times with more each time: the rows, what becomes of them (the preview), and the mark of that preview.

    A subclass sets `posted` to what was sent, and says in `preview_words` all that its preview shows.
    """

    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def listed(self, name: str) -> list[str]:
        return self.posted.getlist(name) if self.posted else []

    @property
    def preview_words(self) -> str:
        raise NotImplementedError

    @property
    def mark_now(self) -> str:
        """Stands for this preview, so that nothing is carried out but what it showed."""
        return hashlib.sha256(self.preview_words.encode()).hexdigest()[:20]

    @property
    def is_confirmed(self) -> bool:
        """Whether the button was pressed that stood under exactly this preview."""
        return "confirm" in self.posted and self.cleaned_data["mark"] == self.mark_now
