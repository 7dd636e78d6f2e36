"""The lists that a person keeps for every tracker, and those that colleagues share."""

from functools import cached_property

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from accounts.models import User
from trackers.forms.filters import FilterForm
from trackers.lists import counts_of
from trackers.models import DefaultView, SavedView
from trackers.shown_steps import ShownSteps


class OwnViews:
    """Saved views of one reader: one query, however often they are asked for. `with_owners`: who keeps each, too."""

    def __init__(self, user: User, *, with_owners: bool = False):
        self.user, self.with_owners = user, with_owners

    @cached_property
    def rows(self) -> list[SavedView]:
        """Those that the reader has, each with `is_default` and `is_own`."""
        chosen = DefaultView.objects.filter(view=OuterRef("pk"), user=self.user)
        views = SavedView.objects.visible_to(self.user)
        if self.with_owners:
            views = views.select_related("owner")
        rows = list(views.annotate(is_default=Exists(chosen)))
        for row in rows:
            row.is_own = row.owner_id == self.user.pk
            row.usable = FilterForm(QueryDict(row.query), partner=self.user.is_partner).kept_query
        return rows

    def links(self, filters: FilterForm, steps: ShownSteps) -> list[dict]:
        """For the row of lists above the table; what the reader may not see has dropped out of the address. How many
        people are in them: one query for all.
        """
        here = filters.kept_query
        asked = [FilterForm(QueryDict(row.usable), partner=self.user.is_partner).asked for row in self.rows]
        counts = counts_of(steps, asked)
        return [
            {
                "text": row.name,
                "count": count,
                "href": f"?{row.usable or 'view=everyone'}",
                "active": row.usable == here and bool(here),
            }
            for row, count in zip(self.rows, counts, strict=True)
        ]

    def query_of_default(self) -> str:
        """The address with which a tracker opens for this reader; nothing for everybody with the usual columns."""
        chosen = next((row for row in self.rows if row.is_default), None)
        return (chosen.usable or "view=everyone") if chosen else ""
