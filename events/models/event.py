"""The failure event: one provider's service that may stop, and everything the council is told and decides
about it.
"""

import pghistory
from django.db import connection, models
from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.functions import Now
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.memo import once_in_request
from accounts.models import Organisation, User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.procedure import Procedure
from providers.models import Provider, Service

# Given to everybody in an organisation, and to named leads. Asked in every request, so not put together each time.
OPEN_TO = """
SELECT given.content_object_id FROM events_failureeventgrouppermission AS given
JOIN accounts_user_groups AS member ON member.group_id = given.group_id AND member.user_id = %(user)s
JOIN auth_permission AS right_to ON right_to.id = given.permission_id AND right_to.codename = 'view_failureevent'
UNION
SELECT given.content_object_id FROM events_failureeventuserpermission AS given
JOIN auth_permission AS right_to ON right_to.id = given.permission_id AND right_to.codename = 'view_failureevent'
WHERE given.user_id = %(user)s
"""


class FailureEventQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Events whose organisation or named lead the user is. Drafts only to their writer's council."""
        return self.filter(pk__in=self.visible_event_ids(user))

    def visible_event_ids(self, user) -> list[int]:
        """Primary keys of the events the user may open: one query in a request."""
        if not user.is_active:
            return []
        return once_in_request(("events", user.pk), lambda: self._event_ids_of(user))

    def _event_ids_of(self, user) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(OPEN_TO, {"user": user.pk})
            return [pk for (pk,) in cursor.fetchall()]

    def open(self):
        """Neither stood down, closed nor discarded. Resolved events stay open until they are closed."""
        return self.exclude(status__in=FailureEvent.OVER)

    def invoked(self):
        return self.filter(status=FailureEvent.Status.INVOKED)

    def open_first(self):
        """Invoked, then other open ones, then those that are over; the newest of each first."""
        status = FailureEvent.Status
        order = {status.INVOKED: 0, status.STANDARD_PRACTICE: 1, status.DRAFT: 1, status.RESOLVED: 2}
        rank = Case(*(When(status=name, then=Value(at)) for name, at in order.items()), default=Value(3))
        return self.order_by(rank, F("notified_on").desc(nulls_first=True), "-pk")


@pghistory.track()
class FailureEvent(Versioned):
    """One failure of a service, from first notice to closed. Staffordshire SOP 10, 11.1; the six overview
    fields are of 11.1.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        STANDARD_PRACTICE = "standard_practice", "Standard Practice"
        INVOKED = "invoked", "Procedure invoked"
        STOOD_DOWN = "stood_down", "Stood down"
        RESOLVED = "resolved", "Resolved"
        CLOSED = "closed", "Closed"
        DISCARDED = "discarded", "Draft discarded"

    OVER = [Status.CLOSED, Status.STOOD_DOWN, Status.DISCARDED]
    NEVER_LOGGED = [Status.DRAFT, Status.DISCARDED]

    reference = models.CharField(max_length=20, unique=True, editable=False)
    host_council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hosted_events")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="failure_events")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    # The overview form
    notified_on = models.DateField("date", null=True, blank=True)  # only a draft may lack it
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="failure_events")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="failure_events")
    service_type = models.CharField(max_length=120, blank=True)
    notified_by = models.CharField(max_length=200, blank=True)
    nature_of_failure = models.TextField(max_length=4000, blank=True)
    # What else stands in the form of a draft; the first notice holds it once the event is logged.
    draft_answers = models.JSONField("rest of the draft", default=dict, blank=True, editable=False)
    # What became of it
    closes_on = models.DateField("closing date", null=True, blank=True)
    response = models.CharField(max_length=60, blank=True)
    current_stage = models.CharField(max_length=60, blank=True)  # name of the first stage with an open step
    logged_at = models.DateTimeField(db_default=Now())
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invoked_at = models.DateTimeField(null=True, blank=True)
    invoked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ending_reason = models.TextField(max_length=2000, blank=True)
    # Why it was closed with something still open. SOP 11.8.
    without_meeting = models.TextField(
        "closed without a lessons learnt meeting because", max_length=2000, blank=True, db_default=""
    )
    without_reviews = models.TextField(
        "closed before every review because", max_length=2000, blank=True, db_default=""
    )
    group = models.ForeignKey(
        "events.EventGroup", on_delete=models.PROTECT, related_name="failure_events", null=True, blank=True
    )

    objects = FailureEventQuerySet.as_manager()

    class Meta:
        ordering = ["-notified_on", "-pk"]
        permissions = [
            ("share_failureevent", "May share an event with a partner"),
            ("view_dashboard", "May open the leaders' dashboard"),
            ("view_timeline", "May read who did what, when"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "discarded"])
                | (
                    Q(notified_on__isnull=False)
                    & ~Q(service_type="")
                    & ~Q(notified_by="")
                    & ~Q(nature_of_failure="")
                ),
                name="event_live_has_overview",
            ),
            models.CheckConstraint(
                condition=Q(invoked_at__isnull=True, invoked_by__isnull=True)
                | Q(invoked_at__isnull=False, invoked_by__isnull=False),
                name="event_invoked_pair",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="event_resolved_pair",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="event_closed_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="invoked") | Q(invoked_at__isnull=False), name="event_invoked_has_moment"
            ),
        ]
        indexes = [models.Index(fields=["status", "-notified_on"], name="event_status")]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("event-detail", args=[self.reference])

    def get_status_display(self) -> str:
        """The status in words; while the procedure is not invoked, in the procedure's own: "Standard Practice"."""
        if self.status == self.Status.STANDARD_PRACTICE and self.response:
            return self.response
        return str(self.Status(self.status).label)

    @property
    def is_open(self) -> bool:
        return self.status not in self.OVER

    @property
    def is_live(self) -> bool:
        """Whether it has been logged and is not over."""
        return self.is_open and self.status != self.Status.DRAFT

    @property
    def is_running(self) -> bool:
        """Whether the checklist and the tracker are being worked."""
        return self.status in {self.Status.INVOKED, self.Status.STANDARD_PRACTICE}


class FailureEventUserPermission(UserObjectPermissionBase):
    """Event access of one named person."""

    content_object = models.ForeignKey(FailureEvent, on_delete=models.CASCADE)


class FailureEventGroupPermission(GroupObjectPermissionBase):
    """Event access of everybody in an organisation."""

    content_object = models.ForeignKey(FailureEvent, on_delete=models.CASCADE)


@pghistory.track()
class Notice(models.Model):
    """Something the council was told about the service, and what the procedure says to it. Staffordshire
    SOP 10.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="notices")
    # Which of the event's services it is about; empty for the event's own.
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="notices", null=True, blank=True
    )
    notified_on = models.DateField("date")
    notified_by = models.CharField(max_length=200)
    trigger = models.CharField("what was notified", max_length=40)  # id in the pack, or "other"
    trigger_label = models.CharField("notice", max_length=200)
    packages = models.CharField("care packages returned", max_length=20, blank=True)  # as typed
    hours = models.CharField("hours per week returned", max_length=20, blank=True)  # as typed
    suggested_response = models.CharField("the procedure says", max_length=60)
    rule = models.CharField(max_length=40, blank=True)
    section = models.CharField(max_length=60, blank=True)
    explanation = models.TextField(blank=True)
    # Returns of the same service within the period, added up when this one was logged; it changes no answer.
    warning = models.TextField("running total", blank=True)
    response = models.CharField("response chosen", max_length=60)
    override_reason = models.TextField("reason for choosing otherwise", max_length=2000, blank=True)
    decided_by = models.CharField("decided by", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(response=models.F("suggested_response"))
                | (~Q(override_reason="") & ~Q(decided_by="")),
                name="notice_override_has_reason",
            )
        ]

    def __str__(self):
        return self.trigger_label

    @property
    def is_overridden(self) -> bool:
        return self.response != self.suggested_response


class LeadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Leads of the events the user may open; a partner sees none."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))

    def current(self):
        return self.filter(ended_at=None)

    def holders(self):
        """Those who hold a role themselves; deputies act for one of these."""
        return self.filter(deputy_for=None)


@pghistory.track()
class Lead(models.Model):
    """Who holds which role in this event. Staffordshire SOP 11.2; several Assessment and Care Management
    leads, one an organisation.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="leads")
    role = models.CharField(max_length=80)  # as the procedure names it
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leads", null=True, blank=True)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    deputy_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="deputies", null=True, blank=True
    )
    away_until = models.DateField("away until", null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)  # empty for those named before this was kept
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "role", "organisation"],
                condition=Q(ended_at__isnull=True, deputy_for__isnull=True),
                nulls_distinct=False,
                name="lead_role_once_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["deputy_for", "user"],
                condition=Q(ended_at__isnull=True, deputy_for__isnull=False, user__isnull=False),
                name="deputy_once",
            ),
        ]

    def __str__(self):
        return f"{self.role}: {self.name}"


@pghistory.track()
class EventShare(models.Model):
    """An organisation that was given this event, from when to when. Staffordshire SOP 11.5."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="event_shares")
    shared_at = models.DateTimeField(db_default=Now())
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"], condition=Q(ended_at__isnull=True), name="event_shared_once"
            )
        ]

    def __str__(self):
        return str(self.organisation)


class PeopleCountQuerySet(models.QuerySet):
    def people(self) -> int:
        """How many people the rows stand for."""
        return self.aggregate(people=Sum("people"))["people"] or 0

    def unresolved(self):
        """Of people without a final outcome. Staffordshire SOP 11.8."""
        return self.filter(final_outcome="")


class PeopleCount(models.Model):
    """How many people of an event stand at each stage; kept by a trigger on the tracker entries, so it
    equals the list.

    Only for people of the host council: a partner's figures are counted from what it may see.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.CASCADE, related_name="people_counts")
    stage = models.CharField(max_length=20)
    final_outcome = models.CharField(max_length=20, blank=True)
    people = models.IntegerField(default=0)

    objects = PeopleCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "stage", "final_outcome"], name="people_counted_once"),
        ]

    def __str__(self):
        return f"{self.people} at {self.stage}"
