"""How an operator's command speaks: JSON for scripts or a short summary; one sentence on refusal."""

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from events.procedure.problems import InvalidPack

MOST_LINES = 20


def print_json(command: BaseCommand, report: dict[str, Any]) -> None:
    command.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def refuse(
    command: BaseCommand, sentence: str, as_json: bool, report: dict[str, Any] | None = None
) -> NoReturn:
    """Say why on the error stream, and stop with exit code 1."""
    command.stderr.write(sentence)
    if as_json:
        print_json(command, {**(report or {}), "refused": sentence})
    sys.exit(1)


def error_rows(invalid: InvalidPack) -> list[dict[str, Any]]:
    return [{"line": error.line, "reason": error.reason} for error in invalid.errors]


def list_errors(command: BaseCommand, invalid: InvalidPack) -> None:
    """The faults of a file, one a line, for somebody who reads rather than parses."""
    for error in invalid.errors[:MOST_LINES]:
        command.stdout.write(f"line {error.line}: {error.reason}")
    if len(invalid.errors) > MOST_LINES:
        command.stdout.write(f"and {len(invalid.errors) - MOST_LINES} more")
