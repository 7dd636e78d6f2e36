"""Which services take nobody because placements are suspended: told to every place that offers them. Blackpool 7, 8."""

from datetime import date

from govuk.words import full_date
from providers.models import Service
from risk.models import Suspension
from trackers.models import Placement


def suspended(services: list[Service], on: date) -> dict[int, list[str]]:
    """A sentence for each suspension in force that day, by service. One query."""
    found: dict[int, list[str]] = {}
    for one in Suspension.objects.in_force(on).filter(service__in=services).order_by("from_on", "pk"):
        found.setdefault(one.service_id, []).append(sentence(one))
    return found


def sentence(one: Suspension) -> str:
    """ "Placements are suspended since Monday 2 November 2026 by the council (temporary suspension)"."""
    until = f", until {full_date(one.until_on)}" if one.until_on else ""
    who = {"provider": "by the provider of its own accord", "cqc": "by CQC", "nhs": "by the NHS commissioner"}
    by = who.get(one.imposed_by, "by the council")
    return f"It takes nobody since {full_date(one.from_on)}{until}: {one.get_kind_display().lower()} {by}."


def agreed_places(user, service: Service) -> list[Placement]:
    """Places in the service that are looked at, offered or accepted for people whom the user may see. One query."""
    going_on = (Placement.Status.LOOKED_AT, Placement.Status.OFFERED, Placement.Status.ACCEPTED)
    rows = Placement.objects.visible_to(user).filter(service=service, status__in=going_on)
    return list(rows.select_related("entry__service_user", "event").order_by("pk"))
