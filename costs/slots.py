"""What this room adds to the pages of rooms on its left. Staffordshire SOP 4.6."""

from django.db.models import Count, Sum

from accounts.models import User
from costs.models import Charge, Cost
from trackers.models import TrackerEntry
from trackers.sections import Section


def costs_of_person(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """What the person's care cost, and what they are charged, on the person's page. Never for partner staff."""
    if user.is_partner:
        return None
    cost = Cost.objects.filter(entry=entry).aggregate(sum=Sum("total"), n=Count("pk"))
    charge = Charge.objects.filter(entry=entry).aggregate(sum=Sum("amount"))["sum"]
    may_change = user.has_perm("costs.change_costs")
    return Section("costs/_costs_of_person.html", {"cost": cost, "charge": charge, "may_change": may_change})
