"""What one row of a CQC file tells us, whatever its shape: the names that all readers and the loader share."""

import re
from dataclasses import dataclass, field

from govuk.sheets.limits import SheetRefused
from providers.register.cells import text

# Columns of a service that a file may state, and their type in PostgreSQL.
SERVICE = {
    "cqc_id": "text",
    "name": "text",
    "name_withheld": "boolean",
    "also_known_as": "text",
    "provider_cqc_id": "text",
    "care_home": "boolean",
    "service_types": "varchar[]",
    "specialisms": "varchar[]",
    "regulated_activities": "varchar[]",
    "sector": "text",
    "address": "text",
    "town": "text",
    "county": "text",
    "postcode": "text",
    "local_authority": "text",
    "region": "text",
    "latitude": "double precision",
    "longitude": "double precision",
    "beds": "smallint",
    "phone": "text",
    "website": "text",
    "ods_code": "text",
    "uprn": "text",
    "brand": "text",
    "status": "text",
    "registered_on": "date",
    "deregistered_on": "date",
    "dormant": "boolean",
    "rating": "text",
    "rating_on": "date",
    "inspected_on": "date",
}
PROVIDER = {
    "cqc_id": "text",
    "name": "text",
    "name_withheld": "boolean",
    "companies_house_number": "text",
    "ownership": "text",
    "brand": "text",
    "phone": "text",
    "website": "text",
    "address": "text",
    "town": "text",
    "county": "text",
    "postcode": "text",
    "status": "text",
}
# A blank cell says nothing and takes nothing away, except in these columns, where it says "none".
BLANK_IS_NONE = {"brand", "deregistered_on"}
WITHHELD = re.compile(r"\[(?:individual provider - )?name withheld\]", re.IGNORECASE)


class Refused(SheetRefused):
    """The file as a whole cannot be loaded. `sentence` says why in plain words."""


class Unusable(Exception):
    """A row cannot be loaded: the column, what stood there, and why."""

    def __init__(self, column: str, value: str, reason: str):
        self.column, self.value, self.reason = column, value, reason
        super().__init__(reason)


@dataclass(slots=True)
class Row:
    """A usable row. Values are the text that COPY reads; a name that is missing was not stated.

    `number` is the row as a spreadsheet shows it (the line, for JSON lines). `links` are (predecessor, successor,
    reason) and `ratings` (rating, date). `remarks` are cells that could not be read and were left out.
    """

    number: int
    service: dict[str, str] | None = None
    provider: dict[str, str] | None = None
    links: list[tuple[str, str, str]] = field(default_factory=list)
    ratings: list[tuple[str, str]] = field(default_factory=list)
    remarks: list["Problem"] = field(default_factory=list)
    as_at: str | None = None


@dataclass(slots=True)
class Problem:
    """Why a row was refused, or a cell left out."""

    row: int
    column: str
    value: str
    reason: str

    def as_dict(self) -> dict:
        return {
            "row": self.row,
            "column": text(self.column[:200]),
            "value": text(self.value[:200]),
            "reason": text(self.reason),
        }


def take_withheld(facts: dict[str, str]) -> None:
    """Turn the mark of a withheld name into a flag; what stands beside the mark is kept as the name."""
    name = facts.get("name")
    if name is not None:
        if "withheld]" in name:
            facts["name"] = WITHHELD.sub("", name).strip(" -")
            facts["name_withheld"] = "t"
        else:
            facts["name_withheld"] = "f"
