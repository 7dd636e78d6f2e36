"""The clock of this room: owners of next steps that stand still, reviews that are due.

Safe to run twice, and on two clocks at once.
"""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from trackers.board import waiting_in
from trackers.models import TrackerEntry
from trackers.operations.legal import work_out_again
from trackers.operations.review_reminders import remind_all_reviewers
from trackers.operations.stalls import ask_owner, stall_key, stop_asking


@shared_task
def remind_of_reviews():
    """Reviews of people who moved, on the day they are due."""
    remind_all_reviewers(by=User.objects.system(), today=timezone.localdate())


@shared_task
def work_out_legal_answers():
    """Answers that rest on the register or on the day: a service was registered otherwise, a rule came into force."""
    for event in FailureEvent.objects.open().exclude(status=FailureEvent.Status.DRAFT).order_by("pk"):
        work_out_again(
            by=User.objects.system(), event=event, because="The register or the rules in force changed"
        )


@shared_task
def ask_about_stalls():
    ask_all(by=User.objects.system())


def ask_all(*, by: User) -> int:
    """Ask the owner of every next step that stands still in running events; how many people were asked."""
    asked, today = 0, timezone.localdate()
    for event in FailureEvent.objects.invoked().order_by("pk"):
        people = TrackerEntry.objects.unresolved().filter(event=event).order_by("pk")
        stalled = [one for one in waiting_in([event], people, today) if one.is_stalled]
        stop_asking(by=by, event=event, stalled={stall_key(one.entry) for one in stalled})
        asked += sum(len(ask_owner(by=by, entry=one.entry, owner=one.user)) for one in stalled)
    return asked
