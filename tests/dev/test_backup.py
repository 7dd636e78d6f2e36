"""Backup and restore: what was written comes back, and a doubtful backup or a full database is refused."""

import psycopg2
import pytest

from dev.backup import backup, restore
from dev.places import Stop
from dev.postgres import Postgres


@pytest.fixture
def database(short_folder):
    server = Postgres(short_folder / "home", short_folder / "socket", throw_away=True)
    server.start()
    yield server.url
    server.stop()


def execute(url, sql):
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


@pytest.fixture
def saved(database, tmp_path):
    execute(
        database,
        "CREATE TABLE django_migrations (id int); CREATE TABLE people AS SELECT 'Test Person' AS name",
    )
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "plan.pdf").write_bytes(b"%PDF")
    backup(tmp_path / "saved", database, tmp_path / "files")
    return tmp_path / "saved"


def test_database_and_files_come_back(database, saved, tmp_path):
    execute(database, "DROP TABLE people, django_migrations")

    restore(saved, database, tmp_path / "new" / "files")

    assert execute(database, "SELECT name FROM people") == [("Test Person",)]
    assert (tmp_path / "new" / "files" / "plan.pdf").read_bytes() == b"%PDF"


def test_backup_is_for_our_eyes_only(saved):
    assert {path.stat().st_mode & 0o077 for path in [saved, *saved.iterdir()]} == {0}


def test_full_database_is_not_written_over(database, saved, tmp_path):
    with pytest.raises(Stop, match="holds data already"):
        restore(saved, database, tmp_path / "files")


def test_changed_backup_is_refused(database, saved, tmp_path):
    with (saved / "database.dump").open("ab") as file:
        file.write(b"x")

    with pytest.raises(Stop, match="isn't what was backed up"):
        restore(saved, database, tmp_path / "files")


def test_earlier_backup_is_not_written_over(database, saved, tmp_path):
    with pytest.raises(Stop, match="exists already"):
        backup(saved, database, tmp_path / "files")
