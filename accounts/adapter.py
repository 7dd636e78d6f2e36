"""How allauth behaves here: no sign-up, and every sign-in is recorded."""

from allauth.account.adapter import DefaultAccountAdapter

from accounts.audit import record_access
from accounts.models import AccessEntry


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
        record_access(by=user, kind=AccessEntry.Kind.SIGN_IN, subject="Signed in")
        return super().post_login(request, user, **kwargs)

    def add_message(self, *args, **kwargs):
        """Signing in and out need no banner."""
