"""The clock of the pages that span rooms: documents, and repairing what was left half done. Safe to run twice."""

import structlog
from celery import shared_task
from django.db.models.functions import Now

from accounts.models import Heartbeat
from failure_response.grab_pack.building import make_due
from failure_response.rendering import make_waiting
from failure_response.repair import repair_everything

log = structlog.get_logger(__name__)


@shared_task
def render_documents():
    make_waiting()


@shared_task
def make_grab_packs():
    make_due()


@shared_task
def repair():
    """Every ten minutes: what should be there and is not, and what somebody died over. Writes what it repaired."""
    for repaired in repair_everything():
        log.warning("repaired", what=repaired)
    Heartbeat.objects.update_or_create(name="repair", defaults={"at": Now()})
