"""Loading a register of national size, next to reading the same file and copying its cells into a table.

The peer is the least that makes the file usable: csv.reader, COPY, a key on the location id and the same search index
on the name. It checks nothing, keeps no history, and a second file would need an empty table. Ours recognises the
file, settles every cell, merges by location id, links, keeps the history of every row, and says what became of each.
"""

import csv
import io
import resource
import sys
import tempfile
from itertools import islice
from pathlib import Path

from django.db import connection

from accounts.models import User
from bench import cpu, register_file
from providers.operations import load_register

ROWS = 120_000
BATCH = 10_000
MOST_MEMORY = 400  # MB
EMPTY = """
TRUNCATE providers_service, providers_provider, providers_servicelink, providers_ratinghistory,
    providers_registerload, providers_serviceevent, providers_providerevent, providers_servicelinkevent,
    providers_ratinghistoryevent CASCADE
"""


def run(rows: int = ROWS) -> list[dict]:
    """Rows of the table of `make bench`. It empties the register: only for throw-away databases."""
    with tempfile.TemporaryDirectory() as folder:
        path = register_file.write(Path(folder) / "CQC_directory.csv", rows)
        # Whoever calls may have been large already: only what loading adds counts.
        _load(path, fresh=True)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (
            1 if sys.platform == "darwin" else 1024
        )
        theirs = cpu.of(lambda: _copy(path), times=3)
        first = cpu.of(lambda: _load(path, fresh=True), times=3, warm=0)
        again = cpu.of(lambda: _load(path), times=3, warm=0)
        bare = cpu.of(lambda: _copy(path, searchable=False), times=3)
        size = f"{rows:,} locations, {path.stat().st_size / 1e6:.0f} MB"
    _execute("DROP TABLE IF EXISTS bench_register")
    return [
        _row("register load, all new", first, theirs, f"{size}; peak {memory} MB of at most {MOST_MEMORY}"),
        _row("register load, second time", again, theirs, f"{size}; nothing changes"),
        _row("register load, second time, next to a COPY without search index", again, bare, size),
    ]


def _row(work: str, ours: float, theirs: float, sizes: str) -> dict:
    return {"work": work, "ours": ours, "theirs": theirs, "ratio": ours / theirs, "target": 3, "sizes": sizes}


def _load(path: Path, *, fresh: bool = False) -> None:
    if fresh:
        _execute(EMPTY)
    tally = load_register(by=User.objects.system(), path=path).tally
    assert tally.refused == 0
    assert (tally.added if fresh else tally.unchanged) == tally.rows


def _copy(path: Path, *, searchable: bool = True) -> None:
    columns = [f"c{at} text" for at in range(len(register_file.HEADINGS))]
    _execute("DROP TABLE IF EXISTS bench_register")
    _execute(f"CREATE TABLE bench_register ({', '.join(columns)}, PRIMARY KEY (c13))")
    if searchable:
        _execute("CREATE INDEX ON bench_register USING gin (lower(c0) gin_trgm_ops)")
    with path.open(encoding="utf-8", newline="") as opened, connection.cursor() as cursor:
        rows = islice(csv.reader(opened), len(register_file.ABOVE) + 1, None)
        while batch := list(islice(rows, BATCH)):
            lines = io.StringIO()
            csv.writer(lines).writerows(batch)
            lines.seek(0)
            cursor.copy_expert("COPY bench_register FROM STDIN WITH (FORMAT csv)", lines)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
