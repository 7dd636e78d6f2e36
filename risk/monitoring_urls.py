"""The addresses of monitoring, below those of the room."""

from django.urls import path

from risk.views import monitoring, month_lists, months, visits

SERVICE, MONTH, ACTION = (
    "risk/monitoring/services/<str:cqc_id>/",
    "risk/monitoring/months/<int:pk>/",
    "risk/monitoring/actions/<int:pk>/",
)
urlpatterns = [
    path("risk/monitoring/", monitoring.monitoring_list, name="monitoring-list"),
    path("risk/monitoring/list.<str:kind>", month_lists.monitoring_export, name="monitoring-export"),
    path("risk/monitoring/import/", month_lists.month_import, name="month-import"),
    path("risk/monitoring/figures/", monitoring.monitoring_figures, name="monitoring-figures"),
    path("risk/monitoring/visits/", visits.visit_list, name="visit-list"),
    path("risk/monitoring/report/<int:year>/<int:month>/", month_lists.monthly_report, name="monthly-report"),
    path(
        "risk/monitoring/report/<int:year>/<int:month>/write/",
        month_lists.monthly_report_write,
        name="monthly-report-write",
    ),
    path(SERVICE, monitoring.monitoring_detail, name="monitoring-detail"),
    path(f"{SERVICE}begin/", monitoring.monitoring_begin, name="monitoring-begin"),
    path(f"{SERVICE}officer/", monitoring.monitoring_officer, name="monitoring-officer"),
    path(f"{SERVICE}end/", monitoring.monitoring_end, name="monitoring-end"),
    path(f"{SERVICE}months/new/", months.month_new, name="month-new"),
    path(f"{SERVICE}actions/new/", visits.action_add, name="action-add"),
    path(MONTH, months.month_detail, name="month-detail"),
    path(f"{MONTH}edit/", months.month_edit, name="month-edit"),
    path(f"{MONTH}decide/", months.month_decide, name="month-decide"),
    path(ACTION, visits.action_detail, name="action-detail"),
    path(f"{ACTION}done/", visits.action_done, name="action-done"),
    path(f"{ACTION}not-done/", visits.action_not_done, name="action-not-done"),
    path(f"{ACTION}move/", visits.action_move, name="action-move"),
    path(f"{ACTION}notes/", visits.action_notes, name="action-notes"),
]
