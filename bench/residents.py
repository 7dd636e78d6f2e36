"""A provider's list from the file to the tracker, next to django-import-export as it comes.

Ours: the gate, columns recognised, every row checked and told, the preview's sum, people with their rows, contacts,
legal answers and the history of each, in one transaction for each file of 2,500 rows (a list may have 5,000).
Peer: three stock ModelResources over such a file, for the people, their rows and their contacts, each with the dry run
of its preview and then the import. It recognises no column, checks nothing and works out no legal answer; the history
triggers of the tables run for it as well. Nobody imports 10,000 rows with it twice: fewer are measured, and the rows
for each CPU second compared, in rounds by turn, each into an empty tracker.
"""

import io
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from openpyxl import Workbook
from tablib import Dataset

from bench import cpu
from bench.people import ENDS, FIRST, LAST, World, clear, world
from events.models import FailureEvent, Procedure
from events.procedure import loader
from trackers.models import Representative, ServiceUser, TrackerEntry
from trackers.operations import imports
from trackers.staging import digest, stage_list

IN_FILE, FILES, MANY_FILES = 2_500, 4, 40
PEERS_ROWS, ROUNDS, TAKEN = 1_000, 3, 1_000
NUMBER = "Client number"
HEADINGS = (
    "Surname", "Forename", "Title", "Known as", "DOB", "Gender", "NHS number", "Client number", "Room", "Funded by",
    "NOK", "NOK relationship", "NOK tel", "NOK email", "NOK address", "GP", "Mobility", "Has capacity",
    "Advocate", "DoLS", "Social worker", "Date admitted", "Care type", "Notes",
    *(f"Form {number}" for number in range(1, 17)),
)  # fmt: skip
PERSON = {
    "Surname": "surname", "Forename": "forename", "Title": "title", "Known as": "known_as", "DOB": "date_of_birth",
    "Gender": "gender", "NHS number": "nhs_number", NUMBER: "client_record_number",
}  # fmt: skip
ENTRY = {
    "Room": "room", "Funded by": "funding_words", "GP": "gp", "Mobility": "mobility_needs", "Social worker": "worker",
    "Notes": "situation",
}  # fmt: skip
KIN = {
    "NOK": "surname", "NOK relationship": "relationship", "NOK tel": "phone", "NOK email": "email",
    "NOK address": "address",
}  # fmt: skip
ALONE = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")
import django
django.setup()
from bench.residents import load_many
load_many()
"""


def run() -> list[dict]:
    """Rows of the table of `make bench`."""
    few, many = _memory()
    files = [book(at * IN_FILE, IN_FILE) for at in range(FILES)]
    content = book(0, PEERS_ROWS)
    rounds = [(_ours(files), _theirs(content)) for _ in range(ROUNDS)]
    ours, theirs = (median(seconds) for seconds in zip(*rounds, strict=True))
    clear()
    rate, their_rate = FILES * IN_FILE / ours, PEERS_ROWS / theirs
    sizes = f"{FILES * IN_FILE:,} people x {len(HEADINGS)} columns"
    note = f"{rate:.0f} rows per CPU second; the peer {their_rate:.0f}, measured with {PEERS_ROWS:,} rows"
    row = {"work": "Resident list, file to tracker", "peer": "django-import-export, stock, nothing checked"}
    memory = {"work": "Resident lists, peak memory in MB", "peer": f"the same after {FILES} files"}
    return [
        row | _figures(ours, FILES * IN_FILE / their_rate, 1 / 20, sizes) | {"note": note},
        memory | _figures(many, few, 1.5, f"{MANY_FILES} files of {IN_FILE:,} rows, each its own event"),
    ]


def _figures(ours: float, theirs: float, target: float, sizes: str) -> dict:
    return {"ours": ours, "theirs": theirs, "ratio": ours / theirs, "target": target, "sizes": sizes}


def council(events: int) -> World:
    """A council with that many events, by a written procedure: legal answers are worked out as they always are."""
    clear()
    made = world(events=events, people=1, partners_people=1)
    Procedure.objects.update(content=loader.content(loader.load("staffordshire")))
    return World(made.officer, made.partner, list(FailureEvent.objects.order_by("pk")))


def book(start: int, people: int) -> bytes:
    """An xlsx of so many people; none has a number of those who are on the trackers already."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Residents")
    sheet.append(HEADINGS)
    for number in range(TAKEN + start, TAKEN + start + people):
        sheet.append(_row(number))
    made.save(data := io.BytesIO())
    return data.getvalue()


def _row(number: int) -> list:
    # The digits of the number choose the parts of the name, so that no two people are alike.
    surname = f"{LAST[number % 16]}{ENDS[number // 16 % 16]}{ENDS[number // 256 % 16]}"
    forename = f"{FIRST[number // 4096 % 15]} {FIRST[number // 61440 % 15]}"
    born = date(1925, 1, 1) + timedelta(days=number * 7 % 9_000)
    sex, payer = ("Mrs", "F") if number % 2 else ("Mr", "M"), ("Self", "LA", "CHC")[number % 3]
    kin = f"Joan {surname}"
    return [
        surname, forename, sex[0], "", born, sex[1], nhs_number(number), f"C{number:07d}",
        str(number % 900 + 1), payer, kin, "daughter", f"01632 9{number % 100_000:05d}", f"kin{number}@kin.example",
        "1 High Street, Oldtown", "Dr Fernwood", "Walks with a frame", "Yes", "No", "No", "K Moorland",
        "05/01/2020", "Residential", "Soft diet", *(f"{number % 7} of {at}" for at in range(16)),
    ]  # fmt: skip


def nhs_number(number: int) -> str:
    """A test number of ten digits, or nothing where no last digit would fit."""
    stem = f"999{number:06d}"
    last = (11 - sum(int(digit) * (10 - at) for at, digit in enumerate(stem)) % 11) % 11
    return f"{stem}{last}" if last < 10 else ""


def _load(officer, events: list[FailureEvent], files: list[bytes]) -> None:
    for event, content in zip(events, files, strict=True):
        upload = imports.send_list(by=officer, event=event, file_name="residents.xlsx", content=content)
        seen = digest(stage_list(upload))  # the preview
        counts = imports.load_list(by=officer, upload=upload, seen=seen).counts
        assert counts["add"] == IN_FILE, counts


def _ours(files: list[bytes]) -> float:
    made = council(FILES)
    return cpu.of(lambda: _load(made.officer, made.events, files), times=1, warm=0)


def _theirs(content: bytes) -> float:
    (event,) = council(1).events
    return cpu.of(lambda: stock(event, content), times=1, warm=0)


def load_many() -> None:
    """Ours, alone in a process: says its peak memory after a few lists, and after many."""
    made = council(MANY_FILES)
    files = [book(at * IN_FILE, IN_FILE) for at in range(FILES)]
    _load(made.officer, made.events[:FILES], files)
    few = _peak()
    for at in range(FILES, MANY_FILES):
        _load(made.officer, made.events[at : at + 1], [files[at % FILES]])
    sys.stdout.write(f"{few} {_peak()}")


def _peak() -> float:
    """Megabytes of memory that this process has had at most."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1000


def _memory() -> tuple[float, float]:
    clear()
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, timeout=3_600)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    few, many = map(float, done.stdout.split())
    return few, many


def stock(event: FailureEvent, content: bytes) -> None:
    """What a small project does: headings renamed to fields, a dry run for the preview, and the import."""
    for resource, names in ((People(), PERSON), (Rows(event), ENTRY), (Contacts(event), KIN)):
        for is_trial in (True, False):
            sheet = Dataset().load(content, format="xlsx")
            known = {NUMBER: NUMBER} | names
            sheet.headers = [known.get(heading, f"{heading} of the list") for heading in sheet.headers]
            result = resource.import_data(sheet, dry_run=is_trial, raise_errors=False)
            assert not result.has_errors(), [str(row.errors[0].error) for row in result.error_rows[:1]]
    assert Representative.objects.count() >= PEERS_ROWS


class People(ModelResource):
    """The people, by the number of the council's case system."""

    class Meta:
        model = ServiceUser
        fields = tuple(PERSON.values())
        import_id_fields = ("client_record_number",)


class OfEvent(ModelResource):
    """What belongs to one event."""

    def __init__(self, event: FailureEvent):
        super().__init__()
        self.event = event

    def before_save_instance(self, instance, row, **kwargs):
        instance.event = self.event


class Rows(OfEvent):
    """Their rows of the tracker."""

    service_user = Field("service_user", NUMBER, ForeignKeyWidget(ServiceUser, "client_record_number"))

    class Meta:
        model = TrackerEntry
        fields = ("service_user", *ENTRY.values())
        import_id_fields = ("service_user",)

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        instance.service, instance.stage = self.event.service, "assessing"


class Contacts(OfEvent):
    """Their next of kin."""

    entry = Field("entry", NUMBER, ForeignKeyWidget(TrackerEntry, "service_user__client_record_number"))

    class Meta:
        model = Representative
        fields = ("entry", *KIN.values())
        import_id_fields = ("entry",)
