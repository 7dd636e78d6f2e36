"""A form sent after its session had ended is not lost: it waits for the same person to sign in again."""

from urllib.parse import urlencode, urlsplit

from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Draft

COOKIE = "last_person"  # signed; names the account last signed in on this browser
LONGEST = 8_000_000  # characters: whatever one form may send, such as five thousand pasted rows
MOST_KEPT = 10  # of one person; the oldest go
SECRETS = {"csrfmiddlewaretoken", "password", "login"}


class Kept(QueryDict):
    """What was typed, to be shown again. A form bound to it is shown, not carried out."""

    unsubmitted = True


def keep(request) -> str:
    """Keep the posted form of a person whose session ended; the path that shows it again, or "".

    The path names the page that the form stood on where that is another: some addresses only take forms.
    """
    person = request.get_signed_cookie(COOKIE, default="", max_age=7 * 24 * 3600)
    if request.method != "POST" or not person:
        return ""
    typed = request.POST.copy()
    for name in SECRETS & set(typed):
        del typed[name]
    text = typed.urlencode()
    if len(text) > LONGEST:
        return ""
    draft = Draft.objects.create(by_id=int(person), path=request.path, typed=text)
    newest = Draft.objects.filter(by_id=int(person)).order_by("-at", "-pk")[:MOST_KEPT]
    Draft.objects.filter(by_id=int(person)).exclude(pk__in=[one.pk for one in newest.only("pk")]).delete()
    page = _page_of(request)
    named = {"draft": draft.token} | ({"from": page} if page not in ("", request.path) else {})
    return f"{request.path}?{urlencode(named)}"


def _page_of(request) -> str:
    """The path of our page that the form was sent from; "" when the browser does not say."""
    said = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(said, {request.get_host()})
    return urlsplit(said).path if is_ours else ""


def page_with(request) -> str:
    """Where a kept form is shown whose own address takes forms only."""
    page = request.GET.get("from", "")
    if not page.startswith("/") or not url_has_allowed_host_and_scheme(page, None):
        return "/"
    return f"{page}?{urlencode({'draft': request.GET['draft'], 'form': request.path})}"


def typed(request) -> QueryDict | None:
    """What to bind a form to: the posted form, the one kept for this person, or nothing."""
    if request.method == "POST":
        return request.POST
    return None if request.GET.get("form") else getattr(request, "kept", None)


def typed_for(request, path: str) -> QueryDict | None:
    """What to bind a form of this page to that is sent to `path`: the one kept for this person, or nothing."""
    return getattr(request, "kept", None) if request.GET.get("form") == path else None


def typing_lock(user) -> str:
    """The person and the key with which their browser locks what they are typing, so that nobody else at a shared
    computer reads it: "12:" and 64 figures. Another password makes another key.
    """
    secret = salted_hmac("accounts.drafts.typing", f"{user.pk}:{user.password}", algorithm="sha256")
    return f"{user.pk}:{secret.hexdigest()}"
