"""Changing what is known about one person, a field or a card at a time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from accounts.models import User
from accounts.versions import Conflict
from events.forms.fields import Version
from govuk.forms import Form
from govuk.messages import name_field
from trackers.forms.fields import form_field, options
from trackers.forms.why import ASKED, ask_why
from trackers.models import TrackerEntry
from trackers.operations import THEIRS, YOURS, edit_entry
from trackers.rules.fields import BY_KEY, FIELDS, Field, may_edit, may_see

# Cards of the person's page: their fields in order. The key ends the address of the card's form.
CARDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "next": ("Next step", ("next_step", "next_step_owner", "next_step_due_on")),
    "who": (
        "Who they are",
        (
            "service_user.title",
            "service_user.forename",
            "service_user.surname",
            "service_user.known_as",
            "service_user.date_of_birth",
            "service_user.birth_stated",
            "service_user.age_stated",
            "service_user.gender",
            "service_user.nhs_number",
            "service_user.client_record_number",
            "room",
            "address_before",
            "admitted_on",
            "gp",
        ),
    ),
    "pays": (
        "Who pays",
        (
            "funding_type",
            "funding_authority",
            "funding_words",
            "funding_arrangements",
            "response_level",
            "hours_per_week",
        ),
    ),
    "capacity": (
        "Capacity and advocate",
        (
            "capacity",
            "capacity_on",
            "capacity_by",
            "involvement_capacity",
            "advocate",
            "advocate_name",
            "advocate_on",
            "assessed_on",
            "carers_assessed_on",
            "finances_assessed_on",
            "mobility_needs",
            "situation",
        ),
    ),
    "safeguards": (
        "Best interests and deprivation of liberty",
        (
            "imca",
            "imca_name",
            "imca_on",
            "best_interests",
            "best_interests_on",
            "best_interests_by",
            "best_interests_outcome",
            "dols",
            "dols_until",
            "dols_next",
            "dols_next_on",
            "attorney",
            "attorney_name",
        ),
    ),
    "relatives": (
        "Worker, and contact for relatives",
        (
            "case_organisation",
            "worker",
            "worker_phone",
            "relatives_contact",
            "details_confirmed_on",
            "details_confirmed_by",
        ),
    ),
    "move": (
        "The move",
        (
            "destination",
            "move_on",
            "moved_on",
            "safe_and_well_on",
            "safe_and_well_by",
            "safe_and_well_note",
            "final_outcome",
            "final_outcome_on",
            "system_updated_on",
            "system_updated_by",
        ),
    ),
}


def seen_in(card: str, *, partner: bool) -> list[Field]:
    """The fields of a card that the reader sees."""
    return [FIELDS[path] for path in CARDS[card][1] if may_see(path, partner=partner)]


def edited_in(card: str, *, partner: bool) -> list[Field]:
    """The fields of a card that an editor may change."""
    return [field for field in seen_in(card, partner=partner) if may_edit(field.path, partner=partner)]


PLACING = {"destination", "move_on"}


class EditForm(Form):
    """Some fields of one person, with the versions they were opened at."""

    def __init__(
        self,
        data,
        *,
        entry: TrackerEntry,
        fields: Iterable[Field],
        in_cell: bool = False,
        asks_why: bool = False,
    ):
        """`asks_why`: whether a place may be taken without an essential must-have, with a reason. LGiU T11."""
        self.entry, self.edited = entry, list(fields)
        self.govuk = {field.key: {} if in_cell else options(field) for field in self.edited}
        if len(self.edited) == 1:  # the heading of the page, or of the column, says what it is
            self.govuk[self.edited[0].key] |= {"hide_label": True}
        super().__init__(data, initial=self._initial(), auto_id=f"edit-{entry.pk}-%s" if in_cell else "id_%s")
        for field in self.edited:
            self.fields[field.key] = form_field(field, in_cell=in_cell)
            name_field(field.key, self.fields[field.key])
            if in_cell:  # a screen reader hears whose value it is
                self.fields[field.key].label = f"{field.label}, {entry.service_user}"
        self.fields["version"], self.fields["person_version"] = Version(), Version()
        if asks_why and PLACING & {field.key for field in self.edited}:
            ask_why(self, entry)

    def _initial(self) -> dict[str, Any]:
        person = self.entry.service_user
        values = {
            field.key: getattr(person if field.of_person else self.entry, field.key) for field in self.edited
        }
        return values | {"version": self.entry.version, "person_version": person.version}

    @property
    def changes(self) -> dict[str, Any]:
        """Key -> value, as typed."""
        return {
            field.key: self.cleaned_data[field.key] for field in self.edited if field.key in self.cleaned_data
        }

    def run(self, operation: Callable, *, by: User, **kwargs: Any) -> bool:
        """Call edit_entry, or settle_conflict with `keep`, with what was typed."""
        if not self.is_valid():
            return False
        given = {name: self.cleaned_data[name] for name in ("version", "person_version")}
        if operation is edit_entry:
            given |= self._why()
        return super().run(
            lambda **_: operation(by=by, entry=self.entry, changes=self.changes, **given, **kwargs)
        )

    def _why(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ASKED if name in self.fields}

    def save_the_rest(self, *, by: User) -> list[str]:
        """After a conflict: save what did not clash; the labels of what this person changed."""
        clashing = {clash.field for clash in self.refusal.clashes}
        rest = {
            key: value
            for key, value in self.changes.items()
            if key not in clashing and key in self.changed_data
        }
        if not rest:
            return []
        given = {name: self.cleaned_data[name] for name in ("version", "person_version")} | self._why()
        saved = edit_entry(by=by, entry=self.entry, changes=rest, **given)
        # A field that others changed and this person left alone is not among them.
        edited = {*saved.edited, *getattr(saved.service_user, "edited", [])}
        return [BY_KEY[key].label for key in rest if key in edited]

    def opened_at(self) -> dict[str, int]:
        """The versions that the person saw when the form was opened."""
        data = self.cleaned_data
        return {
            "since": data.get("version", self.entry.version),
            "person_since": data.get("person_version", 0),
        }

    def seen_at(self, posted: Mapping[str, str]) -> None:
        """Take the versions of the conflict page, where the person saw both values, in place of those of the form."""
        for name, seen in (("version", "seen"), ("person_version", "person_seen")):
            text = posted.get(seen, "")
            if self.is_valid() and text.isascii() and text.isdigit() and len(text) < 10:
                self.cleaned_data[name] = int(text)

    @property
    def has_conflict(self) -> bool:
        return isinstance(self.refusal, Conflict)

    def kept(self) -> dict[str, str]:
        """What was chosen on the conflict page: key -> "yours" or "theirs"."""
        chosen = {field.key: self.data.get(f"keep-{field.key}", "") for field in self.edited}
        return {key: choice for key, choice in chosen.items() if choice in (YOURS, THEIRS)}
