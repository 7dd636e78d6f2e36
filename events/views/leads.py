"""Who holds which role in an event."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import Organisation
from events.forms.leads import OTHER, EndLead, NameLead
from events.operations.leads import end_lead, name_lead
from events.operations.notices import pack_of
from events.rules.leads import missing_leads, role_words
from events.views.pages import event_page, find_event, run


@needs("events.view_step")
@require_safe
def lead_list(request, reference):
    """The roles of the procedure, who holds each, and which required ones nobody holds."""
    event = find_event(request, reference)
    leads = list(event.leads.select_related("organisation", "user"))
    roles = [
        {
            "part": part,
            "holders": [lead for lead in leads if lead.role == part.role and not lead.ended_at],
            "former": [lead for lead in leads if lead.role == part.role and lead.ended_at],
        }
        for part in pack_of(event).leads
    ]
    missing = missing_leads(pack_of(event), [lead.role for lead in leads if not lead.ended_at])
    may_change = request.user.has_perm("events.change_lead") and event.is_open
    context = {
        "title": "Leads",
        "roles": roles,
        "missing": missing,
        "may_change": may_change,
        "role_words": role_words,
    }
    return event_page(request, "events/lead_list.html", event, "leads", context)


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_name(request, reference, part):
    """Name who holds a role; `part` is the role's id in the procedure."""
    event = find_event(request, reference)
    role = next((lead for lead in pack_of(event).leads if lead.id == part), None)
    if role is None:
        raise Http404
    form = NameLead(typed(request), initial=usual(event, role), event=event)
    if run(request, form, name_lead, by=request.user, event=event, role=role.role):
        messages.success(request, f"{form.result.name} is now {role.role}.")
        return redirect("events:lead-list", event.reference)
    now = list(event.leads.current().filter(role=role.role).select_related("organisation"))
    context = {"title": f"Name {role_words(role)}", "form": form, "role": role, "now": now}
    return event_page(request, "events/lead_name.html", event, "leads", context)


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_end(request, reference, pk):
    event = find_event(request, reference)
    lead = get_object_or_404(event.leads.current().select_related("organisation"), pk=pk)
    form = EndLead(typed(request))
    if run(request, form, end_lead, by=request.user, lead=lead):
        messages.success(request, f"{lead.name} is no longer {lead.role}.")
        return redirect("events:lead-list", event.reference)
    context = {"title": f"End {lead.name} as {lead.role}", "form": form, "lead": lead}
    return event_page(request, "events/lead_end.html", event, "leads", context)


def usual(event, role) -> dict:
    """The organisation that the procedure names for the role, where we know it. SOP 11.2."""
    if not role.organisation or role.organisation == pack_of(event).publisher:
        return {}
    known = Organisation.objects.filter(name__iexact=role.organisation).first()
    return {"organisation": known, "who": OTHER} if known else {}
