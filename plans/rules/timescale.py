"""A timescale of the market programme may be a date or words. Coventry outline 7. No clock."""

import re
from calendar import monthrange
from datetime import date

from govuk.words import MONTHS

MONTH = re.compile(r"([A-Za-z]+) (\d{4})\Z")


def day_of(words: str) -> date | None:
    """The last day of a month such as "November 2016"; None for anything else: words stay words."""
    found = MONTH.match(words.strip())
    names = [month.casefold() for month in MONTHS]
    if found is None or found[1].casefold() not in names:
        return None
    month, year = names.index(found[1].casefold()) + 1, int(found[2])
    return date(year, month, monthrange(year, month)[1]) if year else None
