"""What the fields of letters stand for, and which kind of letter knows which. Staffordshire SOP 11.5, 12.0."""

from typing import NamedTuple

from letters.rules.text import TABLES

PERSON, FAMILY, FACTS, INVITATION, ATTENDANCE, CHECK = (
    "person", "family", "fact_sheet", "invitation", "attendance", "check",
)  # fmt: skip
# Papers for staff: they go to nobody, have no address, and wait for no gate.
STAFF_PAPERS = frozenset({ATTENDANCE, CHECK})
TO_PERSON, TO_MAIN, TO_ALL = "person", "main", "all"
# Who can be written to by each kind of letter.
TO = {
    PERSON: (TO_PERSON,),
    FAMILY: (TO_MAIN, TO_ALL),
    FACTS: (TO_PERSON, TO_MAIN, TO_ALL),
    INVITATION: (TO_PERSON, TO_MAIN, TO_ALL),
    ATTENDANCE: (TO_MAIN, TO_ALL),
    CHECK: (TO_PERSON,),
}


class Field(NamedTuple):
    """A field: what it stands for, what it is in a preview, and what is said when it is missing."""

    words: str
    example: str
    missing: str = ""


GENERAL = {
    "reference": Field("reference of the event", "PF-2026-0001"),
    "today": Field("the day on the letter", "Friday 4 December 2026"),
    "service": Field("name of the service", "Sandling Court"),
    "service_place": Field("address of the service", "4 Mill Lane, Exampleton, EX4 5MP"),
    "closes_on": Field(
        "the day the service closes", "Thursday 31 December 2026", "no closing date is recorded for the event"
    ),
    "council": Field("name of the council", "Exampleshire County Council"),
    "council_address": Field(
        "address of the council, in one line", "County Hall, 1 Example Street, Exampleton, EX1 1AA"
    ),
    "council_phone": Field("telephone number of the council", "01632 960000"),
    "lead": Field("name of the lead of the event", "Priya Marlowe", "the event has no lead"),
    "lead_phone": Field(
        "how to reach the lead", "01632 960001", "no telephone number or e-mail of the lead is recorded"
    ),
    "sender": Field("who signs", "Dele Winterbourne"),
    "sender_job": Field("job of who signs", "Care manager", "the job of who signs is not filled in"),
}
TO_SOMEBODY = {
    "salutation": Field("what follows “Dear”", "Mrs Dovecote"),
    "recipient": Field("who is written to, as on the envelope", "Mrs Agnes Dovecote"),
}
ABOUT_ONE = {
    "person": Field("name of the person", "Agnes Dovecote"),
    "known_as": Field("what the person is called", "Aggie", "it is not recorded what the person is called"),
    "room": Field("room of the person", "12", "no room is recorded"),
    "destination": Field(
        "where the person goes next", "Elmsworth House", "it is not recorded where the person goes next"
    ),
    "move_on": Field("the day of the move", "Monday 14 December 2026", "no day of the move is recorded"),
    "contact_point": Field(
        "the contact point for relatives", "Dele Winterbourne, 01632 960002",
        "no contact point for relatives is recorded",
    ),
}  # fmt: skip
ABOUT_CONTACT = {
    "relationship": Field(
        "what the contact is to the person",
        "Daughter",
        "it is not recorded what the contact is to the person",
    ),
}
ABOUT_MEETING = {
    "meeting_day": Field("day of the meeting", "Tuesday 8 December 2026"),
    "meeting_time": Field("time of the meeting", "6.30pm"),
    "meeting_place": Field("place of the meeting", "The lounge, Sandling Court"),
}
LISTS = {"people_coming": Field("a table of who may come, with room to sign", "")}
KNOWN: dict[str, dict[str, Field]] = {
    PERSON: GENERAL | TO_SOMEBODY | ABOUT_ONE,
    FAMILY: GENERAL | TO_SOMEBODY | ABOUT_ONE | ABOUT_CONTACT,
    FACTS: GENERAL | TO_SOMEBODY | ABOUT_ONE,
    INVITATION: GENERAL | TO_SOMEBODY | ABOUT_ONE | ABOUT_MEETING,
    ATTENDANCE: GENERAL | ABOUT_MEETING | LISTS,
    CHECK: GENERAL | ABOUT_ONE,
}
EVERY = frozenset(name for fields in KNOWN.values() for name in fields)
MEETING = frozenset(ABOUT_MEETING)


def labels(kind: str) -> dict[str, str]:
    """The fields of a kind of letter with what each stands for."""
    return {name: field.words for name, field in KNOWN[kind].items()}


# The made-up contact of a preview, to whom letters to families go.
TO_CONTACT = {"salutation": "Ms Kinsworth", "recipient": "Ms Jo Kinsworth"}


def examples(kind: str) -> dict[str, str]:
    """What the fields are in a preview."""
    shown = {name: field.example for name, field in KNOWN[kind].items() if name not in TABLES}
    return shown | TO_CONTACT if TO_MAIN in TO[kind] and kind not in STAFF_PAPERS else shown


def missing_words(kind: str, names: list[str], values: dict[str, str]) -> list[str]:
    """What is not recorded of what a letter says, in words; `values` may leave out what is asked for later."""
    return [
        KNOWN[kind][name].missing or f"{KNOWN[kind][name].words} is not recorded"
        for name in names
        if name in values and not values[name].strip()
    ]
