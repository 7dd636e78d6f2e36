"""The pages of a room as tabs: those that a person may open."""

from django.urls import reverse

from accounts.models import User

# (name, words, URL name, permission needed)
Page = tuple[str, str, str, str]


def tabs(pages: list[Page], user: User, active: str) -> list[dict]:
    """[{text, href, active}] of the pages that this person may open; nothing where that is only one."""
    found = [
        {"text": text, "href": reverse(address), "active": name == active}
        for name, text, address, permission in pages
        if user.has_perm(permission)
    ]
    return found if len(found) > 1 else []
