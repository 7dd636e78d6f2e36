"""What a version of a procedure says otherwise than another, in words."""

from pathlib import Path

import pytest

from events.procedure import loader
from events.procedure.difference import changes, difference, words
from events.procedure.pack import Pack

OWN = (Path(__file__).parent / "data" / "own_council.yaml").read_text()
PACK = loader.loads(OWN)
NOT_COMPARED = {"key", "version", "totals"}


def against(*replacements):
    text = OWN
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return {group.title: group for group in difference(PACK, loader.loads(text))}


def test_same_words_differ_in_nothing():
    assert difference(PACK, loader.loads(OWN)) == []


def test_changed_step_shows_old_and_new_words():
    groups = against(("action: Ring the owner.", "action: Ring the owner twice."))

    [changed] = groups["Steps"].changed
    assert (changed.key, changed.fields) == (
        "EX.S1.1",
        (("Action", "Ring the owner.", "Ring the owner twice."),),
    )
    assert groups["Steps"].counted == "1 changed"
    assert list(groups) == ["Steps"]


def test_added_and_removed_leads_are_counted():
    lead = "  - {id: EX.L4, role: Transport Desk, requirement: opt, section: '3'}\nother_roles:"
    groups = against(("other_roles:", lead), ("leads: 3", "leads: 4"))

    assert [item.name for item in groups["Leads"].added] == ["Transport Desk"]
    assert groups["Leads"].counted == "1 added"


def test_renamed_id_is_one_removed_and_one_added():
    groups = against(("id: EX.S2.3", "id: EX.S2.9"))

    assert groups["Steps"].counted == "1 added, 1 removed"


@pytest.mark.parametrize(
    ("old", "new", "title", "field"),
    [
        ("every: weekly, times_a_week: 1", "every: twice a week, times_a_week: 2", "Cadences", "Cadence"),
        (
            "{offset_days: 28, anchors: [closure_date, move_date]}",
            "{offset_days: 30, anchors: [move_date]}",
            "Deadlines",
            "Due",
        ),
        ("rule: Nobody is offered a home", "rule: Nobody is shown a home", "Gates", "Rule"),
        ("The owner wants to sell", "The owner is selling", "Notices", "Event"),
        ("name: Moving", "name: Moving out", "Stages", "Name"),
        ("label: Watch, meaning: Keep", "label: Watch, meaning: Still keep", "Answers to notices", "Meaning"),
        ("part: Answers the press.", "part: Rings the press.", "Other roles", "Part"),
        ("title: Exampleshire plan", "title: The plan", "The document", "Title"),
        ("facts: {packages: '3'}", "facts: {packages: '2'}", "Cases", "Facts"),
    ],
)
def test_change_stands_under_its_kind(old, new, title, field):
    groups = against((old, new))

    assert field in [change.label for one in groups[title].changed for change in one.fields]


def test_step_that_moves_to_another_stage_says_so():
    moved = loader.loads(OWN)
    stages = list(moved.stages)
    last = stages[1].steps[2]
    stages[1] = stages[1].model_copy(update={"steps": stages[1].steps[:2]})
    stages[2] = stages[2].model_copy(
        update={"steps": (*stages[2].steps, last.model_copy(update={"order": 3}))}
    )

    [group] = difference(PACK, moved.model_copy(update={"stages": tuple(stages)}))

    assert ("Stage", "Moving", "Looking back") in group.changed[0].fields


@pytest.mark.parametrize("key", loader.keys())
@pytest.mark.parametrize("name", sorted(set(Pack.model_fields) - NOT_COMPARED))
def test_everything_that_a_pack_can_say_is_compared(key, name):
    pack = loader.load(key)
    said = getattr(pack, name)
    if name in ("title", "documents", "effective", "numbering", "quality") or said in (None, (), {}):
        return
    without = pack.model_copy(update={name: type(said)() if isinstance(said, tuple | dict) else None})

    assert difference(pack, without), f"a change of {name} would not be seen"


def test_values_are_said_in_words():
    assert words(True) == "yes"
    assert words(()) == "nothing"
    assert words(("Broker", "Lead")) == "Broker; Lead"
    assert words(PACK.stages[2].steps[0].due) == "28 days after closure date"
    assert words(PACK.gate("meetings").cadence) == "every weekly, times a week 1"
    assert changes({"A": "1"}, {"B": "2"}) == (("B", "nothing", "2"), ("A", "1", "nothing"))
