"""The filter of the tracker page, read from the address."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from govuk.forms import Form
from govuk.words import lower_first
from trackers.lists import VIEWS, can_sort, views_for
from trackers.models import TrackerEntry
from trackers.rules.fields import ALWAYS, COLUMNS, Column, columns_for
from trackers.shown_steps import DUE, NOBODY

OUTCOMES = [("none", "None yet"), *(choice for choice in TrackerEntry.Outcome.choices if choice[0])]
HELP = [(value or "undecided", label) for value, label in TrackerEntry.ResponseLevel.choices]


class FilterForm(Form):
    """Which people to show. What cannot be used is left out and named (`ignored`), never an error."""

    name = forms.CharField(label="Name, room or number", required=False, max_length=100)
    stage = forms.ChoiceField(required=False, choices=[("", "Any"), *TrackerEntry.Stage.choices])
    pays = forms.ChoiceField(
        label="Who pays", required=False, choices=[("", "Anyone"), *TrackerEntry.Funding.choices]
    )
    due = forms.ChoiceField(
        label="Next step due",
        required=False,
        choices=[("", "Any time"), *((key, due.words) for key, due in DUE.items())],
    )
    who = forms.CharField(label="Who is on it", required=False, max_length=150)
    help = forms.ChoiceField(label="Help given", required=False, choices=[("", "Any"), *HELP])
    outcome = forms.ChoiceField(label="Final outcome", required=False, choices=[("", "Any"), *OUTCOMES])

    govuk = {"name": {"width": "10"}}

    def __init__(self, query, *, partner: bool):
        self.query, self.partner = query, partner
        self.offered: tuple[str, ...] = ()
        super().__init__(query, auto_id="filter-%s")
        if not partner:
            self.fields["name"].label = "Name, room, number or phone"
        else:
            del self.fields["who"]  # who does what at the council is nothing partners see
        self.is_valid()
        self.chosen = {key: value for key, value in self.cleaned_data.items() if value}
        known = [view.key for view in views_for(partner=partner)]
        self.view = query.get("view") if query.get("view") in known else ""
        self.sort = query.get("sort", "") if can_sort(query.get("sort", ""), partner=partner) else ""
        self.columns = columns_for(query.getlist("col"), partner=partner)

    def offer(self, names: Iterable[str]) -> None:
        """Have a name chosen among those who are on a next step or allocated to somebody here."""
        if "who" in self.fields:
            known = sorted({*names, self.chosen.get("who", NOBODY)} - {NOBODY}, key=str.casefold)
            self.offered = tuple(known)
            choices = [("", "Anyone"), (NOBODY, "Nobody named"), *((name, name) for name in known)]
            self.fields["who"].widget = forms.Select(choices=choices)

    @property
    def boxes(self) -> list[SafeString]:
        """The fields as they stand on the page. One that nobody filled in looks the same to all, and is drawn once."""
        return [self._box(field) for field in self]

    def _box(self, field: forms.BoundField) -> SafeString:
        if field.value() or field.errors:
            return field.as_field_group()
        return empty_box(field.name, self.offered if field.name == "who" else (), partner=self.partner)

    @property
    def asked(self) -> dict:
        """The choices that can be used, the view among them."""
        return {**self.chosen, "view": self.view}

    @property
    def ignored(self) -> list[str]:
        """Labels of what stands in the address and could not be used."""
        labels = [str(self.fields[name].label or name) for name in self.errors]
        unknown = [("view", self.view), ("sort", self.sort)]
        labels += [name for name, used in unknown if self.query.get(name) and not used]
        if any(key not in COLUMNS for key in self.query.getlist("col")):
            labels.append("columns")
        return labels

    @property
    def chooses(self) -> bool:
        """Whether the reader is choosing columns."""
        return "choose" in self.query

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen) or self.view not in ("", "everyone")

    @property
    def can_choose(self) -> list[tuple[Column, bool]]:
        """Columns that may be shown or left out, and whether they are shown: first those shown, in their order."""
        shown = [column.key for column in self.columns]
        allowed = columns_for([*shown, *COLUMNS], partner=self.partner)
        return [(column, column.key in shown) for column in allowed if column.key not in ALWAYS]

    @property
    def order(self) -> list[tuple[Column, str, str]]:
        """The columns that can stand elsewhere, each with the address one place to the left and to the right."""
        keys = [column.key for column in self.columns if column.key != "person"]
        columns = [column for column in self.columns if column.key != "person"]
        return [
            (column, self._moved(keys, at, -1), self._moved(keys, at, 1)) for at, column in enumerate(columns)
        ]

    def _moved(self, keys: list[str], at: int, by: int) -> str:
        if not 0 <= at + by < len(keys):
            return ""
        moved = [*keys]
        moved[at], moved[at + by] = moved[at + by], moved[at]
        return self.address(col=moved)

    @property
    def in_words(self) -> str:
        """Whom the filter shows, in which order: 'No place yet; Stage: Assessing; sorted by Move'."""
        words = [VIEWS[self.view].label if self.view else "Everyone"] if self.view or not self.chosen else []
        for name, value in self.chosen.items():
            choices = dict(getattr(self.fields[name], "choices", ()))
            words.append(f"{self.fields[name].label or name.capitalize()}: {choices.get(value, value)}")
        if column := COLUMNS.get(self.sort.removeprefix("-")):
            words.append(
                f"sorted by {lower_first(column.label)}{', downwards' if self.sort[0] == '-' else ''}"
            )
        return "; ".join(words)

    @property
    def columns_query(self) -> str:
        """'?col=gp&col=hours': the columns that were chosen, for another page; empty for the usual ones."""
        chosen = [column.key for column in self.columns if column.key != "person"]
        return f"?{urlencode({'col': chosen}, doseq=True)}" if self.query.getlist("col") else ""

    @cached_property
    def kept_query(self) -> str:
        """What a saved view keeps of the address: whom, in which order and with which columns, as far as usable."""
        query = QueryDict(mutable=True)
        parts = {
            "view": self.view,
            **{name: str(value) for name, value in self.chosen.items()},
            "sort": self.sort,
        }
        query.update({name: value for name, value in parts.items() if value and value != "everyone"})
        if any(key in COLUMNS for key in self.query.getlist("col")):
            query.setlist("col", [column.key for column in self.columns if column.key != "person"])
        return query.urlencode()

    def address(self, **changes: str | list[str] | None) -> str:
        """The query string of the page with some of it changed; nothing (None) leaves a part out."""
        query = self.query.copy()
        for name in ("page", "draft", "select", *changes):
            query.pop(name, None)
        for name, value in changes.items():
            if value is not None:
                query.setlist(name, value if isinstance(value, list) else [value])
        text = query.urlencode()
        return f"?{text}" if text else "?"

    def kept(self, *names: str) -> list[tuple[str, str]]:
        """Parts of the address that a form must carry along, as hidden inputs."""
        return [(name, value) for name in names for value in self.query.getlist(name) if value]


@lru_cache(maxsize=300)
def empty_box(name: str, names: tuple[str, ...], *, partner: bool) -> SafeString:
    """A field in which nothing stands; `names` are those to choose from, of the one for a name."""
    form = FilterForm(QueryDict(), partner=partner)
    form.offer(names)
    return form[name].as_field_group()
