"""Loading a register of national size, next to reading the same file and copying its cells into a table.

The peer is the least that makes the file usable: csv.reader, COPY, a key on the location id and the same kind of
search index, on names and area. It checks nothing, keeps no history, and a second file would need an empty table.
Ours recognises the file, settles every cell, merges by location id, links, keeps the history of every row, and says
what became of each.
"""

import csv
import io
import subprocess
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
ROUNDS = 4
MOST_MEMORY = 400  # MB
LOAD_ALONE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "import_cqc", sys.argv[1]])
sys.stderr.write(open("/proc/self/status").read())
"""
EMPTY = """
TRUNCATE providers_service, providers_provider, providers_servicelink, providers_ratinghistory,
    providers_registerload, providers_serviceevent, providers_providerevent, providers_servicelinkevent,
    providers_ratinghistoryevent CASCADE
"""


def run(rows: int = ROWS) -> list[dict]:
    """Rows of the table of `make bench`. It empties the register: only for throw-away databases."""
    with tempfile.TemporaryDirectory() as folder:
        path = register_file.write(Path(folder) / "CQC_directory.csv", rows)
        megabytes = _memory(path)
        works = {
            "theirs": lambda: _copy(path),
            "first": lambda: _load(path, fresh=True),
            "again": lambda: _load(path),
            "bare": lambda: _copy(path, searchable=False),
        }
        # One after the other in each round, and the best of each: a busy machine slows all of them at times.
        rounds = [
            {name: cpu.of(work, times=1, warm=0) for name, work in works.items()} for _ in range(ROUNDS)
        ]
        theirs, first, again, bare = (min(one[name] for one in rounds) for name in works)
        sizes = f"{rows:,} locations, {path.stat().st_size / 1e6:.0f} MB"
    _execute("DROP TABLE IF EXISTS bench_register")
    beside = f"next to a COPY without search index {first / bare:.1f}x"
    note = f"peak memory {megabytes} MB of at most {MOST_MEMORY}; {beside}"
    searchable, plain = (
        "parse and COPY, with key and search index",
        "parse and COPY, with key, no search index",
    )
    return [
        _row("Register load, all new", searchable, first, theirs, sizes) | {"note": note},
        _row("Register load, nothing new", searchable, again, theirs, sizes),
        _row("Register load, nothing new", plain, again, bare, sizes),
    ]


def _row(work: str, peer: str, ours: float, theirs: float, sizes: str) -> dict:
    ratio = ours / theirs
    return {
        "work": work,
        "peer": peer,
        "ours": ours,
        "theirs": theirs,
        "ratio": ratio,
        "target": 3,
        "sizes": sizes,
    }


def _memory(path: Path) -> int:
    """Peak megabytes of a process that does nothing but load the file into an empty register."""
    _execute(EMPTY)
    command = [sys.executable, "-c", LOAD_ALONE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    kilobytes = int(done.stderr.split("VmHWM:")[1].split()[0])
    assert kilobytes < MOST_MEMORY * 1000, f"loading took {kilobytes} kB"
    return kilobytes // 1000


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
        _execute("CREATE INDEX ON bench_register USING gin (lower(c0 || ' ' || c10) gin_trgm_ops)")
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
