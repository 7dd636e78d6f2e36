"""Rules of contingency plans: how old a fact may be, the template's sections, what differs between versions."""

from datetime import date

import pytest

from events.procedure import loader
from plans import bindings
from plans.rules.ageing import age_of, months_after, review_after, whole_months
from plans.rules.bindings import AS_ACTIONS, BACKGROUND, BINDINGS
from plans.rules.contingency_template import background, headings
from plans.rules.contingency_versions import differences

PACK = loader.load("lgiu")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("as_of", "months", "is_old", "words"),
    [
        (date(2026, 5, 22), 6, False, "Confirmed Friday 22 May 2026"),
        (date(2026, 5, 21), 6, True, "Check: not confirmed for 6 months"),
        (date(2026, 3, 22), 6, True, "Check: not confirmed for 8 months"),
        (date(2026, 10, 21), 1, True, "Check: not confirmed for 1 month"),
        (TODAY, 1, False, "Confirmed Sunday 22 November 2026"),
        (None, 12, True, "Check: never confirmed"),
    ],
)
def test_fact_is_to_be_checked_after_its_months(as_of, months, is_old, words):
    assert age_of(as_of, TODAY, months) == (is_old, words)


def test_months_end_where_the_month_does():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert review_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert whole_months(date(2026, 1, 31), date(2026, 2, 27)) == 0


def test_template_has_fourteen_sections_with_their_prompts_in_printed_order():
    found = headings(PACK)

    assert [one.number for one in found] == [f"T{number}" for number in range(1, 15)]
    assert found[0].prompts[0].text.startswith("State the Care Act 2014 obligation")
    assert "Commissioning team" in found[4].prompts[0].examples
    assert "Age UK" in found[7].prompts[3].examples


def test_tables_of_facts_and_background_name_only_what_there_is():
    numbers = {one.number for one in headings(PACK)}

    assert {one.number for one in BINDINGS} | set(BACKGROUND) | set(AS_ACTIONS) <= numbers
    assert {one.code for one in BINDINGS} == set(bindings.KINDS)
    assert all(background(PACK, number) for number in BACKGROUND)


def test_versions_differ_in_words_and_facts_but_not_in_the_day_of_a_confirmation():
    def content(text, phone, as_of):
        fact = {"text": "CQC", "detail": phone, "as_of": as_of}
        block = {"title": "Contacts", "facts": [fact]}
        section = {"number": "T7", "title": "Sharing", "text": text, "owner": "", "blocks": [block]}
        return {"facts": [["Owner", "Priya"]], "sections": [section]}

    found = differences(content("Ring.", "1", "May"), content("", "2", "June"))

    assert [(one.what, one.before, one.after) for one in found] == [
        ("Text", "Ring.", "Nothing"),
        ("Contacts", "CQC: 1", "CQC: 2"),
    ]
    assert differences(content("Ring.", "1", "May"), content("Ring.", "1", "June")) == []
