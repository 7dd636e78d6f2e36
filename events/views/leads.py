"""Who holds which role in an event, their deputies, handing over, and being away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import Organisation
from events.forms.leads import OTHER, EndLead, HandOver, NameDeputy, NameLead, SetAway
from events.operations.handover import hand_over
from events.operations.leads import end_lead, name_deputy, name_lead, set_away
from events.operations.notices import pack_of
from events.rules.leads import missing_leads, role_title, role_words, title_of
from events.views.pages import event_page, find_event, run
from govuk.words import full_date


@needs("events.view_step")
@require_safe
def lead_list(request, reference):
    """The roles of the procedure, who holds each, and which required ones nobody holds."""
    event = find_event(request, reference)
    pack = pack_of(event)
    leads = list(event.leads.select_related("organisation", "user"))
    now = [lead for lead in leads if not lead.ended_at]
    missing = missing_leads(pack, [lead.role for lead in now])
    context = {
        "title": "Leads",
        "roles": [line(part, pack, leads) for part in pack.leads],
        "missing": missing,
        "away": [lead for lead in now if is_away(lead) and not any(d.deputy_for_id == lead.pk for d in now)],
        "may_change": request.user.has_perm("events.change_lead") and event.is_open,
        "role_words": role_words,
        "title_of": lambda role: title_of(pack, role),
    }
    return event_page(request, "events/lead_list.html", event, "leads", context)


def line(part, pack, leads) -> dict:
    """One role: who holds it, each with their deputies, and who held it before."""
    mine = [lead for lead in leads if lead.role == part.role]
    now = [lead for lead in mine if not lead.ended_at]
    holders = [lead for lead in now if not lead.deputy_for_id]
    for lead in holders:
        lead.acting = [one for one in now if one.deputy_for_id == lead.pk]
        lead.is_away = is_away(lead)
    outside = part.organisation if part.organisation != pack.publisher else ""
    return {
        "part": part,
        "title": role_title(part),
        "organisation": outside,
        "holders": holders,
        "former": [lead for lead in mine if lead.ended_at],
    }


def is_away(lead) -> bool:
    return lead.away_until is not None and lead.away_until >= timezone.localdate()


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_name(request, reference, part):
    """Name who holds a role; `part` is the role's id in the procedure. One that is held is handed over instead."""
    event = find_event(request, reference)
    role = next((lead for lead in pack_of(event).leads if lead.id == part), None)
    if role is None:
        raise Http404
    now = list(event.leads.current().holders().filter(role=role.role).select_related("organisation"))
    if now and not role.repeatable and request.method == "GET":
        return redirect("events:lead-hand-over", event.reference, now[0].pk)
    chosen = usual(event, role)
    form = NameLead(typed(request), initial=chosen, event=event, organisation=named_for(event, role, chosen))
    if run(request, form, name_lead, by=request.user, event=event, role=role.role):
        messages.success(request, f"{form.result.name} is now {role_title(role)}.")
        return redirect("events:lead-list", event.reference)
    context = {"title": f"Name {role_words(role)}", "form": form, "role": role, "now": now}
    return event_page(request, "events/lead_name.html", event, "leads", context)


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_hand_over(request, reference, pk):
    """Somebody else takes over, in one go."""
    event, lead, title = find_lead(request, reference, pk)
    held = event.leads.current().filter(user=lead.user, name=lead.name).count()
    form = HandOver(typed(request), event=event, roles=held, organisation=str(lead.organisation or ""))
    if run(request, form, hand_over, by=request.user, lead=lead):
        messages.success(request, f"{form.result.name} is now {title}, in place of {lead.name}.")
        return redirect("events:lead-list", event.reference)
    context = {"title": f"Hand over from {lead.name}", "form": form, "lead": lead, "role": title}
    return event_page(request, "events/lead_hand_over.html", event, "leads", context)


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_deputy(request, reference, pk):
    """Name who acts for a lead."""
    event, lead, title = find_lead(request, reference, pk)
    form = NameDeputy(typed(request), event=event)
    if run(request, form, name_deputy, by=request.user, lead=lead):
        messages.success(request, f"{form.result.name} acts for {lead.name} as {title}.")
        return redirect("events:lead-list", event.reference)
    context = {"title": f"Name a deputy for {lead.name}", "form": form, "lead": lead, "role": title}
    return event_page(request, "events/lead_deputy.html", event, "leads", context)


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_away(request, reference, pk):
    event, lead, title = find_lead(request, reference, pk)
    form = SetAway(typed(request), initial={"away_until": lead.away_until})
    if run(request, form, set_away, by=request.user, lead=lead):
        until = form.result.away_until
        messages.success(request, f"{lead.name} is {f'away until {full_date(until)}' if until else 'back'}.")
        return redirect("events:lead-list", event.reference)
    context = {"title": f"When {lead.name} is away", "form": form, "lead": lead, "role": title}
    return event_page(request, "events/lead_away.html", event, "leads", context)


@needs("events.change_lead")
@require_http_methods(["GET", "POST"])
def lead_end(request, reference, pk):
    event, lead, title = find_lead(request, reference, pk)
    form = EndLead(typed(request))
    what = f"deputy for {title}" if lead.deputy_for_id else title
    if run(request, form, end_lead, by=request.user, lead=lead):
        messages.success(request, f"{lead.name} is no longer {what}.")
        return redirect("events:lead-list", event.reference)
    context = {"title": f"End {lead.name} as {what}", "form": form, "lead": lead}
    return event_page(request, "events/lead_end.html", event, "leads", context)


def find_lead(request, reference, pk):
    """The event, somebody who holds a role in it now, and the role as people say it."""
    event = find_event(request, reference)
    lead = get_object_or_404(event.leads.current().select_related("organisation", "user"), pk=pk)
    return event, lead, title_of(pack_of(event), lead.role)


def usual(event, role) -> dict:
    """The organisation that the procedure names for the role, where we know it. SOP 11.2."""
    if not role.organisation or role.organisation == pack_of(event).publisher:
        return {}
    known = Organisation.objects.filter(name__iexact=role.organisation).first()
    return {"organisation": known, "who": OTHER} if known else {"who": OTHER}


def named_for(event, role, chosen: dict) -> str:
    """The organisation that is meant when none is chosen: it is registered when the role is named."""
    if not role.organisation or role.organisation == pack_of(event).publisher or "organisation" in chosen:
        return ""
    return role.organisation
