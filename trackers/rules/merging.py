"""Two rows of one person: in which facts they differ, and what the one that stays says afterwards. SOP 11.4."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from trackers.rules.fields import FIELDS

STAYS, MERGED, BOTH = "stays", "merged", "both"
Answer = Literal["stays", "merged", "both"]
# Facts that only say something together: they are taken from one of the two rows.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("service_user.date_of_birth", "service_user.birth_stated", "service_user.age_stated"),
    ("next_step", "next_step_owner", "next_step_due_on"),
    ("funding_type", "funding_authority", "funding_words"),
    ("safe_and_well_on", "safe_and_well_by", "safe_and_well_note"),
    ("final_outcome", "final_outcome_on"),
    ("system_updated_on", "system_updated_by"),
)
_WORKED_OUT = frozenset(("stage",))
_PUT_TOGETHER = frozenset(("situation",))
_SAYS_NOTHING = ("", None, "unknown")
Values = Mapping[str, Any]  # path of trackers.rules.fields -> value


class Choice(NamedTuple):
    """Facts in which the two rows differ, and which of them is taken unless somebody says otherwise."""

    paths: tuple[str, ...]
    default: Answer
    can_be_both: bool

    @property
    def key(self) -> str:
        """How forms call it: the first fact."""
        return FIELDS[self.paths[0]].key


def groups() -> list[tuple[str, ...]]:
    """Every fact of a row once, those that belong together side by side, in the order of the fields."""
    together = {path: group for group in GROUPS for path in group}
    found = (together.get(path, (path,)) for path in FIELDS if path not in _WORKED_OUT)
    return list(dict.fromkeys(found))


def differing(stays: Values, merged: Values) -> list[Choice]:
    """Where somebody chooses. What only one of the rows says is taken from it to begin with."""
    found = []
    for paths in groups():
        ours, theirs = [stays[path] for path in paths], [merged[path] for path in paths]
        if ours == theirs or all(value in _SAYS_NOTHING for value in theirs):
            continue
        is_empty = all(value in _SAYS_NOTHING for value in ours)
        can_be_both = not is_empty and paths[0] in _PUT_TOGETHER
        found.append(Choice(paths, MERGED if is_empty else BOTH if can_be_both else STAYS, can_be_both))
    return found


def outcome(stays: Values, merged: Values, answers: Mapping[str, str]) -> dict[str, Any]:
    """Path -> new value of the row that stays, for the facts that change. `answers` go by the key of a choice."""
    changes: dict[str, Any] = {}
    for choice in differing(stays, merged):
        answer = answers.get(choice.key, choice.default)
        for path in choice.paths if answer in (MERGED, BOTH) else ():
            both = answer == BOTH and choice.can_be_both
            value = f"{stays[path]}\n{merged[path]}" if both else merged[path]
            if value != stays[path]:
                changes[path] = value
    return changes
