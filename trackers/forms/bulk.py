"""Giving several people of a tracker the same value: whom, which field, what, and what was seen of it."""

import re
from functools import cached_property
from typing import Any

from accounts.models import User
from events.forms.previewed import Previewed
from events.models import FailureEvent
from govuk.messages import name_field
from trackers.bulk import Plan, Row, bulk_fields, in_words, people_of, rows_of, sort_out
from trackers.forms.fields import form_field, options
from trackers.models import TrackerEntry
from trackers.operations.bulk import MOST
from trackers.rules.fields import BY_KEY, Field

PEOPLE, SEEN = "p", "seen"  # keys of entries as they were ticked; "key:version" once they were shown
TICKED, SHOWN = re.compile("[0-9]{1,18}"), re.compile("[0-9]{1,18}:[0-9]{1,9}")
NOBODY = "Select at least one person in the table"


class BulkForm(Previewed):
    """The value for the people that were ticked. The bar under the table sends people and field first."""

    def __init__(self, data, *, by: User, event: FailureEvent):
        self.by, self.event = by, event
        self.offered = bulk_fields(partner=by.is_partner)
        field = BY_KEY.get(data.get("field", "") if data else "")
        self.field: Field | None = field if field in self.offered else None
        self.is_asked = bool(self.field and data and data.getlist(SEEN))  # the bar sends no value yet
        self.govuk = {self.field.key: options(self.field)} if self.field else {}
        super().__init__(data if self.is_asked else None)
        self.posted = data
        if self.field:
            self.fields[self.field.key] = form_field(self.field)
            name_field(self.field.key, self.fields[self.field.key])

    @cached_property
    def seen(self) -> dict[int, int]:
        """Of those who are still this editor's people, the version that was shown; now is the first time for the
        ones that were only ticked.
        """
        ticked = [int(text) for text in self.listed(PEOPLE) if TICKED.fullmatch(text)]
        pairs = [text.split(":") for text in self.listed(SEEN) if SHOWN.fullmatch(text)]
        shown = {int(key): int(version) for key, version in pairs}
        keys = people_of(self.by, self.event, [*ticked, *shown][:MOST])
        now = {row.pk: row.version for row in rows_of(keys, self.field or self.offered[0])}
        return {key: min(shown.get(key, version), version) for key, version in now.items()}

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is missing before a value can be asked for, for the error summary."""
        found = [] if self.seen else [{"text": NOBODY}]
        if self.field is None:
            found.append({"text": "Choose what to change", "href": "#field"})
        return found

    @property
    def value(self) -> Any:
        return self.cleaned_data[self.field.key]

    @cached_property
    def plan(self) -> Plan:
        """What the value would do now."""
        column = TrackerEntry._meta.get_field(self.field.key)
        value = self.value if column.is_relation else column.clean(self.value, None)
        rows = rows_of(list(self.seen), self.field)
        return sort_out(rows, len(self.seen), self.field, value, self.seen)

    @property
    def preview_words(self) -> str:
        return f"{self.field.key}|{self.value!r}|{sorted(self.seen.items())}"

    def as_carried_out(self, operation, **kwargs) -> bool:
        """Call change_many with what was typed."""
        return self.run(
            lambda key=None, **_: operation(
                by=self.by, event=self.event, field=self.field.key, value=self.value, seen=self.seen, key=key
            ),
            **kwargs,
        )


def rows_in_words(rows: list[Row], names: dict[int, str], field: Field, new: str = "") -> list[list[str]]:
    """Lines of the preview: the person, what it is, and what it becomes or why it stays."""
    words = {was: in_words(field, was) for was in {row.was for row in rows}}
    return [[names.get(row.pk, ""), words[row.was], row.reason or new] for row in rows]
