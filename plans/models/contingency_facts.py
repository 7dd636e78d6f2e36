"""Facts that a contingency plan rests on and that age: who would step in, who would lead, what was confirmed when."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.legal import APPEND_ONLY
from plans.models.contingency import ContingencyPlan, OfPlanQuerySet
from providers.models import Provider, Service
from risk.models.council_only import CouncilOnly

TARGETS = ("provider", "service", "alternative", "related")  # what a plan can be linked to


class AlternativeQuerySet(CouncilOnly, VersionedQuerySet):
    def current(self):
        return self.filter(ended_on=None)


@pghistory.track()
class Alternative(Versioned):
    """A service or provider that said it would step in, or was commissioned as one of last resort. LGiU template T9.

    `places` is how many people it could take, as it said on `places_on`; `said_on` is when it said that it would.
    """

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="alternatives", null=True, blank=True
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="alternatives", null=True, blank=True
    )
    is_last_resort = models.BooleanField("provider of last resort", default=False)
    capacity = models.CharField("what it could do", max_length=300)
    places = models.PositiveSmallIntegerField("free places", null=True, blank=True)
    places_on = models.DateField("free places as told on", null=True, blank=True)
    contact_name = models.CharField("whom to ring", max_length=150)
    phone = models.CharField("telephone number", max_length=40, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    notes = models.TextField(max_length=2000, blank=True)
    said_on = models.DateField("said so on")
    ended_on = models.DateField("no longer willing since", null=True, blank=True)
    ended_reason = models.CharField("why not", max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AlternativeQuerySet.as_manager()

    class Meta:
        ordering = ["-is_last_resort", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, provider__isnull=False) | Q(service__isnull=False, provider=None),
                name="alternative_is_one_service_or_provider",
            ),
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="alternative_can_be_reached"),
            models.CheckConstraint(
                condition=Q(places=None, places_on=None) | Q(places__isnull=False, places_on__isnull=False),
                name="alternative_places_have_their_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_reason=""), name="alternative_ended_has_reason"
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(ended_on=None), name="alternative_service_once"
            ),
            models.UniqueConstraint(
                fields=["provider"], condition=Q(ended_on=None), name="alternative_provider_once"
            ),
        ]

    def __str__(self):
        return str(self.service or self.provider)

    def get_absolute_url(self):
        return reverse("plans:alternative-change", args=[self.pk])

    @property
    def reached_at(self) -> str:
        """Whom to ring and where, in one line."""
        return ", ".join(part for part in (self.contact_name, self.phone, self.email) if part)


@pghistory.track()
class ProposedLead(Versioned):
    """Who is to hold a role when the plan is carried out; named in the event by whom runs it. LGiU template T5.

    `role` is as the procedure of new events names it.
    """

    plan = models.ForeignKey(ContingencyPlan, on_delete=models.PROTECT, related_name="proposed_leads")
    role = models.CharField(max_length=80)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=150)
    phone = models.CharField("telephone number", max_length=40, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    named_on = models.DateField("named on")
    ended_on = models.DateField(null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "role"], condition=Q(ended_on=None), name="proposed_lead_role_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="proposed_lead_has_name"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(phone="") | ~Q(email=""),
                name="proposed_lead_can_be_reached",
            ),
        ]

    def __str__(self):
        return f"{self.role}: {self.name}"

    def get_absolute_url(self):
        return self.plan.get_absolute_url()


@pghistory.track()
class PlanLink(models.Model):
    """What a plan belongs together with: a provider, a service, an alternative, another plan, or a paper elsewhere.

    LGiU template T9, T14.
    """

    plan = models.ForeignKey(ContingencyPlan, on_delete=models.PROTECT, related_name="links")
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="plan_links", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="plan_links", null=True, blank=True
    )
    alternative = models.ForeignKey(
        Alternative, on_delete=models.PROTECT, related_name="plan_links", null=True, blank=True
    )
    related = models.ForeignKey(
        ContingencyPlan, on_delete=models.PROTECT, related_name="linked_from", null=True, blank=True
    )
    words = models.CharField("paper or guidance elsewhere", max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField("linked on")
    ended_on = models.DateField("no longer linked since", null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False, service=None, alternative=None, related=None, words="")
                | Q(provider=None, service__isnull=False, alternative=None, related=None, words="")
                | Q(provider=None, service=None, alternative__isnull=False, related=None, words="")
                | Q(provider=None, service=None, alternative=None, related__isnull=False, words="")
                | (Q(provider=None, service=None, alternative=None, related=None) & ~Q(words="")),
                name="plan_link_leads_to_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["plan", name], condition=Q(ended_on=None), name=f"plan_link_{name}_once"
                )
                for name in TARGETS
            ),
        ]

    def __str__(self):
        return str(self.target or self.words)

    @property
    def target(self):
        """The record that it leads to; None for words."""
        return next((getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id")), None)


@pghistory.track()
class FactConfirmation(models.Model):
    """Somebody rang or looked: this fact is still so. It counts for every plan that shows the fact. LGiU template T14.

    `fact` is its key, such as "contact:12"; `said` is what it said then.
    """

    fact = models.CharField(max_length=60)
    said = models.CharField("what it said", max_length=1000)
    confirmed_on = models.DateField("confirmed")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CouncilOnly.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = APPEND_ONLY
        indexes = [models.Index(fields=["fact", "-confirmed_on"], name="fact_confirmed_last")]

    def __str__(self):
        return self.said
