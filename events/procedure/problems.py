"""What is wrong with a written procedure, each with the line of the file and one plain reason."""

from difflib import get_close_matches
from typing import NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails


class PackError(NamedTuple):
    """`line` counts from 1; 1 when the fault is of the whole file."""

    line: int
    reason: str


class InvalidPack(ValueError):
    """A pack that cannot be used; `errors` holds every fault found, in the order of the file."""

    def __init__(self, errors: list[PackError]):
        self.errors = sorted(set(errors))
        first = self.errors[0]
        more = len(self.errors) - 1
        rest = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
        super().__init__(f"Line {first.line}: {first.reason}{rest}")


WRONG_KIND = {
    "string_type": "must be text; put it in quotes",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be a group of fields",
    "model_type": "must be a group of fields",
}


def plain_reason(error: ErrorDetails, model: type[BaseModel]) -> str:
    """One sentence for a schema fault, in the words of somebody who writes YAML, not Python."""
    name, kind, loc = _name(error["loc"]), error["type"], error["loc"]
    if kind == "missing":
        return f"{name} is missing."
    if kind == "extra_forbidden":
        return f"{name} is not a field we know here.{_did_you_mean(loc, model)}"
    if kind in {"string_too_short", "too_short"}:
        return f"{name} is empty."
    if kind == "too_long":
        return f"{name} has {len(error['input'])} entries; at most {error['ctx']['max_length']} are accepted."
    if kind == "string_too_long":
        return f"{name} has {len(error['input'])} characters; at most {error['ctx']['max_length']} fit."
    return f"{name} {_must_be(error)}; it is {_shown(error['input'])}."


def _must_be(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in WRONG_KIND:
        return WRONG_KIND[kind]
    if kind == "literal_error":
        return f"must be {context['expected']}"
    if kind == "string_pattern_mismatch":
        return "may hold only letters, digits, dots and hyphens, 40 at most"
    if kind == "greater_than_equal":
        return f"must be at least {context['ge']}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']}"
    return str(context.get("error", error["msg"]))


def _name(loc: tuple[str | int, ...]) -> str:
    words = [part for part in loc if isinstance(part, str)]
    if not words:
        return "The file"
    if loc and isinstance(loc[-1], int):
        return f"Entry {loc[-1] + 1} of {words[-1]}"
    return words[-1]


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def _did_you_mean(loc: tuple[str | int, ...], model: type[BaseModel]) -> str:
    known = _fields_at(loc[:-1], model)
    near = get_close_matches(str(loc[-1]), known, n=1)
    return f" Did you mean {near[0]}?" if near else ""


def _fields_at(loc: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """Names of the fields of the model that stands at a place in the pack; empty where it is not a model."""
    here: object = model
    for part in loc:
        if isinstance(part, str) and isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(part)
            here = _innermost(field.annotation) if field else None
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _innermost(annotation: object) -> object:
    """The model inside `X | None`, `tuple[X, ...]` or `dict[str, X]`."""
    for argument in getattr(annotation, "__args__", ()):
        found = _innermost(argument)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation
