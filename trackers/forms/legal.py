"""What is typed for the legal basis: facts, decisions, the section 19 power, disputes, the end of the duty."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from events.forms.fields import Version, long_text
from events.models import Dispute, PowerUse
from events.models.legal import NO, YES, AbstractFact
from events.procedure.pack import Pack
from events.procedure.schema import RuleInput
from events.rules.legal import DUTY, POWER, values_of
from govuk.fields import DateField
from govuk.forms import Form, OnceForm
from govuk.messages import name_field
from govuk.words import full_date, lower_first
from trackers.legal_reading import Known
from trackers.models import DutyEnd, TrackerEntry
from trackers.operations.legal_facts import DETAILS
from trackers.rules.legal import label

NOT_KNOWN, STANDS_IN = "unknown", "substitute"
APPROVER = "Somebody else, such as a senior leader"


def past_day(text: str, *, required: bool = True, **options: Any) -> DateField:
    return DateField(label=text, required=required, latest=timezone.localdate, **options)


class FactsForm(Form):
    """Every fact that is asked, each with what is known of it now. Only what is changed here is sent on."""

    def __init__(
        self,
        *args,
        facts: list[RuleInput],
        rows: Mapping[str, AbstractFact],
        known: Mapping[str, Known],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.facts, self.govuk = {fact.name: fact for fact in facts}, {}
        for fact in facts:
            for name, field, options in parts_of(fact, rows.get(fact.name), known.get(fact.name)):
                name_field(name, field, options.get("subject"))
                self.fields[name], self.govuk[name] = field, options

    def clean(self) -> dict[str, Any]:
        """{"changes": {fact: what `record_event_facts` takes}} of the facts that were changed."""
        touched = {name.partition("__")[0] for name in self.changed_data}
        return {"changes": {name: self._change(fact) for name, fact in self.facts.items() if name in touched}}

    def _change(self, fact: RuleInput) -> dict[str, Any]:
        said = {key: self.cleaned_data.get(f"{fact.name}__{key}") for key in (*DETAILS, "version", "several")}
        value = self.cleaned_data.get(fact.name) or NOT_KNOWN
        change: dict[str, Any] = {"version": said["version"] or 0}
        change["value"] = {NOT_KNOWN: "", STANDS_IN: YES}.get(value, value)
        if value == STANDS_IN:
            if not said["substitute"]:
                self.add_error(f"{fact.name}__substitute", "Select whose word it is")
            names = ("substitute", "reason", "approved_by")
            return change | {name: said[name] or "" for name in names}
        if fact.asks_when is not None and change["value"] == (YES if fact.asks_when else NO):
            change |= {"since": said["since"], "told_by": said["told_by"] or ""}
        if fact.several and said["several"] == YES:
            also = [one for one in said["also"] or [] if one != value]
            if not also:
                self.add_error(f"{fact.name}__also", "Select the other causes")
            change |= {"also": also, "reason": said["reason"] or "", "approved_by": said["approved_by"] or ""}
        return change

    def show_clashes(self) -> None:
        """The other person's answer beside the one typed; sending it again replaces theirs, knowingly."""
        refusal = self.refusal
        self.data = self.data.copy()
        for name, version in refusal.versions.items():
            self.data[f"{name}__version"] = version
        self.errors.pop("__all__", None)
        for clash in refusal.clashes:
            name = clash.field.partition("__")[0]
            shown = full_date(clash.theirs) if hasattr(clash.theirs, "year") else clash.theirs or "not known"
            where = clash.field if clash.field in self.fields else name
            words = f"{clash.by} saved “{shown}”. Yours is kept here: save again to replace theirs"
            self.add_error(where, words)


def parts_of(fact: RuleInput, row: AbstractFact | None, known: Known | None) -> Iterable[tuple]:
    """(name, field, options) of everything that is asked about one fact."""
    name, conditional = fact.name, {}
    if fact.asks_when is not None:
        conditional[YES if fact.asks_when else NO] = [f"{name}__since", f"{name}__told_by"]
    if fact.substitutes:
        conditional[STANDS_IN] = [f"{name}__substitute", f"{name}__reason", f"{name}__approved_by"]
    options = {
        "small": True,
        "label_size": "s",
        "conditional": conditional,
        "hint": hint_of(fact, row, known),
    }
    yield name, answers(fact, row, known), {key: value for key, value in options.items() if value}
    version = Version()
    version.initial = row.version if row else 0
    yield f"{name}__version", version, {}
    if fact.asks_when is not None:
        since = past_day("Since when?", required=False, initial=row.since if row else None)
        yield f"{name}__since", since, {"subject": "Day"}
        yield f"{name}__told_by", text("Who said so?", row, "told_by"), {"subject": "Who said so"}
    if fact.substitutes:
        yield from _standing_in(fact, row)
    if fact.several:
        yield from _several(fact, row)


def _standing_in(fact: RuleInput, row: AbstractFact | None) -> Iterable[tuple]:
    choices = [(one, one) for one in fact.substitutes]
    whose = forms.ChoiceField(
        label="Whose word?", choices=choices, required=False, widget=forms.RadioSelect,
        initial=row.substitute if row else "",
    )  # fmt: skip
    yield f"{fact.name}__substitute", whose, {"small": True, "subject": "whose word it is"}
    yield from _reason(fact, row, "What is the evidence?", "Who approved this?")


def _several(fact: RuleInput, row: AbstractFact | None) -> Iterable[tuple]:
    name = fact.name
    several = forms.ChoiceField(
        label="Is more than one cause present?", choices=[(NO, "No"), (YES, "Yes")], required=False,
        widget=forms.RadioSelect, initial=YES if row and row.also else NO,
    )  # fmt: skip
    also = forms.MultipleChoiceField(
        label="Which others?", choices=[(one, fact.said(one)) for one in fact.values], required=False,
        widget=forms.CheckboxSelectMultiple, initial=row.also if row else [],
    )  # fmt: skip
    parts = [f"{name}__also", f"{name}__reason", f"{name}__approved_by"]
    hint = "The main cause decides. Somebody senior confirms which it is."
    yield f"{name}__several", several, {"small": True, "conditional": {YES: parts}, "hint": hint}
    yield f"{name}__also", also, {"small": True, "subject": "the other causes"}
    yield from _reason(fact, row, "Why is it the main cause?", "Who confirmed it?")


def _reason(fact: RuleInput, row: AbstractFact | None, why: str, who: str) -> Iterable[tuple]:
    reason = long_text(why, required=False, initial=row.reason if row else "")
    yield f"{fact.name}__reason", reason, {"rows": 3, "subject": "Reason"}
    yield (
        f"{fact.name}__approved_by",
        text(who, row, "approved_by"),
        {"hint": APPROVER, "subject": "Approver"},
    )


def text(words: str, row: AbstractFact | None, name: str) -> forms.CharField:
    return forms.CharField(
        label=words, max_length=200, required=False, initial=getattr(row, name) if row else ""
    )


def answers(fact: RuleInput, row: AbstractFact | None, known: Known | None) -> forms.ChoiceField:
    """The answers that a fact takes, with the one that holds now."""
    if fact.kind == "choice":
        choices = [(value, fact.said(value)) for value in fact.values]
    else:
        choices = [(YES, "Yes"), (NO, "No")]
        if fact.substitutes:
            choices.append((STANDS_IN, "No, but another’s word stands in for it"))
    now = {True: YES, False: NO}.get(known.value, known.value) if known else NOT_KNOWN
    if row and row.value:
        now = STANDS_IN if row.substitute else row.value
    choices.append((NOT_KNOWN, "Not known"))
    return forms.ChoiceField(
        label=fact.asked, choices=choices, required=False, initial=now, widget=forms.RadioSelect
    )


def hint_of(fact: RuleInput, row: AbstractFact | None, known: Known | None) -> str:
    """Where an answer that nobody typed comes from."""
    return f"From {known.source}, until you say otherwise" if known and not (row and row.value) else ""


class DecideForm(OnceForm):
    """A person decides otherwise than the rules."""

    value = forms.ChoiceField(label="What is the answer?", widget=forms.RadioSelect)
    reason = long_text("Why?")
    approved_by = forms.CharField(label="Who approved it?", max_length=200)
    govuk = {
        "value": {"small": True, "subject": "the answer"},
        "reason": {"subject": "the reason"},
        "approved_by": {"hint": APPROVER, "subject": "who approved it"},
    }

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        words = {DUTY: "Temporary duty", POWER: "Section 19 power"}
        self.fields["value"].choices = [
            (f"{dimension}:{value}", f"{word}: {lower_first(label(value))}")
            for dimension, word in words.items()
            for value in values_of(pack, dimension)
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        dimension, _, value = said.get("value", "").partition(":")
        return said | {"dimension": dimension, "value": value}


class TakeBackForm(Form):
    reason = long_text("Why?")
    govuk = {"reason": {"subject": "the reason", "rows": 3}}


class AssessForm(OnceForm):
    """The risk assessment that decides whether needs are urgent."""

    assessed_on = past_day("When was the risk assessment completed?", subject="Day of the risk assessment")
    assessor = forms.CharField(label="Who did it?", max_length=200)
    urgent = forms.TypedChoiceField(
        label="Are the needs urgent?", choices=[(YES, "Yes"), (NO, "No")], widget=forms.RadioSelect,
        coerce=lambda value: value == YES,
    )  # fmt: skip
    summary = long_text("What did it find?", most=4000)
    govuk = {
        "assessor": {"subject": "who did the risk assessment"},
        "urgent": {"small": True, "subject": "whether the needs are urgent"},
        "summary": {"subject": "what it found"},
    }


class UsePowerForm(Form):
    """The decision to use the power, resting on a risk assessment."""

    power = forms.ModelChoiceField(
        PowerUse.objects.none(), label="Which risk assessment does it rest on?", required=False,
        empty_label=None, widget=forms.RadioSelect,
    )  # fmt: skip
    rationale = long_text("Why is the power used?", most=4000)
    decided_by = forms.CharField(label="Who decided?", max_length=200)
    started_on = past_day("From when?", subject="First day")
    govuk = {
        "power": {"small": True, "subject": "the risk assessment"},
        "rationale": {"subject": "why the power is used"},
        "decided_by": {"subject": "who decided"},
    }

    def __init__(self, *args, powers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["power"].queryset = powers
        self.fields["power"].label_from_instance = lambda power: (
            f"{power.assessor}, {full_date(power.assessed_on)}: {power.summary[:80]}"
        )
        if not powers:
            del self.fields["power"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        power = said.get("power")
        return said | {"power": power, "version": power.version if power else 0}


class EndPowerForm(Form):
    ended_on = past_day("Until when?", subject="Last day")
    end_reason = long_text("Why does it end?")
    version = Version()
    govuk = {"end_reason": {"subject": "why it ends", "rows": 3}}


class DisputeForm(OnceForm):
    """A new dispute between authorities."""

    about = forms.ChoiceField(
        label="What is it about?", choices=Dispute.About.choices, widget=forms.RadioSelect
    )
    parties = forms.CharField(label="Between whom?", max_length=500)
    opened_on = past_day("Since when?", subject="First day")
    details = long_text("What do they say?", most=4000, required=False)
    people = forms.ModelMultipleChoiceField(
        TrackerEntry.objects.none(), label="Whom is it about?", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    govuk = {
        "about": {"small": True, "subject": "what it is about"},
        "parties": {"hint": "For example, us and Neighbourham Council", "subject": "between whom it is"},
        "details": {"subject": "What they say"},
        "people": {"small": True, "hint": "Leave all empty when it is about everybody"},
    }

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class EditDisputeForm(DisputeForm):
    """Referral and outcome as well."""

    key = None
    referred_on = past_day(
        "When was it referred to the Secretary of State?", required=False, subject="Day of the referral"
    )
    resolved_on = past_day("When was it resolved?", required=False, subject="Day of the resolution")
    outcome = long_text("What was the outcome?", most=4000, required=False)
    version = Version()
    govuk = DisputeForm.govuk | {"outcome": {"subject": "Outcome", "rows": 3}}


class EndDutyForm(OnceForm):
    """The temporary duty to one person ends."""

    ended_on = past_day("When did the duty end?", subject="Day the duty ended")
    ground = forms.ChoiceField(
        label="Why did it end?", choices=DutyEnd.Ground.choices, widget=forms.RadioSelect,
        initial=DutyEnd.Ground.NEW_PROVIDER,
    )  # fmt: skip
    new_provider = forms.CharField(label="Who is the new provider?", max_length=200, required=False)
    meets_needs = forms.BooleanField(
        label="The council is satisfied that the new provider will meet the needs", required=False
    )
    arranges_own_care = forms.BooleanField(
        label="The person arranges their own care and is responsible for it again", required=False
    )
    reason = long_text("What is this based on?")
    govuk = {
        "ground": {
            "small": True,
            "subject": "why the duty ended",
            "conditional": {"new_provider": ["new_provider", "meets_needs", "arranges_own_care"]},
        },
        "new_provider": {"subject": "New provider"},
        "reason": {"subject": "what this is based on", "rows": 3},
    }
