"""The closure pack on paper, next to what a first draft with WeasyPrint would be; and its next issue.

Ours: read as the officer, PDF/UA-tagged, with bookmarks, running headings and numbered pages, set by the typesetting
process that the worker keeps. Peer: the same content and look as one page of HTML, tables laid out as WeasyPrint
does unless told otherwise, `HTML(...).write_pdf()`, no tags. Both have loaded WeasyPrint before the clock starts, and
both pay for reading the database and for the template. Memory is the peak of a process that loads WeasyPrint and sets
the pack. The next issue: one resident changed, pieces of the last one on the event's shelf.
"""

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median

from django.core.management import call_command
from django.template import engines

from accounts.models import User
from bench import cpu
from bench.people import FIRST, LAST, clear, world
from events.models import DocumentPiece, FailureEvent
from events.operations.document_pieces import EventShelf
from govuk.pdf import PRESS, html_to_pdf
from govuk.pdf.pieces import LINK, STYLES
from trackers.documents import closure_plan
from trackers.models import Representative, TrackerEntry

SIZES = (20, 100, 500, 2_000)
REMEMBERED, REISSUED = 500, (500, 2_000)
SECONDS = 900
# What the style sheet says about tables for speed; a first draft has borders that collapse.
STOCK_TABLES = ("table-layout: fixed;", "border-collapse: separate;\n  border-spacing: 0;")
TICK = 1 / os.sysconf("SC_CLK_TCK")
# Each sets the page of HTML named first, and says its CPU seconds after loading and its peak of memory in kB.
PEER = """
import sys, time
from weasyprint import HTML
HTML(string="<p>warm").write_pdf()
page, begun = open(sys.argv[1]).read(), time.process_time()
HTML(string=page).write_pdf()
print(time.process_time() - begun, open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""
OURS = """
import sys, time
from govuk.pdf.making import make
page, begun = open(sys.argv[1]).read(), time.process_time()
make(page, None)
print(time.process_time() - begun, open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


def run() -> list[dict]:
    """Rows of the table of `make bench`; needs an empty, migrated database."""
    html_to_pdf("<html><body><p>warm</p></body></html>")
    rows = []
    for people in SIZES:
        officer, event = home(people)
        page = first_draft(pack(officer, event, most_rows=None))
        ours, theirs, their_peak = by_turn(officer, event, page, rounds=5 if people < REMEMBERED else 1)
        rows.append(row(f"{people:,} residents, tagged", ours, theirs, 0.45))
        if people == REMEMBERED:
            _, our_peak = alone(OURS, pack(officer, event))
            rows.append(row(f"peak memory in MB, {people} residents", our_peak, their_peak, 0.5))
    rows.append(growth())
    rows += [reissue(people) for people in REISSUED]
    clear()
    return rows


def by_turn(officer: User, event: FailureEvent, page: str, *, rounds: int) -> tuple[float, float, float]:
    """CPU seconds of ours and of the first draft, medians of rounds in which each has its turn; the draft's memory.

    A small pack takes a second: what the machine and PostgreSQL do meanwhile must fall on both alike.
    """
    ours, theirs, peaks = [], [], []
    for _ in range(rounds):
        ours.append(spent(set_pack, officer, event))
        seconds, peak = alone(PEER, page)
        theirs.append(spent(pack, officer, event, most_rows=None) + seconds)
        peaks.append(peak)
    return median(ours), median(theirs), median(peaks)


def row(
    sizes: str, ours: float, theirs: float, target: float, peer: str = "first draft with WeasyPrint"
) -> dict:
    return {
        "work": "Closure pack",
        "peer": peer,
        "sizes": sizes,
        "ours": ours,
        "theirs": theirs,
        "ratio": ours / theirs,
        "target": target,
    }


def growth() -> dict:
    """The largest pack next to as many smaller ones as hold the same people, half set before it and half after."""
    small, large = SIZES[-2:]
    times = large // small
    officer, event = home(small)
    few = pack(officer, event)
    officer, event = home(large)
    many = pack(officer, event)
    halves = [spent(set_again, few, times // 2)]
    whole = spent(html_to_pdf, many, seconds=SECONDS)
    halves += [spent(set_again, few, times - times // 2)]
    made = row(f"{large:,} residents", whole, sum(halves), times**0.05, f"{times} packs of {small} residents")
    exponent = 1 + math.log(whole / sum(halves)) / math.log(times)
    return made | {"work": "Closure pack, growth", "note": f"exponent {exponent:.2f}, to reach 1.05"}


def reissue(people: int) -> dict:
    """One resident changed, the rest of the pack taken from the shelf."""
    officer, event = home(people)
    shelf = EventShelf(event)
    whole = spent(set_pack, officer, event, shelf=shelf)
    entry = TrackerEntry.objects.filter(event=event).order_by("pk")[people // 2]
    entry.mobility_needs = "Uses a hoist since Tuesday"
    entry.save()
    pieces = DocumentPiece.objects.count()
    again = spent(set_pack, officer, event, shelf=shelf)
    made = row(f"{people:,} residents, one changed", again, whole, 0.1, "the whole pack")
    new = DocumentPiece.objects.count() - pieces
    return made | {
        "work": "Closure pack, issued again",
        "note": f"{new} of {pieces} pieces set again ({people:,} residents)",
    }


def home(people: int) -> tuple[User, FailureEvent]:
    """A home that closes, with two contacts of each resident, by Blackpool's written procedure."""
    clear()
    made = world(events=1, people=people, partners_people=people // 10)
    call_command("load_procedures", stdout=StringIO())
    event = made.events[0]
    kin = [
        Representative(
            event=event,
            entry_id=key,
            surname=LAST[key % 16],
            forename=FIRST[(key + at) % 15],
            title=("Mrs", "Mr")[at],
            relationship=("Daughter", "Nephew")[at],
            is_main=at == 0,
            address=f"{key % 90 + 1} High Street, Oldtown",
            phone=f"01632 96{key % 10_000:04}",
            email=f"kin{key}@kin.example",
        )
        for key in TrackerEntry.objects.filter(event=event).values_list("pk", flat=True)
        for at in range(2)
    ]
    Representative.objects.bulk_create(kin)
    return made.officer, event


def pack(officer: User, event: FailureEvent, **options) -> str:
    """The page of HTML that is set."""
    paper = closure_plan(event, officer, **options)
    return engines["jinja2"].get_template(paper.template).render(paper.context)


def set_pack(officer: User, event: FailureEvent, **options) -> bytes:
    return html_to_pdf(pack(officer, event), seconds=SECONDS, **options)


def set_again(page: str, times: int) -> None:
    for _ in range(times):
        html_to_pdf(page, seconds=SECONDS)


def first_draft(html: str) -> str:
    """The same page with tables as WeasyPrint lays them out unless it is told otherwise."""
    style = STYLES.read_text()
    for ours in STOCK_TABLES:
        assert ours in style and LINK in html
        style = style.replace(ours, "")
    return html.replace(LINK, f"<style>{style}</style>")


def alone(script: str, html: str) -> tuple[float, float]:
    """CPU seconds and peak memory of setting it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html)
        command = [sys.executable, "-c", script, str(page)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=3_600)
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1000


def spent(work: Callable, *args, **options) -> float:
    """CPU seconds of `work(*args, **options)`, with those of the typesetting process and of its children."""
    before = cpu.spent() + typesetter()
    work(*args, **options)
    return cpu.spent() + typesetter() - before


def typesetter() -> float:
    words = Path(f"/proc/{PRESS.process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(word) for word in words[11:15]) * TICK
