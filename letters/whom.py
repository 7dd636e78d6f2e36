"""Who would get a letter, what theirs would say, and who is left out and why. Staffordshire SOP 11.5.

The page that asks and the operation that makes the letters read the same list, so that the two agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from events.models import FailureEvent
from letters.models import Letter, LetterTemplate, Mailing
from letters.rules.fields import TO_MAIN, TO_PERSON, missing_words
from letters.rules.names import Name, on_envelope, salutation, spoken
from letters.rules.places import Where, address_lines, plain_address, where_they_live
from letters.rules.text import fields_in
from letters.values import of_contact, of_person
from trackers.models import PersonLink, Placement, Representative, TrackerEntry
from trackers.rules.not_told import Contact, is_named, numbers_in

DIED = TrackerEntry.Outcome.DIED
WITHDRAWN = "was withdrawn"


@dataclass
class Recipient:
    """Somebody to be written to about a person: the person themself where there is no contact.

    `why_not` holds the letter back for good, `warning` until somebody says that it is to go all the same.
    """

    entry: TrackerEntry
    contact: Representative | None
    name: Name
    where: Where
    values: dict[str, str]
    why_not: list[str] = field(default_factory=list)
    warning: str = ""
    before: date | None = None  # the day of the latest letter of this template to them

    @property
    def key(self) -> str:
        return f"{self.entry.pk}-{self.contact.pk if self.contact else 0}"

    @property
    def to(self) -> str:
        return on_envelope(self.name)

    @property
    def about(self) -> str:
        """Whose contact it is; empty when the person is written to."""
        return str(self.entry.service_user) if self.contact else ""

    @property
    def why_words(self) -> str:
        said = "; ".join(self.why_not)
        return said[:1].upper() + said[1:]


def recipients(event: FailureEvent, template: LetterTemplate, to: str, people: QuerySet) -> list[Recipient]:
    """Everybody among `people` (tracker entries) whom this letter could go to, with what holds it back.

    Four queries, for however many people.
    """
    rows = list(_with_facts(people, event))
    before = _made_before(event, template)
    names = fields_in(template.text)
    found = [one for entry in rows for one in _of_entry(entry, template, to)]
    for one in found:
        one.before = before.get((one.entry.pk, one.contact.pk if one.contact else None))
        _judge(one, template, names)
    return found


def barred(entry: TrackerEntry | None, contact: Representative | None, contacts: list[Representative]) -> str:
    """Why nobody may be written to here, whatever else is known: a death, or a contact who must not be told.

    `contacts` are all contacts of the person.
    """
    if entry is not None and entry.final_outcome == DIED:
        return "has died" if contact is None else f"{spoken(name_of(entry.service_user))} has died"
    if contact is None:
        return ""
    if contact.must_not_be_told:
        return "must not be told"
    shunned = [one for one in contacts if one.must_not_be_told]
    if any(is_named(_as_contact(one), _whole(contact)) for one in shunned):
        return "has the name of a contact who must not be told"
    return ""


def name_of(person) -> Name:
    """Of a service user or a contact."""
    known_as = getattr(person, "known_as", "")
    return Name(person.surname, person.forename, person.title, known_as)


def couples(event: FailureEvent) -> list[frozenset[int]]:
    """Pairs of people of the event who are linked as a couple, by the keys of their rows."""
    links = PersonLink.objects.current().filter(event=event, kind=PersonLink.Kind.COUPLE)
    return [frozenset(pair) for pair in links.values_list("entry_id", "other_id")]


def sheets(found: list[Recipient], pairs: list[frozenset[int]], *, together: bool) -> list[list[Recipient]]:
    """Who shares a piece of paper: nobody, or, with `together`, a linked couple and contacts of one person who live
    at one address.
    """
    if not together:
        return [[one] for one in found]
    grouped: dict[tuple, list[Recipient]] = {}
    for one in found:
        place = plain_address(" ".join(one.where.lines))
        if one.contact:
            key = ("contacts", one.entry.pk, place)
        else:
            pair = next((pair for pair in pairs if one.entry.pk in pair), None)
            key = ("couple", pair, place) if pair else ("alone", one.entry.pk)
        grouped.setdefault(key, []).append(one)
    return list(grouped.values())


def _with_facts(people: QuerySet, event: FailureEvent) -> QuerySet:
    started = Placement.objects.filter(status=Placement.Status.STARTED).select_related("service")
    return (
        people.filter(event=event, merged_into=None)
        .select_related("service_user", "service")
        .prefetch_related(
            Prefetch("representatives", Representative.objects.order_by("-is_main", "surname", "pk")),
            Prefetch("placements", started, to_attr="started"),
        )
        .in_table_order()
    )


def _made_before(event: FailureEvent, template: LetterTemplate) -> dict[tuple, date]:
    rows = Letter.objects.standing().filter(event=event, mailing__template=template).order_by("pk")
    found = rows.values_list("entry_id", "contact_id", "mailing__dated", "sent_on")
    return {(entry, contact): sent or dated for entry, contact, dated, sent in found}


def _of_entry(entry: TrackerEntry, template: LetterTemplate, to: str) -> Iterator[Recipient]:
    own = Recipient(entry, None, name_of(entry.service_user), _where(entry), of_person(entry))
    if to == TO_PERSON:
        yield own
        return
    contacts = list(entry.representatives.all())
    chosen = [one for one in contacts if one.is_main] if to == TO_MAIN else contacts
    for one in chosen:
        lines = address_lines(one.address)
        where = Where(lines, "" if lines else "no address is recorded")
        yield Recipient(entry, one, name_of(one), where, own.values | of_contact(one))
    if not chosen:
        own.why_not = ["no main contact is named" if contacts else "nobody is recorded as a contact"]
        yield own


def _where(entry: TrackerEntry) -> Where:
    service = entry.service
    new = next((one.service for one in entry.started if one.service), None)
    return where_they_live(
        whereabouts=entry.whereabouts,
        has_moved=entry.moved_on is not None,
        is_care_home=service.care_home,
        service=_service_lines(service),
        room=entry.room,
        own=entry.address_before,
        new_place=_service_lines(new) if new else (),
    )


def _service_lines(service) -> tuple[str, ...]:
    parts = [str(service), service.address, service.town, service.county, service.postcode]
    return address_lines("\n".join(part for part in parts if part))


def _judge(one: Recipient, template: LetterTemplate, names: list[str]) -> None:
    """Fill in what holds the letter back."""
    contacts = list(one.entry.representatives.all())
    if why := barred(one.entry, one.contact, contacts):
        one.why_not = [why]
        return
    if one.why_not:
        return
    if not template.is_staff_paper:
        one.why_not += [one.where.why_not] if one.where.why_not else []
        if not salutation(one.name):
            one.why_not.append(
                "neither a title nor a forename is recorded, so there is nobody to say “Dear” to"
            )
        one.warning = _warning(one, contacts)
    values = one.values | {"salutation": "-", "recipient": "-"}
    one.why_not += missing_words(template.kind, names, values)


def _warning(one: Recipient, contacts: Iterable[Representative]) -> str:
    """The letter would come to where somebody lives who must not be told."""
    place = plain_address(" ".join(one.where.lines))
    numbers = numbers_in(one.contact.phone) if one.contact else set()
    for other in contacts:
        if not other.must_not_be_told:
            continue
        theirs = plain_address(" ".join(address_lines(other.address)))
        if theirs and place and (theirs in place or place in theirs):
            return f"{other}, who must not be told, has this address too"
        if numbers & numbers_in(other.phone):
            return f"{other}, who must not be told, has the same telephone number: they may live together"
    return ""


def _as_contact(row: Representative) -> Contact:
    return Contact(row.title, row.forename, row.surname)


def _whole(row: Representative) -> str:
    return " ".join(part for part in (row.title, row.forename, row.surname) if part)


def stopped(letters: list[Letter]) -> dict[int, str]:
    """Letters that must not go out any more, by key, and why: looked at afresh each time one is shown or printed.

    All letters of one piece of paper stop together. Three queries.
    """
    of = {one.mailing_id for one in letters}
    gone = set(Mailing.objects.filter(pk__in=of, withdrawn_at__isnull=False).values_list("pk", flat=True))
    withdrawn = {one.pk: WITHDRAWN for one in letters if one.mailing_id in gone and not one.sent_on}
    return _barred_now([one for one in letters if one.pk not in withdrawn]) | withdrawn


def _barred_now(letters: list[Letter]) -> dict[int, str]:
    keys = {one.entry_id for one in letters if one.entry_id}
    people = TrackerEntry.objects.filter(pk__in=keys).select_related("service_user")
    known = people.prefetch_related("representatives").in_bulk()
    found = {}
    for one in letters:
        if one.entry_id is None:
            continue
        entry = known.get(one.entry_id)
        contacts = list(entry.representatives.all()) if entry else []
        contact = next((row for row in contacts if row.pk == one.contact_id), None)
        if entry is None or (one.contact_id and contact is None):
            found[one.pk] = "is no longer on the tracker under this name"
        elif why := barred(entry, contact, contacts):
            found[one.pk] = why
    by_sheet = {(one.mailing_id, one.sheet): found[one.pk] for one in letters if one.pk in found}
    return {
        one.pk: found.get(one.pk) or f"is on one piece of paper with somebody who {by_sheet[key]}"
        for one in letters
        if (key := (one.mailing_id, one.sheet)) in by_sheet
    }


def still_coming(event: FailureEvent, rows: list[dict]) -> list[dict]:
    """Rows of an attendance list without those who must not be told, and without contacts of people who died."""
    people = TrackerEntry.objects.filter(event=event, pk__in={row["entry"] for row in rows if row["entry"]})
    known = people.select_related("service_user").prefetch_related("representatives").in_bulk()
    return [row for row in rows if row["entry"] is None or _comes(known.get(row["entry"]), row["contact"])]


def _comes(entry: TrackerEntry | None, contact_id: int) -> bool:
    contacts = list(entry.representatives.all()) if entry else []
    contact = next((row for row in contacts if row.pk == contact_id), None)
    return contact is not None and not barred(entry, contact, contacts)
