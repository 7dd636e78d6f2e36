"""A matrix as the page draws it: one radio group of cells, each saying its score and band."""

from events.procedure.pack import Pack
from risk.rules.instrument import band_named, bands, in_matrix, shade

WIDEST_WORD = 5  # letters that fit into a cell at 320 pixels


def matrix_rows(pack: Pack, chosen: str, *, others: bool = False) -> list[dict]:
    """Rows for templates/govuk/matrix.html, the highest impact first. `chosen` is "impact-likelihood" or empty.

    `says` tells what the levels mean, for the person or for other service users. Blackpool policy 6, App 2 Step 1.
    """
    matrix = pack.risk_matrix
    cells = {(cell.impact, cell.likelihood): cell for cell in matrix.cells}
    rows = []
    for impact in sorted(matrix.impacts, key=lambda level: -level.value):
        meaning = (impact.others or impact.meaning) if others else impact.meaning
        row = {"text": in_matrix(impact), "cells": []}
        for likelihood in matrix.likelihoods:
            cell = cells[impact.value, likelihood.value]
            value = f"{cell.impact}-{cell.likelihood}"
            row["cells"].append(
                {
                    "value": value,
                    "score": cell.score,
                    "band": cell.band,
                    "band_class": f"app-{shade(pack, cell.band)}",
                    "short": short(cell.band),
                    "label": f"{in_matrix(impact)} impact, {in_matrix(likelihood).lower()}: {cell.score}, {cell.band}",
                    "says": f"{impact.label}: {meaning} {likelihood.label}: {likelihood.meaning}",
                    "checked": value == chosen,
                }
            )
        rows.append(row)
    return rows


def short(band: str) -> str:
    """A level for the narrow cells of a phone: a short word whole, a longer one as "Mod."."""
    return band if len(band) <= WIDEST_WORD else f"{band[:3].rstrip()}."


def columns(pack: Pack) -> list[str]:
    return [in_matrix(likelihood) for likelihood in pack.risk_matrix.likelihoods]


def key(pack: Pack) -> list[dict]:
    """The bands with their scores, as the key beside a matrix shows them."""
    return [
        {"text": band.band, "range": span(band.min, band.max), "class": f"app-{shade(pack, band.band)}"}
        for band in bands(pack)
    ]


def span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def source_of(pack: Pack) -> str:
    return pack.cite(pack.risk_matrix)


def graded(pack: Pack, score: int | None, band: str) -> dict | None:
    """A grading as a tag: its words and how it is drawn; None where there is none."""
    if score is None:
        return None
    return {"text": f"{score}, {band}", "class": f"app-{shade(pack, band)}" if band_named(pack, band) else ""}
