"""Plans of the demonstration: a closure plan in the middle of its work, a checklist and scope actions just begun."""

from datetime import date, timedelta

from accounts.models import User
from events.models import Checklist, FailureEvent, Step
from events.operations import plans, step_records
from events.plan_reading import find_plan
from events.rules.plans import due_day

LATE = (6, 14)  # actions that nobody finished in time
BEGUN = {6: "Half of it is written.", 14: "Ten of 24 packs are made up.", 19: "The room is booked."}


class Planning:
    """Plays the plans of one event, as the officer who runs it; `others` take turns as designated persons."""

    def __init__(self, by: User, others: list[User], event: FailureEvent, today: date):
        self.by, self.others, self.event, self.today = by, others, event, today

    def closure_plan(self, began: date) -> None:
        """Begun on an earlier day: what was due since is done but for two actions, what comes is given to people."""
        kind = Checklist.Kind.CLOSURE_PLAN
        checklist = plans.start_plan(by=self.by, event=self.event, kind=kind, due=self._due(kind, began))
        for place, step in enumerate(self._steps(checklist)):
            if step.due_on and step.due_on <= self.today + timedelta(days=7):
                self._work(step, place)

    def _due(self, kind: str, began: date) -> dict[str, date | None]:
        """Days as they were worked out on the day the plan began."""
        _, plan = find_plan(self.event, kind)
        first = began + timedelta(days=2)
        return {one.id: due_day(one.due_days, self.event.closes_on, first) for one in plan.actions}

    def _work(self, step: Step, place: int) -> None:
        is_done = step.due_on < self.today and step.order not in LATE and not step.gate
        plans.update_plan_step(
            by=self.by,
            step=step,
            version=step.version,
            due_on=step.due_on,
            designated_user=self.others[place % len(self.others)],
            notes=BEGUN.get(step.order, ""),
            state=Step.State.DONE if is_done else None,
            completed_on=step.due_on if is_done else None,
        )

    def checklist(self, kind: str, done: int) -> None:
        """A plan whose first actions are done and one of which does not apply."""
        steps = self._steps(plans.start_plan(by=self.by, event=self.event, kind=kind))
        for place, step in enumerate(steps[: done + 1]):
            applies = place < done
            plans.update_plan_step(
                by=self.by,
                step=step,
                version=step.version,
                due_on=step.due_on,
                designated_user=self.others[place % len(self.others)],
                state=Step.State.DONE if applies else Step.State.NOT_NEEDED,
                completed_on=self.today if applies else None,
                not_needed_reason="" if applies else "No other council has people here.",
            )

    def scope_actions(self) -> None:
        """The provider goes on: its action plan is checked each week, and was checked today."""
        steps = self._steps(plans.start_plan(by=self.by, event=self.event, kind="scope-actions"))
        step_records.record_occurrence(
            by=self.by,
            step=next(step for step in steps if step.is_repeatable),
            happened_on=self.today,
            notes="Nights are covered for two weeks.",
        )

    @staticmethod
    def _steps(checklist: Checklist) -> list[Step]:
        rows = Step.objects.filter(stage__checklist=checklist).select_related("stage__checklist", "event")
        return list(rows.order_by("stage__order", "order"))
