"""The joint risk assessment: sampled people, gradings by domain, what was concluded. Blackpool policy 6, App 2."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import Procedure
from providers.models import Service
from risk.models.initial import InitialAssessment


class RiskAssessmentQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """The council has all; a partner those that it was asked into, while it is asked."""
        if not user.is_partner:
            return self
        asked = Contributor.objects.current().filter(assessment=OuterRef("pk"), user=user)
        return self.filter(Exists(asked))

    def read_whole_by(self, user):
        """Those whose conclusions a person reads too: the council all, a partner those shared with it whole."""
        if not user.is_partner:
            return self
        whole = Contributor.objects.current().filter(assessment=OuterRef("pk"), user=user, reads_all=True)
        return self.filter(Exists(whole))

    def open(self):
        return self.filter(signed_at=None)

    def signed(self):
        return self.filter(signed_at__isnull=False)

    def in_force(self):
        """Of each service the assessment that was signed last."""
        newest = (
            RiskAssessment.objects.signed().filter(service=OuterRef("service")).order_by("-signed_at", "-pk")
        )
        return self.filter(pk=models.Subquery(newest.values("pk")[:1]))


@pghistory.track(exclude=["content"])
class RiskAssessment(Versioned):
    """One version of the joint risk assessment of a service. Blackpool policy App 2 Steps 1 to 4.

    Signing locks it: `content` keeps all that it said, in the words of then. A later change is a new version with
    `replaces` and a higher `number`. Levels are bands of the procedure's matrix: `inherent` is the band of the highest
    cell, `level` what a person settled on with what mitigates weighed in, `target` where it is to be by a day.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="risk_assessments")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    initial_assessment = models.ForeignKey(
        InitialAssessment, on_delete=models.PROTECT, related_name="risk_assessments", null=True, blank=True
    )
    number = models.PositiveSmallIntegerField("version of the assessment", default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    why_again = models.TextField("why it is made again", max_length=2000, blank=True)
    started_on = models.DateField("started")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    people_views = models.TextField("views of service users and carers", max_length=4000, blank=True)
    level = models.CharField("overall level of risk", max_length=40, blank=True)
    level_reason = models.TextField("reason for the level", max_length=2000, blank=True)
    category = models.CharField("poor performance category", max_length=100, blank=True)
    actions = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    remedy = models.TextField("what will be done", max_length=4000, blank=True)
    target = models.CharField("level to be reached", max_length=40, blank=True)
    target_on = models.DateField("level to be reached by", null=True, blank=True)
    inherent = models.CharField("highest level before mitigation", max_length=40, blank=True)
    highest_score = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_impact = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    completed_by = models.CharField("form completed by", max_length=150, blank=True)
    designation = models.CharField(max_length=150, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    phone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    feedback_at = models.DateTimeField("feedback given to the provider", null=True, blank=True)
    feedback_how = models.CharField("method of feedback", max_length=200, blank=True)
    signature = models.CharField(max_length=150, blank=True)
    signed_on = models.DateField("date of signature", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    content = models.JSONField(default=dict, blank=True, editable=False)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        permissions = [
            ("fill_riskassessment", "May fill in rows of the own party"),
            ("answer_riskassessment", "May be asked into an assessment from outside the council"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | (Q(signed_at__isnull=False, signed_by__isnull=False, signed_on__isnull=False)
                   & ~Q(level="") & ~Q(signature="")),
                name="risk_assessment_signed_in_full",
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(signed_at=None), name="risk_assessment_one_open_per_service"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["service", "-signed_at"], name="risk_assessment_of_service")]

    def __str__(self):
        return f"Risk assessment of {self.service}, version {self.number}"

    def get_absolute_url(self):
        return reverse("risk:assessment-detail", args=[self.pk])

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


class ContributorQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user) if user.is_partner else self

    def current(self):
        return self.filter(ended_at=None)


@pghistory.track()
class Contributor(models.Model):
    """Somebody who was asked into one assessment, for which parties, and whether they may read all of it.
    Blackpool policy App 2, column "Responsibilities for populating the Tool".
    """

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="contributors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    parties = ArrayField(models.CharField(max_length=100))
    reads_all = models.BooleanField("may read every row", default=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=Q(ended_at=None), name="contributor_asked_once"
            ),
            models.CheckConstraint(condition=~Q(parties=[]), name="contributor_has_a_party"),
        ]

    def __str__(self):
        return f"{self.user}, {', '.join(self.parties)}"


class UnderAssessmentQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """What stands under the assessments that the person may open."""
        if not user.is_partner:
            return self
        return self.filter(assessment__in=RiskAssessment.objects.visible_to(user))


@pghistory.track()
class SampledPerson(models.Model):
    """Somebody of the sample group, by initials or a reference and never by name. Blackpool policy App 2 Step 1."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="people")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField("initials or reference", max_length=20)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = UnderAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="sampled_person_number_once"),
            models.UniqueConstraint(fields=["assessment", "reference"], name="sampled_person_once"),
        ]

    def __str__(self):
        return f"Person {self.number}, {self.reference}"


class GradingQuerySet(UnderAssessmentQuerySet):
    def visible_to(self, user):
        """A partner has the rows of its parties, and all of them where the assessment was shared with it whole."""
        rows = super().visible_to(user)
        if not user.is_partner:
            return rows
        asked = Contributor.objects.current().filter(user=user, assessment=OuterRef("assessment"))
        theirs = asked.filter(Q(reads_all=True) | Q(parties__overlap=OuterRef("parties")))
        return rows.filter(Exists(theirs))


@pghistory.track()
class Grading(Versioned):
    """One domain of one sampled person: columns A to G of the tool. Blackpool policy App 2 Steps 1 and 2.

    A row without an issue has no grading. Scores and bands are read from the matrix when the row is saved.
    """

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="gradings")
    person = models.ForeignKey(SampledPerson, on_delete=models.CASCADE, related_name="gradings")
    order = models.PositiveSmallIntegerField()
    domain = models.CharField(max_length=40)
    domain_number = models.CharField(max_length=10)
    domain_label = models.CharField("domain", max_length=300)
    parties = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    issue = models.TextField("care issues identified", max_length=4000, blank=True)
    impact = models.PositiveSmallIntegerField("impact on the person", null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField("likelihood for the person", null=True, blank=True)
    score = models.PositiveSmallIntegerField("grading for the person", null=True, blank=True)
    band = models.CharField(max_length=40, blank=True)
    others_impact = models.PositiveSmallIntegerField("impact on others", null=True, blank=True)
    others_likelihood = models.PositiveSmallIntegerField("likelihood for others", null=True, blank=True)
    others_score = models.PositiveSmallIntegerField("grading for others", null=True, blank=True)
    others_band = models.CharField(max_length=40, blank=True)
    immediate_action = models.TextField(max_length=2000, blank=True)
    asks_action = models.BooleanField("asks for an immediate action", default=False)
    agreed_with = models.CharField("filled in for another party, as agreed with", max_length=200, blank=True)
    filled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True)

    objects = GradingQuerySet.as_manager()

    class Meta:
        ordering = ["person__number", "order"]
        constraints = [
            models.UniqueConstraint(fields=["person", "domain"], name="grading_domain_once"),
            models.CheckConstraint(
                condition=~Q(issue="") | Q(score=None, others_score=None, immediate_action=""),
                name="grading_needs_an_issue",
            ),
            models.CheckConstraint(
                condition=Q(impact=None, likelihood=None, score=None, band="")
                | (Q(impact__isnull=False, likelihood__isnull=False, score__isnull=False) & ~Q(band="")),
                name="grading_of_person_whole",
            ),
            models.CheckConstraint(
                condition=Q(others_impact=None, others_likelihood=None, others_score=None, others_band="")
                | (Q(others_impact__isnull=False, others_likelihood__isnull=False, others_score__isnull=False)
                   & ~Q(others_band="")),
                name="grading_of_others_whole",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["assessment", "order"], name="grading_of_assessment")]

    def __str__(self):
        return f"Row {self.domain_number}, {self.domain_label}"


@pghistory.track()
class MitigatingFactor(Versioned):
    """Something that may lower the risk, with a comment; as many as there are. Blackpool policy App 2 Step 3."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="factors")
    factor = models.CharField("mitigating factor", max_length=300)
    comment = models.TextField(max_length=2000, blank=True)
    withdrawn = models.BooleanField(default=False)

    objects = UnderAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.factor
