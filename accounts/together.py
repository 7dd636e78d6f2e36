"""A migration operation that makes many tables in one step."""

from collections.abc import Sequence

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Whole tables and their triggers, made one after the other from one state.

    After every single operation Django draws all related models again, and here everything is related to everything:
    a hundred tables took most of a minute that way. Only for CreateModel and AddTrigger, which need nothing but the
    state at the end: the fields, constraints and indexes of a table stand in its CreateModel.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]):
        self.operations = list(operations)

    def deconstruct(self):
        return type(self).__name__, [], {"operations": self.operations}

    @property
    def reversible(self):
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn again when it is asked for, with all of them
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Dropping a table takes its triggers along."""
        for operation in reversed(self.operations):
            if hasattr(operation, "fields"):
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Make {sum(hasattr(one, 'fields') for one in self.operations)} tables"
