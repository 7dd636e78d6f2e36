"""The rows of one file, streamed into tables that end with the transaction."""

import io
from collections.abc import Callable
from datetime import date
from string import Template

from django.utils.timezone import localdate

from providers.register.facts import PROVIDER, SERVICE, Problem
from providers.register.reader import Register

BATCH = 10_000  # rows held in memory
# Neither can stand in a cell: the readers take control characters out.
SEPARATOR, NOTHING = "\x1f", "\x1e"
COPY = Template("COPY $table ($columns) FROM STDIN WITH (DELIMITER E'\\x1f', NULL E'\\x1e', ENCODING 'UTF8')")
CREATE = Template("DROP TABLE IF EXISTS pg_temp.$table; CREATE TEMP TABLE $table ($columns) ON COMMIT DROP")
LINKS = {"from_cqc_id": "text", "to_cqc_id": "text", "reason": "text"}
RATINGS = {"row": "integer", "cqc_id": "text", "rating": "text", "rated_on": "date"}
# A rating without its date must not keep the date of another rating; nor an end that of another registration.
TOGETHER = {"rating": "rating_on", "status": "deregistered_on"}
# The day that a file without any date of its own speaks of is the newest day that stands in it.
NEWEST = Template("SELECT greatest($days) FROM staged_service")
DAYS = ("registered_on", "deregistered_on", "rating_on", "inspected_on")


class Pipe:
    """Lines on their way into one table."""

    def __init__(self, cursor, table: str, columns: dict[str, str]):
        self.cursor, self.lines, self.count = cursor, [], 0
        cursor.execute(
            CREATE.substitute(
                table=table, columns=", ".join(f"{name} {kind}" for name, kind in columns.items())
            )
        )
        self.copy = COPY.substitute(table=table, columns=", ".join(columns))

    def put(self, values: list[str]) -> None:
        line = SEPARATOR.join(values)
        self.lines.append(line.replace("\\", "\\\\") if "\\" in line else line)
        if len(self.lines) == BATCH:
            self.flush()

    def flush(self) -> None:
        if self.lines:
            self.count += len(self.lines)
            self.lines.append("")
            self.cursor.copy_expert(self.copy, io.StringIO("\n".join(self.lines)))
            self.lines = []


class Staged:
    """A file in staging: tables staged_service, staged_provider, staged_link, staged_rating; and what was refused."""

    def __init__(self, cursor, register: Register, as_at: date | None):
        self.cursor, self.register = cursor, register
        self.as_at = as_at or register.as_at
        self.day = self.as_at.isoformat() if self.as_at else NOTHING
        stated = register.fields | {"cqc_id"}
        stated |= {later for first, later in TOGETHER.items() if first in stated}
        self.fields = [name for name in SERVICE if name in stated]
        self.nothings = [NOTHING] * len(self.fields)
        self.latest = ""  # of the days that rows speak of themselves
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.providers: dict[str, dict[str, str]] = {}
        self.services: set[str] = set()
        self.has_doubles = False
        self.areas: set[str] = set()
        kinds = {name: SERVICE[name] for name in self.fields}
        self.service_pipe = Pipe(cursor, "staged_service", {"row": "integer", "as_at": "date", **kinds})
        self.link_pipe = Pipe(cursor, "staged_link", LINKS)
        self.rating_pipe = Pipe(cursor, "staged_rating", RATINGS)

    def read(self, progress: Callable[[int], None]) -> None:
        """Take in every row. Raises Refused when the file turns out to be broken further down."""
        for count, row in enumerate(self.register, start=1):
            if isinstance(row, Problem):
                self.problems.append(row)
            else:
                self._take(row)
            if count % 2_000 == 0:
                progress(count)
        for pipe in (self.service_pipe, self.link_pipe, self.rating_pipe):
            pipe.flush()
        self._stage_providers()
        if self.latest:
            self.as_at = date.fromisoformat(self.latest)
        if self.as_at is None:
            self._date_by_content()
        # How many rows and ids there are is all that the joins need to know.
        self.cursor.execute("ANALYZE staged_service (cqc_id, as_at); ANALYZE staged_provider (cqc_id)")

    def _take(self, row) -> None:
        service = row.service
        as_at = row.as_at or self.day
        if row.as_at and row.as_at > self.latest:
            self.latest = row.as_at
        if service is not None:
            key = service.get("cqc_id")
            self.has_doubles |= key in self.services
            self.services.add(key)
            self.service_pipe.put([str(row.number), as_at, *map(service.get, self.fields, self.nothings)])
            if area := service.get("local_authority"):
                self.areas.add(area)
            if owner := service.get("provider_cqc_id"):
                self._take_provider(owner, row.provider or {}, as_at)
            for link in row.links:
                self.link_pipe.put(link)
            for rating in row.ratings:
                self.rating_pipe.put((str(row.number), key, *rating))
        elif row.provider:
            self._take_provider(row.provider["cqc_id"], row.provider, as_at)
        if row.remarks:
            self.remarks += row.remarks

    def _take_provider(self, key: str, facts: dict[str, str], as_at: str) -> None:
        """One provider stands in many rows: the newest statement of each fact counts."""
        known = self.providers.get(key)
        if known is None:
            self.providers[key] = {**facts, "as_at": as_at} if facts.keys() - {"cqc_id"} else {}
        elif facts and not facts.items() <= known.items():
            newer = as_at != NOTHING and as_at >= known.get("as_at", "")
            self.providers[key] = (
                {**known, **facts, "as_at": as_at} if newer else {"as_at": as_at, **facts, **known}
            )

    def _stage_providers(self) -> None:
        fields = [name for name in PROVIDER if name != "cqc_id"]
        kinds = {"cqc_id": "text", "as_at": "date", **{name: PROVIDER[name] for name in fields}}
        pipe = Pipe(self.cursor, "staged_provider", kinds)
        for key, facts in self.providers.items():
            pipe.put([key, facts.get("as_at", NOTHING), *[facts.get(name, NOTHING) for name in fields]])
        pipe.flush()

    def _date_by_content(self) -> None:
        """Only now is it known which day a file speaks of that does not say so itself."""
        days = [f"max({name})" for name in DAYS if name in self.fields]
        newest = None
        if days:
            self.cursor.execute(NEWEST.substitute(days=", ".join(days)))
            (newest,) = self.cursor.fetchone()
        # A slip of the pen in a year must not make this file newer than all to come.
        self.as_at = min(newest or localdate(), localdate())
        self.cursor.execute("UPDATE staged_service SET as_at = %s WHERE as_at IS NULL", [self.as_at])
        self.cursor.execute("UPDATE staged_provider SET as_at = %s WHERE as_at IS NULL", [self.as_at])
