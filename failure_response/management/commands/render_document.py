"""Make a document as one person would see it, into a file: the operations of the page, without waiting.

`grab-pack` is no document but the event's locked zip: it is made afresh, and its pass-phrase stands on its page.
"""

import json
import sys
import time
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import User
from events import document_kinds
from events.models import Document, FailureEvent
from events.operations import documents, grab_packs
from failure_response.grab_pack import building
from failure_response.rendering import LEASE_SECONDS, make_claimed
from govuk.words import count_of

NO_EVENT, GRAB_PACK = "-", "grab-pack"


class Refused(Exception):
    """Ends the command with one sentence and exit code 1."""


class Command(BaseCommand):
    help = "Make a document of an event as a PDF file, with one person's rights."

    def add_arguments(self, parser):
        parser.add_argument(
            "event", metavar="EVENT", help="reference, such as PF-2026-0001; - for a document of no event"
        )
        there = ", ".join([*(one.kind for one in document_kinds.every()), GRAB_PACK])
        parser.add_argument("kind", metavar="KIND", help=there)
        parser.add_argument(
            "--about",
            metavar="KEY",
            type=int,
            help="key of the record that it is about, as in the address of its page, for the kinds that are about one",
        )
        parser.add_argument("--as", dest="email", metavar="EMAIL", required=True, help="whose rights to use")
        parser.add_argument("--out", metavar="FILE", required=True, type=Path)
        parser.add_argument(
            "--with-pass-phrase",
            action="store_true",
            help="of a grab-pack: say the pass-phrase too, which is written down as shown",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *, event, kind, email, out, about, json: bool, with_pass_phrase=False, **options):
        try:
            made = render(event, kind, email, out, about, with_pass_phrase)
        except Refused as refusal:
            if json:
                self.stdout.write(as_json({"refused": str(refusal)}))
            self.stderr.write(str(refusal))
            sys.exit(1)
        if json:
            self.stdout.write(as_json(made))
        else:
            phrase = f", pass-phrase {made['pass_phrase']}" if "pass_phrase" in made else ""
            self.stdout.write(
                f"{made['file']}: {made['kind']}, {count_of(made['pages'], 'page')}, {made['seconds']} seconds{phrase}"
            )


def render(
    reference: str, kind: str, email: str, out: Path, about: int | None = None, with_pass_phrase: bool = False
) -> dict:
    """Ask for it, make it, write it. Raises Refused."""
    began = time.monotonic()
    user = User.objects.active().filter(email__iexact=email).first()
    if user is None:
        raise Refused(f"Nobody with an open account has the e-mail address {email}.")
    event = None
    if reference != NO_EVENT:
        event = FailureEvent.objects.visible_to(user).filter(reference=reference).first()
        if event is None:
            raise Refused(f"There is no event {reference} that {email} can open.")
    if kind == GRAB_PACK:
        pages, content, more = grab_pack(user, event, with_pass_phrase)
    else:
        document = make_now(user, event, kind, about)
        pages, content, more = document.pages, documents.hand_over(by=user, document=document), {}
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(f"The file {out} cannot be written: {error.strerror}.") from error
    return {
        "file": str(out),
        "kind": kind,
        "pages": pages,
        "seconds": round(time.monotonic() - began, 2),
        **more,
    }


def grab_pack(
    user: User, event: FailureEvent | None, with_pass_phrase: bool
) -> tuple[int, bytes, dict[str, object]]:
    """Pages, the zip, and what else is told of it: people, bytes, the pass-phrase if asked. Raises Refused."""
    if event is None:
        raise Refused("A grab-pack is of one event. Give its reference.")
    try:
        pack = building.make_now(user, event)
        if pack is None:
            raise Refused("The grab-pack is being made already. Try again in a minute.")
        if pack.failure:
            raise Refused(pack.failure)
        content = grab_packs.hand_over(by=user, pack=pack)
        more = {"people": len(pack.people), "bytes": pack.size}
        if with_pass_phrase:
            more["pass_phrase"] = grab_packs.show_pass_phrase(by=user, pack=pack)
    except PermissionDenied as refusal:
        raise Refused(str(refusal)) from refusal
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal
    return pack.pages, content, more


def make_now(user: User, event: FailureEvent | None, kind: str, about: int | None) -> Document:
    """Ask and claim at once, so that no worker takes it meanwhile; then make it. Raises Refused."""
    if found := document_kinds.known(kind):
        refuse_arguments(found, event, about)
    try:
        with transaction.atomic():
            asked = documents.request_document(by=user, event=event, kind=kind, about=about)
            claimed = documents.claim(by=User.objects.system(), lease_seconds=LEASE_SECONDS, document=asked)
    except PermissionDenied as refusal:
        raise Refused(str(refusal)) from refusal
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal
    if claimed is None:
        raise Refused(
            "This document is being made already. Wait for it on the page, or try again in a minute."
        )
    if make_claimed(claimed) is not None:
        claimed.refresh_from_db()
        raise Refused(claimed.failure)
    claimed.refresh_from_db()
    return claimed


def refuse_arguments(
    kind: document_kinds.DocumentKind, event: FailureEvent | None, about: int | None
) -> None:
    """Say how a kind is asked for here; the page that the operation speaks of is not there. Raises Refused."""
    if kind.of_event and event is None:
        raise Refused(f"{kind.title} is about an event. Give its reference in place of {NO_EVENT}.")
    if not kind.of_event and event is not None:
        raise Refused(f"{kind.title} is of no event. Give {NO_EVENT} in place of the reference.")
    if kind.about and about is None:
        raise Refused(f"{kind.title}: say which one with --about KEY, the number in the address of its page.")
    if about is not None and not kind.about:
        raise Refused(f"{kind.title} is about the whole event. Leave --about out.")


def as_json(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False)
