"""Mounts the rooms, and the pages that span them. The address book is stable: links in e-mails live for years."""

from django.contrib import admin
from django.urls import include
from django.urls import path

from events import converters  # noqa: F401  registers <reference:...>
from failure_response import views

handler403 = "failure_response.errors.forbidden"
handler404 = "failure_response.errors.not_found"
handler500 = "failure_response.errors.went_wrong"

urlpatterns = [
    path("", views.my_work, name="my-work"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("search/", views.search, name="search"),
    path("events/<reference:reference>/", views.event_overview, name="event-detail"),
    path("events/<reference:reference>/timeline/", views.event_timeline, name="event-timeline"),
    path("healthz", views.health, name="health"),
    path("account/", include("allauth.urls")),
    path("administration/lists/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("providers.urls")),
    path("", include("events.urls")),
    path("", include("trackers.urls")),
    path("", include("risk.urls")),
]
