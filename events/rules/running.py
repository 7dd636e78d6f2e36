"""The answer as it stands after each notice, and which notice changed it. Staffordshire SOP 10.0."""

from collections.abc import Iterable
from typing import NamedTuple


class Turn(NamedTuple):
    """The response before and after a notice; `before` is empty for the first."""

    before: str
    after: str

    @property
    def changed(self) -> bool:
        return bool(self.before) and self.before != self.after


def turns(responses: Iterable[str], invoke: str) -> list[Turn]:
    """One for each notice, in the order they were logged. Once invoked it stays so: going back is a stand-down."""
    found: list[Turn] = []
    now = ""
    for response in responses:
        after = now if now == invoke else response
        found.append(Turn(now, after))
        now = after
    return found
