"""Invented residents, the same ones each time. NHS numbers are of the 999 range, which is never given to a person."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

SURNAMES = (
    "Applesham Brindlecombe Copperfold Dapplemere Elderbrook Fernwhistle Gladwater Hollinspring Inkersole Junipergate "
    "Kettlewick Larksmead Mossgrove Nettlefold Oakenshade Pennywhistle Quillfeather Rushbottom Sorrelby Thistledown "
    "Underlake Vinterby Woolcombe Yarrowdale"
).split()
FORENAMES = {
    "female": (
        "Agnes Beatrice Constance Dorothy Edith Florence Gladys Harriet Ida Josephine Lavinia Mabel Olive"
    ).split(),
    "male": "Albert Bertram Cecil Desmond Edwin Frank George Herbert Ivor Leonard Montague Percival".split(),
}
MOBILITY = [
    "Walks unaided",
    "Walks with a frame",
    "Uses a wheelchair",
    "Needs a hoist and two carers",
    "In bed all day",
]
RELATIONSHIPS = ["daughter", "son", "niece", "nephew", "friend", "sister"]


def nhs_number(serial: int) -> str:
    """The serial-th valid number of the 999 range: nine digits and their check digit (modulus 11)."""
    while True:
        nine = f"999{serial:06d}"
        check = (
            11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        )
        if check != 10:
            return f"{nine}{check % 11}"
        serial += 500_000  # no valid check digit: take one from the other half


def residents(seed: int) -> Iterator[dict]:
    """Facts of invented people, up to 600, as `add_person` takes them; the same for the same seed."""
    random = Random(seed)  # noqa: S311  invented people need no secrecy
    pairs = [(s, f, g) for s in SURNAMES for g, names in FORENAMES.items() for f in names]
    random.shuffle(pairs)
    for number, (surname, forename, gender) in enumerate(pairs):
        yield {
            "surname": surname,
            "forename": forename,
            "title": "Mrs" if gender == "female" else "Mr",
            "gender": gender,
            "date_of_birth": date(1930, 1, 1) + timedelta(days=random.randrange(9000)),
            "nhs_number": nhs_number(seed * 1000 + number),
            "room": str(number + 1),
            "mobility_needs": random.choice(MOBILITY),
        }


def next_of_kin(resident: dict, number: int) -> dict:
    """Somebody to ring about the resident."""
    relationship = RELATIONSHIPS[number % len(RELATIONSHIPS)]
    gender = "male" if relationship in {"son", "nephew"} else "female"
    names = FORENAMES[gender]
    return {
        "surname": resident["surname"],
        "forename": names[number % len(names)],
        "relationship": relationship,
        "phone": f"01632 960{number % 1000:03d}",  # a range kept for drama and never given out
        "title": "Mr" if gender == "male" else "Ms",
        # Of every fifth nobody knows where they live.
        "address": ""
        if number % 5 == 4
        else f"{number + 2} Orchard Road, Exampleton, EX2 {number % 9 + 1}AB",
        "is_main": True,
    }
