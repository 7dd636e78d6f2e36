"""Words of letters, as an administrator types them. Staffordshire SOP 12.0."""

from django import forms

from events.forms.fields import Version, long_text
from govuk.forms import OnceForm
from letters.models import LetterTemplate
from letters.operations.templates import text_problems
from letters.rules.text import MOST_LETTERS


class TemplateForm(OnceForm):
    kind = forms.ChoiceField(
        label="What is it?", choices=LetterTemplate.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(max_length=100, help_text="How it is called in lists; nobody outside reads it")
    text = long_text("Words", most=MOST_LETTERS)
    large_print = forms.BooleanField(
        label="Always in large print (18 point)",
        required=False,
        help_text="Letters to the people themselves are in large print anyway",
    )
    govuk = {
        "kind": {"small": True, "subject": "what it is"},
        "name": {"width": "two-thirds"},
        "text": {"rows": 26, "subject": "The words"},
    }

    def __init__(self, *args, kind: str = "", **kwargs):
        """`kind` is that of a letter that is there; a new one says its own."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind:
            del self.fields["kind"]

    def clean(self):
        """Every field is looked at, so that a preview says what is wrong too."""
        data = self.cleaned_data
        kind = self.kind or data.get("kind", "")
        if kind and data.get("text") and (found := text_problems(kind, data["text"])):
            self.add_error("text", found)
        return data


class EditTemplateForm(TemplateForm):
    key = None
    version = Version()
