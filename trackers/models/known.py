"""What is known of a person beyond the row's own facts: who works with them, capacity, safeguards. SOP 4.1, 4.4.

Kept with the row, so that forms, the table, exports, history and the tracker of a past minute have it too.
"""

from django.db import models

from accounts.models import Organisation


class CareFacts(models.Model):
    """Who works with the person, where they come from, what was assessed. Staffordshire SOP 4.1, 4.4, 11.5, 11.6."""

    funding_arrangements = models.CharField(max_length=400, blank=True)
    # Read out and confirmed at the first meeting. SOP 11.6.
    details_confirmed_on = models.DateField("details confirmed", null=True, blank=True)
    details_confirmed_by = models.CharField("details confirmed by", max_length=150, blank=True)
    # Its social work team works jointly with the council. SOP 4.4.
    case_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="case-managing organisation",
    )
    worker = models.CharField("allocated worker", max_length=150, blank=True)
    worker_phone = models.CharField("telephone number of the worker", max_length=60, blank=True)
    address_before = models.CharField("address before the service", max_length=300, blank=True)
    admitted_on = models.DateField("at the service since", null=True, blank=True)
    gp = models.CharField("GP", max_length=200, blank=True)
    carers_assessed_on = models.DateField("carer's needs assessed", null=True, blank=True)
    finances_assessed_on = models.DateField("finances assessed", null=True, blank=True)

    class Meta:
        abstract = True


class Safeguards(models.Model):
    """Who speaks and decides for somebody who cannot, and deprivation of liberty. SOP 4.4; Coventry plan 6; Blackpool
    policy App 5, 7.
    """

    class Capacity(models.TextChoices):
        UNKNOWN = "unknown", "Not yet assessed"
        HAS = "has", "Has capacity"
        LACKS = "lacks", "Lacks capacity"

    class Advocate(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NOT_NEEDED = "not_needed", "Not needed"
        NEEDED = "needed", "Needed, nobody yet"
        IN_PLACE = "in_place", "In place"

    class Imca(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NOT_NEEDED = "not_needed", "Not needed"
        NEEDED = "needed", "Needed, nobody instructed"
        INSTRUCTED = "instructed", "Instructed"
        IN_PLACE = "in_place", "In place"

    class BestInterests(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NOT_NEEDED = "not_needed", "Not needed"
        NEEDED = "needed", "To be made"
        MADE = "made", "Made"

    class Dols(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NONE = "none", "None in force"
        APPLIED = "applied", "Applied for"
        AUTHORISED = "authorised", "Authorised"

    class DolsNext(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NOT_NEEDED = "not_needed", "Not needed"
        NEEDED = "needed", "Needed, not applied for"
        APPLIED = "applied", "Applied for"
        AUTHORISED = "authorised", "Authorised"

    class Attorney(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NOBODY = "nobody", "Nobody"
        WELFARE = "welfare", "Attorney for health and welfare"
        MONEY = "money", "Attorney for property and money only"
        DEPUTY = "deputy", "Deputy of the Court of Protection"

    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.UNKNOWN)
    capacity_on = models.DateField("capacity assessed", null=True, blank=True)
    capacity_by = models.CharField("capacity assessed by", max_length=150, blank=True)
    involvement_capacity = models.CharField(
        "capacity to ask for others to be involved", max_length=10, choices=Capacity, default=Capacity.UNKNOWN
    )
    advocate = models.CharField(max_length=12, choices=Advocate, default=Advocate.UNKNOWN)
    advocate_name = models.CharField("name of the advocate", max_length=150, blank=True)
    advocate_on = models.DateField("advocate referred or in place", null=True, blank=True)
    imca = models.CharField("IMCA", max_length=12, choices=Imca, default=Imca.UNKNOWN)
    imca_name = models.CharField("name of the IMCA", max_length=150, blank=True)
    imca_on = models.DateField("IMCA instructed", null=True, blank=True)
    best_interests = models.CharField(
        "best-interests decision", max_length=12, choices=BestInterests, default=BestInterests.UNKNOWN
    )
    best_interests_on = models.DateField("best-interests decision made", null=True, blank=True)
    best_interests_by = models.CharField("best-interests decision made by", max_length=150, blank=True)
    best_interests_outcome = models.CharField("what was decided", max_length=1000, blank=True)
    dols = models.CharField("DoLS authorisation here", max_length=12, choices=Dols, default=Dols.UNKNOWN)
    dols_until = models.DateField("DoLS authorised until", null=True, blank=True)
    dols_next = models.CharField(
        "DoLS authorisation at the new place", max_length=12, choices=DolsNext, default=DolsNext.UNKNOWN
    )
    dols_next_on = models.DateField("new DoLS authorisation applied for", null=True, blank=True)
    attorney = models.CharField(
        "attorney or deputy", max_length=12, choices=Attorney, default=Attorney.UNKNOWN
    )
    attorney_name = models.CharField("name of the attorney or deputy", max_length=200, blank=True)

    class Meta:
        abstract = True
