"""The section of a person's page about money. Staffordshire SOP 4.6."""

from typing import Any

from django.db.models import Count, Sum

from accounts.models import User
from trackers.models import Charge, Cost, TrackerEntry


def costs(entry: TrackerEntry, user: User, may_record: bool) -> tuple[str, dict[str, Any]]:
    """What the person's care cost, and what they are charged."""
    cost = Cost.objects.filter(entry=entry).aggregate(sum=Sum("total"), n=Count("pk"))
    charge = Charge.objects.filter(entry=entry).aggregate(sum=Sum("amount"))["sum"]
    may_change = user.has_perm("trackers.change_costs")
    return "trackers/_costs.html", {"cost": cost, "charge": charge, "may_change": may_change}
