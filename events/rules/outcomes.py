"""How a confirmation says what became of people. Staffordshire SOP 11.8."""

from collections import Counter
from collections.abc import Iterable

# In this order; "stayed" and "died" are why nobody is told that all have moved.
WORDS = {
    "moved": "moved",
    "stayed": "stayed at the service",
    "own_arrangement": "made their own arrangement",
    "hospital": "in hospital",
    "died": "died",
    "other": "with another outcome",
    "": "with no final outcome",
}


def outcome_words(counts: Iterable[tuple[str, int]]) -> str:
    """'4 moved, 1 in hospital, 1 died' from (final outcome, people) pairs; nothing for nobody. SOP 11.8."""
    total: Counter[str] = Counter()
    for outcome, people in counts:
        total[outcome if outcome in WORDS else "other"] += people
    return ", ".join(f"{total[outcome]} {words}" for outcome, words in WORDS.items() if total[outcome] > 0)
