"""The grab-pack of an event: asked for, claimed by the clock, made or confirmed, handed over. The row is the job.

Who may have one: people of the council that runs the event who may download its tracker.
"""

import secrets
from datetime import datetime, timedelta
from functools import cache

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from xkcdpass import xkcd_password

from accounts.audit import operation, record_access
from accounts.models import AccessEntry, User
from accounts.notifications import notify
from accounts.sealed import seal, sealed_afresh, unseal
from events.models import FailureEvent, GrabPack
from events.models.grab_pack import RIGHT

# The EFF's long list has 7,776 words: six of them are 77 bits. Zip programs try a thousand million phrases a second at
# most, which makes that some millions of years; five words would be some hundreds.
WORDS = 6
PURPOSE = "grab-pack"
EVERY = timedelta(hours=1)
AGAIN = timedelta(minutes=1)
MOST_ATTEMPTS = 3
MOST_AN_HOUR = 20
LOST = (
    "The pass-phrase of this pack can no longer be read, because the service’s own secret was changed. "
    "Make a new pass-phrase: the pack is then made again."
)
NOT_LIVE = "Only an event whose procedure is invoked has a grab-pack."


@operation("grab_pack.asked_for", needs=RIGHT)
def want(*, by: User, event: FailureEvent) -> GrabPack:
    """Have it made afresh at the clock's next tick. Raises PermissionDenied, ValidationError."""
    pack = _locked(by, event)
    pack.is_wanted = True
    pack.save(update_fields=["is_wanted"])
    return pack


@operation("grab_pack.pass_phrase_changed", needs=RIGHT)
def change_pass_phrase(*, by: User, event: FailureEvent) -> GrabPack:
    """A new pass-phrase. The pack under the old one is given up, and made again at the next tick.

    Raises PermissionDenied, ValidationError.
    """
    pack = _locked(by, event)
    _new_phrase(pack)
    _empty(pack)
    pack.is_wanted = True
    pack.save()
    _record(by, pack, "Pass-phrase of the grab-pack changed")
    return pack


@operation("grab_pack.pass_phrase_shown", needs=RIGHT)
def show_pass_phrase(*, by: User, pack: GrabPack) -> str:
    """The pass-phrase, written down as shown. Raises PermissionDenied, ValidationError when it cannot be read."""
    _check(by, pack.event)
    phrase = pass_phrase_of(pack)
    if phrase is None:
        raise ValidationError(LOST)
    _record(by, pack, "Pass-phrase of the grab-pack shown")
    return phrase


@operation("grab_pack.downloaded", needs=RIGHT)
def hand_over(*, by: User, pack: GrabPack) -> bytes:
    """The zip, written down as handed over. Raises PermissionDenied, ValidationError: none yet, or too many."""
    _check(by, pack.event)
    if pack.content is None:
        raise ValidationError("There is no grab-pack yet. Wait a minute, and look again.")
    taken = AccessEntry.objects.filter(
        by=by, kind=AccessEntry.Kind.EXPORT, at__gte=Now() - timedelta(hours=1)
    )
    if taken.count() >= MOST_AN_HOUR:
        raise ValidationError(
            f"You have downloaded {MOST_AN_HOUR} lists in the last hour. Wait a while and try again."
        )
    _record(by, pack, f"Grab-pack downloaded, as at {timezone.localtime(pack.built_at):%d/%m/%Y %H:%M}")
    return bytes(pack.content)


@operation("grab_pack.claimed")
def claim(*, by: User, lease_seconds: int, event: FailureEvent | None = None) -> GrabPack | None:
    """Claim the pack that has waited longest (or that of `event`), or None. The attempt is counted before the work."""
    due = GrabPack.objects.due().filter(attempts__lt=MOST_ATTEMPTS).order_by("next_at", "pk")
    due = due if event is None else due.filter(event=event)
    pack = due.select_for_update(of=("self",), skip_locked=True).defer("content").first()
    if pack is None:
        return None
    if not pack.is_being_made:  # else its clock died, and why it is made has not changed
        asked, met = pack.is_wanted, pack.met
        pack.because = "asked" if asked else "meeting" if met else GrabPack.Because.HOURLY
    if not pack.pass_phrase:
        _new_phrase(pack)
    pack.pass_phrase = sealed_afresh(PURPOSE, pack.pass_phrase)  # an older SECRET_KEY is not needed for long
    pack.is_being_made, pack.is_wanted, pack.looked_at = True, False, Now()
    pack.attempts += 1
    pack.next_at = Now() + timedelta(seconds=lease_seconds)
    job = ["because", "is_being_made", "is_wanted", "looked_at", "attempts", "next_at"]
    pack.save(update_fields=[*job, "pass_phrase", "pass_phrase_at"])
    return pack


@operation("grab_pack.begun")
def begin(*, by: User) -> int:
    """A row for each live event that has none. How many began."""
    fresh = [GrabPack(event=event) for event in FailureEvent.objects.invoked().filter(grab_pack=None)]
    return len(GrabPack.objects.bulk_create(fresh, ignore_conflicts=True))


@operation("grab_pack.cleared")
def clear_ended(*, by: User) -> int:
    """Packs of events that are no longer live hold nothing. How many that were."""
    over = GrabPack.objects.exclude(event__status=FailureEvent.Status.INVOKED).exclude(content=None)
    return over.update(**EMPTY, checked_at=None)


@operation("grab_pack.lease_ended")
def give_up(*, by: User) -> int:
    """Packs whose maker died for the third time: shown as failed. How many that were."""
    dead = GrabPack.objects.filter(is_being_made=True, next_at__lte=Now(), attempts__gte=MOST_ATTEMPTS)
    given_up = list(dead.select_related("event").defer("content"))
    for pack in given_up:
        fail(by=by, pack=pack, reason="Making it stopped three times without an answer.")
    return len(given_up)


@operation("grab_pack.made")
def finish(
    *, by: User, pack: GrabPack, content: bytes, pages: int, people: list[int], digest: str, as_at: datetime
) -> bool:
    """The new pack takes the place of the old one; False when the job was taken over, or the phrase changed meanwhile.

    `people` are keys of tracker entries, `digest` stands for what it says, `as_at` for when that was read.
    """
    done = _held(pack).filter(pass_phrase=pack.pass_phrase)
    return bool(
        done.update(
            content=content,
            built_at=as_at,
            built_because=pack.because,
            size=len(content),
            pages=pages,
            people=people,
            digest=digest,
            **_settled(as_at),
        )
    )


@operation("grab_pack.confirmed")
def confirm(*, by: User, pack: GrabPack, as_at: datetime) -> bool:
    """Nothing has changed since it was made, so it stays; it is as it should be at `as_at`."""
    return bool(_held(pack).exclude(content=None).update(**_settled(as_at)))


@operation("grab_pack.failed")
def fail(*, by: User, pack: GrabPack, reason: str, final: bool = False) -> None:
    """It could not be made: again in a minute; after the third time, or when `final`, in an hour, and leads are told.

    The older pack stays.
    """
    over = final or pack.attempts >= MOST_ATTEMPTS
    held = _held(pack)
    kept = held.update(
        is_being_made=False,
        next_at=Now() + (EVERY if over else AGAIN),
        failure=reason[:500],
        attempts=0 if over else pack.attempts,
    )
    if kept and over:
        _tell(pack, reason)


def pass_phrase_of(pack: GrabPack) -> str | None:
    """The phrase in words, for making the pack; None where it cannot be read. To show it: `show_pass_phrase`."""
    return unseal(PURPOSE, pack.pass_phrase)


def is_due() -> bool:
    """Whether the clock has anything to do: two looks."""
    fresh = FailureEvent.objects.invoked().filter(grab_pack=None)
    return fresh.exists() or GrabPack.objects.due().exists()


def reader_of(event: FailureEvent) -> User | None:
    """Somebody with whose rights it is made: everybody who may have it sees the same. None where nobody may have it."""
    people = User.objects.active().filter(organisation=event.host_council).order_by("pk")
    return next((user for user in people if user.has_perm(RIGHT) and _may(user, event)), None)


def _locked(by: User, event: FailureEvent) -> GrabPack:
    """The event's row, locked; made where there is none."""
    _check(by, event)
    GrabPack.objects.get_or_create(event=event)
    return GrabPack.objects.select_for_update(of=("self",)).defer("content").get(event=event)


def _check(by: User, event: FailureEvent) -> None:
    if not _may(by, event):
        raise PermissionDenied("The grab-pack is for the council that runs the event.")
    if event.status != FailureEvent.Status.INVOKED:
        raise ValidationError(NOT_LIVE)


def _may(user: User, event: FailureEvent) -> bool:
    own = not user.is_partner and user.organisation_id == event.host_council_id
    return own and FailureEvent.objects.visible_to(user).filter(pk=event.pk).exists()


EMPTY = {
    "content": None,
    "built_at": None,
    "built_because": "",
    "size": None,
    "pages": None,
    "people": [],
    "digest": "",
}


def _empty(pack: GrabPack) -> None:
    for name, value in EMPTY.items():
        setattr(pack, name, value)


def _new_phrase(pack: GrabPack) -> None:
    phrase = "-".join(secrets.choice(_words()) for _ in range(WORDS))
    pack.pass_phrase, pack.pass_phrase_at = seal(PURPOSE, phrase), timezone.now()


@cache
def _words() -> list[str]:
    """The EFF's long list, without the four words that have a hyphen of their own."""
    return xkcd_password.generate_wordlist(
        xkcd_password.locate_wordfile("eff-long"), min_length=3, max_length=9, valid_chars="[a-z]"
    )


def _settled(as_at: datetime) -> dict:
    """A job that is done, until the clock looks again."""
    return {
        "is_being_made": False,
        "next_at": Now() + EVERY,
        "checked_at": as_at,
        "attempts": 0,
        "failure": "",
    }


def _held(pack: GrabPack):
    """The row, while it is still this claim's."""
    return GrabPack.objects.filter(pk=pack.pk, is_being_made=True, attempts=pack.attempts)


def _record(by: User, pack: GrabPack, subject: str) -> None:
    record_access(
        by=by,
        kind=AccessEntry.Kind.EXPORT,
        subject=subject,
        event=pack.event,
        people=pack.people,
        recipient=by.email,
    )


def _tell(pack: GrabPack, reason: str) -> None:
    """The leads who may have it, else who invoked the procedure; once until there is a whole one again."""
    event = pack.event
    leads = User.objects.active().filter(leads__event=event, leads__ended_at=None)
    mine = Q(pk__in=leads) if leads.exists() else Q(pk=event.invoked_by_id or event.logged_by_id)
    for person in User.objects.active().filter(mine, organisation=event.host_council):
        notify(
            to=person,
            kind="grab_pack.failed",
            subject=f"{event.reference}: the grab-pack could not be made",
            body=f"The grab-pack could not be made afresh. {reason} The clock tries again within the hour.",
            dedupe=f"grab-pack {pack.pk} failed since {pack.checked_at}",
            event=event,
            url=pack.get_absolute_url(),
        )
