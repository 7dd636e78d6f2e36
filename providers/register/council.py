"""Tables that others made of CQC data: a council's list of care homes over the years, and ratings over time."""

from collections.abc import Callable

from providers.register import cells, vocabulary
from providers.register.facts import Row, Unusable
from providers.register.published import split_address
from providers.register.source import day_in
from providers.register.tables import TableShape
from providers.register.tidy import care_home, often, short


class CouncilListShape(TableShape):
    """Snapshots of a council's care homes. Before 2020 they carry no CQC id: those are matched by name and postcode.

    The provider has a name but no id, so it is not taken. The area code is one digit short, so neither is it.
    """

    key, title, complete = "council-list", "Council's list of care homes", True
    identified_by = frozenset(
        {"snapshot_date", "name", "type", "address", "postcode", "telephone", "area_name"}
    )
    blanks = frozenset({"NA"})
    needs_id = False
    columns = {
        "cqc_id": ("cqc_id", cells.cqc_id),
        "name": ("name", short),
        "type": ("service_types", vocabulary.service_types),
        "postcode": ("postcode", cells.postcode),
        "area_name": ("local_authority", often),
        "lat": ("latitude", cells.degrees),
        "lon": ("longitude", cells.degrees),
        "telephone": ("phone", cells.phone),
        "website": ("website", cells.website),
        "inspection_date": ("inspected_on", cells.day),
    }
    derived = TableShape.derived | {"address", "town", "care_home"}

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        day = day_in(cell("snapshot_date"))
        row.as_at = day.isoformat() if day else None
        facts["status"] = "registered"
        care_home(facts)
        split_address(facts, cell("address"))
        if "cqc_id" not in facts and not {"name", "postcode"} <= facts.keys():
            raise Unusable("cqc_id", "", "There is no CQC id, and no name and postcode to find it by.")


class RatingHistoryShape(TableShape):
    """Overall ratings over the years by location id alone: earlier ratings of services that we already know."""

    key, title, adds = "rating-history", "Ratings over time", False
    identified_by = frozenset({"reportdate", "overall", "locationid"})
    columns = {
        "locationid": ("cqc_id", cells.cqc_id),
    }
    derived = frozenset()

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        try:
            row.ratings.append((vocabulary.rating(cell("overall")), cells.day(cell("reportdate"))))
        except ValueError as error:
            raise Unusable("overall", cell("overall"), str(error)) from None
