"""Text that is JSON: one record a line, one record, a list of records, or a page of one of the API's lists."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from providers.register import api
from providers.register.facts import PROVIDER, Problem, Refused, Row, Unusable

MOST_WHOLE = 200_000_000  # characters of a document that is not one record a line


class Records:
    """JSON records of one kind. Iterating gives a Row or a Problem for each."""

    preamble = ""

    def __init__(self, kind: str, numbered: Iterator[tuple[int, Any]]):
        self.key, self.title, self.read, self.fields, self.clears, self.complete = KINDS[kind]
        self.numbered = numbered

    def __iter__(self) -> Iterator[Row | Problem]:
        for number, record in self.numbered:
            if isinstance(record, Problem):
                yield record
                continue
            try:
                yield self.read(number, record)
            except Unusable as bad:
                yield Problem(number, bad.column, bad.value, bad.reason)
            except (ValueError, TypeError, AttributeError) as error:
                yield Problem(number, "", "", f"This record is not built as CQC's are: {error}")


KINDS: dict[str, tuple[str, str, Callable, set[str], set[str], bool]] = {
    "location": (
        "api-locations",
        "CQC API locations",
        api.location,
        api.LOCATION_FIELDS,
        api.API_CLEARS,
        False,
    ),
    "provider": ("api-providers", "CQC API providers", api.provider, set(PROVIDER), set(), False),
    "locations": (
        "api-location-list",
        "CQC API list of locations",
        api.listed_location,
        {"cqc_id", "name", "name_withheld", "postcode"},
        set(),
        False,
    ),
    "providers": (
        "api-provider-list",
        "CQC API list of providers",
        api.listed_provider,
        set(PROVIDER),
        set(),
        False,
    ),
}


def records(stream: Iterator[str]) -> Records | None:
    """The records of a JSON text, or None where it is no JSON of CQC's. Raises Refused for broken JSON."""
    first = next((line for line in stream if line.strip()), "")
    try:
        start = json.loads(first)
    except json.JSONDecodeError:
        return _whole(first, stream)
    if isinstance(start, list) or "locations" in start or "providers" in start:
        return _document(start)
    kind = _kind(start)
    return Records(kind, _lines(start, stream)) if kind else None


def _whole(first: str, stream: Iterator[str]) -> Records | None:
    """One document over many lines."""
    parts, size = [first], len(first)
    for line in stream:
        size += len(line)
        if size > MOST_WHOLE:
            raise Refused("The JSON document is too large to read whole. Save it with one record a line.")
        parts.append(line)
    try:
        return _document(json.loads("".join(parts)))
    except json.JSONDecodeError as error:
        raise Refused(f"The JSON breaks off or is damaged on line {error.lineno:,}.") from error


def _document(document: Any) -> Records | None:
    if isinstance(document, dict):
        for kind in ("locations", "providers"):
            if isinstance(document.get(kind), list):
                return Records(kind, enumerate(document[kind], start=1))
        document = [document]
    kind = _kind(document[0]) if isinstance(document, list) and document else None
    return Records(kind, enumerate(document, start=1)) if kind else None


def _kind(record: Any) -> str | None:
    if not isinstance(record, dict):
        return None
    return "location" if "locationId" in record else "provider" if "providerId" in record else None


def _lines(first: dict, stream: Iterator[str]) -> Iterator[tuple[int, Any]]:
    yield 1, first
    for number, line in enumerate(stream, start=2):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            record = Problem(number, "", line, "This line is not JSON.")
        yield (
            number,
            record
            if isinstance(record, dict | Problem)
            else Problem(number, "", line, "This line is no record."),
        )
