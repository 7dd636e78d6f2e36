"""export_tracker EVENT --as EMAIL --format xlsx|csv --out FILE: the file that this person would download."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction
from django.http import QueryDict

from accounts.models import User
from events.management.reports import print_json, refuse
from events.models import FailureEvent
from trackers.forms.filters import FilterForm
from trackers.resources import FORMATS, Sheet, tracker_sheet


def handed_out(out: Path, **asked: Any) -> Sheet:
    """Write the file and its access entry: both or neither."""
    try:
        with transaction.atomic():
            sheet = tracker_sheet(**asked)
            out.write_bytes(sheet.content)
    except (OSError, DatabaseError):
        if out.is_file():  # half of it, or without an entry
            out.unlink()
        raise
    return sheet


class Command(BaseCommand):
    help = "Writes the tracker of an event to a file, with the people and columns that --as may see."

    def add_arguments(self, parser):
        parser.add_argument("event", metavar="EVENT", help="reference, such as PF-2026-0001")
        parser.add_argument(
            "--as", dest="email", required=True, metavar="EMAIL", help="whose rights decide what is in it"
        )
        parser.add_argument("--format", dest="kind", choices=sorted(FORMATS), required=True)
        parser.add_argument("--out", required=True, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, event, email, kind, out, json, **options):
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            refuse(self, f"Nobody with the e-mail address {email} has an open account.", json)
        if not user.has_perm("trackers.export_tracker"):
            refuse(self, f"{user.name} may not download the tracker.", json)
        found = FailureEvent.objects.visible_to(user).filter(reference=event).first()
        if found is None:
            refuse(self, f"There is no event {event} that {user.name} may open.", json)
        filters = FilterForm(QueryDict(), partner=user.is_partner)
        try:
            sheet = handed_out(Path(out), user=user, event=found, filters=filters, kind=kind)
        except ValidationError as refusal:
            refuse(self, " ".join(refusal.messages), json)
        except OSError as error:
            refuse(self, f"{out} could not be written: {error.strerror}.", json)
        if json:
            print_json(self, {"file": out, "people": len(sheet.people), "columns": sheet.headings})
        else:
            self.stdout.write(f"{out}: {len(sheet.people)} people, {len(sheet.headings)} columns")
