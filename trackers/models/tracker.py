"""Every service user touched by an event, until each has a final outcome. Staffordshire SOP 11.4 to 11.8."""

import uuid

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Now, Upper
from django.urls import reverse

from accounts.models import Organisation, User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import FailureEvent
from providers.models import Service
from trackers.models.known import CareFacts, Safeguards
from trackers.triggers import COUNT_PEOPLE, history_of_many


@pghistory.track(*history_of_many())
class ServiceUser(Versioned):
    """A person who uses a service, whoever pays for it. One person may be in several events. Staffordshire SOP 2.4."""

    class Gender(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Other"
        NOT_STATED = "", "Not stated"

    surname = models.CharField(max_length=100)
    forename = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=30, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField("date of birth", null=True, blank=True)
    age_stated = models.PositiveSmallIntegerField(
        "age, where no date of birth is known", null=True, blank=True
    )
    # A year, a month and a year, or what else somebody knows. Blackpool policy App 7.
    birth_stated = models.CharField(
        "date of birth as far as it is known", max_length=60, blank=True, db_default=""
    )
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    client_record_number = models.CharField("client record number", max_length=40, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        ordering = ["surname", "forename"]
        constraints = [
            models.UniqueConstraint(
                fields=["nhs_number"], condition=~Q(nhs_number=""), name="nhs_number_once"
            ),
        ]
        indexes = [
            GinIndex(
                OpClass(Upper(Concat(F("surname"), Value(" "), F("forename"))), name="gin_trgm_ops"),
                name="service_user_name",
            )
        ]

    def __str__(self):
        return f"{self.surname}, {self.forename}" if self.forename else self.surname


class IsAnyOf(Func):
    """`value = ANY (array)`: the array is made once and looked up by index, also on one side of an OR."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()


class TrackerEntryQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Entries of events the user may open: everybody for the host council, a partner only its own people.

        A partner's people are those that its organisation funds, and those shared with it one by one.
        """
        events = FailureEvent.objects.visible_event_ids(user)
        if not events:
            return self.none()
        if user.is_partner:
            given = EntryShare.objects.filter(
                organisation_id=user.organisation_id, event_id__in=events, ended_at=None
            )
            shared = IsAnyOf(F("pk"), ArraySubquery(given.values("entry_id")))
            funded = Q(funding_authority_id=user.organisation_id)
            return self.filter(funded | Q(shared), event_id__in=events)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)

    def unresolved(self):
        """People without a final outcome. Staffordshire SOP 11.8."""
        return self.filter(final_outcome="")

    def in_table_order(self):
        return self.order_by("service_user__surname", "service_user__forename", "pk")

    def lock_for_edit(self, pk, *, since, changing):
        """As of any versioned row; who was merged into somebody meanwhile is refused with a sentence."""
        try:
            return super().lock_for_edit(pk, since=since, changing=changing)
        except TrackerEntry.DoesNotExist as merged:
            raise ValidationError(
                "Somebody has just merged this person with another row. Open the tracker and look."
            ) from merged


class TrackerEntryManager(models.Manager.from_queryset(TrackerEntryQuerySet)):
    """The people on trackers. A row that was merged into another is no longer one of them."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None)


@pghistory.track(*history_of_many())
class TrackerEntry(CareFacts, Safeguards, Versioned):
    """One person's row in one event, from the provider's list to a final outcome. Staffordshire SOP 11.5 to 11.8."""

    class Funding(models.TextChoices):
        THIS_COUNCIL = "this_council", "This council"
        SELF_FUNDER = "self_funder", "Self-funder"
        OTHER_AUTHORITY = "other_authority", "Another authority"
        OTHER_AUTHORITY_DIRECT_PAYMENT = (
            "other_authority_direct_payment",
            "Another authority, by direct payment",
        )
        NHS_CHC = "nhs_chc", "NHS Continuing Healthcare"
        JOINT = "joint", "Council and NHS jointly"
        UNKNOWN = "unknown", "Not known"

    class ResponseLevel(models.TextChoices):
        UNDECIDED = "", "Not decided"
        ADVICE = "information_and_advice_only", "Information and advice only"
        ARRANGES = "council_arranges_alternative_provider", "Council arranges another provider"

    class Stage(models.TextChoices):
        ASSESSING = "assessing", "Assessing"
        LOOKING = "looking", "Looking for a place"
        MOVE_BOOKED = "move_booked", "Move booked"
        CHECK_DUE = "check_due", "Moved, check due"
        SAFE = "safe", "Moved and safe"
        OTHER = "other", "Other outcome"

    class Whereabouts(models.TextChoices):
        UNSAID = "", "Nobody has said"
        AT_SERVICE = "at_service", "At the service"
        HOSPITAL = "hospital", "In hospital"
        FAMILY = "family", "With family or friends"
        ON_THE_WAY = "on_the_way", "On the way"
        NEW_PLACE = "new_place", "At the new place"
        ELSEWHERE = "elsewhere", "Somewhere else"
        UNKNOWN = "unknown", "Not known where"
        DIED = "died", "Died"

    class Outcome(models.TextChoices):
        NONE = "", "None yet"
        MOVED = "moved", "Moved"
        STAYED = "stayed", "Stayed at the service"
        OWN_ARRANGEMENT = "own_arrangement", "Made own arrangement"
        HOSPITAL = "hospital", "In hospital"
        DIED = "died", "Died"
        OTHER = "other", "Other"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="entries")
    service_user = models.ForeignKey(
        ServiceUser, on_delete=models.PROTECT, related_name="entries", verbose_name="person"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="entries")
    room = models.CharField(max_length=40, blank=True)
    funding_type = models.CharField("who pays", max_length=40, choices=Funding, default=Funding.UNKNOWN)
    funding_authority = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="funded_entries", null=True, blank=True
    )
    funding_words = models.CharField("funding in the provider's words", max_length=200, blank=True)
    mobility_needs = models.CharField(max_length=300, blank=True)
    hours_per_week = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    response_level = models.CharField(max_length=40, choices=ResponseLevel, blank=True)
    situation = models.TextField(max_length=4000, blank=True)
    # The one confirmed point at which relatives ask: a name and how to reach it. SOP 11.5.
    relatives_contact = models.CharField(
        "contact point for relatives", max_length=200, blank=True, db_default=""
    )
    next_step = models.CharField(max_length=200, blank=True)
    next_step_owner = models.CharField("who does it", max_length=150, blank=True)
    next_step_due_on = models.DateField("next step due", null=True, blank=True)
    assessed_on = models.DateField("assessed", null=True, blank=True)
    destination = models.CharField("where next", max_length=200, blank=True)
    move_on = models.DateField("move planned for", null=True, blank=True)
    moved_on = models.DateField("moved", null=True, blank=True)
    safe_and_well_on = models.DateField("safe and well check", null=True, blank=True)
    safe_and_well_by = models.CharField("safe and well check by", max_length=150, blank=True)
    safe_and_well_note = models.CharField("what the safe and well check found", max_length=1000, blank=True)
    final_outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    final_outcome_on = models.DateField("date of final outcome", null=True, blank=True)
    # The council's and the funder's records say where the person is now. SOP 11.7.
    system_updated_on = models.DateField("information systems updated", null=True, blank=True)
    system_updated_by = models.CharField(
        "information systems updated by", max_length=150, blank=True, db_default=""
    )
    stage = models.CharField(
        max_length=12, choices=Stage, default=Stage.ASSESSING
    )  # trackers.rules.stages decides
    # Kept equal to the latest row of trackers.models.Stay.
    whereabouts = models.CharField("where now", max_length=12, choices=Whereabouts, blank=True, db_default="")
    whereabouts_at = models.DateTimeField("there since", null=True, blank=True)

    # Turned out to be the same person as another row of the event, which stays. EntryMerge says who found it.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    objects = TrackerEntryManager()
    with_merged = TrackerEntryQuerySet.as_manager()

    class Meta:
        permissions = [
            ("import_residents", "May load a resident list"),
            ("export_tracker", "May download the tracker"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "service_user"], name="person_once_in_event"),
            models.CheckConstraint(
                condition=Q(final_outcome="", final_outcome_on__isnull=True)
                | (~Q(final_outcome="") & Q(final_outcome_on__isnull=False)),
                name="final_outcome_has_date",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="merged_into_another"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "id"], name="entry_event"),
            models.Index(fields=["funding_authority", "event", "id"], name="entry_funder"),
        ]
        triggers = COUNT_PEOPLE

    def __str__(self):
        return str(self.service_user)

    def get_absolute_url(self):
        return reverse("trackers:entry-detail", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.final_outcome != self.Outcome.NONE

    @property
    def stage_words(self) -> str:
        """The stage; of who left the tracker otherwise than by a move, how."""
        return stage_words(self.stage, self.final_outcome)


def stage_words(stage: str, outcome: str) -> str:
    """'Move booked'; 'Died' rather than 'Other outcome'."""
    Outcome = TrackerEntry.Outcome
    if stage == TrackerEntry.Stage.OTHER and outcome not in (Outcome.NONE, Outcome.OTHER):
        return str(Outcome(outcome).label)
    return str(TrackerEntry.Stage(stage).label)


@pghistory.track()
class EntryShare(models.Model):
    """One person's row given to an organisation that does not fund them, such as a joint funder or case manager."""

    entry = models.ForeignKey(TrackerEntry, on_delete=models.PROTECT, related_name="shares")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "organisation"], condition=Q(ended_at=None), name="entry_shared_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "event", "entry"], condition=Q(ended_at=None), name="entry_share_live"
            )
        ]

    def __str__(self):
        return str(self.organisation)


class RepresentativeQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Contacts of the people of the host council's events. Partners see none: no field of them is listed."""
        if user.is_partner:
            return self.none()
        return self.filter(entry__in=TrackerEntry.objects.visible_to(user))


@pghistory.track(*history_of_many())
class Representative(Versioned):
    """A person to be contacted about a service user: next of kin, attorney, friend. Blackpool policy App 8."""

    class Involved(models.TextChoices):
        NO = "", "Not involved in decisions"
        CARER = "carer", "Their carer"
        ASKED = "asked", "The person asks for them to be involved"
        INTERESTED = "interested", "Interested in the person’s welfare"

    entry = models.ForeignKey(TrackerEntry, on_delete=models.PROTECT, related_name="representatives")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    surname = models.CharField(max_length=100)
    forename = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=30, blank=True)
    relationship = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField("telephone number", max_length=60, blank=True)
    email = models.EmailField(blank=True)
    is_main = models.BooleanField("main representative", default=False)
    must_not_be_told = models.BooleanField("must not be told", default=False)
    # Who takes part in deciding how needs are met. SOP 4.4.
    involved = models.CharField("part in decisions", max_length=12, choices=Involved, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ["-is_main", "surname", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(is_main=True), name="one_main_representative"
            )
        ]

    def __str__(self):
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


class ResidentImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A list is for the person who sent it, while they may open the event."""
        return self.filter(uploaded_by=user, event_id__in=FailureEvent.objects.visible_event_ids(user))

    def waiting(self):
        return self.filter(state=ResidentImport.State.WAITING, expires_at__gt=Now())


@pghistory.track(exclude=["content", "mapping", "decisions", "refused"])
class ResidentImport(models.Model):
    """A provider's resident list on its way into the tracker: sent, mapped, previewed, committed.

    The file goes after commit or 24 hours.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being checked"
        COMMITTED = "committed", "Loaded"
        ABANDONED = "abandoned", "Not loaded"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="resident_imports")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    # Where the people of the list are, when the event covers several services; of the event when left out.
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)  # place of a column from 0 -> our field, "" to leave it out
    decisions = models.JSONField(default=dict)  # what was settled about single rows (trackers.staging)
    counts = models.JSONField(default=dict)  # the receipt: rows in the file and what became of them
    refused = models.JSONField(default=list)  # the receipt: rows not loaded and why, values to look at
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    committed_at = models.DateTimeField(null=True, blank=True)

    objects = ResidentImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(content=None), name="import_file_deleted_after"
            )
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("trackers:import-detail", args=[self.event.reference, self.token])
