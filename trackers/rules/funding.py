"""Who pays for a person's care: the provider's words, and what follows. Staffordshire SOP 4.1 to 4.8."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from trackers.rules.problems import Parsed, error, warning

THIS_COUNCIL, SELF_FUNDER, OTHER_AUTHORITY = "this_council", "self_funder", "other_authority"
OTHER_AUTHORITY_DIRECT_PAYMENT = "other_authority_direct_payment"
NHS_CHC, JOINT, UNKNOWN = "nhs_chc", "joint", "unknown"
FUNDING_TYPES = (
    THIS_COUNCIL, SELF_FUNDER, OTHER_AUTHORITY, OTHER_AUTHORITY_DIRECT_PAYMENT, NHS_CHC, JOINT, UNKNOWN,
)  # fmt: skip

_KINDS_OF_COUNCIL = (
    r"county|city|borough|metropolitan|district|council|unitary|authority|london|royal|of|the|mbc|cc|bc"
)
_FULLY_FUNDED = re.compile(
    r"\bfully[- ]funded(?: nursing| nhs| health| care)*\b|\b100 ?% ?(?:nhs|health|chc)\b|\bfull chc\b"
)
_FNC = re.compile(
    r"\b(?:fnc|rncc|nhs[- ]funded nursing(?: care)?|funded nursing(?: care)?|nursing contribution)\b"
)
_CHC = re.compile(
    r"\b(?:chc|continuing (?:health ?)?care|nhs|icb|ccg|integrated care board|health(?: funded)?|fast ?track|"
    r"phb|personal health budget|hospital)\b"
)
_JOINT = re.compile(
    r"\b(?:joint(?:ly)?|split|50 ?/ ?50|shared|tripartite|s\.? ?117|section 117|117(?: aftercare)?)\b"
)
_DIRECT_PAYMENT = re.compile(r"\b(?:direct payments?|dps?|personal budget|isf)\b")
_SELF = re.compile(
    r"\b(?:self|self[- ]?fund\w*|self[- ]?pay\w*|private(?:ly)?(?: pay\w*| funded)?|pvt|priv|s/?f|own funds|own money|"
    r"family pays?|selffund\w*|private client)\b"
)
_COUNCIL = re.compile(
    r"\b(?:l\.?a\.?|la[- ]?funded|local authority|council|county|social services?|soc(?:ial)? serv\w*|ssd?|asc|"
    r"adult social care|social care|gross|deferred payments?(?: agreement)?|dpa|12 ?week disregard|council funded)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:other (?:la|local authority|authority|council)|ola|out of (?:area|county|borough)|ooa|oob)\b"
)
_TOP_UP = re.compile(r"\b(?:(?:third|3rd|first|1st) party )?top[- ]?ups?\b")
_ABBREVIATION = re.compile(r"\b[A-Z]{1,4}(?:CC|MBC|BC|DC)\b")
_NAMED = re.compile(
    r"\b((?:London Borough of )?[A-Z][\w'\u2019-]+(?:[ -](?:and|on|upon|under|in|of|the|[A-Z][\w'\u2019-]+))*)"
    r"(?:'s)? (?:(?:County|City|Borough|Metropolitan|Metropolitan Borough|District) )?(?:Council|CC|MBC|BC|DC|LA)\b"
)
_HEALTH_BODY = re.compile(r"\b(?:icb|ccg|integrated care board)\b")
_NOT_KNOWN = frozenset(
    ("?", "-", "n/k", "nk", "not known", "unknown", "tbc", "tba", "n/a", "none", "to be confirmed", "x")
)


class Council(NamedTuple):
    """The council that runs the event, and short forms by which providers may call it."""

    name: str = ""
    short_names: tuple[str, ...] = ()

    @property
    def initials(self) -> frozenset[str]:
        own = "".join(word[0] for word in self.name.replace("-", " ").split() if word[:1].isupper())
        return frozenset({own, *self.short_names} - {""})

    def is_named_in(self, text: str) -> bool:
        """Whether the text calls this council by its name or a short form: "Staffs" for Staffordshire."""
        core = re.sub(rf"\b(?:{_KINDS_OF_COUNCIL})\b", " ", self.name.casefold()).split()
        if not core:
            return False
        said = re.findall(r"\w+", text.casefold())
        return any(
            word == core[0] or (len(word) > 3 and core[0].startswith(word.removesuffix("s")))
            for word in said
            if word not in _KINDS_OF_COUNCIL.split("|")
        )


NO_COUNCIL = Council()


class Funding(NamedTuple):
    """One of FUNDING_TYPES, the words as the provider wrote them, and a hint at the authority's name or ""."""

    type: str
    words: str = ""
    authority: str = ""


def local_abbreviations(texts: Iterable[str], council: Council) -> frozenset[str]:
    """
    The abbreviations, such as SCC, that mean this council in this file.

    The council's own when they occur; otherwise the one that most rows have, since most people in a service are
    paid for by the council around it.
    """
    found = Counter(name for text in texts for name in _ABBREVIATION.findall(text))
    if council.initials & found.keys() or not found:
        return council.initials
    name, times = found.most_common(1)[0]
    return council.initials | ({name} if times * 2 > found.total() or len(found) == 1 else set())


def read_funding(text: str, council: Council = NO_COUNCIL, local: frozenset[str] = frozenset()) -> Parsed:
    """The provider's words as one of our types. The value is a Funding; ambiguous words are an error."""
    shown = " ".join(text.split())
    if not shown or shown.casefold() in _NOT_KNOWN:
        return Parsed(Funding(UNKNOWN, shown) if shown else None)
    plain = _TOP_UP.sub(" ", shown.casefold())
    is_full = bool(_FULLY_FUNDED.search(plain))
    without_fnc = plain if is_full else _FNC.sub(" ", plain)
    is_health = is_full or bool(_CHC.search(without_fnc))
    is_self = bool(_SELF.search(plain))
    payer = _council(shown, without_fnc, council, local)
    if _JOINT.search(plain):
        return Parsed(Funding(JOINT, shown, payer[1] if payer else ""))
    if is_health and (payer or is_self):
        return _health_and_others(shown, plain, payer, is_self)
    if is_health:
        return Parsed(Funding(NHS_CHC, shown, shown if _HEALTH_BODY.search(plain) else ""))
    if is_self and payer:
        reason = f"{shown} could be the person's own money or a council's. Choose who pays."
        return error(reason, Funding(UNKNOWN, shown))
    if is_self:
        return Parsed(Funding(SELF_FUNDER, shown))
    if payer:
        return Parsed(Funding(payer[0], shown, payer[1]))
    return _nobody_named(shown, plain, is_fnc=without_fnc != plain)


def _health_and_others(shown: str, plain: str, payer: tuple[str, str] | None, is_self: bool) -> Parsed:
    unknown = Funding(UNKNOWN, shown)
    if payer and not is_self and re.search(r"[&+]|\band\b|\bpart\b|\bwith\b", plain):
        return Parsed(Funding(JOINT, shown, payer[1]))
    others = ", joint or council" if payer and not is_self else " or the person's own money"
    return error(f"{shown} could be NHS{others}. Choose who pays.", unknown)


def _nobody_named(shown: str, plain: str, *, is_fnc: bool) -> Parsed:
    if _DIRECT_PAYMENT.search(plain):
        return warning(
            f"“{shown}” does not say which council pays. It is taken as this council.",
            Funding(THIS_COUNCIL, shown),
        )
    if is_fnc:
        return warning(
            f"“{shown}” is only the NHS part for nursing. Who pays the rest is not known.",
            Funding(UNKNOWN, shown),
        )
    return warning(
        f"“{shown}” does not say who pays. It is taken as not known.", Funding(UNKNOWN, shown, shown)
    )


def _council(shown: str, plain: str, council: Council, local: frozenset[str]) -> tuple[str, str] | None:
    """(our type, the other authority's name) when the words name a council, this one or another."""
    other = OTHER_AUTHORITY_DIRECT_PAYMENT if _DIRECT_PAYMENT.search(plain) else OTHER_AUTHORITY
    words = set(re.findall(r"[A-Za-z]+", shown))
    if council.is_named_in(shown) or words & (local | council.initials):
        return THIS_COUNCIL, ""
    named = _NAMED.search(shown)
    if named and named[1].casefold() not in ("local", "the", "our", "your", "county", "city"):
        return other, named[0].strip()
    abbreviation = _ABBREVIATION.search(shown)
    if abbreviation:
        return (other, abbreviation[0]) if local else (THIS_COUNCIL, "")
    if _ELSEWHERE.search(plain):
        rest = " ".join(_ELSEWHERE.sub(" ", plain).split()).strip(" -:()")
        return other, rest.title()
    return (THIS_COUNCIL, "") if _COUNCIL.search(plain) else None


class Route(NamedTuple):
    """Who pays and who is responsible for arranging care when the service fails, with the section that says so."""

    pays: str
    responsible: str  # "council", "nhs", "council and nhs"
    recover_from: str
    why: str
    section: str


_ROUTES = {
    THIS_COUNCIL: Route("This council", "council", "", "The council arranges care that goes on.", "4.1, 4.3"),
    SELF_FUNDER: Route(
        "The person", "council", "",
        "The duty covers people who pay for themselves; the person may be charged afterwards.", "4.1, 4.6",
    ),
    OTHER_AUTHORITY: Route(
        "The placing authority", "council", "the authority that made or funded the arrangement",
        "The duty falls on the council where the service is; actual costs may be recovered.", "4.1, 4.6",
    ),
    OTHER_AUTHORITY_DIRECT_PAYMENT: Route(
        "The placing authority, by direct payment", "council", "the authority that makes the direct payment",
        "The duty falls on the council where the service is; actual costs may be recovered.", "4.1, 4.6",
    ),
    NHS_CHC: Route(
        "The NHS", "nhs", "",
        "Continuing Healthcare is a duty of the NHS, which the council may not discharge; it co-ordinates.", "4.8",
    ),
    JOINT: Route(
        "Council and NHS together", "council and nhs", "",
        "The NHS answers for healthcare needs and the council for social care needs.", "4.5, 4.8",
    ),
    UNKNOWN: Route("Not known", "council", "", "The council meets needs first and settles who pays later.", "4.1, 4.6"),
}  # fmt: skip


def funding_route(funding_type: str, ordinary_residence: str = "") -> Route:
    """Who pays, who is responsible, and from whom costs may be recovered. Staffordshire SOP 4.1, 4.6, 4.7, 4.8."""
    route = _ROUTES[funding_type]
    if route.recover_from and ordinary_residence in ("wales", "scotland", "northern_ireland"):
        body = (
            "Health and Social Care trust" if ordinary_residence == "northern_ireland" else "local authority"
        )
        return route._replace(recover_from=f"the {body} that arranged or funded the care", section="4.6, 4.7")
    return route
