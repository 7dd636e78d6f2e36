"""What the pages of the legal basis show: answers in words, facts and their sources, what is missing, decisions."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from events.models import FailureEvent
from events.rules.charging import payers
from events.rules.legal import DUTY, POWER, Line
from govuk.words import full_date, lower_first
from trackers.legal_reading import Finding, Known, Reading
from trackers.models import TrackerEntry
from trackers.rules.legal import FROM_TRACKER, ORDER, asked, asked_of_event, colour, label, said
from trackers.table import person_words

TITLES = {
    DUTY: "Temporary duty",
    POWER: "Section 19 power",
    "provider_responsible": "The provider is still responsible",
    "charge_person": "Charging the person",
    "recover_from": "Recovering costs from",
}
OBLIGES = {"STF-R34"}  # its details are what the council is to do
OF_EVENT = (DUTY, POWER, "provider_responsible")
MEANS = {
    "applies": "The council must meet the needs that were being met.",
    "not_yet_triggered": "A trigger is missing. Prepare, and watch.",
    "does_not_apply": "No temporary duty on these facts.",
    "nhs_responsible": "An NHS need: the council coordinates and liaises only.",
    "ended": "The duty to this person has ended.",
    "undetermined": "A fact is missing that could change the answer.",
}


def rights(user: User, event: FailureEvent) -> dict[str, bool]:
    """What this person can do on the pages of the legal basis."""
    runs = event.is_running or event.status == event.Status.RESOLVED
    return {
        "may_change": runs and user.has_perm("events.change_legal"),
        "may_change_person": runs and user.has_perm("trackers.change_legal"),
        "may_dispute": user.has_perm("events.change_legal"),
    }


def answer(reading: Reading, found: Finding, entry: TrackerEntry | None = None) -> dict[str, Any]:
    """The answer with reasons, missing facts and what would change it: of the event, or of one person."""
    names = OF_EVENT if entry is None else tuple(TITLES)
    lines = [_line(reading, found, line, names, entry) for line in found.basis.lines]
    used = {name for line in found.basis.lines for name in line.answer.facts_used}
    facts = [_fact(reading, name, known) for name, known in found.facts.items()]
    for row in facts:
        row["used"] = row["name"] in used
    return {
        "duty": label(found.duty),
        "duty_colour": colour(found.duty),
        "means": MEANS.get(found.duty, ""),
        "can_end": found.duty == "applies",
        "is_nhs": any(line.answer.temporary_duty == "nhs_responsible" for line in found.basis.lines),
        "lines": lines,
        "used": [row for row in facts if row["used"]],
        "others": [row for row in facts if not row["used"]],
        "missing": [_link(reading, name, entry) for name in missing(found)],
        "on": found.basis.on,
        "payers": payers(found.basis.answer, _values(found)) if entry else (),
    }


def _values(found: Finding) -> dict[str, Any]:
    return {name: known.value for name, known in found.facts.items()}


def missing(found: Finding) -> list[str]:
    """Facts that the duty waits for; once that is settled, those that the power waits for."""
    outcomes = [line.answer.outcomes for line in found.basis.lines]
    names = (
        [name for one in outcomes for name in one[DUTY].missing] if outcomes and DUTY in outcomes[0] else []
    )
    if not names:
        names = [name for one in outcomes if POWER in one for name in one[POWER].missing]
    return list(dict.fromkeys(names))


def _line(
    reading: Reading, found: Finding, line: Line, names: tuple[str, ...], entry: TrackerEntry | None
) -> dict[str, Any]:
    own = line is found.basis.lines[-1]
    items = [_item(reading, found, line, name, own) for name in names if name in line.answer.outcomes]
    flips = [
        {
            "words": f"{asked(reading.pack, flip.fact)} {said(reading.pack, flip.fact, flip.value)}",
            "becomes": f"{_about(line, flip.becomes)}: {lower_first(label(flip.becomes))}",
        }
        for flip in line.flips
        if entry is not None or flip.fact in {fact.name for fact in asked_of_event(reading.pack)}
    ]
    return {"need": line.need, "items": items, "flips": flips}


def _about(line: Line, value: str | bool) -> str:
    duties = ("applies", "not_yet_triggered", "does_not_apply", "nhs_responsible", "ended")
    return TITLES[DUTY] if value in duties else TITLES[POWER]


def _item(reading: Reading, found: Finding, line: Line, name: str, own: bool) -> dict[str, Any]:
    """One dimension of a line. What a person decided stands on the council's own line, beside what the rules say."""
    outcome, decided = line.answer.outcomes[name], found.decided.get(name) if own else None
    pack = reading.pack
    item = {
        "title": TITLES[name],
        "value": label(outcome.value),
        "colour": colour(outcome.value),
        "reasons": outcome.reasons,
        "rules": [{"id": rule, "cite": pack.cite(pack.rule(rule))} for rule in outcome.rules],
        "next": [pack.rule(rule).follow_up for rule in outcome.rules if pack.rule(rule).follow_up],
        "duties": [one for rule in outcome.rules if rule in OBLIGES for one in pack.rule(rule).details],
        "unsure": unsure(reading, outcome.rules),
        "assumptions": outcome.assumptions,
        "decided": None,
    }
    if isinstance(decided, str):
        item["decided"] = {"value": label(decided), "reason": "The person has died."}
    elif decided is not None:
        item["decided"] = {
            "value": label(decided.value),
            "reason": decided.reason,
            "approved_by": decided.approved_by,
            "by": decided.made_by.name,
            "at": decided.made_at,
            "pk": decided.pk,
            "of_event": hasattr(decided, "event") and not hasattr(decided, "entry_id"),
            "moved": decided.computed != found.computed(name),
            "then": label(decided.computed),
        }
    return item


def unsure(reading: Reading, rules: tuple[str, ...]) -> list[str]:
    """Where the source leaves a deciding rule open, and how it is read here."""
    asked_about = {reading.pack.rule(rule).uncertainty for rule in rules}
    return [f"{one.reading} ({one.id})" for one in reading.pack.uncertainties if one.id in asked_about]


def _fact(reading: Reading, name: str, known: Known) -> dict[str, Any]:
    fact = next((one for one in reading.pack.rule_inputs if one.name == name), None)
    typed = known.source.startswith(("recorded", "no "))
    return {
        "name": name,
        "question": asked(reading.pack, name),
        "said": said(reading.pack, name, known.value),
        "source": known.source[:1].upper() + known.source[1:] if typed else f"From {known.source}",
        "detail": known.detail,
        "cite": reading.pack.cite(fact) if fact else "",
    }


def _link(reading: Reading, name: str, entry: TrackerEntry | None) -> dict[str, str]:
    """A missing fact, and where it is given."""
    reference = reading.event.reference
    if name == "risk_assessment_completed":
        href = reverse("trackers:power-assess", args=[reference])
    elif entry is not None and name in FROM_TRACKER:
        href = reverse("trackers:entry-change", args=[entry.pk, FROM_TRACKER[name]])
    elif name in {fact.name for fact in asked_of_event(reading.pack)}:
        href = f"{reverse('trackers:legal-facts', args=[reference])}#id_{name}"
    elif entry is not None:
        href = f"{reverse('trackers:person-facts', args=[entry.pk])}#id_{name}"
    else:
        href = ""
    return {"text": asked(reading.pack, name), "href": href}


def people_table(reading: Reading, only: str) -> dict[str, Any]:
    """Everybody by answer and reason, each said once; how many have which answer; `only` one answer where given."""
    groups, counts = {}, dict.fromkeys(ORDER, 0)
    for entry in reading.entries:
        found = reading.of_person(entry)
        counts[found.duty] = counts.get(found.duty, 0) + 1
        if only in ("", found.duty):
            why = reason(reading, found)
            group = groups.setdefault((found.duty, why), _group(found, why))
            group["people"].append(_person(entry, found))
    start = reverse("trackers:legal-detail", args=[reading.event.reference])
    views = [
        {"text": "Everybody", "count": len(reading.entries), "href": f"{start}#people", "active": not only}
    ]
    views += [
        {"text": label(duty), "count": count, "href": f"{start}?duty={duty}#people", "active": duty == only}
        for duty, count in counts.items()
        if count
    ]
    order = {duty: at for at, duty in enumerate(ORDER)}
    listed = [groups[key] for key in sorted(groups, key=lambda key: order.get(key[0], len(order)))]
    return {"groups": listed, "views": views, "everybody": len(reading.entries)}


def _group(found: Finding, why: str) -> dict[str, Any]:
    return {"duty": label(found.duty), "colour": colour(found.duty), "reason": why, "people": []}


def _person(entry: TrackerEntry, found: Finding) -> dict[str, Any]:
    power = label(found.power) if found.power not in ("not_indicated", "undetermined") else ""
    return {
        "name": str(entry.service_user),
        "href": reverse("trackers:person-legal", args=[entry.pk]),
        "pays": entry.get_funding_type_display(),
        "power": power,
        "has_two_needs": len(found.basis.lines) > 1,
    }


def reason(reading: Reading, found: Finding) -> str:
    """Why the answer is as it is, in one sentence with its section."""
    decided = found.decided.get(DUTY)
    if decided is not None:
        return "The person has died." if isinstance(decided, str) else f"Decided: {decided.reason}"
    outcome = found.basis.answer.outcomes.get(DUTY)
    if outcome is None:
        return ""
    if not outcome.reasons:
        return "Missing: " + "; ".join(asked(reading.pack, name) for name in outcome.missing)
    sections = [reading.pack.cite(reading.pack.rule(rule)) for rule in outcome.rules]
    return f"{outcome.reasons[0]} ({sections[0]})" if sections else outcome.reasons[0]


def kept(rows: Any) -> list[dict[str, Any]]:
    """Answers that were kept, newest first, as items of a timeline."""
    items = []
    for row in rows:
        words = f"Temporary duty: {lower_first(label(row.duty))}. Section 19 power: {lower_first(label(row.power))}."
        if (row.duty, row.power) != (row.computed_duty, row.computed_power):
            alone = f"{lower_first(label(row.computed_duty))}, {lower_first(label(row.computed_power))}"
            words += f" The rules alone: {alone}."
        changes = [change for change in row.because.split("; ") if change]
        several = len(changes) > 1
        items.append(
            {
                "title": "Several facts recorded" if several else row.because or "Worked out",
                "by": row.made_by.name,
                "when": row.made_at,
                "text": words,
                "lines": [*(changes if several else []), f"By the rules in force on {full_date(row.on)}"],
            }
        )
    return items


def powers(reading: Reading, names: dict[int, str]) -> list[dict[str, Any]]:
    """Risk assessments on urgency and uses of the power, with whom they cover."""
    covered: dict[int, list[int]] = {}
    for entry_id, ones in reading.person_powers.items():
        for one in ones:
            covered.setdefault(one.power_id, []).append(entry_id)
    return [
        {
            "power": power,
            "whom": "Everybody"
            if power.for_everybody
            else ", ".join(names[pk] for pk in covered.get(power.pk, []) if pk in names),
        }
        for power in reversed(reading.powers)
    ]


def names_of(reading: Reading) -> dict[int, str]:
    return {entry.pk: person_words(entry) for entry in reading.entries}
