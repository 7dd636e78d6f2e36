"""Whom to involve in an event and who was involved; and the whole stakeholder matrix. Coventry outline 6."""

from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, find_event
from plans import involvement_reading as reading
from plans.forms.approaches import TakeBackForm
from plans.forms.involvement import ChooseRow, RecordInvolvement
from plans.models import Involvement
from plans.operations import involvement as operations
from plans.operations.outline import CHANGE, active_outline, outline_of, types_of
from plans.rules import outline
from plans.views.contingency_pages import plans_page
from plans.views.event_form import LOOK, TAB, find, no_outline, one_form, page, take_back_words


@needs(LOOK)
@require_safe
def involvement_list(request, reference):
    """Each organisation of the matrix: how it is involved, who it is here, who was involved when, who is missing."""
    event = find_event(request, reference)
    found = outline_of(event)
    if found is None or outline.MATRIX not in found[1].tables:
        return no_outline(request, event, "Whom to involve")
    pack, chosen = found[1], reading.chosen_row(request.user, event)
    row, parties = reading.parties(request.user, event, pack, chosen)
    table = pack.tables[outline.MATRIX]
    context = {
        "title": "Whom to involve",
        "row": row,
        "chosen": chosen if chosen and chosen.row else None,
        "parties": parties,
        "missing": reading.missing(parties),
        "matrix": [] if row else outline.matrix(pack),
        "columns": table.columns,
        "note": table.note,
        "cited": pack.cite(table),
        "may": request.user.has_perm(CHANGE) and event.is_live,
    }
    return event_page(request, "plans/involvement_list.html", event, TAB, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def involvement_row(request, reference):
    """Another row of the matrix, or one where the type of service says none."""
    event = find_event(request, reference)
    found = outline_of(event)
    if found is None:
        return no_outline(request, event, "Type of service in the matrix")
    chosen, usual = reading.chosen_row(request.user, event), outline.rows_for(found[1], types_of(event))
    begun = {
        "row": chosen.row if chosen else usual[0].id if usual else "",
        "reason": chosen.reason if chosen else "",
    }
    form = ChooseRow(typed(request), initial=begun, pack=found[1], service_type=event.service_type)
    back = page("involvement-list", event)
    words = {
        "title": "Type of service in the matrix",
        "button": "Use this row",
        "done": "Row of the matrix chosen.",
        "back": back,
        "cited": found[1].cite(found[1].tables[outline.MATRIX]),
    }
    return one_form(request, event, form, operations.choose_row, words=words, to=back, event=event)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def involvement_new(request, reference):
    event = find_event(request, reference)
    found = outline_of(event)
    if found is None:
        return no_outline(request, event, "Somebody was involved")
    chosen = reading.chosen_row(request.user, event)
    _, parties = reading.parties(request.user, event, found[1], chosen)
    choices = [
        (one.organisation, f"{one.organisation}: {one.said}" if one.said else one.organisation)
        for one in parties
    ]
    begun = {"involved_on": timezone.localdate(), "organisation": request.GET.get("organisation", "")}
    form = RecordInvolvement(typed(request), initial=begun, choices=choices)
    back = page("involvement-list", event)
    words = {"title": "Somebody was involved", "button": "Record it", "done": "Recorded.", "back": back}
    return one_form(request, event, form, operations.record_involvement, words=words, to=back, event=event)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def involvement_take_back(request, reference, pk):
    event = find_event(request, reference)
    row = find(request, Involvement, event, pk=pk)
    back = page("involvement-list", event)
    form = TakeBackForm(typed(request))
    words = take_back_words(str(row), back)
    return one_form(
        request, event, form, operations.take_back_involvement, words=words, to=back, involvement=row
    )


@needs("plans.view_marketproject")
@require_safe
def matrix(request):
    """The whole matrix of the outline that is active now."""
    found = active_outline()
    table = found[1].tables[outline.MATRIX] if found else None
    context = {
        "title": "Whom to involve, by type of service",
        "table": table,
        "rows": outline.matrix(found[1]) if found else [],
        "organisations": [
            one for name in outline.organisations(found[1]) if (one := outline.said_of(found[1], name))
        ] if found else [],
        "cited": found[1].cite(table) if found else "",
    }  # fmt: skip
    return plans_page(request, "plans/matrix.html", context, tab="matrix")
