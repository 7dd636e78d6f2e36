"""The provider failure overview form, and who leads with whom to ring. Staffordshire SOP 11.1, 11.2; LGiU T7."""

from typing import Any

from accounts.models import User
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.models import FailureEvent, KeyContact, Lead, Notice
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.leads import missing_leads, role_title, title_of
from govuk.words import full_date, moment_words
from providers.models import Contact

# The form of SOP 11.1, for a procedure that prints none.
LABELS = ("Date", "Provider", "Service", "Service Type", "Notified By", "Nature of Failure")


def overview(
    event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
) -> Paper:
    """The fields of the form as the procedure prints them, then each notice with what the procedure says to it."""
    pack = from_content(event.procedure.content)
    form = pack.forms.get("overview")
    context = head(event, user) | {
        "form_title": form.title if form else "Provider failure overview",
        "source": f"{pack.short_name} {form.section}" if form else pack.short_name,
        "fields": fields(event, [field.label for field in form.fields] if form else LABELS),
        "notices": [notice_row(notice) for notice in event.notices.select_related("service")],
        "covers": [str(one.service) for one in event.more_services.current().select_related("service")],
        "standing": standing(event),
    }
    return Paper("events/pdf/overview.html", context, [])


def fields(event: FailureEvent, labels) -> list[tuple[str, str]]:
    """(label as printed, what stands there); nothing for a field that only the form knows."""
    values = {
        "date": full_date(event.notified_on),
        "provider": str(event.provider),
        "service": str(event.service),
        "service type": event.service_type,
        "notified by": event.notified_by,
        "nature of failure": event.nature_of_failure,
    }
    return [(label, values.get(label.lower(), "")) for label in labels]


def notice_row(notice: Notice) -> dict[str, Any]:
    """What was told, what the procedure says, and what was chosen."""
    chosen = notice.response
    if notice.is_overridden:
        chosen = (
            f"{chosen}. Decided by {notice.decided_by}, otherwise than suggested: {notice.override_reason}"
        )
    return {
        "on": full_date(notice.notified_on),
        "what": notice.trigger_label + (f" ({notice.service})" if notice.service else ""),
        "by": notice.notified_by,
        "says": notice.suggested_response,
        "section": notice.section,
        "chosen": chosen,
    }


def standing(event: FailureEvent) -> list[tuple[str, str]]:
    """What became of it, each with who and when."""
    said = [
        ("Status", event.get_status_display()),
        ("Logged", f"{moment_words(event.logged_at)}, {event.logged_by}"),
        ("Procedure invoked", _who(event.invoked_at, event.invoked_by)),
        ("Stage", event.current_stage),
        ("Closing date", full_date(event.closes_on)),
        ("Resolved", _who(event.resolved_at, event.resolved_by)),
        ("Closed", _who(event.closed_at, event.closed_by)),
        ("Reason", event.ending_reason),
    ]
    return [(label, value) for label, value in said if value]


def _who(moment, by) -> str:
    return f"{moment_words(moment)}, {by}" if moment else ""


def leads(
    event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
) -> Paper:
    """Every role of the procedure with who holds it, the required ones that nobody holds, and whom to ring."""
    pack = from_content(event.procedure.content)
    held = list(
        Lead.objects.visible_to(user).filter(event=event).current().select_related("organisation", "user")
    )
    missing = missing_leads(pack, [lead.role for lead in held])
    context = head(event, user) | {
        "leads": [lead_row(pack, lead) for lead in held],
        "missing": [role_title(part) for part in missing],
        "source": f"{pack.short_name} {pack.leads[0].section}" if pack.leads else pack.short_name,
        "service_contacts": list(Contact.objects.current().filter(service=event.service)),
        "provider_contacts": list(Contact.objects.current().filter(provider=event.provider)),
        "key_contacts": list(KeyContact.objects.visible_to(user).current()),
    }
    return Paper("events/pdf/leads.html", context, [])


def lead_row(pack: Pack, lead: Lead) -> dict[str, Any]:
    said = []
    if lead.deputy_for_id:
        said.append("Deputy")
    if lead.away_until:
        said.append(f"Away until {full_date(lead.away_until)}")
    return {
        "role": title_of(pack, lead.role),
        "name": lead.name,
        "said": "; ".join(said),
        "organisation": str(lead.organisation or ""),
        "phone": lead.phone,
        "email": lead.email,
    }
