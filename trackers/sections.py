"""Sections of one person's page, beside its cards. A part of the room adds its function to a tuple below; a room to
the right calls `fill` in its AppConfig.ready().

`f(entry, user, may_record)` gives the section as this reader sees it, or None where there is nothing for them. A
function does its own queries, as few for somebody with much recorded as for somebody with nothing.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.models import User
from govuk.words import due_words
from trackers import sections_moves as way
from trackers.models import (
    Acceptance,
    EntryMerge,
    EntryShare,
    PersonEvaluation,
    Representative,
    Review,
    TrackerEntry,
)
from trackers.rules.legal import label
from trackers.sections_needs import assessed, concerns_of, links_of, must_haves_of
from trackers.sections_needs import attention as lines_of


class Section(NamedTuple):
    """One part of the page: its template gets `section.facts`, `entry` and `may_record`."""

    template: str
    facts: dict[str, Any]


Maker = Callable[[TrackerEntry, User, bool], Section | None]


def contacts(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Whom to call about the person; the main contact first. Blackpool policy App 8. Never for partner staff."""
    if user.is_partner:
        return None
    return Section(
        "trackers/_contacts.html",
        {"contacts": list(Representative.objects.visible_to(user).filter(entry=entry))},
    )


def shares(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Who else sees the person. Staffordshire SOP 11.5."""
    if user.is_partner:
        return None
    live = EntryShare.objects.filter(entry=entry, ended_at=None).select_related("organisation")
    may_share = may_record and user.has_perm("events.share_failureevent")
    return Section("trackers/_shares.html", {"shares": list(live), "may_share": may_share})


def reviews(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Reviews to be done and done, each with how late it is. Staffordshire SOP 11.8."""
    if user.is_partner:
        return None
    rows, today = list(entry.reviews.exclude(state=Review.State.NOT_DUE)), timezone.localdate()
    for row in rows:
        is_late = row.state == Review.State.DUE and row.due_on < today
        row.late = due_words(row.due_on, today) if is_late else ""
    may_review = user.has_perm("trackers.change_trackerentry")
    return Section(
        "trackers/_reviews.html",
        {"reviews": rows, "may_review": may_review, "may_add_review": may_add_review(entry, user)},
    )


def may_add_review(entry: TrackerEntry, user: User) -> bool:
    """Whether somebody may ask for a review that the rule does not ask for."""
    if user.is_partner or not user.has_perm("trackers.change_trackerentry"):
        return False
    return entry.final_outcome != TrackerEntry.Outcome.DIED


def legal(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """The newest legal answer in words; empty where none was worked out yet. Staffordshire SOP 2 to 6."""
    if not user.has_perm("events.view_legal"):
        return None
    newest = PersonEvaluation.objects.filter(entry=entry).order_by("-pk")
    duty = newest.values_list("duty", flat=True).first()
    return Section("trackers/_legal_answer.html", {"answer": label(duty) if duty else ""})


def merges(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Rows that were merged into this one, and the way to merge another. Staffordshire SOP 11.4."""
    if not user.has_perm("trackers.add_trackerentry"):
        return None
    found = EntryMerge.objects.visible_to(user).standing().filter(entry=entry)
    rows = list(found.select_related("merged__service_user"))
    if not rows and not may_record:
        return None
    return Section("trackers/_merges.html", {"merges": rows, "may_merge": may_record})


def for_council(make: Callable[..., tuple[str, dict[str, Any]]]) -> Maker:
    """A section that partner staff never get."""

    def made(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
        return None if user.is_partner else Section(*make(entry, user, may_record))

    return made


def attention(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """What waits for somebody beside the next step: safeguards, linked people, what was to be put right. SOP 4.4."""
    lines = lines_of(entry, user, may_record=may_record)
    return Section("trackers/_attention.html", {"lines": lines}) if lines else None


def must_haves(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """What the person must have where they live next, and what was taken without it. LGiU template T11."""
    if user.is_partner:
        return None
    rows = must_haves_of(entry)
    taken = Acceptance.objects.visible_to(user).filter(entry=entry).select_related("made_by")
    essential = any(one["row"].weight == "essential" for one in rows)
    facts = {"must_haves": rows, "acceptances": list(taken), "essential": essential}
    return Section("trackers/_must_haves.html", facts)


def assessment(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Headings of the assessment of which nothing is recorded. LGiU template T11."""
    return None if user.is_partner else Section("trackers/_assessment.html", assessed(entry, user))


def links(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Whom the person belongs with, or must be kept apart from. LGiU template T11.2."""
    return None if user.is_partner else Section("trackers/_links.html", {"links": links_of(entry)})


def concerns(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Quality and safeguarding concerns; partner staff see those of their own organisation. SOP 11.6, 11.7."""
    facts = {"concerns": concerns_of(entry, user), "may_raise": user.has_perm("trackers.raise_concern")}
    return Section("trackers/_concerns.html", facts)


# Below the next step, above the cards.
TOP: tuple[Maker, ...] = (attention, must_haves)


# In the wide column, below the cards.
MAIN: tuple[Maker, ...] = (
    for_council(way.placements),
    for_council(way.move),
    assessment,
)
# In the narrow column, above the history.
SIDE: tuple[Maker, ...] = (
    for_council(way.where),
    for_council(way.checks),
    contacts,
    links,
    concerns,
    shares,
    reviews,
    legal,
    merges,
)


_side: list[Maker] = [*SIDE]


def fill(maker: Maker, *, below: Maker | None = None) -> None:
    """Add a section to the narrow column, below one of ours or at the end. The same function is added once."""
    if maker not in _side:
        _side.insert(_side.index(below) + 1 if below else len(_side), maker)


def in_side_column() -> tuple[Maker, ...]:
    """Makers of the narrow column: ours, and those of rooms to the right."""
    return tuple(_side)


def sections(
    makers: tuple[Maker, ...], entry: TrackerEntry, user: User, *, may_record: bool
) -> list[Section]:
    """The sections that this reader sees, in order."""
    made = (make(entry, user, may_record) for make in makers)
    return [section for section in made if section is not None]
