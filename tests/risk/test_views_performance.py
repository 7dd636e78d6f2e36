"""Pages of decisions, action plans, suspensions, termination, appeals: who opens what, and what they say."""

from pathlib import Path

import pytest

from events.procedure import loader
from risk.models import ActionPlan, ActionPlanRow, Appeal, RiskDecision, Suspension
from risk.operations.action_plans import change_row
from tests.factories.events import EventFactory, ProcedureFactory
from tests.factories.performance import (
    day,
    make_appeal,
    make_decision,
    make_meeting,
    make_plan,
    make_row,
    make_suspension,
    make_termination,
)
from tests.factories.providers import ServiceFactory
from tests.factories.risk import signed

pytestmark = pytest.mark.django_db
OWN = Path(__file__).parent / "data" / "own_matrix.yaml"


def boxes(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def pages(contracts_officer):
    """(address to read, address to write) of each kind of step."""
    decision, plan, held = (make(contracts_officer) for make in (make_decision, make_plan, make_suspension))
    ending, row = make_termination(contracts_officer), make_row(contracts_officer, plan)
    appeal, meeting = make_appeal(contracts_officer, held), decision.meeting
    return [
        (meeting.get_absolute_url(), f"/risk/meetings/{meeting.pk}/decide/"),
        (plan.get_absolute_url(), f"/risk/plans/{plan.pk}/concerns/{row.pk}/"),
        (held.get_absolute_url(), f"/risk/suspensions/{held.pk}/lift/"),
        (ending.get_absolute_url(), f"/risk/terminations/{ending.pk}/settle/"),
        (appeal.get_absolute_url(), f"/risk/appeals/{appeal.pk}/settle/"),
        ("/risk/decisions/", f"/risk/letters/decision/{decision.pk}/new/"),
        ("/risk/plans/", f"/risk/appeals/plan/{plan.pk}/new/"),
        ("/risk/suspensions/", f"/risk/services/{held.service.cqc_id}/suspensions/new/"),
    ]


def test_council_reads_officers_write_partners_and_strangers_do_not(
    pages, contracts_officer, reader, partner, client, sign_in
):
    writes, reads, outside = sign_in(contracts_officer), sign_in(reader), sign_in(partner)
    for page, form in pages:
        assert (writes.get(page).status_code, writes.get(form).status_code) == (200, 200), page
        assert writes.post(form, {}).status_code == 422, form
        assert (reads.get(page).status_code, reads.get(form).status_code, reads.post(form).status_code) == (
            200,
            403,
            403,
        )
        assert (outside.get(page).status_code, outside.post(form).status_code) == (403, 403)
        assert client.get(page).url.startswith("/account/login/")


def test_things_that_are_not_there_are_not_found(contracts_officer, sign_in):
    client = sign_in(contracts_officer)
    for address in (
        "meetings/9",
        "plans/9",
        "suspensions/9",
        "appeals/9",
        "letters/x/1/new",
        "appeals/appeal/1/new",
    ):
        assert client.get(f"/risk/{address}/").status_code == 404


def test_decision_page_suggests_by_level_and_asks_why_outside(contracts_officer, sign_in):
    service = ServiceFactory()
    signed(contracts_officer, service=service)
    meeting, client = make_meeting(contracts_officer, service), sign_in(contracts_officer)
    address = f"/risk/meetings/{meeting.pk}/decide/"
    told = {"options": ["BPL-RS05", "BPL-RS08"], "reason": "Harm", "decided_by": "Chair"} | boxes(
        "review_on", day(9)
    )

    page, refused = client.get(address).content.decode(), client.post(address, told)
    done = client.post(address, told | {"outside_reason": "The provider asked for it"})

    assert page.count('name="options"') == 13 and "Suggested at High." in page
    assert (
        refused.status_code == 422
        and "Termination of Contract: not named for High" in refused.content.decode()
    )
    made = client.get(done.url).content.decode()
    assert "Suspend placements" in made and "Consider termination of the contract" in made
    assert RiskDecision.objects.get().outside == ["Termination of Contract"]


def test_row_page_marks_y_or_n_and_offers_three_next_steps(contracts_officer, sign_in):
    plan = make_plan(contracts_officer)
    row, client = make_row(contracts_officer, plan, due_on=day(-2)), sign_in(contracts_officer)
    address = f"/risk/plans/{plan.pk}/concerns/{row.pk}/"
    told = {
        "version": 1,
        "source": "visit",
        "nature": "x",
        "action": "y",
        "by_whom": "z",
        "next_step": "Carried Forward",
    }

    page = client.get(address).content.decode()
    client.post(address, told | boxes("due_on", day(-2)))

    assert page.count('name="next_step"') == 4  # with "None yet"
    assert ActionPlanRow.objects.get().next_step == "Carried Forward"
    assert "Not completed; it was due" in client.get(plan.get_absolute_url()).content.decode()


def test_stale_save_of_a_row_shows_both_values(contracts_officer, officer, sign_in):
    plan = make_plan(contracts_officer)
    row = make_row(contracts_officer, plan)
    change_row(by=officer, row=row, version=1, nature="Theirs")
    told = {
        "version": 1,
        "source": "visit",
        "nature": "Mine",
        "action": "Two carers at night",
        "by_whom": "z",
    }

    response = sign_in(contracts_officer).post(
        f"/risk/plans/{plan.pk}/concerns/{row.pk}/", told | boxes("due_on", row.due_on)
    )

    assert response.status_code == 409
    assert "Theirs" in response.content.decode() and "Mine" in response.content.decode()


def test_service_event_and_dashboard_say_that_placements_are_suspended(contracts_officer, sign_in):
    made = make_suspension(contracts_officer)
    plan = make_plan(contracts_officer, made.service)
    event = EventFactory(service=made.service, host_council=contracts_officer.organisation)
    client = sign_in(contracts_officer)

    assert "Placements are suspended" in client.get(made.service.get_absolute_url()).content.decode()
    page = client.get(event.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page and plan.get_absolute_url() in page


def test_plan_on_paper_has_the_columns(contracts_officer, sign_in):
    plan = make_plan(contracts_officer)
    make_row(contracts_officer, plan, due_on=day(-1), response="Agency staff")

    page = sign_in(contracts_officer).get(f"/documents/action-plan/print/?about={plan.pk}")

    text = page.content.decode().replace("<strong>", "").replace("</strong>", "")
    for words in ("Concern No., Source", "Providers response", "By Whom?", "Agency staff", "N Not completed"):
        assert words in text, words


def test_lists_take_the_same_queries_for_few_and_many(
    contracts_officer, sign_in, django_assert_max_num_queries
):
    client = sign_in(contracts_officer)
    addresses = ("/risk/decisions/", "/risk/plans/", "/risk/suspensions/", "/work/")

    def add(times):
        for _ in range(times):
            make_row(contracts_officer, make_plan(contracts_officer), due_on=day(-1))
            make_suspension(contracts_officer)
            make_appeal(contracts_officer, make_decision(contracts_officer))

    add(1)
    counts = []
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(80) as found:
            client.get(address)
        counts.append(len(found))
    add(6)
    for address, few in zip(addresses, counts, strict=True):
        with django_assert_max_num_queries(few):
            client.get(address)
    assert (ActionPlan.objects.count(), Suspension.objects.count(), Appeal.objects.count()) == (7, 7, 7)


@pytest.mark.parametrize(
    ("year", "words"), [(9999, "must be between"), (1, "must be between"), (2100, "Check the year")]
)
def test_a_year_typed_wrong_is_not_kept(contracts_officer, sign_in, year, words):
    held = make_suspension(contracts_officer)
    typed = {
        "review_on-day": 1,
        "review_on-month": 12,
        "review_on-year": f"{year:04}",
        "version": held.version,
    }

    answer = sign_in(contracts_officer).post(f"/risk/suspensions/{held.pk}/change/", typed)

    assert answer.status_code == 422 and words in answer.content.decode()
    assert Suspension.objects.get().review_on is None


def test_suspension_leads_to_the_plan_of_its_event(contracts_officer, sign_in):
    made = make_suspension(contracts_officer)
    ProcedureFactory(key="blackpool")
    event = EventFactory(service=made.service, host_council=contracts_officer.organisation)

    page = sign_in(contracts_officer).get(made.get_absolute_url()).content.decode()

    assert f"/events/{event.reference}/plans/suspension-plan/" in page


def test_procedure_without_options_or_reasons_says_so_instead_of_an_empty_form(
    contracts_officer, administrator, sign_in
):
    pack = loader.load(OWN)
    chosen = {"title": pack.title, "content": loader.content(pack), "sha256": loader.sha256(pack)}
    ProcedureFactory(key=pack.key, version=pack.version, activated_by=administrator, **chosen)
    client, meeting = sign_in(contracts_officer), make_meeting(contracts_officer)

    decide = client.get(f"/risk/meetings/{meeting.pk}/decide/")
    ending = client.get(f"/risk/services/{meeting.service.cqc_id}/terminations/new/")

    assert (decide.status_code, ending.status_code) == (409, 409)
    assert "names no options of the" in decide.content.decode()
    assert "does not say when termination is considered" in ending.content.decode()
