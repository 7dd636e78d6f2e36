"""The tables that CQC publishes: the weekly directory, the monthly workbook, the adult social care export."""

import re
from collections.abc import Callable
from functools import lru_cache

from providers.register import cells, vocabulary
from providers.register.facts import Row
from providers.register.tables import TableShape
from providers.register.tidy import address, brand, care_home, companies_house, often, short

_LINE_ENDS = re.compile(r",(?! )")


@lru_cache(maxsize=4096)
def region(value: str) -> str:
    """Without the note that it is a region of the directors of adult social services."""
    return short(value).removesuffix("(ADASS Region)").strip()


class DirectoryShape(TableShape):
    """CQC_directory.csv: lists only registered services. "Date of latest check" is an inspection, not a rating."""

    key, title, complete = "directory", "CQC care directory", True
    identified_by = frozenset({"name", "postcode", "service types", "cqc location id (for office use only)"})
    columns = {
        "name": ("name", short),
        "also known as": ("also_known_as", short),
        "postcode": ("postcode", cells.postcode),
        "phone number": ("phone", cells.phone),
        "service's website (if available)": ("website", cells.website),
        "service types": ("service_types", vocabulary.service_types),
        "date of latest check": ("inspected_on", cells.day),
        "specialisms/services": ("specialisms", vocabulary.specialisms),
        "provider name": ("provider.name", short),
        "local authority": ("local_authority", often),
        "region": ("region", region),
        "cqc location id (for office use only)": ("cqc_id", cells.cqc_id),
        "cqc provider id (for office use only)": ("provider.cqc_id", cells.provider_id),
    }
    derived = TableShape.derived | {"address", "town", "care_home", "deregistered_on"}

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        facts["status"] = "registered"
        care_home(facts)
        split_address(facts, cell("address"))


def split_address(facts: dict[str, str], value: str) -> None:
    """Lines end with a comma without a space after it ("1 High St, Flat 2,Leeds"); the last line is the town."""
    lines = _LINE_ENDS.split(value) if "," in value else [value]
    if len(lines) == 1:
        lines = value.split(", ")
    if len(lines) > 1:
        facts["town"] = lines.pop()
    if lines[0]:
        facts["address"] = ", ".join(lines)


class ActiveLocationsShape(TableShape):
    """The monthly "care directory with filters": 119 columns, many of them one Y per service type or user group.

    Also reads its sheet of deactivated locations. Names of managers and nominated individuals are not taken.
    """

    key, title, complete = "active-locations", "CQC monthly workbook of active locations", True
    identified_by = frozenset({"location id", "location hsca start date", "care home?", "location name"})
    columns = {
        "location id": ("cqc_id", cells.cqc_id),
        "location hsca start date": ("registered_on", cells.day),
        "location hsca end date": ("deregistered_on", cells.day),
        "location status": ("status", vocabulary.status),
        "dormant (y/n)": ("dormant", cells.yes_no),
        "care home?": ("care_home", cells.yes_no),
        "location name": ("name", short),
        "location also known as": ("also_known_as", short),
        "location ods code": ("ods_code", short),
        "location telephone number": ("phone", cells.phone),
        "location web address": ("website", cells.website),
        "care homes beds": ("beds", cells.whole_number),
        "care homes beds at point location de-activated": ("beds", cells.whole_number),
        "location type/sector": ("sector", often),
        "location latest overall rating": ("rating", vocabulary.rating),
        "publication date": ("rating_on", cells.day),
        "location region": ("region", region),
        "location local authority": ("local_authority", often),
        "location city": ("town", often),
        "location county": ("county", often),
        "location postal code": ("postcode", cells.postcode),
        "location uprn id": ("uprn", short),
        "location latitude": ("latitude", cells.degrees),
        "location longitude": ("longitude", cells.degrees),
        "brand name": ("brand", brand),
        "provider id": ("provider.cqc_id", cells.provider_id),
        "provider name": ("provider.name", short),
        "provider companies house number": ("provider.companies_house_number", companies_house),
        "provider ownership type": ("provider.ownership", short),
        "provider telephone number": ("provider.phone", cells.phone),
        "provider web address": ("provider.website", cells.website),
        "provider street address": ("provider.address", short),
        "provider city": ("provider.town", short),
        "provider county": ("provider.county", short),
        "provider postal code": ("provider.postcode", cells.postcode),
    }
    derived = TableShape.derived | {
        "address", "service_types", "specialisms", "regulated_activities", "deregistered_on",
    }  # fmt: skip
    flags = {
        "service type - ": ("service_types", vocabulary.service_type),
        "service user band - ": ("specialisms", vocabulary.specialism),
        "regulated activity - ": ("regulated_activities", vocabulary.regulated_activity),
    }

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        facts.setdefault("status", "deregistered" if "deregistered_on" in facts else "registered")
        if lines := address(cell("location street address"), cell("location address line 2")):
            facts["address"] = lines
        if "rating" not in facts:
            facts.pop("rating_on", None)
        elif "rating_on" in facts:
            row.ratings.append((facts["rating"], facts["rating_on"]))


class AdultSocialCareShape(TableShape):
    """The adult social care export. Upstream faults: its Publication Date repeats the registration date, so no date
    of a rating is taken; two brand columns have each other's heading, so neither is; dates are month first.
    """

    key, title, complete = "adult-social-care", "CQC adult social care export", True
    identified_by = frozenset(
        {"location id", "location name", "service users supported", "location hsca start date"}
    )
    columns = {
        "location name": ("name", short),
        "location id": ("cqc_id", cells.cqc_id),
        "location uprn": ("uprn", short),
        "location telephone number": ("phone", cells.phone),
        "location web address": ("website", cells.website),
        "location local authority": ("local_authority", often),
        "location adass region": ("region", region),
        "service types": ("service_types", vocabulary.comma_service_types),
        "care homes beds": ("beds", cells.whole_number),
        "location hsca start date": ("registered_on", cells.day_month_first),
        "location hsca end date": ("deregistered_on", cells.day_month_first),
        "dormant": ("dormant", cells.yes_no),
        "location latest overall rating": ("rating", vocabulary.rating),
        "service users supported": ("specialisms", vocabulary.comma_specialisms),
        "provider name": ("provider.name", short),
        "provider id": ("provider.cqc_id", cells.provider_id),
        "provider ownership type": ("provider.ownership", short),
        "provider companies house number": ("provider.companies_house_number", companies_house),
        "brand name": ("brand", brand),
    }
    derived = TableShape.derived | {"care_home"}

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        facts["status"] = "deregistered" if "deregistered_on" in facts else "registered"
        care_home(facts)
