"""The one table of documents: another one is a line here. What it says stands in the room that knows the facts."""

from costs.documents import about_claim, claim_paper
from events.document_kinds import DocumentKind, Group
from events.documents.overview import leads, overview
from events.documents.plan import about_plan, any_plan_paper, fits, plan_paper
from failure_response.papers import plans
from failure_response.papers.brief import brief
from failure_response.papers.checklist import checklist_paper
from failure_response.papers.final_report import final_report
from failure_response.papers.meetings import about_meeting, meeting_pack, minutes_paper
from letters.documents import about_mailing, letters_paper
from risk.documents import (
    about_action_plan,
    about_assessment,
    about_month,
    assessment_paper,
    assessments_read_whole,
    monthly_paper,
    plans_shown,
)
from risk.documents import plan_paper as action_plan_paper
from risk.initial_paper import about_initial, initial_paper
from trackers.documents import closure_plan
from trackers.list_paper import key_contacts, residents_list
from trackers.tracker_paper import tracker_paper
from trackers.transfer_paper import about_day, about_move, transfer_sheet, transfer_sheets

STEPS, COSTS, MEETINGS = "events.view_step", "costs.view_costs", "events.view_meeting"
CONCERNS, RISK, MONITORING = "risk.view_concern", "risk.view_riskassessment", "risk.view_monitoring"
CONTINGENCY = "plans.view_contingencyplan"
PLANS, PEOPLE, IN_MEETINGS, REPORTS = Group.PLANS, Group.PEOPLE, Group.MEETINGS, Group.REPORTS


def a_plan(kind: str, title: str, holds: str) -> DocumentKind:
    """A plan of the written procedures in its printed columns."""
    return DocumentKind(kind, title, PLANS, holds, plan_paper(kind), needs=STEPS, fits=fits(kind))


TABLE = (
    DocumentKind(
        "closure-plan",
        "Closure plan",
        PLANS,
        "Every action of the plan, the list of residents and their key contacts",
        closure_plan,
        for_partners=True,
    ),
    a_plan("suspension-plan", "Suspension plan", "Every action before and after new placements stop"),
    a_plan("scope-actions", "Scope actions", "What each organisation does first, and goes on doing"),
    a_plan("holistic-actions", "Holistic actions", "Communication and safeguarding around the failure"),
    a_plan("appendix-b", "Provider failure checklist", "The forty items in eight areas, with tick or cross"),
    DocumentKind(
        "plan",
        "Plan",
        PLANS,
        "Its actions in the printed columns, with how far each is",
        any_plan_paper,
        needs=STEPS,
        about=about_plan,
    ),
    DocumentKind(
        "checklist",
        "Checklist",
        PLANS,
        "What is still open, the gates, then every stage with who did what and when",
        checklist_paper,
        needs=STEPS,
    ),
    DocumentKind(
        "approach",
        "Approach",
        PLANS,
        "Issues and options side by side, what was chosen and why, what it costs",
        plans.approach,
        needs=STEPS,
        fits=plans.has_approach,
    ),
    DocumentKind(
        "tracker",
        "Tracker",
        PEOPLE,
        "Everybody as the tracker shows them; to filter first, download from the tracker",
        tracker_paper,
        needs="trackers.export_tracker",
        for_partners=True,
        takes_query=True,
    ),
    DocumentKind(
        "residents-list",
        "List of Residents",
        PEOPLE,
        "The home, and everybody who lives there in ten columns",
        residents_list,
        for_partners=True,
    ),
    DocumentKind(
        "key-contacts",
        "Key contact sheets",
        PEOPLE,
        "Whom to ring about each person",
        key_contacts,
        needs=STEPS,
    ),
    DocumentKind(
        "transfer-sheet",
        "Transfer sheet",
        PEOPLE,
        "What goes with a person who moves, and who was told",
        transfer_sheet,
        needs=STEPS,
        about=about_move,
        chosen_at=("Choose the move", "trackers:moves"),
    ),
    DocumentKind(
        "transfer-sheets",
        "Transfer sheets of a day",
        PEOPLE,
        "The sheet of everybody who moves on a day",
        transfer_sheets,
        needs=STEPS,
        about=about_day,
        chosen_at=("Choose the day", "trackers:moves"),
    ),
    DocumentKind(
        "meeting-pack",
        "Meeting pack",
        IN_MEETINGS,
        "Figures, agenda with what changed, open actions and people to talk about",
        meeting_pack,
        needs=MEETINGS,
        about=about_meeting,
        chosen_at=("Choose the meeting", "events:meeting-list"),
    ),
    DocumentKind(
        "minutes",
        "Minutes",
        IN_MEETINGS,
        "Who came, what was said and decided, and the actions agreed",
        minutes_paper,
        needs=MEETINGS,
        about=about_meeting,
        chosen_at=("Choose the meeting", "events:meeting-list"),
    ),
    DocumentKind(
        "overview",
        "Provider failure overview",
        REPORTS,
        "The form with what the council was told, and the response",
        overview,
        needs=STEPS,
    ),
    DocumentKind(
        "leads",
        "Leads and contacts",
        REPORTS,
        "Who holds which role, and whom to ring",
        leads,
        needs=STEPS,
    ),
    DocumentKind(
        "brief",
        "Brief to leaders",
        REPORTS,
        "What happened, figures, legal basis, risks and what is to be decided, on two sides",
        brief,
        needs=STEPS,
    ),
    DocumentKind(
        "final-report",
        "Final report with evidence",
        REPORTS,
        "What was planned and done, how long it took, outcomes, lessons, and the whole history",
        final_report,
        needs="events.view_timeline",
    ),
    DocumentKind(
        "letters",
        "Letters",
        Group.PEOPLE,
        "Every letter of one mailing that may go out, each on paper of its own",
        letters_paper,
        needs="letters.view_letter",
        about=about_mailing,
    ),
    DocumentKind(
        "claim",
        "Claim",
        REPORTS,
        "What is claimed from a body, person by person",
        claim_paper,
        needs=COSTS,
        about=about_claim,
        chosen_at=("Choose the claim", "costs:cost-overview"),
    ),
    DocumentKind(
        "initial-assessment",
        "Initial assessment of concerns",
        Group.RISK,
        "Every criterion with its options, the score, the outcome and why",
        initial_paper,
        needs=CONCERNS,
        of_event=False,
        about=about_initial,
    ),
    DocumentKind(
        "risk-assessment",
        "Joint risk assessment",
        Group.RISK,
        "The form with the grid of each person of the sample, level of risk and sign-off",
        assessment_paper,
        needs=RISK,
        for_partners=True,
        of_event=False,
        about=about_assessment,
        keys_for=assessments_read_whole,
    ),
    DocumentKind(
        "action-plan",
        "Action plan",
        Group.RISK,
        "Each concern with the action, who and by when, and whether it is met",
        action_plan_paper,
        for_partners=True,
        of_event=False,
        about=about_action_plan,
        keys_for=plans_shown,
    ),
    DocumentKind(
        "monthly-report",
        "Monitoring report",
        Group.RISK,
        "What a month of monitoring came to, for the managers of the market",
        monthly_paper,
        needs=MONITORING,
        of_event=False,
        about=about_month,
    ),
    DocumentKind(
        "contingency-plan",
        "Contingency plan",
        PLANS,
        "Every section as it stands now, with the facts of now",
        plans.contingency,
        needs=CONTINGENCY,
        of_event=False,
        about=plans.about_plan,
    ),
    DocumentKind(
        "contingency-version",
        "Published contingency plan",
        PLANS,
        "What was published, with the facts of then",
        plans.contingency_as_published,
        needs=CONTINGENCY,
        of_event=False,
        about=plans.about_version,
    ),
)
