"""What a provider's contracts say on ending, disputes, notice and data. Blackpool policy 1, 9, 10; LGiU template T3."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from providers.models import Provider, Service
from risk.models.council_only import CouncilOnly


class ContractQuerySet(CouncilOnly, VersionedQuerySet):
    def current(self, today):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def of(self, service: Service):
        """Those that cover a service: its own, and the provider's for all services."""
        return self.filter(Q(service=service) | Q(service=None, provider=service.provider_id))


@pghistory.track()
class Contract(Versioned):
    """An agreement with one commissioner, or a joint one, and its clauses. Blackpool policy 1, 9, 10."""

    class Commissioner(models.TextChoices):
        COUNCIL = "council", "Council"
        NHS = "nhs", "NHS commissioner (CCG, now ICB)"
        BOTH = "both", "Council and NHS, jointly"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="contracts")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="contracts", null=True, blank=True
    )
    commissioner = models.CharField(max_length=10, choices=Commissioner)
    title = models.CharField("name of the agreement", max_length=300)
    termination_clause = models.CharField("clause on termination", max_length=500, blank=True)
    dispute_clause = models.CharField("clause on disputes and appeals", max_length=500, blank=True)
    notice_clause = models.CharField("clause on notice", max_length=500, blank=True)
    data_clause = models.CharField("clause on transfer of data", max_length=500, blank=True)
    starts_on = models.DateField("starts", null=True, blank=True)
    ends_on = models.DateField("ends", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["commissioner", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="contract_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.get_commissioner_display()}: {self.title}"

    def get_absolute_url(self):
        return self.provider.get_absolute_url()
