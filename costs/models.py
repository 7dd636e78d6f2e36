"""What a failure cost, who bears it, what people are charged, what is claimed. Staffordshire SOP 4.6, 4.7; LGiU T13.

Money is in pounds and pence. A cost is what was bought; its parts say who bears which days of it, and add up to it.
"""

from decimal import Decimal

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Round
from django.urls import reverse

from accounts.models import Organisation, User
from accounts.versions import Versioned
from events.models import FailureEvent
from events.models.legal import CouncilQuerySet
from events.models.taken_back import MayBeTakenBack, Standing

NOTHING = Decimal("0.00")


class Bearer(models.TextChoices):
    """Who bears a cost. SOP 4.6, 4.7; LGiU T13."""

    THIS_COUNCIL = "this_council", "This council"
    OTHER_ENGLISH_COUNCIL = "other_english_council", "Another English council"
    WALES = "wales", "Welsh authority"
    SCOTLAND = "scotland", "Scottish authority"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland trust"
    ICB = "icb", "Integrated care board"
    PROVIDER = "provider", "The provider"
    SELF_FUNDER = "self_funder", "Self-funder"
    NOT_KNOWN = "not_known", "Not known yet"


AUTHORITIES = (Bearer.OTHER_ENGLISH_COUNCIL, Bearer.WALES, Bearer.SCOTLAND, Bearer.NORTHERN_IRELAND)
BODIES = (*AUTHORITIES, Bearer.ICB)  # a claim names which one
CLAIMED_FROM = (*BODIES, Bearer.PROVIDER, Bearer.SELF_FUNDER)


def pounds(name: str, **options) -> models.DecimalField:
    return models.DecimalField(name, max_digits=12, decimal_places=2, **options)


class UnderEvent(models.Model):
    """Stands under an event, and under one person's row where it is about one person."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="%(class)ss")
    entry = models.ForeignKey(
        "trackers.TrackerEntry", on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )

    class Meta:
        abstract = True


@pghistory.track(exclude=["evaluation"])
class Cost(UnderEvent, MayBeTakenBack, Versioned):
    """What one person's care, or staff at the service for nobody in particular, actually cost. SOP 4.6; LGiU T13.

    First and last day both count; a night is that of the day on which it begins. `total` is quantity times rate where
    there is a rate. `bearer` is empty where the rules say who bears it, else somebody decided, with a reason.
    """

    class Kind(models.TextChoices):
        NIGHTS = "nights", "Nights"
        CARE = "care", "Hours of care"
        TRANSPORT = "transport", "Transport"
        STAFFING = "staffing", "Staffing"
        EQUIPMENT = "equipment", "Equipment"
        ADVICE = "advice", "Information and advice"
        OTHER = "other", "Other"

    kind = models.CharField("what for", max_length=20, choices=Kind)
    first_on = models.DateField("first day")
    last_on = models.DateField("last day")
    quantity = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    rate = pounds("rate", null=True, blank=True)
    total = pounds("total")
    supplier = models.CharField("supplier", max_length=200, blank=True)
    notes = models.TextField("notes", max_length=2000, blank=True)
    both_reason = models.CharField("why two places were paid for", max_length=500, blank=True)
    bearer = models.CharField("who bears it, decided", max_length=30, choices=Bearer, blank=True)
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="body"
    )
    bearer_reason = models.CharField("why that body bears it", max_length=500, blank=True)
    # The legal answer that counted when the cost was recorded.
    evaluation = models.ForeignKey(
        "trackers.PersonEvaluation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(CouncilQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["first_on", "pk"]
        permissions = [
            ("view_costs", "May see costs, charges and claims"),
            ("change_costs", "May record costs, charges and claims"),
        ]
        constraints = [
            *MayBeTakenBack.Meta.constraints,
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="cost_days_in_order"),
            models.CheckConstraint(
                condition=Q(total__gte=0)
                & (Q(quantity=None) | Q(quantity__gt=0))
                & (Q(rate=None) | Q(rate__gte=0)),
                name="cost_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(rate=None)
                | Q(quantity__isnull=False, total=Round(F("quantity") * F("rate"), precision=2)),
                name="cost_is_quantity_times_rate",
            ),
            models.CheckConstraint(
                condition=Q(bearer="", body=None) | ~Q(bearer="") & ~Q(bearer_reason=""),
                name="cost_borne_otherwise_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "entry", "first_on"], name="cost_of_event"),
            models.Index(fields=["entry", "first_on"], name="cost_of_person"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, £{self.total:,.2f}"

    def get_absolute_url(self):
        return reverse("costs:cost-detail", args=[self.event.reference, self.pk])


class CostPart(UnderEvent):
    """Which body bears which days of a cost, and why: worked out when the cost was recorded. SOP 4.6; Coventry 4, 7.

    The parts of a cost add up to it to the penny. Working out again ends them and makes new ones. `claim` is the live
    claim that it is in; a part is in one at most.
    """

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="parts")
    first_on = models.DateField()
    last_on = models.DateField()
    amount = pounds("amount")
    percent = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    bearer = models.CharField(max_length=30, choices=Bearer)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    certainty = models.CharField(max_length=20)
    why = models.CharField(max_length=700)
    section = models.CharField(max_length=100, blank=True)
    claim = models.ForeignKey(
        "costs.Claim", on_delete=models.PROTECT, related_name="parts", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on"), amount__gt=0, percent__gt=0, percent__lte=100),
                name="cost_part_is_something",
            ),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(ended_at=None), name="cost_part_claimed_stands"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "bearer"], condition=Q(ended_at=None), name="cost_part_live")
        ]

    def __str__(self):
        return f"{self.get_bearer_display()}, £{self.amount:,.2f}"

    @property
    def who(self) -> str:
        return self.body.name if self.body else self.get_bearer_display()


@pghistory.track()
class CostSplit(UnderEvent, MayBeTakenBack):
    """How the cost of one person is shared between payers over some days, as they agreed. Coventry 4, 7.

    In percent, which add up to 100. One payer at 100 percent says from which day another body bears the cost.
    """

    first_on = models.DateField("first day")
    last_on = models.DateField("last day", null=True, blank=True)
    council_percent = models.DecimalField("this council, percent", max_digits=5, decimal_places=2, default=0)
    icb_percent = models.DecimalField(
        "integrated care board, percent", max_digits=5, decimal_places=2, default=0
    )
    authority_percent = models.DecimalField(
        "other authority, percent", max_digits=5, decimal_places=2, default=0
    )
    person_percent = models.DecimalField("self-funder, percent", max_digits=5, decimal_places=2, default=0)
    icb = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="integrated care board",
    )  # fmt: skip
    authority = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="other authority",
    )  # fmt: skip
    authority_is = models.CharField("where the other authority is", max_length=30, choices=Bearer, blank=True)
    agreed_with = models.CharField("agreed with", max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(CouncilQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["first_on", "pk"]
        verbose_name = "shares of the cost"
        constraints = [
            *MayBeTakenBack.Meta.constraints,
            models.CheckConstraint(
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")), name="cost_shares_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(
                    council_percent__gte=0, icb_percent__gte=0, authority_percent__gte=0, person_percent__gte=0,
                    council_percent=100 - F("icb_percent") - F("authority_percent") - F("person_percent"),
                ),
                name="cost_shares_add_up_to_100",
            ),
            models.CheckConstraint(
                condition=Q(authority_percent=0, authority_is="")
                | Q(authority_percent__gt=0, authority_is__in=AUTHORITIES),
                name="cost_shares_say_where",
            ),
        ]  # fmt: skip

    def __str__(self):
        return "Shares of the cost"


@pghistory.track()
class Charge(UnderEvent, MayBeTakenBack, Versioned):
    """What a person is charged for a period: never more than it actually cost; advice is free. SOP 4.6."""

    first_on = models.DateField("first day")
    last_on = models.DateField("last day")
    amount = pounds("charge")
    basis = models.CharField("how it was worked out", max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(CouncilQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["first_on", "pk"]
        constraints = [
            *MayBeTakenBack.Meta.constraints,
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on"), amount__gte=0), name="charge_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"Charge of £{self.amount:,.2f}"


@pghistory.track()
class Claim(UnderEvent, Versioned):
    """What one body is asked to pay: the parts of costs that it bears. SOP 4.6, 4.7; LGiU T13.

    `entry` only for a self-funder. A claim on an integrated care board begins "to be agreed" and is sent once an
    agreement is recorded: LGiU T13 only asks whether that is possible.
    """

    class State(models.TextChoices):
        TO_BE_AGREED = "to_be_agreed", "To be agreed"
        AGREED = "agreed", "Agreed"
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        PAID = "paid", "Paid"
        DISPUTED = "disputed", "In dispute"
        WITHDRAWN = "withdrawn", "Withdrawn"

    number = models.PositiveIntegerField(editable=False)
    bearer = models.CharField("claimed from", max_length=30, choices=Bearer)
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="body"
    )
    body_name = models.CharField("name of the body", max_length=200)
    state = models.CharField(max_length=20, choices=State)
    reference = models.CharField("their reference", max_length=120, blank=True)
    notes = models.TextField("notes", max_length=2000, blank=True)
    agreed_on = models.DateField("agreed", null=True, blank=True)
    agreed_with = models.CharField("agreed with", max_length=300, blank=True)
    sent_on = models.DateField("sent", null=True, blank=True)
    sent_to = models.CharField("sent to", max_length=300, blank=True)
    paid_on = models.DateField("paid", null=True, blank=True)
    paid_amount = pounds("amount paid", null=True, blank=True, validators=[MinValueValidator(NOTHING)])
    disputed_on = models.DateField("in dispute since", null=True, blank=True)
    withdrawn_on = models.DateField("withdrawn", null=True, blank=True)
    why = models.CharField("why", max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="claim_number_once"),
            models.CheckConstraint(condition=Q(bearer__in=CLAIMED_FROM), name="claim_from_somebody"),
            models.CheckConstraint(
                condition=~Q(bearer="icb")
                | Q(state__in=["to_be_agreed", "withdrawn"])
                | Q(agreed_on__isnull=False),
                name="claim_on_icb_is_agreed_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "paid", "disputed"]) | Q(sent_on__isnull=False),
                name="claim_sent_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False, paid_amount__isnull=False),
                name="claim_paid_has_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["disputed", "withdrawn"]) | ~Q(why=""), name="claim_stopped_says_why"
            ),
        ]

    def __str__(self):
        return f"Claim {self.number}, {self.body_name}"

    def get_absolute_url(self):
        return reverse("costs:claim-detail", args=[self.event.reference, self.pk])


class ClaimLine(models.Model):
    """A part of a cost as it stood in a claim; it stays when the claim is withdrawn. Never changed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    part = models.ForeignKey(CostPart, on_delete=models.PROTECT, related_name="lines")
    amount = pounds("amount")

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.UniqueConstraint(fields=["claim", "part"], name="part_once_in_claim")]

    def __str__(self):
        return f"£{self.amount:,.2f}"
