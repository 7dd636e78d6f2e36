"""load_procedures [PATH...]: written procedures into the database, ours or a council's own."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import User
from events.management.reports import error_rows, list_errors, print_json, refuse
from events.models import Procedure
from events.operations.procedures import load_procedure
from events.procedure import loader
from events.procedure.pack import Pack
from events.procedure.problems import InvalidPack
from events.rules.cases import failing_cases
from govuk.words import count_of


class Command(BaseCommand):
    help = (
        "Loads written procedures. Without a path: those that come with the product. Safe to repeat. "
        "A version that an administrator activated stays active; what is loaded then waits."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", metavar="PATH", help="YAML file of a procedure")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, paths, json, **options):
        packs = [self.read(path, json) for path in paths or loader.keys()]
        by = User.objects.system()
        try:
            with transaction.atomic():
                loaded = [load_procedure(by=by, pack=pack, activate=True) for pack in packs]
        except ValidationError as refusal:
            refuse(self, " ".join(refusal.messages), json)
        for one in loaded:
            if not one.procedure.is_active:
                self.stderr.write(self.waits(one.procedure))
        if json:
            rows = [
                {"key": one.procedure.key, "version": one.procedure.version, "state": one.state}
                for one in loaded
            ]
            print_json(self, {"packs": rows})
            return
        for one in loaded:
            self.stdout.write(f"{one.procedure.key} {one.procedure.version}: {one.state}")

    def waits(self, procedure: Procedure) -> str:
        name = f"{procedure.key} {procedure.version}"
        if failed := failing_cases(loader.from_content(procedure.content)):
            return f"{name} is loaded but not active: {count_of(len(failed), 'case fails', 'cases fail')}."
        return f"{name} is loaded but not active: an administrator activated another version."

    def read(self, path: str, as_json: bool) -> Pack:
        try:
            return loader.load(path)
        except InvalidPack as invalid:
            if not as_json:
                list_errors(self, invalid)
            sentence = f"{Path(path).name}: {invalid} Nothing was loaded."
            refuse(self, sentence, as_json, {"errors": error_rows(invalid)})
