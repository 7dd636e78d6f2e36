"""Forms of the lists held against the tracker: a list to compare, the roll-call, somebody to add."""

import re
from datetime import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from events.forms.fields import long_text
from govuk.fields import DateField, TimeField
from govuk.forms import Form, OnceForm
from trackers.forms.people import known_words
from trackers.forms.sent import SentListForm
from trackers.models import ReconcileList, ReconcileRow, ResidentImport
from trackers.operations import ANOTHER, Match
from trackers.rules.names import full_name
from trackers.rules.problems import Parsed

Kind = ReconcileList.Kind
ANSWERS = set(ReconcileRow.Seen.values) - {""}
MOST_NAMES = 100
MOST_OF_PLACE = 40  # characters
TOO_LONG = f"The room or address has more than {MOST_OF_PLACE} characters. Shorten it"
_PLACE = re.compile(
    r"(?P<name>\D+?)\s*[,;]\s*(?P<place>(?:room|rm|bed|flat|unit)\b.*|[^,;]*\d.*)", re.IGNORECASE
)


class AddListForm(SentListForm):
    """A list from a file, from pasted rows, or one that is being checked for loading."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label="Whose list?", max_length=100, required=False)
    upload = forms.ModelChoiceField(
        ResidentImport.objects.none(),
        label="Or a list that you are checking now",
        required=False,
        empty_label="None of them",
        to_field_name="token",
    )
    sheet = forms.CharField(label="Name of the sheet, if there are several", max_length=100, required=False)

    field_order = ["kind", "source", "file", "pasted", "upload", "sheet"]
    govuk = SentListForm.govuk | {
        "kind": {
            "subject": "what the list is",
            "small": True,
            "choice_hints": {Kind.ROLL_CALL: "Everybody who was seen. Who is not on it counts as not seen"},
        },
        "source": {"hint": "Such as Exampleshire ICB. Left empty, the kind of list stands in", "width": "20"},
        "sheet": {"width": "20"},
    }

    def __init__(self, *args, uploads, **kwargs):
        super().__init__(*args, **kwargs)
        if uploads:
            self.fields["upload"].queryset = ResidentImport.objects.filter(pk__in=[one.pk for one in uploads])
        else:
            del self.fields["upload"]

    def has_other_source(self, data):
        return bool(data.get("upload"))

    def clean(self):
        data = super().clean()
        if "kind" in data and not data.get("source"):
            data["source"] = Kind(data["kind"]).label
        if not data.get("upload"):
            data.pop("upload", None)
        elif "content" in data:
            self.add_error("upload", "Choose one list: a file, pasted rows, or one that you are checking now")
        else:
            data.pop("sheet", None)
        return data


def name_and_place(line: str) -> tuple[Parsed, str]:
    """Somebody as a roll-call on paper has them: the name, and behind it the room or the address, if it is given."""
    found = _PLACE.fullmatch(line)
    return (full_name(found["name"]), found["place"].strip()) if found else (full_name(line), "")


class RollCallForm(OnceForm):
    """When, whom somebody saw, and who else was there. The ticks are one field for each person, drawn by the page."""

    taken_on = DateField(label="Which day?", subject="Day of the roll-call", latest=timezone.localdate)
    taken_at = TimeField(label="What time?", subject="Time of the roll-call")
    others = long_text(
        "Who else is in the building and lives here?",
        required=False,
        most=5000,
        help_text="One a line, as it stands on the paper: Ada Larksmead, or LARKSMEAD, Ada, room 12",
    )

    govuk = {"others": {"rows": 3, "subject": "Names"}, "taken_at": {"hint": "Like 9.30am"}}

    def __init__(self, *args, people: list[int], at_home: bool = False, **kwargs):
        """`people` are keys of tracker entries; `at_home`: they live at addresses of their own."""
        super().__init__(*args, **kwargs)
        self.people = people
        if at_home:
            self.fields["others"].label = "Who else did you see who has care from this service?"
            self.fields[
                "others"
            ].help_text = "One a line, as it stands on the paper: Ada Larksmead, 3 Weir Lane"

    @property
    def seen(self) -> dict[int, str]:
        """Tracker entry -> present or absent, of those who were ticked."""
        said = {pk: self.data.get(f"seen_{pk}", "") for pk in self.people}
        return {pk: word for pk, word in said.items() if word in ANSWERS}

    def clean_others(self) -> list[dict[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_NAMES:
            raise forms.ValidationError(f"Enter at most {MOST_NAMES} names")
        read = [(line, *name_and_place(line)) for line in lines]
        wrong = [f"“{line}”: {parsed.reason}" for line, parsed, _ in read if parsed.level == "error"]
        wrong += [f"“{line}”: {TOO_LONG}" for line, _, place in read if len(place) > MOST_OF_PLACE]
        if wrong:
            raise forms.ValidationError(wrong)
        parts = ("surname", "forename", "title", "known_as")
        return [
            {part: getattr(parsed.value, part)[:100] for part in parts} | ({"room": place} if place else {})
            for _, parsed, place in read
        ]

    def clean(self):
        data = super().clean()
        if data.get("taken_on") and data.get("taken_at"):
            moment = datetime.combine(data.pop("taken_on"), data.pop("taken_at"))
            data["as_at"] = timezone.make_aware(moment)
        return data | {"seen": self.seen}


class AddFromListForm(Form):
    """Shown only when somebody like this is known already."""

    same_as = forms.ChoiceField(label="Is it the same person?", widget=forms.RadioSelect, required=False)

    govuk = {"same_as": {"small": True, "label_size": "m"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = self.data.get("same_as", "")
        self.fields["same_as"].choices = [(said, said)]  # whoever it was: the operation checks it

    def ask(self, matches: list[Match]) -> None:
        """Show who it could be, nothing chosen beforehand."""
        choices = [(str(match.person.pk), f"Yes, this is {known_words(match)}") for match in matches]
        if not any(match.by_number for match in matches):
            choices.append((ANOTHER, "No, this is somebody else"))
        self.fields["same_as"].choices = choices
        self.errors.pop(NON_FIELD_ERRORS, None)
        self.add_error("same_as", "Somebody like this is known already. Say whether it is the same person")
