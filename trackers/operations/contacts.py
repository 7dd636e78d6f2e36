"""Contacts of a person, and the organisations their row is shown to. SOP 11.5; Blackpool policy App 8."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation, record_access
from accounts.models import AccessEntry, Organisation, User
from trackers.models import EntryShare, Representative, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.rules.not_told import Contact, is_namesake, words_of

CONTACT = "representatives"  # no partner field: the council keeps the contacts


@operation("representative.added", told="Contact added", needs="trackers.change_trackerentry")
def add_representative(*, by: User, entry: TrackerEntry, **facts: str | bool) -> Representative:
    """Add a contact; `facts` are fields of Representative, surname at least. Blackpool policy App 8.

    The main representative passes on. Raises ValidationError for a main representative who must not be told.
    """
    _hold(by, entry)
    if facts.get("is_main"):
        _pass_on_main(by, entry)
    contact = Representative(entry=entry, event_id=entry.event_id, changed_by=by, **facts)
    _check(contact)
    contact.save()
    return contact


@operation("representative.edited", told="Contact changed", needs="trackers.change_trackerentry")
def edit_representative(
    *, by: User, representative: Representative, version: int, **facts: str | bool
) -> Representative:
    """Change a contact; `facts` are fields of Representative. Blackpool policy App 8.

    Raises Conflict where somebody changed the same field, ValidationError as `add_representative` does.
    """
    _hold(by, representative.entry)
    contact = Representative.objects.lock_for_edit(representative.pk, since=version, changing=facts)
    if "is_main" in contact.edited and contact.is_main:
        _pass_on_main(by, contact.entry)
    _check(contact)
    contact.save_version(by=by)
    return contact


@operation("tracker_entry.shared", told="Person shared", needs="events.share_failureevent")
def share_entry(*, by: User, entry: TrackerEntry, organisation: Organisation, reason: str) -> EntryShare:
    """Show one person to an organisation that does not fund them, such as a case manager. SOP 4.4, 11.5.

    Raises ValidationError when the organisation does not have the event, or sees the person already.
    """
    _hold(by, entry)
    if not entry.event.shares.filter(organisation=organisation, ended_at=None).exists():
        raise ValidationError({"organisation": f"Share the event with {organisation} first."})
    if (
        entry.funding_authority_id == organisation.pk
        or entry.shares.filter(organisation=organisation, ended_at=None).exists()
    ):
        raise ValidationError({"organisation": f"{organisation} sees this person already."})
    share = EntryShare.objects.create(
        entry=entry, event_id=entry.event_id, organisation=organisation, reason=reason, shared_by=by
    )
    _record(by, entry, "Person shared", organisation)
    return share


@operation("tracker_entry.share_ended", told="Share of a person ended", needs="events.share_failureevent")
def end_entry_share(*, by: User, share: EntryShare, reason: str = "") -> EntryShare:
    """The organisation no longer sees the person, from now on; also after the event is closed. SOP 11.5."""
    check_scope(by, share.entry, [CONTACT])
    share = (
        EntryShare.objects.select_for_update(of=("self",))
        .select_related("organisation", "entry__event")
        .get(pk=share.pk)
    )
    if share.ended_at:
        raise ValidationError(f"{share.organisation} no longer sees this person.")
    share.ended_at = Now()
    share.save(update_fields=["ended_at"])
    share.refresh_from_db(fields=["ended_at"])
    _record(by, share.entry, "Share of a person ended", share.organisation)
    return share


def _hold(by: User, entry: TrackerEntry) -> None:
    check_scope(by, entry, [CONTACT])
    hold_event(entry.event_id)
    # The entry's row is the lock for everything below it, so that two people cannot both name a main representative.
    TrackerEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)


def _pass_on_main(by: User, entry: TrackerEntry) -> None:
    for before in Representative.objects.filter(entry=entry, is_main=True):
        before.is_main = False
        before.save_version(by=by, update_fields=["is_main"])


def _check(contact: Representative) -> None:
    if contact.is_main and contact.must_not_be_told:
        raise ValidationError({"is_main": "Somebody who must not be told cannot be the main representative"})
    if contact.involved and contact.must_not_be_told:
        raise ValidationError({"involved": "Somebody who must not be told cannot take part in decisions"})
    named = {"surname": contact.surname, "forename": contact.forename, "title": contact.title}
    others = [] if contact.must_not_be_told else not_told_like(contact.entry, named, but=contact.pk)
    if any(_names(one) == _names(contact) for one in others):
        raise ValidationError(
            {
                "surname": "A contact of this name must not be told. Change that contact; if this is somebody else, "
                "write the forename so that nobody mixes them up"
            }
        )
    contact.clean_fields(exclude=["changed_by", "changed_at"])


def not_told_like(
    entry: TrackerEntry, facts: Mapping[str, Any], *, but: int | None = None
) -> list[Representative]:
    """Contacts of the person who must not be told and have this name, or an initial of it. One query."""
    named = Contact(*(str(facts.get(name) or "") for name in ("title", "forename", "surname")))
    rows = Representative.objects.filter(entry=entry, must_not_be_told=True).exclude(pk=but)
    return [one for one in rows if is_namesake(Contact(one.title, one.forename, one.surname), named)]


def _names(contact: Representative) -> tuple[list[str], list[str]]:
    return (words_of(contact.forename), words_of(contact.surname))


def _record(by: User, entry: TrackerEntry, subject: str, organisation: Organisation) -> None:
    record_access(
        by=by,
        kind=AccessEntry.Kind.SHARE,
        subject=subject,
        event=entry.event,
        people=[entry.pk],
        recipient=organisation.name,
    )
