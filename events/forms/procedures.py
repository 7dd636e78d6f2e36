"""Loading, activating and choosing a procedure; taking steps of a newer version into an event. SOP 8.0."""

from django import forms

from events.forms.fields import long_text
from events.procedure.loader import loads
from events.procedure.problems import InvalidPack, PackError
from events.procedure.reader import MAX_BYTES
from events.rules.newer import Newer
from govuk.forms import Form, OnceForm


class SendProcedure(Form):
    """A file, or the text of one that was refused, put right on the page. `text` shows what was read."""

    file = forms.FileField(
        label="Choose the procedure’s file", help_text="A YAML file (.yaml), 1 MB at most", required=False
    )
    text = forms.CharField(label="The file’s text", required=False, strip=False, widget=forms.Textarea)
    govuk = {"text": {"rows": 30, "label_size": "m", "attributes": {"spellcheck": "false"}}}

    faults: tuple[PackError, ...] = ()
    file_name = ""

    def clean(self):
        """The checked pack; or `faults` with their lines, and the text kept for another try."""
        raw = self._raw()
        if raw is None:
            return {}
        self.data = self.data.copy()
        self.data["text"] = _readable(raw)
        try:
            return {"pack": loads(raw)}
        except InvalidPack as invalid:
            self.faults = tuple(invalid.errors)
            self.add_error("text" if self.data["text"] else "file", str(invalid))
        return {}

    def _raw(self) -> bytes | None:
        sent, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if "file" in self.errors:
            return None
        if sent is None and not text.strip():
            self.add_error("file", "Choose the procedure’s file.")
            return None
        if sent is None:
            return text.replace("\r\n", "\n").encode()
        self.file_name = sent.name
        if sent.size > MAX_BYTES:
            self.add_error("file", f"The file is {sent.size / 1e6:.1f} MB; a procedure may be 1 MB at most.")
            return None
        return sent.read()

    @property
    def lines(self) -> list[str]:
        return self.data.get("text", "").split("\n")


def _readable(raw: bytes) -> str:
    """The text for the page, if it is text; what cannot be shown is left out."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text


class ActivateProcedure(Form):
    reason = long_text(
        "Why is it activated?", required=False, help_text="Such as who agreed the change, and when"
    )
    govuk = {"reason": {"rows": 3, "label_size": "s"}}


class ChooseProcedure(Form):
    document = forms.ChoiceField(
        label="Which procedure do new events start with?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a procedure"},
    )
    reason = long_text("Why does it change?", required=False)
    govuk = {"reason": {"rows": 3, "label_size": "s"}}

    def __init__(self, *args, procedures: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = procedures


class TakeSteps(OnceForm):
    """Which steps of the newer version this event takes, and why."""

    codes = forms.MultipleChoiceField(
        label="Which of them does this event take?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one step"},
    )
    reason = long_text("Why are they taken now?", error_messages={"required": "Enter why they are taken"})
    govuk = {"codes": {"label_size": "m", "subject": "Steps"}, "reason": {"rows": 3, "label_size": "s"}}

    def __init__(self, *args, newer: Newer, **kwargs):
        super().__init__(*args, **kwargs)
        offered = newer.offered
        self.fields["codes"].choices = [(one.code, one.action) for one in offered]
        self.govuk = {**self.govuk, "codes": {**self.govuk["codes"], "choice_hints": hints(newer)}}


def hints(newer: Newer) -> dict[str, str]:
    """What stands under each tick: the stage and roles of a new step, the words that a changed one replaces."""
    return {one.code: one.hint for one in newer.offered}
