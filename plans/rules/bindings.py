"""Which live facts stand under which section of the template, and when each is too old to rely on. LGiU template.

One table. A limit is in months; the words of a section's prompts are the pack's. `months` follow what the facts are:
a free place is gone within weeks, a telephone number within half a year, a written procedure is looked at each year.
"""

from typing import NamedTuple


class Binding(NamedTuple):
    """A kind of fact: the number of its section, its heading, the section that asks for it, and its limit."""

    code: str
    number: str
    title: str
    cited: str
    months: int
    empty: str


BINDINGS = (
    Binding(
        "signs", "T2", "Early warning signs now", "T2.2, guidance 5", 3, "No early warning sign is recorded."
    ),
    Binding("contracts", "T3", "Contracts and their clauses", "T3.1", 12, "No contract is recorded."),
    Binding("leads", "T5", "Who would lead", "T5.1", 6, "Nobody is proposed as a lead yet."),
    Binding("route", "T5", "Route of escalation", "T5.1", 12, "No route of escalation is set."),
    Binding("services", "T7", "Services and how many they care for", "T7.1", 6, "No service is named."),
    Binding("provider-contacts", "T7", "Contacts at the provider", "T7.2", 6, "No contact is recorded."),
    Binding(
        "stakeholders", "T7", "Contact lines to key stakeholders", "T7.2", 6, "No key contact is recorded."
    ),
    Binding(
        "authority", "T8", "Named contacts within the authority", "T8.1", 6, "No key contact is recorded."
    ),
    Binding("willing", "T9", "Willing to step in", "T9.1", 6, "Nobody who would step in is named."),
    Binding("vacancies", "T9", "Free places", "T9.1", 1, "No free place was told."),
    Binding(
        "last-resort", "T9", "Providers of last resort", "T9.3", 6, "No provider of last resort is named."
    ),
    Binding("procedures", "T14", "Procedures in force", "T14.2", 12, "No procedure is in force."),
    Binding("related", "T14", "Related plans, support and guidance", "T14.3", 12, "Nothing is linked."),
)

# Lists of the pack that help to write a section: number of the section -> names of lists. LGiU guidance 3 to 6.
BACKGROUND = {
    "T2": ("early_warning_signs", "prevention"),
    "T6": ("at_risk_options", "reasons_to_work", "service_or_business"),
    "T8": ("failure_speed",),
    "T9": ("settings",),
    "T10": ("failure_typology", "failure_durations"),
    "T13": ("cost_recovery",),
}

# What is carried into an event as an action for whoever runs it: numbers of sections.
AS_ACTIONS = ("T8",)


def bindings_of(number: str) -> tuple[Binding, ...]:
    """The kinds of facts under a section, in order; none for a section that has only words."""
    return tuple(one for one in BINDINGS if one.number == number)


def binding(code: str) -> Binding | None:
    return next((one for one in BINDINGS if one.code == code), None)
