"""The pages of this room between failures, as data."""

from django.urls import reverse

# (name, words, URL name, permission needed)
PAGES = [
    ("plans", "Contingency plans", "plans:contingency-list", "plans.view_contingencyplan"),
    ("alternatives", "Willing to step in", "plans:alternative-list", "plans.view_contingencyplan"),
    ("programme", "Market programme", "plans:project-list", "plans.view_marketproject"),
    ("matrix", "Whom to involve", "plans:matrix", "plans.view_marketproject"),
]


def tabs(user, active: str) -> list[dict]:
    """[{text, href, active}] of the pages that this person may open; nothing where that is only one."""
    found = [
        {"text": text, "href": reverse(address), "active": name == active}
        for name, text, address, permission in PAGES
        if user.has_perm(permission)
    ]
    return found if len(found) > 1 else []
