"""The one generic checklist: the procedure's stages and the phases of every plan are sections with items to be
done.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.event import FailureEvent
from events.models.procedure import Procedure
from govuk.words import shortened


@pghistory.track()
class Checklist(models.Model):
    """A procedure or plan being worked through in one event. Staffordshire SOP 11.3; Blackpool policy App
    5, 6; Coventry outline 6, 7, App B.

    `kind` is the code of the plan in its written procedure, so that a council's own plan needs no code; the kinds
    named here are those that pages ask for.
    """

    class Kind:
        PROCEDURE = "procedure"
        CLOSURE_PLAN = "closure-plan"
        SUSPENSION_PLAN = "suspension-plan"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="checklists")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    # The day that due dates of a plan count from; empty where that is the event's closing date.
    counts_from = models.DateField("day that due dates count from", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "kind"], name="checklist_once")]

    def __str__(self):
        return self.title


class StageQuerySet(models.QuerySet):
    def with_progress(self):
        """Adds `total` and `done` (done or not needed) to each stage, in the order of the procedure.

        The order is said here: Django leaves out a model's own order when it groups.
        """
        total, done = Count("steps"), Count("steps", filter=~Q(steps__state=Step.State.OPEN))
        return self.annotate(total=total, done=done).order_by("checklist", "order")


@pghistory.track()
class Stage(models.Model):
    """A section of a checklist. Staffordshire SOP 11.4 to 11.8; Blackpool's three phases."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="stages")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="stages")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    section = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField()
    # A set of actions that somebody brought in later: since when, who, and why. Coventry outline 6.
    joined_on = models.DateField("since", null=True, blank=True)
    joined_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    joined_reason = models.TextField("why", max_length=2000, blank=True, db_default="")

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["checklist", "order"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="stage_once"),
            models.CheckConstraint(
                condition=Q(joined_on=None, joined_by=None, joined_reason="")
                | (Q(joined_on__isnull=False, joined_by__isnull=False) & ~Q(joined_reason="")),
                name="stage_joined_says_why",
            ),
        ]

    def __str__(self):
        return self.name


class StepQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Steps of the events the user may open. A partner sees none: they name other agencies' people and
        work.
        """
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))

    def open(self):
        return self.filter(state=Step.State.OPEN)

    def overdue(self, today):
        """Open steps of running events whose due date, or moment, has gone by; at Standard Practice those of plans."""
        late = Q(due_on__lt=today) | Q(due_at__lt=Now())
        status = FailureEvent.Status
        return self.open().filter(late, event__status__in=[status.INVOKED, status.STANDARD_PRACTICE])


@pghistory.track()
class Step(Versioned):
    """One thing to tick, with who is responsible and who did it. Staffordshire SOP 11.3; Blackpool policy
    App 5.
    """

    class State(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="steps")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    action = models.TextField()
    responsible = ArrayField(models.CharField(max_length=80), verbose_name="responsible")
    section = models.CharField(max_length=60, blank=True)
    is_repeatable = models.BooleanField(default=False)
    gate = models.CharField(max_length=40, blank=True)  # id in the pack of the gate that holds it back
    due_on = models.DateField("due date", null=True, blank=True)
    # Of an action: days from the day that its plan counts from; before it, less than 0.
    due_days = models.SmallIntegerField("days from the plan's day", null=True, blank=True)
    designated_person = models.CharField(max_length=150, blank=True)
    designated_user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="designated person",
    )
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    completed_on = models.DateField("date completed", null=True, blank=True)
    notes = models.TextField(max_length=4000, blank=True)
    not_needed_reason = models.TextField("why it is not needed", max_length=2000, blank=True)
    # Whom the person who did it stood in for: a lead by name, or a role that nobody held.
    deputy_for = models.CharField("as deputy for", max_length=150, blank=True, db_default="")
    # The moment, for a step that is due within hours; `due_on` is then its day.
    due_at = models.DateTimeField("due at", null=True, blank=True)
    due_reason = models.TextField("why it is due then", max_length=2000, blank=True, db_default="")
    # A local step: who added it to the event, and when. The procedure's own have neither.
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    added_on = models.DateField(null=True, blank=True)
    # A step that a running event took from a newer version of its procedure; empty for those it started with.
    taken_from = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["stage__order", "order"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "code"], name="step_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(completed_by__isnull=False, completed_on__isnull=False),
                name="step_done_by_and_on",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_needed") | (~Q(not_needed_reason="") & Q(completed_by__isnull=False)),
                name="step_not_needed_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(added_by__isnull=True, added_on__isnull=True)
                | Q(added_by__isnull=False, added_on__isnull=False),
                name="step_added_pair",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_on__isnull=False), name="step_due_at_has_day"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "due_on"], condition=Q(state="open"), name="step_open_due"),
        ]

    def __str__(self):
        return shortened(f"{self.stage.order}.{self.order} {self.action}")

    @property
    def is_local(self) -> bool:
        """Whether the council added it to this event. SOP 11.3."""
        return self.added_by_id is not None

    def get_absolute_url(self):
        kind = self.stage.checklist.kind
        if kind == Checklist.Kind.PROCEDURE:
            return reverse("events:step-complete", args=[self.event.reference, self.pk])
        return reverse("events:plan-step", args=[self.event.reference, kind, self.pk])
