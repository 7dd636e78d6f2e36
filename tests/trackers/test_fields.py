"""The one table of fields, and who sees and edits what of it."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.roles import PARTNER_EDITS, PARTNER_FIELDS
from trackers.models import ServiceUser, TrackerEntry
from trackers.rules.fields import BY_KEY, COLUMNS, FIELDS, columns_for, may_edit, may_see, words_for


def test_every_field_is_one_of_a_model():
    for path, field in FIELDS.items():
        (ServiceUser if field.of_person else TrackerEntry)._meta.get_field(field.key)
        assert BY_KEY[field.key].path == path


def test_every_fact_of_the_models_is_in_the_table():
    bookkeeping = {"id", "version", "changed_at", "changed_by", "event", "service_user", "service"}
    bookkeeping |= {"merged_into"}  # the row that a second record of a person leads to
    bookkeeping |= {"whereabouts_at"}  # kept equal to the latest stay, which the person's page shows
    names = {field.name for model in (ServiceUser, TrackerEntry) for field in model._meta.concrete_fields}

    assert names - bookkeeping == set(BY_KEY)


def test_partner_sees_only_listed_fields():
    assert {path for path in FIELDS if may_see(path, partner=True)} == PARTNER_FIELDS
    assert {path for path in FIELDS if may_edit(path, partner=True)} == PARTNER_EDITS


def test_new_field_is_hidden_from_partners():
    assert not may_see("safe_and_well_note", partner=True)
    assert may_see("safe_and_well_note", partner=False)


def test_columns_of_a_partner_have_no_field_that_is_not_listed():
    columns = columns_for(list(COLUMNS), partner=True)

    assert {path for column in columns for path in column.paths} <= PARTNER_FIELDS
    assert "check" not in [column.key for column in columns]


@pytest.mark.parametrize("chosen", [[], ["nonsense"]])
def test_usual_columns_are_shown_when_none_are_chosen(chosen):
    assert [column.key for column in columns_for(chosen, partner=False)][:3] == ["person", "next", "stage"]


def test_chosen_columns_keep_their_order_and_person_and_next_step():
    assert [column.key for column in columns_for(["nhs", "pays"], partner=False)] == [
        "person",
        "next",
        "nhs",
        "pays",
    ]
    assert [column.key for column in columns_for(["nhs", "next", "person"], partner=False)] == [
        "person",
        "nhs",
        "next",
    ]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("move_on", date(2026, 11, 27), "Friday 27 November 2026"),
        ("move_on", None, "Not booked"),
        ("destination", "", "None yet"),
        ("hours_per_week", Decimal("37.50"), "37.5"),
        ("nhs_number", "9990000018", "999 000 0018"),
        ("room", "1", "1"),
    ],
)
def test_value_is_put_into_words(key, value, words):
    assert words_for(BY_KEY[key], value) == words


def test_choice_is_put_into_its_words():
    choices = dict(TrackerEntry.Capacity.choices)

    assert words_for(BY_KEY["capacity"], "lacks", choices) == "Lacks capacity"
