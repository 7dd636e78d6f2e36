"""Contingency plans: what the council thought through before anybody failed. LGiU template T1 to T14."""

import pghistory
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import Procedure
from events.models.legal import APPEND_ONLY
from providers.models import Provider, Service
from risk.models.council_only import CouncilOnly


class ContingencyPlanQuerySet(CouncilOnly, VersionedQuerySet):
    def published(self):
        """Those that are in force; a new draft may be open beside what is published."""
        return self.filter(status=ContingencyPlan.Status.PUBLISHED)

    def standing(self):
        """Drafts and published ones."""
        return self.exclude(status=ContingencyPlan.Status.WITHDRAWN)

    def to_review(self, today):
        """Published more than a year ago, and not looked at since. LGiU template T14; Staffordshire SOP 8.0."""
        return self.published().filter(review_on__lt=today)

    def with_counts(self):
        """Each with how many sections it has, how many are finished and how many have no word."""
        return self.annotate(
            section_count=Count("sections"),
            done_count=Count("sections", filter=Q(sections__is_done=True)),
            empty_count=Count("sections", filter=Q(sections__text="")),
        )


@pghistory.track()
class ContingencyPlan(Versioned):
    """A council's plan for the failure of one service, of one provider, or of any in its area. LGiU template T1 to T14.

    `procedure` is the version of the template that it began with. While `draft_since` is set its sections can be
    changed; what was published stands beside it unchanged. `review_on` is one year after publishing or the last review.
    """

    class Scope(models.TextChoices):
        MARKET = "market", "The whole council area"
        PROVIDER = "provider", "One provider"
        SERVICE = "service", "One service"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    title = models.CharField(max_length=200)
    scope = models.CharField("what it is for", max_length=10, choices=Scope)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="contingency_plans", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="contingency_plans", null=True, blank=True
    )
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contingency_plans")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    draft_since = models.DateTimeField("draft open since", null=True, blank=True)
    review_on = models.DateField("date of the review", null=True, blank=True)
    reviewed_on = models.DateField("last reviewed without a change", null=True, blank=True)
    review_note = models.TextField("what the review came to", max_length=2000, blank=True)
    withdrawn_on = models.DateField("withdrawn", null=True, blank=True)
    withdrawn_reason = models.TextField("why it was withdrawn", max_length=2000, blank=True)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ContingencyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="market", provider=None, service=None)
                | Q(scope="provider", provider__isnull=False, service=None)
                | Q(scope="service", provider=None, service__isnull=False),
                name="contingency_plan_is_about_its_scope",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="contingency_plan_has_title"),
            models.CheckConstraint(
                condition=Q(status="draft", draft_since__isnull=False, review_on=None)
                | Q(status="published", review_on__isnull=False)
                | Q(status="withdrawn", draft_since=None),
                name="contingency_plan_state_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_on=None, withdrawn_reason=""),
                name="contingency_plan_withdrawn_has_reason",
            ),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(service__isnull=False) & ~Q(status="withdrawn"),
                name="contingency_plan_once_per_service",
            ),
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(provider__isnull=False) & ~Q(status="withdrawn"),
                name="contingency_plan_once_per_provider",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:contingency-detail", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def is_draft_open(self) -> bool:
        return self.draft_since is not None

    @property
    def is_revised(self) -> bool:
        """Whether a new draft is open beside what is published."""
        return self.status == self.Status.PUBLISHED and self.is_draft_open

    @property
    def about(self) -> str:
        """The provider or service that it is for, or the whole area."""
        return str(self.service or self.provider or self.get_scope_display())

    @property
    def own_provider(self) -> Provider | None:
        """The provider it is about, also where it is about one of its services."""
        return self.service.provider if self.service else self.provider


class OfPlanQuerySet(VersionedQuerySet):
    """What stands under a plan is there for whom the plan is there."""

    def visible_to(self, user):
        return self.none() if user.is_partner else self


@pghistory.track()
class PlanSection(Versioned):
    """One section of a plan: what the council wrote under a heading of the template. LGiU template T1 to T14.

    `code` and `title` are the template's as they were when the plan began.
    """

    plan = models.ForeignKey(ContingencyPlan, on_delete=models.PROTECT, related_name="sections")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    text = models.TextField(max_length=20_000, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_done = models.BooleanField("finished", default=False)
    checked_on = models.DateField("last checked", null=True, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="plan_section_once"),
            models.UniqueConstraint(fields=["plan", "order"], name="plan_section_order_once"),
            models.CheckConstraint(
                condition=Q(is_done=False) | ~Q(text=""), name="plan_section_done_has_text"
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by=None)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="plan_section_checked_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"section-{self.order}"

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return "Finished" if self.is_done else "Begun" if self.text else "Empty"


@pghistory.track()
class PlanVersion(models.Model):
    """A plan as it was published, with the facts as they stood. Nobody can change it. LGiU template T14; A23.

    `content`: see plans.operations.contingency_content.
    """

    plan = models.ForeignKey(ContingencyPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.CharField("version", max_length=40)
    note = models.TextField("what is new in it", max_length=2000, blank=True)
    content = models.JSONField()
    review_on = models.DateField("date of the review")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField("published")
    published_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        triggers = APPEND_ONLY
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(fields=["plan", "words"], name="plan_version_words_once"),
            models.CheckConstraint(condition=~Q(words=""), name="plan_version_is_named"),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("published_on")), name="plan_version_is_reviewed_later"
            ),
        ]

    def __str__(self):
        return f"Version {self.words}"

    def get_absolute_url(self):
        return reverse("plans:version-detail", args=[self.plan_id, self.number])
