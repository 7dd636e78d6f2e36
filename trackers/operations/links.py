"""People who belong together or must be kept apart: linked, answered, ended. LGiU template T11.2."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation
from accounts.models import User
from trackers.models import PersonLink, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.rules.links import NEVER_WITH, Side, places_key, warning

OURS = "links"  # no partner field: another person is named


@operation("link.made", told="People linked", needs="trackers.change_trackerentry")
def link_people(
    *,
    by: User,
    entry: TrackerEntry,
    other: TrackerEntry,
    kind: str,
    stay_together: bool = False,
    words: str = "",
) -> PersonLink:
    """Two people of one event mean something to each other; it holds for both. LGiU T11.2.

    Raises ValidationError for the person themselves, for somebody of another event, for two who are linked already,
    and for people who must never be together and should stay together.
    """
    _hold(by, entry)
    check_scope(by, other, [OURS])
    if entry.pk == other.pk:
        raise ValidationError({"other": "Choose somebody else"})
    if entry.event_id != other.event_id:
        raise ValidationError({"other": f"{other} is not on this tracker"})
    first, second = sorted((entry, other), key=lambda one: one.pk)
    if PersonLink.objects.current().filter(entry=first, other=second).exists():
        raise ValidationError({"other": "These two are linked already. Change that link"})
    row = PersonLink(entry=first, other=second, event_id=entry.event_id, changed_by=by, words=words.strip())
    row.kind, row.stay_together = kind, stay_together
    _check(row)
    row.save()
    return row


@operation("link.edited", told="Link between people changed", needs="trackers.change_trackerentry")
def edit_link(
    *, by: User, link: PersonLink, version: int, kind: str, stay_together: bool = False, words: str = ""
) -> PersonLink:
    """Change what links two people. Raises ValidationError as `link_people` does; Conflict."""
    _hold(by, link.entry)
    changing = {"kind": kind, "stay_together": stay_together, "words": words.strip()}
    row = PersonLink.objects.lock_for_edit(link.pk, since=version, changing=changing)
    _check(row)
    row.save_version(by=by)
    return row


@operation("link.ended", told="Link between people ended", needs="trackers.change_trackerentry")
def end_link(*, by: User, link: PersonLink, reason: str) -> PersonLink:
    """The link no longer holds, or was recorded by mistake. Raises ValidationError without a reason."""
    _hold(by, link.entry)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the link ends"})
    row = PersonLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.ended_at:
        raise ValidationError("This link has ended already.")
    row.ended_at = Now()
    row.save_version(by=by, update_fields=["ended_at"])
    row.refresh_from_db(fields=["ended_at"])
    return row


@operation("link.answered", told="Places of linked people accepted", needs="trackers.change_trackerentry")
def answer_warning(*, by: User, link: PersonLink, reason: str) -> PersonLink:
    """Why the places of two linked people are accepted. Another place brings the warning back. LGiU T11.2.

    Raises ValidationError without a reason, and where there is no warning.
    """
    _hold(by, link.entry)
    row = PersonLink.objects.select_for_update(of=("self",)).select_related("entry", "other").get(pk=link.pk)
    one, two = sides(row)
    if not warning(row.kind, row.stay_together, one, two):
        raise ValidationError("There is nothing to accept: the places are as these two people need them.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why these places are accepted"})
    row.answer, row.answered_for = reason.strip(), places_key(one, two)
    row.save_version(by=by, update_fields=["answer", "answered_for"])
    return row


def sides(link: PersonLink) -> tuple[Side, Side]:
    """Both people as the rule reads them."""
    one, two = link.entry, link.other
    return Side(one.destination, one.final_outcome), Side(two.destination, two.final_outcome)


def _check(row: PersonLink) -> None:
    if row.kind == NEVER_WITH and row.stay_together:
        raise ValidationError({"stay_together": "People who must never be together cannot stay together"})
    row.clean_fields(exclude=["changed_by", "changed_at"])


def _hold(by: User, entry: TrackerEntry) -> None:
    check_scope(by, entry, [OURS])
    hold_event(entry.event_id)
