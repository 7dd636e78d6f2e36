"""Lists that people make for themselves: a filter, an order and columns of the tracker, under a name."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from accounts.models import Organisation, User


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those that colleagues of the same organisation share."""
        return self.filter(Q(owner=user) | Q(organisation_id=user.organisation_id, is_shared=True))


@pghistory.track()
class SavedView(models.Model):
    """How somebody looks at every tracker: whom, in which order, with which columns. It holds an address, nobody's
    data; what the reader may not see drops out when it is opened. Staffordshire SOP 11.5.
    """

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1500, blank=True)  # the address after the question mark
    is_shared = models.BooleanField("colleagues see it too", default=False)
    saved_at = models.DateTimeField(db_default=Now())

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="saved_view_name_once")]

    def __str__(self):
        return self.name


class DefaultView(models.Model):
    """The list with which a tracker opens for one person."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return str(self.view)
