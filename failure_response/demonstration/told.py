"""Key contacts, answers on the route of escalation, and messages of the demonstration."""

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from events.operations.communications import To, record_communication, written_for
from events.operations.contacts import add_contact
from events.operations.escalation import acknowledge
from events.operations.notices import pack_of

CONTACTS = [  # kind, organisation, name, telephone, e-mail
    (
        "regulator",
        "Care Quality Commission",
        "Local inspection team",
        "01632 960301",
        "inspection@cqc.example",
    ),
    ("health", "NHS Exampleshire Integrated Care Board", "Continuing healthcare desk", "01632 960302", ""),
    ("safeguarding", "Exampleshire County Council", "Safeguarding front door", "01632 960303", ""),
    ("police", "Exampleshire Police", "Control room", "01632 960304", ""),
    ("council", "Neighbourham Council", "Emergency duty team", "01632 960305", ""),
    ("cabinet", "Exampleshire County Council", "Cabinet Member for care, office", "01632 960306", ""),
    ("comms", "Exampleshire County Council", "Press desk", "01632 960307", "press@council.example"),
]


def keep_contacts(by: User) -> None:
    for kind, organisation, name, phone, email in CONTACTS:
        add_contact(by=by, kind=kind, organisation=organisation, name=name, phone=phone, email=email)


def answer(by: User, event: FailureEvent) -> None:
    """The first on the route has seen it."""
    acknowledge(by=by, event=event)


def write(by: User, leader: User, event: FailureEvent, *, brief: bool) -> None:
    """The CQC was rung; with `brief`, the leaders, the Cabinet Member and Comms have had theirs."""
    said = {
        kind: To(name=name, organisation=whose, address=phone) for kind, whose, name, phone, _ in CONTACTS
    }
    given = {"STF-MS2": [said["regulator"]]}
    if brief:
        given["STF-MS1"] = [To(user=leader), said["cabinet"], said["comms"]]
    for kind, people in given.items():
        ready = pack_of(event).message(kind)
        if ready is None:
            continue
        subject, body = written_for(event, ready, timezone.localtime())
        told = [to if to.user else to._replace(method="phone") for to in people]
        record_communication(by=by, event=event, kind=kind, subject=subject, body=body, recipients=told)
