"""What belongs to an event's timeline: every change of it and of all that stands under it."""

from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model, Q

from accounts.history import Change, Source, timeline
from events.models import AgendaItem, Checklist, Document, FailureEvent, GrabPack, Stage, Step
from letters.models import Letter
from plans.models import ApproachIssue, ApproachOption
from trackers.models import ServiceUser, TrackerEntry, TransferItem

WORDS = {
    "event.draft_saved": "Draft saved",
    "event.logged": "Incident logged",
    "event.invoked": "Procedure invoked",
    "event.closing_date_set": "Closing date set",
    "event.resolved": "Event resolved",
    "event.closed": "Event closed",
    "event.shared": "Event shared",
    "event.share_ended": "Share ended",
    "notice.added": "Update logged",
    "notice.overridden": "Response decided otherwise",
    "lead.named": "Lead named",
    "lead.ended": "Lead ended",
    "lead.handed_over": "Role handed over",
    "lead.deputy_named": "Deputy named",
    "lead.away": "Lead away or back",
    "event.draft_discarded": "Draft discarded",
    "event.service_added": "Service added",
    "event.service_removed": "Service removed",
    "event.grouped": "Put in a group",
    "event.ungrouped": "Taken out of its group",
    "escalation.moved_on": "Next on the route of escalation told",
    "escalation.acknowledged": "Escalation acknowledged",
    "escalation.phoned": "Call recorded",
    "communication.recorded": "Message sent or recorded",
    "communication.given": "Message given to somebody else",
    "communication.read": "Message read",
    "step.completed": "Step completed",
    "step.not_needed": "Step marked not needed",
    "step.reopened": "Step opened again",
    "step.happened": "Step done once more",
    "step.confirmed": "Confirmation recorded",
    "step.record_taken_back": "Record of a step taken back",
    "step.added": "Local step added",
    "step.due_date_set": "Due date of a step set",
    "step.reworded": "Words of a step changed",
    "stage.reopened": "Stage opened again",
    "steps.taken": "Steps of a newer version taken",
    "event.decided": "Decision recorded",
    "event.reopened": "Event opened again",
    "event.residents_told": "Residents told early",
    "date.agreed": "Provisional date agreed",
    "date.changed": "Provisional date changed",
    "contingency_plan.taken": "Contingency plan taken in",
    "plan.started": "Plan started",
    "plan.step_updated": "Plan updated",
    "plan.progress_recorded": "Progress of a plan recorded",
    "plan.step_follows_again": "Due date of a plan worked out again",
    "plan.actions_added": "Further actions added to a plan",
    "plan.dates_moved": "Due dates of a plan moved",
    "plan.dates_put_back": "Move of due dates taken back",
    "plan.readiness_decided": "Readiness decided",
    "plan.reminded": "Reminded of actions of plans",
    "meeting.planned": "Meeting planned",
    "meeting.moved": "Meeting moved",
    "meeting.cancelled": "Meeting cancelled",
    "meeting.attendance_taken": "Attendance taken",
    "meeting.decided": "Decision of a meeting recorded",
    "series.planned": "Meetings that come round planned",
    "series.changed": "Later meetings changed",
    "series.cancelled": "Later meetings cancelled",
    "series.extended": "Next meetings planned",
    "agenda.made": "Meeting started",
    "agenda.item_added": "Item added to an agenda",
    "agenda.minuted": "Minute typed",
    "attendance.chased": "Agency chased",
    "attendance.escalated": "Agency escalated",
    "action.agreed": "Action agreed",
    "action.updated": "Action changed",
    "request.asked": "Information asked for",
    "request.updated": "Request chased or answered",
    "outsider.added": "Person without an account added",
    "outsider.ended": "Person without an account takes no part",
    "termination.issued": "Termination document recorded",
    "termination.taken_back": "Termination document taken back",
    "finding.recorded": "Finding recorded",
    "finding.updated": "Finding changed",
    "review.recorded": "Review recorded",
    "review.planned": "Review planned",
    "review.added": "Review added",
    "placement.added": "Place or package added",
    "placement.edited": "Place or package changed",
    "transfer.arranged": "Move arranged",
    "transfer.items_ticked": "List for the move ticked",
    "transfer.item_edited": "List for the move changed",
    "transfer.equipment_added": "Equipment for the move added",
    "transfer.drugs_counted_out": "Controlled drugs counted out",
    "transfer.drugs_counted_in": "Controlled drugs counted in",
    "transfer.left": "Left for the new place",
    "transfer.arrived": "Arrived at the new place",
    "transfer.confirmed": "Arrival confirmed",
    "transfer.taken_back": "Record of a move taken back",
    "stay.recorded": "Whereabouts recorded",
    "stay.withdrawn": "Whereabouts taken back",
    "residents.sent": "Resident list sent",
    "residents.loaded": "Resident list loaded",
    "reconcile.list_added": "List compared with the tracker",
    "reconcile.list_put_away": "Compared list put away",
    "reconcile.list_taken_up": "List compared again",
    "reconcile.roll_called": "Roll-call kept",
    "reconcile.decided": "Same person or not decided",
    "reconcile.decision_taken_back": "Decision about a person taken back",
    "reconcile.person_added": "Person added from a list",
    "tracker_entry.added": "Person added",
    "tracker_entry.edited": "Person’s details changed",
    "tracker_entries.changed": "Several people changed",
    "tracker_entries.put_back": "Change of several people taken back",
    "tracker_entry.conflict_settled": "Clash settled",
    "tracker_entry.moved": "Move recorded",
    "tracker_entry.checked": "Safe and well check recorded",
    "tracker_entry.outcome_recorded": "Final outcome recorded",
    "tracker_entry.outcome_reopened": "Final outcome taken back",
    "tracker_entry.shared": "Person shared",
    "tracker_entry.share_ended": "Share of a person ended",
    "tracker_entry.merged": "Two rows of one person merged",
    "tracker_entry.merge_undone": "Merge of two rows taken back",
    "representative.added": "Contact added",
    "representative.edited": "Contact changed",
    "must_have.added": "Must-have added",
    "must_have.edited": "Must-have changed",
    "must_have.looked_for": "Must-have looked for at a place",
    "acceptance.put_right": "What a place lacked put right",
    "assessment.recorded": "Assessment recorded",
    "link.made": "People linked",
    "link.edited": "Link between people changed",
    "link.ended": "Link between people ended",
    "link.answered": "Places of linked people accepted",
    "concern.raised": "Concern raised",
    "concern.closed": "Concern closed",
    "concern.reopened": "Concern opened again",
    "document.asked_for": "Document asked for",
    "legal_facts.recorded": "Facts for the legal basis recorded",
    "legal_facts.recorded_for_person": "Facts about a person recorded",
    "legal.decided_for_event": "Legal answer decided otherwise",
    "legal.decided_for_person": "Legal answer for a person decided otherwise",
    "legal.decision_taken_back": "Decision on the legal answer taken back",
    "legal.worked_out_again": "Legal answer worked out again",
    "duty.ended": "Duty to a person ended",
    "duty.end_taken_back": "End of the duty taken back",
    "power.assessed": "Risk assessment on urgency recorded",
    "power.used": "Section 19 power used",
    "power.ended": "Use of the section 19 power ended",
    "dispute.opened": "Dispute logged",
    "dispute.edited": "Dispute changed",
    "cost.recorded": "Cost recorded",
    "cost.changed": "Cost changed",
    "cost.taken_back": "Cost taken back",
    "cost.bearers_worked_out": "Who bears the costs worked out again",
    "charge.recorded": "Charge recorded",
    "charge.changed": "Charge changed",
    "charge.taken_back": "Charge taken back",
    "shares.agreed": "Shares of the cost recorded",
    "shares.taken_back": "Shares of the cost taken back",
    "claim.made": "Claim made",
    "claim.agreed": "Claim agreed",
    "claim.sent": "Claim sent",
    "claim.paid": "Claim paid",
    "claim.disputed": "Claim in dispute",
    "claim.withdrawn": "Claim withdrawn",
    "concern.recorded": "Concern recorded",
    "concern.ended": "Concern settled",
    "initial_assessment.made": "Initial assessment made",
    "initial_assessment.edited": "Initial assessment changed",
    "initial_assessment.decided": "Outcome of an initial assessment",
    "initial_assessment.followed_up": "Looked at again",
    "monitoring.begun": "Monitoring begun",
    "monitoring.ended": "Monitoring ended",
    "monitoring.officer_changed": "Somebody else plans the monitoring visits",
    "monitoring.figures_set": "Figures of monitoring set",
    "monitoring.planned_ahead": "Monitoring visits planned",
    "monitoring.reminded": "Reminded of monitoring visits",
    "month.recorded": "Monthly data recorded",
    "month.changed": "Monthly data changed",
    "month.imported": "Monthly data taken from a spreadsheet",
    "month.decided": "Monitoring rating decided",
    "market_report.written": "Recommendations of a monitoring report written",
    "monitoring_action.added": "Monitoring action added",
    "monitoring_action.done": "Monitoring visit or action done",
    "monitoring_action.left_out": "Monitoring visit or action not done",
    "monitoring_action.moved": "Monitoring visit moved",
    "monitoring_action.notes_changed": "Notes of a monitoring visit changed",
    "risk_assessment.started": "Risk assessment started",
    "risk_assessment.people_added": "People added to the sample",
    "risk_assessment.person_removed": "Person taken out of the sample",
    "risk_assessment.views_recorded": "Views of people recorded",
    "risk_assessment.settled": "Overall level of risk settled",
    "risk_assessment.signed": "Risk assessment signed",
    "risk_assessment.begun_again": "New version of a risk assessment",
    "mitigating_factor.added": "Mitigating factor added",
    "mitigating_factor.edited": "Mitigating factor changed",
    "grading.filled_in": "Row of a risk assessment filled in",
    "contributor.asked": "Somebody asked into a risk assessment",
    "contributor.ended": "Somebody no longer takes part in a risk assessment",
    "risk_meeting.recorded": "Meeting about performance recorded",
    "risk_decision.made": "Decision about performance made",
    "risk_decision.reviewed": "Decision about performance reviewed",
    "action_plan.started": "Action plan started",
    "action_plan.shown": "Action plan shown to the provider",
    "action_plan.hidden": "Action plan hidden from the provider",
    "action_plan.row_added": "Concern added to an action plan",
    "action_plan.row_changed": "Concern of an action plan changed",
    "action_plan.row_answered": "Provider answered in an action plan",
    "action_plan.closed": "Action plan closed",
    "action_plan.carried_over": "Next action plan started",
    "suspension.recorded": "Placements suspended",
    "suspension.changed": "Suspension changed",
    "suspension.made_mandatory": "Voluntary suspension made mandatory",
    "suspension.lifted": "Suspension lifted",
    "contract.recorded": "Contract recorded",
    "contract.changed": "Contract changed",
    "termination.considered": "Termination of a contract considered",
    "termination.plan_linked": "Contingency plan linked",
    "termination.settled": "Termination of a contract settled",
    "appeal.lodged": "Appeal recorded",
    "appeal.settled": "Appeal settled",
    "letter.logged": "Letter logged",
    "letters.made": "Letters made",
    "letters.sent": "Letters posted or handed over",
    "letters.taken_back": "Record that letters went out taken back",
    "letters.withdrawn": "Letters withdrawn",
    "provider_access.opened": "Provider let in to its action plans",
    "provider_access.ended": "Provider no longer let in",
    "risk.reminded": "Reminded of what is due",
    "approach.chosen": "Approach chosen",
    "approach_option.worked_through": "Option of the approach worked through",
    "approach_issue.decided": "Options of an issue decided",
    "involvement.row_chosen": "Type of service in the matrix chosen",
    "involvement.recorded": "Organisation involved",
    "involvement.taken_back": "Record of an involvement taken back",
    "sign_off.recorded": "Approach signed off",
    "sign_off.taken_back": "Sign-off taken back",
    "press_statement.drafted": "Press statement drafted",
    "press_statement.changed": "Text of a press statement changed",
    "press_statement.approved": "Press statement approved",
    "press_statement.issued": "Press statement issued",
    "press_statement.put_away": "Press statement put away",
    "press_approval.taken_back": "Approval of a press statement taken back",
    "market_project.taken": "Market programme taken from the outline",
    "market_project.added": "Contingency project added",
    "market_project.changed": "Contingency project changed",
}


class Entry(NamedTuple):
    """What one person did in one go: the changes of one operation."""

    title: str
    who: str
    at: object
    reason: str
    changes: list[Change]


# Not told one by one: what invoking, starting a plan or choosing an approach makes is told once, and a document once it
# is asked for.
MADE = Q(pgh_label="insert")
NARROWED = {
    Step: ~MADE | Q(added_by_id__isnull=False) | Q(taken_from_id__isnull=False),
    Document: MADE,
    TransferItem: ~MADE | Q(code=""),
    AgendaItem: ~MADE | Q(kind=AgendaItem.Kind.ADDED),
    Letter: ~MADE,
    Checklist: ~Q(kind=Checklist.Kind.PROCEDURE),
    ApproachIssue: ~MADE,
    ApproachOption: ~MADE,
}
UNTOLD = {GrabPack, Stage}  # a pack is made every hour; who took one stands with what was read and handed out


@cache
def models_under_an_event() -> list[type[Model]]:
    """Every model with a history that stands under an event, of whatever room."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
        and model not in UNTOLD
        and any(field.name == "event" and field.related_model is FailureEvent for field in model._meta.fields)
    ]


def sources(event: FailureEvent) -> list[Source]:
    """The history of the event, of everything under it and of its people."""
    people = TrackerEntry.with_merged.filter(event=event).values("service_user_id")
    under = [
        Source(model, Q(event_id=event.pk) & NARROWED.get(model, Q())) for model in models_under_an_event()
    ]
    about = [Source(FailureEvent, Q(pgh_obj_id=event.pk)), Source(ServiceUser, Q(pgh_obj_id__in=people))]
    return about + under


def entries(
    event: FailureEvent, *, before: tuple | None = None, most: int = 50
) -> tuple[list[Entry], tuple | None]:
    """The newest entries first, and the key of the next page."""
    changes, following = timeline(sources(event), before=before, most=most)
    grouped = groupby(changes, key=lambda change: (change.at, change.who, change.operation))
    return [entry(list(group)) for _, group in grouped], following


def entry(changes: list[Change]) -> Entry:
    first = changes[0]
    return Entry(title(first), first.who, first.at, first.reason, changes)


def in_short(entry: Entry) -> dict:
    """An entry as the overview's timeline shows it: the records it is about, and its reason."""
    records = list(dict.fromkeys(change.record for change in entry.changes))
    named = ", ".join(records[:3]) + (f" and {len(records) - 3} more" if len(records) > 3 else "")
    text = f"{named}. Reason: {entry.reason}" if entry.reason else named
    return {"title": entry.title, "by": entry.who, "when": entry.at, "text": text}


def title(change: Change) -> str:
    """The operation in words: 'step.completed' reads 'Step completed'."""
    known = WORDS.get(change.operation)
    if known or not change.operation:
        return known or f"{change.what} changed"
    noun, _, verb = change.operation.partition(".")
    return f"{noun.replace('_', ' ').capitalize()} {verb.replace('_', ' ')}"
