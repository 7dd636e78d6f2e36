"""What people record about the market themselves: providers outside the register, and whom to ring."""

from datetime import date

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from providers.models import Contact, Provider, Service


@operation("provider.registered", needs="providers.change_provider")
def register_provider(*, by: User, name: str, notes: str, phone: str = "", email: str = "", address: str = "",
                      town: str = "", postcode: str = "") -> Provider:  # fmt: skip
    """Record a provider that CQC's register does not have. Capability F010; Staffordshire SOP 4.1.

    Raises ValidationError when a provider recorded by hand already has the name.
    """
    twin = Provider.objects.filter(cqc_id=None, name__iexact=name).first()
    if twin:
        raise ValidationError(
            {"name": f"{twin.name} is already recorded. Open it instead of adding it again."}
        )
    return Provider.objects.create(
        name=name, notes=notes, phone=phone, email=email, address=address, town=town, postcode=postcode
    )


@operation("contact.recorded", needs="providers.change_provider")
def record_contact(*, by: User, of: Provider | Service, name: str, role: str = "", phone: str = "",
                   email: str = "") -> Contact:  # fmt: skip
    """Record whom to ring at a provider or a service. LGiU template T7.

    Raises ValidationError without a telephone number or an e-mail address.
    """
    if not phone and not email:
        raise ValidationError(
            "Enter a telephone number or an e-mail address, so that the person can be reached."
        )
    owner = {"service": of} if isinstance(of, Service) else {"provider": of}
    return Contact.objects.create(name=name, role=role, phone=phone, email=email, changed_by=by, **owner)


@operation("contact.ended", needs="providers.change_provider")
def end_contact(*, by: User, contact: Contact, ended_on: date) -> Contact:
    """The person is no longer whom to ring. The record stays; once ended it keeps its first date."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.ended_on is None:
        contact.ended_on = ended_on
        contact.save_version(by=by, update_fields=["ended_on"])
    return contact
