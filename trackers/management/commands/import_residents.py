"""`import_residents EVENT FILE [--sheet NAME] [--dry-run] [--json]`: a provider's resident list, as on the page."""

import json
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import User
from events.models import FailureEvent
from events.operations.scope import services_of
from govuk.words import count_of
from providers.models import Service
from trackers.listing import NO_NAMES
from trackers.operations import imports as operations
from trackers.rules.headings import FIELDS
from trackers.rules.residents import Staged
from trackers.staging import digest, stage_table, table_of

REFUSALS = (ValidationError, PermissionDenied, FailureEvent.DoesNotExist, User.DoesNotExist, OSError)
PEOPLE = [*(name for name in FIELDS if name != "full_name"), "birth_stated"]
MOST_LINES = 50
SUMMARY = (
    "{add} to add, {change} to change, {same} the same, {refused} refused, {blank} blank, "
    "{not_people} not people."
)


class Command(BaseCommand):
    help = "Load a provider's resident list into an event's tracker."

    def add_arguments(self, parser):
        parser.add_argument("event", help="reference, such as PF-2026-0001")
        parser.add_argument("file", type=Path)
        parser.add_argument("--sheet", default="", help="which sheet, when several have rows")
        parser.add_argument(
            "--service", default="", help="where its people are, when the event covers several"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and save nothing")
        parser.add_argument("--as", dest="email", default="", help="with the rights of this person")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, event: str, file: Path, sheet: str, email: str, **options):
        chosen = {"sheet": sheet, "service": options["service"]}
        try:
            name, staged = self.load(event, file, email, is_trial=options["dry_run"], **chosen)
        except REFUSALS as refusal:
            return self.refuse(sentence_of(refusal, event, file), options["json"])
        if options["json"]:
            report = report_of(file, name, staged)
            self.stdout.write(json.dumps(report, cls=DjangoJSONEncoder, ensure_ascii=False))
        else:
            rows = staged.counts
            summary = f"{file.name}: {count_of(rows['in_file'], 'row')}. {SUMMARY.format(**rows)}"
            self.stdout.write("\n".join([summary, *staged.notes, *lines_of(staged)]))
            if not staged.recognised.mapping:
                self.stdout.write(NO_NAMES)
        return None

    def load(
        self, reference: str, file: Path, email: str, *, sheet: str, service: str, is_trial: bool
    ) -> tuple[str, Staged]:
        """The sheet that was read, and what became of its rows."""
        event = FailureEvent.objects.get(reference=reference)
        by = User.objects.get(email__iexact=email) if email else event.logged_by
        upload = operations.send_list(by=by, event=event, file_name=file.name, content=file.read_bytes())
        try:
            if sheet or service:
                where = service_named(event, service) if service else None
                upload = operations.map_columns(by=by, upload=upload, mapping={}, sheet=sheet, service=where)
            table = table_of(upload)
            staged = stage_table(upload, table)
            if not is_trial:
                if not staged.recognised.has_names:
                    raise ValidationError(NO_NAMES)
                operations.load_list(by=by, upload=upload, seen=digest(staged))
        except ValidationError:
            operations.abandon_list(by=by, upload=upload)
            raise
        if is_trial:
            operations.abandon_list(by=by, upload=upload)
        return table.sheet, staged

    def refuse(self, sentence: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"refused": sentence}))
        self.stderr.write(sentence)
        raise SystemExit(1)


def service_named(event: FailureEvent, name: str) -> Service:
    """The service of the event with this name. Raises ValidationError."""
    for service in services_of(event):
        if service.name.casefold() == name.casefold():
            return service
    raise ValidationError(f"{name} is not among the services of {event.reference}.")


def sentence_of(refusal: Exception, event: str, file: Path) -> str:
    """One plain sentence for whatever was refused."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, PermissionDenied):
        return str(refusal) or "That person may not load lists."
    if isinstance(refusal, OSError):
        return f"{file} cannot be read: {refusal.strerror or 'it is not a file'}."
    return (
        f"There is no event {event}."
        if isinstance(refusal, FailureEvent.DoesNotExist)
        else "Nobody has an account with that address."
    )


def lines_of(staged: Staged) -> list[str]:
    """What is not loaded, a line each; with very many, the first of them."""
    kept_out = [one for one in staged.problems if one.is_left_out or one.level == "error"]
    lines = [f"Row {one.row}: {one.reason}" for one in kept_out]
    more, looks = len(lines) - MOST_LINES, len(staged.problems) - len(kept_out)
    lines = [*lines[:MOST_LINES], *([f"And {more} more: --json gives all."] if more > 0 else [])]
    return [*lines, *([f"{count_of(looks, 'value')} worth a look: --json names them."] if looks else [])]


def report_of(file: Path, sheet: str, staged: Staged) -> dict:
    """The JSON of design commands: a value not known is null, dates ISO, rows as the spreadsheet numbers them."""
    return {
        "file": file.name,
        "sheet": sheet,
        "heading_row": staged.recognised.heading_row,
        "columns": staged.recognised.mapping,
        "notes": staged.notes,
        "rows": staged.counts,
        "people": [
            {"row": row.row} | {name: row.values.get(name) for name in PEOPLE} for row in staged.people
        ],
        "problems": [
            {"row": p.row, "column": p.column, "value": p.value, "level": p.level, "reason": p.reason}
            for p in staged.problems
        ],
        "not_in_list": [
            {name: person.get(name) for name in ("surname", "forename", "room")} for person in staged.missing
        ],
    }
