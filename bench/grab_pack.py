"""The grab-pack of a home with eighty people: CPU and size against what it may take, then hours with little new.

Everything that the clock does counts: reading, three PDFs with tags, the workbook, the contacts, the locked zip, the
typesetting process and its children. The limits are fixed (20 seconds of CPU, 5 MB), so these rows say how much of the
limit is used. An hourly rebuild after one person changed, and an hour in which nothing did, stand next to the first.
"""

from datetime import timedelta

from django.db.models.functions import Now

from bench.closure_pack import home, spent
from bench.overview import run_event
from bench.people import World, clear
from events.models import GrabPack
from events.operations.grab_packs import pass_phrase_of
from failure_response.grab_pack import building
from govuk.pdf import html_to_pdf
from trackers.models import TrackerEntry

PEOPLE = 80
MOST_SECONDS, MOST_MB = 20, 5


def run() -> list[dict]:
    """Rows of the table of `make bench`; needs an empty, migrated database."""
    html_to_pdf("<html><body><p>warm</p></body></html>")
    officer, event = home(PEOPLE)
    run_event(World(officer, officer, [event]), 10, 6)
    first = spent(building.make_due)
    pack = GrabPack.objects.get(event=event)
    assert pack.content and len(pack.people) == PEOPLE and pass_phrase_of(pack), pack.failure
    size, pages = pack.size, pack.pages
    entry = TrackerEntry.objects.filter(event=event).order_by("pk")[PEOPLE // 2]
    entry.mobility_needs = "Uses a hoist since Tuesday"
    entry.save()
    again = hourly()
    same = hourly()
    clear()
    return [
        row("limit", "CPU seconds", first, MOST_SECONDS, 1) | {"note": f"{pages} pages, {size / 1e6:.2f} MB"},
        row("limit", "MB", size / 1e6, MOST_MB, 1),
        row("the first pack", "an hour later, one person changed", again, first, 0.35),
        row("the first pack", "an hour later, nothing changed", same, first, 0.1),
    ]


def hourly() -> float:
    """CPU seconds of the clock's hourly look."""
    GrabPack.objects.update(next_at=Now() - timedelta(seconds=1))
    return spent(building.make_due)


def row(peer: str, sizes: str, ours: float, theirs: float, target: float) -> dict:
    return {
        "work": "Grab-pack",
        "peer": peer,
        "sizes": f"{PEOPLE} people, {sizes}",
        "ours": ours,
        "theirs": theirs,
        "ratio": ours / theirs,
        "target": target,
    }
