"""The factors of an option, weighed: what two people typed at once, and how far it is worked through. No database."""

from collections.abc import Iterable, Mapping

EMPTY = {"bears": "", "note": ""}


def tidy(factors: Mapping[str, Mapping]) -> dict[str, dict]:
    """Only what was said, in the fields that are kept."""
    kept = {
        code: {"bears": str(said.get("bears") or ""), "note": str(said.get("note") or "").strip()}
        for code, said in factors.items()
    }
    return {code: said for code, said in kept.items() if said != EMPTY}


def merge(base: Mapping, theirs: Mapping, mine: Mapping) -> tuple[dict[str, dict], list[str]]:
    """Both people's changes together, and the factors that both changed to something else."""
    merged, clashing = {}, []
    for code in dict.fromkeys((*base, *theirs, *mine)):
        was, their, my = (EMPTY | dict(some.get(code, {})) for some in (base, theirs, mine))
        if my not in (was, their) and their != was:
            clashing.append(code)
        merged[code] = their if my == was else my
    return tidy(merged), clashing


def weighed(codes: Iterable[str], factors: Mapping[str, Mapping]) -> int:
    """How many of the factors have something said of them."""
    return sum(code in factors for code in codes)
