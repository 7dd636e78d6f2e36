"""Forms about suspensions, contracts, termination, appeals. Blackpool policy 7 to 10."""

from django import forms

from accounts.models import Organisation
from events.forms.fields import Version, long_text
from events.models import Checklist
from events.procedure.pack import Pack
from govuk.fields import DateField
from govuk.forms import Form, OnceForm
from risk.forms.fields import ComingDate, PastDate
from risk.models import Appeal, Contract, RiskDecision, Suspension, Termination
from risk.rules.instrument import items

LAST_DAY_HINT = "Leave blank to hold until somebody lifts it. It still counts on its last day."


class SuspendForm(OnceForm):
    kind = forms.ChoiceField(label="What is it?", choices=Suspension.Kind.choices, widget=forms.RadioSelect)
    imposed_by = forms.ChoiceField(
        label="Who stops placements?", choices=Suspension.By.choices, widget=forms.RadioSelect
    )
    from_on = ComingDate(label="From which day?", subject="First day")
    until_on = ComingDate(
        label="Until which day?", subject="Last day", required=False, help_text=LAST_DAY_HINT
    )
    review_on = ComingDate(label="When is it reviewed?", subject="Date of the review", required=False)
    reason = long_text("Why?", most=4000)
    effect = long_text("What does it mean for capacity?", most=1000, required=False)
    interim = long_text(
        "Interim arrangements",
        required=False,
        help_text="Nobody who lives there has to move. Say what is in place for them.",
    )
    govuk = {
        "kind": {"small": True},
        "imposed_by": {"small": True},
        "reason": {"subject": "Reason", "rows": 3},
        "effect": {"rows": 2},
        "interim": {"rows": 3},
    }


class ChangeSuspension(Form):
    until_on = ComingDate(
        label="Until which day?", subject="Last day", required=False, help_text=LAST_DAY_HINT
    )
    review_on = ComingDate(label="When is it reviewed?", subject="Date of the review", required=False)
    effect = long_text("What does it mean for capacity?", most=1000, required=False)
    interim = long_text("Interim arrangements", required=False)
    version = Version()
    govuk = {"effect": {"rows": 2}, "interim": {"rows": 3}}


class MandatoryForm(Form):
    """A voluntary agreement becomes the council's own suspension."""

    from_on = PastDate(label="From which day is it mandatory?", subject="First day")
    until_on = ComingDate(
        label="Until which day?", subject="Last day", required=False, help_text=LAST_DAY_HINT
    )
    review_on = ComingDate(label="When is it reviewed?", subject="Date of the review", required=False)
    decision = forms.ModelChoiceField(
        label="Which decision is it made by?",
        queryset=RiskDecision.objects.none(),
        required=False,
        empty_label="None recorded",
    )
    reason = long_text(
        "Why is the agreement not enough?",
        most=1900,
        help_text="Such as: somebody was admitted all the same, or the provider withdrew from it.",
    )
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
        if not decisions.exists():
            del self.fields["decision"]


class LiftForm(Form):
    lifted_on = PastDate(label="From which day are placements possible again?", subject="Date")
    reason = long_text("Why is it lifted?")
    version = Version()
    govuk = {"reason": {"subject": "Reason", "rows": 3}}


class ContractForm(OnceForm):
    """An agreement with its clauses in the words that are quoted."""

    commissioner = forms.ChoiceField(
        label="Who is the commissioner?", choices=Contract.Commissioner.choices, widget=forms.RadioSelect
    )
    service = forms.ModelChoiceField(
        label="Which service?", queryset=None, required=False, empty_label="All of the provider"
    )
    title = forms.CharField(label="Name of the agreement", max_length=300)
    termination_clause = forms.CharField(label="Clause on termination", max_length=500, required=False)
    dispute_clause = forms.CharField(label="Clause on disputes and appeals", max_length=500, required=False)
    notice_clause = forms.CharField(label="Clause on notice", max_length=500, required=False)
    data_clause = forms.CharField(label="Clause on transfer of data", max_length=500, required=False)
    starts_on = DateField(label="When does it start?", subject="First day", required=False)
    ends_on = DateField(label="When does it end?", subject="Last day", required=False)
    govuk = {"commissioner": {"small": True}}

    def __init__(self, *args, pack: Pack | None, provider, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = provider.services.order_by("name", "pk")
        for group, name in (("Termination", "termination_clause"), ("Appeal", "dispute_clause")):
            found = [item for item in items(pack, "clauses") if item.group == group] if pack else []
            self.fields[name].help_text = "; ".join(f"{item.label}, {item.text}" for item in found)


class EditContract(ContractForm):
    key = None
    version = Version()


class ConsiderForm(OnceForm):
    """The screen of section 9: reasons, clause, disruption weighed, plan for the people."""

    considerations = forms.MultipleChoiceField(
        label="Why is termination considered?", widget=forms.CheckboxSelectMultiple
    )
    opened_on = PastDate(label="Since when?", subject="Date")
    contract = forms.ModelChoiceField(
        label="Which contract?", queryset=Contract.objects.none(), required=False, empty_label="None recorded"
    )
    clause = forms.CharField(
        label="Clause", max_length=500, required=False, help_text="Taken from the contract when left blank"
    )
    evidence = long_text("What shows it?", most=4000)
    weighing = long_text(
        "Weigh the disruption against the duty of care",
        most=4000,
        help_text="Alternative services may be needed at short notice",
    )
    checklist = forms.ModelChoiceField(
        label="Contingency plan",
        queryset=Checklist.objects.none(),
        required=False,
        empty_label="None linked yet",
        help_text="A plan of an event that covers this service",
    )
    govuk = {
        "considerations": {"small": True, "subject": "Reasons"},
        "evidence": {"subject": "Evidence", "rows": 4},
        "weighing": {"rows": 4, "subject": "How the disruption is weighed"},
    }

    def __init__(self, *args, pack: Pack, contracts, plans, **kwargs):
        super().__init__(*args, **kwargs)
        found = [(item.id, item.label) for item in items(pack, "termination_considerations")]
        self.fields["considerations"].choices = found
        self.fields["contract"].queryset = contracts
        self.fields["contract"].label_from_instance = lambda one: (
            f"{one}, {one.termination_clause or 'no clause'}"
        )
        self.fields["checklist"].queryset = plans
        self.fields["checklist"].label_from_instance = plan_words
        quoted = "; ".join(item.label for item in items(pack, "clauses") if item.group == "Termination")
        if quoted:
            self.fields["clause"].help_text += f". The procedure names {quoted}"


def plan_words(plan: Checklist) -> str:
    return f"{plan.title}, {plan.event.reference}"


class LinkPlan(Form):
    checklist = forms.ModelChoiceField(
        label="Which plan?", queryset=Checklist.objects.none(), empty_label="Choose one"
    )
    version = Version()

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["checklist"].queryset = plans
        self.fields["checklist"].label_from_instance = plan_words


class SettleTermination(Form):
    outcome = forms.ChoiceField(
        label="What was decided?", choices=Termination.Outcome.choices, widget=forms.RadioSelect
    )
    ends_on = ComingDate(label="What is the last day of the contract?", subject="Last day", required=False)
    decided_by = forms.CharField(label="Who decided?", max_length=200)
    settled_on = PastDate(label="When?", subject="Date")
    reason = long_text("Why?", most=4000)
    version = Version()
    govuk = {
        "outcome": {"conditional": {"ended": ["ends_on"]}},
        "decided_by": {"width": "two-thirds"},
        "reason": {"subject": "Reason", "rows": 4},
    }


class AppealForm(OnceForm):
    lodged_on = PastDate(label="When was it lodged?", subject="Date")
    lodged_by = forms.CharField(label="Who lodged it, for the provider?", max_length=200)
    contract = forms.ModelChoiceField(
        label="Under which contract?",
        queryset=Contract.objects.none(),
        required=False,
        empty_label="None recorded",
    )
    clause = forms.CharField(
        label="Clause on disputes",
        max_length=500,
        required=False,
        help_text="Taken from the contract when left blank",
    )
    grounds = long_text("On what grounds?", most=4000)
    interim = long_text(
        "What stays in place while the appeal runs?",
        help_text="An appeal lifts nothing. Interim arrangements are no wider than safety needs.",
    )
    govuk = {
        "lodged_by": {"width": "two-thirds"},
        "grounds": {"subject": "Grounds", "rows": 4},
        "interim": {"subject": "Interim arrangements", "rows": 3},
    }

    def __init__(self, *args, contracts, clauses: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contract"].queryset = contracts
        self.fields["contract"].label_from_instance = lambda one: (
            f"{one}, {one.dispute_clause or 'no clause'}"
        )
        if clauses:
            self.fields[
                "clause"
            ].help_text = f"Taken from the contract when left blank. The procedure names {clauses}"


class SettleAppeal(Form):
    state = forms.ChoiceField(
        label="How did it end?",
        choices=[choice for choice in Appeal.State.choices if choice[0] != Appeal.State.LODGED],
        widget=forms.RadioSelect,
    )
    settled_on = PastDate(label="When?", subject="Date")
    outcome = long_text("What was found?", most=4000)
    follows = long_text(
        "What follows from it?",
        most=4000,
        required=False,
        help_text="Also for people who have moved meanwhile. Nothing is lifted by itself.",
    )
    version = Version()
    govuk = {
        "state": {"small": True},
        "outcome": {"subject": "Outcome", "rows": 4},
        "follows": {"subject": "What follows", "rows": 3},
    }


class AccessForm(OnceForm):
    organisation = forms.ModelChoiceField(
        label="Which organisation is the provider’s own?",
        queryset=Organisation.objects.none(),
        empty_label="Choose one",
        help_text="An administrator records it as a provider of care, and opens its people’s accounts",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(kind=Organisation.Kind.PROVIDER)
