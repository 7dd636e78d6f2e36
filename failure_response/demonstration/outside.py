"""A service that CQC's register lacks, and its provider, as a council records them by hand."""

from accounts.models import User
from providers.models import Service
from providers.operations import register_service


def record(by: User, near: Service) -> Service:
    """A day service in the area of another one."""
    return register_service(
        by=by,
        name="Larkmead Day Centre",
        provider_name="Larkmead Community CIC",
        service_types=["Day service"],
        has_regulated_activity=False,
        address="The Old Bakery, 12 Tansy Lane",
        town=near.town,
        postcode="EX1 9ZZ",
        local_authority=near.local_authority,
        phone="01632 960388",
        notes="A day service carries on no regulated activity. People buy their days with direct payments.",
    )
