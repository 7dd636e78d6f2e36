"""A list held against the tracker, a roll-call and a decision about them, made by operations."""

from accounts.models import User
from events.models import FailureEvent
from tests.factories.sheets import csv_file
from trackers.operations import reconcile

ROWS = [
    [
        "Surname",
        "Forename",
        "Date of birth",
        "NHS number",
        "Client number",
        "Room",
        "Title",
        "Known as",
        "Funding",
    ],
    ["Wanderley", "Ida", "12/03/1931", "999 000 0018", "C77", "12", "Mrs", "Idie", "Self"],
]


def fill_reconciled(by: User, event: FailureEvent) -> None:
    content = csv_file(ROWS)
    facts = {"kind": "council", "source": "Social care records", "file_name": "records.csv"}
    listed = reconcile.add_list(by=by, event=event, content=content, **facts)
    others = [{"surname": "Stillingworth", "forename": "Joan"}]
    called = reconcile.record_roll_call(by=by, event=event, as_at=listed.as_at, seen={}, others=others)
    rows = {"row": listed.rows.get(), "other": called.rows.get()}
    reconcile.decide(by=by, event=event, is_same=False, **rows)
