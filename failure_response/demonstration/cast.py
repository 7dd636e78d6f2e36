"""The organisations and accounts of the demonstration. Names are invented; addresses end in .example."""

from typing import NamedTuple


class Account(NamedTuple):
    """One person who can sign in to the demonstration."""

    email: str
    name: str
    role: str
    organisation: str
    says: str


HOST, ICB, NEIGHBOUR, TRUST = "host", "icb", "neighbour", "trust"
ORGANISATIONS = {  # key: (name, kind, code)
    ICB: ("NHS Exampleshire Integrated Care Board", "icb", "QZZ"),
    NEIGHBOUR: ("Neighbourham Council", "council", "X99"),
    TRUST: ("Exampleshire Community NHS Trust", "nhs_trust", "RZZ"),
}
ACCOUNTS = [
    Account(
        "officer@council.example",
        "Priya Marlowe",
        "commissioning_officer",
        HOST,
        "Commissioning officer: logs and runs events",
    ),
    Account(
        "care.manager@council.example",
        "Dele Winterbourne",
        "care_manager",
        HOST,
        "Care manager: works the tracker",
    ),
    Account(
        "contracts@council.example",
        "Sam Ferris",
        "contracts_officer",
        HOST,
        "Contracts officer: risk and plans",
    ),
    Account(
        "leader@council.example", "Morag Pellworth", "senior_leader", HOST, "Senior leader: the dashboard"
    ),
    Account(
        "ccg@icb.example",
        "Ines Fairweather",
        "partner",
        ICB,
        "Partner, the ICB: its own people in two events",
    ),
    Account(
        "other.council@neighbour.example",
        "Rowan Stillwater",
        "partner",
        NEIGHBOUR,
        "Partner, another council: its own people",
    ),
    Account(
        "admin@council.example",
        "Ivo Castlemere",
        "administrator",
        HOST,
        "Administrator: accounts and messages",
    ),
]
