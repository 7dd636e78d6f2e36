"""The clock of this room: the route of escalation, the next meetings, the update to the provider, a decision again,
actions of plans.

Every task is safe to run twice, and on two clocks at once.
"""

import time

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from events.operations.decision_reminders import remind_all_to_decide
from events.operations.escalation import move_on
from events.operations.plan_reminders import remind_all_of_actions
from events.operations.provider_updates import remind_all
from events.operations.series import extend_all

SECONDS_A_TICK = 45
MORNING = 8  # o'clock


@shared_task
def escalate():
    """Tell the next on the route of every event whose people have not answered in time."""
    system, deadline = User.objects.system(), time.monotonic() + SECONDS_A_TICK
    while time.monotonic() < deadline and move_on(by=system, now=timezone.now()):
        pass


@shared_task
def make_meetings():
    """The next weeks of meetings that come round."""
    extend_all(by=User.objects.system())


@shared_task
def remind_of_updates():
    """The update to the provider, on the day it is due."""
    remind_all(by=User.objects.system(), today=timezone.localdate())


@shared_task
def remind_to_decide():
    """The response that is held at its stage, on the morning when it is to be decided again."""
    remind_all_to_decide(by=User.objects.system(), now=timezone.now())


@shared_task
def remind_of_plan_actions():
    """Actions of plans, on the mornings on which they are due or late, to whom they are given."""
    if timezone.localtime().hour >= MORNING:
        remind_all_of_actions(by=User.objects.system(), today=timezone.localdate())
