"""Many tables in one migration operation: made, and taken back."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

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
