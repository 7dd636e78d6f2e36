"""The care market as facts: who provides, where, and whom to ring."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Count, F, Func, Q, Value, When
from django.urls import reverse

from accounts.versions import Versioned, VersionedQuerySet
from providers import rules
from providers.models.search import ServiceQuerySet


class Registration(models.TextChoices):
    """Deregistered means that this registration has ended. It does not mean that the service has closed."""

    REGISTERED = "registered", "Registered"
    DEREGISTERED = "deregistered", "Deregistered"
    UNKNOWN = "unknown", "Not known"
    OUTSIDE = "outside", "Not in CQC’s register"  # recorded by hand


class PlainWords(Func):
    """Texts in a row, in small letters without accents. Only the few that have accents pay for taking them off."""

    arg_joiner = " || ' ' || "
    template = (
        "CASE WHEN octet_length(%(expressions)s) = char_length(%(expressions)s) THEN lower(%(expressions)s)"
        " ELSE providers_plain(%(expressions)s) END"
    )


# "events" is what a failure event calls itself from here.
HISTORY = pghistory.ObjForeignKey(related_name="history")


class ProviderQuerySet(models.QuerySet):
    def named_like(self, text: str):
        """Providers whose name, CQC id or brand has what was typed in it."""
        return self.filter(Q(name__icontains=text) | Q(cqc_id__iexact=text) | Q(brand__icontains=text))

    def that_may_be(self, name: str):
        """Those whom somebody may mean who typed this: its telling words are in their name; the same name first."""
        rows = self.filter(name_withheld=False) if name else self.none()
        for word in rules.telling_words(name).split():
            rows = rows.filter(name__icontains=word)
        return rows.order_by(Case(When(name__iexact=name, then=Value(0)), default=Value(1)), "name", "pk")

    def with_counts(self):
        """Each with how many services it has, and how many of them are registered."""
        standing = Count("services", filter=Q(services__status=Registration.REGISTERED))
        return self.annotate(service_count=Count("services"), registered_count=standing)


@pghistory.track(exclude=["as_at", "source"], obj_field=HISTORY, level=pghistory.Statement)
class Provider(models.Model):
    """The company, charity, council or person that runs services. Staffordshire SOP 2.2, 4.1.

    CQC's facts come from its register; one without a CQC id was recorded by hand, because the council does not
    commission it or CQC does not regulate it. `as_at` is the day that the newest file spoke of.
    """

    cqc_id = models.CharField("CQC provider id", max_length=20, null=True, blank=True)
    name = models.CharField(max_length=500, blank=True)
    name_withheld = models.BooleanField("CQC's data withholds the name", default=False)
    companies_house_number = models.CharField(max_length=500, blank=True)
    ownership = models.CharField(max_length=500, blank=True)
    brand = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=500, blank=True)
    town = models.CharField(max_length=500, blank=True)
    county = models.CharField(max_length=500, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    status = models.CharField(max_length=12, choices=Registration, default=Registration.UNKNOWN)
    notes = models.TextField("why it is recorded by hand", blank=True)
    source = models.CharField(max_length=40, blank=True, editable=False)
    as_at = models.DateField(null=True, blank=True, editable=False)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        permissions = [("load_register", "May load a CQC register file")]
        constraints = [
            models.UniqueConstraint("cqc_id", name="provider_cqc_id_once"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(cqc_id__isnull=False), name="provider_has_name_or_cqc_id"
            ),
        ]

    def __str__(self):
        return rules.shown_name(self.name, self.name_withheld, "provider", self.cqc_id)

    def get_absolute_url(self):
        return reverse("providers:provider-detail", args=[self.pk])

    @property
    def is_by_hand(self) -> bool:
        return self.cqc_id is None

    @property
    def told_apart_by(self) -> str:
        """Its town and its id: what tells it from others of a like name."""
        return ", ".join(filter(None, (self.town, self.cqc_id or "recorded by hand")))


# Nobody looks for a service's history by its provider, and a national file writes 120,000 rows of it.
HISTORY_PROVIDER = models.ForeignKey(
    Provider, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True, related_name="+"
)


@pghistory.track(
    exclude=["search_text", "as_at", "source"],
    obj_field=HISTORY,
    attrs={"provider": HISTORY_PROVIDER},
    level=pghistory.Statement,
)
class Service(models.Model):
    """One service at one place: what CQC calls a location. Staffordshire SOP 2.2, 6.0, 11.1.

    `service_types`, `specialisms` and `regulated_activities` are in the directory's words, sorted. A rating without
    a date came from a file that has none. `unlisted_on` is the day of the first complete list that left it out:
    a question to ask, not an answer. `as_at` is the day that the newest file spoke of.

    One that CQC's register lacks is recorded by hand: its `cqc_id` is one of ours, its status Registration.OUTSIDE, and
    `has_regulated_activity` is what was said of it (None: not known). No register file ever changes it.
    """

    Status = Registration

    class Rating(models.TextChoices):
        OUTSTANDING = "Outstanding"
        GOOD = "Good"
        REQUIRES_IMPROVEMENT = "Requires improvement"
        INADEQUATE = "Inadequate"
        NOT_RATED = "Inspected but not rated"
        NONE_PUBLISHED = "No published rating"

    cqc_id = models.CharField("CQC location id", max_length=20)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="services", null=True, blank=True
    )
    name = models.CharField(max_length=500, blank=True)
    name_withheld = models.BooleanField("CQC's data withholds a name", default=False)
    also_known_as = models.CharField(max_length=500, blank=True)
    care_home = models.BooleanField(default=False)
    service_types = ArrayField(models.CharField(), default=list, blank=True)
    specialisms = ArrayField(models.CharField(), default=list, blank=True)
    regulated_activities = ArrayField(models.CharField(), default=list, blank=True)
    sector = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=500, blank=True)
    town = models.CharField(max_length=500, blank=True)
    county = models.CharField(max_length=500, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    local_authority = models.CharField(max_length=500, blank=True)
    region = models.CharField(max_length=500, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    beds = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=500, blank=True)
    ods_code = models.CharField("NHS organisation code", max_length=500, blank=True)
    uprn = models.CharField("property reference (UPRN)", max_length=500, blank=True)
    brand = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.REGISTERED)
    registered_on = models.DateField(null=True, blank=True)
    deregistered_on = models.DateField(null=True, blank=True)
    dormant = models.BooleanField(default=False)
    rating = models.CharField("overall rating", max_length=30, choices=Rating, blank=True)
    rating_on = models.DateField(null=True, blank=True)
    inspected_on = models.DateField(null=True, blank=True)
    unlisted_on = models.DateField(null=True, blank=True, editable=False)
    has_regulated_activity = models.BooleanField("carries on a regulated activity", null=True, blank=True)
    notes = models.TextField("why it is recorded by hand", blank=True)
    source = models.CharField(max_length=40, blank=True, editable=False)
    as_at = models.DateField(null=True, blank=True, editable=False)
    search_text = models.GeneratedField(
        expression=PlainWords(F("name"), F("also_known_as"), F("town")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="service_search_text"),
            models.Index(fields=["postcode"], opclasses=["varchar_pattern_ops"], name="service_postcode"),
        ]
        constraints = [
            models.UniqueConstraint("cqc_id", name="service_cqc_id_once"),
            models.CheckConstraint(
                condition=Q(cqc_id__startswith=rules.BY_HAND, status="outside", provider__isnull=False)
                & ~Q(name="")
                & ~Q(notes="")
                | ~Q(cqc_id__startswith=rules.BY_HAND)
                & ~Q(status="outside")
                & Q(has_regulated_activity=None),
                name="service_by_hand_or_of_the_register",
            ),
            models.CheckConstraint(
                condition=Q(status="deregistered") | Q(deregistered_on=None),
                name="service_end_only_when_deregistered",
            ),
            models.CheckConstraint(
                condition=~Q(rating="") | Q(rating_on=None), name="service_rating_before_its_date"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90)), name="service_latitude_in_degrees"
            ),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__range=(-180, 180)),
                name="service_longitude_in_degrees",
            ),
        ]

    def __str__(self):
        return rules.shown_name(self.name, self.name_withheld, "location", self.cqc_id)

    def get_absolute_url(self):
        return reverse("providers:service-detail", args=[self.cqc_id])

    @property
    def is_registered(self) -> bool:
        return self.status == Registration.REGISTERED

    @property
    def is_by_hand(self) -> bool:
        return self.status == Registration.OUTSIDE

    @property
    def register_id(self) -> str:
        """What pages show as its CQC location id; in words where it has none."""
        return rules.RECORDED_BY_HAND if self.is_by_hand else self.cqc_id

    @property
    def place(self) -> str:
        """The address in one line, as far as it is known; else the council's area, to tell namesakes apart."""
        parts = [self.address, self.town, self.county if self.county != self.town else "", self.postcode]
        return ", ".join(part for part in parts if part) or self.local_authority

    def same_place(self) -> models.QuerySet:
        """Other registrations at this postcode: after an end without a recorded successor, the place to look."""
        if not self.postcode:
            return Service.objects.none()
        others = Service.objects.filter(postcode=self.postcode, care_home=self.care_home).exclude(pk=self.pk)
        return others.for_list().order_by("-registered_on", "pk")[:20]

    def twins(self) -> models.QuerySet:
        """The same name at the same postcode, once by hand and once with a registration that has not ended.

        Nothing is merged by itself.
        """
        ended, by_hand = Registration.DEREGISTERED, Q(status=Registration.OUTSIDE)
        if self.status == ended:
            return Service.objects.none()
        others = Service.objects.called(self.name, self.postcode).filter(
            ~by_hand if self.is_by_hand else by_hand
        )
        return others.exclude(status=ended).for_list().order_by("-status", "pk")

    def siblings(self) -> models.QuerySet:
        """Other services of the provider, registered ones first."""
        if self.provider_id is None:
            return Service.objects.none()
        return self.provider.services.exclude(pk=self.pk).for_list().order_by("-status", "name", "pk")


class ContactQuerySet(VersionedQuerySet):
    def current(self):
        return self.filter(ended_on=None)


@pghistory.track()
class Contact(Versioned):
    """Whom to ring at a provider or a service, recorded by the council. LGiU template T7.

    CQC's files name managers; those names are not taken from them.
    """

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True
    )
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    ended_on = models.DateField("no longer a contact since", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, provider__isnull=False) | Q(service__isnull=False, provider=None),
                name="contact_of_one_service_or_provider",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_name"),
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="contact_can_be_reached"),
        ]

    def __str__(self):
        return f"{self.name}, {self.role}" if self.role else self.name

    def get_absolute_url(self):
        return (self.service or self.provider).get_absolute_url()
