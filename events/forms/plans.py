"""What is typed about a plan and its actions. Blackpool policy App 5, 6; Coventry outline 6, 7, App B."""

import re
from datetime import date
from functools import cached_property

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from events.forms.fields import Version, long_text
from events.forms.owned import Owner, refuse_two
from events.forms.previewed import Previewed
from events.models import Checklist, Meeting, ReadinessDecision, Step
from events.operations.plan_dates import FURTHEST, Move, preview
from events.operations.plans import starts_with
from events.procedure.plans import Phase, Plan
from govuk.fields import DateField
from govuk.forms import Form, OnceForm

SUGGESTIONS = "people-of-event"  # id of the list of names that the box suggests
TYPED_DATE = "For example, 27 11 2026"
WORDS = {Step.State.OPEN: "To do", Step.State.DONE: "Done", Step.State.NOT_NEEDED: "Not needed"}


class PlanStep(Form):
    """Due date, designated person, progress, and what became of it: the columns of the plan that are filled in."""

    state = forms.ChoiceField(
        label="What became of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what became of it"},
    )
    completed_on = DateField(label="Date completed", latest=timezone.localdate, required=False)
    not_needed_reason = long_text("Why is it not needed?", required=False)
    due_on = DateField(label="Due date", required=False)
    due_reason = forms.CharField(label="Why is it due then?", max_length=300, required=False)
    designated_user = Owner(
        label="Designated person",
        queryset=User.objects.none(),
        required=False,
        empty_label="Somebody without an account, or nobody yet",
    )
    designated_person = forms.CharField(
        label="Their name, if they have no account", max_length=150, required=False
    )
    notes = long_text("Progress and notes", most=4000, required=False)
    version = Version()
    govuk = {
        "state": {
            "label_size": "s",
            "conditional": {"done": ["completed_on"], "not_needed": ["not_needed_reason"]},
        },
        "not_needed_reason": {"rows": 2, "subject": "Reason"},
        "due_on": {"label_size": "s"},
        "due_reason": {"hint": "Only if you change the date", "subject": "Why it is due then"},
        "designated_user": {"label_size": "s", "hint": "Somebody with an account is reminded"},
        "designated_person": {
            "width": "20",
            "subject": "Designated person",
            "attributes": {"list": SUGGESTIONS},
        },
        "notes": {"count": True, "label_size": "s"},
    }

    def __init__(self, *args, plan: Plan, people: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["designated_user"].queryset = people
        self.fields["state"].choices = state_choices(plan)
        if plan.marks:
            self.fields["due_on"].label = self.fields["due_on"].subject = "Date planned"

    def clean(self):
        typed = self.cleaned_data
        refuse_two(self, "designated_user", "designated_person")
        if typed.get("state") != Step.State.DONE:
            typed["completed_on"] = None
            self.errors.pop("completed_on", None)
        elif not typed.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", "Enter the date completed")
        return typed


class StepProgress(Form):
    """What is typed in the list of a plan: how far an action is, and that it is done."""

    notes = long_text("Progress and notes", most=4000, required=False)
    done = forms.BooleanField(label="It is done, today", required=False)
    version = Version()
    govuk = {"notes": {"count": True, "label_size": "s"}}


def state_choices(plan: Plan) -> list[tuple[str, str]]:
    """What an action can become, with the mark of the printed form where it has marks. Coventry outline App B."""
    if not plan.marks:
        return list(WORDS.items())
    words = {"done": "Done", "open": "Not done", "not_needed": "Not applicable"}
    return [(state, f"{getattr(plan.marks, state)}  {said}") for state, said in words.items()]


class FollowAgain(Form):
    """Only the version: the button says the rest."""

    version = Version()


class CountFrom(Form):
    """The day that the dates of a plan are worked out from; asked in the address, so that nothing is saved by it."""

    counts_from = DateField(label="Day", subject="Day")
    govuk = {"counts_from": {"label_size": "s", "hint": TYPED_DATE}}

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["counts_from"].label = f"Day that {plan.dates.day}"


class StartPlan(OnceForm):
    """The due date of each action as it was worked out, for the person to change before the plan starts."""

    counts_from = DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, plan: Plan, proposed: dict[str, date | None], **kwargs):
        kwargs["initial"] = (kwargs.get("initial") or {}) | {
            f"due-{code}": f"{day.day} {day.month} {day.year}" if day else ""
            for code, day in proposed.items()
        }
        super().__init__(*args, **kwargs)
        self.actions = starts_with(plan)
        for action in self.actions:
            self.fields[f"due-{action.id}"] = DateField(
                label=f"Due date of action {action.order}", required=False, widget=forms.TextInput
            )
        self.govuk = {
            f"due-{action.id}": {
                "hide_label": True,
                "width": "10",
                "group_classes": "govuk-!-margin-bottom-0",
            }
            for action in self.actions
        }

    @property
    def due(self) -> dict[str, date | None]:
        """The day of each action by its code; nothing of a form that sent none, so that they are worked out."""
        sent = {action.id: f"due-{action.id}" for action in self.actions if f"due-{action.id}" in self.data}
        return {code: self.cleaned_data[name] for code, name in sent.items()}


class BringIn(OnceForm):
    """A further set of actions comes into play. Coventry outline 6: continuous scope."""

    phases = forms.MultipleChoiceField(
        label="Which actions are needed now?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select the actions that are needed now"},
    )
    joined_on = DateField(
        label="Since when?", subject="Date", latest=timezone.localdate, help_text=TYPED_DATE
    )
    reason = long_text(
        "Why are they needed?", error_messages={"required": "Enter why these actions are needed now"}
    )
    govuk = {"reason": {"rows": 3, "subject": "Reason"}}

    def __init__(self, *args, plan: Plan, phases: list[Phase], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(one.code, f"{one.label}: {len(plan.actions_of(one.code))}") for one in phases]
        self.fields["phases"].choices = choices
        self.fields["phases"].initial = [code for code, _ in choices]


class Readiness(OnceForm):
    """What the readiness meeting decided. Blackpool policy App 5, 6."""

    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=ReadinessDecision.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was decided"},
    )
    decided_on = DateField(label="When?", subject="Date", latest=timezone.localdate, help_text=TYPED_DATE)
    decided_by = forms.CharField(
        label="Who decided?", max_length=200, error_messages={"required": "Enter who decided"}
    )
    meeting = forms.ModelChoiceField(
        label="At which meeting?",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Without a meeting",
    )
    reason = long_text("Why?", error_messages={"required": "Enter why it was decided so"})
    govuk = {
        "outcome": {"subject": "What was decided"},
        "decided_by": {"width": "20", "subject": "Who decided"},
        "reason": {"rows": 3, "subject": "Reason"},
    }

    def __init__(self, *args, meetings: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        if not meetings.exists():
            del self.fields["meeting"]


LATER, EARLIER, TO_DAY = "later", "earlier", "to"
TICKED, SHOWN = re.compile("[0-9]{1,18}"), re.compile(r"[0-9]{1,18}:(?:\d{4}-\d{2}-\d{2})?")


class ShiftDates(Previewed):
    """Several due dates moved at once."""

    how = forms.ChoiceField(
        label="How do the dates move?",
        choices=[(LATER, "Later"), (EARLIER, "Earlier"), (TO_DAY, "To one day")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the dates move"},
    )
    days_later = forms.IntegerField(label="Days later", min_value=1, max_value=FURTHEST, required=False)
    days_earlier = forms.IntegerField(label="Days earlier", min_value=1, max_value=FURTHEST, required=False)
    to = DateField(label="Day", earliest=timezone.localdate, required=False, help_text=TYPED_DATE)
    reason = long_text("Why do they move?", error_messages={"required": "Enter why the dates move"})
    govuk = {
        "how": {"conditional": {LATER: ["days_later"], EARLIER: ["days_earlier"], TO_DAY: ["to"]}},
        "days_later": {"width": "3"},
        "days_earlier": {"width": "3"},
        "reason": {"rows": 2, "subject": "Reason"},
    }

    def __init__(self, data, *, checklist: Checklist, steps: list[Step]):
        self.checklist, self.steps, self.posted = checklist, steps, data
        super().__init__(data if data and ("mark" in data or "how" in data) else None)

    @cached_property
    def seen(self) -> dict[int, date | None]:
        """Of the actions that were chosen, the day that was shown; now is the first time for those only ticked."""
        known = {step.pk: step.due_on for step in self.steps}
        shown = [text.split(":") for text in self.listed("seen") if SHOWN.fullmatch(text)]
        found = {int(key): date.fromisoformat(day) if day else None for key, day in _real(shown)}
        for step in self._chosen():
            found.setdefault(step.pk, step.due_on)
        return {key: day for key, day in found.items() if key in known}

    def _chosen(self) -> list[Step]:
        """Actions that were ticked, or a whole phase, or every open one."""
        if self.listed("seen"):
            return []
        ticked = {int(text) for text in self.listed("p") if TICKED.fullmatch(text)}
        which = (self.posted.get("which") or "") if self.posted else ""
        if ticked and which in ("", "ticked"):
            return [step for step in self.steps if step.pk in ticked]
        still_open = [step for step in self.steps if step.state == Step.State.OPEN]
        if which == "open":
            return still_open
        return [step for step in still_open if which and step.stage.code == which]

    def clean(self):
        typed, how = self.cleaned_data, self.cleaned_data.get("how")
        wanted = {LATER: "days_later", EARLIER: "days_earlier", TO_DAY: "to"}.get(how)
        for name in {"days_later", "days_earlier", "to"} - {wanted}:
            self.errors.pop(name, None)
            typed[name] = None
        if wanted and not typed.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, "Enter the day" if wanted == "to" else "Enter the number of days")
        return typed

    @property
    def days(self) -> int | None:
        later, earlier = self.cleaned_data.get("days_later"), self.cleaned_data.get("days_earlier")
        return later or (-earlier if earlier else None)

    @property
    def to_day(self) -> date | None:
        return self.cleaned_data.get("to")

    @cached_property
    def moves(self) -> list[Move]:
        """What it would do now."""
        mine = [step for step in self.steps if step.pk in self.seen]
        return preview(mine, self.seen, days=self.days, to=self.to_day)

    @property
    def preview_words(self) -> str:
        return f"{self.days}|{self.to_day}|{sorted(self.seen.items(), key=str)}"

    def as_carried_out(self, operation, **kwargs) -> bool:
        """Call shift_dates with what was typed."""
        return self.run(
            lambda key=None, reason="", **_: operation(
                **kwargs, seen=self.seen, days=self.days, to=self.to_day, reason=reason, key=key
            )
        )


def _real(pairs: list[list[str]]) -> list[list[str]]:
    """Those whose day is one of the calendar."""
    found = []
    for key, day in pairs:
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            continue
        found.append([key, day])
    return found


class PlanFilter(Form):
    """Which actions to show. What cannot be used is left out, never an error."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "All actions"),
            ("open", "Still to do"),
            ("overdue", "Overdue"),
            ("unnamed", "Nobody designated"),
        ],
    )
    area = forms.ChoiceField(label="Responsible area", required=False)
    person = forms.ChoiceField(label="Designated person", required=False)

    def __init__(self, query, *, steps: list[Step]):
        super().__init__(query, auto_id="filter-%s")
        areas = sorted({area for step in steps for area in step.responsible})
        people = sorted({step.designated_person for step in steps if step.designated_person})
        self.fields["area"].choices = [("", "Any"), *((area, area) for area in areas)]
        self.fields["person"].choices = [("", "Anybody"), *((name, name) for name in people)]
        if not areas:
            del self.fields["area"]
        self.is_valid()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def keeps(self, step: Step, today: date) -> bool:
        """Whether an action is among those asked for."""
        is_open, chosen = step.state == Step.State.OPEN, self.chosen
        asked = {
            "open": is_open,
            "overdue": is_open and step.due_on is not None and step.due_on < today,
            "unnamed": is_open and not step.designated_person,
        }
        return (
            asked.get(chosen.get("show", ""), True)
            and ("area" not in chosen or chosen["area"] in step.responsible)
            and ("person" not in chosen or chosen["person"] == step.designated_person)
        )
