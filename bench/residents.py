"""A provider's list from the file to the tracker, next to django-import-export as it comes.

Ours: the gate, columns recognised, every row checked and told, the preview's sum, people with their rows, contacts,
legal answers and the history of each, in one transaction for each file of 2,500 rows (a list may have 5,000).
Peer: a stock ModelResource of the person alone, over the same file: a dry run for its preview, then the import. It
writes no row of a tracker and no contact; the history triggers of the table run for it as well.
"""

import io
import subprocess
import sys
from datetime import date, timedelta

from import_export.resources import modelresource_factory
from openpyxl import Workbook
from tablib import Dataset

from bench import cpu
from bench.people import ENDS, FIRST, LAST, World, clear, world
from events.models import FailureEvent, Procedure
from events.procedure import loader
from trackers.models import ServiceUser, TrackerEntry
from trackers.operations import imports
from trackers.staging import digest, stage_list

IN_FILE, FILES = 2_500, 4
PEERS_ROWS = 500  # its time grows with the rows, and it is slow
MANY_FILES = 40
HEADINGS = (
    "Surname", "Forename", "Title", "Known as", "DOB", "Gender", "NHS number", "Client number", "Room", "Funded by",
    "NOK", "NOK relationship", "NOK tel", "NOK email", "NOK address", "GP", "Mobility", "Has capacity",
    "Advocate", "DoLS", "Social worker", "Date admitted", "Care type", "Notes",
    *(f"Form {number}" for number in range(1, 17)),
)  # fmt: skip
OURS = (
    "surname",
    "forename",
    "title",
    "known_as",
    "date_of_birth",
    "gender",
    "nhs_number",
    "client_record_number",
)
LOAD_ALONE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")
import django
django.setup()
from bench.residents import load_each
load_each(int(sys.argv[1]))
sys.stderr.write(open("/proc/self/status").read())
"""


def run() -> list[dict]:
    """Rows of the table of `make bench`."""
    made = council(FILES)
    files = [book(range(at * IN_FILE, (at + 1) * IN_FILE)) for at in range(FILES)]
    ours = cpu.of(lambda: _load(made.officer, made.events, files), times=1, warm=0)
    assert TrackerEntry.objects.count() >= FILES * IN_FILE
    clear()
    theirs = cpu.of(lambda: stock(PEERS_ROWS), times=1, warm=0) * FILES * IN_FILE / PEERS_ROWS
    few, many = _memory(FILES), _memory(MANY_FILES)
    clear()
    sizes = f"{FILES * IN_FILE:,} people x {len(HEADINGS)} columns"
    rate, note = FILES * IN_FILE / ours, f"the peer measured with {PEERS_ROWS:,} rows and multiplied"
    row = {"work": "Resident list, file to tracker", "peer": "django-import-export, stock, people only"}
    memory = {"work": "Resident lists, peak memory in MB", "peer": f"the same with {FILES} files"}
    return [
        row | _figures(ours, theirs, 1 / 20, sizes) | {"note": f"{rate:.0f} rows per CPU second; {note}"},
        memory | _figures(many, few, 1.5, f"{MANY_FILES} files of {IN_FILE:,} rows, each its own event"),
    ]


def _figures(ours: float, theirs: float, target: float, sizes: str) -> dict:
    return {"ours": ours, "theirs": theirs, "ratio": ours / theirs, "target": target, "sizes": sizes}


def council(events: int) -> World:
    """A council with that many events, by a written procedure: legal answers are worked out as they always are."""
    made = world(events=events, people=1, partners_people=1)
    Procedure.objects.update(content=loader.content(loader.load("staffordshire")))
    return World(made.officer, made.partner, list(FailureEvent.objects.order_by("pk")))


def book(numbers: range) -> bytes:
    """An xlsx of the people with these numbers."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Residents")
    sheet.append(HEADINGS)
    for number in numbers:
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
        # Whoever is there already may be like one of the list: somebody would be asked.
        assert counts["add"] >= IN_FILE - 1, counts


def load_each(files: int) -> None:
    """The same list into as many events: run alone, for the memory that it takes."""
    clear()
    made = council(files)
    content = book(range(IN_FILE))
    _load(made.officer, made.events, [content] * files)


def _memory(files: int) -> float:
    """Peak megabytes of a process that loads as many lists one after the other."""
    command = [sys.executable, "-c", LOAD_ALONE, str(files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=3_600)
    return int(done.stderr.split("VmHWM:")[1].split()[0]) / 1000


def stock(rows: int) -> None:
    """What a small project does: headings renamed to fields, a dry run for the preview, and the import."""
    resource = modelresource_factory(ServiceUser)()
    resource._meta.import_id_fields, resource._meta.fields = ["client_record_number"], list(OURS)
    sheet = Dataset().load(book(range(rows)), format="xlsx")
    names = dict(zip(HEADINGS, OURS, strict=False))
    sheet.headers = [names.get(heading, heading.lower()) for heading in sheet.headers]
    for is_trial in (True, False):
        result = resource.import_data(sheet, dry_run=is_trial, raise_errors=False)
        assert not result.has_errors() or is_trial, result.row_errors()[:1]
    assert ServiceUser.objects.count() >= rows
