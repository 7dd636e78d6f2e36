"""The tracker page: everybody in one event whom the reader may see."""

from decimal import Decimal

from django.db.models import Sum
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from events.tabs import tabs
from events.views.pages import find_event
from govuk.htmx import render_page
from trackers import lists
from trackers.drawing import bulk_box
from trackers.forms.filters import FilterForm
from trackers.models import TrackerEntry
from trackers.operations.held import REFUSED
from trackers.own_views import OwnViews
from trackers.rules.fields import columns_for
from trackers.shown_steps import ShownSteps
from trackers.table import Table
from trackers.unaccounted import last_roll_call

PAGE = 500


@needs("trackers.view_trackerentry")
@require_safe
def tracker(request, reference):
    event = find_event(request, reference)
    now = timezone.now()
    filters = FilterForm(request.GET, partner=request.user.is_partner)
    own = OwnViews(request.user)
    if not request.GET and (usual := own.query_of_default()):
        return redirect(f"{request.path}?{usual}")
    people = TrackerEntry.objects.visible_to(request.user).filter(event=event)
    steps = ShownSteps(people, partner=request.user.is_partner, now=now)
    counts = lists.counts(steps, lists.views_for(partner=request.user.is_partner))
    context = {
        "event": event,
        "now": now,
        "filters": filters,
        "counts": counts,
        "called": None if request.user.is_partner else last_roll_call(event, now),
        "views": [*view_links(request, filters, counts), *own.links(filters, steps)],
        "own_views": own,
        "hours": hours_shown(event, filters, steps),
    }
    if request.headers.get("HX-Target") == "tracker-views":  # after an edit: the counts, and nothing else
        return render_page(request, "trackers/_views.html", context)
    if not request.user.is_partner:
        filters.offer(steps.names())
    context |= shown_people(request, event, filters, steps, counts["everyone"])
    context |= {"title": "Tracker", "tabs": tabs(request.user, event, "tracker"), "wide": True}
    context |= ways_in(request.user, event)
    return render_page(request, "trackers/tracker.html", context)


def ways_in(user, event) -> dict[str, bool]:
    """Which ways this person has to bring more people onto the tracker."""
    open_to_more = may_change(user, event) and event.status != event.Status.RESOLVED
    return {
        "may_add": open_to_more and user.has_perm("trackers.add_trackerentry"),
        "may_import": open_to_more and user.has_perm("trackers.import_residents"),
    }


def hours_shown(event, filters, steps) -> Decimal | None:
    """Hours of care a week of everybody the filter shows: at home care, and where their column is shown."""
    columns = filters.columns if event.service.care_home else columns_for(["hours"], partner=filters.partner)
    if all(column.key != "hours" for column in columns):
        return None
    chosen = lists.filtered(steps, filters.asked)
    return chosen.aggregate(hours=Sum("hours_per_week"))["hours"] or Decimal(0)


def shown_people(request, event, filters, steps, everybody) -> dict:
    """The rows of the page that was asked for, and how many there are in all."""
    chosen, now = lists.filtered(steps, filters.asked), steps.now
    count = chosen.count() if filters.is_narrowed else everybody
    pages = max(1, -(-count // PAGE))
    page = min(number_in(request.GET.get("page", "")), pages)
    may = may_change(request.user, event)
    table = table_for(request.user, filters, may_change=may, now=now, ticked="select" in request.GET)
    rows = lists.ordered(chosen, filters.sort, steps)[(page - 1) * PAGE : page * PAGE]
    return {
        "rows": table.rows(rows, steps) if count else [],
        "heads": heads(filters),
        "count": count,
        "everybody": everybody,
        "recent": table.recently_changed,
        "first": (page - 1) * PAGE + 1,
        "last": min(page * PAGE, count),
        "previous": filters.address(page=str(page - 1)) if page > 1 else "",
        "next": filters.address(page=str(page + 1)) if page < pages else "",
        "may_change": may,
        "bulk_box": bulk_box(request.user.is_partner) if may else "",
        "live_since": int(now.timestamp()),
        "may_export": request.user.has_perm("trackers.export_tracker"),
    }


def table_for(user, filters, *, may_change: bool, now, ticked: bool = False) -> Table:
    """The table as the page has it: who changes something ticks people too."""
    pick = ("ticked" if ticked else "box") if may_change else ""
    return Table(user=user, columns=filters.columns, may_change=may_change, now=now, pick=pick)


def may_change(user, event) -> bool:
    """Whether the reader changes anything here, so that values look changeable only where they are."""
    return user.has_perm("trackers.change_trackerentry") and event.status not in REFUSED


def view_links(request, filters, counts) -> list[dict]:
    """The ready-made lists with their counts. A view starts afresh: only the columns and the order are kept."""
    keep = request.GET.copy()
    for name in set(keep) - {"col", "sort"}:
        del keep[name]
    kept = f"?{keep.urlencode()}&" if keep else "?"
    links = []
    for view in lists.views_for(partner=request.user.is_partner):
        is_here = not filters.chosen and (filters.view or "everyone") == view.key
        if (view.figure or (view.quiet and not counts[view.key])) and not is_here:
            continue
        links.append(
            {
                "text": view.label,
                "count": counts[view.key],
                "href": f"{kept}view={view.key}",
                "active": is_here,
            }
        )
    return links


def heads(filters) -> list[dict]:
    """Column headings; a link sorts, and sorts the other way round when it is followed again."""
    now = filters.sort or "person"
    others = filters.address(sort=None)
    start = f"{others}&sort=" if others != "?" else "?sort="
    made = []
    for column in filters.columns:
        sorts = lists.can_sort(column.key, partner=filters.partner)
        order = {column.key: "ascending", f"-{column.key}": "descending"}.get(now)
        href = f"{start}{'-' if order == 'ascending' else ''}{column.key}" if sorts else ""
        made.append({"label": column.label, "width": column.width, "href": href, "order": order})
    return made


def number_in(text: str) -> int:
    """The page asked for; anything that is no page means the first."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1
