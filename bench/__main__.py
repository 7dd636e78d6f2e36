"""`make bench`: ours next to the peers, in one run, as ratios of CPU time; the table goes to docs/performance.md.

Arguments choose rows by name: `make bench ARGS="tracker scope"`. Needs throw-away services, which make gives it.
"""

import importlib
import os
import platform
import sys
from pathlib import Path

import django

ROWS = (
    "tracker",
    "overview",
    "scope",
    "register",
    "reconcile",
    "residents",
    "saves",
    "editors",
    "closure_pack",
    "grab_pack",
)
REPORT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
ABOUT = """# Performance

What `make bench` measured, in one run: CPU time of everything that works for the answer (the process, its children and
PostgreSQL), ours next to what a council would otherwise use. Ratios, because seconds depend on the machine;
never in a test. Peers live in `bench/`, as small stock set-ups on the same rows.

| work | next to | sizes | ours, CPU s | theirs, CPU s | ratio | to reach | reached |
|---|---|---|---|---|---|---|---|
"""


def main(wanted: list[str]) -> int:
    """Measure, print and (for a whole run) write the report; 1 when a target is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")
    os.environ["STATEMENT_TIMEOUT_MS"] = "600000"  # loading a million rows is no request
    django.setup()
    management = importlib.import_module("django.core.management")
    management.call_command("migrate", verbosity=0)
    rows = [row for name in wanted or ROWS for row in importlib.import_module(f"bench.{name}").run()]
    table = "".join(line(row) for row in rows)
    print(table)
    if not wanted:
        REPORT.write_text(ABOUT + table + footer(rows))
    return int(any(row["ratio"] > row["target"] for row in rows))


def line(row: dict) -> str:
    peer, reached = row.get("peer", "parse and COPY of the same file"), row["ratio"] <= row["target"]
    figures = f"{row['ours']:.4f} | {row['theirs']:.4f} | {words(row['ratio'])} | {words(row['target'])}"
    return f"| {row['work']} | {peer} | {row['sizes']} | {figures} | {'yes' if reached else '**no**'} |\n"


def words(ratio: float) -> str:
    """1/25 for a small ratio, 1.18x for others."""
    return f"1/{1 / ratio:.0f}" if ratio < 0.1 else f"{ratio:.2f}x"


def footer(rows: list[dict]) -> str:
    notes = "".join(f"- {row['work']}: {row['note']}\n" for row in rows if row.get("note"))
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}."
    return f"\n{notes}\nMeasured on: {machine}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
