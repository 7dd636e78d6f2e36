"""The clock of this room: who is told that a contingency plan is to be reviewed. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from plans.operations.contingency_reminders import remind_of_reviews as remind


@shared_task
def remind_of_reviews():
    """Plans that were published, or reviewed last, more than a year ago."""
    remind(by=User.objects.system(), today=timezone.localdate())
