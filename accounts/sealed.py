"""Small secrets that the database keeps and people read again, such as a pass-phrase: locked with a key that follows
from the service's SECRET_KEY. Whoever has only the database, or a copy of it, has nothing.
"""

import base64
from itertools import chain

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(purpose: str, text: str) -> str:
    """The text, locked. `purpose` makes a key of its own, so that one kind of secret never opens as another."""
    return _locks(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """The text again; None where it was locked with a SECRET_KEY that is no longer known here."""
    try:
        return _locks(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def sealed_afresh(purpose: str, sealed: str) -> str:
    """The same under the present SECRET_KEY; as it was where that opens it already, or where no key does."""
    try:
        _lock(purpose, settings.SECRET_KEY).decrypt(sealed.encode())
    except InvalidToken:
        text = unseal(purpose, sealed)
        return sealed if text is None else seal(purpose, text)
    return sealed


def _locks(purpose: str) -> MultiFernet:
    """The present key first; older ones, of SECRET_KEY_FALLBACKS, only open."""
    secrets = chain([settings.SECRET_KEY], settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_lock(purpose, secret) for secret in secrets])


def _lock(purpose: str, secret: str) -> Fernet:
    key = salted_hmac(f"accounts.sealed.{purpose}", "", secret, algorithm="sha256")
    return Fernet(base64.urlsafe_b64encode(key.digest()))
