"""Staged rows into the register, set by set. A row changes only what its file states, and only when it is newer.

Newer (or as old): what the file states replaces what we have; a blank says nothing, except for a brand, where it
says "none". Older: it fills what we do not know, and replaces nothing. So the order of loading does not matter.
What people recorded by hand has an id that no file has, and is left alone.
History is written by the triggers of the tables, for the rows that differ and no others.
"""

from string import Template

from providers.register.facts import PROVIDER, SERVICE

TEXT, LIST, YES_NO = {"text"}, {"varchar[]"}, {"boolean"}

# Names of tables and columns below come from the constant tables of providers.register.facts.
NEWER_VALUE = {
    "name_withheld": "COALESCE(s.name_withheld, t.name_withheld)",
    "provider_id": "COALESCE(p.id, t.provider_id)",
    "rating_on": "CASE WHEN s.rating IS NULL THEN t.rating_on"
    " ELSE COALESCE(s.rating_on, CASE WHEN s.rating = t.rating THEN t.rating_on END) END",
    "deregistered_on": "CASE WHEN COALESCE(s.status, t.status) = 'deregistered'"
    " THEN COALESCE(s.deregistered_on, t.deregistered_on) END",
    "unlisted_on": "CASE WHEN s.as_at >= t.unlisted_on THEN NULL ELSE t.unlisted_on END",
}
OLDER_VALUE = {
    "name": "CASE WHEN t.name = '' AND NOT t.name_withheld THEN COALESCE(s.name, '') ELSE t.name END",
    "name_withheld": "CASE WHEN t.name = '' AND NOT t.name_withheld THEN COALESCE(s.name_withheld, false)"
    " ELSE t.name_withheld END",
    "provider_id": "COALESCE(t.provider_id, p.id)",
    "brand": "t.brand",
    "status": "CASE WHEN t.status = 'unknown' THEN COALESCE(s.status, t.status) ELSE t.status END",
    "rating_on": "CASE WHEN t.rating = '' THEN s.rating_on"
    " WHEN t.rating = s.rating THEN COALESCE(t.rating_on, s.rating_on) ELSE t.rating_on END",
    "deregistered_on": "CASE WHEN t.status = 'deregistered' OR (t.status = 'unknown' AND s.status = 'deregistered')"
    " THEN COALESCE(t.deregistered_on, s.deregistered_on) END",
    "unlisted_on": "t.unlisted_on",
}
UPDATE = Template("""
UPDATE $table t SET ($columns, as_at, source) = ROW($new_columns, GREATEST(n.staged_as_at, t.as_at),
    CASE WHEN n.is_newer THEN %(shape)s ELSE t.source END)
FROM (
    SELECT t.id, s.as_at AS staged_as_at, $is_newer AS is_newer, $values
    FROM $staged s JOIN $table t ON t.cqc_id = s.cqc_id $join
    WHERE $which AND $rank
) n
WHERE t.id = n.id AND ($old_columns) IS DISTINCT FROM ($new_columns)
""")
INSERT = Template("""
INSERT INTO $table ($columns) SELECT $values
FROM $staged s LEFT JOIN $table t ON t.cqc_id = s.cqc_id $join
WHERE t.id IS NULL AND $rank
""")
SEEN = Template("""
UPDATE $table t SET as_at = s.as_at, source = %(shape)s FROM $staged s
WHERE t.cqc_id = s.cqc_id AND $rank AND (t.as_at IS NULL OR s.as_at > t.as_at)
""")
# How many staged rows are new, older than what we have, and later.
FATES = Template("""
SELECT count(*) FILTER (WHERE t.id IS NULL), count(*) FILTER (WHERE s.as_at < t.as_at),
    count(*) FILTER (WHERE t.id IS NOT NULL AND (t.as_at IS NULL OR s.as_at > t.as_at)), count(*)
FROM $staged s LEFT JOIN $table t ON t.cqc_id = s.cqc_id WHERE $rank
""")
# What a column holds where nothing is known.
BLANKS = {"text": "''", "varchar[]": "'{}'", "boolean": "false"}


class Merge:
    """The statements that take the stated `fields` of a staging table into its table."""

    def __init__(
        self, table: str, staged: str, kinds: dict[str, str], stated: list[str], extra_blanks: dict[str, str]
    ):
        is_service = "provider_cqc_id" in kinds
        self.kinds = {name: kind for name, kind in kinds.items() if name not in ("cqc_id", "provider_cqc_id")}
        stated = ["provider_id" if name == "provider_cqc_id" else name for name in stated if name != "cqc_id"]
        self.stated, self.extra = stated, extra_blanks
        joins = is_service and "provider_id" in stated
        self.words = {
            "table": table,
            "staged": staged,
            "join": "LEFT JOIN providers_provider p ON p.cqc_id = s.provider_cqc_id" if joins else "",
        }
        self.updated = [*stated, *(["unlisted_on"] if is_service else [])]

    def fates(self, rank: str) -> str:
        return FATES.substitute(self.words, rank=rank)

    def newer(self, rank: str, clears: set[str]) -> str:
        """Rows that speak of the same day as ours or a later one."""
        values = {name: self._newer_value(name, clears) for name in self.updated}
        return self._update(values, "(t.as_at IS NULL OR s.as_at >= t.as_at)", "true", rank)

    def older(self, rank: str) -> str:
        """Rows that speak of an earlier day than ours."""
        return self._update(
            {name: self._older_value(name) for name in self.updated}, "s.as_at < t.as_at", "false", rank
        )

    def insert(self, rank: str) -> str:
        values = {"cqc_id": "s.cqc_id", "as_at": "s.as_at", "source": "%(shape)s", **self.extra}
        values |= {name: BLANKS[kind] for name, kind in self.kinds.items() if kind in BLANKS}
        values |= {name: self._first_value(name) for name in self.stated}
        return INSERT.substitute(
            self.words, columns=", ".join(values), values=", ".join(values.values()), rank=rank
        )

    def seen(self, rank: str) -> str:
        """Only the day up to which we know: no fact, so no history."""
        return SEEN.substitute(self.words, rank=rank)

    def _update(self, values: dict[str, str], which: str, is_newer: str, rank: str) -> str:
        return UPDATE.substitute(
            self.words,
            columns=", ".join(values),
            values=", ".join(f"{value} AS {name}" for name, value in values.items()),
            new_columns=", ".join(f"n.{name}" for name in values),
            old_columns=", ".join(f"t.{name}" for name in values),
            which=which,
            is_newer=is_newer,
            rank=rank,
        )

    def _newer_value(self, name: str, clears: set[str]) -> str:
        if name in NEWER_VALUE:
            return NEWER_VALUE[name]
        if name in clears:
            return f"COALESCE(s.{name}, {BLANKS[self.kinds[name]]})"
        return f"COALESCE(s.{name}, t.{name})"

    def _older_value(self, name: str) -> str:
        if name in OLDER_VALUE:
            return OLDER_VALUE[name]
        kind = self.kinds[name]
        if kind == "boolean":
            return f"t.{name}"
        if kind in BLANKS:
            return f"COALESCE(NULLIF(t.{name}, {BLANKS[kind]}), s.{name}, t.{name})"
        return f"COALESCE(t.{name}, s.{name})"

    def _first_value(self, name: str) -> str:
        if name == "provider_id":
            return "p.id"
        if name == "status":
            return "COALESCE(s.status, 'unknown')"
        if name == "deregistered_on":
            return "CASE WHEN s.status = 'deregistered' THEN s.deregistered_on END"
        if name == "rating_on":
            return "CASE WHEN s.rating IS NOT NULL THEN s.rating_on END"
        blank = BLANKS.get(self.kinds[name])
        return f"COALESCE(s.{name}, {blank})" if blank else f"s.{name}"


def services(stated: list[str]) -> Merge:
    return Merge(
        "providers_service",
        "staged_service",
        SERVICE,
        stated,
        {"status": "'unknown'", "rating": "''", "notes": "''"},
    )


def providers() -> Merge:
    extra = {"email": "''", "notes": "''", "status": "'unknown'"}
    return Merge("providers_provider", "staged_provider", PROVIDER, list(PROVIDER), extra)


# --- Rows that name no id, or a service that we do not know ----------------------------------------------------
MATCH_BY_NAME = """
UPDATE staged_service s SET cqc_id = m.cqc_id
FROM (
    SELECT lower(name) AS name, postcode, max(cqc_id) AS cqc_id
    FROM (
        SELECT t.name, t.postcode, t.cqc_id FROM providers_service t
        WHERE t.name <> '' AND NOT t.name_withheld AND t.status <> 'outside'
            AND t.postcode IN (SELECT postcode FROM staged_service WHERE cqc_id IS NULL)
        UNION
        SELECT name, postcode, cqc_id FROM staged_service WHERE cqc_id IS NOT NULL AND NOT name_withheld
    ) known
    GROUP BY lower(name), postcode HAVING count(DISTINCT cqc_id) = 1
) m
WHERE s.cqc_id IS NULL AND NOT s.name_withheld AND lower(s.name) = m.name AND s.postcode = m.postcode
"""
TAKE_UNMATCHED = "DELETE FROM staged_service WHERE cqc_id IS NULL RETURNING row, name || ', ' || postcode"
TAKE_UNKNOWN = """
DELETE FROM staged_service s WHERE NOT EXISTS (SELECT 1 FROM providers_service t WHERE t.cqc_id = s.cqc_id)
RETURNING s.row, s.cqc_id
"""
# Several rows about one service are taken in the order of the days they speak of; of one day only the last counts.
RANK = """
ALTER TABLE staged_service ADD COLUMN rank integer NOT NULL DEFAULT 1;
UPDATE staged_service s SET rank = CASE WHEN r.is_last THEN r.rank ELSE 0 END
FROM (
    SELECT ctid, dense_rank() OVER (PARTITION BY cqc_id ORDER BY as_at) AS rank,
        row = max(row) OVER (PARTITION BY cqc_id, as_at) AS is_last
    FROM staged_service
) r
WHERE s.ctid = r.ctid AND (r.rank > 1 OR NOT r.is_last);
SELECT max(rank) FROM staged_service
"""

# --- Links, ratings, and what a complete list leaves out -------------------------------------------------------
LINK = """
INSERT INTO providers_servicelink (from_cqc_id, to_cqc_id, reason, from_service_id, to_service_id)
SELECT DISTINCT ON (s.from_cqc_id, s.to_cqc_id) s.from_cqc_id, s.to_cqc_id, COALESCE(s.reason, ''), f.id, t.id
FROM staged_link s
LEFT JOIN providers_service f ON f.cqc_id = s.from_cqc_id
LEFT JOIN providers_service t ON t.cqc_id = s.to_cqc_id
WHERE s.from_cqc_id <> s.to_cqc_id
ORDER BY s.from_cqc_id, s.to_cqc_id, s.reason DESC
ON CONFLICT (from_cqc_id, to_cqc_id) DO NOTHING
"""
COMPLETE_LINKS = """
UPDATE providers_servicelink l SET from_service_id = n.from_id, to_service_id = n.to_id
FROM (
    SELECT l.id, f.id AS from_id, t.id AS to_id
    FROM providers_servicelink l
    LEFT JOIN providers_service f ON f.cqc_id = l.from_cqc_id
    LEFT JOIN providers_service t ON t.cqc_id = l.to_cqc_id
    WHERE l.from_service_id IS NULL OR l.to_service_id IS NULL
) n
WHERE l.id = n.id AND (l.from_service_id, l.to_service_id) IS DISTINCT FROM (n.from_id, n.to_id)
"""
COUNT_LINKS = """
SELECT count(*) FROM providers_servicelink WHERE from_service_id IS NOT NULL AND to_service_id IS NOT NULL
"""
ADD_RATINGS = """
INSERT INTO providers_ratinghistory (service_id, rating, rated_on)
SELECT DISTINCT ON (t.id, s.rated_on) t.id, s.rating, s.rated_on
FROM staged_rating s JOIN providers_service t ON t.cqc_id = s.cqc_id
ORDER BY t.id, s.rated_on, s.row
ON CONFLICT (service_id, rated_on) DO NOTHING
"""
# A list of ratings alone may know a later one than the register's last file.
TAKE_LATEST_RATING = """
UPDATE providers_service t SET rating = n.rating, rating_on = n.rated_on
FROM (
    SELECT DISTINCT ON (cqc_id) cqc_id, rating, rated_on FROM staged_rating ORDER BY cqc_id, rated_on DESC, row
) n
WHERE t.cqc_id = n.cqc_id AND (t.rating = '' OR t.rating_on < n.rated_on)
"""
LEFT_OUT = """
SELECT count(*) FROM providers_service
WHERE source = %(shape)s AND status = 'registered' AND as_at < %(as_at)s AND local_authority = ANY(%(areas)s)
"""
MARK_LEFT_OUT = """
UPDATE providers_service SET unlisted_on = %(as_at)s
WHERE source = %(shape)s AND status = 'registered' AND as_at < %(as_at)s AND local_authority = ANY(%(areas)s)
    AND unlisted_on IS NULL
"""
