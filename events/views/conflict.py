"""Two people changed the same field: both values are shown, the person chooses, nothing is chosen beforehand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.versions import Clash, Conflict, Versioned
from events.models import FailureEvent
from events.tabs import tabs
from events.views.pages import CLASHED
from govuk.forms import Form
from govuk.htmx import render_page
from govuk.words import full_date, moment_words

MINE, THEIRS = "mine", "theirs"
OURS = ("csrfmiddlewaretoken", "clash", "seen")


def run(
    request: HttpRequest, form: Form, operation: Callable, record: Versioned | None, **kwargs: Any
) -> bool:
    """Whether a posted form was right and was carried out; with what was chosen on the conflict page.

    `record` is the versioned one that is edited (None: a new one).
    """
    if request.method != "POST" or not form.is_valid():
        return False
    chosen = choices(request) if record else {}
    if chosen and all(choice in (MINE, THEIRS) for choice in chosen.values()):
        theirs = [name for name, choice in chosen.items() if choice == THEIRS]
        if any(name not in form.cleaned_data for name in theirs):
            return True  # what the other person did stands; there is nothing of this form to be saved
        form.cleaned_data["version"] = seen(request, record)
        for name in theirs:
            form.cleaned_data[name] = getattr(record, name)
    return form.run(operation, **kwargs)


def choices(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(f"keep-{name}", "") for name in request.POST.getlist("clash")}


def seen(request: HttpRequest, record: Versioned) -> int:
    """The version that the person saw on the conflict page."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else record.version


def is_conflict(form: Form) -> bool:
    return isinstance(form.refusal, Conflict)


def conflict_page(
    request: HttpRequest, event: FailureEvent, tab: str, form: Form, title: str, *, said: str = ""
) -> HttpResponse:
    """Both values of each field, with who and when; what else was typed travels along, hidden. `said` comes first."""
    context = {
        **asked_to_choose(request, form, title),
        "event": event,
        "tabs": tabs(request.user, event, tab),
        "said": said,
    }
    return render_page(request, "events/conflict.html", context, status=CLASHED)


def asked_to_choose(request: HttpRequest, form: Form, about: str) -> dict:
    """What the page of a conflict says about the clashes of a form, in any frame. `about` is what both changed."""
    refusal, asked = form.refusal, choices(request)
    return {
        "title": "Choose which change to keep",
        "about": about,
        "clashes": [shown(refusal.record, clash, bool(asked)) for clash in refusal.clashes],
        "seen": refusal.record.version,
        "kept": [
            (name, value) for name, values in request.POST.lists() if is_typed(name) for value in values
        ],
        "unanswered": bool(asked),
    }


def is_typed(name: str) -> bool:
    return name not in OURS and not name.startswith("keep-")


def shown(record: Versioned, clash: Clash, asked: bool) -> dict:
    """One clash for the page: two cards of equal weight."""
    field = record._meta.get_field(clash.field)
    return {
        "field": clash.field,
        "label": clash.label,
        "error": f"Choose which {clash.label.lower()} to keep" if asked else "",
        "cards": [
            {"value": MINE, "text": "Keep yours", "shown": words(field, clash.yours), "who": "You, now"},
            {
                "value": THEIRS,
                "text": f"Keep {clash.by}’s",
                "shown": words(field, clash.theirs),
                "who": f"{clash.by}, {moment_words(clash.at)}",
            },
        ],
    }


def words(field, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part) or "Empty"
    if isinstance(value, date):
        return full_date(value)
    if isinstance(value, list):
        say = getattr(field.model, f"{field.name}_words", None)
        return say(value) if say else ", ".join(map(str, value)) or "Empty"
    return str(dict(field.flatchoices or []).get(value, value) or "Empty")
