"""Records of judgement that nobody outside the council sees."""

from django.db import models


class CouncilOnly(models.QuerySet):
    def visible_to(self, user):
        """The council's own; partners and providers see none."""
        return self.none() if user.is_partner else self
