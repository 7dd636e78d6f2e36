"""Headings and months of lists that are written in Welsh, as those of homes across the border are."""

# Our field -> the names by which a column of it may be headed.
HEADINGS = {
    "surname": "cyfenw",
    "forename": "enw cyntaf | enw bedydd | enwau cyntaf",
    "title": "teitl",
    "known_as": "enw a ddefnyddir",
    "full_name": "enw | enw llawn | enw preswylydd | preswylydd | preswylwyr",
    "date_of_birth": "dyddiad geni",
    "age": "oed | oedran",
    "gender": "rhyw | rhywedd",
    "nhs_number": "rhif gig | rhif y gig",
    "room": "ystafell | rhif ystafell | rhif yr ystafell",
    "funding": "cyllid | ariannu | ariennir gan | pwy syn talu",
    "next_of_kin_name": "perthynas agosaf",
    "next_of_kin_relationship": "perthynas",
    "next_of_kin_phone": "ffôn perthynas agosaf | rhif ffôn",
    "gp": "meddyg teulu | meddyg",
    "social_worker": "gweithiwr cymdeithasol",
    "date_admitted": "dyddiad derbyn",
    "notes": "nodiadau | sylwadau",
}
MONTHS = {
    "ionawr": 1, "ion": 1, "chwefror": 2, "chwef": 2, "mawrth": 3, "maw": 3, "ebrill": 4, "ebr": 4, "mai": 5,
    "mehefin": 6, "meh": 6, "gorffennaf": 7, "gorff": 7, "awst": 8, "medi": 9, "hydref": 10, "hyd": 10,
    "tachwedd": 11, "tach": 11, "rhagfyr": 12, "rhag": 12,
}  # fmt: skip
