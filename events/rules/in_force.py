"""Which rows of a decision table count on a day. No clock: the day is given."""

from datetime import date

from events.procedure.pack import Pack
from events.procedure.schema import Dated, Decision, Way

NONE_IN_FORCE = "None of the rules for this was in force on that day."


def is_in_force(pack: Pack, row: Dated, day: date) -> bool:
    """Whether a rule or way counts on that day. Without a first day of its own: since the document took effect."""
    first = row.in_force_from or pack.effective.on
    return (first is None or first <= day) and (row.in_force_until is None or day <= row.in_force_until)


def pack_on(pack: Pack, day: date | None) -> Pack:
    """The pack with the rules and ways that count on that day; with all of them where no day is given."""
    if day is None:
        return pack
    rules = {rule.id: rule for rule in pack.rules if is_in_force(pack, rule, day)}
    kept = tuple(rule for rule in rules.values() if not rule.precondition or rule.precondition in rules)
    ids = {rule.id for rule in kept}
    ways = [[way for way in decision.ways if is_in_force(pack, way, day)] for decision in pack.decisions]
    if len(kept) == len(pack.rules) and all(
        len(found) == len(decision.ways) for found, decision in zip(ways, pack.decisions, strict=True)
    ):
        return pack
    decisions = tuple(
        _narrowed(decision, tuple(way for one in found if (way := _only(one, ids))))
        for found, decision in zip(ways, pack.decisions, strict=True)
    )
    return pack.model_copy(update={"rules": kept, "decisions": decisions})


def _narrowed(decision: Decision, ways: tuple[Way, ...]) -> Decision:
    """The decision with these ways; without any it says nothing, and says so."""
    silent = {"if_none": "undetermined", "if_none_says": NONE_IN_FORCE, "if_none_missing": ()}
    return decision.model_copy(update={"ways": ways} | ({} if ways else silent))


def _only(way: Way, rules: set[str]) -> Way | None:
    """The way with the grounds that still count; nothing where none is left."""
    because = tuple(ground for ground in way.because if ground.rule in rules)
    also = tuple(rule for rule in way.also if rule in rules)
    return way.model_copy(update={"because": because, "also": also}) if because else None
