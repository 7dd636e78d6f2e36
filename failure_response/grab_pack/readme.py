"""The first file of the pack, in plain text: how old it is, what is in it, where paper is typed in afterwards."""

from datetime import datetime

from events.models import FailureEvent
from failure_response.grab_pack.pages import address
from govuk.words import count_of, moment_words

TEXT = """GRAB-PACK OF {reference}
{service}

AS AT {as_at}.
{people} on the tracker then. What happened later is not in here. If the service works, take a new pack first:
{pack}

CONFIDENTIAL. It names everybody, with their health, their families and where they go. Give it to nobody outside the
response. When you no longer need it, delete the files you took out, empty the bin, and shred what you printed.

WHAT IS IN IT
1  This page.
2  The pack to read and print: the event, whom to ring, legal basis, open steps, where everybody is, a card for each.
3  The tracker as a spreadsheet, with every column. It is a copy: changes in it go nowhere.
4  Everybody to be rung, as a spreadsheet. Look at the first column: some people MUST NOT BE TOLD where somebody is.
5  The same for the address book of a telephone, without those who must not be told.
6  Roll-call form, by room or with the address of each. Print it and go round.
7  Hand-over forms, one for each person who leaves. They travel with the person; keep a copy or a photograph.

IF IT IS URGENT
Danger to life: 999. Then ring the first lead in file 2, and go down the route of escalation until somebody answers.

AFTERWARDS: TYPE IN WHAT YOU WROTE ON PAPER
Sign in, and type it into the ordinary pages. If somebody else changed the same thing meanwhile, both values are shown
and you choose; nothing is lost. Say when it happened, not when you type it.
Roll-call:            {roll_call}
Moves by day:         {moves}
Hand-over of a person: the address stands on the person's form.
Where somebody is, a next step, an outcome: {tracker}
Calls and messages:   {messages}
"""


def readme(event: FailureEvent, as_at: datetime, people: int) -> str:
    """The text, with the line ends that every editor shows."""
    where = {
        "pack": "events:grab-pack",
        "roll_call": "trackers:roll-call",
        "moves": "trackers:moves",
        "tracker": "trackers:tracker",
        "messages": "events:communication-list",
    }
    said = TEXT.format(
        reference=event.reference,
        service=f"{event.service}, {event.provider}",
        as_at=moment_words(as_at),
        people=count_of(people, "person", "people"),
        **{name: address(page, event.reference) for name, page in where.items()},
    )
    return said.replace("\n", "\r\n")
