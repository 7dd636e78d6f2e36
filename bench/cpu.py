"""CPU time of some work: this process, its children, and the PostgreSQL server that it talks to.

Wall time on a shared machine says little; CPU time of everything that worked for the answer says what it costs.
"""

import os
import resource
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.db import connection

TICK = 1 / os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def of(work: Callable[[], object], *, times: int = 5, warm: int = 1) -> float:
    """CPU seconds of one call: the median of `times` rounds, after `warm` calls that do not count."""
    return in_turn(work, times=times, warm=warm)[0]


def in_turn(*works: Callable[[], object], times: int = 5, warm: int = 1) -> list[float]:
    """CPU seconds of one call of each: the medians of `times` rounds in which each has its turn.

    What else the machine does meanwhile makes a second of CPU longer or shorter; so it falls on all of them alike.
    """
    for work in works * warm:
        work()
    rounds: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, taken in zip(works, rounds, strict=True):
            before = spent()
            work()
            taken.append(spent() - before)
    return [median(taken) for taken in rounds]


def of_each(work: Callable[[], object], *, calls: int, times: int = 5, warm: int = 1) -> float:
    """CPU seconds of one call where one is too short to measure: rounds of `calls` calls."""
    return of(repeated(work, calls), times=times, warm=warm) / calls


def repeated(work: Callable[[], object], calls: int) -> Callable[[], None]:
    """`calls` calls as one piece of work."""

    def many() -> None:
        for _ in range(calls):
            work()

    return many


def spent() -> float:
    """CPU seconds spent so far by this process, its ended children and PostgreSQL with all its processes."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime + _postgres()


def _postgres() -> float:
    parent = _postmaster()
    backends = [
        process for process in PROC.iterdir() if process.name.isdigit() and _parent(process) == parent
    ]
    return _ended_children(parent) + sum(_seconds(pid) for pid in backends)


def _postmaster() -> int:
    """The server's first process: the parent of the one that serves this connection."""
    connection.ensure_connection()
    return _parent(PROC / str(connection.connection.info.backend_pid))


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _seconds(process: Path) -> float:
    """Time on a processor, in nanoseconds in the first word of schedstat."""
    try:
        return int((process / "schedstat").read_text().split()[0]) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def _ended_children(pid: int) -> float:
    words = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(words[13]) + int(words[14])) * TICK
