"""The joint risk assessment: gradings, actions at once, the overall level, sign-off and versions."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.versions import Conflict
from risk.models import Grading, RiskAssessment
from risk.operations import assessments as operations
from risk.operations.content import content_of
from risk.operations.gradings import ask_in, end_asking, fill_row
from tests.factories.risk import DAY, grade, row_of, settle, sign, signed, start

pytestmark = pytest.mark.django_db


def test_each_sampled_person_has_a_grid_of_25_rows(contracts_officer):
    made = start(contracts_officer, "WO", "EH")

    assert Grading.objects.filter(assessment=made).count() == 50
    assert row_of(made, "19/20", 2).parties == ["Health", "Contracts"]


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], "initials or the reference"),
        (["WO", "WO"], "in the sample already"),
        (["Wilfred Oatcroft of room 12"], "too long"),
    ],
)
def test_sample_is_refused_in_plain_words(contracts_officer, people, words):
    made = start(contracts_officer, "AB")

    with pytest.raises(ValidationError, match=words):
        operations.add_people(by=contracts_officer, assessment=made, people=people)


def test_one_assessment_of_a_service_is_open_at_a_time(contracts_officer):
    made = start(contracts_officer)

    with pytest.raises(ValidationError, match="open already"):
        start(contracts_officer, service=made.service)


def test_row_reads_score_and_band_from_the_matrix(contracts_officer):
    made = start(contracts_officer)

    row = grade(contracts_officer, made, "8", (3, 4), (2, 3))

    assert (row.score, row.band, row.others_score, row.others_band) == (12, "High", 6, "Moderate")
    assert row.asks_action
    assert row.pgh_event_model.objects.filter(pgh_obj=row).last().score == 12


def test_row_without_an_issue_has_no_grading(contracts_officer):
    made = start(contracts_officer)
    grade(contracts_officer, made, "8", (3, 4))

    row = grade(contracts_officer, made, "8", (3, 4), issue="")

    assert (row.score, row.band, row.impact, row.asks_action) == (None, "", None, False)
    with pytest.raises(ValidationError, match="Choose a cell"):
        grade(contracts_officer, made, "8", None)


def test_lead_fills_rows_of_others_only_as_agreed(contracts_officer):
    made = start(contracts_officer)

    with pytest.raises(ValidationError, match="Health agreed that you fill this in"):
        grade(contracts_officer, made, "8", (1, 1), agreed_with="")
    assert grade(contracts_officer, made, "18", (1, 1), agreed_with="").agreed_with == ""


def test_care_manager_fills_her_rows_and_no_health_row(contracts_officer, care_manager):
    made = start(contracts_officer)

    assert grade(care_manager, made, "12", (2, 2)).filled_by == care_manager
    with pytest.raises(PermissionDenied, match="filled in by Health"):
        grade(care_manager, made, "8", (2, 2))


def test_health_user_who_was_asked_in_fills_health_rows_only(contracts_officer, partner):
    made = start(contracts_officer)
    with pytest.raises(PermissionDenied, match="not asked"):
        grade(partner, made, "8", (2, 2))

    asked = ask_in(by=contracts_officer, assessment=made, user=partner, parties=["Health"])

    assert grade(partner, made, "8", (2, 2)).band == "Moderate"
    with pytest.raises(PermissionDenied, match="filled in by Contracts"):
        grade(partner, made, "18", (2, 2))
    assert Notification.objects.get(to=partner).url == made.get_absolute_url()
    end_asking(by=contracts_officer, contributor=asked)
    assert not RiskAssessment.objects.visible_to(partner).exists()


def test_two_people_at_one_row_see_both_values(contracts_officer, partner):
    made = start(contracts_officer)
    ask_in(by=contracts_officer, assessment=made, user=partner, parties=["Health"])
    row = row_of(made, "8")
    fill_row(by=partner, grading=row, version=1, issue="Sore heel", person=(3, 4))

    with pytest.raises(Conflict):
        fill_row(
            by=contracts_officer, grading=row, version=1, issue="Dry skin", person=(1, 1), agreed_with="x"
        )


def test_level_other_than_the_highest_needs_a_reason(contracts_officer):
    made = start(contracts_officer)
    grade(contracts_officer, made, "8", (3, 4))

    with pytest.raises(
        ValidationError, match=r"highest grading is High\. Enter why the overall level is Low"
    ):
        settle(contracts_officer, made, "Low")
    row = settle(contracts_officer, made, "Low", level_reason="Nurse on site daily")

    assert (row.level, row.category) == ("Low", "Performing/Isolated Issue")
    assert settle(contracts_officer, made, "High", category="Serious Concerns").category == "Serious Concerns"


def test_sign_off_asks_for_level_and_immediate_actions_and_then_locks(contracts_officer):
    made = start(contracts_officer)
    with pytest.raises(ValidationError, match="Settle the overall level"):
        sign(contracts_officer, made)
    grade(contracts_officer, made, "18", (5, 5))
    settle(contracts_officer, made, "Extreme")
    with pytest.raises(ValidationError, match="1 row asks for an immediate action and has none"):
        sign(contracts_officer, made)
    grade(contracts_officer, made, "18", (5, 5), immediate_action="Nurse sent")

    done = sign(contracts_officer, made)

    assert (done.inherent, done.highest_score) == ("Extreme", 25)
    assert done.content["facts"][1] == ["Overall level of risk", "Extreme"]
    for late in (
        lambda: grade(contracts_officer, made, "1", (1, 1)),
        lambda: settle(contracts_officer, made, "Low", level_reason="x"),
        lambda: operations.add_people(by=contracts_officer, assessment=made, people=["ZZ"]),
        lambda: operations.add_factor(by=contracts_officer, assessment=made, factor="Staffing"),
        lambda: ask_in(by=contracts_officer, assessment=made, user=contracts_officer, parties=["Health"]),
    ):
        with pytest.raises(ValidationError, match="is signed"):
            late()


def test_later_change_is_a_new_version_and_leaves_the_signed_one(contracts_officer):
    old = signed(contracts_officer)
    operations_kept = old.content

    new = operations.revise_assessment(by=contracts_officer, assessment=old, reason="Second visit")
    grade(contracts_officer, new, "18", (1, 1), issue="All answered")
    settle(contracts_officer, new, "Low", target="Low", target_on=DAY + timedelta(days=60))
    sign(contracts_officer, new, signed_on=timezone.localdate())

    old.refresh_from_db()
    assert (new.number, new.replaces, old.content) == (2, old, operations_kept)
    assert row_of(old, "18").score == 9
    assert RiskAssessment.objects.in_force().get() == new
    with pytest.raises(ValidationError, match="next one from that"):
        operations.revise_assessment(by=contracts_officer, assessment=old, reason="x")


def test_content_names_everything_and_costs_the_same_for_5_and_50_people(
    contracts_officer, django_assert_num_queries
):
    few = start(contracts_officer, *[f"P{number}" for number in range(5)])
    many = start(contracts_officer, *[f"P{number}" for number in range(50)])
    operations.add_factor(by=contracts_officer, assessment=many, factor="Staffing", comment="Two more")
    grade(contracts_officer, many, "8", (3, 4), who=50)

    for made, people in ((few, 5), (many, 50)):
        with django_assert_num_queries(3):
            content = content_of(made)
        assert (len(content["people"]), len(content["people"][0]["rows"])) == (people, 25)
    assert content["people"][49]["rows"][7]["person"] == "12, High"
    assert content["factors"] == [["Staffing", "Two more"]]


def test_views_factors_and_a_mistaken_person(contracts_officer):
    made = start(contracts_officer, "WO", "XX")
    operations.record_views(by=contracts_officer, assessment=made, version=1, people_views="Staff are kind")
    factor = operations.add_factor(by=contracts_officer, assessment=made, factor="Management")
    operations.edit_factor(
        by=contracts_officer, mitigating=factor, version=1, factor="Management", withdrawn=True
    )
    operations.remove_person(by=contracts_officer, person=made.people.get(reference="XX"))

    made.refresh_from_db()
    assert (made.people_views, made.people.count(), content_of(made)["factors"]) == ("Staff are kind", 1, [])
    grade(contracts_officer, made, "18", (1, 1))
    with pytest.raises(ValidationError, match="stay in the sample"):
        operations.remove_person(by=contracts_officer, person=made.people.get())
