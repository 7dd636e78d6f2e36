"""Plain tables: our own tidy file of care homes, and the flattened list of deregistered locations."""

from collections.abc import Callable
from functools import lru_cache

from providers.register import cells, vocabulary
from providers.register.facts import Row
from providers.register.source import day_in
from providers.register.tables import TableShape


def short(value: str) -> str:
    """One line of at most 500 characters. Raises ValueError when longer."""
    value = cells.text(value)
    if len(value) > 500:
        raise ValueError("This is longer than 500 characters.")
    return value


often = lru_cache(maxsize=1 << 14)(short)  # for columns where the same words come back


def brand(value: str) -> str:
    """The brand without CQC's mark: "BRAND Care UK" is Care UK, "-" is none."""
    value = short(value).removeprefix("BRAND ").strip()
    return "" if value == "-" else value


def companies_house(value: str) -> str:
    """A Companies House number of eight characters, with the leading zeros that get lost."""
    value = short(value).upper()
    return value.zfill(8) if value.isdigit() else value


def address(*lines: str) -> str:
    """The lines of an address as one."""
    return ", ".join(line for line in lines if line)


def care_home(facts: dict[str, str]) -> None:
    """A file that does not say whether a service is a care home says so by its service types."""
    if "care_home" not in facts and "service_types" in facts:
        facts["care_home"] = "t" if vocabulary.types_of(facts["service_types"]) else "f"


class TidyShape(TableShape):
    key, title = "tidy", "Tidy table of care homes"
    identified_by = frozenset({"location_id", "registration_status", "source", "as_at"})
    columns = {
        "location_id": ("cqc_id", cells.cqc_id),
        "name": ("name", short),
        "provider_id": ("provider.cqc_id", cells.provider_id),
        "provider_name": ("provider.name", short),
        "town": ("town", often),
        "county": ("county", often),
        "postcode": ("postcode", cells.postcode),
        "local_authority": ("local_authority", often),
        "region": ("region", often),
        "latitude": ("latitude", cells.degrees),
        "longitude": ("longitude", cells.degrees),
        "beds": ("beds", cells.whole_number),
        "service_types": ("service_types", vocabulary.service_types),
        "specialisms": ("specialisms", vocabulary.specialisms),
        "overall_rating": ("rating", vocabulary.rating),
        "rating_date": ("rating_on", cells.day),
        "dormant": ("dormant", cells.yes_no),
        "registration_status": ("status", vocabulary.status),
        "registration_date": ("registered_on", cells.day),
        "deregistration_date": ("deregistered_on", cells.day),
        "brand": ("brand", brand),
    }
    derived = TableShape.derived | {"address", "care_home"}

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        if lines := address(cell("address_1"), cell("address_2")):
            facts["address"] = lines
        care_home(facts)
        day = day_in(cell("as_at"))
        row.as_at = day.isoformat() if day else None
        if "rating" in facts and "rating_on" in facts:
            row.ratings.append((facts["rating"], facts["rating_on"]))


class DeregisteredShape(TableShape):
    """Locations that left the register, with the registration that carried on where there is one."""

    key, title = "deregistered", "List of deregistered locations"
    identified_by = frozenset(
        {"locationid", "deregistrationdate", "successorlocationid", "relationshipreasons"}
    )
    columns = {
        "locationid": ("cqc_id", cells.cqc_id),
        "name": ("name", short),
        "carehome": ("care_home", cells.yes_no),
        "type": ("sector", short),
        "registrationstatus": ("status", vocabulary.status),
        "registrationdate": ("registered_on", cells.day),
        "deregistrationdate": ("deregistered_on", cells.day),
        "numberofbeds": ("beds", cells.whole_number),
        "postalcode": ("postcode", cells.postcode),
        "localauthority": ("local_authority", often),
        "providerid": ("provider.cqc_id", cells.provider_id),
        "brandname": ("brand", brand),
        "lastoverallrating": ("rating", vocabulary.rating),
        "lastratingdate": ("rating_on", cells.day),
        "gacservicetypes": ("service_types", vocabulary.service_types),
        "specialisms": ("specialisms", vocabulary.specialisms),
    }

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        successors = [one for one in cell("successorlocationid").split("|") if one]
        reasons = [
            short(reason.partition(":")[2])
            for reason in cell("relationshipreasons").split("|")
            if reason.startswith("HSCA Successor")
        ]
        for index, successor in enumerate(successors):
            reason = reasons[min(index, len(reasons) - 1)] if reasons else ""
            row.links.append((facts["cqc_id"], cells.cqc_id(successor), reason))
        if "rating" in facts and "rating_on" in facts:
            row.ratings.append((facts["rating"], facts["rating_on"]))
