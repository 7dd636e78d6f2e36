"""Addresses of decisions, action plans, suspensions, termination, appeals."""

from django.urls import path

from risk.views import action_plans, appeals, decisions, own_plans, suspensions

STEPS = [
    path("risk/decisions/", decisions.decision_list, name="decision-list"),
    path("risk/services/<str:cqc_id>/meetings/new/", decisions.meeting_new, name="meeting-new"),
    path("risk/meetings/<int:pk>/", decisions.meeting_detail, name="meeting-detail"),
    path("risk/meetings/<int:pk>/decide/", decisions.decision_new, name="decision-new"),
    path("risk/decisions/<int:pk>/review/", decisions.decision_review, name="decision-review"),
    path("risk/letters/<slug:kind>/<int:pk>/new/", decisions.letter_new, name="letter-new"),
    path("risk/plans/", action_plans.plan_list, name="plan-list"),
    path("risk/services/<str:cqc_id>/plans/new/", action_plans.plan_new, name="plan-new"),
    path("risk/plans/<int:pk>/", action_plans.plan_detail, name="plan-detail"),
    path("risk/plans/<int:pk>/concerns/new/", action_plans.row_add, name="plan-row-add"),
    path("risk/plans/<int:pk>/concerns/<int:row>/", action_plans.row_change, name="plan-row-change"),
    path("risk/plans/<int:pk>/close/", action_plans.plan_close, name="plan-close"),
    path("risk/plans/<int:pk>/next/", action_plans.plan_carry_over, name="plan-carry-over"),
    path("risk/plans/<int:pk>/show/", action_plans.plan_show, name="plan-show"),
    path("risk/plans/<int:pk>/plan.xlsx", own_plans.plan_spreadsheet, {"kind": "xlsx"}, name="plan-xlsx"),
    path("risk/plans/<int:pk>/plan.csv", own_plans.plan_spreadsheet, {"kind": "csv"}, name="plan-csv"),
    path("risk/suspensions/", suspensions.suspension_list, name="suspension-list"),
    path("risk/services/<str:cqc_id>/suspensions/new/", suspensions.suspension_new, name="suspension-new"),
    path("risk/suspensions/<int:pk>/", suspensions.suspension_detail, name="suspension-detail"),
    path("risk/suspensions/<int:pk>/change/", suspensions.suspension_change, name="suspension-change"),
    path(
        "risk/suspensions/<int:pk>/mandatory/",
        suspensions.suspension_mandatory,
        name="suspension-mandatory",
    ),
    path("risk/suspensions/<int:pk>/lift/", suspensions.suspension_lift, name="suspension-lift"),
    path("risk/services/<str:cqc_id>/terminations/new/", appeals.termination_new, name="termination-new"),
    path("risk/terminations/<int:pk>/", appeals.termination_detail, name="termination-detail"),
    path("risk/terminations/<int:pk>/plan/", appeals.termination_link, name="termination-link"),
    path("risk/terminations/<int:pk>/settle/", appeals.termination_settle, name="termination-settle"),
    path("risk/appeals/<slug:kind>/<int:pk>/new/", appeals.appeal_new, name="appeal-new"),
    path("risk/appeals/<int:pk>/", appeals.appeal_detail, name="appeal-detail"),
    path("risk/appeals/<int:pk>/settle/", appeals.appeal_settle, name="appeal-settle"),
    path("risk/providers/<int:pk>/contracts/new/", appeals.contract_new, name="contract-new"),
    path("risk/contracts/<int:pk>/", appeals.contract_edit, name="contract-edit"),
    path("risk/providers/<int:pk>/access/new/", own_plans.access_new, name="access-new"),
    path("risk/accesses/<int:pk>/end/", own_plans.access_end, name="access-end"),
    # What a provider's own people open, and nothing else
    path("plans/", own_plans.own_plan_list, name="own-plan-list"),
    path("plans/<int:pk>/", own_plans.own_plan_detail, name="own-plan-detail"),
    path("plans/<int:pk>/concerns/<int:row>/", own_plans.own_row_answer, name="own-row-answer"),
]
