"""load_letters: the letters that come with the product into the database. Safe to repeat."""

from django.core.management.base import BaseCommand

from accounts.models import User
from govuk.words import count_of
from letters.operations.templates import load_wording
from letters.wording import wordings


class Command(BaseCommand):
    help = "Loads letters that are not there yet. What an administrator has changed stays as it is."

    def handle(self, *args, **options):
        rows = load_wording(by=User.objects.system(), wordings=wordings())
        self.stdout.write(f"{count_of(len(rows), 'letter')} loaded.")
