"""import_cqc FILE... : load CQC register files of any shape, as the page does."""

import json
import sys
from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser

from accounts.models import User
from govuk.words import full_date
from providers.models import RegisterLoad
from providers.operations import load_register

SHOWN_PROBLEMS = 20


class Command(BaseCommand):
    help = "Load CQC register files: directory, monthly workbook, adult social care export, API records; plain or .gz."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--as-at", type=date.fromisoformat, metavar="DAY", help="the day the files speak of"
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *, files: list[str], as_at: date | None, json: bool, **options) -> None:
        by = User.objects.system()
        done = []
        for path in files:
            bar = Bar(path)
            try:
                load = load_register(by=by, path=path, as_at=as_at, progress=bar)
            except ValidationError as refusal:
                bar.clear()
                self.refuse(path, " ".join(refusal.messages), done, json)
            bar.clear()
            done.append(described(load))
            if not json:
                self.stdout.write(summary(load))
        if json:
            self.print_json({"files": done})

    def refuse(self, path: str, sentence: str, done: list[dict], as_json: bool) -> None:
        if as_json:
            self.print_json({"refused": sentence, "file": path, "files": done})
        self.stderr.write(sentence)
        sys.exit(1)

    def print_json(self, answer: dict) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


class Bar:
    """A progress bar on the error stream, drawn only where somebody sees it."""

    def __init__(self, path: str):
        self.path, self.percent, self.is_seen = path, -1, sys.stderr.isatty()

    def __call__(self, done: int, of: int) -> None:
        percent = 100 * done // max(of, 1)
        if self.is_seen and percent != self.percent:
            self.percent = percent
            sys.stderr.write(f"\r{self.path} [{'#' * (percent // 4):<25}] {percent:3}% {done:,} rows\033[K")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.is_seen:
            sys.stderr.write("\r\033[K")


def described(load: RegisterLoad) -> dict:
    """The outcome of one file with the keys that operators script against."""
    tally = load.tally
    return {
        "name": load.file_name,
        "shape": load.shape,
        "as_at": load.as_at.isoformat() if load.as_at else None,
        "rows": tally.rows,
        "added": tally.added,
        "changed": tally.changed,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "no_longer_listed": tally.no_longer_listed,
        "linked": tally.linked,
        "providers": {"added": tally.providers_added, "changed": tally.providers_changed},
        "loaded_before": tally.loaded_before.at.isoformat() if tally.loaded_before else None,
        "problems": [problem.as_dict() for problem in tally.problems],
        "left_out_cells": [remark.as_dict() for remark in tally.remarks],
    }


def summary(load: RegisterLoad) -> str:
    """The outcome of one file in a few plain lines."""
    tally = load.tally
    lines = [
        f"{load.file_name}: {load.shape}, {tally.rows:,} rows. {tally.added:,} added, {tally.changed:,} changed, "
        f"{tally.unchanged:,} unchanged, {tally.refused:,} refused; {tally.no_longer_listed:,} no longer listed, "
        f"{tally.linked:,} linked."
    ]
    if before := tally.loaded_before:
        lines.append(f"  The same file was loaded on {full_date(before.at)} by {before.by}.")
    listed = [("refused", tally.problems), ("cell left out", tally.remarks)]
    for word, found in listed:
        for one in found[:SHOWN_PROBLEMS]:
            lines.append(f"  row {one.row}, {word}: {one.column} {one.value[:60]!r}: {one.reason}")
        if len(found) > SHOWN_PROBLEMS:
            lines.append(f"  and {len(found) - SHOWN_PROBLEMS:,} more; use --json for all")
    return "\n".join(lines)
