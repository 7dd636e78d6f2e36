"""Forms of the resident list: what is sent, what each column holds, and the rows that need somebody."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms

from govuk.forms import Form
from providers.models import Service
from trackers.forms.sent import KINDS, SentListForm
from trackers.rules.columns import Recognised
from trackers.rules.headings import FIELDS
from trackers.rules.problems import Problem
from trackers.rules.residents import NUMBERS, StagedRow

LEAVE_OUT = ("", "Leave out")
# Words that trackers.rules.funding reads without doubt, and what the page calls each.
WHO_PAYS = [
    ("", "Choose who pays"),
    ("this council", "This council"),
    ("self", "Self-funder"),
    ("other council", "Another authority"),
    ("other council direct payment", "Another authority, by direct payment"),
    ("NHS Continuing Healthcare", "NHS Continuing Healthcare"),
    ("joint", "Council and NHS jointly"),
    ("not known", "Not known"),
]
APART = "apart"
DATES = [
    ("", "read as the file shows"),
    ("day_first", "day first: 3 April 1934"),
    ("month_first", "month first: 4 March 1934"),
]
DATE_FIELDS = ("date_of_birth", "date_admitted")


class SendListForm(SentListForm):
    """The provider's list, to be checked and loaded."""

    file = forms.FileField(label="Choose the provider’s list", help_text=KINDS, required=False)
    neither = "Choose the provider’s list, or paste its rows"


class SheetForm(Form):
    """Which sheet, when several have rows."""

    sheet = forms.ChoiceField(label="Which sheet lists the people?", widget=forms.RadioSelect)

    def __init__(self, *args, sheets: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]


class ColumnsForm(Form):
    """Which row has the headings, and what each column of the file holds."""

    heading_row = forms.IntegerField(
        label="Row with the headings",
        required=False,
        min_value=1,
        max_value=5000,
        help_text="Empty when there is none",
    )
    dates = forms.ChoiceField(label="A date such as 3/4/1934 is", choices=DATES, required=False)
    service = forms.ModelChoiceField(
        Service.objects.none(), label="Where are the people of this list?", required=False, empty_label=None
    )

    govuk = {"heading_row": {"width": "4"}}
    SETTLED = ("heading_row", "dates", "service")  # what is not about one column

    def __init__(
        self,
        *args,
        recognised: Recognised,
        services: Sequence[Service] = (),
        settled: Mapping[str, Any] = MappingProxyType({}),
        **kwargs,
    ):
        """`services` are those of the event; `settled` what somebody chose for the file: dates, service."""
        super().__init__(*args, **kwargs)
        self.fields["heading_row"].initial = recognised.heading_row
        if not any(column.field in DATE_FIELDS for column in recognised.columns):
            del self.fields["dates"]
        if len(services) > 1:
            self.fields["service"].queryset = Service.objects.filter(pk__in=[one.pk for one in services])
        else:
            del self.fields["service"]
        for name, value in settled.items():
            if name in self.fields:
                self.fields[name].initial = value
        for column in recognised.columns:
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=f"{column.letter}: {column.heading}",
                choices=[LEAVE_OUT, *FIELDS.items()],
                initial=column.field or "",
                required=False,
            )

    @property
    def settled(self) -> dict[str, Any]:
        """What was chosen for the whole file, as operations.map_columns takes it."""
        return {name: self.cleaned_data[name] for name in self.SETTLED if name in self.cleaned_data}

    @property
    def mapping(self) -> dict[int, str]:
        """Place from 0 -> our field, "" for a column that is left out."""
        said = self.cleaned_data.items()
        return {
            int(name.removeprefix("column_")): field for name, field in said if name.startswith("column_")
        }


class RowsForm(Form):
    """The rows that need somebody: a value to put right, a choice who it is, or to leave the row out.

    A row that can be loaded as it is shows the values that are worth a look; one that was left out can be taken in.
    """

    def __init__(self, *args, rows: list[StagedRow], services: Sequence[Service] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.services = rows, services
        for row in rows:
            is_left_out = row.state == "refused" and not row.has_errors
            for problem in row.problems if not is_left_out else ():
                if problem.field in FIELDS and (not row.may_be_another or problem.field in NUMBERS):
                    self.fields[f"fix_{row.row}_{problem.field}"] = self.correction(row, problem)
            if is_left_out:
                self.fields[f"again_{row.row}"] = forms.BooleanField(
                    label=f"Take row {row.row} in after all", required=False
                )
                continue
            if row.may_be_another:
                self.fields[f"who_{row.row}"] = forms.ChoiceField(
                    label=f"Row {row.row}, {row.label}",
                    choices=self.answers(row),
                    required=False,
                    widget=forms.RadioSelect,
                )
            self.fields[f"leave_{row.row}"] = forms.BooleanField(
                label=f"Leave row {row.row} out", required=False
            )

    @property
    def waiting(self) -> list[StagedRow]:
        """Rows that are not loaded as they stand."""
        return [row for row in self.rows if row.state == "refused"]

    @property
    def looks(self) -> list[StagedRow]:
        """Rows that are loaded, with a value worth a look."""
        return [row for row in self.rows if row.state != "refused"]

    def correction(self, row: StagedRow, problem: Problem) -> forms.Field:
        """What to put in place of a value that cannot be used."""
        label = f"{FIELDS[problem.field]} in row {row.row}"
        if problem.field == "funding":
            return forms.ChoiceField(label=label, choices=WHO_PAYS, initial="", required=False)
        if problem.field == "service":
            names = [("", "Choose the service"), *((one.name, one.name) for one in self.services)]
            return forms.ChoiceField(label=label, choices=names, initial="", required=False)
        return forms.CharField(label=label, initial=problem.value, required=False, max_length=300)

    @staticmethod
    def answers(row: StagedRow) -> list[tuple[str, str]]:
        there = {one.other_person: one.other_name for one in row.problems if one.other_person is not None}
        same = [(f"same:{person}", f"{name}, who is on the tracker") for person, name in there.items()]
        return [*same, (APART, "Somebody else: add this person")]

    def fields_of(self, row: StagedRow):
        """The bound fields of one row, for the page."""
        names = [name for name in self.fields if name.split("_")[1] == str(row.row)]
        return [self[name] for name in names]

    @property
    def decisions(self) -> dict[int, dict]:
        """Row -> what was settled about it, as operations.settle_rows takes it."""
        said: dict[int, dict] = {}
        for name, value in self.cleaned_data.items():
            kind, row, *field = name.split("_", 2)
            one = said.setdefault(int(row), {"corrections": {}})
            if kind == "fix" and name in self.data and value != self.fields[name].initial:
                one["corrections"][field[0]] = value
            elif kind == "again":
                one["taken_in"] = value
            elif kind == "leave":
                one["left_out"] = value
            elif kind == "who" and value:
                one |= {"apart": True} if value == APART else {"same_as": int(value.removeprefix("same:"))}
        return {row: one for row, one in said.items() if any(one.values())}
