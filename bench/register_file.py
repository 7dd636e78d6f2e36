"""A directory of national size, made of the real care homes that travel with the project.

Each home stands in it many times under invented ids, with words of other homes' names, its own address parts,
and the lines above the heading that the published directory has. The same count always gives the same file.
"""

import csv
import gzip
import random
from itertools import islice
from pathlib import Path

TIDY = Path(__file__).resolve().parent.parent / "providers" / "data" / "care_homes_combined_tidy.csv.gz"
HEADINGS = [
    "Name",
    "Also known as",
    "Address",
    "Postcode",
    "Phone number",
    "Service's website (if available)",
    "Service types",
    "Date of latest check",
    "Specialisms/services",
    "Provider name",
    "Local authority",
    "Region",
    "Location URL",
    "CQC Location ID (for office use only)",
    "CQC Provider ID (for office use only)",
]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
ABOVE = ["CQC Locations data", "", "This data was produced on 22 July 2026", ""]


def write(path: Path, count: int = 120_000) -> Path:
    """Write `count` locations in the shape of CQC_directory.csv."""
    with gzip.open(TIDY, "rt", encoding="utf-8", newline="") as opened:
        homes = list(csv.DictReader(opened))
    dice = random.Random(20260722)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerows([line, *[""] * (len(HEADINGS) - 1)] for line in ABOVE)
        writer.writerow(HEADINGS)
        writer.writerows(islice(_rows(homes, dice), count))
    return path


def _rows(homes: list[dict], dice: random.Random):
    number = 0
    while True:
        home, other = dice.choice(homes), dice.choice(homes)
        number += 1
        location, provider = f"1-{9_000_000_000 + number * 7}", f"1-{8_000_000_000 + number // 3}"
        first, last = home["name"].split()[0].strip("[]"), other["name"].split()[-1].strip("[]")
        place = other["town"] or other["local_authority"]
        name = (
            f"{first} {place.split()[0]} {last}"
            if number % 3
            else f"{first} {other['name'].split()[0]} House"
        )
        outward = (home["postcode"] or "ST17 4AA").split()[0]
        checked = f"{dice.randint(1, 28):02}/{dice.choice(MONTHS)}/{dice.randint(2015, 2026)} - 00:00"
        yield [
            name,
            "",
            f"{dice.randint(1, 299)} {home['address_1'].partition(' ')[2] or 'High Street'},{place}",
            f"{outward} {dice.randint(1, 9)}{dice.choice('ABDEFGHJ')}{dice.choice('LNPQRSTU')}",
            str(dice.randint(1_200_000_000, 1_999_999_999)),
            f"www.{first.lower()}{number}.example" if number % 2 else "",
            home["service_types"],
            checked,
            home["specialisms"],
            f"{first} {last} Limited {number // 3}",
            home["local_authority"],
            home["region"],
            f"https://www.cqc.org.uk/location/{location}",
            location,
            provider,
        ]
