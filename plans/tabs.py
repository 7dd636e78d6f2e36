"""The pages of this room between failures, as data."""

from accounts.tabs import Page

PAGES: list[Page] = [
    ("plans", "Contingency plans", "plans:contingency-list", "plans.view_contingencyplan"),
    ("alternatives", "Willing to step in", "plans:alternative-list", "plans.view_contingencyplan"),
    ("programme", "Market programme", "plans:project-list", "plans.view_marketproject"),
    ("matrix", "Whom to involve", "plans:matrix", "plans.view_marketproject"),
]
