"""Costs of an event and of its people, what people are charged, shares between payers. SOP 4.6; LGiU T13."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from costs import pages
from costs.forms import EditCharge, EditCost, RecordCharge, RecordCost, RecordSplit, TakeBack
from costs.models import Charge, Cost, CostSplit
from costs.operations import charges as charging
from costs.operations import costs as operations
from events.tabs import tabs
from events.views.pages import event_page
from govuk.htmx import render_page
from trackers.table import person_words
from trackers.views.entries import find_entry, frame
from trackers.views.legal import find_live, one_form

SEE, CHANGE = "costs.view_costs", "costs.change_costs"
COST = ("kind", "first_on", "last_on", "quantity", "rate", "total", "supplier", "notes", "both_reason", "bearer",
        "body", "bearer_reason", "version")  # fmt: skip


def money_page(request, template: str, event, context: dict):
    rights = {"may_change": pages.may_change(request.user, event)}
    return event_page(request, f"costs/{template}.html", event, "costs", rights | context)


def framed(request, event, *, back: str) -> dict:
    """Around a form: of an event's costs, or of a person's where `back` leads to theirs."""
    from_event = {"event": event, "back": back}
    return from_event | {"tabs": tabs(request.user, event, "costs")}


def own_page(entry) -> str:
    return reverse("costs:person-costs", args=[entry.pk])


@needs(SEE)
@require_safe
def cost_overview(request, reference):
    """What it cost in all, who bears it, what is claimed. A fixed number of queries."""
    event = find_live(request, reference)
    return money_page(request, "cost_overview", event, {"title": "Costs", **pages.overview(event)})


@needs(SEE)
@require_safe
def cost_lines(request, reference):
    event = find_live(request, reference)
    found = pages.lines(event, request.GET)
    title = f"Costs: {found['said']}" if found["said"] else "All costs"
    return money_page(request, "cost_lines", event, {"title": title, **found})


@needs(SEE)
@require_safe
def cost_people(request, reference):
    event = find_live(request, reference)
    found = pages.people(event, request.GET.get("view", ""))
    return money_page(request, "cost_people", event, {"title": "People and costs", **found})


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def cost_add(request, reference):
    """A cost of the service that is nobody's in particular, such as staff."""
    event = find_live(request, reference)
    form = RecordCost(typed(request), of_service=True, initial={"kind": Cost.Kind.STAFFING})
    words = {
        "title": "Record a cost of the service",
        "button": "Record the cost",
        "done": "Cost recorded.",
        "intro": "Staff and other support at the service that is for nobody in particular. It may be recovered from "
        "the provider (LGiU template T13). A cost of one person is recorded on their page.",
    }
    back = framed(request, event, back=reverse("costs:cost-overview", args=[reference]))
    return one_form(request, form, operations.record_cost, back, event=event, **words)


def find_cost(request, reference: str, pk: int) -> Cost:
    event = find_live(request, reference)
    costs = Cost.objects.visible_to(request.user).filter(event=event)
    cost = get_object_or_404(costs.select_related("entry__service_user", "body"), pk=pk)
    cost.event = event
    return cost


def around(request, cost: Cost) -> dict:
    overview = reverse("costs:cost-overview", args=[cost.event.reference])
    return framed(request, cost.event, back=own_page(cost.entry) if cost.entry else overview)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def cost_detail(request, reference, pk):
    cost = find_cost(request, reference, pk)
    of_service = cost.entry is None
    begun = {name: getattr(cost, name) for name in COST}
    form = EditCost(typed(request), initial=begun, of_service=of_service)
    whose = "of the service" if of_service else f"of {person_words(cost.entry)}"
    words = {"title": f"Change a cost {whose}", "button": "Save the cost", "done": "Cost saved."}
    return one_form(request, form, operations.edit_cost, around(request, cost), cost=cost, **words)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def cost_take_back(request, reference, pk):
    cost = find_cost(request, reference, pk)
    words = {
        "title": f"Take back: {cost}",
        "button": "Take it back",
        "done": "Taken back. It stays in the history.",
    }
    form = TakeBack(typed(request))
    return one_form(request, form, operations.take_back_cost, around(request, cost), cost=cost, **words)


@needs(SEE)
@require_safe
def person_costs(request, pk):
    """What one person's care cost, who bears it and why, charges, shares, disputes."""
    entry = find_entry(request, pk)
    people = {"event": entry.event, "people": [pk]}
    record_access(by=request.user, kind=AccessEntry.Kind.READ, subject="Person's costs", **people)
    context = frame(request, entry, title=f"Costs of {person_words(entry)}", **pages.person(entry))
    context |= {"may_change": pages.may_change(request.user, entry.event)}
    context |= {"certain": pages.CERTAIN}
    return render_page(request, "costs/person_costs.html", context)


def own_frame(request, entry) -> dict:
    return frame(request, entry, back=own_page(entry))


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def person_cost_add(request, pk):
    entry = find_entry(request, pk)
    words = {
        "title": f"Record a cost of {person_words(entry)}",
        "button": "Record the cost",
        "done": "Cost recorded.",
        "intro": "What was actually paid. Who bears it follows from the legal basis, day by day; an open dispute holds "
        "nothing up (SOP sections 4.6 and 5.0).",
    }
    kwargs = {"event": entry.event, "entry": entry}
    form = RecordCost(typed(request))
    return one_form(request, form, operations.record_cost, own_frame(request, entry), **kwargs, **words)


@needs(CHANGE)
@require_POST
def person_bearers(request, pk):
    """Who bears the costs, worked out again by what is known now."""
    entry = find_entry(request, pk)
    operations.work_out_bearers(by=request.user, entry=entry)
    messages.success(request, "Who bears the costs was worked out again. What is in a claim stayed as it is.")
    return redirect(own_page(entry))


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def charge_add(request, pk):
    entry = find_entry(request, pk)
    words = {
        "title": f"Charge {person_words(entry)}",
        "button": "Record the charge",
        "done": "Charge recorded.",
        "intro": "Never more than it actually cost, by the Fairer Charging policy. Information and advice are free "
        "(SOP section 4.6).",
    }
    form = RecordCharge(typed(request))
    return one_form(request, form, charging.record_charge, own_frame(request, entry), entry=entry, **words)


def find_charge(request, pk: int, charge: int) -> Charge:
    entry = find_entry(request, pk)
    rows = Charge.objects.visible_to(request.user).filter(entry=entry)
    found = get_object_or_404(rows, pk=charge)
    found.entry, found.event = entry, entry.event
    return found


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def charge_edit(request, pk, charge):
    found = find_charge(request, pk, charge)
    begun = {name: getattr(found, name) for name in ("first_on", "last_on", "amount", "basis", "version")}
    words = {
        "title": f"Change a charge to {person_words(found.entry)}",
        "button": "Save the charge",
        "done": "Charge saved.",
    }
    form = EditCharge(typed(request), initial=begun)
    around_it = own_frame(request, found.entry)
    return one_form(request, form, charging.edit_charge, around_it, charge=found, **words)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def charge_take_back(request, pk, charge):
    found = find_charge(request, pk, charge)
    words = {"title": f"Take back: {found}", "button": "Take it back", "done": "The charge was taken back."}
    form, around_it = TakeBack(typed(request)), own_frame(request, found.entry)
    return one_form(request, form, charging.take_back_charge, around_it, charge=found, **words)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def split_add(request, pk):
    entry = find_entry(request, pk)
    words = {
        "title": f"Shares of the cost of {person_words(entry)}",
        "button": "Record the shares",
        "done": "Shares recorded, and who bears the costs worked out again.",
        "intro": "Council and NHS share the cost of a joint package as they agree (Coventry sections 4 and 7). The "
        "shares add up to 100 percent. One payer at 100 says that it bears the cost from that day.",
    }
    kind = "icb" if entry.funding_authority and entry.funding_authority.kind == "icb" else "authority"
    form = RecordSplit(typed(request), initial={kind: entry.funding_authority})
    return one_form(request, form, charging.record_shares, own_frame(request, entry), entry=entry, **words)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def split_take_back(request, pk, split):
    entry = find_entry(request, pk)
    found = get_object_or_404(CostSplit.objects.visible_to(request.user).filter(entry=entry), pk=split)
    found.entry, found.event = entry, entry.event
    words = {"title": "Take back the shares", "button": "Take them back", "done": "The rules count again."}
    form, around_it = TakeBack(typed(request)), own_frame(request, entry)
    return one_form(request, form, charging.take_back_shares, around_it, shares=found, **words)
