"""The names by which providers head the columns of a resident list, and the field each one is."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process

from trackers.rules.welsh import HEADINGS as WELSH

# Our fields, with the words on screen.
FIELDS = {
    "surname": "Surname",
    "forename": "Forename",
    "title": "Title",
    "known_as": "Known as",
    "full_name": "Name",
    "date_of_birth": "Date of birth",
    "age": "Age",
    "gender": "Gender",
    "nhs_number": "NHS number",
    "client_record_number": "Client record number",
    "room": "Room",
    "service": "Which service",
    "funding": "Who pays",
    "funding_authority": "Funding authority",
    "next_of_kin_name": "Next of kin",
    "next_of_kin_relationship": "Next of kin relationship",
    "next_of_kin_phone": "Next of kin phone",
    "next_of_kin_email": "Next of kin email",
    "next_of_kin_address": "Next of kin address",
    "address": "Address before the service",
    "gp": "GP",
    "mobility_needs": "Mobility needs",
    "has_capacity": "Has capacity",
    "requires_advocate": "Requires advocate",
    "dols": "DoLS",
    "social_worker": "Social worker",
    "date_admitted": "Date admitted",
    "care_type": "Care type",
    "hours_per_week": "Hours per week",
    "notes": "Notes",
}
# Answered with yes or no.
CHC_HEADINGS = frozenset(("chc", "chc funded", "nhs chc", "in receipt of chc"))
NAME_FIELDS = frozenset(("surname", "full_name"))
# Several columns may go to one of these; their texts are put together.
SHARED_FIELDS = frozenset(("notes", "address", "next_of_kin_phone", "next_of_kin_address"))

_KNOWN = {
    "surname": """
        surname | last name | family name | last | second name | surname of resident
    """,
    "forename": """
        forename | forenames | first name | first names | given name | given names | christian name |
        christian names | first
    """,
    "title": """
        title | mr mrs miss | salutation | prefix
    """,
    "known_as": """
        known as | preferred name | preferred | aka | likes to be called | prefers to be called | nickname | goes by |
        called
    """,
    "full_name": """
        name | full name | resident | residents | residents name | resident name | name of resident |
        names | service user | service users | service user name | name of service user | su name | su |
        client | clients | client name | name of client | patient | patient name | person | persons name |
        customer | customer name | citizen | tenant | surname forename | surname first name |
        surname and forename | surname and first name | last name first name | forename surname |
        first name surname | forename and surname | first name and surname | first name last name |
        resident surname forename
    """,
    "date_of_birth": """
        date of birth | birth date | birthdate | birthday | born | date birth | birth | date of birth age
    """,
    "age": """
        age | age in years | years old | current age | age now
    """,
    "gender": """
        gender | sex | m f | f m | male female | gender m f | sex m f
    """,
    "nhs_number": """
        nhs number | nhs | nhs id | national health service number
    """,
    "client_record_number": """
        client record number | client number | client id | client ref | client reference | person id |
        person number | id | id number | frameworki number | frameworki | framework i number |
        frameworki id | mosaic | mosaic id | mosaic number | care director id | care director number |
        caredirector id | carefirst number | carefirst id | carefirst | care first number | care first id
        | liquidlogic id | liquidlogic number | liquidlogic | las id | las number | social service number
        | social services number | social services id | social services ref | social care number |
        social care id | adult social care number | ssd number | ssid | swift number | swift id | swift |
        ais number | ais id | azeus id | eclipse id | eclipse number | pid | p number | case number |
        record number | council ref | council reference | council id | council number | su id | su number
        | su ref | service user id | service user number | service user ref | local authority number |
        local authority id | local authority ref | reference number | ref number | reference | resident id
        | resident number | system id | system number | asc id | asc number
    """,
    "room": """
        room | room number | bed | bed number | bedroom | bedroom number | flat | flat number | unit room
        | room name | apartment | room bed | suite | room id
    """,
    "service": """
        service | service name | name of service | home | care home | home name | site | branch |
        scheme | which home | which service | care home name | location name
    """,
    "funding": """
        chc | chc funded | nhs chc | in receipt of chc |
        funding | funded by | funder | funders | funding source | source of funding | funding type |
        type of funding | funding stream | funding status | funding arrangements | funding arrangement |
        who pays | who funds | payer | paid by | fee payer | pays | responsibility for funding |
        funding responsibility | responsible for funding | funding details | funding organisation |
        funding body | fees paid by | contract type | payment type | fund | funded |
        local authority funded | self funder local authority chc | private local authority |
        self local authority chc | local authority private | local authority self |
        local authority or private | council or private | private or council | self funded | self funding
        | self funder | private local authority chc | local authority private chc |
        chc local authority private | local authority self funded | who is paying | who pays fees
    """,
    "funding_authority": """
        funding authority | local authority | placing authority | placing local authority | council |
        commissioner | authority | funding council | responsible authority | funding local authority |
        which local authority | which council | commissioning authority | host authority |
        responsible council | integrated care board | icb | local authority name |
        responsible commissioner | placing council | commissioned by | placed by
    """,
    "next_of_kin_name": """
        next of kin | next of kin name | name of next of kin | next of kin names | main representative |
        representative | representative name | family contact | relative | relatives | relative name |
        contact name | emergency contact | emergency contact name | main contact | main contact name |
        key contact | key contact name | first contact | family | family contact name |
        next of kin details | main representative name | relative next of kin | next of kin representative
        | next of kin main contact | contact person | primary contact | next of kin contact |
        next of kin name and phone | next of kin name and relationship | next of kin name and contact |
        next of kin and phone | next of kin and relationship | next of kin name phone |
        next of kin name relationship | next of kin relationship name | next of kin and contact details |
        next of kin name contact details | next of kin name and contact details |
        next of kin and phone number | next of kin name and phone number |
        next of kin name and contact number | next of kin name number | relative contact
    """,
    "next_of_kin_relationship": """
        relationship | relation | next of kin relationship | relationship to resident |
        relationship to service user | relationship to client | next of kin relation |
        relationship of next of kin | relationship to person | relationship to su | how related
    """,
    "next_of_kin_phone": """
        next of kin phone | next of kin phone number | next of kin number | family phone |
        family phone number | representative phone | relative phone | emergency contact phone |
        main contact phone | main contact number | relative phone number | emergency contact number |
        emergency phone | next of kin contact number | next of kin contact phone | family contact number |
        family contact phone | phone of next of kin | phone number of next of kin |
        contact number for next of kin | main representative phone | key contact phone |
        next of kin home phone | next of kin work phone | next of kin mobile phone |
        relatives phone number
    """,
    "next_of_kin_email": """
        next of kin email | next of kin email address | family email | relative email | main contact email
        | representative email | emergency contact email | email of next of kin |
        main representative email
    """,
    "next_of_kin_address": """
        next of kin address | address of next of kin | next of kin postcode | family address |
        relative address | main contact address | representative address |
        next of kin address phone number | next of kin home address | main representative address |
        next of kin post code
    """,
    "address": """
        home address of client | address of client | client address | address of service user |
        service user address | resident address | residents address | address of resident | own address |
        previous address | former address | address before | address before admission | property address |
        where they live
    """,
    "gp": """
        gp | gp name | gp surgery | gp practice | doctor | doctors | surgery | name of gp |
        general practitioner | gp details | medical practice | doctor surgery | gp and surgery |
        gp name and surgery
    """,
    "mobility_needs": """
        mobility needs | mobility | moving and handling | moving handling | manual handling | m h |
        transfers | hoist | mobility aids | mobility status | mobility needs equipment |
        mobility and equipment | equipment | mobility level
    """,
    "has_capacity": """
        has capacity | capacity | mental capacity | capacity y n | has capacity y n | has mental capacity
        | mca | mca capacity | capacity to decide | has capacity to decide | lacks capacity |
        lack of capacity | lacks mental capacity | does have capacity
    """,
    "requires_advocate": """
        requires advocate | advocate | advocate required | advocate needed | needs advocate |
        needs an advocate | requires an advocate | advocacy | advocacy required | advocacy needed | imca |
        imca required | imca needed | requires imca | needs imca | advocate y n | advocate imca |
        imca advocate
    """,
    "dols": """
        dols | dols in place | dols y n | dols authorised | dols status | deprivation of liberty | lps |
        dols lps | subject to dols | deprivation of liberty safeguards | dols authorisation | dols granted
        | on dols
    """,
    "social_worker": """
        social worker | sw | social worker name | allocated social worker | allocated worker |
        care manager | case worker | caseworker | named social worker | social worker care manager |
        social worker details | name of social worker | case manager | social worker team | allocated sw |
        named sw | sw name | social worker allocated
    """,
    "date_admitted": """
        date admitted | admission date | date of admission | admitted | admission | doa | date moved in |
        moved in | move in date | start date | date of entry | arrival date | date arrived | date started
        | package start date | placement start date | placement start | resident since |
        service start date | care start date | date of placement | placement date | admitted date |
        date admission | admit date
    """,
    "care_type": """
        care type | type of care | category | category of care | care category | residential nursing |
        residential or nursing | nursing residential | placement type | type of placement | type of bed |
        bed type | level of care | care level | type | service type | res nursing | res nur |
        nursing or residential | care package type | registration category
    """,
    "hours_per_week": """
        hours per week | hours | weekly hours | hours week | hours weekly | package hours | care hours |
        total hours | commissioned hours | contracted hours | hours a week | hours commissioned |
        hours of care | planned hours | total weekly hours | hours per week commissioned |
        total hours per week
    """,
    "notes": """
        notes | note | comments | comment | remarks | other information | additional information |
        further information | other | any other information | specific needs | special needs | care needs
        | needs | additional notes | other comments | observations | further comments | diet | diet etc |
        dietary needs | special requirements | general notes | key information | misc | miscellaneous |
        any comments | any other comments | any other notes | other notes | care notes | status |
        current status | present status | whereabouts
    """,
}
_FIELD_OF = {
    name.strip(): field
    for known in (_KNOWN, WELSH)
    for field, names in known.items()
    for name in names.split("|")
}
EXACT = frozenset(_FIELD_OF)  # headings that are read as they stand
# Close spellings are looked for among the longer names only: of two short words, one letter is half the meaning.
_LONG_NAMES = [name for name in _FIELD_OF if len(name) >= 6]
_CLOSE_ENOUGH = 85

# What these mean hangs on the columns beside them.
CONTACT_WORDS = {
    "phone": "next_of_kin_phone",
    "phone number": "next_of_kin_phone",
    "contact number": "next_of_kin_phone",
    "contact phone": "next_of_kin_phone",
    "contact phone number": "next_of_kin_phone",
    "number": "next_of_kin_phone",
    "mobile phone": "next_of_kin_phone",
    "home phone": "next_of_kin_phone",
    "contact": "next_of_kin_phone",
    "contact details": "next_of_kin_phone",
    "address phone number": "next_of_kin_address",
    "email": "next_of_kin_email",
    "email address": "next_of_kin_email",
    "address": "next_of_kin_address",
    "address line 1": "next_of_kin_address",
    "address line 2": "next_of_kin_address",
    "address 1": "next_of_kin_address",
    "address 2": "next_of_kin_address",
    "town": "next_of_kin_address",
    "postcode": "next_of_kin_address",
    "post code": "next_of_kin_address",
    "home address": "next_of_kin_address",
    "address and phone": "next_of_kin_address",
    "name": "next_of_kin_name",
}

_PHRASES = (
    (r"\bd\s*o\s*b\b", "date of birth"),
    (r"\bn\s*o\s*k\b", "next of kin"),
    (r"\bnext\s+kin\b", "next of kin"),
    (r"\bg\s+p\b", "gp"),
    (r"\bn\s*h\s*s\b", "nhs"),
    (r"\be mail\b", "email"),
    (r"\bl\s*a\b", "local authority"),
    (r"\bd\s*o\s*l\s*s?\b", "dols"),
    (r"\ba\s+k\s+a\b", "aka"),
    (r"\bm\s+h\b", "m h"),
    (r"\bd\s+o\s+a\b", "doa"),
    (r"\b(tel|tele|telephone|phone|mob|mobile|cell) (phone )?(no|nos|num|number|numbers)\b", "phone number"),
    (r"\bmob(ile)?( phone)?\b", "mobile phone"),
    (r"\b(tel|tele|telephone|telephones|phones)\b", "phone"),
    (r"\b(no|nos|num|nr|numbers|numb)\b", "number"),
    (r"\b(rm|rms)\b", "room"),
    (r"\bhrs?\b", "hours"),
    (r"\b(p|per) ?(w|wk|week)\b|\bpw\b|\bwk\b", "per week"),
    (r"\baddr\b", "address"),
    (r"\brep\b", "representative"),
    (r"\b(rel|rltnshp|relshp)\b", "relationship"),
    (r"\b(soc|social) (serv|services?|svcs?)\b", "social services"),
    (r"\b(fname|f name|forname)\b", "forename"),
    (r"\b(sname|s name|l name)\b", "surname"),
    (r"\bnm\b", "name"),
    (r"\b(adm|admit)\b", "admitted"),
    (r"\bauth\b", "authority"),
    (r"\breqd?\b", "required"),
    (r"\bref no\b", "ref number"),
    (r"\b(id no|id number)\b", "id number"),
    (r"\bs w\b", "sw"),
    (r"\bpref(erred)? name\b", "preferred name"),
    (r"\bresidents? s\b", "residents"),
    (r"\bres (?=(?:sur|fore|first |last |full )?names?\b)", "resident "),
    (r"\bresidents full name\b|\bresident full name\b", "full name"),
)
_PHRASES_READY = tuple((re.compile(pattern), name) for pattern, name in _PHRASES)
_NOISE = frozenset(
    ("resident", "residents", "service", "user", "users", "su", "client", "clients", "person", "persons", "patient",
     "patients", "the", "s", "their", "current", "please", "state", "details", "y", "n", "yes", "if", "known", "dd",
     "mm", "yy", "yyyy", "or")
)  # fmt: skip
# What a list says under these of somebody who is no longer there.
DEATH, LEAVING = (
    frozenset(("died", "deceased", "rip", "date of death", "death", "death date", "date died", "date deceased", "dod")),
    frozenset(("left", "date left", "leaving date", "date of leaving", "date of discharge", "discharge date",
               "discharged", "date discharged", "discharge", "moved out", "date moved out", "end date", "leave date",
               "departure date", "date of departure", "move out date", "date ended", "package end date")),
)  # fmt: skip
# Words that change the meaning of the rest of a heading, so that no close match may be made over them.
_TURNS = frozenset(
    ("expiry", "expires", "review", "death", "died", "left", "leaving", "end", "discharge", "manager")
)


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading in small letters without punctuation, its abbreviations written out."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = text.replace("#", " number ").replace("&", " and ").replace("\u2019", "").replace("'", "")
    text = " ".join(re.sub(r"[^\w]+|_", " ", text).split())
    for pattern, name in _PHRASES_READY:
        text = pattern.sub(name, text)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str | None:
    """Our field for a heading, or None. Words such as "Tel" that hang on their neighbours give None."""
    for candidate in _candidates(heading):
        if candidate in _FIELD_OF:
            return _FIELD_OF[candidate]
    for candidate in _candidates(heading):
        found = _close(candidate)
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def contact_field_of(heading: str) -> str | None:
    """The field for a word such as "Tel", provided that the columns beside it are about the next of kin."""
    for candidate in _candidates(heading):
        if candidate in CONTACT_WORDS:
            return CONTACT_WORDS[candidate]
    return None


@lru_cache(maxsize=4096)
def is_of_another_kin(heading: str) -> bool:
    """Whether this is about a second contact: "NOK 2", "2nd next of kin tel", "Other contact"."""
    return bool(
        re.search(r"\b([2-9]|2nd|3rd|second|third|other|alternative|alternate|additional)\b", plain(heading))
    )


@lru_cache(maxsize=4096)
def is_turned(heading: str) -> bool:
    """Whether yes under this heading means no to our question, as under "Lacks capacity"."""
    return bool(re.search(r"\black(s|ing)?\b|\bno capacity\b|\bwithout capacity\b", plain(heading)))


def _candidates(heading: str) -> list[str]:
    """The heading, without its bracketed part, without words that say nothing, and each half of a slash."""
    whole = plain(heading)
    bare = plain(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading))
    found = [whole, bare, _without_noise(bare)]
    if not whole:
        return []
    if "/" in heading and not _TURNS & set(whole.split()):
        found.extend(plain(half) for half in heading.split("/"))
    return list(dict.fromkeys(name for name in found if name))


def _without_noise(name: str) -> str:
    kept = " ".join(word for word in name.split() if word not in _NOISE)
    return kept if kept not in ("number", "id", "ref", "reference", "name", "") else name


def _close(name: str) -> str | None:
    if len(name) < 6 or name == "number" or _TURNS & set(name.split()):
        return None
    found = process.extractOne(name, _LONG_NAMES, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return _FIELD_OF[found[0]] if found else None
