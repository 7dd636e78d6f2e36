"""What one version of a procedure says otherwise than another, in words that somebody can read before activating it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from events.procedure.fields import Part
from events.procedure.pack import Pack
from events.procedure.schema import Due

NAME_LENGTH = 120
NOTHING = "nothing"


class Item(NamedTuple):
    """One thing that a procedure says: `key` tells it apart in both versions, `fields` are labels and words."""

    key: str
    name: str
    fields: dict[str, str]


class FieldChange(NamedTuple):
    label: str
    old: str
    new: str


class Changed(NamedTuple):
    key: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Group:
    """The differences among things of one kind, such as steps. Empty groups are not kept."""

    title: str
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Changed, ...]

    @property
    def counted(self) -> str:
        """How many there are: "2 added, 1 changed"."""
        counts = ((self.added, "added"), (self.removed, "removed"), (self.changed, "changed"))
        return ", ".join(f"{len(items)} {word}" for items, word in counts if items)


def difference(old: Pack, new: Pack) -> list[Group]:
    """What `new` adds, leaves out and changes, by kind, in the order of a procedure. Empty where they say the same."""
    groups = (_compared(title, list(items(old)), list(items(new))) for title, items in KINDS)
    return [group for group in groups if group.added or group.removed or group.changed]


def _compared(title: str, old: list[Item], new: list[Item]) -> Group:
    before, after = {item.key: item for item in old}, {item.key: item for item in new}
    both = ((before[key], item) for key, item in after.items() if key in before)
    changed = (Changed(item.key, item.name, changes(was.fields, item.fields)) for was, item in both)
    return Group(
        title,
        tuple(item for key, item in after.items() if key not in before),
        tuple(item for key, item in before.items() if key not in after),
        tuple(one for one in changed if one.fields),
    )


def changes(old: dict[str, str], new: dict[str, str]) -> tuple[FieldChange, ...]:
    """Labels whose words differ, in the order of the newer version."""
    labels = dict.fromkeys([*new, *old])
    pairs = ((label, old.get(label, NOTHING), new.get(label, NOTHING)) for label in labels)
    return tuple(FieldChange(label, was, now) for label, was, now in pairs if was != now)


def fields_of(part: Part, *, but: tuple[str, ...] = ()) -> dict[str, str]:
    """The fields of a part that say something, each in words, without those named in `but`."""
    named = ((name, getattr(part, name)) for name in type(part).model_fields if name not in but)
    return {_label(name): words(value) for name, value in named if value not in (None, "", (), {})}


def words(value: object) -> str:
    """A value of a pack as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, "", (), {}, []):
        return NOTHING
    if isinstance(value, Due):
        return f"{value.offset_days} days after {' or else '.join(value.anchors).replace('_', ' ')}"
    if isinstance(value, Part):
        said = [name for name in type(value).model_fields if name in value.model_fields_set]
        return ", ".join(f"{_label(name).lower()} {words(getattr(value, name))}" for name in said)
    if isinstance(value, dict):
        return ", ".join(f"{name} {words(one)}" for name, one in value.items())
    if isinstance(value, tuple | list):
        return "; ".join(words(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _short(text: str) -> str:
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1].rstrip() + "…"


def _document(pack: Pack) -> Iterator[Item]:
    names = ("title", "documents", "effective", "numbering", "quality")
    said = {_label(name): words(getattr(pack, name)) for name in names}
    yield Item("document", "The document", said)


def _steps(pack: Pack) -> Iterator[Item]:
    for stage in pack.stages:
        for step in stage.steps:
            yield Item(step.id, _short(step.action), {"Stage": stage.name} | fields_of(step, but=("id",)))


def _decision_points(pack: Pack) -> Iterator[Item]:
    for stage in pack.stages:
        if point := stage.decision_point:
            yield Item(point.id, point.name, {"Stage": stage.name} | fields_of(point, but=("id",)))


def _gates(kind: str) -> Callable[[Pack], Iterator[Item]]:
    def items(pack: Pack) -> Iterator[Item]:
        for gate in pack.gates:
            if gate.kind == kind:
                yield Item(gate.id, _short(gate.rule), fields_of(gate, but=("id", "kind")))

    return items


def _plans(pack: Pack) -> Iterator[Item]:
    for code, plan in pack.plans.items():
        yield Item(code, plan.title, fields_of(plan, but=("actions", "totals")))


def _plan_actions(pack: Pack) -> Iterator[Item]:
    for code, plan in pack.plans.items():
        for action in plan.actions:
            yield Item(
                f"{code} {action.id}",
                _short(action.action),
                {"Plan": plan.title} | fields_of(action, but=("id",)),
            )


def _matrix(pack: Pack) -> Iterator[Item]:
    if matrix := pack.risk_matrix:
        yield Item("matrix", "The matrix", {"Purpose": matrix.purpose})
        for title, levels in (("Impact", matrix.impacts), ("Likelihood", matrix.likelihoods)):
            for level in levels:
                yield Item(
                    f"{title} {level.value}", f"{title} {level.value}: {level.label}", fields_of(level)
                )
        for band in matrix.bands:
            yield Item(band.id, band.printed, fields_of(band, but=("id",)))
        for cell in matrix.cells:
            at = f"Impact {cell.impact}, likelihood {cell.likelihood}"
            yield Item(at, at, fields_of(cell, but=("impact", "likelihood")))


def _assessment(pack: Pack) -> Iterator[Item]:
    if form := pack.initial_assessment:
        yield Item("form", form.title, fields_of(form, but=("criteria", "outcomes")))
        for criterion in form.criteria:
            yield Item(criterion.id, criterion.question, fields_of(criterion, but=("id",)))
        for outcome in form.outcomes:
            yield Item(outcome.id, outcome.label, fields_of(outcome, but=("id",)))


def _monitoring(pack: Pack) -> Iterator[Item]:
    if says := pack.monitoring:
        yield Item("monitoring", says.title, fields_of(says, but=("ratings", "visits", "factors")))
        for rating in says.ratings:
            yield Item(rating.id, rating.label, fields_of(rating, but=("id",)))
        for visit in says.visits:
            yield Item(f"visit {visit.action}", f"Visit {visit.action}", fields_of(visit, but=("action",)))
        for number, factor in enumerate(says.factors, start=1):
            yield Item(f"factor {number}", f"Factor {number}: {factor.data_set}", fields_of(factor))


def _list_items(pack: Pack) -> Iterator[Item]:
    for code, entries in pack.lists.items():
        yield Item(code, entries.title, fields_of(entries, but=("items",)))
        for item in entries.items:
            named = item.id or item.number or item.label
            said = {"List": entries.title} | fields_of(item, but=("id",))
            yield Item(f"{code} {named}", _short(item.label), said)


def _table_rows(pack: Pack) -> Iterator[Item]:
    for code, table in pack.tables.items():
        yield Item(code, table.title, fields_of(table, but=("rows",)))
        for position, row in enumerate(table.rows, start=1):
            columns = dict(zip(table.columns, row.cells, strict=False))
            yield Item(f"{code} {row.id or position}", _short(row.cells[0] if row.cells else code), columns)


def _named(
    field: str, key: str, name: str, but: tuple[str, ...] = ("id",)
) -> Callable[[Pack], Iterator[Item]]:
    """Items of a plain list of the pack: which field tells them apart, and which one is shown."""

    def items(pack: Pack) -> Iterator[Item]:
        for part in getattr(pack, field):
            yield Item(str(getattr(part, key)), _short(str(getattr(part, name))), fields_of(part, but=but))

    return items


def _escalation(pack: Pack) -> Iterator[Item]:
    if route := pack.escalation:
        yield Item("statement", "The route", fields_of(route, but=("steps",)))
        for step in route.steps:
            yield Item(str(step.order), step.who, fields_of(step))


def _answers(pack: Pack) -> Iterator[Item]:
    for outcome in pack.outcomes:
        named = f"{outcome.dimension}: {words(outcome.value)}"
        yield Item(named, named, fields_of(outcome))


def _forms(pack: Pack) -> Iterator[Item]:
    for code, form in pack.forms.items():
        yield Item(code, form.title, fields_of(form))


KINDS: tuple[tuple[str, Callable[[Pack], Iterator[Item]]], ...] = (
    ("The document", _document),
    ("Answers to notices", _named("responses", "code", "label")),
    ("Notices", _named("triggers", "id", "event")),
    ("Route of escalation", _escalation),
    ("Messages to be written", _named("messages", "id", "label")),
    ("Leads", _named("leads", "id", "role")),
    ("Other roles", _named("other_roles", "id", "role")),
    ("Stages", _named("stages", "id", "name", but=("id", "steps", "decision_point"))),
    ("Steps", _steps),
    ("Decision points", _decision_points),
    ("Gates", _gates("gate")),
    ("Cadences", _gates("cadence")),
    ("Deadlines", _gates("deadline")),
    ("Supporting documents", _named("supporting_documents", "id", "name")),
    ("Fields of the tracker", _named("tracker_fields", "id", "field")),
    ("Facts that the rules ask for", _named("rule_inputs", "name", "name")),
    ("Legal answers", _answers),
    ("Rules", _named("rules", "id", "name")),
    ("Decisions of the rules", _named("decisions", "decides", "decides")),
    ("Plans", _plans),
    ("Actions of plans", _plan_actions),
    ("Risk matrix", _matrix),
    ("Initial assessment", _assessment),
    ("Risk-based monitoring", _monitoring),
    ("Forms", _forms),
    ("Lists", _list_items),
    ("Tables", _table_rows),
    ("Readings of damaged places", _named("uncertainties", "id", "where")),
    ("Cases", _named("cases", "id", "id")),
)
