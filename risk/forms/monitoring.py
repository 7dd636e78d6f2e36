"""Forms of risk-based monitoring. Coventry outline App 1."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils import timezone

from accounts.models import User
from accounts.roles import PERMISSIONS, SYSTEM
from events.forms.fields import Person, Version, long_text
from events.procedure.pack import Pack
from events.rules.monitoring import Asked, month_of, months_after, ratings
from govuk.fields import MoneyField
from govuk.forms import Form, OnceForm
from govuk.messages import name_field
from govuk.sheets.limits import SheetRefused
from risk.forms.fields import ComingDate, PastDate
from risk.operations.monitoring import CHANGES
from risk.rules.months import Rated
from trackers.rules import pasted

MONTHS_BACK = 12


def officers():
    """The people of the council who work on monitoring."""
    may = [role for role, permissions in PERMISSIONS.items() if CHANGES in permissions and role != SYSTEM]
    return User.objects.active().filter(role__in=may).order_by("name")


def month_choices(today: date, *, without=()) -> list[tuple[str, str]]:
    """This month and the eleven before, the newest first."""
    months = [months_after(month_of(today), -back) for back in range(MONTHS_BACK)]
    return [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in months if month not in without]


def _day_of(value: str) -> date:
    return date.fromisoformat(f"{value}-01")


class BeginMonitoring(OnceForm):
    officer = Person(label="Who plans its visits and is reminded?", queryset=User.objects.none())
    started_on = PastDate(label="Monitored since")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers()


class ChangeOfficer(Form):
    officer = Person(label="Who plans its visits and is reminded?", queryset=User.objects.none())
    version = Version()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers()


class EndMonitoring(Form):
    ended_on = PastDate(label="No longer monitored since", subject="Day it ended")
    reason = long_text("Why is it no longer monitored?")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class Figures(Form):
    spend_over = MoneyField(
        label="Pick out providers with a spend a year of more than",
        subject="Spend a year",
        help_text="The council and the NHS together. Exactly this much is not more.",
    )
    remind_days = forms.IntegerField(
        label="Tell of a visit so many working days before", min_value=0, max_value=20
    )
    version = Version()
    govuk = {"remind_days": {"subject": "Working days", "width": "2"}}


class DataSets:
    """A rating, its significance, where it comes from and notes for each data set, and the spend."""

    def add_data_sets(self, pack: Pack, lines: list[Rated], before: Mapping[str, str]) -> None:
        self.lines, self.govuk = lines, dict(self.govuk)
        chosen = [(one.value, one.label) for one in ratings(pack)]
        weights = [("", "Not said"), *((word, word) for word in pack.monitoring.significances)]
        for line in lines:
            hints = [line.look_at, f"Last month: {before[line.id]}" if before.get(line.id) else ""]
            self._field(
                f"rating_{line.number}",
                forms.TypedChoiceField(
                    label=f"{line.number}. {line.label}", choices=chosen, coerce=int, empty_value=None,
                    required=False, widget=forms.RadioSelect, help_text=". ".join(filter(None, hints)),
                    initial=line.value,
                ),
                f"Rating {line.number}", small=True, inline=True, label_size="s",
            )  # fmt: skip
            self._field(
                f"significance_{line.number}",
                forms.ChoiceField(
                    label="Significance", choices=weights, required=False, initial=line.significance
                ),
                f"Significance {line.number}",
            )
            source = forms.CharField(
                label="Where it comes from", max_length=200, required=False, initial=line.source
            )
            self._field(f"source_{line.number}", source, f"Source {line.number}", width="two-thirds")
            notes = long_text("Notes", required=False, initial=line.notes)
            self._field(f"notes_{line.number}", notes, f"Notes {line.number}", rows=2)

    def _field(self, name: str, field: forms.Field, subject: str, **options) -> None:
        self.fields[name] = field
        self.govuk[name] = {"subject": subject, **options}
        name_field(name, field, subject)

    def clean(self):
        """The facts of each data set under its id."""
        found, given = super().clean(), {}
        for line in self.lines:
            facts = ("rating", "significance", "source", "notes")
            given[line.id] = {fact: found.pop(f"{fact}_{line.number}", None) for fact in facts}
        return found | {"ratings": given}


class RecordMonth(DataSets, OnceForm):
    month = forms.TypedChoiceField(label="Which month are the data of?", coerce=_day_of)
    spend = MoneyField(label="Spend a year", required=False, help_text="The council and the NHS together")
    govuk = {"month": {"subject": "Month"}}

    def __init__(self, *args, pack: Pack, lines, before, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months
        self.add_data_sets(pack, lines, before)


class ChangeMonth(DataSets, Form):
    spend = MoneyField(label="Spend a year", required=False, help_text="The council and the NHS together")
    version = Version()

    def __init__(self, *args, pack: Pack, lines, before, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_data_sets(pack, lines, before)


class DecideRating(Form):
    """The suggested rating is marked; a person chooses."""

    rating = forms.TypedChoiceField(label="What is the overall rating?", coerce=int, widget=forms.RadioSelect)
    reason = long_text(
        "Reason", required=False, help_text="Needed where the rating is not the suggested one."
    )
    decided_on = PastDate(label="When was it decided?", subject="Day of the decision")
    version = Version()

    def __init__(self, *args, pack: Pack, suggested: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [(one.value, one.label) for one in reversed(ratings(pack))]
        hints = {str(suggested): "Suggested: the highest rating of a data set"} if suggested else {}
        self.govuk = {"rating": {"choice_hints": hints}, "reason": {"rows": 3}}


class WriteReport(Form):
    """What officers add to the figures of a month."""

    analysis = long_text(
        "What does the month show of the whole market?",
        most=10000,
        required=False,
        help_text="Challenge the figures: the ratings are an indicator only.",
    )
    recommendations = long_text(
        "Recommendations for next month",
        most=10000,
        help_text="Areas and providers of new risk to look at, and what to do about each.",
    )
    presented_on = PastDate(label="When was the report presented?", subject="Date", required=False)
    presented_to = forms.CharField(label="To whom?", max_length=200, required=False)
    version = Version()
    govuk = {
        "analysis": {"rows": 6},
        "recommendations": {"rows": 8},
        "presented_to": {"width": "two-thirds", "subject": "To whom it was presented"},
    }


class VisitDone(Form):
    done_on = PastDate(label="When was it done?", subject="Day")
    visited_by = forms.CharField(label="Who visited, or did it?", max_length=200)
    notes = long_text(
        "Notes", most=10000, required=False, help_text="Do not name people who use the service."
    )
    version = Version()
    govuk = {"visited_by": {"subject": "Who did it", "width": "two-thirds"}, "notes": {"rows": 8}}


class VisitNotDone(Form):
    reason = long_text("Why was it not done?")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class MoveVisit(Form):
    due_on = ComingDate(
        label="When is the visit now?", subject="Day of the visit", earliest=timezone.localdate
    )
    reason = long_text("Why is it moved?")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class VisitNotes(Form):
    notes = long_text("Notes", most=10000, help_text="Do not name people who use the service.")
    version = Version()
    govuk = {"notes": {"rows": 10}}


class AddAction(OnceForm):
    """What lower ratings list: possible, never required."""

    action = forms.ChoiceField(label="What is to be done?", widget=forms.RadioSelect)
    due_on = ComingDate(
        label="Day of the visit", required=False, earliest=timezone.localdate, help_text="Only for a visit"
    )

    def __init__(self, *args, possible: list[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(one.id, one.label) for one in possible]
        self.govuk = {"action": {"choice_hints": {one.id: "A visit" for one in possible if one.is_visit}}}


class SendMonth(Form):
    """A spreadsheet with the data of a month, or rows copied out of one."""

    month = forms.TypedChoiceField(label="Which month are the data of?", coerce=_day_of)
    file = forms.FileField(
        label="Choose the spreadsheet",
        help_text="A spreadsheet: .xlsx, .ods or .csv, up to 5 MB",
        required=False,
    )
    pasted = forms.CharField(
        label="Or paste the rows here",
        help_text="With the headings, as copied from a spreadsheet",
        required=False,
        strip=False,
        widget=forms.Textarea,
    )
    govuk = {"pasted": {"rows": 8, "attributes": {"spellcheck": "false"}}, "month": {"subject": "Month"}}

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = month_choices(today)

    def clean(self):
        """The sheet as `content` and `file_name`; one of the two ways."""
        found = super().clean()
        file, text = found.pop("file", None), found.get("pasted", "")
        if file and text.strip():
            self.add_error("pasted", "Choose a file or paste the rows, not both")
        elif file:
            found |= {"file_name": file.name, "content": file.read()}
        elif text.strip():
            found |= {"file_name": pasted.FILE_NAME, "content": self._as_file(text)}
        elif not self.has_error("file"):
            self.add_error("file", "Choose the spreadsheet, or paste its rows")
        return found

    def _as_file(self, text: str) -> bytes:
        try:
            return pasted.as_file(text)
        except SheetRefused as refused:
            self.add_error("pasted", refused)
            return b""
