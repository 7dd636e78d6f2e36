"""`verify_history [EVENT] [--json]`: whether the history is whole and agrees with the records. Changes nothing."""

import sys

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accounts.integrity import Fault, Found, check_triggers
from events.management.reports import print_json, refuse
from events.models import FailureEvent
from failure_response.verification import check_event, check_everything


class Command(BaseCommand):
    help = (
        "Holds every record, or those of one event, against the history that triggers of the database write, and looks "
        "at the triggers. Exit code 1 when something is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("event", nargs="?", metavar="EVENT", help="reference, such as PF-2026-0001")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, event, json, **options):
        of = FailureEvent.objects.filter(reference=event).first() if event else None
        if event and of is None:
            refuse(self, f"There is no event {event}.", json)
        if is_behind():
            refuse(self, "The database is older than this version of the service. Run migrate first.", json)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a page must not wait so long, an operator may
            triggers, fault = check_triggers()
            found = check_event(of) if of else check_everything()
        self.say(found, triggers, fault or found.fault, json)

    def say(self, found: Found, triggers: int, fault: Fault | None, as_json: bool) -> None:
        """What was found; on the error stream, and with exit code 1, what is wrong."""
        if as_json:
            wrong = {"first_bad": fault.what, "reason": fault.reason} if fault else {"first_bad": None}
            counts = {"entries": found.entries, "outside_operations": found.outside, "triggers": triggers}
            print_json(self, counts | wrong)
        if fault:
            self.stderr.write(f"The history cannot be relied on: {fault.what}: {fault.reason}.")
            sys.exit(1)
        if not as_json:
            self.stdout.write(
                f"{found.entries:,} entries: every record says what the newest of its history says, none is missing. "
                f"{triggers} triggers write and protect them. {found.outside:,} were written outside an operation."
            )


def is_behind() -> bool:
    """Whether a migration waits: then tables and triggers are those of an earlier version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
