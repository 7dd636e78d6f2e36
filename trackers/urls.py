from django.urls import path

from trackers.views import entries, export, imports, moves, people, tracker

app_name = "trackers"
urlpatterns = [
    path("events/<reference:reference>/tracker/", tracker.tracker, name="tracker"),
    path("events/<reference:reference>/tracker/add/", people.entry_add, name="entry-add"),
    path("events/<reference:reference>/tracker/export/", export.tracker_export, name="tracker-export"),
    path("events/<reference:reference>/tracker/import/", imports.import_start, name="import-start"),
    path(
        "events/<reference:reference>/tracker/import/<uuid:token>/",
        imports.import_detail,
        name="import-detail",
    ),
    path(
        "events/<reference:reference>/tracker/import/<uuid:token>/columns/",
        imports.import_map,
        name="import-map",
    ),
    path(
        "events/<reference:reference>/tracker/import/<uuid:token>/rows/",
        imports.import_settle,
        name="import-settle",
    ),
    path(
        "events/<reference:reference>/tracker/import/<uuid:token>/load/",
        imports.import_load,
        name="import-load",
    ),
    path(
        "events/<reference:reference>/tracker/import/<uuid:token>/put-away/",
        imports.import_abandon,
        name="import-abandon",
    ),
    path(
        "events/<reference:reference>/tracker/import/<uuid:token>/problems/",
        imports.import_problems,
        name="import-problems",
    ),
    path("people/<int:pk>/", entries.entry_detail, name="entry-detail"),
    path("people/<int:pk>/history/", entries.entry_history, name="entry-history"),
    path("people/<int:pk>/edit/<slug:field>/", entries.entry_edit, name="entry-edit"),
    path("people/<int:pk>/change/<slug:card>/", entries.entry_change, name="entry-change"),
    path("people/<int:pk>/move/", moves.entry_move, name="entry-move"),
    path("people/<int:pk>/check/", moves.entry_check, name="entry-check"),
    path("people/<int:pk>/outcome/", moves.entry_outcome, name="entry-outcome"),
    path("people/<int:pk>/outcome/take-back/", moves.entry_reopen, name="entry-reopen"),
    path("people/<int:pk>/contacts/add/", moves.contact_add, name="contact-add"),
    path("people/<int:pk>/contacts/<int:contact>/", moves.contact_edit, name="contact-edit"),
    path("people/<int:pk>/share/", moves.entry_share, name="entry-share"),
    path("people/<int:pk>/share/<int:share>/end/", moves.entry_share_end, name="entry-share-end"),
]
