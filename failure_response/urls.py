"""Mounts the rooms, and the pages that span them. The address book is stable: links in e-mails live for
years.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from failure_response.views import documents, event, health, home, leaders, search, work
from govuk.colours import council_css
from govuk.views import gallery

handler400 = "failure_response.errors.unreadable"
handler403 = "failure_response.errors.forbidden"
handler404 = "failure_response.errors.not_found"
handler500 = "failure_response.errors.went_wrong"

# Its own sign-in page would ask for a password only, without limits of attempts and without the second factor.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", home.my_work, name="my-work"),
    path("work/", work.work, name="work"),
    path("dashboard/", leaders.dashboard, name="dashboard"),
    path("dashboard/events/", leaders.dashboard_events, name="dashboard-events"),
    path("dashboard/steps/", leaders.dashboard_steps, name="dashboard-steps"),
    path("dashboard/concerns/", leaders.dashboard_concerns, name="dashboard-concerns"),
    path("dashboard/people/", leaders.dashboard_people, name="dashboard-people"),
    path("search/", search.search, name="search"),
    path("events/<reference:reference>/", event.event_overview, name="event-detail"),
    path("events/<reference:reference>/work/", work.event_work, name="event-work"),
    path("events/<reference:reference>/timeline/", event.event_timeline, name="event-timeline"),
    path(
        "events/<reference:reference>/documents/<slug:kind>/print/",
        documents.document_print,
        name="document-print",
    ),
    path("documents/<slug:kind>/print/", documents.own_document_print, name="own-document-print"),
    path("healthz", health.health, name="health"),
    path("council.css", council_css, name="council-css"),
    path("account/", include("accounts.sign_in_urls")),
    path(
        "administration/gallery/",
        needs("accounts.view_administration")(require_http_methods(["GET", "POST"])(gallery)),
        name="gallery",
    ),
    path("administration/lists/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("providers.urls")),
    path("", include("events.urls")),
    path("", include("trackers.urls")),
    path("", include("costs.urls")),
    path("", include("letters.urls")),
    path("", include("risk.urls")),
    path("", include("plans.urls")),
]
