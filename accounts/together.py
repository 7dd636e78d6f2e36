"""A migration operation that changes many tables in one step."""

from collections.abc import Sequence

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

# What a table has from the start when the state that it is made from has it already.
OF_A_TABLE = (AddField, AddIndex, AddConstraint)


class Together(Operation):
    """The operations of one migration, carried out one after the other between the states before and after all of them.

    After every single operation Django draws all related models again, and here everything is related to everything:
    a hundred tables took most of a minute that way. `makemigrations` puts its operations into one of these. Each thing
    is changed once: a field that is altered twice, or renamed, needs operations of its own.
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
            if not self._comes_with_its_table(operation):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Dropping a table takes along what it came with, and its triggers."""
        made = self._made()
        for operation in reversed(self.operations):
            is_of_table = getattr(operation, "model_name", "").lower() in made
            if not is_of_table:
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"{len(self.operations)} changes, {len(self._made())} of them new tables"

    def _made(self) -> set[str]:
        return {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}

    def _comes_with_its_table(self, operation: Operation) -> bool:
        return isinstance(operation, OF_A_TABLE) and operation.model_name_lower in self._made()
