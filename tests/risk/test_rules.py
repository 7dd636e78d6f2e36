"""The instruments: all 25 cells, band edges, totals, actions by level, and another council's own matrix."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from events.procedure import loader
from events.rules.figures import InvalidFigure
from risk import grid
from risk.rules import initial, instrument, parties
from risk.rules.summary import collate
from risk.rules.versions import differences

PACK = loader.load("blackpool")
OWN = loader.load(Path(__file__).parent / "data" / "own_matrix.yaml")
CELLS = {  # Blackpool policy 6 and App 2 Step 1, impact down from Low, likelihood across from Rare
    1: "1 Low, 2 Low, 3 Low, 4 Moderate, 5 Moderate",
    2: "2 Low, 4 Moderate, 6 Moderate, 8 High, 10 High",
    3: "3 Low, 6 Moderate, 9 High, 12 High, 15 Extreme",
    4: "4 Moderate, 8 High, 12 High, 16 Extreme, 20 Extreme",
    5: "5 Moderate, 10 High, 15 Extreme, 20 Extreme, 25 Extreme",
}


@pytest.mark.parametrize("impact", CELLS)
def test_every_cell_gives_its_score_and_level(impact):
    found = [instrument.grade(PACK, impact, likelihood) for likelihood in range(1, 6)]

    assert ", ".join(f"{cell.score} {cell.band}" for cell in found) == CELLS[impact]


def test_levels_have_the_edges_and_shades_of_the_policy():
    found = [
        (band.band, band.min, band.max, instrument.shade(PACK, band.band)) for band in instrument.bands(PACK)
    ]

    assert found == [
        ("Low", 1, 3, "low"), ("Moderate", 4, 6, "moderate"), ("High", 8, 12, "high"), ("Extreme", 15, 25, "extreme"),
    ]  # fmt: skip


@pytest.mark.parametrize(("impact", "likelihood"), [(0, 3), (6, 3), (3, 0), (3, 6)])
def test_level_outside_the_scales_is_refused(impact, likelihood):
    with pytest.raises(InvalidFigure):
        instrument.grade(PACK, impact, likelihood)


def test_cell_without_both_levels_is_no_grading():
    assert instrument.grade(PACK, 3, None) is None


@pytest.mark.parametrize(
    ("level", "expected", "possible", "category"),
    [
        ("Low", 1, 4, "Performing/Isolated Issue"),
        ("Moderate", 2, 4, "Underperforming"),
        ("High", 8, 3, "Underperforming"),
        ("Extreme", 5, 6, "Serious Concerns"),
    ],
)
def test_each_level_has_its_actions_and_usual_category(level, expected, possible, category):
    actions = instrument.actions_of(PACK, level)

    assert (len(actions.expected), len(actions.possible)) == (expected, possible)
    assert instrument.usual_category(PACK, level) == category


@pytest.mark.parametrize(
    ("level", "asks"), [("Low", False), ("Moderate", False), ("High", True), ("Extreme", True)]
)
def test_high_and_extreme_are_to_be_acted_on_at_once(level, asks):
    assert instrument.asks_action(PACK, level) is asks


def test_tool_has_25_rows_under_their_printed_numbers_and_separate_parties():
    rows = instrument.items(PACK, "domains")

    assert [row.number for row in rows] == [*map(str, range(1, 19)), "19/20", *map(str, range(21, 27))]
    assert instrument.parties(PACK) == ("Health", "Social Care", "Care Management", "Contracts")


def test_fourteen_indicators_in_three_groups():
    groups = instrument.grouped(instrument.items(PACK, "indicators"))

    assert [len(lines) for _, lines in groups] == [3, 5, 6]


@pytest.mark.parametrize(("scores", "total"), [([5] * 8, 40), ([1] * 8, 8), ([5, 4, 3, 2, 1, 5, 4, 3], 27)])
def test_total_runs_from_8_to_40(scores, total):
    given = {str(number): score for number, score in enumerate(scores, start=2)}

    assert initial.total(PACK, given).total == total


def test_total_waits_for_every_criterion_and_names_what_is_missing():
    found = initial.total(PACK, {"2": 5, "9": 1})

    assert (found.total, found.missing) == (None, (3, 4, 5, 6, 7, 8))


def test_options_stand_as_printed():
    fifth = initial.criteria(PACK)[3]

    assert [option.label for option in fifth.options][-2:] == [
        "None in the last 12 months",
        "None in the last 6 months",
    ]
    assert initial.criteria(PACK)[5].options[-1].label == "No underperformance"


def test_impact_4_is_major_in_the_matrix_and_high_in_its_meaning():
    rows = grid.matrix_rows(PACK, "4-2")

    assert [row["text"] for row in rows] == ["Very High", "Major", "Moderate", "Minor", "Low"]
    chosen = next(cell for row in rows for cell in row["cells"] if cell["checked"])
    assert (chosen["label"], chosen["says"][:5]) == ("Major impact, unlikely: 8, High", "High:")


def test_cells_of_a_phone_have_levels_in_short():
    cells = [cell for row in grid.matrix_rows(PACK, "") for cell in row["cells"]]

    assert {cell["band"]: cell["short"] for cell in cells} == {
        "Low": "Low", "Moderate": "Mod.", "High": "High", "Extreme": "Ext.",
    }  # fmt: skip


def test_another_councils_4x4_matrix_works_from_its_pack_alone():
    rows = grid.matrix_rows(OWN, "4-4")

    assert [len(row["cells"]) for row in rows] == [4, 4, 4, 4]
    assert instrument.grade(OWN, 4, 4).band == "Red"
    assert [instrument.shade(OWN, band.band) for band in instrument.bands(OWN)] == ["low", "high", "extreme"]
    assert instrument.is_for_risk(OWN)
    assert [len(line.options) for line in initial.criteria(OWN)] == [3]
    assert instrument.usual_category(OWN, "Red") == "Watch closely"


HEALTH, CONTRACTS, NOBODY = ["Health"], ["Contracts", "Health", "Care Management"], []


@pytest.mark.parametrize(
    ("row", "mine", "leads", "is_partner", "may"),
    [
        (HEALTH, ["Health"], False, True, True),
        (["Contracts"], ["Health"], False, True, False),
        (CONTRACTS, ["Health"], False, True, True),
        (NOBODY, ["Health"], False, True, False),
        (NOBODY, ["Care Management"], False, False, True),
        (HEALTH, ["Care Management"], False, False, False),
        (HEALTH, ["Contracts"], True, False, True),
    ],
)
def test_each_party_fills_its_rows(row, mine, leads, is_partner, may):
    assert parties.may_fill(row, mine, leads=leads, is_partner=is_partner) is may


def test_lead_needs_agreement_for_rows_of_others_only():
    assert parties.needs_agreement(HEALTH, ["Contracts"], leads=True)
    assert not parties.needs_agreement(CONTRACTS, ["Contracts"], leads=True)
    assert not parties.needs_agreement(NOBODY, ["Contracts"], leads=True)


def row(domain, own=None, others=None, action="", asks=False):
    """A row as it is kept; `own` and `others` are (impact, likelihood)."""
    kept = {
        "domain": domain,
        "domain_number": domain,
        "domain_label": domain,
        "immediate_action": action,
        "filled_at": 1,
    }
    for prefix, levels in (("", own), ("others_", others)):
        cell = instrument.grade(PACK, *levels) if levels else None
        impact, likelihood = levels or (None, None)
        kept |= {f"{prefix}impact": impact, f"{prefix}likelihood": likelihood}
        kept |= {f"{prefix}score": cell and cell.score, f"{prefix}band": cell.band if cell else ""}
    return SimpleNamespace(**kept, issue="x" if own else "", asks_action=asks)


def test_sample_is_put_together_by_domain_and_level():
    rows = [row("1", (2, 2)), row("1", (3, 4), (5, 3), asks=True), row("2")]

    found = collate(PACK, rows)

    assert (found.highest.score, found.highest.side) == (15, "other service users")
    assert dict(found.levels) == {"Low": 0, "Moderate": 1, "High": 1, "Extreme": 1}
    assert [(line.people, line.person and line.person.score) for line in found.domains] == [
        (2, 12),
        (0, None),
    ]
    assert found.without_action == (rows[1],)


def test_two_versions_tell_what_differs():
    def version(level, grading):
        line = {
            "number": "1",
            "domain": "Behaviour",
            "issue": "x",
            "person": grading,
            "others": "",
            "action": "",
        }
        return {"facts": [["Level", level]], "people": [{"reference": "WO", "rows": [line]}]}

    found = differences(version("High", "12, High"), version("Low", "3, Low"))

    assert [(one.where, one.before, one.after) for one in found] == [
        ("The assessment", "High", "Low"),
        ("WO: 1. Behaviour", "12, High", "3, Low"),
    ]
    assert differences(version("High", "x"), version("High", "x")) == []
