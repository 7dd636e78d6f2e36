"""What can be asked for on paper. The project knows every room, so it fills the kinds in:

document_kinds.fill(TABLE)      # in AppConfig.ready(); the table is failure_response/documents.py
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

Progress = Callable[[str], None]


class Group(StrEnum):
    """Under which heading a kind is offered, in this order."""

    PLANS = "Plans"
    PEOPLE = "People"
    MEETINGS = "Meetings"
    REPORTS = "Reports"
    RISK = "Risk"


class Paper(NamedTuple):
    """A document to be set: its template with its context, and whom it is about (keys of tracker entries)."""

    template: str
    context: dict[str, Any]
    people: list[int]


class About(NamedTuple):
    """The one record that a document is about: its words, which name nobody, and the address of its page."""

    words: str
    url: str


class DocumentKind(NamedTuple):
    """One kind of document.

    `paper(event, user, progress, most_rows)` gives what it says to one person, reading through `visible_to`.
    `about(user, event, key)` finds the record it is about, or None; `paper` then takes the key as its fifth argument.
    One that `takes_query` lists whom the tracker shows at that query string, then the fifth argument. Without
    `of_event` it belongs to no event, and `event` is None. `fits(event)` says whether an event can have it.
    `keys_for(user)` are the keys of the records that somebody from outside may have it about; without it there are
    none. A paper refuses with ValidationError.
    """

    kind: str
    title: str
    group: Group
    holds: str
    paper: Callable[..., Paper]
    needs: str = "events.view_document"
    for_partners: bool = False
    of_event: bool = True
    takes_query: bool = False
    about: Callable[..., About | None] | None = None
    chosen_at: tuple[str, str] | None = (
        None  # where the record is chosen: words, and the name of a page of the event
    )
    fits: Callable[[Any], bool] = lambda event: True
    keys_for: Callable[[Any], QuerySet] | None = None

    def is_for(self, user) -> bool:
        """Whether this person's role gets it at all."""
        return user.has_perm(self.needs) and (self.for_partners or not user.is_partner)


_kinds: dict[str, DocumentKind] = {}


def fill(kinds: Iterable[DocumentKind]) -> None:
    """Add kinds. The same kind is added once."""
    _kinds.update({one.kind: one for one in kinds})


def known(kind: str) -> DocumentKind | None:
    return _kinds.get(kind)


def every() -> list[DocumentKind]:
    return list(_kinds.values())


def still_theirs(user) -> Q:
    """Documents that somebody from outside may still have: of kinds for them, about records that they may open now."""
    kinds = [one for one in every() if one.is_for(user)]
    found = Q(about=None, kind__in=[one.kind for one in kinds])
    for one in kinds:
        if one.keys_for is not None:
            found |= Q(kind=one.kind, about__in=one.keys_for(user))
    return found


def title_of(kind: str) -> str:
    """The words of a kind; of one that is no longer made its own word."""
    return _kinds[kind].title if kind in _kinds else kind


def offered(user, event) -> dict[Group, list[DocumentKind]]:
    """What a person may ask for about an event, by group; with those that are asked for on the page of one record."""
    here = [one for one in every() if one.of_event and (one.about is None or one.chosen_at)]
    found = [one for one in here if one.is_for(user) and one.fits(event)]
    grouped = {group: [one for one in found if one.group == group] for group in Group}
    return {group: kinds for group, kinds in grouped.items() if kinds}
