"""The failures that are played: a real care home of the register each, and invented residents."""

from typing import NamedTuple

ICB = "NHS Exampleshire Integrated Care Board"


class Failure(NamedTuple):
    """`misspelt` is how somebody in a hurry types the name; people as the tracker shows them."""

    home: str
    misspelt: str
    location: str
    funded_by_icb: tuple[str, str]
    paid_by_others: tuple[str, str, str]
    serial: int  # of the first NHS number

    @property
    def everybody(self) -> list[str]:
        return [*self.paid_by_others, *self.funded_by_icb]

    @property
    def own(self) -> list[str]:
        """Surnames of the people of the ICB."""
        return [person.split(",")[0] for person in self.funded_by_icb]

    @property
    def others(self) -> list[str]:
        return [person.split(",")[0] for person in self.paid_by_others]


WITH_SCRIPTS = Failure(
    "Ilsham Valley Nursing Home",
    "Ilshum Valey",
    "1-118046540",
    ("Umberwick, Edith", "Wintergreen, Albert"),
    ("Saltmarsh, Olive", "Tolliver, Cecil", "Zennorley, Mabel"),
    901,
)
WITHOUT_SCRIPTS = Failure(
    "Pottles Court",
    "Potles Cuort",
    "1-114980576",
    ("Underhollow, Ida", "Westerfold, Ivor"),
    ("Sandalwick, Agnes", "Thornebury, Frank", "Zillwood, Ruby"),
    951,
)
