"""The council's register of key contacts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.versions import Conflict
from events.forms.communications import ChangeKeyContact, EndKeyContact, KeyContactForm
from events.models import KeyContact
from events.operations.contacts import add_contact, change_contact, end_contact
from events.views.pages import CLASHED, run, status
from govuk.htmx import render_page

FIELDS = ("kind", "organisation", "name", "job", "phone", "email", "notes", "version")


@needs("events.view_step")
@require_safe
def contact_list(request):
    """Grouped by who they are."""
    rows = list(KeyContact.objects.visible_to(request.user).current())
    may = request.user.has_perm("events.change_keycontact")
    return render_page(
        request, "events/contact_list.html", {"title": "Key contacts", "rows": rows, "may_change": may}
    )


@needs("events.change_keycontact")
@require_http_methods(["GET", "POST"])
def contact_add(request):
    form = KeyContactForm(typed(request))
    if run(request, form, add_contact, by=request.user):
        messages.success(request, f"{form.result} is in the register.")
        return redirect("events:contact-list")
    return page(request, form, "Add a key contact")


@needs("events.change_keycontact")
@require_http_methods(["GET", "POST"])
def contact_change(request, pk):
    contact = find(request, pk)
    form = ChangeKeyContact(typed(request), initial={name: getattr(contact, name) for name in FIELDS})
    if run(request, form, change_contact, by=request.user, contact=contact):
        messages.success(request, f"{form.result} changed.")
        return redirect("events:contact-list")
    return page(request, form, f"Change {contact.name}", contact)


@needs("events.change_keycontact")
@require_http_methods(["GET", "POST"])
def contact_end(request, pk):
    contact = find(request, pk)
    form = EndKeyContact(typed(request))
    if run(request, form, end_contact, by=request.user, contact=contact):
        messages.success(request, f"{contact} is no longer in the register.")
        return redirect("events:contact-list")
    return page(request, form, f"Remove {contact.name} from the register")


def find(request, pk) -> KeyContact:
    return get_object_or_404(KeyContact.objects.visible_to(request.user).current(), pk=pk)


def page(request, form, title: str, contact: KeyContact | None = None):
    """A form; where somebody else changed the same field, theirs is shown beside what was typed."""
    clashes = form.refusal.clashes if isinstance(form.refusal, Conflict) else []
    code = CLASHED if clashes else status(request, form)
    context = {"title": title, "form": form, "clashes": clashes, "contact": contact}
    return render_page(request, "events/contact_form.html", context, status=code)
