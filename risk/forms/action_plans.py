"""Forms of action plans. Blackpool policy 8, App 4."""

from django import forms
from django.utils import timezone

from events.forms.fields import Version, long_text
from events.procedure.pack import Pack
from govuk.forms import Form, OnceForm
from risk.forms.fields import ComingDate, PastDate
from risk.models import ActionPlanRow, Concern, Grading, RiskDecision
from risk.rules.plan_rows import next_steps

COLUMNS = ("source", "source_words", "nature", "action", "response", "by_whom", "due_on", "measure")


class PlanForm(OnceForm):
    started_on = PastDate(label="Date of the plan")
    agreed_with = forms.CharField(label="Agreed with whom, for the provider?", max_length=200)
    review_on = ComingDate(
        label="When is the plan reviewed?", subject="Date of the review", earliest=timezone.localdate
    )
    govuk = {"agreed_with": {"width": "two-thirds"}}


class StartPlan(PlanForm):
    decision = forms.ModelChoiceField(
        label="Which decision asked for it?",
        queryset=RiskDecision.objects.none(),
        required=False,
        empty_label="None",
    )

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
        if not decisions.exists():
            del self.fields["decision"]


class CarryOver(PlanForm):
    due_on = ComingDate(
        label="New due date of what is carried over", subject="New due date", earliest=timezone.localdate
    )


class RowFields(forms.Form):
    """The columns of the template, in its order."""

    source = forms.ChoiceField(label="Source", choices=ActionPlanRow.Source.choices, widget=forms.RadioSelect)
    source_words = forms.CharField(label="Which one?", max_length=300, required=False)
    nature = long_text("Nature of concern")
    action = long_text("Action required")
    response = long_text("Provider’s response", required=False)
    by_whom = forms.CharField(label="By whom?", max_length=200, help_text="The person responsible")
    due_on = ComingDate(label="By when?", subject="Due date")
    measure = long_text("Means by which compliance will be measured", required=False)


OPTIONS = {
    "source": {"small": True, "label_size": "s"},
    "nature": {"rows": 3},
    "action": {"rows": 3},
    "response": {"rows": 3},
    "measure": {"rows": 2},
    "by_whom": {"width": "two-thirds", "subject": "Who is responsible"},
    "source_words": {"subject": "Which one"},
}


class AddRow(RowFields, OnceForm):
    concern = forms.ModelChoiceField(
        label="From a concern that is recorded?",
        queryset=Concern.objects.none(),
        required=False,
        empty_label="No",
    )
    grading = forms.ModelChoiceField(
        label="From a row of the risk assessment?",
        queryset=Grading.objects.none(),
        required=False,
        empty_label="No",
    )
    govuk = OPTIONS

    def __init__(self, *args, concerns, gradings, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows, words in (
            ("concern", concerns, lambda one: f"{one.raised_on:%-d %b %Y}: {one.details[:80]}"),
            (
                "grading",
                gradings,
                lambda one: f"Row {one.domain_number}, {one.domain_label[:50]}: {one.issue[:80]}",
            ),
        ):
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = words
            if not rows.exists():
                del self.fields[name]


class ChangeRow(RowFields, Form):
    evidence = long_text("Evidence", most=4000, required=False)
    met_on = PastDate(label="When was it completed?", subject="Date", required=False)
    met_otherwise = forms.ChoiceField(
        label="Completed by due date?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "As the dates say"), *ActionPlanRow.Met.choices],
    )
    met_reason = long_text("Why is it not what the dates say?", most=1000, required=False)
    next_step = forms.ChoiceField(label="Next step", required=False, widget=forms.RadioSelect)
    next_step_note = long_text("About the next step", most=1000, required=False)
    version = Version()

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_step"].choices = [("", "None yet"), *((step, step) for step in next_steps(pack))]
        self.govuk = OPTIONS | {
            "evidence": {"rows": 3},
            "met_otherwise": {"small": True},
            "met_reason": {"subject": "Reason", "rows": 2},
            "next_step": {"small": True},
            "next_step_note": {"rows": 2},
        }


class ClosePlan(Form):
    closed_on = PastDate(label="When is the plan closed?", subject="Date")
    outcome = long_text("What did the plan come to?", most=4000)
    version = Version()
    govuk = {"outcome": {"subject": "Outcome", "rows": 4}}


class AnswerForm(Form):
    """What the provider itself writes about a row; whether it is met is the council’s to say."""

    response = long_text("Your response", required=False)
    said_done_on = PastDate(label="When was it done?", subject="Date", required=False)
    evidence = long_text(
        "Your evidence",
        most=4000,
        required=False,
        help_text="Do not name people who use the service.",
    )
    version = Version()
    govuk = {"response": {"rows": 4}, "evidence": {"rows": 4}}
