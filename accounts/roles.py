"""What each role may do, as plain strings. The one place to look; docs/permissions.md explains it in words.

A role says *what* a person may do; event access (`FailureEvent.objects.visible_to`) says *where*;
PARTNER_FIELDS says *which fields* of a person a partner sees and edits. A field that is not listed is hidden.
"""

COMMISSIONING_OFFICER = "commissioning_officer"
CARE_MANAGER = "care_manager"
CONTRACTS_OFFICER = "contracts_officer"
SENIOR_LEADER = "senior_leader"
PARTNER = "partner"
PROVIDER = "provider"  # staff of a provider: the action plans shown to it, and nothing else
ADMINISTRATOR = "administrator"
SYSTEM = "system"  # the clock and the operator's commands; nobody signs in as it
OUTSIDE = {PARTNER, PROVIDER}  # not the council's: what is not clearly theirs is hidden from them

LABELS = {
    COMMISSIONING_OFFICER: "Commissioning officer",
    CARE_MANAGER: "Care manager",
    CONTRACTS_OFFICER: "Contracts officer",
    SENIOR_LEADER: "Senior leader",
    PARTNER: "Partner staff",
    PROVIDER: "Provider staff",
    ADMINISTRATOR: "Administrator",
    SYSTEM: "System",
}

LOOK = {
    "risk.view_riskassessment",
    "events.view_failureevent",
    "events.view_meeting",
    "events.view_document",
    "events.add_document",
    "trackers.view_trackerentry",
}
LOOK_AT_ALL = {
    "providers.view_provider",
    "risk.view_warningsign",
    "risk.view_concern",
    "risk.view_monitoring",
    "risk.view_riskdecision",
    "plans.view_marketproject",
    "plans.view_contingencyplan",
    "events.view_dashboard",
    "events.view_step",
    "events.view_timeline",
    "events.view_legal",
    "costs.view_costs",
    "letters.view_letter",
}
RUN_EVENT = {
    "events.add_failureevent",
    "events.change_failureevent",
    "events.share_failureevent",
    "events.change_lead",
    "events.change_keycontact",
    "events.send_communication",
    "events.change_step",
    "events.change_plan",
    "plans.approve_pressstatement",
    "events.change_legal",
    "events.add_meeting",
    "events.change_meeting",
    "events.change_action",
    "letters.send_letter",
}
WORK_TRACKER = {
    "letters.send_letter",
    "trackers.add_trackerentry",
    "trackers.change_trackerentry",
    "trackers.import_residents",
    "trackers.export_tracker",
    "trackers.change_legal",
    "trackers.raise_concern",
    "trackers.change_concern",
}
MIND_MONEY = {"costs.change_costs"}
MIND_MESSAGES = {"accounts.change_notification"}  # those that were refused, of events they may open
FILL_ASSESSMENT = {"risk.fill_riskassessment"}  # the rows of one's own party
WATCH_MARKET = FILL_ASSESSMENT | {
    "providers.change_provider",
    "risk.change_warningsign",
    "risk.change_concern",
    "risk.change_riskassessment",
    "risk.change_monitoring",
    "risk.change_riskdecision",
    "plans.change_marketproject",
    "plans.change_contingencyplan",
}
ADMINISTER = {
    "accounts.view_administration",
    "accounts.change_user",
    "events.load_procedure",
    "events.change_routestep",
    "letters.change_lettertemplate",
    "providers.load_register",
}

PERMISSIONS: dict[str, set[str]] = {
    COMMISSIONING_OFFICER: LOOK
    | LOOK_AT_ALL
    | RUN_EVENT
    | WORK_TRACKER
    | WATCH_MARKET
    | MIND_MESSAGES
    | MIND_MONEY,
    CARE_MANAGER: LOOK
    | LOOK_AT_ALL
    | WORK_TRACKER
    | MIND_MESSAGES
    | FILL_ASSESSMENT
    | {"events.change_step", "events.change_action", "risk.change_concern"},
    CONTRACTS_OFFICER: LOOK
    | LOOK_AT_ALL
    | WATCH_MARKET
    | MIND_MESSAGES
    | MIND_MONEY
    | {
        "events.change_step",
        "events.change_plan",
        "plans.approve_pressstatement",
        "events.change_action",
        "trackers.export_tracker",
        "trackers.raise_concern",
    },
    SENIOR_LEADER: LOOK | LOOK_AT_ALL | {"plans.approve_pressstatement"},  # in the own name only
    PARTNER: LOOK
    | FILL_ASSESSMENT
    | {
        "trackers.change_trackerentry",
        "trackers.export_tracker",
        "trackers.raise_concern",
        "risk.answer_riskassessment",
    },
    PROVIDER: {"risk.answer_actionplan", "events.view_document", "events.add_document"},
}
PERMISSIONS[ADMINISTRATOR] = PERMISSIONS[COMMISSIONING_OFFICER] | ADMINISTER
PERMISSIONS[SYSTEM] = set().union(*PERMISSIONS.values())

# Fields of a tracker entry (and, after "service_user.", of the person) that a partner may see of its own
# people.
PARTNER_FIELDS = {
    "service_user.surname",
    "service_user.forename",
    "service_user.title",
    "service_user.known_as",
    "service_user.date_of_birth",
    "service_user.nhs_number",
    "service_user.gender",
    "service_user.client_record_number",
    "room",
    "funding_type",
    "funding_authority",
    "capacity",
    "advocate",
    "imca",
    "mobility_needs",
    "situation",
    "relatives_contact",
    "next_step",
    "next_step_due_on",
    "stage",
    "destination",
    "moved_on",
    "final_outcome",
    "final_outcome_on",
    "response_level",
}
PARTNER_EDITS = {
    "capacity",
    "advocate",
    "mobility_needs",
    "situation",
    "relatives_contact",
    "next_step",
    "next_step_due_on",
    "destination",
}
