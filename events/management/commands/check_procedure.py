"""check_procedure: whether a procedure is fit to be used, and answers its worked examples as expected."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from events.management.reports import error_rows, list_errors, print_json, refuse
from events.models import Procedure
from events.procedure import loader
from events.procedure.pack import Pack
from events.procedure.problems import InvalidPack
from events.rules.cases import CaseResult, check_cases


class Command(BaseCommand):
    help = "Checks a written procedure and tries its cases. PACK is the key of a loaded procedure or a path."

    def add_arguments(self, parser):
        parser.add_argument("pack", metavar="PACK", help="key of a loaded procedure, or path of a YAML file")
        parser.add_argument(
            "--cases", metavar="FILE", help="YAML list of cases, instead of the procedure's own"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, pack, cases, json, **options):
        report: dict[str, Any] = {
            "pack": pack,
            "version": None,
            "errors": [],
            "passed": 0,
            "failed": 0,
            "cases": [],
        }
        try:
            procedure = self.find(pack)
            report |= {"pack": procedure.key, "version": procedure.version}
            tried = loader.load_cases(Path(cases)) if cases else procedure.cases
        except InvalidPack as invalid:
            if not json:
                list_errors(self, invalid)
            report["errors"] = error_rows(invalid)
            at_fault = cases if report["version"] else pack
            refuse(self, f"{Path(at_fault).name}: {invalid}", json, report)
        results = check_cases(procedure, tried)
        passed = sum(result.ok for result in results)
        report |= {"passed": passed, "failed": len(results) - passed, "cases": [row(one) for one in results]}
        if json:
            print_json(self, report)
        else:
            self.summary(procedure, results)

    def find(self, pack: str) -> Pack:
        """A file, the newest loaded version of that key, or the one that comes with the product."""
        if not Path(pack).is_file():
            if known := Procedure.objects.newest(pack):
                return loader.from_content(known.content)
            ours = loader.keys()
            if pack not in ours and not pack.endswith((".yaml", ".yml")):
                refuse(self, f"There is no loaded procedure {pack}, and no such file.", self.as_json)
        return loader.load(pack)

    def execute(self, *args, **options):
        self.as_json = options.get("json", False)
        return super().execute(*args, **options)

    def summary(self, procedure: Pack, results: list[CaseResult]) -> None:
        passed = sum(result.ok for result in results)
        self.stdout.write(
            f"{procedure.key} {procedure.version}: no faults; {passed} of {len(results)} cases as expected"
        )
        for result in results:
            if not result.ok:
                why = f"expected {_words(result.expected)}, got {_words(result.got)}. {result.reason}"
                self.stdout.write(f"{result.id}: {why.strip()}")


def _words(answers: dict[str, Any]) -> str:
    return "; ".join(f"{name} {value}" for name, value in answers.items()) or "nothing"


def row(result: CaseResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "ok": result.ok,
        "expected": result.expected,
        "got": result.got,
        "rules": list(result.rules),
        "missing": list(result.missing),
        "reason": result.reason,
    }
