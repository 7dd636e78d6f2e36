"""The clock of this room: the route of escalation. Every task is safe to run twice, and on two clocks at once."""

import time

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from events.operations.escalation import move_on

SECONDS_A_TICK = 45


@shared_task
def escalate():
    """Tell the next on the route of every event whose people have not answered in time."""
    system, deadline = User.objects.system(), time.monotonic() + SECONDS_A_TICK
    while time.monotonic() < deadline and move_on(by=system, now=timezone.now()):
        pass
