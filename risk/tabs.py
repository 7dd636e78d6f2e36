"""The pages of this room, as data."""

from accounts.tabs import Page

PAGES: list[Page] = [
    ("signs", "Providers to watch", "risk:warning-sign-list", "risk.view_warningsign"),
    ("concerns", "Concerns", "risk:concern-list", "risk.view_concern"),
    ("initial", "Initial assessments", "risk:initial-list", "risk.view_concern"),
    ("assessments", "Risk assessments", "risk:assessment-list", "risk.view_riskassessment"),
    ("decisions", "Decisions", "risk:decision-list", "risk.view_riskdecision"),
    ("plans", "Action plans", "risk:plan-list", "risk.view_riskdecision"),
    ("suspensions", "Suspensions", "risk:suspension-list", "risk.view_riskdecision"),
    ("market", "Market", "risk:market", "risk.view_concern"),
    ("monitoring", "Monitoring", "risk:monitoring-list", "risk.view_monitoring"),
]
