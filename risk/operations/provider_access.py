"""Which organisation is a provider's own, so that its people may open what was shown to it. Blackpool policy 8."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from accounts.operations import end_sessions
from providers.models import Provider
from risk.models import ProviderAccess
from risk.operations.decisions import CHANGE


@operation("provider_access.opened", told="Provider let in to its action plans", needs=CHANGE)
def open_access(*, by: User, provider: Provider, organisation: Organisation) -> ProviderAccess:
    """The organisation's people act for this provider. Raises ValidationError for any that is not a provider's own."""
    if organisation.kind != Organisation.Kind.PROVIDER:
        raise ValidationError(
            {"organisation": "Select an organisation that is recorded as a provider of care"}
        )
    if ProviderAccess.objects.current().filter(organisation=organisation).exists():
        raise ValidationError({"organisation": "This organisation acts for a provider already"})
    return ProviderAccess.objects.create(provider=provider, organisation=organisation, opened_by=by)


@operation("provider_access.ended", told="Provider no longer let in", needs=CHANGE)
def end_access(*, by: User, access: ProviderAccess) -> ProviderAccess:
    """Its people see nothing any more and are signed out. Raises ValidationError once ended."""
    row = ProviderAccess.objects.select_for_update(of=("self",)).get(pk=access.pk)
    if row.ended_at:
        raise ValidationError("This access was ended already.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    for person in User.objects.filter(organisation=row.organisation_id):
        end_sessions(person)
    return row
