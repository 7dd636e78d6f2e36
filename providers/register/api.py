"""CQC's own records, as its API gives them: one JSON object a line, the pages of its lists, and a table whose nested
cells hold the same as Python literals.
"""

import ast
from collections.abc import Callable, Iterable
from typing import Any

from providers.register import cells, vocabulary
from providers.register.facts import BLANK_IS_NONE, Problem, Row, Unusable, take_withheld
from providers.register.tables import TableShape
from providers.register.tidy import address, brand, companies_house, short

NOT_A_RATING = {"", "No published rating"}

# What is called the same in the JSON and in the table made of it.
FLAT = {
    "locationId": ("cqc_id", cells.cqc_id),
    "name": ("name", short),
    "alsoKnownAs": ("also_known_as", short),
    "careHome": ("care_home", cells.yes_no),
    "type": ("sector", short),
    "postalAddressTownCity": ("town", short),
    "postalAddressCounty": ("county", short),
    "postalCode": ("postcode", cells.postcode),
    "localAuthority": ("local_authority", short),
    "region": ("region", short),
    "onspdLatitude": ("latitude", cells.degrees),
    "onspdLongitude": ("longitude", cells.degrees),
    "numberOfBeds": ("beds", cells.whole_number),
    "mainPhoneNumber": ("phone", cells.phone),
    "website": ("website", cells.website),
    "odsCode": ("ods_code", short),
    "uprn": ("uprn", short),
    "brandName": ("brand", brand),
    "registrationStatus": ("status", vocabulary.status),
    "registrationDate": ("registered_on", cells.day),
    "deregistrationDate": ("deregistered_on", cells.day),
    "dormancy": ("dormant", cells.yes_no),
}
FLAT_PROVIDER = {
    "providerId": ("cqc_id", cells.provider_id),
    "name": ("name", short),
    "companiesHouseNumber": ("companies_house_number", companies_house),
    "ownershipType": ("ownership", short),
    "brandName": ("brand", brand),
    "mainPhoneNumber": ("phone", cells.phone),
    "website": ("website", cells.website),
    "postalAddressTownCity": ("town", short),
    "postalAddressCounty": ("county", short),
    "postalCode": ("postcode", cells.postcode),
    "registrationStatus": ("status", vocabulary.status),
}
LISTS = {
    "service_types": ("gacServiceTypes", vocabulary.service_type),
    "specialisms": ("specialisms", vocabulary.specialism),
    "regulated_activities": ("regulatedActivities", vocabulary.regulated_activity),
}
DERIVED = {
    "name_withheld",
    "provider_cqc_id",
    "address",
    *LISTS,
    "rating",
    "rating_on",
    "inspected_on",
}
LOCATION_FIELDS = {field for field, _ in FLAT.values()} | DERIVED


def location(number: int, record: dict[str, Any]) -> Row:
    """A location's full record. Keys that are absent mean "none". Raises Unusable without an id."""
    row = Row(number)
    row.service = _flat(FLAT, record, row, "locationId")
    if provider := record.get("providerId"):
        row.service["provider_cqc_id"] = cells.provider_id(provider)
    finish_location(row, record)
    return row


def provider(number: int, record: dict[str, Any]) -> Row:
    """A provider's full record. Raises Unusable without an id."""
    row = Row(number)
    row.provider = _flat(FLAT_PROVIDER, record, row, "providerId")
    if lines := address(*(short(record.get(f"postalAddressLine{at}") or "") for at in (1, 2))):
        row.provider["address"] = lines
    take_withheld(row.provider)
    return row


def listed_location(number: int, record: dict[str, Any]) -> Row:
    """A line of the list of locations: id, name and postcode, and nothing about its registration."""
    row = Row(number)
    columns = {
        "locationId": FLAT["locationId"],
        "locationName": FLAT["name"],
        "postalCode": FLAT["postalCode"],
    }
    row.service = _flat(columns, record, row, "locationId")
    take_withheld(row.service)
    return row


def listed_provider(number: int, record: dict[str, Any]) -> Row:
    """A line of the list of providers: id and name."""
    row = Row(number)
    row.provider = _flat(
        {"providerId": FLAT_PROVIDER["providerId"], "providerName": FLAT["name"]}, record, row, "providerId"
    )
    take_withheld(row.provider)
    return row


def finish_location(row: Row, record: dict[str, Any]) -> None:
    """What stands in the nested parts: address, types, ratings, and the registrations before and after."""
    service = row.service
    if "name" in service:
        take_withheld(service)
    lines = address(*(short(record.get(f"postalAddressLine{at}") or "") for at in (1, 2)))
    if lines:
        service["address"] = lines
    for field, (key, word) in LISTS.items():
        if words := [word(name) for name in _names(record, key)]:
            service[field] = cells.array(words)
    _, inspected = _rated(row, "", _part(record, "lastInspection").get("date"))
    if inspected:
        service["inspected_on"] = inspected
    _rate(row, record)
    for relation in _parts(record, "relationships"):
        _link(row, relation)


def _link(row: Row, relation: dict[str, Any]) -> None:
    """The related registration is the one before this, or the one that carried on after it."""
    other, reason = relation.get("relatedLocationId"), short(relation.get("reason") or "")
    if not other:
        return
    this, other = row.service["cqc_id"], cells.cqc_id(other)
    if "Successor" in str(relation.get("type")):
        row.links.append((this, other, reason))
    elif "Predecessor" in str(relation.get("type")):
        row.links.append((other, this, reason))


def _rate(row: Row, record: dict[str, Any]) -> None:
    """Every dated overall rating, and the one that stands: the current one, else the newest of the earlier ones."""
    current = _part(record, "currentRatings")
    overall = _part(current, "overall")
    stands = _rated(row, overall.get("rating"), overall.get("reportDate") or current.get("reportDate"))
    found = [stands, *(_rated(row, *one) for one in _assessments(record))]
    for past in _parts(record, "historicRatings"):
        found.append(_rated(row, _part(past, "overall").get("rating"), past.get("reportDate")))
    row.ratings.extend(one for one in found if all(one))
    if stands[0] in NOT_A_RATING:
        earlier = [(day, rating) for rating, day in row.ratings if rating not in NOT_A_RATING]
        stands = max(earlier)[::-1] if earlier else stands
    if stands[0]:
        row.service["rating"] = stands[0]
    if all(stands):
        row.service["rating_on"] = stands[1]


def _rated(row: Row, rating: Any, day: Any) -> tuple[str, str]:
    """A rating and its date, each blank when not stated. A word that is no rating is left out with a remark."""
    try:
        return (vocabulary.rating(str(rating)) if rating else "", cells.day(str(day)) if day else "")
    except ValueError as error:
        row.remarks.append(Problem(row.number, "rating", f"{rating}, {day}", str(error)))
        return "", ""


def _assessments(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Ratings of the single assessment framework, dated by when the assessment was published."""
    found = []
    for assessment in _parts(record, "assessment"):
        day = str(assessment.get("assessmentPlanPublishedDateTime") or "")[:10]
        for group in _parts(_part(assessment, "ratings"), "asgRatings"):
            if str(group.get("rating")) in vocabulary.RATINGS:  # dentists are not rated
                found.append((group["rating"], day))
    return found


def _flat(columns: dict, record: dict[str, Any], row: Row, id_key: str) -> dict[str, str]:
    facts = {}
    for key, (field, convert) in columns.items():
        value = record.get(key)
        if value is None or value == "":
            continue
        try:
            if stated := convert(str(value)):
                facts[field] = stated
        except ValueError as error:
            if key == id_key:
                raise Unusable(key, str(value), str(error)) from None
            row.remarks.append(Problem(row.number, key, str(value), str(error)))
    if "cqc_id" not in facts:
        raise Unusable(id_key, "", "There is no CQC id.")
    return facts


def _part(record: dict[str, Any], key: str) -> dict[str, Any]:
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def _parts(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = record.get(key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _names(record: dict[str, Any], key: str) -> Iterable[str]:
    return [str(part["name"]) for part in _parts(record, key) if part.get("name")]


class ApiTableShape(TableShape):
    """A table of API records. Nested cells are Python literals with single quotes: read as data, never run."""

    key, title = "api-table", "Table of CQC API records"
    identified_by = frozenset({"locationid", "gacservicetypes", "currentratings", "relationships"})
    nested = (
        "regulatedActivities",
        "gacServiceTypes",
        "specialisms",
        "currentRatings",
        "historicRatings",
        "relationships",
        "lastInspection",
    )
    columns = {
        **{key.casefold(): column for key, column in FLAT.items()},
        "providerid": ("provider.cqc_id", cells.provider_id),
    }
    derived = frozenset(DERIVED)

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        record = {key: _literal(key, cell(key.casefold())) for key in self.nested}
        record |= {key: cell(key.casefold()) for key in ("postalAddressLine1", "postalAddressLine2")}
        finish_location(row, record)


def _literal(column: str, value: str) -> Any:
    if not value:
        return None
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise Unusable(column, value, "This cell is cut off or damaged.") from None


API_CLEARS = LOCATION_FIELDS & BLANK_IS_NONE
