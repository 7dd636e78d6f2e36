"""Pages of failure events. The overview and the timeline span rooms: they are in failure_response.urls."""

from django.urls import path

from events import converters  # noqa: F401  registers <reference:...>
from events.views import (
    documents,
    endings,
    events,
    leads,
    meetings,
    newer,
    notices,
    plans,
    procedures,
    shares,
    steps,
    undelivered,
)

app_name = "events"
ONE = "events/<reference:reference>/"
urlpatterns = [
    # Events, notices, leads, steps, plans, shares
    path("events/", events.event_list, name="event-list"),
    path("events/new/", events.event_new, name="event-new"),
    path(ONE + "draft/", events.event_draft, name="event-draft"),
    path(ONE + "invoke/", notices.event_invoke, name="event-invoke"),
    path(ONE + "closing-date/", endings.closing_date, name="event-closing-date"),
    path(ONE + "resolve/", endings.event_resolve, name="event-resolve"),
    path(ONE + "close/", endings.event_close, name="event-close"),
    path(ONE + "notices/", notices.notice_list, name="notice-list"),
    path(ONE + "notices/new/", notices.notice_add, name="notice-add"),
    path(ONE + "notices/<int:pk>/decide/", notices.notice_override, name="notice-override"),
    path(ONE + "leads/", leads.lead_list, name="lead-list"),
    path(ONE + "leads/<slug:part>/name/", leads.lead_name, name="lead-name"),
    path(ONE + "leads/<int:pk>/end/", leads.lead_end, name="lead-end"),
    path(ONE + "checklist/", steps.checklist, name="checklist"),
    path(ONE + "checklist/newer/", newer.steps_newer, name="steps-newer"),
    path(ONE + "checklist/<int:pk>/", steps.step_complete, name="step-complete"),
    path(ONE + "checklist/<int:pk>/not-needed/", steps.step_not_needed, name="step-not-needed"),
    path(ONE + "checklist/<int:pk>/reopen/", steps.step_reopen, name="step-reopen"),
    path(ONE + "plans/", plans.plan_list, name="plan-list"),
    path(ONE + "plans/<slug:kind>/", plans.plan_detail, name="plan-detail"),
    path(ONE + "plans/<slug:kind>/start/", plans.plan_start, name="plan-start"),
    path(ONE + "plans/<slug:kind>/<int:pk>/", plans.plan_step, name="plan-step"),
    path(ONE + "share/", shares.share_list, name="share-list"),
    path(ONE + "share/<int:pk>/end/", shares.share_end, name="share-end"),
    path(ONE + "undelivered/", undelivered.undelivered_list, name="undelivered-list"),
    path(ONE + "undelivered/<int:pk>/tell/", undelivered.undelivered_tell, name="undelivered-tell"),
    path(ONE + "undelivered/<int:pk>/again/", undelivered.undelivered_again, name="undelivered-again"),
    # Procedures, for administrators
    path("administration/procedures/", procedures.procedure_list, name="procedure-list"),
    path("administration/procedures/load/", procedures.procedure_load, name="procedure-load"),
    path("administration/procedures/new-events/", procedures.procedure_choose, name="procedure-choose"),
    path("administration/procedures/<int:pk>/", procedures.procedure_detail, name="procedure-detail"),
    path(
        "administration/procedures/<int:pk>/activate/",
        procedures.procedure_activate,
        name="procedure-activate",
    ),
    # Documents
    path(ONE + "documents/", documents.document_list, name="document-list"),
    path(ONE + "documents/new/", documents.document_create, name="document-create"),
    path(ONE + "documents/<int:pk>/", documents.document_detail, name="document-detail"),
    path(ONE + "documents/<int:pk>/download/", documents.document_download, name="document-download"),
    path(ONE + "documents/<int:pk>/again/", documents.document_again, name="document-again"),
    # Meetings
    path(ONE + "meetings/", meetings.meeting_list, name="meeting-list"),
    path(ONE + "meetings/new/", meetings.meeting_create, name="meeting-create"),
    path(ONE + "meetings/record/", meetings.meeting_record, name="meeting-record"),
    path(ONE + "meetings/<int:number>/", meetings.meeting_detail, name="meeting-detail"),
    path(ONE + "meetings/<int:number>/move/", meetings.meeting_move, name="meeting-move"),
    path(ONE + "meetings/<int:number>/people/", meetings.meeting_people, name="meeting-people"),
    path(ONE + "meetings/<int:number>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path(ONE + "meetings/<int:number>/held/", meetings.meeting_held, name="meeting-held"),
    path(ONE + "meetings/<int:number>/calendar.ics", meetings.meeting_calendar, name="meeting-calendar"),
]
