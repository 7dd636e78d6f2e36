"""`load_demo [--reset]`: a believable council with invented residents. Never where DJANGO_ENV is production."""

import json

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts import operations
from accounts.models import Organisation, User
from events.models import FailureEvent
from failure_response.demonstration.cast import ACCOUNTS, HOST, ORGANISATIONS
from failure_response.demonstration.scenes import play
from failure_response.demonstration.script import SCENES, World
from providers.models import Service
from trackers.models import TrackerEntry

MARKET = settings.BASE_DIR / "providers" / "data" / "care_homes_combined_tidy.csv.gz"


class Command(BaseCommand):
    help = "Build the demonstration council: accounts, events in every stage, invented residents."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="empty the database first")
        parser.add_argument("--json", action="store_true", help="print what was made as JSON")

    def handle(self, *, reset: bool, **options):
        as_json = options["json"]
        if settings.PRODUCTION:
            return self.refuse("The demonstration cannot be loaded where DJANGO_ENV is production.", as_json)
        if reset:
            call_command("flush", interactive=False, verbosity=0)
        if User.objects.filter(email=ACCOUNTS[0].email).exists():
            return self.say(as_json, loaded=False)
        if not Service.objects.exists():
            call_command("import_cqc", str(MARKET), stdout=self.stderr)
        call_command("load_procedures", stdout=self.stderr)
        call_command("load_letters", stdout=self.stderr)
        with transaction.atomic():
            play(self.cast(), self.services(), said=self.stderr.write)
        return self.say(as_json, loaded=True)

    def cast(self) -> World:
        by = User.objects.system()
        host = operations.register_organisation(
            by=by, name=settings.COUNCIL_NAME, kind=Organisation.Kind.COUNCIL, is_host=True
        )
        organisations = {
            key: operations.register_organisation(by=by, name=name, kind=kind, code=code)
            for key, (name, kind, code) in ORGANISATIONS.items()
        }
        people = {
            account.email: operations.invite_user(
                by=by,
                email=account.email,
                name=account.name,
                organisation=host if account.organisation == HOST else organisations[account.organisation],
                role=account.role,
                phone=f"01632 9604{number:02}",
                password=settings.DEMO_PASSWORD,
            )
            for number, account in enumerate(ACCOUNTS, start=1)
        }
        return World(people, organisations, timezone.localdate())

    def services(self) -> list[Service]:
        """Real care homes whose provider the register names: always the same ones."""
        homes = Service.objects.registered().care_homes().filter(beds__range=(20, 60), name_withheld=False)
        named = homes.filter(provider__name__gt="", provider__name_withheld=False)
        return list(named.select_related("provider").order_by("cqc_id")[: len(SCENES) + 1])

    def say(self, as_json: bool, *, loaded: bool) -> None:
        made = {
            "loaded": loaded,
            "accounts": User.objects.active().count(),
            "events": FailureEvent.objects.count(),
            "people": TrackerEntry.objects.count(),
        }
        if as_json:
            self.stdout.write(json.dumps(made))
        elif loaded:
            self.stdout.write(
                "Demonstration loaded: {accounts} accounts, {events} events, {people} people.".format(**made)
            )
        else:
            self.stdout.write("The demonstration is loaded already.")

    def refuse(self, sentence: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"refused": sentence}))
        self.stderr.write(sentence)
        raise SystemExit(1)
