"""Legal basis of people: which facts are asked where, and the words and colours of an answer. Pure. SOP 2 to 6."""

from datetime import date

from events.procedure.pack import Pack
from events.procedure.schema import RuleInput
from events.rules.legal import SOCIAL_CARE, fact_of

# Facts that are recorded where the work is done, never typed again for the legal basis.
FROM_TRACKER = {"funding": "pays", "response_level": "pays", "has_capacity_to_choose_involvement": "capacity"}
FROM_LOGS = {"in_dispute", "risk_assessment_completed", "needs_will_be_met_by_new_provider"}
CAPACITY = {"has": True, "lacks": False}
LABELS = {
    "applies": "Applies",
    "not_yet_triggered": "Not yet triggered",
    "does_not_apply": "Does not apply",
    "nhs_responsible": "The NHS is responsible",
    "ended": "Ended",
    "undetermined": "Not enough facts",
    "not_indicated": "Not called for",
    "awaiting_risk_assessment": "Waits for the risk assessment",
    "available": "Available",
    "will_be_used": "The council will use it",
    "may_charge_actual_cost": "May be charged the actual cost",
    "nil": "Nothing may be charged",
    "not_used": "Does not arise",
    "nobody": "Nobody",
    "other_english_council": "Another English authority",
    "wales": "The Welsh authority",
    "scotland": "The Scottish authority",
    "northern_ireland": "The Northern Ireland trust",
    "True": "Yes",
    "False": "No",
}
# The same on a tag of the tracker.
SHORT = {
    "applies": "Temporary duty",
    "not_yet_triggered": "Duty not triggered yet",
    "does_not_apply": "No duty",
    "nhs_responsible": "NHS responsible",
    "ended": "Duty ended",
    "undetermined": "Not enough facts",
}
SHORT_COLOURS = {"applies": "blue", "nhs_responsible": "purple", "undetermined": "yellow"}
COLOURS = {
    "applies": "red",
    "not_yet_triggered": "orange",
    "nhs_responsible": "blue",
    "undetermined": "yellow",
    "ended": "green",
    "awaiting_risk_assessment": "orange",
    "available": "blue",
    "will_be_used": "red",
}
ORDER = ("applies", "not_yet_triggered", "undetermined", "nhs_responsible", "does_not_apply", "ended")


def label(value: str | bool) -> str:
    """An outcome in words."""
    return LABELS.get(str(value), str(value).replace("_", " ").capitalize())


def colour(value: str | bool) -> str:
    return COLOURS.get(str(value), "grey")


def asked_of_event(pack: Pack) -> list[RuleInput]:
    """Facts that are recorded once for the whole event, in the pack's order."""
    return [fact for fact in pack.rule_inputs if fact.about in ("event", "both") and _is_typed(fact)]


def asked_of_person(pack: Pack) -> list[RuleInput]:
    """Facts that are recorded for one person; those of the event that may differ for them among them."""
    own = [fact for fact in pack.rule_inputs if fact.about == "person" and _is_typed(fact)]
    both = [fact for fact in pack.rule_inputs if fact.about == "both" and _is_typed(fact)]
    return [*own, SOCIAL_CARE, *both]


def _is_typed(fact: RuleInput) -> bool:
    return fact.name not in FROM_LOGS and fact.name not in FROM_TRACKER


def said(pack: Pack, name: str, value: object) -> str:
    """A fact's value in words."""
    fact = fact_of(pack, name)
    return fact.said(value) if fact else label(str(value))


def asked(pack: Pack, name: str) -> str:
    """A fact as a question."""
    fact = fact_of(pack, name)
    return fact.asked if fact else name.replace("_", " ").capitalize()


def day_of_rules(facts: dict, today: date) -> date:
    """The day whose rules are asked: when the service stopped, as long as that is known; else today."""
    stopped = facts.get("service_still_running")
    return stopped.since if stopped and stopped.value is False and stopped.since else today
