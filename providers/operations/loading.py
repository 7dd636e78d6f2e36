"""Load a CQC register file: recognise it, stream it in, merge it, and account for every row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import connection

from accounts.audit import operation
from accounts.models import User
from providers.models import RegisterLoad
from providers.operations import merging
from providers.operations.staging import Staged
from providers.register.cells import text
from providers.register.facts import Problem
from providers.register.reader import Register, open_register

KEPT_PROBLEMS = 1_000  # in the record of the load; the command prints all of them
# One load at a time, with room to sort, and longer than a page may take.
PREPARE = """
SELECT set_config('statement_timeout', '600s', true), set_config('lock_timeout', '60s', true),
    set_config('work_mem', '64MB', true), set_config('default_statistics_target', '10', true),
    pg_advisory_xact_lock(hashtext('providers.load_register'))
"""


@dataclass
class Tally:
    """What became of the rows of one file. rows = added + changed + unchanged + refused."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    no_longer_listed: int = 0
    linked: int = 0
    providers_added: int = 0
    providers_changed: int = 0
    loaded_before: RegisterLoad | None = None  # the same file, byte for byte
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len(self.problems)

    @property
    def unchanged(self) -> int:
        return self.rows - self.added - self.changed - self.refused


@operation("register.loaded", needs="providers.load_register")
def load_register(
    *,
    by: User,
    path: Path | str,
    name: str = "",
    as_at: date | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> RegisterLoad:
    """Load one CQC file of any shape, plain or gzipped; the record of the load is returned, its `tally` with it.

    `as_at` is the day that the file speaks of, when neither the file nor its name says so. `progress` is called
    with rows done and lines in all. Nothing is deleted and nothing is closed: a service that a complete list leaves
    out is counted and marked. Raises SheetRefused (a ValidationError) with one sentence when the file is refused.
    """
    with open_register(path, name) as register, connection.cursor() as cursor:
        cursor.execute(PREPARE)
        staged = Staged(cursor, register, as_at)
        lines = register.source.lines
        staged.read(lambda done: progress(done, max(done, lines)))
        tally = _merge(cursor, register, staged)
        progress(register.rows, register.rows)
        return _record(by, register, staged, tally)


def _merge(cursor, register: Register, staged: Staged) -> Tally:
    shape = {"shape": register.shape}
    tally = Tally(rows=register.rows, problems=staged.problems, remarks=staged.remarks)
    before = _value(cursor, merging.COUNT_LINKS)
    if staged.providers:
        _merge_providers(cursor, staged, tally, shape)
    if staged.service_pipe.count:
        _settle_unknown(cursor, register, tally)
        if register.adds:
            _merge_services(cursor, register, staged, tally, shape)
    elif staged.providers:
        tally.added, tally.changed = tally.providers_added, tally.providers_changed
    if staged.link_pipe.count:
        cursor.execute(merging.LINK)
    if tally.added or staged.link_pipe.count:
        cursor.execute(merging.COMPLETE_LINKS)
    if staged.rating_pipe.count:
        _merge_ratings(cursor, register, tally)
    tally.linked = _value(cursor, merging.COUNT_LINKS) - before
    return tally


def _merge_providers(cursor, staged: Staged, tally: Tally, shape: dict) -> None:
    added, changed = _merge_rank(cursor, merging.providers(), "true", set(), shape)
    tally.providers_added, tally.providers_changed = added, changed


def _merge_rank(cursor, merge: merging.Merge, which: str, clears: set[str], shape: dict) -> tuple[int, int]:
    """One staged row for each record: how many were added and changed. Statements with nothing to do are left out."""
    cursor.execute(merge.fates(which))
    new, older, later, rows = cursor.fetchone()
    changed = 0
    if rows > new + older:
        cursor.execute(merge.newer(which, clears), shape)
        changed += cursor.rowcount
    if older:
        cursor.execute(merge.older(which), shape)
        changed += cursor.rowcount
    if later:
        cursor.execute(merge.seen(which), shape)
    if new:
        cursor.execute(merge.insert(which), shape)
    return new, changed


def _settle_unknown(cursor, register: Register, tally: Tally) -> None:
    """Rows without an id are found by name and postcode; ratings of services that we do not know are refused."""
    if not register.needs_id:
        cursor.execute(merging.MATCH_BY_NAME)
        cursor.execute(merging.TAKE_UNMATCHED)
        reason = "There is no CQC id, and no one service is known by this name and postcode."
        tally.problems += [Problem(row, "cqc_id", words or "", reason) for row, words in cursor.fetchall()]
    if not register.adds:
        cursor.execute(merging.TAKE_UNKNOWN)
        reason = "This location is not in the register yet. Load a file that names it first."
        tally.problems += [Problem(row, "locationid", key, reason) for row, key in cursor.fetchall()]
    tally.problems.sort(key=lambda problem: problem.row)


def _merge_services(cursor, register: Register, staged: Staged, tally: Tally, shape: dict) -> None:
    merge = merging.services(staged.fields)
    passes = _value(cursor, merging.RANK) if staged.has_doubles or not register.needs_id else 1
    for rank in range(1, (passes or 0) + 1):
        which = f"s.rank = {rank}" if staged.has_doubles or not register.needs_id else "true"
        added, changed = _merge_rank(cursor, merge, which, register.clears, shape)
        tally.added += added
        tally.changed += changed
    if register.complete:
        _note_left_out(cursor, staged, tally, shape)


def _note_left_out(cursor, staged: Staged, tally: Tally, shape: dict) -> None:
    """Services that the same kind of list named before, in the same areas, and this one does not."""
    known = {**shape, "as_at": staged.as_at, "areas": sorted(staged.areas)}
    cursor.execute(merging.LEFT_OUT, known)
    (tally.no_longer_listed,) = cursor.fetchone()
    if tally.no_longer_listed:
        cursor.execute(merging.MARK_LEFT_OUT, known)


def _merge_ratings(cursor, register: Register, tally: Tally) -> None:
    cursor.execute(merging.ADD_RATINGS)
    if not register.adds:
        tally.added = cursor.rowcount
        cursor.execute(merging.TAKE_LATEST_RATING)


def _value(cursor, statement: str) -> int:
    cursor.execute(statement)
    (found,) = cursor.fetchone()
    return found


def _record(by: User, register: Register, staged: Staged, tally: Tally) -> RegisterLoad:
    tally.loaded_before = RegisterLoad.objects.filter(sha256=register.source.sha256).order_by("-at").first()
    load = RegisterLoad.objects.create(
        by=by,
        file_name=text(register.source.name)[:255],
        sha256=register.source.sha256,
        shape=register.shape,
        as_at=staged.as_at,
        areas=sorted(staged.areas),
        rows=tally.rows,
        added=tally.added,
        changed=tally.changed,
        unchanged=tally.unchanged,
        refused=tally.refused,
        no_longer_listed=tally.no_longer_listed,
        linked=tally.linked,
        problems=[problem.as_dict() for problem in tally.problems[:KEPT_PROBLEMS]],
    )
    load.tally = tally
    return load
