"""The route of escalation: who is told of a failure, one after the other, until somebody answers."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Notification, Organisation, User
from events.models.event import FailureEvent


class Method(models.TextChoices):
    """How a person on the route is told."""

    MESSAGE = "message", "E-mail and a message here"
    PHONE = "phone", "Telephone, besides the e-mail"


class RouteStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The route of the user's own council; partner staff see none."""
        return self.none() if user.is_partner else self.filter(council_id=user.organisation_id)


@pghistory.track()
class RouteStep(models.Model):
    """One step of a council's route of escalation: one of a lead, everybody of a role here, or a named person.

    Staffordshire SOP 11.0 (route): the diagram is lost, so each council sets its own.
    """

    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="route_steps")
    order = models.PositiveSmallIntegerField()
    lead_role = models.CharField(max_length=80, blank=True)  # as the procedure names it
    account_role = models.CharField(max_length=30, choices=User.Role, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes to wait for an answer")
    method = models.CharField(max_length=10, choices=Method, default=Method.MESSAGE)

    objects = RouteStepQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "order"], name="route_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=(~Q(lead_role="") & Q(account_role="", user__isnull=True))
                | (~Q(account_role="") & Q(lead_role="", user__isnull=True))
                | Q(lead_role="", account_role="", user__isnull=False),
                name="route_step_names_one",
            ),
        ]

    def __str__(self):
        return f"Step {self.order}: {self.who}"

    @property
    def who(self) -> str:
        return self.lead_role or (self.user.name if self.user else self.get_account_role_display())


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Escalations of the events the user may open; a partner sees none."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))

    def waiting(self):
        return self.filter(state=Escalation.State.WAITING)


@pghistory.track()
class Escalation(models.Model):
    """One run along the route, from invoking to the first answer. The row is the job: the clock claims it when
    `next_at` has come. Staffordshire SOP 11.0 (route).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        UNANSWERED = "unanswered", "Nobody has answered"
        STOPPED = "stopped", "Stopped"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="escalations")
    # The route as it was when this began: [{who, lead_role, account_role, user, minutes, method}]
    route = models.JSONField(editable=False)
    position = models.PositiveSmallIntegerField("step reached", default=0)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    next_at = models.DateTimeField("next step at", null=True, blank=True)
    started_at = models.DateTimeField(db_default=Now())
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="waiting"), name="escalation_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False, ended_at__isnull=True)
                | (~Q(state="waiting") & Q(next_at__isnull=True, ended_at__isnull=False)),
                name="escalation_waiting_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="escalation_queue"),
        ]

    def __str__(self):
        return f"Route of escalation, {self.get_state_display().lower()}"


class TellingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the escalations they belong to."""
        return self.filter(escalation__in=Escalation.objects.visible_to(user))

    def unanswered(self):
        """What a person was told and has not acknowledged, while someone is still waited for."""
        asked = [Escalation.State.WAITING, Escalation.State.UNANSWERED]
        return self.filter(acknowledged_at=None, escalation__state__in=asked)


@pghistory.track()
class Telling(models.Model):
    """Somebody on the route was told, when and how, and when that person answered. Staffordshire SOP 11.0 (route)."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="tellings")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="tellings")
    step = models.PositiveSmallIntegerField()
    who = models.CharField("on the route as", max_length=150)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tellings")
    method = models.CharField(max_length=10, choices=Method)
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(db_default=Now())
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    phoned_at = models.DateTimeField(null=True, blank=True)
    phoned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        ordering = ["step", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["escalation", "user"], name="told_once_in_escalation"),
            models.CheckConstraint(
                condition=Q(phoned_at__isnull=True, phoned_by__isnull=True)
                | Q(phoned_at__isnull=False, phoned_by__isnull=False),
                name="telling_phoned_pair",
            ),
        ]

    def __str__(self):
        return f"{self.user}, step {self.step}"
