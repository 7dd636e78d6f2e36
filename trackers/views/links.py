"""People who belong together or must be kept apart. LGiU template T11.2."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from trackers.forms.needs import AddLink, EditLink, Why
from trackers.models import PersonLink, TrackerEntry
from trackers.operations import links
from trackers.rules.links import warning
from trackers.table import person_words
from trackers.views.moves import find_for_council, one_form

WORK = "trackers.change_trackerentry"


def find_link(request, entry, pk: int) -> PersonLink:
    rows = PersonLink.objects.visible_to(request.user).of(entry.pk)
    return get_object_or_404(rows.select_related("entry__service_user", "other__service_user"), pk=pk)


def the_other(entry, link: PersonLink) -> TrackerEntry:
    return link.other if link.entry_id == entry.pk else link.entry


@needs(WORK)
@require_http_methods(["GET", "POST"])
def link_add(request, pk):
    entry = find_for_council(request, pk)
    people = TrackerEntry.objects.visible_to(request.user).filter(event=entry.event_id).exclude(pk=entry.pk)
    form = AddLink(typed(request), people=people.select_related("service_user").in_table_order())
    words = {
        "title": f"Link {person_words(entry)} with somebody",
        "button": "Link them",
        "done": "Linked. Both pages show it.",
    }
    return one_form(request, entry, form, links.link_people, entry=entry, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def link_edit(request, pk, link):
    entry = find_for_council(request, pk)
    found = find_link(request, entry, link)
    start = {name: getattr(found, name) for name in ("kind", "stay_together", "words", "version")}
    form = EditLink(typed(request), initial=start)
    words = {
        "title": f"{person_words(entry)} and {person_words(the_other(entry, found))}",
        "button": "Save",
        "done": "Saved.",
    }
    return one_form(request, entry, form, links.edit_link, link=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def link_end(request, pk, link):
    entry = find_for_council(request, pk)
    found = find_link(request, entry, link)
    words = {
        "title": f"End the link with {person_words(the_other(entry, found))}",
        "button": "End the link",
        "done": "The link has ended.",
    }
    return one_form(request, entry, Why(typed(request)), links.end_link, link=found, **words)


@needs(WORK)
@require_http_methods(["GET", "POST"])
def link_answer(request, pk, link):
    """Accept the places of two linked people, with a reason."""
    entry = find_for_council(request, pk)
    found = find_link(request, entry, link)
    other = the_other(entry, found)
    said = warning(found.kind, found.stay_together, *links.sides(found))
    words = {
        "title": f"Accept the places of {person_words(entry)} and {person_words(other)}",
        "button": "Accept the places",
        "done": "Accepted. Another place brings the warning back.",
        "intro": f"{said}: {entry.destination or 'none yet'} and {other.destination or 'none yet'}."
        if said
        else "",
    }
    return one_form(request, entry, Why(typed(request)), links.answer_warning, link=found, **words)
