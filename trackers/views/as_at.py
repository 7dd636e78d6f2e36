"""The tracker as it stood at a past minute. For the council that runs the event: who paid then may differ from now."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from accounts.access import needs
from events.views.pages import event_page, find_event
from trackers.as_at import rows_at
from trackers.forms.as_at import AsAtForm
from trackers.rules.fields import COLUMNS, columns_for
from trackers.table import Table
from trackers.views.tracker import PAGE


@needs("events.view_timeline")
@require_safe
def tracker_as_at(request, reference):
    event = find_event(request, reference)
    if event.host_council_id != request.user.organisation_id:
        raise PermissionDenied("Only the council that runs the event looks back at its tracker.")
    form = AsAtForm(request.GET, event=event)
    context = {
        "form": form,
        "title": "The tracker at an earlier moment",
        "chosen": [key for key in request.GET.getlist("col") if key in COLUMNS],
    }
    if form.is_valid():
        context |= shown_then(request, event, form)
    return event_page(request, "trackers/as_at.html", event, "tracker", context)


def shown_then(request, event, form: AsAtForm) -> dict:
    """The table of that minute, in which nothing can be changed: late and age are told as they were then."""
    columns = columns_for(request.GET.getlist("col"), partner=False)
    table = Table(user=request.user, columns=columns, may_change=False, now=form.moment, past=True)
    page = Paginator(rows_at(event, form.before(form.moment), table.names), PAGE).get_page(
        request.GET.get("page")
    )
    query = request.GET.copy()
    query.pop("page", None)
    other = query.copy()
    other["second"] = "" if form.second else "1"
    wider = query.copy()
    wider.setlist("col", [] if len(columns) == len(COLUMNS) else list(COLUMNS))
    return {
        "wide": True,
        "page": page,
        "rows": table.drawn(page.object_list),
        "heads": [{"label": column.label, "width": column.width} for column in columns],
        "query": query.urlencode(),
        "columns": f"{len(columns)} of {len(COLUMNS)}",
        "wider": "Show the usual columns" if len(columns) == len(COLUMNS) else "Show every column",
        "wider_href": f"?{wider.urlencode()}",
        "other": f"?{other.urlencode()}" if form.is_twice else "",
    }
