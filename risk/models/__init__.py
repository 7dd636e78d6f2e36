from risk.models.assessments import (
    Contributor,
    Grading,
    MitigatingFactor,
    RiskAssessment,
    SampledPerson,
)
from risk.models.concerns import Concern
from risk.models.initial import InitialAssessment
from risk.models.monitoring import Monitoring, MonitoringAction, MonitoringSetting, MonthlyRecord
from risk.models.signs import WarningSign

__all__ = [
    "Concern",
    "Contributor",
    "Grading",
    "InitialAssessment",
    "MitigatingFactor",
    "Monitoring",
    "MonitoringAction",
    "MonitoringSetting",
    "MonthlyRecord",
    "RiskAssessment",
    "SampledPerson",
    "WarningSign",
]
