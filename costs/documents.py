"""A claim on paper and as a spreadsheet: person by person, with totals and what it rests on. SOP 4.6, 4.7; LGiU T13."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import record_access
from accounts.models import AccessEntry, User
from costs.models import Bearer, Claim, Cost, CostPart
from costs.rules import PENNY, days_of
from events.document_kinds import About, Paper, Progress
from events.models import FailureEvent
from events.procedure.loader import from_content
from govuk.sheets.write import write_csv, write_xlsx
from govuk.words import count_of, full_date, nhs_number, number
from trackers.documents import MOST_ROWS, groups

HEADINGS = (
    "Surname", "Forename", "NHS number", "What for", "From", "To", "Quantity", "Rate", "Share in percent", "Supplier",
    "Amount", "Why it is claimed", "Section",
)  # fmt: skip
AT_THE_SERVICE = "At the service, for nobody in particular"
MOST_AN_HOUR = 20
NOTHING = Decimal("0.00")


class Row(NamedTuple):
    """One line of a claim in words."""

    what: str
    days: str
    detail: str
    amount: Decimal


class PersonRows(NamedTuple):
    """What is claimed for one person, and its sum."""

    name: str
    born: str
    rows: list[Row]
    total: Decimal


class Sheet(NamedTuple):
    content: bytes
    name: str


def lines_of(claim: Claim) -> list[CostPart]:
    """The parts in a claim, by person; also of one that was withdrawn. One query."""
    parts = CostPart.objects.filter(lines__claim=claim).select_related("cost", "entry__service_user", "body")
    return list(
        parts.order_by(
            "entry__service_user__surname", "entry__service_user__forename", "entry_id", "first_on", "pk"
        )
    )


def by_person(parts: list[CostPart]) -> list[PersonRows]:
    """The parts of each person with their sum; what is nobody's own comes last."""
    found: dict[int, list[CostPart]] = {}
    for part in parts:
        found.setdefault(part.entry_id or 0, []).append(part)
    nobodys = found.pop(0, [])
    groups_ = [*found.values(), *([nobodys] if nobodys else [])]
    return [PersonRows(*_named(own[0]), [_row(one) for one in own], total(own)) for own in groups_]


def for_whom(people: list[PersonRows]) -> str:
    """'2 people', 'the service' or both: staff that are for nobody in particular are no person."""
    own = sum(one.name != AT_THE_SERVICE for one in people)
    said = [count_of(own, "person", "people")] if own else []
    return " and ".join(said + (["the service"] if own < len(people) else []))


def total(parts: list[CostPart]) -> Decimal:
    return sum((part.amount for part in parts), NOTHING)


def legal_basis(parts: list[CostPart]) -> list[tuple[str, str]]:
    """Why these costs are claimed, each reason once, with the section it follows from."""
    return list(dict.fromkeys((part.why, part.section) for part in parts))


def claim_paper(
    event: FailureEvent,
    user: User,
    progress: Progress = lambda words: None,
    most_rows: int | None = MOST_ROWS,
    about: int = 0,
) -> Paper:
    """One claim as a letter's enclosure: from whom, person by person, the sum, what it rests on.

    Raises ValidationError where the reader may not see it.
    """
    claims = Claim.objects.visible_to(user).filter(event=event) if user.has_perm("costs.view_costs") else None
    claim = claims.filter(pk=about).select_related("entry").first() if claims is not None else None
    if claim is None:
        raise ValidationError("There is no such claim that you may see, so the document was not made.")
    parts = lines_of(claim)
    people = by_person(parts)
    progress(f"Collecting {count_of(len(people), 'person', 'people')}")
    context = _context(event, claim, parts, people)
    context["pieces"] = list(groups(people, most_rows, lambda one: 2 + len(one.rows)))
    keys = sorted({part.entry_id for part in parts if part.entry_id})
    return Paper("costs/pdf/claim.html", context, keys)


def about_claim(user: User, event: FailureEvent, key: int) -> About | None:
    """The claim that a document is about, for those who see costs."""
    claims = Claim.objects.visible_to(user).filter(event=event, pk=key)
    found = claims.first() if user.has_perm("costs.view_costs") else None
    return About(str(found), found.get_absolute_url()) if found else None


def claim_sheet(*, user: User, claim: Claim, kind: str) -> Sheet:
    """The claim as xlsx or csv, with its access entry. Raises ValidationError after 20 files in an hour."""
    _refuse_too_many(user)
    parts = lines_of(claim)
    rows = [_cells(part) for part in parts]
    rows.append(["Total", *[None] * 9, total(parts), None, None])
    title = f"Claim {claim.number} {claim.event.reference}"
    content = write_xlsx(HEADINGS, rows, title=title) if kind == "xlsx" else write_csv(HEADINGS, rows)
    record_access(
        by=user,
        kind=AccessEntry.Kind.EXPORT,
        subject=f"{claim} as {kind}",
        event=claim.event,
        people=sorted({part.entry_id for part in parts if part.entry_id}),
        recipient=str(user.organisation or user.name),
    )
    return Sheet(content, f"{claim.event.reference} claim {claim.number}.{kind}")


def _context(event: FailureEvent, claim: Claim, parts: list[CostPart], people: list) -> dict[str, Any]:
    return {
        "event": event,
        "claim": claim,
        "reference": f"{event.reference}, claim {claim.number}",
        "as_at": timezone.now(),
        "council_name": event.host_council.name,
        "procedure": from_content(event.procedure.content).short_name,
        "facts": _facts(event, claim, parts, people),
        "for_whom": for_whom(people),
        "total": total(parts),
        "legal_basis": legal_basis(parts),
        "is_icb": claim.bearer == Bearer.ICB,
    }


def _facts(event: FailureEvent, claim: Claim, parts: list[CostPart], people: list) -> list[tuple[str, str]]:
    first, last = (min(part.first_on for part in parts), max(part.last_on for part in parts))
    facts = [
        ("Claimed from", claim.body_name),
        ("Claimed by", event.host_council.name),
        ("Service", f"{event.service}, {event.provider}"),
        ("For", f"{full_date(first)} to {full_date(last)}"),
        ("Where it stands", claim.get_state_display()),
        ("Your reference", claim.reference),
        ("Agreed", _with(claim.agreed_on, claim.agreed_with)),
        ("Sent", _with(claim.sent_on, claim.sent_to)),
        ("Notes", claim.notes),
    ]
    return [(label, words) for label, words in facts if words]


def _with(day: Any, who: str) -> str:
    return f"{full_date(day)}, {who}" if day else ""


def _named(part: CostPart) -> tuple[str, str]:
    if part.entry is None:
        return AT_THE_SERVICE, ""
    person = part.entry.service_user
    digits = nhs_number(person.nhs_number)
    return str(person), f"NHS number {digits}" if digits else ""


def _row(part: CostPart) -> Row:
    cost = part.cost
    days = full_date(part.first_on)
    if part.last_on != part.first_on:
        days = f"{days} to {full_date(part.last_on)}"
    whole = part.amount == cost.total
    said = []
    if (many := _quantity(part)) and cost.rate:
        said.append(f"{number(many)} at £{cost.rate:,.2f}")
    if part.percent != 100:
        said.append(f"{number(part.percent)} percent")
    if not whole:
        said.append(f"part of £{cost.total:,.2f}")
    if cost.supplier:
        said.append(cost.supplier)
    return Row(cost.get_kind_display(), days, ", ".join(said), part.amount)


def _quantity(part: CostPart) -> Decimal | None:
    """How many of a cost are in this part of it; None where days and shares do not say, such as of hours."""
    cost = part.cost
    if part.first_on == cost.first_on and part.last_on == cost.last_on:
        return cost.quantity
    is_counted = cost.kind == Cost.Kind.NIGHTS and cost.quantity == days_of(cost.first_on, cost.last_on)
    return Decimal(days_of(part.first_on, part.last_on)).quantize(PENNY) if is_counted else None


def _cells(part: CostPart) -> list[Any]:
    person = part.entry.service_user if part.entry else None
    cost = part.cost
    return [
        person.surname if person else AT_THE_SERVICE,
        person.forename if person else None,
        nhs_number(person.nhs_number) if person else None,
        cost.get_kind_display(),
        part.first_on,
        part.last_on,
        _quantity(part),
        cost.rate,
        part.percent,
        cost.supplier or None,
        part.amount,
        part.why,
        part.section or None,
    ]


def _refuse_too_many(user: User) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    taken = AccessEntry.objects.filter(by=user, kind=AccessEntry.Kind.EXPORT, at__gte=hour_ago).count()
    if taken >= MOST_AN_HOUR:
        raise ValidationError(
            f"You have downloaded {MOST_AN_HOUR} lists in the last hour. Wait a while and try again."
        )
