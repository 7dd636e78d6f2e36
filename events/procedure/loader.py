"""From a YAML file to a Pack that is fit to be used, and from a Pack to what the database keeps."""

import hashlib
import json
import marshal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from events.procedure.checks import problems
from events.procedure.instruments import Case
from events.procedure.pack import Pack
from events.procedure.problems import InvalidPack, PackError, plain_reason
from events.procedure.reader import Source, read_file, read_text

FOLDER = Path(__file__).resolve().parent
CASES: TypeAdapter[tuple[Case, ...]] = TypeAdapter(tuple[Case, ...])


def keys() -> list[str]:
    """The packs that come with the product, by key."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load(path_or_key: str | Path) -> Pack:
    """A pack by path, or by the key of one that comes with the product.

    Raises InvalidPack with lines and reasons.
    """
    if isinstance(path_or_key, str) and path_or_key in keys():
        return _load_our_own(path_or_key)
    return _pack(read_file(Path(path_or_key)))


def loads(text: str | bytes) -> Pack:
    """A pack from the text of a YAML file. Raises InvalidPack."""
    return _pack(read_text(text.encode() if isinstance(text, str) else text))


@cache
def _load_our_own(key: str) -> Pack:
    return _pack(read_file(FOLDER / f"{key}.yaml"))


def load_cases(path: Path) -> tuple[Case, ...]:
    """Cases that a council adds: a YAML list. Raises InvalidPack with lines and reasons."""
    source = read_file(path)
    if not isinstance(source.data, list):
        raise InvalidPack([*source.errors, PackError(1, "Cases are a list: each starts with a hyphen.")])
    try:
        cases = CASES.validate_python(source.data)
    except ValidationError as error:
        raise InvalidPack(source.errors + _schema_errors(source, error, Case)) from error
    seen: set[str] = set()
    for position, case in enumerate(cases):
        if case.id in seen:
            line = source.line_of((position, "id"))
            source.errors.append(PackError(line, f"The id {case.id} is used a second time."))
        seen.add(case.id)
    if source.errors:
        raise InvalidPack(source.errors)
    return cases


def from_content(content: dict[str, Any]) -> Pack:
    """A pack as an event's procedure keeps it. Raises InvalidPack if it was written by something else.

    Equal content gives the very same pack: one page asks for it many times, and each check of it takes milliseconds.
    """
    return _checked(marshal.dumps(content, 2))  # as version 2 writes it, equal content is equal bytes


@lru_cache(maxsize=16)
def _checked(written: bytes) -> Pack:
    content = marshal.loads(written)  # noqa: S302  what from_content wrote
    try:
        return Pack.model_validate(content)
    except ValidationError as error:
        raise InvalidPack(_schema_errors(Source(), error, Pack)) from error


def content(pack: Pack) -> dict[str, Any]:
    """Plain JSON values for the database: what is left at its default is left out."""
    return pack.model_dump(mode="json", exclude_defaults=True)


def sha256(pack: Pack) -> str:
    """Of the canonical JSON (names in order, no spaces): equal exactly when the content is."""
    text = json.dumps(content(pack), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _pack(source: Source) -> Pack:
    if not isinstance(source.data, dict):
        raise InvalidPack([*source.errors, PackError(1, "A procedure is a group of named fields.")])
    try:
        pack = Pack.model_validate(source.data)
    except ValidationError as error:
        raise InvalidPack(source.errors + _schema_errors(source, error, Pack)) from error
    errors = source.errors + [PackError(source.line_of(place), reason) for place, reason in problems(pack)]
    if errors:
        raise InvalidPack(errors)
    return pack


def _schema_errors(source: Source, error: ValidationError, model: type[Pack] | type[Case]) -> list[PackError]:
    details = error.errors(include_url=False)
    return [PackError(source.line_of(one["loc"]), plain_reason(one, model)) for one in details]
