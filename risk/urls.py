from django.urls import path

from risk import monitoring_urls
from risk.step_urls import STEPS
from risk.views import assessments, concerns, initial, market, parts, policy, rows, signs

app_name = "risk"
urlpatterns = [
    path("risk/", signs.warning_sign_list, name="warning-sign-list"),
    path("risk/providers/<int:pk>/signs/new/", signs.warning_sign_create, name="warning-sign-create"),
    path("risk/signs/<int:pk>/end/", signs.warning_sign_end, name="warning-sign-end"),
    path("risk/concerns/", concerns.concern_list, name="concern-list"),
    path("risk/concerns/<int:pk>/end/", concerns.concern_end, name="concern-end"),
    path("risk/providers/<int:pk>/concerns/", concerns.concern_history, name="concern-history"),
    path("risk/providers/<int:pk>/concerns/new/", concerns.concern_new, name="concern-new"),
    path("risk/initial/", initial.initial_list, name="initial-list"),
    path("risk/services/<str:cqc_id>/initial/new/", initial.initial_new, name="initial-new"),
    path("risk/initial/<int:pk>/", initial.initial_detail, name="initial-detail"),
    path("risk/initial/<int:pk>/edit/", initial.initial_edit, name="initial-edit"),
    path("risk/initial/<int:pk>/decide/", initial.initial_decide, name="initial-decide"),
    path("risk/initial/<int:pk>/follow-up/", initial.initial_follow_up, name="initial-follow-up"),
    path("risk/assessments/", assessments.assessment_list, name="assessment-list"),
    path("risk/services/<str:cqc_id>/assessments/new/", assessments.assessment_new, name="assessment-new"),
    path("risk/assessments/<int:pk>/", assessments.assessment_detail, name="assessment-detail"),
    path("risk/assessments/<int:pk>/people/add/", assessments.people_add, name="people-add"),
    path("risk/assessments/<int:pk>/people/<int:number>/", rows.person_detail, name="person-detail"),
    path("risk/assessments/<int:pk>/people/<int:number>/remove/", parts.person_remove, name="person-remove"),
    path("risk/assessments/<int:pk>/rows/<int:row>/", rows.row_fill, name="row-fill"),
    path("risk/assessments/<int:pk>/factors/new/", parts.factor_new, name="factor-new"),
    path("risk/assessments/<int:pk>/factors/<int:factor>/", parts.factor_edit, name="factor-edit"),
    path("risk/assessments/<int:pk>/views/", assessments.views_record, name="views-record"),
    path("risk/assessments/<int:pk>/level/", assessments.level_settle, name="level-settle"),
    path("risk/assessments/<int:pk>/sign/", assessments.assessment_sign, name="assessment-sign"),
    path("risk/assessments/<int:pk>/again/", assessments.assessment_again, name="assessment-again"),
    path("risk/assessments/<int:pk>/compare/", assessments.assessment_compare, name="assessment-compare"),
    path("risk/assessments/<int:pk>/ask/", parts.contributor_new, name="contributor-new"),
    path(
        "risk/assessments/<int:pk>/ask/<int:contributor>/end/", parts.contributor_end, name="contributor-end"
    ),
    path("risk/services/<str:cqc_id>/over-time/", market.service_over_time, name="service-over-time"),
    *monitoring_urls.urlpatterns,
    path("risk/policy/", policy.policy, name="policy"),
    path("risk/market/", market.risk_market, name="market"),
    path("risk/market/list/", market.market_list, name="market-list"),
    *STEPS,
]
