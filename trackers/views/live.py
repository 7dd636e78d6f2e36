"""What a tracker page asks every few seconds: did anybody change anything?"""

import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from events.models import FailureEvent
from trackers.forms.filters import FilterForm
from trackers.live import changes_since, is_same_beside, mark_of, moment_in
from trackers.models import TrackerEntry
from trackers.shown_steps import ShownSteps
from trackers.views.tracker import may_change, table_for


@needs("trackers.view_trackerentry")
@require_safe
def tracker_changes(request, reference):
    """204 while the people are as the page's `mark` says, else the rows to be looked at and the new mark."""
    user, now = request.user, timezone.now()
    event = get_object_or_404(FailureEvent.objects.visible_to(user).only("status"), reference=reference)
    filters = FilterForm(request.GET, partner=user.is_partner)
    table = table_for(user, filters, may_change=may_change(user, event), now=now)
    people = TrackerEntry.objects.visible_to(user).filter(event=event)
    steps, earlier = ShownSteps(people, partner=user.is_partner, now=now), request.GET.get("mark", "")
    mark = mark_of(steps, table)
    if mark == earlier:
        return HttpResponse(status=204)
    since, with_all = (
        moment_in(request.GET.get("since", "")),
        bool(earlier) and not is_same_beside(mark, earlier),
    )
    found = changes_since(steps, filters.asked, filters.sort, since, table, user, with_all=with_all)
    context = {"changes": found, "by": json.dumps(found.by), "mark": mark, "since": int(now.timestamp())}
    return HttpResponse(render_to_string("trackers/_changes.html", context))
