"""Database triggers of the tracker: history of many rows at once, and events.PeopleCount kept equal to the tracker,
also for bulk updates, imports and SQL.

Statement triggers: one pass over all changed rows, however many. Rows that were merged into others are no people.
"""

import pghistory
import pgtrigger

_CHANGES = {
    "insert": """SELECT event_id, stage, final_outcome, count(*) AS n FROM new_rows
                 WHERE merged_into_id IS NULL GROUP BY 1, 2, 3""",
    "delete": """SELECT event_id, stage, final_outcome, -count(*) AS n FROM old_rows
                 WHERE merged_into_id IS NULL GROUP BY 1, 2, 3""",
    "update": """SELECT event_id, stage, final_outcome, sum(n) AS n FROM (
                   SELECT event_id, stage, final_outcome, 1 AS n FROM new_rows WHERE merged_into_id IS NULL
                   UNION ALL
                   SELECT event_id, stage, final_outcome, -1 FROM old_rows WHERE merged_into_id IS NULL) moved
                 GROUP BY 1, 2, 3 HAVING sum(n) <> 0""",
}


def history_of_many() -> tuple[pghistory.RowEvent, pghistory.RowEvent]:
    """For tables that take thousands of new rows at once: the history of all of them is written in one statement.

    A changed row has a trigger call of its own, which costs the usual change, that of one row, less.
    """
    return pghistory.InsertEvent(level=pghistory.Statement), pghistory.UpdateEvent()


def _trigger(name: str, operation, referencing) -> pgtrigger.Trigger:
    # Ordered, so that two writers lock the counts in the same order.
    return pgtrigger.Trigger(
        name=f"count_people_{name}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        # What is put in is one of the three constants above.
        func=f"""
        INSERT INTO events_peoplecount AS kept (event_id, stage, final_outcome, people)
        SELECT event_id, stage, final_outcome, n FROM ({_CHANGES[name]}) changed ORDER BY 1, 2, 3
        ON CONFLICT (event_id, stage, final_outcome) DO UPDATE SET people = kept.people + EXCLUDED.people;
        RETURN NULL;
        """,  # noqa: S608
    )


COUNT_PEOPLE = [
    _trigger("insert", pgtrigger.Insert, pgtrigger.Referencing(new="new_rows")),
    _trigger("update", pgtrigger.Update, pgtrigger.Referencing(old="old_rows", new="new_rows")),
    _trigger("delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_rows")),
]
