"""What the fields of a letter stand for: of the event, a person, a contact, a meeting."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings

from accounts.models import User
from events.models import FailureEvent
from events.operations.communications import merge_values
from govuk.words import clock_time, full_date
from letters.rules.names import Name, and_list, joint_salutation, on_envelope, spoken
from letters.rules.text import Block
from trackers.models import Representative, TrackerEntry

EMPTY_LINES = 6  # of an attendance list, for who comes without being asked


def of_event(event: FailureEvent, *, dated: date, signed_by: str, signer_job: str) -> dict[str, str]:
    """What every letter of an event knows."""
    known = merge_values(event, datetime.combine(dated, time()))
    return {
        "reference": event.reference,
        "today": full_date(dated),
        "service": str(event.service),
        "service_place": event.service.place,
        "closes_on": full_date(event.closes_on),
        "council": event.host_council.name,
        "council_address": settings.COUNCIL_ADDRESS,
        "council_phone": settings.COUNCIL_PHONE,
        "lead": known["lead"],
        "lead_phone": known["lead_phone"],
        "sender": signed_by.strip(),
        "sender_job": signer_job.strip(),
    }


def of_person(entry: TrackerEntry) -> dict[str, str]:
    """What a letter about somebody knows. No number, diagnosis or money: those go into no letter."""
    person = entry.service_user
    name = Name(person.surname, person.forename, person.title, person.known_as)
    return {
        "person": spoken(name) if name.forename or name.known_as else on_envelope(name),
        "known_as": person.known_as or person.forename,
        "room": entry.room,
        "service": str(entry.service),
        "service_place": entry.service.place,
        "destination": entry.destination,
        "move_on": full_date(entry.move_on),
        "contact_point": entry.relatives_contact,
    }


def of_contact(contact: Representative) -> dict[str, str]:
    return {"relationship": contact.relationship}


def of_meeting(on: date | None, at: time | None, place: str) -> dict[str, str]:
    return {
        "meeting_day": full_date(on),
        "meeting_time": clock_time(at) if at else "",
        "meeting_place": place,
    }


def of_sheet(names: list[Name], each: Iterable[dict[str, str]]) -> dict[str, str]:
    """The values of a piece of paper for one, or for two who live together: what differs is said of both."""
    together: dict[str, list[str]] = {}
    for values in each:
        for name, value in values.items():
            said = together.setdefault(name, [])
            if value not in said:
                said.append(value)
    joined = {name: and_list(values) for name, values in together.items()}
    return joined | {
        "salutation": joint_salutation(names),
        "recipient": and_list([on_envelope(name) for name in names]),
    }


def people_coming(rows: Iterable[tuple[int, int, str, str]]) -> Block:
    """The table of an attendance list: key of the person's row, key of the contact, name, and whose contact it is."""
    named = [
        {"entry": entry, "contact": contact, "cells": [name, whose, ""]}
        for entry, contact, name, whose in rows
    ]
    empty = [{"entry": None, "contact": None, "cells": ["", "", ""]} for _ in range(EMPTY_LINES)]
    return {"kind": "table", "columns": ["Name", "Family or friend of", "Signature"], "rows": named + empty}


def sender_of(user: User) -> tuple[str, str]:
    """Who signs, unless somebody else is named: name and job."""
    return user.name, user.get_role_display()
