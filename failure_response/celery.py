"""The Celery app and the whole timetable, the same in every environment.

Celery only ticks: each task claims rows that are due, so an emptied broker loses nothing and a doubled tick
does nothing twice. See docs/adr on the table as the queue.
"""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "failure_response.settings")

app = Celery("failure_response")
app.config_from_object(settings.CELERY)
app.autodiscover_tasks(
    ["accounts", "events", "trackers", "costs", "letters", "risk", "plans", "failure_response"]
)
app.conf.beat_schedule = {
    "heartbeat": {"task": "accounts.tasks.heartbeat", "schedule": 60.0, "options": {"expires": 55}},
    "deliver-notifications": {
        "task": "accounts.tasks.deliver_notifications",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "escalate": {"task": "events.tasks.escalate", "schedule": 20.0, "options": {"expires": 19}},
    "make-meetings": {"task": "events.tasks.make_meetings", "schedule": 900.0, "options": {"expires": 850}},
    "remind-of-updates": {
        "task": "events.tasks.remind_of_updates",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "remind-to-decide": {
        "task": "events.tasks.remind_to_decide",
        "schedule": 300.0,
        "options": {"expires": 280},
    },
    "remind-of-plan-actions": {
        "task": "events.tasks.remind_of_plan_actions",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "remind-of-reviews": {
        "task": "trackers.tasks.remind_of_reviews",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    # People wait in front of this one, so it looks more often; an empty look is one indexed query.
    "render-documents": {
        "task": "failure_response.tasks.render_documents",
        "schedule": 3.0,
        "options": {"expires": 3},
    },
    # Each pack is looked at every hour and after each meeting; somebody may wait in front of one.
    "make-grab-packs": {
        "task": "failure_response.tasks.make_grab_packs",
        "schedule": 15.0,
        "options": {"expires": 14},
    },
    "work-out-legal-answers": {
        "task": "trackers.tasks.work_out_legal_answers",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    "remind-of-performance": {
        "task": "risk.tasks.remind_of_what_is_due",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "ask-about-stalls": {
        "task": "trackers.tasks.ask_about_stalls",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "plan-visits": {"task": "risk.tasks.plan_visits", "schedule": 900.0, "options": {"expires": 850}},
    "remind-of-visits": {
        "task": "risk.tasks.remind_of_visits",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "remind-of-plans": {
        "task": "plans.tasks.remind_of_reviews",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "repair": {"task": "failure_response.tasks.repair", "schedule": 600.0, "options": {"expires": 550}},
}
