"""The clock of this room: the next visits of monitoring, and who is told of them.

Every task is safe to run twice, and on two clocks at once.
"""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from risk.operations import visits
from risk.operations.reminders import remind_of_all


@shared_task
def plan_visits():
    """The next visits wherever none is planned for today or later."""
    visits.plan_all_ahead(by=User.objects.system(), today=timezone.localdate())


@shared_task
def remind_of_visits():
    """Visits that come near, and those that are late."""
    visits.remind_of_visits(by=User.objects.system(), today=timezone.localdate())


@shared_task
def remind_of_what_is_due():
    """Reviews of decisions, plans and suspensions on their day, and rows of plans that are late."""
    remind_of_all(by=User.objects.system(), today=timezone.localdate())
