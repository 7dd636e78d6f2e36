from risk.models.action_plans import ActionPlan, ActionPlanRow, ProviderAccess
from risk.models.appeals import Appeal, Letter
from risk.models.assessments import (
    Contributor,
    Grading,
    MitigatingFactor,
    RiskAssessment,
    SampledPerson,
)
from risk.models.concerns import Concern
from risk.models.contracts import Contract
from risk.models.decisions import RiskDecision, RiskMeeting
from risk.models.initial import InitialAssessment
from risk.models.market_report import MarketReport
from risk.models.monitoring import Monitoring, MonitoringAction, MonitoringSetting, MonthlyRecord
from risk.models.signs import WarningSign
from risk.models.suspensions import Suspension
from risk.models.terminations import Termination

__all__ = [
    "ActionPlan",
    "ActionPlanRow",
    "Appeal",
    "Concern",
    "Contract",
    "Contributor",
    "Grading",
    "InitialAssessment",
    "Letter",
    "MarketReport",
    "MitigatingFactor",
    "Monitoring",
    "MonitoringAction",
    "MonitoringSetting",
    "MonthlyRecord",
    "ProviderAccess",
    "RiskAssessment",
    "RiskDecision",
    "RiskMeeting",
    "SampledPerson",
    "Suspension",
    "Termination",
    "WarningSign",
]
