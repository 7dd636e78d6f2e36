"""A list of people as somebody sends it: a file, or rows pasted out of a spreadsheet. Both pass the same gate."""

from django import forms

from govuk.forms import OnceForm
from govuk.sheets.limits import ChooseSheet, SheetRefused
from trackers.rules import pasted

KINDS = "A spreadsheet: .xlsx, .ods or .csv, up to 5 MB"


class SentListForm(OnceForm):
    """One of the two: `file_name` and `content` of what was sent are in its cleaned data, whichever it was."""

    file = forms.FileField(label="Choose the file", help_text=KINDS, required=False)
    pasted = forms.CharField(
        label="Or paste the rows here",
        help_text="Select the rows in Excel or another spreadsheet, with the headings if there are any. "
        "Copy them, and paste them into this box",
        required=False,
        strip=False,
        widget=forms.Textarea,
    )
    govuk = {"pasted": {"rows": 8, "attributes": {"spellcheck": "false", "autocomplete": "off"}}}
    neither = "Choose the file, or paste the rows"

    def clean(self):
        data = super().clean()
        file, text = data.pop("file", None), data.pop("pasted", "")
        if file and text.strip():
            self.add_error(
                "pasted", "Choose a file or paste the rows, not both. What you pasted is still here"
            )
        elif file:
            data |= {"file_name": file.name, "content": file.read()}
        elif text.strip():
            data |= {"file_name": pasted.FILE_NAME, "content": self._pasted_file(text)}
        elif not self.has_error("file") and not self.has_other_source(data):
            self.add_error("file", self.neither)
        return data

    def has_other_source(self, data: dict) -> bool:
        """Whether the rows come from elsewhere."""
        return False

    def _pasted_file(self, text: str) -> bytes:
        try:
            return pasted.as_file(text)
        except SheetRefused as refused:
            self.add_error("pasted", refused)
            return b""

    def _take_over(self, refusal: forms.ValidationError) -> None:
        """What is wrong with the rows is said beside where they were given."""
        if isinstance(refusal, ChooseSheet) and "sheet" in self.fields:
            self.add_error("sheet", refusal)
        elif isinstance(refusal, SheetRefused):
            is_pasted = self.cleaned_data.get("file_name") == pasted.FILE_NAME
            self.add_error("pasted" if is_pasted else "file", refusal)
        else:
            super()._take_over(refusal)
