from django.urls import path

from trackers.move_urls import MOVES
from trackers.views import (
    as_at,
    bulk,
    claims,
    costs,
    disputes,
    entries,
    export,
    imports,
    legal,
    legal_people,
    live,
    merges,
    moves,
    people,
    reconcile,
    reviews,
    roll_call,
    saved_views,
    tracker,
)

app_name = "trackers"
urlpatterns = [
    path("events/<reference:reference>/tracker/", tracker.tracker, name="tracker"),
    path("events/<reference:reference>/tracker/changes/", live.tracker_changes, name="tracker-changes"),
    path("events/<reference:reference>/tracker/bulk/", bulk.bulk_edit, name="bulk-edit"),
    path("events/<reference:reference>/tracker/bulk/<int:pk>/", bulk.bulk_detail, name="bulk-detail"),
    path(
        "events/<reference:reference>/tracker/bulk/<int:pk>/take-back/",
        bulk.bulk_take_back,
        name="bulk-take-back",
    ),
    path("events/<reference:reference>/tracker/lists/", saved_views.saved_view_list, name="saved-view-list"),
    path(
        "events/<reference:reference>/tracker/lists/add/", saved_views.saved_view_add, name="saved-view-add"
    ),
    path(
        "events/<reference:reference>/tracker/lists/<int:pk>/",
        saved_views.saved_view_edit,
        name="saved-view-edit",
    ),
    path(
        "events/<reference:reference>/tracker/lists/<int:pk>/delete/",
        saved_views.saved_view_delete,
        name="saved-view-delete",
    ),
    path("events/<reference:reference>/tracker/add/", people.entry_add, name="entry-add"),
    path("events/<reference:reference>/tracker/as-at/", as_at.tracker_as_at, name="tracker-as-at"),
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
    path("people/<int:pk>/merge/", merges.entry_merge, name="entry-merge"),
    path("people/<int:pk>/merge/<int:merge>/", merges.merge_detail, name="merge-detail"),
    # Other lists beside the tracker
    path("events/<reference:reference>/reconcile/", reconcile.reconcile, name="reconcile"),
    path("events/<reference:reference>/reconcile/add/", reconcile.reconcile_add, name="reconcile-add"),
    path("events/<reference:reference>/reconcile/roll-call/", roll_call.roll_call, name="roll-call"),
    path(
        "events/<reference:reference>/reconcile/decide/", reconcile.reconcile_decide, name="reconcile-decide"
    ),
    path(
        "events/<reference:reference>/reconcile/decisions/<int:pk>/take-back/",
        reconcile.reconcile_undo,
        name="reconcile-undo",
    ),
    path(
        "events/<reference:reference>/reconcile/lists/<int:pk>/",
        reconcile.reconcile_list,
        name="reconcile-list",
    ),
    path(
        "events/<reference:reference>/reconcile/rows/<int:pk>/add/",
        reconcile.reconcile_person,
        name="reconcile-person",
    ),
    # Six-week reviews
    path("events/<reference:reference>/reviews/", reviews.review_list, name="review-list"),
    path("people/<int:pk>/reviews/add/", reviews.review_add, name="review-add"),
    path("people/<int:pk>/reviews/<int:review>/", reviews.review_record, name="review-record"),
    path("people/<int:pk>/reviews/<int:review>/plan/", reviews.review_plan, name="review-plan"),
    # The legal basis of an event, and of one person
    path("events/<reference:reference>/legal/", legal.legal_detail, name="legal-detail"),
    path("events/<reference:reference>/legal/facts/", legal.legal_facts, name="legal-facts"),
    path("events/<reference:reference>/legal/again/", legal.legal_again, name="legal-again"),
    path("events/<reference:reference>/legal/decide/", legal.legal_decide, name="legal-decide"),
    path(
        "events/<reference:reference>/legal/decisions/<int:pk>/take-back/",
        legal.legal_decision_end,
        name="legal-decision-end",
    ),
    path("events/<reference:reference>/legal/power/assess/", legal.power_assess, name="power-assess"),
    path("events/<reference:reference>/legal/power/use/", legal.power_use, name="power-use"),
    path("events/<reference:reference>/legal/power/<int:pk>/end/", legal.power_end, name="power-end"),
    path("events/<reference:reference>/legal/disputes/", disputes.dispute_list, name="dispute-list"),
    path("events/<reference:reference>/legal/disputes/new/", disputes.dispute_add, name="dispute-add"),
    path("events/<reference:reference>/legal/disputes/<int:pk>/", disputes.dispute_edit, name="dispute-edit"),
    path("people/<int:pk>/legal/", legal_people.person_legal, name="person-legal"),
    path("people/<int:pk>/legal/facts/", legal_people.person_facts, name="person-facts"),
    path("people/<int:pk>/legal/decide/", legal_people.person_decide, name="person-decide"),
    path(
        "people/<int:pk>/legal/decisions/<int:decision>/take-back/",
        legal_people.person_decision_end,
        name="person-decision-end",
    ),
    path("people/<int:pk>/legal/end/", legal_people.duty_end, name="duty-end"),
    path("people/<int:pk>/legal/end/take-back/", legal_people.duty_end_back, name="duty-end-back"),
    path("people/<int:pk>/legal/power/", legal_people.person_power_assess, name="person-power-assess"),
    path("people/<int:pk>/legal/dispute/", legal_people.person_dispute, name="person-dispute"),
    # Placements, moves, whereabouts and the board
    *MOVES,
    # What it costs, what people are charged, and claims
    path("events/<reference:reference>/costs/", costs.cost_overview, name="cost-overview"),
    path("events/<reference:reference>/costs/lines/", costs.cost_lines, name="cost-lines"),
    path("events/<reference:reference>/costs/people/", costs.cost_people, name="cost-people"),
    path("events/<reference:reference>/costs/add/", costs.cost_add, name="cost-add"),
    path("events/<reference:reference>/costs/lines/<int:pk>/", costs.cost_detail, name="cost-detail"),
    path(
        "events/<reference:reference>/costs/lines/<int:pk>/take-back/",
        costs.cost_take_back,
        name="cost-take-back",
    ),
    path("events/<reference:reference>/costs/claims/new/", claims.claim_new, name="claim-new"),
    path("events/<reference:reference>/costs/claims/<int:pk>/", claims.claim_detail, name="claim-detail"),
    path(
        "events/<reference:reference>/costs/claims/<int:pk>/download/",
        claims.claim_download,
        name="claim-download",
    ),
    path(
        "events/<reference:reference>/costs/claims/<int:pk>/document/",
        claims.claim_document,
        name="claim-document",
    ),
    path(
        "events/<reference:reference>/costs/claims/<int:pk>/<slug:doing>/",
        claims.claim_step,
        name="claim-step",
    ),
    path("people/<int:pk>/costs/", costs.person_costs, name="person-costs"),
    path("people/<int:pk>/costs/add/", costs.person_cost_add, name="person-cost-add"),
    path("people/<int:pk>/costs/who-bears-them/", costs.person_bearers, name="person-bearers"),
    path("people/<int:pk>/costs/charges/add/", costs.charge_add, name="charge-add"),
    path("people/<int:pk>/costs/charges/<int:charge>/", costs.charge_edit, name="charge-edit"),
    path(
        "people/<int:pk>/costs/charges/<int:charge>/take-back/",
        costs.charge_take_back,
        name="charge-take-back",
    ),
    path("people/<int:pk>/costs/shares/add/", costs.split_add, name="split-add"),
    path(
        "people/<int:pk>/costs/shares/<int:split>/take-back/", costs.split_take_back, name="split-take-back"
    ),
]
