"""CQC's words in one spelling. Its files use two sets of words for the same service types and user groups:
the directory says Nursing homes, the monthly workbook Care home service with nursing. We keep the directory's.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from providers.register.cells import array, text

NURSING, RESIDENTIAL = "Nursing homes", "Residential homes"
CARE_HOMES = {NURSING, RESIDENTIAL}

# CQC's long name of a service type -> the name in its directory.
SERVICE_TYPES = {
    "Acute services with overnight beds": "Hospital",
    "Acute services without overnight beds / listed acute services with or without overnight beds": "Clinic",
    "Ambulance service": "Ambulances",
    "Blood and Transplant service": "Blood and transplant service",
    "Care home service with nursing": NURSING,
    "Care home service without nursing": RESIDENTIAL,
    "Community based services for people who misuse substances": "Community services - Substance abuse",
    "Community based services for people with a learning disability": "Community services - Learning disabilities",
    "Community based services for people with mental health needs": "Community services - Mental Health",
    "Community health care services - Nurses Agency only": "Community services - Nursing",
    "Community healthcare service": "Community services - Healthcare",
    "Dental service": "Dentist",
    "Diagnostic and/or screening service": "Diagnosis/screening",
    "Diagnostic and/or screening service - single handed sessional providers": "Diagnosis/screening",
    "Doctors consultation service": "Doctors/GPs",
    "Doctors treatment service": "Doctors/GPs",
    "Doctors/Gps": "Doctors/GPs",
    "Domiciliary care service": "Homecare agencies",
    "Extra Care housing services": "Supported housing",
    "Hospice services": "Hospice",
    "Hospice services at home": "Home hospice care",
    "Hospital services for people with mental health needs, learning disabilities and problems with substance misuse": (
        "Hospitals - Mental health/capacity"
    ),
    "Hyperbaric Chamber": "Hyperbaric chamber",
    "Long term conditions services": "Long-term conditions",
    "Mobile doctors service": "Mobile doctors",
    "Prison Healthcare Services": "Prison healthcare",
    "Rehabilitation services": "Rehabilitation (illness/injury)",
    "Remote clinical advice service": "Phone/online advice",
    "Residential substance misuse treatment and/or rehabilitation service": "Rehabilitation (substance abuse)",
    "Shared Lives": "Shared lives",
    "Specialist college service": "Specialist college service",
    "Supported living service": "Supported living",
    "Urgent care services": "Urgent care centres",
}

# Whom a service is for: the workbook's bands and the export's spellings -> the directory's words.
SPECIALISMS = {
    "Children 0-18 years": "Caring for children",
    "Dementia": "Dementia",
    "Eating disorders": "Eating disorders",
    "Learning disabilities or autistic spectrum disorder": "Learning disabilities",
    "Learning disabilities": "Learning disabilities",
    "Mental Health": "Mental health conditions",
    "Mental health conditions": "Mental health conditions",
    "Older People": "Caring for adults over 65 yrs",
    "Caring for adults over 65 yrs": "Caring for adults over 65 yrs",
    "Caring for people whose rights are restricted under the Mental Health Act": (
        "Caring for people whose rights are restricted under the Mental Health Act"
    ),
    "People detained under the Mental Health Act": (
        "Caring for people whose rights are restricted under the Mental Health Act"
    ),
    "People who misuse drugs and alcohol": "Substance misuse problems",
    "People with an eating disorder": "Eating disorders",
    "Physical Disability": "Physical disabilities",
    "Physical disabilities": "Physical disabilities",
    "Sensory Impairment": "Sensory impairment",
    "Sensory impairments": "Sensory impairment",
    "Whole Population": "Services for everyone",
    "Younger Adults": "Caring for adults under 65 yrs",
    "Caring for adults under 65 yrs": "Caring for adults under 65 yrs",
}

RATINGS = [
    "Outstanding",
    "Good",
    "Requires improvement",
    "Inadequate",
    "Inspected but not rated",
    "No published rating",
]

_TYPES = {key.casefold(): word for key, word in SERVICE_TYPES.items()}
_TYPES |= {word.casefold(): word for word in SERVICE_TYPES.values()}
_SPECIALISMS = {key.casefold(): word for key, word in SPECIALISMS.items()}
_RATINGS = {rating.casefold(): rating for rating in RATINGS}


def service_type(value: str) -> str:
    """The directory's word for a service type; a word that we do not know stays as it is."""
    value = text(value)
    return _TYPES.get(value.casefold(), value)


def specialism(value: str) -> str:
    """The directory's word for whom a service is for; a word that we do not know stays as it is."""
    value = text(value)
    return _SPECIALISMS.get(value.casefold(), value)


def regulated_activity(value: str) -> str:
    """The name of a regulated activity; CQC spells these in one way only."""
    return text(value)


@lru_cache(maxsize=256)
def rating(value: str) -> str:
    """An overall rating in one spelling. Raises ValueError for a word that is none of CQC's."""
    found = _RATINGS.get(text(value).casefold())
    if not found:
        raise ValueError(f"This is not one of CQC's ratings ({', '.join(RATINGS)}).")
    return found


@lru_cache(maxsize=256)
def status(value: str) -> str:
    """registered or deregistered. Raises ValueError for anything else."""
    word = value.strip().casefold()
    if word in {"registered", "active"}:
        return "registered"
    if word in {"deregistered", "inactive", "deactivated", "archived"}:
        return "deregistered"
    raise ValueError("This is neither Registered nor Deregistered.")


@lru_cache(maxsize=1 << 14)
def service_types(value: str) -> str:
    """Service types joined with | as an array literal."""
    return array(service_type(part) for part in value.split("|"))


@lru_cache(maxsize=1 << 15)
def specialisms(value: str) -> str:
    """Specialisms joined with | as an array literal."""
    return array(specialism(part) for part in value.split("|"))


@lru_cache(maxsize=1 << 14)
def comma_service_types(value: str) -> str:
    """Service types joined with ", " although some contain a comma themselves."""
    return array(split_known(value, _TYPES, service_type))


@lru_cache(maxsize=1 << 15)
def comma_specialisms(value: str) -> str:
    """Specialisms joined with ", "."""
    return array(split_known(value, _SPECIALISMS, specialism))


def split_known(value: str, known: dict[str, str], name: Callable[[str], str]) -> Iterable[str]:
    """Split at ", " but keep together the longest run of parts that is a word of the vocabulary."""
    parts = value.split(", ")
    at = 0
    while at < len(parts):
        # No word of CQC's has more than three commas.
        for end in range(min(at + 4, len(parts)), at, -1):
            joined = ", ".join(parts[at:end])
            if end == at + 1 or text(joined).casefold() in known:
                yield name(joined)
                at = end
                break


def types_of(literal: str) -> bool:
    """Whether an array literal of service types names a care home."""
    return f'"{NURSING}"' in literal or f'"{RESIDENTIAL}"' in literal
