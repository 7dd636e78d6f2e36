"""Everybody to be rung, as a sheet and for the address book of a telephone.

Who must not be told is in the sheet, marked in its first column, and in no address book: there nobody would see it.
"""

from typing import Any, NamedTuple

from icalendar import Component
from icalendar.prop import vN, vOrg, vText

from failure_response.grab_pack.people import Card
from govuk.sheets.write import write_csv
from trackers.models import Representative

HEADINGS = (
    "Must not be told",
    "Who",
    "Name",
    "Role or relationship",
    "Of whom",
    "Telephone",
    "E-mail",
    "Address",
)


class Line(NamedTuple):
    """One person or team that can be reached; `about` says whose contact it is."""

    must_not_be_told: bool
    kind: str
    name: str
    role: str
    about: str
    phone: str
    email: str
    address: str = ""


def lines(pack: dict[str, Any], people: list[Card]) -> list[Line]:
    """The council's own first, then the provider's, other bodies', families'."""
    event = pack["event"]
    found = [
        Line(False, "Lead", one["name"], one["role"], one["organisation"], one["phone"], one["email"])
        for one in pack["leads"]
    ]
    found += [
        Line(False, "Route of escalation", name, stop["who"], event.host_council.name, phone, "")
        for stop in pack["route"]
        for name, phone in stop["people"]
    ]
    for name, whose in (("service_contacts", event.service), ("provider_contacts", event.provider)):
        found += [
            Line(False, "Provider", one.name, one.role, str(whose), one.phone, one.email)
            for one in pack[name]
        ]
    found += [
        Line(False, one.get_kind_display(), one.name, one.job, one.organisation, one.phone, one.email)
        for one in pack["key_contacts"]
    ]
    return found + [of_family(one, contact) for one in people for contact in one.contacts]


def of_family(one: Card, contact: Representative) -> Line:
    """A contact of a person, with whose it is and where that person lives."""
    return Line(
        contact.must_not_be_told,
        "Family or friend",
        str(contact),
        f"{contact.relationship}{', main representative' if contact.is_main else ''}".lstrip(", "),
        f"{one.name}{f', room {one.room}' if one.room else ''}",
        contact.phone,
        contact.email,
        contact.address,
    )


def as_csv(found: list[Line]) -> bytes:
    rows = [["MUST NOT BE TOLD" if one.must_not_be_told else None, *one[1:]] for one in found]
    return write_csv(HEADINGS, rows)


def as_vcf(found: list[Line]) -> bytes:
    """vCard 3.0, which every telephone takes; only who can be rung or written to, and may be told."""
    reached = [one for one in found if not one.must_not_be_told and (one.phone or one.email)]
    once = {(one.name, one.phone, one.email): one for one in reversed(reached)}
    return b"".join(_card(one).to_ical(sorted=False) for one in reversed(once.values()))


def _card(one: Line) -> Component:
    card = Component()
    card.name = "VCARD"
    card.add("version", vText("3.0"))
    card.add("fn", vText(one.name))
    card.add("n", vN((one.name, "", "", "", "")))
    if one.about:
        card.add("org", vOrg((one.about,)))
    if one.role or one.kind:
        card.add("title", vText(one.role or one.kind))
    if one.phone and any(letter.isdigit() for letter in one.phone):
        card.add("tel", vText(one.phone))
    if one.email:
        card.add("email", vText(one.email))
    return card
