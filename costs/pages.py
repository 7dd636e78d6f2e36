"""What the pages of costs, charges and claims show. Every number has a list behind it. SOP 4.6; LGiU T13."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from costs.models import BODIES, CLAIMED_FROM, Bearer, Charge, Claim, Cost, CostPart, CostSplit
from costs.operations.costs import NEVER
from costs.reading import MoneyReading, is_same
from costs.rules import STEPS
from events.models import Dispute, FailureEvent
from trackers.models import PersonDispute, TrackerEntry

NOTHING = Decimal("0.00")
CLAIM_COLOURS = {
    "to_be_agreed": "yellow",
    "agreed": "blue",
    "draft": "grey",
    "sent": "blue",
    "paid": "green",
    "disputed": "orange",
    "withdrawn": "grey",
}
CERTAIN = {"may_recover": "May be recovered", "may_charge": "May be charged", "to_be_agreed": "To be agreed"}
VIEWS = {
    "costs": "People with costs",
    "no-costs": "Moved, no cost recorded",
    "charged": "People who are charged",
    "changed": "Who bears it has changed since",
}


def may_change(user: User, event: FailureEvent) -> bool:
    return user.has_perm("costs.change_costs") and event.status not in NEVER


def live_parts(event: FailureEvent) -> QuerySet:
    return CostPart.objects.filter(event=event, ended_at=None)


def moved_without_costs(event: FailureEvent) -> QuerySet:
    """People who moved and for whom nothing is recorded, not even that it cost nothing."""
    moved = TrackerEntry.objects.filter(event=event, moved_on__isnull=False)
    return moved.exclude(pk__in=Cost.objects.filter(event=event, entry__isnull=False).values("entry"))


def sum_of(rows: QuerySet, field: str) -> Decimal:
    return rows.aggregate(sum=Sum(field))["sum"] or NOTHING


def overview(event: FailureEvent) -> dict[str, Any]:
    """Totals by payer and by kind, people, claims. A fixed number of queries."""
    costs, parts = Cost.objects.filter(event=event), live_parts(event)
    claimable = parts.filter(bearer__in=CLAIMED_FROM)
    with_costs = costs.filter(entry__isnull=False).aggregate(n=Count("entry", distinct=True))["n"]
    charged = Charge.objects.filter(event=event)
    people, lines = _at("cost-people", event), _at("cost-lines", event)
    figures = [
        (sum_of(costs, "total"), "Actual cost", lines),
        (sum_of(claimable.filter(claim=None), "amount"), "Not claimed yet", f"{lines}?claimed=no"),
        (sum_of(charged, "amount"), "Charged to people", f"{people}?view=charged"),
    ]
    counts = [
        (with_costs, "People with costs", people),
        (moved_without_costs(event).count(), "Moved, no cost recorded", f"{people}?view=no-costs"),
        (len(stale_people(event)), "Who bears it has changed since", f"{people}?view=changed"),
    ]
    return {
        "money_figures": figures,
        "count_figures": counts,
        "bearers": by_bearer(event),
        "kinds": by_kind(event),
        "claims": claims_of(event),
    }


def by_bearer(event: FailureEvent) -> list[dict[str, Any]]:
    """What each party bears, how much of it is claimed, of how many people. One query."""
    rows = live_parts(event).order_by().values("bearer", "body_id", "body__name")
    is_claimed = Q(claim__isnull=False)
    rows = rows.annotate(
        sum=Sum("amount"), claimed=Sum("amount", filter=is_claimed), people=Count("entry", distinct=True)
    )
    order = {bearer: place for place, bearer in enumerate(Bearer.values)}
    return [
        _bearer(event, row)
        for row in sorted(rows, key=lambda row: (order[row["bearer"]], row["body__name"] or ""))
    ]


def _bearer(event: FailureEvent, row: dict[str, Any]) -> dict[str, Any]:
    kind, label = row["bearer"], Bearer(row["bearer"]).label
    asked = {"bearer": kind, "body": row["body_id"] or "none"}
    claimed = row["claimed"] or NOTHING
    left = row["sum"] - claimed if kind in CLAIMED_FROM else None
    lines = _at("cost-lines", event)
    new = ""
    if left and kind != Bearer.SELF_FUNDER and (row["body_id"] or kind not in BODIES):
        new = f"{_at('claim-new', event)}?{urlencode({'bearer': kind, 'body': row['body_id'] or ''})}"
    return {
        "name": row["body__name"] or label,
        "kind": label if row["body__name"] else "",
        "unnamed": kind in BODIES and not row["body_id"],
        "sum": row["sum"],
        "claimed": claimed if kind in CLAIMED_FROM else None,
        "left": left,
        "people": row["people"],
        "href": f"{lines}?{urlencode(asked)}",
        "left_href": f"{lines}?{urlencode(asked | {'claimed': 'no'})}",
        "claimed_href": f"{lines}?{urlencode(asked | {'claimed': 'yes'})}",
        "new": new,
    }


def by_kind(event: FailureEvent) -> list[dict[str, Any]]:
    rows = (
        Cost.objects.filter(event=event).order_by().values("kind").annotate(sum=Sum("total"), n=Count("pk"))
    )
    found = {row["kind"]: row for row in rows}
    lines = _at("cost-lines", event)
    return [
        {"name": label, "sum": found[kind]["sum"], "n": found[kind]["n"], "href": f"{lines}?kind={kind}"}
        for kind, label in Cost.Kind.choices
        if kind in found
    ]


def claims_of(event: FailureEvent) -> list[Claim]:
    """Every claim with its total and how many people are in it. One query."""
    claims = Claim.objects.filter(event=event).annotate(
        total=Sum("lines__amount"), people=Count("lines__part__entry", distinct=True)
    )
    claims = list(claims.order_by("-number"))
    for claim in claims:
        claim.colour = CLAIM_COLOURS[claim.state]
    return claims


def stale_people(event: FailureEvent) -> list[int]:
    """Keys of the people for whom the rules by now give others than recorded. A fixed number of queries."""
    costs = Cost.objects.filter(event=event, entry__isnull=False)
    return _changed(event, costs.exclude(pk__in=live_parts(event).filter(claim__isnull=False).values("cost")))


def changed_in(claim: Claim) -> list[int]:
    """Keys of the people of a claim that is not settled for whom the rules by now give others than it claims from."""
    if claim.state in (Claim.State.PAID, Claim.State.WITHDRAWN):
        return []
    claimed = live_parts(claim.event).filter(claim=claim).values("cost")
    return _changed(claim.event, Cost.objects.filter(pk__in=claimed, entry__isnull=False))


def named(keys: list[int]) -> list[TrackerEntry]:
    """These people with their names, by surname."""
    rows = TrackerEntry.objects.filter(pk__in=keys).select_related("service_user")
    return list(rows.in_table_order()) if keys else []


def _changed(event: FailureEvent, costs: QuerySet) -> list[int]:
    by_entry = defaultdict(list)
    for cost in costs:
        by_entry[cost.entry_id].append(cost)
    stand = defaultdict(list)
    for part in live_parts(event):
        stand[part.cost_id].append(part)
    reading = MoneyReading(event, timezone.localdate(), by_entry)
    return [
        entry.pk
        for entry in (reading.reading.entries if by_entry else [])
        if any(not is_same(stand[cost.pk], reading.parts(cost, entry)) for cost in by_entry[entry.pk])
    ]


def lines(event: FailureEvent, asked: Any) -> dict[str, Any]:
    """The parts that a number stands for, with their sum; `asked` is the query of the address."""
    parts = live_parts(event).select_related("cost", "entry__service_user", "body", "claim")
    said = []
    if asked.get("bearer") in Bearer.values:
        parts = parts.filter(bearer=asked["bearer"])
        said.append(Bearer(asked["bearer"]).label)
    if (body := asked.get("body", "")) == "none":
        parts = parts.filter(body=None)
    elif body.isascii() and body.isdigit() and len(body) < 10:
        parts = parts.filter(body_id=int(body))
    if asked.get("kind") in Cost.Kind.values:
        parts = parts.filter(cost__kind=asked["kind"])
        said.append(Cost.Kind(asked["kind"]).label)
    if asked.get("claimed") in ("yes", "no"):
        parts = parts.filter(claim__isnull=asked["claimed"] == "no")
        if asked["claimed"] == "no":
            parts = parts.filter(bearer__in=CLAIMED_FROM)
        said.append("in a claim" if asked["claimed"] == "yes" else "not claimed yet")
    ordered = parts.order_by(
        "entry__service_user__surname", "entry__service_user__forename", "first_on", "pk"
    )
    rows = list(ordered)
    if body.isdigit() and rows and rows[0].body:
        said[:1] = [rows[0].body.name]
    return {"rows": rows, "sum": sum((row.amount for row in rows), NOTHING), "said": ", ".join(said)}


def people(event: FailureEvent, view: str) -> dict[str, Any]:
    """People with what their care cost and what they are charged; a fixed number of queries."""
    view = view if view in VIEWS else "costs"
    costs, charges = _sums(Cost, event, "total"), _sums(Charge, event, "amount")
    changed = set(stale_people(event))
    chosen = {
        "costs": costs.keys(),
        "no-costs": set(moved_without_costs(event).values_list("pk", flat=True)),
        "charged": charges.keys(),
        "changed": changed,
    }
    entries = TrackerEntry.objects.filter(pk__in=chosen[view]).select_related(
        "service_user", "funding_authority"
    )
    rows = [
        {
            "entry": entry,
            "cost": costs.get(entry.pk),
            "charge": charges.get(entry.pk),
            "changed": entry.pk in changed,
        }
        for entry in entries.in_table_order()
    ]
    start = _at("cost-people", event)
    views = [
        {"text": text, "count": len(chosen[key]), "href": f"{start}?view={key}", "active": key == view}
        for key, text in VIEWS.items()
    ]
    return {"rows": rows, "views": views, "view": view}


def _sums(model: Any, event: FailureEvent, field: str) -> dict[int, Decimal]:
    rows = model.objects.filter(event=event, entry__isnull=False).order_by().values_list("entry")
    return dict(rows.annotate(sum=Sum(field)))


def person(entry: TrackerEntry) -> dict[str, Any]:
    """Everything about one person's costs."""
    costs = list(Cost.objects.filter(entry=entry).select_related("body", "evaluation"))
    parts = defaultdict(list)
    live = CostPart.objects.filter(entry=entry, ended_at=None)
    for part in live.select_related("body", "claim"):
        parts[part.cost_id].append(part)
    reading = MoneyReading(entry.event, timezone.localdate(), [entry.pk])
    for cost in costs:
        cost.borne = parts[cost.pk]
        cost.claimed = any(part.claim_id for part in cost.borne)
        cost.rules_say = rules_say(reading, cost, entry) if cost.bearer else ""
    today = reading.stretches(entry, reading.reading.today, reading.reading.today)
    return {
        "costs": costs,
        "total": sum((cost.total for cost in costs), NOTHING),
        "charges": list(Charge.objects.filter(entry=entry)),
        "charged": sum_of(Charge.objects.filter(entry=entry), "amount"),
        "splits": list(CostSplit.objects.filter(entry=entry).select_related("icb", "authority")),
        "stale": any(
            not cost.claimed and not is_same(cost.borne, reading.parts(cost, entry)) for cost in costs
        ),
        "stale_claims": sorted(
            {claim for cost in costs for claim in _outdated(cost, reading, entry)}, key=str
        ),
        "now": today[0].parties,
        "self_claim": self_claim(entry),
        "disputes": disputes_about(entry),
    }


def _outdated(cost: Cost, reading: MoneyReading, entry: TrackerEntry) -> list[Claim]:
    """Claims that are not settled and hold parts of a cost which others would bear by now."""
    claims = [part.claim for part in cost.borne if part.claim and part.claim.state != Claim.State.PAID]
    return claims if claims and not is_same(cost.borne, reading.parts(cost, entry)) else []


def rules_say(reading: MoneyReading, cost: Cost, entry: TrackerEntry) -> str:
    """Who would bear a cost had nobody decided otherwise."""
    parties = [party.payer for one in reading.by_rules(cost, entry) for party in one.parties]
    return ", ".join(dict.fromkeys(payer.name for payer in parties))


def self_claim(entry: TrackerEntry) -> str:
    """Where a claim on this self-funder is made, while there is something to claim."""
    left = CostPart.objects.filter(entry=entry, ended_at=None, claim=None, bearer=Bearer.SELF_FUNDER)
    query = urlencode({"bearer": Bearer.SELF_FUNDER.value, "entry": entry.pk})
    return f"{_at('claim-new', entry.event)}?{query}" if left.exists() else ""


def disputes_about(entry: TrackerEntry) -> list[Dispute]:
    """Open disputes about this person, or about everybody. They hold nothing up: SOP 5.0."""
    own = PersonDispute.objects.filter(entry=entry, ended_at=None).values("dispute")
    everybodys = Q(event_id=entry.event_id) & ~Q(people__ended_at=None, people__isnull=False)
    return list(Dispute.objects.filter(Q(pk__in=own) | everybodys, resolved_on=None).distinct())


def disputes_of(people: list[int]) -> list[Dispute]:
    """Open disputes about any of these people. One query."""
    about = PersonDispute.objects.filter(entry_id__in=people, ended_at=None).values("dispute")
    return list(Dispute.objects.filter(pk__in=about, resolved_on=None))


def who_to_claim(event: FailureEvent) -> list[dict[str, Any]]:
    """Bodies, the provider, and self-funders one by one, with what is in no claim yet."""
    found = [row for row in by_bearer(event) if row["new"]]
    own = live_parts(event).filter(bearer=Bearer.SELF_FUNDER, claim=None).order_by()
    rows = own.values("entry", "entry__service_user__surname", "entry__service_user__forename")
    for row in rows.annotate(left=Sum("amount")).order_by("entry__service_user__surname", "entry"):
        name = f"{row['entry__service_user__forename']} {row['entry__service_user__surname']}".strip()
        query = urlencode({"bearer": Bearer.SELF_FUNDER.value, "entry": row["entry"]})
        href = f"{_at('claim-new', event)}?{query}"
        found.append({"name": name, "kind": "Self-funder", "left": row["left"], "new": href, "people": 1})
    return found


def steps_of(claim: Claim) -> list[dict[str, str]]:
    """What can be done with a claim as it stands; the first is the usual next one."""
    usual = [name for name, step in STEPS.items() if claim.state in step.before]
    return [
        {
            "text": STEPS[name].words,
            "href": reverse("costs:claim-step", args=[claim.event.reference, claim.pk, name]),
            "kind": "primary" if not place else "link",
        }
        for place, name in enumerate(usual)
    ]


def _at(name: str, event: FailureEvent) -> str:
    return reverse(f"costs:{name}", args=[event.reference])
