"""Services that CQC's register lacks, as people record them. Staffordshire SOP 2.2, 4.1."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q

from accounts.audit import operation
from accounts.models import User
from providers import rules
from providers.models import Provider, Service
from providers.register.vocabulary import CARE_HOMES, service_type

# Key of the database lock that hands out ids, and keeps one place from being recorded twice.
ONE_AT_A_TIME = 7_301_968


class AlreadyThere(ValidationError):
    """The place is recorded already: `service` is what to go on with."""

    def __init__(self, service: Service):
        self.service = service
        place = f", {service.place}," if service.place else ""
        where = "recorded by hand already" if service.is_by_hand else "in CQC’s register already"
        super().__init__({"name": f"{service}{place} is {where}. Go on with that one"})


@operation("service.registered", told="Service recorded by hand", needs="providers.change_provider")
def register_service(
    *,
    by: User,
    name: str,
    service_types: Iterable[str],
    notes: str,
    provider: Provider | None = None,
    provider_name: str = "",
    has_regulated_activity: bool | None = None,
    beds: int | None = None,
    address: str = "",
    town: str = "",
    postcode: str = "",
    local_authority: str = "",
    phone: str = "",
) -> Service:
    """Record a service that CQC's register does not have, with `provider_name` its provider too. F010, F011.

    `service_types` in the directory's words where it has one; a care home follows from them. `notes` says why it is
    not in the register, also of a new provider. Raises AlreadyThere, and ValidationError without a provider or a place.
    """
    kinds = sorted({service_type(kind) for kind in service_types})
    has_provider, has_place = bool(provider or provider_name), bool(address or town or postcode)
    if wrong := lacking(kinds, beds=beds, has_provider=has_provider, has_place=has_place):
        raise ValidationError(wrong)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    provider = provider or _provider_called(provider_name, notes)
    if twin := _twin(name, postcode, provider):
        raise AlreadyThere(twin)
    return Service.objects.create(
        cqc_id=_next_id(), status=Service.Status.OUTSIDE, name=name, provider=provider, service_types=kinds,
        care_home=not CARE_HOMES.isdisjoint(kinds), beds=beds, has_regulated_activity=has_regulated_activity,
        notes=notes, address=address, town=town, postcode=postcode, local_authority=local_authority, phone=phone,
    )  # fmt: skip


def lacking(kinds: Iterable[str], *, beds: int | None, has_provider: bool, has_place: bool) -> dict[str, str]:
    """What a record must say before it is of use to somebody at night, by field; empty where nothing lacks."""
    kinds, wrong = list(kinds), {}
    if not kinds:
        wrong["service_types"] = "Select what kind of service it is, or enter another kind"
    if kinds and beds is not None and CARE_HOMES.isdisjoint(kinds):
        wrong["beds"] = "Only a care home has beds: select residential or nursing homes, or leave this empty"
    if not has_provider:
        wrong["provider_name"] = "Enter who provides it"
    if not has_place:
        wrong["address"] = "Enter the address, the town or the postcode, as far as it is known"
    return wrong


def _provider_called(name: str, notes: str) -> Provider:
    """The one recorded by hand under this name, or a new one."""
    known = Provider.objects.filter(cqc_id=None, name__iexact=name).first()
    return known or Provider.objects.create(name=name, notes=notes)


def _twin(name: str, postcode: str, provider: Provider) -> Service | None:
    """The same name at the same postcode, or of the same provider where one has no postcode. An ended one is none."""
    where = Q(postcode=postcode) | Q(postcode="", provider=provider) if postcode else Q(provider=provider)
    standing = Service.objects.exclude(status=Service.Status.DEREGISTERED)
    return standing.filter(where, name__iexact=name).order_by("-status", "pk").first()


def _next_id() -> str:
    """The id after the last one. None is ever used again, because no service is deleted."""
    last = Service.objects.filter(status=Service.Status.OUTSIDE).order_by("-pk").first()
    return rules.by_hand_id(1 + (int(last.cqc_id.removeprefix(rules.BY_HAND)) if last else 0))
