"""In what a row of a list differs from the person on the tracker."""

from collections.abc import Mapping
from typing import Any

from trackers.rules.funding import UNKNOWN

_NOT_COMPARED = frozenset(("name_aside",))
_FOR_WANT_OF_BIRTH = frozenset(("age", "birth_stated"))  # worth keeping while no date of birth is known
_SAYS_NOTHING = frozenset(("", UNKNOWN))


def differences(there: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field -> (there now, in the file), where the file says something else. An empty cell changes nothing."""
    changed = {}
    for name, value in new.items():
        if name not in there or name in _NOT_COMPARED or str(value) in _SAYS_NOTHING:
            continue
        if name in _FOR_WANT_OF_BIRTH and there.get("date_of_birth"):
            continue
        if _comparable(name, there[name]) != _comparable(name, value):
            changed[name] = (there[name], value)
    return changed


def _comparable(name: str, value: Any) -> Any:
    if value is None:
        return ""
    if name in ("next_of_kin_phone", "nhs_number"):
        return "".join(filter(str.isdigit, str(value)))
    if name in ("hours_per_week", "age"):
        return float(value) if str(value) else ""
    return " ".join(str(value).casefold().split())
