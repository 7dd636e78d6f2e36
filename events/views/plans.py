"""Plans beside the procedure: the list, beginning one, and its actions. Blackpool policy App 5, 6; Coventry outline."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events import plan_slots
from events.forms.plans import CountFrom, FollowAgain, PlanFilter, PlanStep, StartPlan
from events.forms.steps import Happened
from events.models import Checklist, Step
from events.operations.plans import (
    follow_again,
    may_be_designated,
    phases_to_come,
    start_plan,
    starts_with,
    update_plan_step,
)
from events.operations.step_records import record_occurrence
from events.plan_reading import day_of, plan_behind, plans_of
from events.rules.plans import CLOSURE_DATE, due_day, why_due
from events.views import plan_lines
from events.views.checklist import DONE_TIMES
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from events.views.steps import doers, find_step, steps_of, who_was_first
from govuk.words import day_words, lower_first


@needs("events.view_step")
@require_safe
def plan_list(request, reference):
    """Every plan that can be kept for an event, and how far each is."""
    event = find_event(request, reference)
    begun = {one.kind: one for one in event.checklists.exclude(kind=Checklist.Kind.PROCEDURE)}
    steps = list(steps_of(request, event).filter(stage__checklist__in=begun.values()))
    of = {stage: kind for kind, one in begun.items() for stage in [one.pk]}
    offered = plans_of(event)
    named = {kind: (one.plan.called, one.source) for kind, one in offered.items()}
    named |= {kind: (one.title, "") for kind, one in begun.items() if kind not in named}
    rows = [
        {"kind": kind, "title": title, "source": source, "begun": kind in begun}
        | figures([step for step in steps if of[step.stage.checklist_id] == kind])
        for kind, (title, source) in named.items()
    ]
    context = {"title": "Plans", "rows": rows, "sections": plan_slots.sections(request, event)}
    return event_page(request, "events/plan_list.html", event, "plans", context)


def figures(steps: list[Step]) -> dict[str, int]:
    """How many actions there are, are done and are late. Of a plan or of a part of it."""
    today = timezone.localdate()
    still = [step for step in steps if step.state == Step.State.OPEN]
    late = sum(step.due_on is not None and step.due_on < today for step in still)
    return {"total": len(steps), "done": len(steps) - len(still), "late": late}


@needs("events.view_step")
@require_safe
def plan_detail(request, reference, kind):
    """The actions of a plan by phase; before it has begun, its proposed dates and a button that begins it."""
    event = find_event(request, reference)
    checklist = find_checklist(event, kind)
    if checklist is None:
        return before_the_start(request, event, kind)
    source = plan_behind(checklist)
    steps = actions_of(request, event, checklist)
    chosen = PlanFilter(request.GET, steps=steps)
    now, plan = timezone.localtime(), source.plan
    kept = [step for step in steps if chosen.keeps(step, now.date())]
    context = {
        "title": plan.called,
        "kind": kind,
        "plan": plan,
        "checklist": checklist,
        "source": source,
        "parts": plan_lines.sections(steps, kept, plan, now, day_of(plan, event, checklist)),
        "filters": chosen,
        "day": day_of(plan, event, checklist),
        "to_come": phases_to_come(checklist, plan),
        "last_shift": checklist.shifts.select_related("made_by").first(),
        "readiness": checklist.readiness_decisions.last() if plan.readiness else None,
        "may_change": may_change(request, event),
        **figures(steps),
    }
    return event_page(request, "events/plan_detail.html", event, "plans", context)


def find_checklist(event, kind) -> Checklist | None:
    """The plan of that kind, if it has begun."""
    if kind == Checklist.Kind.PROCEDURE:
        raise Http404
    checklist = event.checklists.filter(kind=kind).first()
    if checklist:
        checklist.event = event
    return checklist


def begun_or_404(event, kind) -> Checklist:
    checklist = find_checklist(event, kind)
    if checklist is None:
        raise Http404
    return checklist


def actions_of(request, event, checklist) -> list[Step]:
    """Every action of a plan in order, with the times that it was done. Two queries for any number."""
    mine = steps_of(request, event).filter(stage__checklist=checklist)
    return list(mine.order_by("stage__order", "order").prefetch_related(DONE_TIMES))


def may_change(request, event) -> bool:
    return request.user.has_perm("events.change_plan") and event.is_open


def before_the_start(request, event, kind, form=None):
    """Each action with the day that is proposed for it, to be changed before the plan starts."""
    found = plans_of(event).get(kind)
    if found is None:
        raise Http404
    plan, day, asked = found.plan, *day_asked(request, event, found.plan)
    form = form or StartPlan(plan=plan, proposed=proposed(plan, day), initial={"counts_from": day})
    context = {
        "title": plan.called,
        "kind": kind,
        "source": found,
        "plan": plan,
        "form": form,
        "asked": asked,
        "day": day,
        "rows": [(one, form[f"due-{one.id}"], why(plan, one, day)) for one in form.actions],
        "later": [(phase, plan.actions_of(phase.code)) for phase in plan.phases if phase.joins_when],
        "may_change": may_change(request, event),
    }
    return event_page(request, "events/plan_start.html", event, "plans", context)


def day_asked(request, event, plan):
    """The day that dates are worked out from, and the question about it where it is not the closing date."""
    if plan.dates is None:
        return None, None
    if plan.dates.counts_from == CLOSURE_DATE:
        return event.closes_on, None
    soonest = min((action.due_days or 0 for action in starts_with(plan)), default=0)
    first = timezone.localdate() + timedelta(days=max(0, -soonest))  # so that the first action is due today
    data = request.POST if request.method == "POST" else request.GET
    sent = {name: value for name, value in data.items() if name.startswith("counts_from")}
    form = CountFrom(sent or None, plan=plan, initial={"counts_from": first})
    return (form.cleaned_data["counts_from"] if sent and form.is_valid() else first), form


def proposed(plan, day) -> dict:
    today = timezone.localdate()
    return {action.id: due_day(action.due_days, day, today) for action in starts_with(plan)}


def why(plan, action, day) -> str:
    """Where a proposed day comes from, and that it was brought to today where it would have gone by."""
    if plan.dates is None or action.due_days is None:
        return ""
    gone = day is not None and day + timedelta(days=action.due_days) < timezone.localdate()
    return why_due(action.due_days, plan.dates.day) + (", which has gone by: today" if gone else "")


@needs("events.change_plan")
@require_POST
def plan_start(request, reference, kind):
    """Begin the plan with the days that were shown, or were typed instead."""
    event = find_event(request, reference)
    found = plans_of(event).get(kind)
    if found is None:
        raise Http404
    day, _ = day_asked(request, event, found.plan)
    form = StartPlan(request.POST, plan=found.plan, proposed=proposed(found.plan, day))
    if form.is_valid():
        given = {"by": request.user, "event": event, "kind": kind, "due": form.due, "counts_from": day}
        if form.run(lambda key=None, **_: start_plan(key=key, **given)):
            messages.success(request, f"{found.plan.called} started.")
        for problem in form.non_field_errors():
            messages.warning(request, problem)
        return redirect("events:plan-detail", event.reference, kind)
    return before_the_start(request, event, kind, form)


@needs("events.change_plan")
@require_http_methods(["GET", "POST"])
def plan_step(request, reference, kind, pk):
    """Due date, designated person, progress, and what became of an action."""
    event = find_event(request, reference)
    step = find_action(request, event, kind, pk)
    source = plan_behind(step.stage.checklist)
    form = PlanStep(typed(request), initial=as_it_is(step), plan=source.plan, people=may_be_designated(event))
    if run(request, form, update_plan_step, step, by=request.user, step=step):
        messages.success(request, f"Action {step.order} saved.")
        return redirect(f"{plan_address(step)}#a{step.pk}")
    if is_conflict(form):
        about = f"action {step.order}"
        return conflict_page(request, event, "plans", form, about, said=who_was_first(form))
    context = {"form": form, **about_action(event, step, source)}
    return event_page(request, "events/plan_step.html", event, "plans", context)


def find_action(request, event, kind, pk) -> Step:
    step = find_step(request, event, pk)
    if step.stage.checklist.kind != kind or kind == Checklist.Kind.PROCEDURE:
        raise Http404
    return step


def plan_address(step) -> str:
    return step.get_absolute_url().removesuffix(f"{step.pk}/")


def as_it_is(step) -> dict:
    """What the form begins with. The words of a reason are asked again with each other day."""
    kept = ("due_on", "designated_user", "notes", "version", "state", "not_needed_reason")
    named = "" if step.designated_user_id else step.designated_person
    done_on = step.completed_on or timezone.localdate()
    return {name: getattr(step, name) for name in kept} | {
        "designated_person": named,
        "completed_on": done_on,
    }


def about_action(event, step, source) -> dict:
    """What the plan says about the action, and the names that the page suggests."""
    plan, now = source.plan, timezone.localtime()
    orders = {action.id: action.order for action in plan.actions}
    return {
        "title": f"Action {step.order} of the {lower_first(plan.called)}",
        "step": step,
        "kind": step.stage.checklist.kind,
        "line": plan_lines.line(step, plan, orders, now, day_of(plan, event, step.stage.checklist)),
        "names": suggested(event),
        "by_hand": bool(step.due_reason and step.due_days is not None and step.state == Step.State.OPEN),
    }


def suggested(event) -> list[str]:
    """People of the event without an account: leads, and those who come to meetings. Two queries."""
    leads = event.leads.current().filter(user=None).select_related("organisation")
    return sorted({lead.name for lead in leads} | {one.name for one in event.outside_people.current()})


@needs("events.change_plan")
@require_http_methods(["GET", "POST"])
def plan_happened(request, reference, kind, pk):
    """An action that comes round was done once more, such as the weekly check or a site visit."""
    event = find_event(request, reference)
    step = find_action(request, event, kind, pk)
    if not step.is_repeatable:
        return redirect(step)
    begun = {"happened_on": timezone.localdate(), "completed_by": request.user}
    form = Happened(typed(request), initial=begun, people=doers(event, step))
    if run(request, form, record_occurrence, None, by=request.user, step=step):
        messages.success(
            request, f"Action {step.order} is recorded for {day_words(form.result.happened_on)}."
        )
        return redirect(f"{plan_address(step)}#a{step.pk}")
    context = {"form": form, **about_action(event, step, plan_behind(step.stage.checklist))}
    return event_page(request, "events/plan_happened.html", event, "plans", context)


@needs("events.change_plan")
@require_POST
def plan_follow(request, reference, kind, pk):
    """The due date is worked out again, and moves with the closing date."""
    event = find_event(request, reference)
    step = find_action(request, event, kind, pk)
    form = FollowAgain(request.POST)
    if form.is_valid() and form.run(follow_again, by=request.user, step=step):
        messages.success(request, f"The due date of action {step.order} is worked out again.")
    for problem in form.non_field_errors():
        messages.warning(request, problem)
    return redirect(step)
