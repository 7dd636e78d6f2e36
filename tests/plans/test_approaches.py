"""The approach of an event: suggested from four pairs, else asked for; options worked through and decided."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.versions import Conflict
from events.procedure import loader
from plans.approach_reading import cost_of, issues_of, others_kept
from plans.models import Approach
from plans.operations.approaches import choose_approach, decide_issue, work_through
from plans.operations.sign_off import decided_words
from plans.rules import outline, weighing
from plans.rules.timescale import day_of
from tests.factories.events import ProcedureFactory
from tests.plans.outline_case import chosen, option, outlined, staff

PACK = loader.load("coventry")


@pytest.mark.parametrize(
    ("provider_type", "factor", "kind", "rule"),
    [
        ("Care Home", "Building closed down", "approach_1", "COV-SN1"),
        ("Housing with care", "Building still available", "approach_1", "COV-SN2"),
        ("Home Support", "Branch closed immediately", "approach_2", "COV-SN3"),
        ("Day Centre", "Building closed down", "approach_1", "COV-SN4"),
        ("Care Home", "Building still available", "", ""),
        ("Home Support", "Building closed down", "", ""),
        ("Supported living", "Landlord has left", "", ""),
        ("", "", "", ""),
    ],
)
def test_four_pairs_suggest_and_others_ask(provider_type, factor, kind, rule):
    found = outline.suggest(PACK, provider_type, factor)

    assert (found.kind, found.rule, found.section) == (kind, rule, "Coventry outline 7")
    assert ("Choose one" in found.reason) == (kind == "")


def test_approaches_have_their_issues_and_options():
    counts = {
        kind: [(issue.label, len(issue.options)) for issue in outline.issues(PACK, kind)]
        for kind in outline.approaches(PACK)
    }

    assert counts == {
        "approach_1": [("Accommodation", 3), ("Staff", 3), ("Clients", 2)],
        "approach_2": [("Staff", 3), ("Clients", 2)],
    }


@pytest.mark.parametrize(
    ("types", "provider"),
    [
        (["Nursing homes"], "Care Home"),
        (["Care home service with nursing, Care home service without nursing"], "Care Home"),
        (["Homecare agencies"], "Home Support"),
        (["Supported living"], ""),
        (["Homecare agencies", "Residential homes"], ""),
        (["Dentist"], ""),
    ],
)
def test_type_of_provider_is_offered_from_the_register(types, provider):
    assert outline.usual_type(PACK, types) == provider


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("November 2016", date(2016, 11, 30)),
        ("february 2028", date(2028, 2, 29)),
        ("End of 2016 for Village and Tile Hill project", None),
        ("Soon 2016", None),
        ("Part of current contractual arrangements", None),
        ("July 0000", None),
    ],
)
def test_timescale_is_a_day_or_stays_words(words, day):
    assert day_of(words) == day


def test_suggested_approach_is_confirmed_with_its_source(officer):
    row = chosen(officer, outlined(officer))

    assert (row.title, row.is_suggested, row.reason) == ("Approach 1", True, "")
    assert (row.rule, row.section) == ("COV-SN1", "Coventry outline 7")
    assert row.explanation == "Care Home, building closed down: Approach 1."
    assert (row.issues.count(), row.options.count()) == (3, 8)
    kept = row.pgh_event_model.objects.get(pgh_obj=row)
    assert kept.pgh_context.metadata["operation"] == "approach.chosen"


@pytest.mark.parametrize(
    ("kind", "factor", "words"),
    [
        ("approach_2", "Building closed down", "suggests Approach 1"),
        ("approach_1", "Building still available", "suggests none"),
    ],
)
def test_own_choice_needs_a_reason_and_keeps_both(officer, kind, factor, words):
    event = outlined(officer)
    with pytest.raises(ValidationError, match=words):
        chosen(officer, event, kind, factor)
    assert not Approach.objects.exists()

    row = chosen(officer, event, kind, factor, reason="Care goes on in people’s own homes")

    assert not row.is_suggested
    assert row.suggested == ("approach_1" if kind == "approach_2" else "")


def test_another_approach_keeps_what_was_worked_through(officer):
    event = outlined(officer)
    row = chosen(officer, event)
    work_through(by=officer, option=option(row), version=1, factors={}, cost=Decimal(900))

    row = chosen(officer, event, "approach_2", reason="No building is needed", version=row.version)

    assert (row.revision, [one.row.label for one in issues_of(row)]) == (2, ["Staff", "Clients"])
    assert others_kept(row) == ["Approach 1"]
    back = chosen(officer, event, version=row.version)
    assert option(back).cost == Decimal(900)
    assert [kept.title for kept in back.history()] == ["Approach 1", "Approach 2", "Approach 1"]


def test_event_keeps_the_version_it_began_with(officer):
    event = outlined(officer)
    row = chosen(officer, event)
    row.procedure.is_active = False
    row.procedure.save()
    ProcedureFactory(key="coventry", version="2099.1")

    again = chosen(officer, event, "approach_2", reason="Other", version=row.version)

    assert again.procedure == row.procedure


def test_option_keeps_factors_costs_and_how_soon(officer):
    row = option(chosen(officer, outlined(officer)))
    said = {"COV-A1-ST1-F1": {"bears": "against", "note": " Two weeks at least "}, "COV-A1-ST1-F2": {}}

    row = work_through(
        by=officer, option=row, version=1, factors=said, cost=Decimal(12000), people=31, ready="In 14 days"
    )

    assert row.factors == {"COV-A1-ST1-F1": {"bears": "against", "note": "Two weeks at least"}}
    assert (row.cost, row.people, row.ready, row.version) == (Decimal(12000), 31, "In 14 days", 2)


def test_factors_of_two_people_merge_and_the_same_one_clashes(officer, contracts_officer):
    row = option(chosen(officer, outlined(officer)))
    first, second = {"COV-A1-ST1-F1": {"bears": "for"}}, {"COV-A1-ST1-F2": {"note": "Unions asked"}}
    work_through(by=officer, option=row, version=1, factors=first)

    merged = work_through(by=contracts_officer, option=row, version=1, factors=second)

    assert set(merged.factors) == {"COV-A1-ST1-F1", "COV-A1-ST1-F2"}
    with pytest.raises(Conflict) as refused:
        work_through(
            by=contracts_officer, option=row, version=1, factors={"COV-A1-ST1-F1": {"bears": "against"}}
        )
    assert [clash.field for clash in refused.value.clashes] == ["bears_1"]


def test_merge_leaves_what_nobody_changed():
    base = {"a": {"bears": "for", "note": ""}}

    assert weighing.merge(base, base, base) == (base, [])
    assert weighing.merge(base, {}, base) == ({}, [])


def test_issue_is_decided_with_a_reason_and_costs_add_up(officer):
    row = chosen(officer, outlined(officer))
    work_through(by=officer, option=option(row), version=1, factors={}, cost=Decimal("1200.50"))
    assert cost_of(issues_of(row)) == (Decimal(), 0, False)  # nothing is chosen, which is not £0.00
    labels = ["Enhanced rates for new provider", "CCC / CCG TUPE staff"]
    with pytest.raises(ValidationError, match="why it was chosen"):
        decide_issue(by=officer, issue=staff(row), version=1, chosen=labels)

    made = decide_issue(by=officer, issue=staff(row), version=1, chosen=labels, reason="Staff stay")

    assert made.chosen == labels[::-1]  # in the order of the outline
    assert cost_of(issues_of(row)) == (Decimal("1200.50"), 1, True)
    row.refresh_from_db()
    assert row.revision == 2
    assert "Staff: CCC / CCG TUPE staff; Enhanced rates" in decided_words(row)


def test_issue_is_refused_in_plain_words(officer):
    event = outlined(officer)
    row = chosen(officer, event)
    issue = staff(row)
    with pytest.raises(ValidationError, match="options of this issue"):
        decide_issue(by=officer, issue=issue, version=1, chosen=["Reviews"], reason="x")
    chosen(officer, event, "approach_2", reason="x", version=row.version)
    with pytest.raises(ValidationError, match="Approach 2 is followed now"):
        decide_issue(by=officer, issue=issue, version=1, chosen=[], reason="")


def test_only_who_works_plans_decides(officer, care_manager, reader, partner):
    event = outlined(officer)
    for by in (care_manager, reader, partner):
        with pytest.raises(PermissionDenied):
            chosen(by, event)
    chosen(officer, event)
    assert not Approach.objects.visible_to(partner).exists()


def test_without_an_outline_nothing_can_be_chosen(officer):
    event = outlined(officer)
    event.procedure.__class__.objects.filter(key="coventry").update(is_active=False)

    with pytest.raises(ValidationError, match="No procedure with approaches"):
        choose_approach(by=officer, event=event, provider_type="x", key_factor="y", kind="approach_1")
