"""`reconcile EVENT FILE... [--json]`: lists of people side by side, as on the page. Saves nothing."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from trackers.listing import people_in, read_list
from trackers.models import TrackerEntry
from trackers.rules.reconcile import Comparison, Key, compare
from trackers.side_by_side import TRACKER, merged_of, of_entry, people_of

SUMMARY = "{name}: {in_file} people. {same} the same, {probably} probably the same, {only} only here."


class Command(BaseCommand):
    help = "Compare lists of people with each other, or one list with the tracker. Saves nothing."

    def add_arguments(self, parser):
        parser.add_argument("event", help="reference, such as PF-2026-0001")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--sheet", default="", help="which sheet, when several have rows")
        parser.add_argument("--as", dest="email", default="", help="with the rights of this person")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, event: str, files: list[Path], sheet: str, email: str, **options):
        try:
            report = self.compare(event, files, sheet, email)
        except (ValidationError, PermissionDenied, OSError) as refusal:
            return self.refuse(sentence_of(refusal), options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for name, counts in report["rows"].items():
                self.stdout.write(SUMMARY.format(name=name, **counts))
        return None

    def compare(self, reference: str, files: list[Path], sheet: str, email: str) -> dict:
        event = event_for(reference, email)
        rows: dict[Key, dict[str, Any]] = {}
        others: dict[str, Counter] = {}
        for name, file in zip(names_of(files), files, strict=True):
            try:
                staged = read_list(file.read_bytes(), file.name, event.host_council, sheet)
            except ValidationError as refusal:
                raise ValidationError(f"{name}: {' '.join(refusal.messages)}") from refusal
            rows |= {Key(name, number): values for number, values in people_in(staged).items()}
            others[name] = Counter(row.state for row in staged.rows)
        entries = []
        if len(files) == 1:  # a list alone is held against the tracker
            entries = people_of(TrackerEntry.with_merged.filter(event=event))
            rows |= {member.key: member.person for member in map(of_entry, entries)}
        return report_of(compare(rows, merged=merged_of(entries), today=timezone.localdate()), others)

    def refuse(self, sentence: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"refused": sentence}))
        self.stderr.write(sentence)
        raise SystemExit(1)


def event_for(reference: str, email: str) -> FailureEvent:
    """The event, for somebody of its council who may load lists. Raises ValidationError, PermissionDenied."""
    events = FailureEvent.objects.select_related("host_council", "logged_by")
    event = events.filter(reference=reference).first()
    by = User.objects.filter(email__iexact=email).first() if email else event and event.logged_by
    if email and by is None:
        raise ValidationError("Nobody has an account with that address.")
    if event is None or not FailureEvent.objects.visible_to(by).filter(pk=event.pk).exists():
        raise ValidationError(f"There is no event {reference}.")
    if event.host_council_id != by.organisation_id or not by.has_perm("trackers.import_residents"):
        raise PermissionDenied("Only the council that runs the event compares lists.")
    return event


def names_of(files: list[Path]) -> list[str]:
    """What the report calls each file: its name, or its path and place where two have the same."""
    twice = {name for name, count in Counter(file.name for file in files).items() if count > 1}
    names = [str(file) if file.name in twice else file.name for file in files]
    seen = Counter(names)
    return [f"{name} ({at})" if seen[name] > 1 else name for at, name in enumerate(names, start=1)]


def sentence_of(refusal: Exception) -> str:
    """One plain sentence for whatever was refused."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, OSError):
        return f"{refusal.filename} cannot be read: {refusal.strerror or 'it is not a file'}."
    return str(refusal)


def report_of(found: Comparison, others: dict[str, Counter]) -> dict:
    """The JSON of design commands; rows as the spreadsheets number them, those of the tracker by their key."""
    lists = [*others, *([TRACKER] if len(others) == 1 else [])]
    blank = {
        name: {"blank": count["blank"], "not_people": count["not_people"]} for name, count in others.items()
    }
    return {
        "pairs": [
            {
                "a": _place(pair.a),
                "b": _place(pair.b),
                "class": "same" if pair.is_same else "probably",
                "score": pair.score,
                "reasons": list(pair.reasons),
            }
            for pair in found.pairs
        ],
        "only": [_place(key) for key, kind in found.classes().items() if kind == "only"],
        "rows": {name: found.counts(name) | blank.get(name, {}) for name in lists},
    }


def _place(key: Key) -> dict:
    return {"file": key.list, "row": key.row}
