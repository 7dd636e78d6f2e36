"""Scored instruments of a pack: 5 x 5 matrix and initial assessment. Blackpool policy 5, 6, App 1, App 2.

A total or a band is shown with its rule; it never decides. Missing figures are named, nothing is filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from events.procedure.pack import Pack
from events.rules.figures import InvalidFigure, is_unknown, read_figure


@dataclass(frozen=True)
class RiskCell:
    """A cell of the matrix; `score` and `band` are None while `missing` names a figure. `rule` is the band's id."""

    score: int | None
    band: str | None
    printed: str
    section: str
    missing: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class Assessment:
    """`total` is None while `missing` holds the numbers of criteria without a score; `rules` are ids of the others."""

    total: int | None
    minimum: int
    maximum: int
    section: str
    missing: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


def risk_cell(pack: Pack, impact: object, likelihood: object) -> RiskCell:
    """The cell for two levels of the scales. Blackpool policy 6, App 2 Step 1.

    Raises InvalidFigure for a level outside the scales, LookupError where the pack has no matrix.
    """
    matrix = pack.risk_matrix
    if matrix is None:
        raise LookupError(f"{pack.key} has no risk matrix")
    where = pack.cite(matrix)
    asked = {"impact": impact, "likelihood": likelihood}
    missing = tuple(name for name, value in asked.items() if is_unknown(value))
    levels = {
        "impact": {level.value for level in matrix.impacts},
        "likelihood": {level.value for level in matrix.likelihoods},
    }
    figures = {
        name: _level(value, name, levels[name]) for name, value in asked.items() if name not in missing
    }
    if missing:
        return RiskCell(None, None, "", where, missing)
    for cell in matrix.cells:
        if (cell.impact, cell.likelihood) == (figures["impact"], figures["likelihood"]):
            rule = next((band.id for band in matrix.bands if band.band == cell.band), "")
            return RiskCell(cell.score, cell.band, cell.printed, where, rule=rule)
    raise LookupError(f"{pack.key} has no cell for these levels")


def initial_assessment(pack: Pack, scores: Mapping[object, object]) -> Assessment:
    """The total of the scored criteria, 8 to 40; criterion 1 has no score. Blackpool policy App 1.

    `scores` by number of criterion. Raises InvalidFigure for a score that is no option, or a criterion that
    has none; LookupError where the pack has no such form.
    """
    form = pack.initial_assessment
    if form is None:
        raise LookupError(f"{pack.key} has no initial assessment")
    options = {c.number: {option.score for option in c.options} for c in form.criteria if c.scored}
    given = {str(number): score for number, score in scores.items() if not is_unknown(score)}
    for number in given:
        if number not in {str(known) for known in options}:
            raise InvalidFigure(f"Criterion {number} has no score.")
    total = sum(_level(score, f"Criterion {number}", options[int(number)]) for number, score in given.items())
    missing = tuple(number for number in options if str(number) not in given)
    scored = tuple(one.id for one in form.criteria if str(one.number) in given)
    found = None if missing else total
    return Assessment(found, form.minimum_total, form.maximum_total, pack.cite(form), missing, scored)


def _level(value: object, name: str, allowed: set[int]) -> int:
    figure = read_figure(value, name, whole=True)
    if figure is None or int(figure) not in allowed:
        raise InvalidFigure(f"{name} must be one of {', '.join(map(str, sorted(allowed)))}.")
    return int(figure)
