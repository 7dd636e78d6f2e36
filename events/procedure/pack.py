"""A written procedure in memory: what every room asks for stages, notices, plans and words."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import Field, StrictStr

from events.procedure.fields import Label, Part, Text, Whole, Word
from events.procedure.instruments import (
    Case,
    Form,
    InitialAssessment,
    ItemList,
    RiskMatrix,
    Table,
    Uncertainty,
)
from events.procedure.monitoring import Monitoring
from events.procedure.plans import Plan
from events.procedure.schema import (
    Decision,
    DecisionPoint,
    Document,
    Effective,
    Entry,
    Escalation,
    Gate,
    Lead,
    Message,
    Outcome,
    Response,
    Role,
    Rule,
    RuleInput,
    Stage,
    Step,
    SupportingDocument,
    TrackerField,
    Trigger,
)


class Pack(Part):
    """One version of one council's document. `key` names the document, `version` this reading of it."""

    key: Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    version: Annotated[StrictStr, Field(min_length=1, max_length=40)]
    title: Label
    documents: Annotated[tuple[Document, ...], Field(min_length=1)]
    effective: Effective
    numbering: Text
    quality: Text | None = None
    totals: dict[Word, Whole] = {}
    responses: tuple[Response, ...] = ()
    triggers: Annotated[tuple[Trigger, ...], Field(max_length=200)] = ()
    escalation: Escalation | None = None
    leads: Annotated[tuple[Lead, ...], Field(max_length=50)] = ()
    other_roles: tuple[Role, ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(max_length=30)] = ()
    messages: tuple[Message, ...] = ()
    gates: Annotated[tuple[Gate, ...], Field(max_length=100)] = ()
    tracker_fields: tuple[TrackerField, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    rule_inputs: Annotated[tuple[RuleInput, ...], Field(max_length=200)] = ()
    outcomes: tuple[Outcome, ...] = ()
    rules: Annotated[tuple[Rule, ...], Field(max_length=500)] = ()
    decisions: tuple[Decision, ...] = ()
    plans: dict[Word, Plan] = {}
    risk_matrix: RiskMatrix | None = None
    initial_assessment: InitialAssessment | None = None
    monitoring: Monitoring | None = None
    forms: dict[Word, Form] = {}
    lists: dict[Word, ItemList] = {}
    tables: dict[Word, Table] = {}
    uncertainties: tuple[Uncertainty, ...] = ()
    cases: Annotated[tuple[Case, ...], Field(max_length=1000)] = ()

    @property
    def short_name(self) -> str:
        return self.documents[0].short_name

    @property
    def publisher(self) -> str:
        return self.documents[0].publisher

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def decision_point(self) -> DecisionPoint | None:
        """The stand-down decision between two stages. Staffordshire SOP 11.5."""
        return next((stage.decision_point for stage in self.stages if stage.decision_point), None)

    @property
    def required_leads(self) -> tuple[Lead, ...]:
        return tuple(lead for lead in self.leads if lead.is_required)

    def trigger(self, trigger_id: str) -> Trigger | None:
        return next((trigger for trigger in self.triggers if trigger.id == trigger_id), None)

    def message(self, message_id: str) -> Message | None:
        return next((message for message in self.messages if message.id == message_id), None)

    def response(self, code: str) -> str:
        """The document's own words for `standard` or `invoke`. Raises LookupError where it has no answers."""
        for response in self.responses:
            if response.code == code:
                return response.label
        raise LookupError(f"{self.key} has no answers to notices")

    def gate(self, code_or_id: str) -> Gate | None:
        return next((gate for gate in self.gates if code_or_id in (gate.code, gate.id)), None)

    def rule(self, rule_id: str) -> Rule:
        return self._rules_by_id[rule_id]

    def cite(self, where: Entry | str, doc: str | None = None) -> str:
        """How to name a place: "Staffordshire SOP 10.3"."""
        section, doc = (where.section, where.doc) if isinstance(where, Entry) else (where, doc)
        names = {document.key: document.short_name for document in self.documents}
        return f"{names.get(doc, self.short_name)} {section}"

    def parts(self) -> Iterator[tuple[tuple[str | int, ...], Part]]:
        """Every group of fields in the pack with its place in the file."""
        yield from _walk((), self)

    @cached_property
    def _rules_by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}


def _walk(path: tuple[str | int, ...], value: object) -> Iterator[tuple[tuple[str | int, ...], Part]]:
    if isinstance(value, Part):
        yield path, value
        for name in type(value).model_fields:
            yield from _walk((*path, name), getattr(value, name))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _walk((*path, position), inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk((*path, name), inner)
