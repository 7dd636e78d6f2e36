"""The grab-pack of an event: how old it is, the pack itself, its pass-phrase. LGiU template T12."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.grab_packs import AFRESH, CHANGE, DOWNLOAD, SHOW, GrabPackForm
from events.models import FailureEvent, GrabPack
from events.models.grab_pack import RIGHT
from events.operations import grab_packs as operations
from events.rules.grab_packs import age_words, is_old
from events.views.pages import event_page, find_event


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True, enabled=lambda request: settings.SECOND_FACTOR_REQUIRED)
def grab_pack(request, reference):
    """The page says how old it is; each button sends one word. Where a second factor is the rule, it is asked again."""
    event = find_own(request, reference)
    pack = GrabPack.objects.visible_to(request.user).filter(event=event).defer("content").first()
    form = GrabPackForm(typed(request))
    asked = request.method == "POST" and form.is_valid() and form.cleaned_data["do"]
    if asked == DOWNLOAD and pack and run(form, operations.hand_over, by=request.user, pack=pack):
        return as_zip(form.result, pack.file_name)
    if asked in (CHANGE, AFRESH):
        change = operations.change_pass_phrase if asked == CHANGE else operations.want
        if run(form, change, by=request.user, event=event):
            return redirect(form.result)
    phrase = ""
    if asked == SHOW and pack and run(form, operations.show_pass_phrase, by=request.user, pack=pack):
        phrase = form.result
    return page(request, event, pack, form, phrase)


def run(form, operation, **given) -> bool:
    """Carry out what a button asks for; the form has nothing else to give along."""
    form.cleaned_data.pop("do", None)
    return form.run(operation, **given)


def page(request, event, pack, form, phrase):
    now = timezone.now()
    built = pack is not None and pack.built_at is not None
    context = {
        "pack": pack,
        "is_live": event.status == FailureEvent.Status.INVOKED,
        "age": age_words(pack.checked_at, now) if built else "",
        "built_age": age_words(pack.built_at, now) if built else "",
        "is_old": built and is_old(pack.checked_at, now),
        "is_lost": bool(pack and pack.pass_phrase) and operations.pass_phrase_of(pack) is None,
        "lost": operations.LOST,
        "not_live": operations.NOT_LIVE,
        "phrase": phrase,
        "form": form,
    }
    answer = event_page(request, "events/grab_pack.html", event, "documents", context)
    answer["Cache-Control"] = "no-store"
    return answer


def as_zip(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def find_own(request, reference) -> FailureEvent:
    """The event, for the council that runs it."""
    event = find_event(request, reference)
    if request.user.is_partner or event.host_council_id != request.user.organisation_id:
        raise PermissionDenied("The grab-pack is for the council that runs the event.")
    if event.status in FailureEvent.NEVER_LOGGED:
        raise Http404("A draft has no grab-pack")
    return event
