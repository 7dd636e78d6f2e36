"""People, the organisations they act for, what they looked at, and what they are told."""

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts import roles


class OrganisationQuerySet(models.QuerySet):
    def partners_of(self, council):
        """Organisations that an event of this council can be shared with."""
        return self.exclude(pk=council.pk).filter(kind__in=Organisation.PARTNER_KINDS)

    def funders(self):
        """Bodies that can pay for a person's care."""
        return self.filter(
            kind__in=[Organisation.Kind.COUNCIL, Organisation.Kind.ICB, Organisation.Kind.HEALTH_BOARD]
        )


@pghistory.track()
class Organisation(models.Model):
    """A council, NHS body or other agency that takes part in a response. Staffordshire SOP 11.2, 11.5.

    `group` carries the event access of everybody who acts for it.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        ICB = "icb", "Integrated care board"
        NHS_TRUST = "nhs_trust", "NHS trust"
        HEALTH_BOARD = "health_board", "Health board or trust outside England"
        REGULATOR = "regulator", "Regulator"
        PROVIDER = "provider", "Provider of care"
        OTHER = "other", "Other"

    PARTNER_KINDS = [Kind.COUNCIL, Kind.ICB, Kind.NHS_TRUST, Kind.HEALTH_BOARD, Kind.OTHER]

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField("ODS or GSS code", max_length=20, blank=True)
    is_host = models.BooleanField("the council that runs this service", default=False)
    email = models.EmailField(blank=True)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="organisation", editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
            models.UniqueConstraint("code", condition=~Q(code=""), name="organisation_code_once"),
            models.UniqueConstraint(fields=["is_host"], condition=Q(is_host=True), name="one_host_council"),
        ]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A person who can sign in. Only operations, fixtures and the first administrator come through
        here.
        """
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def system(self) -> "User":
        """The person named in history when the clock or an operator's command did it."""
        user, _ = self.get_or_create(
            email="system@service.invalid",
            defaults={"name": "The service", "role": roles.SYSTEM, "password": "!"},
        )
        return user

    def active(self):
        return self.filter(is_active=True).exclude(role=roles.SYSTEM)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A named account. Capability F001."""

    class Role(models.TextChoices):
        COMMISSIONING_OFFICER = roles.COMMISSIONING_OFFICER, roles.LABELS[roles.COMMISSIONING_OFFICER]
        CARE_MANAGER = roles.CARE_MANAGER, roles.LABELS[roles.CARE_MANAGER]
        CONTRACTS_OFFICER = roles.CONTRACTS_OFFICER, roles.LABELS[roles.CONTRACTS_OFFICER]
        SENIOR_LEADER = roles.SENIOR_LEADER, roles.LABELS[roles.SENIOR_LEADER]
        PARTNER = roles.PARTNER, roles.LABELS[roles.PARTNER]
        PROVIDER = roles.PROVIDER, roles.LABELS[roles.PROVIDER]
        ADMINISTRATOR = roles.ADMINISTRATOR, roles.LABELS[roles.ADMINISTRATOR]
        SYSTEM = roles.SYSTEM, roles.LABELS[roles.SYSTEM]

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="people", null=True, blank=True
    )
    role = models.CharField(max_length=30, choices=Role)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the look-up lists", default=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        permissions = [("view_administration", "May open administration")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(role=roles.SYSTEM),
                name="user_acts_for_organisation",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_partner(self) -> bool:
        """Not one of the council's people: a partner's, or a provider's, who see less still."""
        return self.role in roles.OUTSIDE

    @property
    def is_provider(self) -> bool:
        return self.role == roles.PROVIDER


class AccessEntry(models.Model):
    """Somebody read, exported, shared or signed in. Changes are in the history tables; this is everything
    else.
    """

    class Kind(models.TextChoices):
        READ = "read", "Read"
        EXPORT = "export", "Export"
        DOCUMENT = "document", "Document"
        SHARE = "share", "Share"
        SIGN_IN = "sign_in", "Sign in"

    at = models.DateTimeField(db_default=Now(), db_index=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=200)
    event_reference = models.CharField(max_length=20, blank=True, db_index=True)
    people = ArrayField(models.BigIntegerField(), default=list, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}"


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the person was told, but for events that they may no longer open."""
        if not user.is_active:
            return self.none()
        references = import_string(settings.REFERENCES_OPEN_TO)(user)
        return self.filter(Q(event_reference="") | Q(event_reference__in=references), to=user)

    def undelivered_of(self, references):
        """What was refused for good about these events, oldest first: somebody has to tell them another way."""
        rows = self.filter(state=Notification.State.FAILED, event_reference__in=references)
        return rows.select_related("to__organisation").order_by("due_at", "pk")

    def unread(self):
        return self.filter(read_at=None, due_at__lte=Now()).exclude(
            state__in=[Notification.State.CANCELLED, Notification.State.MISSED]
        )


class Notification(models.Model):
    """Something a person is told: shown on their list and sent as one e-mail. The row is the job."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        TOLD = "told", "Told another way"
        MISSED = "missed", "Too late, not sent"
        CANCELLED = "cancelled", "Cancelled"

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    event_reference = models.CharField(max_length=20, blank=True)
    calendar = models.TextField(blank=True)  # an iCalendar file, sent with the mail
    dedupe = models.CharField(max_length=200, default=uuid.uuid4)  # one row per thing and person
    due_at = models.DateTimeField(db_default=Now())
    too_late_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    told_how = models.CharField("how they were told", max_length=200, blank=True)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["to", "dedupe"], name="notification_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notification_queue")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return reverse("accounts:notification-open", args=[self.pk])


class Submission(models.Model):
    """The one-time key of a create form, so that a double click or the back button makes one record, not
    two.
    """

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    model = models.CharField(max_length=100, blank=True)
    record = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="submission_once")]

    def __str__(self):
        return f"{self.model} {self.record}"


class Draft(models.Model):
    """A form that was sent after its session had ended; it comes back after the same person signs in."""

    token = models.UUIDField(default=uuid.uuid4, unique=True)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    typed = models.TextField()  # url-encoded, as the browser sent it
    at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return self.path


class Heartbeat(models.Model):
    """When the clock last ticked; older than three minutes means that messages and documents are late."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return self.name
