"""What the legal basis of an event rests on, the answers, and what people decided instead. SOP 2.1, 4, 5, 6.

The abstract ones hold for an event here and for one person in trackers.models.legal.
"""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.event import FailureEvent

YES, NO = "yes", "no"
APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class CouncilQuerySet(VersionedQuerySet):
    """Rows under an event that only the host council reads."""

    def visible_to(self, user):
        """Those of the person's own council's events; none for partners."""
        if user.is_partner:
            return self.none()
        events = FailureEvent.objects.visible_event_ids(user)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)


class AbstractFact(Versioned):
    """One fact that the rules ask about, as a person recorded it. SOP 2.1, 4.5.

    `value` is yes, no, one of the procedure's words, or empty where it is not known any more. A word that stands in
    for the provider's own has a reason and an approver; so has a main cause chosen among several.
    """

    name = models.CharField("fact", max_length=60, editable=False)
    value = models.CharField("answer", max_length=60, blank=True)
    since = models.DateField("since when", null=True, blank=True)
    told_by = models.CharField("who said so", max_length=200, blank=True)
    substitute = models.CharField("whose word stands in", max_length=200, blank=True)
    also = ArrayField(models.CharField(max_length=60), verbose_name="also present", default=list, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    approved_by = models.CharField("approved by", max_length=200, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name.replace("_", " ").capitalize()

    @property
    def known(self) -> bool | str | None:
        """The value as the rules read it; None where it is not known."""
        return {YES: True, NO: False, "": None}.get(self.value, self.value)


class AbstractEvaluation(models.Model):
    """An answer that was worked out, with the facts it rests on. Never changed and never deleted. SOP 4.5, 6.0.

    `duty` and `power` are what counts, with what people decided otherwise; `computed_duty` and `computed_power` what
    the rules say. `answer` holds the lines: needs, outcomes, rules, sections, what is missing, what would change it.
    """

    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    duty = models.CharField(max_length=60)
    power = models.CharField(max_length=60)
    computed_duty = models.CharField(max_length=60)
    computed_power = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.duty}, {self.power}"


class AbstractOverride(models.Model):
    """A person decided otherwise than the rules say, with a reason and an approver. Both stay on record. SOP 4.5."""

    class Dimension(models.TextChoices):
        DUTY = "temporary_duty", "Temporary duty"
        POWER = "discretionary_power", "Section 19 power"

    dimension = models.CharField("about", max_length=60, choices=Dimension)
    value = models.CharField("decided", max_length=60)
    computed = models.CharField("the rules say", max_length=60)
    reason = models.TextField(max_length=2000)
    approved_by = models.CharField("approved by", max_length=200)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField("taken back", null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.get_dimension_display()} decided otherwise"


@pghistory.track()
class LegalFact(AbstractFact):
    """A fact of the whole event. SOP 2.1, 4.5."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="legal_facts")

    class Meta:
        permissions = [
            ("view_legal", "May read the legal basis of an event and of its people"),
            ("change_legal", "May record what the legal basis of an event rests on, and decide otherwise"),
        ]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="legal_fact_once")]


class LegalEvaluation(AbstractEvaluation):
    """The answer for an event as a whole."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="legal_evaluations")

    class Meta:
        triggers = APPEND_ONLY
        indexes = [models.Index(fields=["event", "-id"], name="legal_evaluation_newest")]


@pghistory.track()
class LegalOverride(AbstractOverride):
    """What a person decided about an event, and so about everybody in it for whom the rules say the same."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="legal_overrides")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "dimension"], condition=Q(ended_at=None), name="legal_override_once"
            )
        ]


@pghistory.track()
class PowerUse(Versioned):
    """The section 19 power: the risk assessment on urgency that comes first, and the use of the power. SOP 6.0.

    For everybody in the event, or only for the people linked to it in trackers.PersonPower.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="power_uses")
    for_everybody = models.BooleanField("for everybody in the event", default=True)
    assessed_on = models.DateField("risk assessment completed")
    assessor = models.CharField("who assessed", max_length=200)
    urgent = models.BooleanField("the needs are urgent")
    summary = models.TextField("what the risk assessment found", max_length=4000)
    rationale = models.TextField("why the power is used", max_length=4000, blank=True)
    decided_by = models.CharField("decided by", max_length=200, blank=True)
    started_on = models.DateField("power used from", null=True, blank=True)
    ended_on = models.DateField("power used until", null=True, blank=True)
    end_reason = models.TextField("why it ended", max_length=2000, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | (Q(urgent=True) & ~Q(rationale="") & ~Q(decided_by="")),
                name="power_needs_urgency_and_rationale",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(started_on__gte=F("assessed_on")),
                name="power_after_assessment",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | (Q(ended_on__gte=F("started_on")) & ~Q(end_reason="")),
                name="power_ends_after_start",
            ),
        ]

    def __str__(self):
        return "Section 19 power" if self.started_on else "Risk assessment on urgency"


@pghistory.track()
class Dispute(Versioned):
    """Authorities disagree over responsibility or cost. Tracked alongside: it never holds up the care. SOP 5.0."""

    class About(models.TextChoices):
        RESIDENCE = "residence", "Ordinary residence"
        RESPONSIBILITY = "responsibility", "Who is responsible"
        COST = "cost", "Who bears the cost"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="disputes")
    about = models.CharField(max_length=20, choices=About)
    parties = models.CharField("between whom", max_length=500)
    opened_on = models.DateField("since when")
    details = models.TextField(max_length=4000, blank=True)
    referred_on = models.DateField("referred to the Secretary of State", null=True, blank=True)
    resolved_on = models.DateField("resolved", null=True, blank=True)
    outcome = models.TextField(max_length=4000, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_on=None) | ~Q(outcome=""), name="dispute_resolved_has_outcome"
            ),
            models.CheckConstraint(
                condition=(Q(referred_on=None) | Q(referred_on__gte=F("opened_on")))
                & (Q(resolved_on=None) | Q(resolved_on__gte=F("opened_on"))),
                name="dispute_days_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.get_about_display()}: {self.parties}"

    @property
    def is_open(self) -> bool:
        return self.resolved_on is None
