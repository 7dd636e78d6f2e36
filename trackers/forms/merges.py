"""Two rows of one person: whose facts are kept, and why a merge is taken back."""

from collections.abc import Callable
from typing import Any

from django import forms

from accounts.models import User
from events.forms.fields import long_text
from govuk.forms import Form, OnceForm
from trackers.cells import choices_of
from trackers.models import TrackerEntry
from trackers.operations.merges import seen_of, values_of
from trackers.rules.fields import FIELDS, words_for
from trackers.rules.merging import BOTH, MERGED, STAYS, Choice, differing

WORDS = {STAYS: "From the row that stays", MERGED: "From the other row", BOTH: "Both, one below the other"}


class MergeForm(OnceForm):
    """For each fact in which two rows differ: whose is kept."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args, entry: TrackerEntry, other: TrackerEntry, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry, self.other = entry, other
        self.fields["seen"].initial = seen_of(entry, other)
        self.choices = differing(values_of(entry), values_of(other))
        for choice in self.choices:
            answers = [answer for answer in WORDS if answer != BOTH or choice.can_be_both]
            self.fields[choice.key] = forms.ChoiceField(
                label=FIELDS[choice.paths[0]].label,
                choices=[(answer, WORDS[answer]) for answer in answers],
                initial=choice.default,
                widget=forms.RadioSelect,
            )

    def cards(self) -> list[dict[str, Any]]:
        """The two values of each choice, for the page."""
        return [self._card(choice) for choice in self.choices]

    def _card(self, choice: Choice) -> dict[str, Any]:
        rows = {STAYS: self.entry, MERGED: self.other}
        cards = [
            {"value": answer, "text": WORDS[answer], "shown": said(row, choice)}
            for answer, row in rows.items()
        ]
        if choice.can_be_both:
            cards.append({"value": BOTH, "text": WORDS[BOTH], "shown": ""})
        field = self[choice.key]
        error = field.errors[0] if field.errors else ""
        return {
            "label": field.label,
            "name": choice.key,
            "cards": cards,
            "now": field.value(),
            "error": error,
        }

    def run(self, operation: Callable, *, by: User) -> bool:
        """Call merge_entries with what was chosen."""
        given = {"by": by, "entry": self.entry, "other": self.other}
        if not self.is_valid():
            return False
        data = self.cleaned_data
        answers = {choice.key: data[choice.key] for choice in self.choices}
        given |= {"answers": answers, "seen": data["seen"], "key": data.get("key")}
        return super().run(lambda **_: operation(**given))


class UndoMergeForm(Form):
    reason = long_text("Why are they two people?", most=500)

    govuk = {"reason": {"subject": "why they are two people", "rows": 3}}


def said(row: TrackerEntry, choice: Choice) -> str:
    """What a row says about facts that belong together."""
    values = values_of(row)
    found = [(FIELDS[path], values[path]) for path in choice.paths]
    shown = [
        words_for(field, value, choices_of(field))
        for field, value in found
        if value not in ("", None) or len(found) == 1
    ]
    return ", ".join(str(words) for words in shown) or found[0][0].empty
