"""What pages of this room show of several records at once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Max, Q

from events.models import Procedure
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from govuk.words import count_of, full_date
from providers.models import Provider, Service
from risk.models import Concern, InitialAssessment, RiskAssessment, WarningSign
from risk.rules.instrument import bands, impact_words, in_matrix, label_of, rank, shade


class Point(NamedTuple):
    """One thing in a provider's history."""

    on: date
    kind: str
    text: str
    second: str
    href: str


def packs_of(records: Iterable) -> dict[int, Pack]:
    """The packs of records by the key of their procedure, each read once. One query."""
    found = Procedure.objects.in_bulk({one.procedure_id for one in records})
    return {key: from_content(procedure.content) for key, procedure in found.items()}


def with_words(concerns: Iterable[Concern]) -> list[Concern]:
    """Each concern with `words`: its indicators as the procedure of then calls them. One query."""
    concerns = list(concerns)
    packs = packs_of(concerns) if concerns else {}
    for one in concerns:
        one.words = [label_of(packs[one.procedure_id], "indicators", identity) for identity in one.indicators]
    return concerns


def history_of(user, provider: Provider) -> dict:
    """A provider's concerns and what followed, newest first, and the same in one line. Four queries."""
    concerns = (
        Concern.objects.visible_to(user).filter(provider=provider).select_related("service", "provider")
    )
    concerns = with_words(concerns)
    initial = (
        InitialAssessment.objects.visible_to(user)
        .filter(service__provider=provider)
        .select_related("service")
    )
    assessments = RiskAssessment.objects.visible_to(user).signed().filter(service__provider=provider)
    assessments = list(assessments.select_related("service").defer("content").order_by("-signed_at"))
    points = [concern_point(one) for one in concerns]
    points += other_points(WarningSign.objects.filter(provider=provider), initial, assessments)
    return {
        "points": sorted(points, key=lambda point: point.on, reverse=True),
        "concerns": concerns,
        "services": sorted({one.service for one in concerns if one.service}, key=str),
        "line": line_of(concerns, assessments),
    }


def other_points(signs, initial, assessments) -> list[Point]:
    """Signs, initial and signed assessments as points of a history."""
    points = [Point(one.seen_on, "Early warning sign", one.label, one.source, "") for one in signs]
    for one in initial:
        said = one.outcome_label or "No outcome yet"
        points.append(
            Point(one.started_on, "Initial assessment", str(one.service), said, one.get_absolute_url())
        )
    for one in assessments:
        said = f"Overall level: {one.level}"
        points.append(Point(one.signed_on, "Risk assessment", str(one.service), said, one.get_absolute_url()))
    return points


def concern_point(one: Concern) -> Point:
    settled = f"Settled {full_date(one.ended_on)}: {one.ended_reason}" if one.ended_on else "Not settled"
    where = f"{one.service}. " if one.service else ""
    return Point(
        one.raised_on,
        one.get_source_display(),
        f"{where}{one.details}",
        f"{', '.join(one.words)}. {settled}",
        "",
    )


def line_of(concerns: list[Concern], assessments: list[RiskAssessment]) -> str:
    """The history of a provider in one line: how many concerns, from where, the latest, the level of risk."""
    if not concerns:
        return "No concern is recorded."
    sources: dict[str, int] = {}
    for one in concerns:
        label = one.get_source_display()
        sources[label] = sources.get(label, 0) + 1
    unsettled = sum(one.ended_on is None for one in concerns)
    parts = [
        f"{count_of(len(concerns), 'concern')}, {unsettled} not settled",
        ", ".join(f"{label} {count}" for label, count in sources.items()),
        f"latest {full_date(max(one.raised_on for one in concerns))}",
    ]
    if assessments:
        parts.append(f"risk {assessments[0].level} on {full_date(assessments[0].signed_on)}")
    return "; ".join(parts) + "."


def risk_known(user, service: Service) -> dict:
    """The latest signed assessment of a service, the one that is open, and concerns not settled. Four queries."""
    assessments = RiskAssessment.objects.visible_to(user).filter(service=service).select_related("service")
    assessments = assessments.defer("content")
    concerns = (
        Concern.objects.visible_to(user)
        .open()
        .filter(Q(service=service) | Q(service=None, provider=service.provider_id))
    )
    initial = InitialAssessment.objects.visible_to(user).filter(service=service).select_related("service")
    return {
        "signed": assessments.signed().order_by("-signed_at", "-pk").first(),
        "open": assessments.open().first(),
        "concerns": list(concerns),
        "initial": initial.first(),
    }


class Moment(NamedTuple):
    """The levels of one signed version, with their ranks for the chart."""

    assessment: RiskAssessment
    on: date
    levels: tuple[tuple[str, str, int], ...]  # (which, level, rank)


def over_time(user, service: Service) -> tuple[list[Moment], list[str]]:
    """Inherent, current and target level of each signed version, oldest first, and the levels from low to high."""
    rows = RiskAssessment.objects.visible_to(user).signed().filter(service=service).select_related("service")
    rows = list(rows.defer("content").order_by("signed_at"))
    names: list[str] = []
    packs = packs_of(rows)
    for pack in packs.values():
        names += [band.band for band in bands(pack) if band.band not in names]
    moments = []
    for row in rows:
        pack = packs[row.procedure_id]
        given = (("Inherent", row.inherent), ("Current", row.level), ("Target", row.target))
        moments.append(
            Moment(row, row.signed_on, tuple((which, level, rank(pack, level)) for which, level in given))
        )
    return moments, names


class Market(NamedTuple):
    """The latest signed assessment of every service, by cell of the matrix and by level and kind of service."""

    rows: list[RiskAssessment]
    grid: list[dict]
    columns: list[str]
    by_type: list[dict]
    levels: list[str]
    outside: int


def kind_of(service: Service) -> str:
    """What kind of service it is, in the directory's words; the first where it has several."""
    return service.service_types[0] if service.service_types else "Kind not known"


def market(user, pack: Pack) -> Market:
    """How risk lies over the market. One query. `outside`: assessments without a grading or by another matrix."""
    rows = RiskAssessment.objects.visible_to(user).in_force().select_related("service__provider")
    rows = rows.defer("content").annotate(procedure_key=F("procedure__key"))
    rows = list(rows.order_by("service__name", "pk"))
    for row in rows:  # a cell of another procedure's matrix is another scale
        is_here = row.procedure_key == pack.key and row.highest_impact
        row.cell = (row.highest_impact, row.highest_likelihood) if is_here else None
    levels = [band.band for band in bands(pack)]
    levels += [level for level in dict.fromkeys(row.level for row in rows) if level not in levels]
    columns = [in_matrix(one) for one in pack.risk_matrix.likelihoods]
    outside = sum(row.cell is None for row in rows)
    return Market(rows, _cells(rows, pack), columns, _by_type(rows, levels), levels, outside)


def _cells(rows: list[RiskAssessment], pack: Pack) -> list[dict]:
    """The matrix with how many services are in each cell, the highest impact first."""
    counted = Counter(row.cell for row in rows)
    found: dict[int, list[dict]] = {}
    for cell in sorted(pack.risk_matrix.cells, key=lambda cell: (-cell.impact, cell.likelihood)):
        found.setdefault(cell.impact, []).append(
            {
                "impact": cell.impact,
                "likelihood": cell.likelihood,
                "band": cell.band,
                "score": cell.score,
                "shade": shade(pack, cell.band),
                "count": counted[cell.impact, cell.likelihood],
            }
        )
    return [{"text": impact_words(pack, impact), "cells": cells} for impact, cells in found.items()]


def _by_type(rows: list[RiskAssessment], levels: list[str]) -> list[dict]:
    counted: dict[str, dict[str, int]] = {}
    for row in rows:
        line = counted.setdefault(kind_of(row.service), dict.fromkeys(levels, 0))
        line[row.level] += 1
    return [{"text": kind, "counts": list(counts.items())} for kind, counts in sorted(counted.items())]


def levels_in_force(user) -> list[tuple[str, int]]:
    """How many services are at each overall level, the level with most points of the highest cell first. One query."""
    rows = RiskAssessment.objects.visible_to(user).in_force().order_by().values("level")
    counted = rows.annotate(services=Count("pk"), worst=Max("highest_score")).order_by("-worst", "level")
    return [(row["level"], row["services"]) for row in counted]
