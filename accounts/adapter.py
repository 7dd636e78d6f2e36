"""How allauth behaves here: no sign-up, and every sign-in is recorded."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from accounts.audit import record_access
from accounts.models import AccessEntry


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
        record_access(by=user, kind=AccessEntry.Kind.SIGN_IN, subject="Signed in")
        return super().post_login(request, user, **kwargs)

    def get_reset_password_from_key_url(self, key):
        """A link of the configured host: the request's could be anybody's."""
        return settings.SERVICE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def add_message(self, *args, **kwargs):
        """Signing in and out need no banner."""
