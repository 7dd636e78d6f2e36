from django.urls import path

from costs.views import claims, costs

app_name = "costs"
urlpatterns = [
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
