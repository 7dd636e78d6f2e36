"""Logging an incident, adding to it, invoking the procedure, resolving, closing. Staffordshire SOP 10, 11.1, 11.8."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from events.models import FailureEvent, Notice, Procedure
from events.operations.access import open_to
from events.operations.checklists import due_after_closing
from events.operations.followers import end_moved
from events.operations.leads import lock_open
from events.operations.loose_ends import MEETING, REVIEWS, holding
from events.operations.notices import decide, follow, pack_of, record
from events.operations.plan_dates import after_closing
from events.operations.scope import covering
from events.operations.steps import gate_words, unresolved_people
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.reference import event_reference
from providers.models import Service

REFERENCES = 7_301_966  # key of the database lock that hands out references one at a time
OTHER_LABEL = "Other event"
Status = FailureEvent.Status


@operation("event.draft_saved", told="Draft saved", needs="events.add_failureevent")
def save_draft(
    *,
    by: User,
    service: Service,
    event: FailureEvent | None = None,
    version: int | None = None,
    notified_on: date | None = None,
    notified_by: str = "",
    service_type: str = "",
    nature_of_failure: str = "",
    answers: Mapping[str, str] | None = None,
) -> FailureEvent:
    """Keep what is known so far of an incident: a new draft, or the next version of `event`. SOP 11.1.

    `answers` is what else stands in the form (notice, figures, who decides). Raises Conflict for a stale version.
    """
    overview = {
        "notified_on": notified_on,
        "notified_by": notified_by,
        "service_type": service_type,
        "nature_of_failure": nature_of_failure,
    }
    if event is None:
        return _new(by, service, _current_procedure(), draft_answers=dict(answers or {}), **overview)
    return _change_draft(by, event, version, overview | {"draft_answers": dict(answers or {})})


@operation("event.draft_discarded", told="Draft discarded", needs="events.add_failureevent")
def discard_draft(*, by: User, event: FailureEvent, reason: str = "") -> FailureEvent:
    """A draft that is not to be logged. Its reference is never used again. Raises ValidationError once it is logged."""
    event = lock_open(event)
    if event.status != Status.DRAFT:
        raise ValidationError(f"{event.reference} has been logged already, so it cannot be discarded.")
    event.status, event.ending_reason, event.edited = Status.DISCARDED, reason, []
    event.save_version(by=by, update_fields=["status", "ending_reason"])
    return event


@operation("event.logged", told="Incident logged", needs="events.add_failureevent")
def log_event(
    *,
    by: User,
    service: Service,
    notified_on: date,
    notified_by: str,
    service_type: str,
    nature_of_failure: str,
    trigger: str,
    response: str,
    packages: str = "",
    hours: str = "",
    override_reason: str = "",
    decided_by: str = "",
    another: bool = False,
    event: FailureEvent | None = None,
    version: int | None = None,
) -> FailureEvent:
    """Log an incident with the first notice, and invoke the procedure when that is the response. SOP 10, 11.1.

    `response` is the answer that the person confirmed; one that differs from the suggestion needs a reason and a
    decider. `event` is a draft that becomes live. `another`: a second open event for the service is meant.
    Raises ValidationError.
    """
    procedure = _current_procedure()
    _refuse_second(service, event, another)
    overview = {
        "notified_on": notified_on,
        "notified_by": notified_by,
        "service_type": service_type,
        "nature_of_failure": nature_of_failure,
    }
    if event is None:
        event = _new(by, service, procedure, **overview)
    else:
        event = _change_draft(by, event, version, overview | {"draft_answers": {}, "procedure": procedure})
    event.status, event.logged_at, event.logged_by = Status.STANDARD_PRACTICE, timezone.now(), by
    event.save(update_fields=["status", "logged_at", "logged_by"])
    told = {
        "notified_on": notified_on,
        "notified_by": notified_by,
        "trigger": trigger,
        "packages": packages,
        "hours": hours,
    }
    decided = {"response": response, "override_reason": override_reason, "decided_by": decided_by}
    return record(by, event, told, decided)


@operation("notice.added", told="Update logged", needs="events.change_failureevent")
def add_notice(
    *,
    by: User,
    event: FailureEvent,
    notified_on: date,
    notified_by: str,
    trigger: str,
    response: str,
    packages: str = "",
    hours: str = "",
    override_reason: str = "",
    decided_by: str = "",
    service: Service | None = None,
) -> FailureEvent:
    """Log an update: something more that the council was told. It can turn Standard Practice into invoked. SOP 10.0.

    `service` is the one it is about, where the event covers several. Raises ValidationError as logging does, and for
    an event that is over or still a draft.
    """
    event = lock_open(event)
    if event.status == Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident before you add to it.")
    told = {
        "service": service,
        "notified_on": notified_on,
        "notified_by": notified_by,
        "trigger": trigger,
        "packages": packages,
        "hours": hours,
    }
    decided = {"response": response, "override_reason": override_reason, "decided_by": decided_by}
    return record(by, event, told, decided)


@operation("notice.overridden", told="Response decided otherwise", needs="events.change_failureevent")
def override(
    *, by: User, notice: Notice, response: str, override_reason: str, decided_by: str
) -> FailureEvent:
    """A person decides otherwise about a notice that is recorded. The suggestion stays beside the decision. SOP 10.0.

    Raises ValidationError; going back to Standard Practice after invoking is a stand-down and is refused here.
    """
    event = lock_open(notice.event)
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    pack = pack_of(event)
    if event.status == Status.INVOKED and response != pack.response("invoke"):
        raise ValidationError(
            "The procedure has been invoked. Going back is a stand-down: decide that at the decision point."
        )
    notice.response = decide(pack, notice.suggested_response, response, override_reason, decided_by)
    notice.override_reason, notice.decided_by = override_reason, decided_by
    notice.save(update_fields=["response", "override_reason", "decided_by"])
    return follow(by, event, pack, notice.response)


@operation("event.invoked", told="Procedure invoked", needs="events.change_failureevent")
def invoke_event(*, by: User, event: FailureEvent, reason: str) -> FailureEvent:
    """Invoke the procedure for an event that stood at Standard Practice; everything in it is kept. SOP 10.0."""
    event = lock_open(event)
    if event.status != Status.STANDARD_PRACTICE:
        raise ValidationError(
            f"{event.reference} is {event.get_status_display().lower()}: it cannot be invoked."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the procedure is invoked."})
    pack = pack_of(event)
    return follow(by, event, pack, pack.response("invoke"))


@operation("event.closing_date_set", told="Closing date set", needs="events.change_failureevent")
def set_closing_date(
    *, by: User, event: FailureEvent, closes_on: date | None, version: int, reason: str = ""
) -> FailureEvent:
    """When the service closes, or None while nobody knows. Dates that count from it move with it. SOP 11.4, 11.8.

    Raises Conflict when somebody else has set another date.
    """
    event = lock_open(event)
    row = FailureEvent.objects.lock_for_edit(event.pk, since=version, changing={"closes_on": closes_on})
    if row.save_version(by=by):
        due_after_closing(row, pack_of(row))
        after_closing(by, row)
        end_moved(by, row)
    return row


@operation("event.resolved", needs="events.change_failureevent")
def resolve_event(*, by: User, event: FailureEvent, version: int, reason: str = "") -> FailureEvent:
    """Everybody has a final outcome. SOP 11.8.

    Raises ValidationError while somebody has none, and without a reason when nobody is in the tracker.
    """
    event = lock_open(event)
    if event.status not in (Status.INVOKED, Status.STANDARD_PRACTICE):
        raise ValidationError(
            f"{event.reference} is {event.get_status_display().lower()}: it cannot be resolved."
        )
    people = event.people_counts.select_for_update()
    list(people)  # locked, so that nobody is added or reopened meanwhile
    if waiting := unresolved_people(event):
        raise ValidationError(gate_words(waiting), code="gate")
    if not event.people_counts.people() and not reason.strip():
        raise ValidationError(
            {"reason": "Nobody is in the tracker. Enter why the event is resolved without anybody in it."}
        )
    event = _end(by, event, version, Status.RESOLVED, "resolved", {"ending_reason": reason})
    end_moved(by, event)
    return event


@operation("event.closed", needs="events.change_failureevent")
def close_event(
    *,
    by: User,
    event: FailureEvent,
    version: int,
    reason: str,
    without_meeting: str = "",
    without_reviews: str = "",
) -> FailureEvent:
    """The event is archived: nothing in it can be changed but reviews and what was learnt. SOP 11.8.

    Held back until a lessons learnt meeting was held and every review is done, each unless it is said why not.
    Raises ValidationError for that, and unless the event is resolved and a reason is given.
    """
    event = lock_open(event)
    if event.status != Status.RESOLVED:
        raise ValidationError(
            f"{event.reference} is {event.get_status_display().lower()}. Resolve it before you close it."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the event is closed."})
    why = {MEETING: without_meeting.strip(), REVIEWS: without_reviews.strip()}
    ends = {end.code: end for end in holding(event)}
    if missing := [end for code, end in ends.items() if not why[code]]:
        raise ValidationError(
            {
                f"without_{end.code}": f"{end.text} Enter why the event is closed all the same."
                for end in missing
            }
        )
    changing = {f"without_{code}": words if code in ends else "" for code, words in why.items()}
    return _end(by, event, version, Status.CLOSED, "closed", {"ending_reason": reason} | changing)


@operation("event.reopened", told="Event opened again", needs="events.change_failureevent")
def reopen_finished(*, by: User, event: FailureEvent, reason: str) -> FailureEvent:
    """A closed event is resolved again, a resolved one is worked again; everything in it was kept. SOP 11.8.

    Raises ValidationError for any other, and without a reason.
    """
    event = FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.status not in (Status.CLOSED, Status.RESOLVED):
        raise ValidationError(
            f"{event.reference} is {event.get_status_display().lower()}, not resolved or closed."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the event is open again."})
    was, event.edited = ("closed" if event.status == Status.CLOSED else "resolved"), []
    before = Status.INVOKED if event.invoked_at else Status.STANDARD_PRACTICE
    event.status = Status.RESOLVED if was == "closed" else before
    setattr(event, f"{was}_at", None)
    setattr(event, f"{was}_by", None)
    event.ending_reason = event.without_meeting = event.without_reviews = ""
    names = ["status", f"{was}_at", f"{was}_by", "ending_reason", "without_meeting", "without_reviews"]
    event.save_version(by=by, update_fields=names)
    end_moved(by, event)
    return event


def current_pack() -> Pack:
    """The procedure that a new event would start with. Raises ValidationError when none is loaded."""
    return from_content(_current_procedure().content)


def open_events_of(service: Service, *, but: FailureEvent | None = None):
    """Live events that cover the service. SOP 11.1."""
    live = FailureEvent.objects.open().exclude(status=Status.DRAFT).filter(covering(service))
    return live.exclude(pk=but.pk) if but else live


def _current_procedure() -> Procedure:
    procedure = Procedure.objects.for_new_events()
    if procedure is None:
        raise ValidationError("No procedure is in use. Ask an administrator to load and activate one.")
    return procedure


def _new(by: User, service: Service, procedure: Procedure, **fields: Any) -> FailureEvent:
    """A draft with the next reference, open to the council. References are handed out one at a time."""
    if service.provider is None:
        raise ValidationError(f"The register names no provider for {service}. Record its provider first.")
    council = by.organisation or Organisation.objects.get(is_host=True)
    event = FailureEvent.objects.create(
        reference=_next_reference(),
        host_council=council,
        procedure=procedure,
        provider=service.provider,
        service=service,
        logged_by=by,
        changed_by=by,
        **fields,
    )
    open_to(council, event)
    return event


def _next_reference() -> str:
    """PF-2026-0001: the year it is logged in, and the next number of that year. Held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REFERENCES])
    year = timezone.localdate().year
    taken = FailureEvent.objects.filter(reference__startswith=f"PF-{year}-").values_list(
        "reference", flat=True
    )
    return event_reference(year, max((int(one.rsplit("-", 1)[1]) for one in taken), default=0) + 1)


def _change_draft(
    by: User, event: FailureEvent, version: int | None, changing: dict[str, Any]
) -> FailureEvent:
    event = lock_open(event)
    if event.status != Status.DRAFT:
        raise ValidationError(f"{event.reference} has been logged already.")
    since = event.version if version is None else version
    row = FailureEvent.objects.lock_for_edit(event.pk, since=since, changing=changing)
    row.save_version(by=by)
    return row


def _refuse_second(service: Service, draft: FailureEvent | None, another: bool) -> None:
    """One open event for a service, unless a second is meant. Two people logging the same call meet here. SOP 11.1."""
    Service.objects.select_for_update(of=("self",), no_key=True).get(pk=service.pk)
    there = open_events_of(service, but=draft).first()
    if there and not another:
        words = f"{there.reference} is open for {service} already."
        raise ValidationError({"another": f"{words} Add to it, or confirm that this is another failure."})


def _end(
    by: User, event: FailureEvent, version: int, status: str, word: str, said: dict[str, str]
) -> FailureEvent:
    changing = {"status": status} | said
    row = FailureEvent.objects.lock_for_edit(event.pk, since=version, changing=changing)
    setattr(row, f"{word}_at", Now())
    setattr(row, f"{word}_by", by)
    row.save_version(by=by, update_fields=[f"{word}_at", f"{word}_by"])
    row.refresh_from_db()
    return row
