from plans.models.approaches import Approach, ApproachIssue, ApproachOption
from plans.models.contingency import ContingencyPlan, PlanSection, PlanVersion
from plans.models.contingency_facts import Alternative, FactConfirmation, PlanLink, ProposedLead
from plans.models.contingency_use import PlanUse, PossibleDestination
from plans.models.involvement import Involvement, InvolvementRow
from plans.models.press import PressApproval, PressStatement
from plans.models.programme import MarketProject
from plans.models.sign_off import SignOff

__all__ = [
    "Alternative",
    "Approach",
    "ApproachIssue",
    "ApproachOption",
    "ContingencyPlan",
    "FactConfirmation",
    "Involvement",
    "InvolvementRow",
    "MarketProject",
    "PlanLink",
    "PlanSection",
    "PlanUse",
    "PlanVersion",
    "PossibleDestination",
    "PressApproval",
    "PressStatement",
    "ProposedLead",
    "SignOff",
]
