from django.urls import reverse

from accounts.tabs import tabs

PAGES = [
    ("providers", "Providers", "providers:provider-list", "providers.view_provider"),
    ("concerns", "Concerns", "risk:concern-list", "risk.view_concern"),
    ("sent", "Messages", "accounts:sent-list", "accounts.change_notification"),
]


def test_tabs_are_the_pages_that_the_person_may_open(reader):
    assert tabs(PAGES, reader, "concerns") == [
        {"text": "Providers", "href": reverse("providers:provider-list"), "active": False},
        {"text": "Concerns", "href": reverse("risk:concern-list"), "active": True},
    ]


def test_one_page_alone_has_no_tabs(reader):
    assert tabs(PAGES[1:], reader, "concerns") == []
