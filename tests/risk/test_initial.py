"""The Initial Assessment Of Concerns: a total that never decides, and a person's outcome."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification, User
from failure_response.worklist_risk import risk_lines
from risk.models import InitialAssessment, RiskAssessment
from risk.operations import initial as operations
from risk.operations.reminders import remind_of_all
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory
from tests.factories.risk import make_initial, record_concern

pytestmark = pytest.mark.django_db


def decide(by, made, outcome, **facts):
    given = {"reason": "Weighed on all evidence"} | facts
    return operations.decide_initial_assessment(
        by=by, assessment=made, version=made.version, outcome=outcome, **given
    )


def test_total_is_kept_and_gives_no_outcome(contracts_officer):
    made = make_initial(contracts_officer)

    assert (made.total, made.outcome) == (40, None)


def test_assessment_can_wait_for_answers(contracts_officer):
    made = make_initial(contracts_officer, scores={"2": 5})
    with pytest.raises(ValidationError, match="7 criteria still open"):
        decide(contracts_officer, made, 1)

    scores = {str(number): 1 for number in range(2, 10)}
    changed = operations.edit_initial_assessment(
        by=contracts_officer, assessment=made, version=made.version, nature="Falls", scores=scores
    )

    assert (made.total, changed.total) == (None, 8)


def test_score_that_is_no_option_is_refused(contracts_officer):
    with pytest.raises(ValidationError, match="must be one of"):
        make_initial(contracts_officer, scores={"2": 6})


@pytest.mark.parametrize("outcome", [1, 3])
def test_outcome_is_free_whatever_the_total(contracts_officer, outcome):
    made = decide(contracts_officer, make_initial(contracts_officer), outcome)

    assert (made.outcome, made.follow_up_on, made.decided_by) == (outcome, None, contracts_officer)
    with pytest.raises(ValidationError, match="has its outcome"):
        decide(contracts_officer, made, 1)


def test_outcome_2_asks_for_a_day_and_is_looked_at_again(contracts_officer):
    made, today = make_initial(contracts_officer), timezone.localdate()
    for day in (None, today):
        with pytest.raises(ValidationError, match="to look again"):
            decide(contracts_officer, made, 2, follow_up_on=day)
    made = decide(contracts_officer, made, 2, follow_up_on=today + timedelta(days=30))
    assert InitialAssessment.objects.to_follow_up().get() == made

    operations.follow_up(
        by=contracts_officer, assessment=made, version=made.version, done_on=today, found="Better"
    )

    assert not InitialAssessment.objects.to_follow_up().exists()


def test_service_to_look_at_again_is_on_my_work_from_its_day(contracts_officer, officer, sign_in):
    made, today = make_initial(contracts_officer), timezone.localdate()
    made = decide(contracts_officer, made, 2, follow_up_on=today + timedelta(days=1))
    mine, everybody = sign_in(contracts_officer), sign_in(officer)
    assert "Look at a service again" not in mine.get("/").content.decode()
    InitialAssessment.objects.update(decided_on=today - timedelta(days=9), follow_up_on=today)

    for _ in range(2):
        remind_of_all(by=User.objects.system(), today=today)

    assert "Look at a service again" in mine.get("/").content.decode()
    assert "Look at a service again" in everybody.get("/work/").content.decode()
    assert Notification.objects.filter(kind="risk.due").get().to == contracts_officer
    made.refresh_from_db()
    operations.follow_up(by=officer, assessment=made, version=made.version, done_on=today, found="Better")
    assert risk_lines(contracts_officer, today, mine=True) == []


def test_outcome_needs_a_reason_and_a_role(contracts_officer, care_manager):
    made = make_initial(contracts_officer)

    with pytest.raises(ValidationError, match="reason for the outcome"):
        decide(contracts_officer, made, 1, reason=" ")
    with pytest.raises(PermissionDenied):
        decide(care_manager, made, 1)


def test_concerns_are_tied_to_the_assessment(contracts_officer):
    service = ServiceFactory()
    concern, strange = record_concern(contracts_officer, service.provider), record_concern(contracts_officer)

    made = make_initial(contracts_officer, service, concerns=[concern, strange])

    assert list(made.concerns.all()) == [concern]


def test_pages_lead_from_criteria_to_the_risk_tool(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")
    service, today, client = ServiceFactory(), timezone.localdate(), sign_in(contracts_officer)
    day = {"started_on-day": today.day, "started_on-month": today.month, "started_on-year": today.year}
    answers = {f"criterion_{number}": 3 for number in range(2, 10)}
    told = {"occasion": "BPL-IAO1", "nature": "Falls"} | answers | day

    made = client.post(f"/risk/services/{service.cqc_id}/initial/new/", told)
    page = client.get(made.url).content.decode()
    choice = client.get(f"{made.url}decide/").content.decode()
    decided = client.post(f"{made.url}decide/", {"outcome": 3, "reason": "Two people hurt", "version": 1})

    assert "<strong>24</strong> (from 8 to 40)" in page
    assert "checked" not in choice.split("<form")[-1]
    row = InitialAssessment.objects.get()
    assert decided.url == f"/risk/services/{service.cqc_id}/assessments/new/?initial={row.pk}"
    client.post(decided.url, {"people": "WO\nEH"} | day)
    assert RiskAssessment.objects.get().initial_assessment == row


def test_page_prints_options_in_the_order_of_the_policy(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")

    page = (
        sign_in(contracts_officer)
        .get(f"/risk/services/{ServiceFactory().cqc_id}/initial/new/")
        .content.decode()
    )

    at = [
        page.index(words)
        for words in ("4 or more in the last 12", "No more than 3 in the last 6", "None in the last 6")
    ]
    assert at == sorted(at)
    assert page.count('type="radio" value=') + page.count('type="radio"') >= 40


def test_criterion_whose_wording_is_odd_says_that_it_is_printed_so(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")
    page = sign_in(contracts_officer).get(f"/risk/services/{ServiceFactory().cqc_id}/initial/new/")

    text = page.content.decode()
    assert text.count("As printed.") == 2  # criteria 5 and 7: BPL-U04, BPL-U05
    assert "As printed. Order is odd" in text and "As printed. The last two options" in text


def test_who_opens_what(contracts_officer, reader, partner, client, sign_in):
    made = make_initial(contracts_officer)

    assert sign_in(reader).get(made.get_absolute_url()).status_code == 200
    assert sign_in(reader).get(f"/risk/initial/{made.pk}/decide/").status_code == 403
    assert sign_in(partner).get(made.get_absolute_url()).status_code == 403
    assert sign_in(contracts_officer).get("/risk/initial/999999/").status_code == 404
    assert (
        sign_in(contracts_officer).post(f"/risk/initial/{made.pk}/decide/", {"version": 1}).status_code == 422
    )
    assert client.get(made.get_absolute_url()).url.startswith("/account/login/")
