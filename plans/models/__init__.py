from plans.models.contingency import ContingencyPlan, PlanSection, PlanVersion
from plans.models.contingency_facts import Alternative, FactConfirmation, PlanLink, ProposedLead
from plans.models.contingency_use import PlanUse, PossibleDestination

__all__ = [
    "Alternative",
    "ContingencyPlan",
    "FactConfirmation",
    "PlanLink",
    "PlanSection",
    "PlanUse",
    "PlanVersion",
    "PossibleDestination",
    "ProposedLead",
]
