"""Merge fields of a procedure's messages: `{reference}` stands for the event's reference. Pure functions of text."""

import re
from collections.abc import Mapping

# What may stand between braces, and what it stands for.
FIELDS = {
    "reference": "reference of the event",
    "service": "name of the service",
    "place": "town of the service",
    "provider": "name of the provider",
    "service_type": "what kind of service it is",
    "council": "name of the council",
    "notified_on": "the day the council was told",
    "notice": "what the council was told last",
    "response": "what the procedure says",
    "stage": "stage of the procedure that was reached",
    "closes_on": "the day the service closes",
    "outcomes": "how many people have which final outcome",
    "lead": "name of the first lead",
    "lead_phone": "telephone number of the first lead",
    "today": "the day the message is written",
}
_FIELD = re.compile(r"\{([a-z_]+)\}")
# A line of the pack that goes on in the next one: what follows is no new sentence.
_GOES_ON = re.compile(r"\n(?=[a-z])")


def merge_problems(text: str) -> list[str]:
    """What is wrong with the merge fields of a text, each in one sentence."""
    problems = [
        f"There is no merge field {{{name}}}; known are {', '.join(FIELDS)}."
        for name in dict.fromkeys(_FIELD.findall(text))
        if name not in FIELDS
    ]
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        problems.append("A brace stands alone. A merge field is written like {reference}.")
    return problems


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its merge fields filled in. One whose value is not known yet is shown as a gap to fill."""
    return _FIELD.sub(lambda found: values.get(found[1]) or f"[{FIELDS.get(found[1], found[1])}]", text)


def unwrap(text: str) -> str:
    """The text without the line breaks that only keep the lines of the pack short."""
    return _GOES_ON.sub(" ", text).strip()
