"""Documents that somebody asks for. The row is the job: the worker claims it, makes the PDF, puts it on the row."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation, record_access
from accounts.models import AccessEntry, User
from accounts.notifications import notify
from events.document_kinds import DocumentKind, every, known
from events.models import Document, FailureEvent
from govuk.words import count_of

State = Document.State
MOST_ATTEMPTS = 3
MOST_A_MINUTE = 10
STOPPED = "Making it stopped three times without an answer."


@operation("document.asked_for", needs="events.add_document")
def request_document(
    *,
    by: User,
    kind: str,
    event: FailureEvent | None = None,
    about: int | None = None,
    query: str = "",
    tell_me: bool = False,
) -> Document:
    """Ask for a document; it is made for what this person may see. Asking again while it waits gives the same one.

    `about` is the key of the record that it is about, for the kinds that are about one; `event` is None for those that
    belong to no event; `query` says whom it lists, for the tracker. With `tell_me` the person is told when it is ready
    or could not be made.

    Raises PermissionDenied for an event or a kind that the person may not have, ValidationError for more than ten in a
    minute, a record that is not there or a kind that is not known.
    """
    found = _allowed(by, event, kind)
    words = _about(found, by, event, about)
    asked = {"event": event, "kind": kind, "about": about, "query": query if found.takes_query else ""}
    mine = Document.objects.filter(requested_by=by)
    if waiting := mine.filter(**asked, state=State.WAITING).first():
        waiting.tell_me = waiting.tell_me or tell_me
        waiting.save(update_fields=["tell_me"])
        return waiting
    _refuse_too_many(mine)
    return Document.objects.create(**asked, about_words=words, requested_by=by, tell_me=tell_me)


def _about(kind: DocumentKind, by: User, event: FailureEvent | None, key: int | None) -> str:
    """What the document is about in words; nothing for a whole event."""
    if (kind.about is None) != (key is None):
        raise ValidationError("Ask for this document on the page of what it is about.")
    found = kind.about(by, event, key) if kind.about else None
    if kind.about and found is None:
        raise ValidationError("What this document is about is not there. Open its page and ask again.")
    return found.words[:200] if found else ""


def _refuse_too_many(mine) -> None:
    if mine.filter(requested_at__gt=Now() - timedelta(minutes=1)).count() >= MOST_A_MINUTE:
        raise ValidationError(
            f"You have asked for {MOST_A_MINUTE} documents within a minute. Wait a minute and ask again."
        )


def _allowed(by: User, event: FailureEvent | None, kind: str) -> DocumentKind:
    """The kind, if this person may ask for it there."""
    if event is not None and not FailureEvent.objects.visible_to(by).filter(pk=event.pk).exists():
        raise PermissionDenied("You cannot open this event.")
    found = known(kind)
    if found is None:
        there = ", ".join(one.kind for one in every())
        raise ValidationError(f"There is no document called {kind}. There is: {there}.")
    if not found.is_for(by):
        raise PermissionDenied("Your role does not get this document.")
    if found.of_event != (event is not None):
        raise ValidationError("Ask for this document on the page of what it is about.")
    if event is not None and event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident before you ask for documents.")
    return found


@operation("document.tried_again", needs="events.add_document")
def try_again(*, by: User, document: Document) -> Document:
    """Make a document that failed once more, from the beginning. Raises ValidationError if it did not fail."""
    row = Document.objects.select_for_update(of=("self",)).defer("content").get(pk=document.pk)
    if row.state != State.FAILED:
        raise ValidationError("Only a document that could not be made can be tried again.")
    row.state, row.attempts, row.failure, row.progress = State.WAITING, 0, "", "Waiting for its turn"
    row.save(update_fields=["state", "attempts", "failure", "progress"])
    return row


@operation("document.claimed")
def claim(*, by: User, lease_seconds: int, document: Document | None = None) -> Document | None:
    """Claim the oldest waiting document (or this one), or None. The attempt is counted before the work."""
    waiting = Document.objects.filter(state=State.WAITING).order_by("requested_at", "pk")
    if document is not None:
        waiting = waiting.filter(pk=document.pk)
    row = waiting.select_for_update(of=("self",), skip_locked=True).defer("content").first()
    if row is None:
        return None
    row.state, row.progress, row.claimed_at = State.CLAIMED, "Collecting what it says", timezone.now()
    row.attempts += 1
    row.lease_until = Now() + timedelta(seconds=lease_seconds)
    row.save(update_fields=["state", "progress", "claimed_at", "attempts", "lease_until"])
    return row


def say_progress(document: Document, words: str) -> None:
    """How far it is, for the page of the person who waits."""
    _held(document).update(progress=words[:100])


@operation("document.made")
def finish(*, by: User, document: Document, content: bytes, pages: int, people: list[int]) -> bool:
    """Put the PDF on its row; False when the row has been taken over by somebody else meanwhile.

    `people` are primary keys of the tracker entries in it.
    """
    done = _held(document).update(
        state=State.DONE,
        content=content,
        pages=pages,
        people=people,
        progress="Ready",
        finished_at=Now(),
        failure="",
    )
    if done:
        record(document.requested_by, document, people, f"{document} made, {count_of(pages, 'page')}")
        _tell(document, "ready", f"It has {count_of(pages, 'page')}.")
    return bool(done)


@operation("document.failed")
def fail(*, by: User, document: Document, reason: str, final: bool = False) -> None:
    """It could not be made: again later, or, after the third time or when `final`, shown with its reason."""
    over = final or document.attempts >= MOST_ATTEMPTS
    _held(document).update(
        state=State.FAILED if over else State.WAITING,
        failure=reason[:500],
        progress="Could not be made" if over else "Will be tried again",
        finished_at=Now() if over else None,
    )
    if over:
        _tell(document, "not made", reason)


def _tell(document: Document, outcome: str, detail: str) -> None:
    """The person who asked, if they wanted to be told. The title names nobody."""
    if not document.tell_me:
        return
    reference = document.event.reference if document.event else ""
    said = f"{document.title} is {outcome}" if outcome == "ready" else f"{document.title} could not be made"
    notify(
        to=document.requested_by,
        kind=f"document.{outcome.replace(' ', '_')}",
        subject=": ".join(part for part in (reference, said) if part),
        body=f"{said}. {detail}",
        dedupe=f"document {document.pk} {outcome} {document.claimed_at}",
        event=document.event,
        url=document.get_absolute_url(),
    )


@operation("document.lease_ended")
def give_back_expired(*, by: User) -> int:
    """Documents whose maker died: waiting again, or failed after the third attempt. How many that were."""
    expired = Document.objects.filter(state=State.CLAIMED, lease_until__lt=Now())
    over = expired.filter(attempts__gte=MOST_ATTEMPTS)
    given_up = over.select_for_update(of=("self",)).select_related("requested_by", "event").defer("content")
    given_up = list(given_up)
    over = Document.objects.filter(pk__in=[document.pk for document in given_up])
    count = over.update(state=State.FAILED, failure=STOPPED, progress="Could not be made", finished_at=Now())
    for document in given_up:
        _tell(document, "not made", STOPPED)
    return count + expired.update(state=State.WAITING, progress="Will be tried again")


@operation("document.downloaded", needs="events.view_document")
def hand_over(*, by: User, document: Document) -> bytes:
    """The PDF of a document that is ready, for the person who asked; written down as handed over."""
    record(by, document, document.people, f"{document} downloaded")
    return bytes(document.content)


def record(by: User, document: Document, people: list[int], subject: str) -> None:
    record_access(
        by=by,
        kind=AccessEntry.Kind.DOCUMENT,
        subject=subject,
        event=document.event,
        people=people,
        recipient=by.email,
    )


def _held(document: Document):
    """The row, while it is still this claim's."""
    return Document.objects.filter(pk=document.pk, state=State.CLAIMED, attempts=document.attempts)


def is_waiting() -> bool:
    """Whether there is anything to be made: one indexed look."""
    return Document.objects.filter(state=State.WAITING).exists()


def is_stuck() -> bool:
    """Whether somebody has held a document for longer than they said."""
    return Document.objects.filter(state=State.CLAIMED, lease_until__lt=Now()).exists()
