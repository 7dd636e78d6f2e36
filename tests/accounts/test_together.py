"""Many tables in one migration operation: made, and taken back."""

from unittest.mock import patch

import pytest
from django.core.management.commands import makemigrations
from django.db import connection, migrations, models
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState

from accounts.management.commands.makemigrations import Command
from accounts.together import Together

pytestmark = pytest.mark.django_db(transaction=True)


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def test_tables_that_need_each_other_are_made_and_dropped():
    key = ("id", models.BigAutoField(primary_key=True))
    one = migrations.CreateModel("One", [key, ("two", models.ForeignKey("made.Two", models.CASCADE))])
    two = migrations.CreateModel("Two", [key, ("one", models.ForeignKey("made.One", models.CASCADE))])
    before, after, together = ProjectState(), ProjectState(), Together([one, two])

    together.state_forwards("made", after)
    with connection.schema_editor() as editor:
        together.database_forwards("made", editor, before, after)
    assert {"made_one", "made_two"} <= tables()

    with connection.schema_editor() as editor:
        together.database_backwards("made", editor, after, before)
    assert not {"made_one", "made_two"} & tables()


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def test_table_that_is_there_is_changed_and_changed_back():
    before, after = ProjectState(), ProjectState()
    key = ("id", models.BigAutoField(primary_key=True))
    there = migrations.CreateModel("Three", [key, ("old", models.CharField(max_length=5))])
    there.state_forwards("made", before)
    there.state_forwards("made", after)
    with connection.schema_editor() as editor:
        there.database_forwards("made", editor, ProjectState(), before)
    change = Together(
        [
            migrations.AddField("three", "name", models.CharField(max_length=5, default="")),
            migrations.AddConstraint("three", models.UniqueConstraint(fields=["name"], name="name_once")),
            migrations.CreateModel("Four", [key]),
            migrations.AddField("four", "three", models.ForeignKey("made.Three", models.CASCADE, null=True)),
            migrations.RemoveField("three", "old"),
        ]
    )
    change.state_forwards("made", after)

    with connection.schema_editor() as editor:
        change.database_forwards("made", editor, before, after)
    assert (columns("made_three"), columns("made_four")) == ({"id", "name"}, {"id", "three_id"})

    with connection.schema_editor() as editor:
        change.database_backwards("made", editor, after, before)
    assert columns("made_three") == {"id", "old"}
    assert "made_four" not in tables()

    with connection.schema_editor() as editor:
        there.database_backwards("made", editor, before, ProjectState())


def test_new_migrations_are_written_in_one_operation():
    change = Migration("0001", "made")
    change.operations = [migrations.AddField("one", name, models.TextField()) for name in ("name", "note")]
    command, written = Command(), []
    with patch.object(
        makemigrations.Command, "write_migration_files", lambda self, changes: written.append(changes)
    ):
        command.write_migration_files({"made": [change]})

    (together,) = written[0]["made"][0].operations
    assert [operation.name for operation in together.operations] == ["name", "note"]
