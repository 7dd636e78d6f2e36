"""A form sent after its session had ended is not lost: it waits for the same person to sign in again."""

from django.http import QueryDict
from django.utils.crypto import salted_hmac

from accounts.models import Draft

COOKIE = "last_person"  # signed; names the account last signed in on this browser
LONGEST = 200_000  # characters
SECRETS = {"csrfmiddlewaretoken", "password", "login"}


class Kept(QueryDict):
    """What was typed, to be shown again. A form bound to it is shown, not carried out."""

    unsubmitted = True


def keep(request) -> str:
    """Keep the posted form of a person whose session ended; the path that shows it again, or ""."""
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
    return f"{request.path}?draft={draft.token}"


def typed(request) -> QueryDict | None:
    """What to bind a form to: the posted form, the one kept for this person, or nothing."""
    if request.method == "POST":
        return request.POST
    return getattr(request, "kept", None)


def typing_lock(user) -> str:
    """The person and the key with which their browser locks what they are typing, so that nobody else at a shared
    computer reads it: "12:" and 64 figures. Another password makes another key.
    """
    secret = salted_hmac("accounts.drafts.typing", f"{user.pk}:{user.password}", algorithm="sha256")
    return f"{user.pk}:{secret.hexdigest()}"
