"""What the pages about the approach, sign-off and press of an event share."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.versions import Conflict
from events.tabs import tabs
from events.views.pages import CLASHED, event_page
from govuk.htmx import render_page
from trackers.views.moves import show_both

LOOK = "events.view_step"
TAB = "plans"


def one_form(
    request, event, form, operation, /, *, words: dict, to=None, template="plans/form.html", **kwargs
):
    """Show the form in the frame of its event, or carry it out and go on to `to`, else to what was made.

    `words`: title, button, done, back (an address), intro, cited. `kwargs` are the operation's.
    """
    if request.method == "POST" and form.is_valid() and form.run(operation, by=request.user, **kwargs):
        messages.success(request, words["done"])
        return redirect(to or form.result)
    context = {"form": form, **words}
    if not isinstance(form.refusal, Conflict):
        return event_page(request, template, event, TAB, context)
    context |= {"form": clashing(form), "event": event, "tabs": tabs(request.user, event, TAB)}
    return render_page(request, template, context, status=CLASHED)


def clashing(form):
    """The form with the other person's value beside the one typed; lists as words."""
    shown = [
        clash._replace(theirs=", ".join(clash.theirs)) if isinstance(clash.theirs, list) else clash
        for clash in form.refusal.clashes
    ]
    form.refusal.clashes = shown
    return show_both(form)


def find(request, model, event, **keys):
    """A record of this event, if the person may see it; else the page that says it is not there."""
    rows = model.objects.visible_to(request.user).filter(event=event)
    record = get_object_or_404(rows, **keys)
    record.event = event
    return record


def page(name: str, event, *keys) -> str:
    return reverse(f"plans:{name}", args=[event.reference, *keys])


def take_back_words(what: str, back: str) -> dict:
    return {
        "title": f"Take back: {what}",
        "intro": "The history keeps it, with your reason.",
        "button": "Take it back",
        "done": "Taken back.",
        "back": back,
    }


def no_outline(request, event, title: str):
    """The page where no loaded procedure says anything about it."""
    return event_page(request, "plans/no_outline.html", event, TAB, {"title": title})
