"""Pages of the joint risk assessment, for those who lead it, look at it, and are asked into it."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from events.procedure import loader
from risk.models import Contributor, RiskAssessment
from risk.operations.assessments import revise_assessment, start_assessment
from risk.operations.gradings import ask_in
from tests.factories.events import EventFactory, ProcedureFactory
from tests.factories.providers import ServiceFactory
from tests.factories.risk import DAY, grade, row_of, settle, sign, signed, start

pytestmark = pytest.mark.django_db
OWN = Path(__file__).parent / "data" / "own_matrix.yaml"


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_officer_starts_with_a_sample_and_no_names(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")
    client, service = sign_in(contracts_officer), ServiceFactory()
    address = f"/risk/services/{service.cqc_id}/assessments/new/"

    refused = client.post(address, {"people": ""} | boxes("started_on", timezone.localdate()))
    made = client.post(address, {"people": "WO\nEH"} | boxes("started_on", timezone.localdate()))

    assert refused.status_code == 422
    assert "2 people in the sample" in client.get(made.url).content.decode()


def test_row_page_has_two_matrices_that_say_score_and_band(contracts_officer, sign_in):
    made = start(contracts_officer)

    page = (
        sign_in(contracts_officer)
        .get(f"/risk/assessments/{made.pk}/rows/{row_of(made, '8').pk}/")
        .content.decode()
    )

    assert page.count('class="app-matrix"') == 2
    assert page.count('aria-label="Major impact, likely: 16, Extreme"') == 2
    assert page.count('name="person"') == 26 and "No grading" in page
    assert "Row 8: Skin including Tissue Viability" in page


def test_saving_goes_to_the_next_row_and_keeps_the_cells(contracts_officer, sign_in):
    made = start(contracts_officer)
    client, row = sign_in(contracts_officer), row_of(made, "18")
    told = {"version": 1, "issue": "Late answers", "person": "3-4", "others": "2-3", "next": "1"}

    response = client.post(f"/risk/assessments/{made.pk}/rows/{row.pk}/", told)

    assert response.url == f"/risk/assessments/{made.pk}/rows/{row_of(made, '19/20').pk}/"
    row.refresh_from_db()
    assert (row.score, row.others_band) == (12, "Moderate")
    page = client.get(f"/risk/assessments/{made.pk}/").content.decode()
    assert "1 row to be acted on at once has no immediate action" in page


def test_blank_issue_leaves_the_grading_blank_and_says_so(contracts_officer, sign_in):
    made = start(contracts_officer)
    client, row = sign_in(contracts_officer), row_of(made, "18")

    response = client.post(
        f"/risk/assessments/{made.pk}/rows/{row.pk}/",
        {"version": 1, "issue": "", "person": "5-5"},
        follow=True,
    )

    row.refresh_from_db()
    assert row.score is None and row.filled_at
    assert "saved without a grading" in response.content.decode()


def test_refused_row_keeps_issue_and_cell(contracts_officer, sign_in):
    made = start(contracts_officer)
    address = f"/risk/assessments/{made.pk}/rows/{row_of(made, '8').pk}/"

    response = sign_in(contracts_officer).post(address, {"version": 1, "issue": "Sore heel", "person": "4-2"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Sore heel" in page and "agreed that you fill this in" in page
    assert 'value="4-2" aria-label="Major impact, unlikely: 8, High"' in page
    assert page.split('value="4-2"')[1].split(">")[0].endswith("checked")


def test_stale_save_shows_the_others_value(contracts_officer, officer, sign_in):
    made = start(contracts_officer)
    grade(officer, made, "18", (1, 1), issue="Theirs", agreed_with="Sam")
    address = f"/risk/assessments/{made.pk}/rows/{row_of(made, '18').pk}/"

    response = sign_in(contracts_officer).post(address, {"version": 1, "issue": "Mine", "person": "1-1"})

    assert response.status_code == 409
    assert "Theirs" in response.content.decode() and "Mine" in response.content.decode()


@pytest.fixture
def asked(contracts_officer, partner):
    """An assessment with a health row and a contracts row, into which the partner was asked for Health."""
    made = start(contracts_officer, "WO", "EH")
    grade(contracts_officer, made, "8", (3, 3), issue="Sore heel", immediate_action="Nurse")
    grade(contracts_officer, made, "18", (2, 2), issue="Secret complaint")
    settle(contracts_officer, made, "High", remedy="Secret remedy")
    ask_in(by=contracts_officer, assessment=made, user=partner, parties=["Health"])
    return made


def test_partner_reads_own_rows_and_nothing_that_was_concluded(asked, partner, sign_in):
    client = sign_in(partner)
    pages = [
        client.get(f"/risk/assessments/{asked.pk}/"),
        client.get(f"/risk/assessments/{asked.pk}/people/1/"),
    ]

    text = " ".join(page.content.decode() for page in pages)
    assert [page.status_code for page in pages] == [200, 200]
    assert "Sore heel" in text
    assert "Secret" not in text and "Complaints Management" not in text
    assert client.get(f"/risk/assessments/{asked.pk}/rows/{row_of(asked, '8').pk}/").status_code == 200
    assert client.get(f"/risk/assessments/{asked.pk}/rows/{row_of(asked, '18').pk}/").status_code == 404
    for below in ("level", "sign", "factors/new", "views", "ask", "people/add"):
        assert client.get(f"/risk/assessments/{asked.pk}/{below}/").status_code == 403
    assert client.get(f"/risk/assessments/{asked.pk}/compare/").status_code == 404
    assert client.get(f"/documents/risk-assessment/print/?about={asked.pk}").status_code == 404
    assert client.get(f"/documents/new/?kind=risk-assessment&about={asked.pk}").status_code == 404


def test_partner_who_reads_all_reads_but_does_not_fill_rows_of_others(asked, partner, sign_in):
    Contributor.objects.update(reads_all=True)
    client = sign_in(partner)

    assert "Secret remedy" in client.get(f"/risk/assessments/{asked.pk}/").content.decode()
    assert "Secret complaint" in client.get(f"/risk/assessments/{asked.pk}/people/1/").content.decode()
    assert client.get(f"/risk/assessments/{asked.pk}/rows/{row_of(asked, '18').pk}/").status_code == 403


def test_partner_is_told_of_no_version_that_it_was_not_asked_into(asked, contracts_officer, partner, sign_in):
    sign(contracts_officer, asked)
    newer = revise_assessment(by=contracts_officer, assessment=asked, reason="More falls")
    address, client = f"/risk/assessments/{asked.pk}/", sign_in(partner)

    assert "newer version" not in client.get(address).content.decode()
    assert "newer version" in sign_in(contracts_officer).get(address).content.decode()
    ask_in(by=contracts_officer, assessment=newer, user=partner, parties=["Health"])
    assert f"Open version {newer.number}" in client.get(address).content.decode()


def test_partner_compares_only_versions_that_it_reads_whole(asked, contracts_officer, partner, sign_in):
    sign(contracts_officer, asked)
    newer = revise_assessment(by=contracts_officer, assessment=asked, reason="More falls")
    settle(contracts_officer, newer, "High", remedy="Another remedy")
    asking = {"by": contracts_officer, "user": partner, "parties": ["Health"]}
    ask_in(assessment=newer, reads_all=True, **asking)
    address, client = f"/risk/assessments/{newer.pk}/compare/", sign_in(partner)

    assert "Secret" not in client.get(address).content.decode()
    assert client.get(f"{address}?with={asked.pk}").status_code == 404
    Contributor.objects.filter(assessment=asked).update(reads_all=True)
    assert "Secret remedy" in client.get(address).content.decode()


def test_partner_who_was_not_asked_finds_nothing(asked, outsider, sign_in):
    client = sign_in(outsider)

    assert "You are not asked into an assessment" in client.get("/risk/assessments/").content.decode()
    for below in ("", "people/1/", f"rows/{row_of(asked, '8').pk}/"):
        assert client.get(f"/risk/assessments/{asked.pk}/{below}").status_code == 404


def test_leader_looks_and_stranger_signs_in(asked, reader, client, sign_in):
    address = f"/risk/assessments/{asked.pk}/"

    assert sign_in(reader).get(address).status_code == 200
    assert sign_in(reader).get(f"{address}rows/{row_of(asked, '8').pk}/").status_code == 403
    assert sign_in(reader).post(f"{address}sign/").status_code == 403
    assert client.get(address).url.startswith("/account/login/")


def test_level_page_lists_actions_of_each_level_and_saves_those_of_the_chosen(
    asked, contracts_officer, sign_in
):
    client = sign_in(contracts_officer)
    page = client.get(f"/risk/assessments/{asked.pk}/level/").content.decode()
    asked.refresh_from_db()
    standard = "Standard monitoring and review continues (Local Authority and NHS Commissioners)"
    told = {"level": "Low", "actions_1": standard, "actions_4": "x", "level_reason": "Nurse on site"}

    response = client.post(f"/risk/assessments/{asked.pk}/level/", told | {"version": asked.version})

    assert "The highest grading is 9, High: row 8" in page and "Possible as well: Monitor, Increase" in page
    assert response.status_code == 422  # an action that is none
    del told["actions_4"]
    assert (
        client.post(f"/risk/assessments/{asked.pk}/level/", told | {"version": asked.version}).status_code
        == 302
    )
    asked.refresh_from_db()
    assert (asked.level, asked.actions) == ("Low", [standard])


def test_signing_takes_all_eight_fields_and_offers_a_new_version(asked, contracts_officer, sign_in):
    client, today = sign_in(contracts_officer), timezone.localdate()
    asked.refresh_from_db()
    told = {
        "completed_by": "Sam Ferris", "designation": "Officer", "organisation": "Council", "phone": "01632 960001",
        "email": "sam@council.example", "feedback_time": "00:01", "feedback_how": "By telephone",
        "signature": "Sam Ferris", "version": asked.version,
    }  # fmt: skip
    told |= boxes("feedback_on", today) | boxes("signed_on", today)

    assert client.post(f"/risk/assessments/{asked.pk}/sign/", told).status_code == 302

    page = client.get(f"/risk/assessments/{asked.pk}/").content.decode()
    assert "By telephone" in page and "Make a new version" in page and "Add people" not in page
    again = client.post(f"/risk/assessments/{asked.pk}/again/", {"reason": "Second visit"})
    new = RiskAssessment.objects.get(replaces=asked)
    assert again.url == new.get_absolute_url()
    grade(contracts_officer, new, "18", (5, 5), issue="Secret complaint")
    compared = client.get(f"{again.url}compare/").content.decode()
    assert "WO: 18. Complaints Management" in compared and "25, Extreme" in compared


def test_row_that_was_typed_while_somebody_signed_is_refused_with_its_words(
    asked, contracts_officer, sign_in
):
    sign(contracts_officer, asked)
    row = row_of(asked, "18")

    told = {"version": row.version, "issue": "Bells not answered", "person": "1-1"}
    response = sign_in(contracts_officer).post(f"/risk/assessments/{asked.pk}/rows/{row.pk}/", told)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Bells not answered" in page and "Make a new version to change it" in page


def test_category_that_went_with_the_level_goes_with_the_next_one(asked, contracts_officer, sign_in):
    address = f"/risk/assessments/{asked.pk}/level/"
    client = sign_in(contracts_officer)
    usual = re.search(r'<input[^>]*name="category"[^>]*value=""[^>]*>', client.get(address).content.decode())
    assert "checked" in usual.group()

    settle(contracts_officer, asked, "High", category="Serious Concerns")
    assert re.search(r'value="Serious Concerns"[^>]*checked', client.get(address).content.decode())


def test_version_that_is_open_is_compared_by_the_grading_of_now(asked, contracts_officer, sign_in):
    sign(contracts_officer, asked)
    new = revise_assessment(by=contracts_officer, assessment=asked, reason="Second visit")
    address, client = f"/risk/assessments/{new.pk}/compare/", sign_in(contracts_officer)
    assert "Highest grading" not in client.get(address).content.decode()

    grade(contracts_officer, new, "18", (5, 5))

    page = " ".join(client.get(address).content.decode().split())
    assert "Highest grading" in page and "High, 9" in page and "Extreme, 25" in page


def test_same_number_of_queries_for_5_and_50_people(
    contracts_officer, sign_in, django_assert_max_num_queries
):
    client = sign_in(contracts_officer)
    few = start(contracts_officer, *[f"P{number}" for number in range(5)])
    many = start(contracts_officer, *[f"P{number}" for number in range(50)])
    for made, people in ((few, 5), (many, 50)):
        for who in range(1, people + 1):
            grade(contracts_officer, made, "8", (3, 3), (5, 5), who=who)
    for below in ("{}/", "{}/people/1/"):
        client.get(f"/risk/assessments/{below.format(few.pk)}")
        with django_assert_max_num_queries(60) as first:
            client.get(f"/risk/assessments/{below.format(few.pk)}")
        with django_assert_max_num_queries(len(first)):
            client.get(f"/risk/assessments/{below.format(many.pk)}")


def test_market_counts_agree_with_their_lists(contracts_officer, sign_in):
    nursing, home_care = ServiceFactory(), ServiceFactory(service_types=["Homecare"], care_home=False)
    signed(contracts_officer, service=nursing)
    signed(contracts_officer, cell=(3, 3), level="Low", service=home_care)
    signed(contracts_officer, cell=(1, 1), level="Low")
    client = sign_in(contracts_officer)

    page = client.get("/risk/market/").content.decode()
    cell = client.get("/risk/market/list/?impact=3&likelihood=3").content.decode()
    by_type = client.get("/risk/market/list/?level=Low&type=Homecare").content.decode()

    assert "3 services" in page and "<strong>2</strong>" in page
    assert cell.count('role="rowheader"') == 2 and str(nursing) in cell
    assert by_type.count('role="rowheader"') == 1 and str(home_care) in by_type


def test_risk_over_time_has_chart_and_table_with_the_same_levels(contracts_officer, sign_in):
    old = signed(contracts_officer)
    new = revise_assessment(by=contracts_officer, assessment=old, reason="Again")
    settle(
        contracts_officer,
        new,
        "Moderate",
        level_reason="New manager",
        target="Low",
        target_on=timezone.localdate(),
    )
    sign(contracts_officer, new, signed_on=timezone.localdate())

    page = sign_in(contracts_officer).get(f"/risk/services/{old.service.cqc_id}/over-time/").content.decode()

    assert page.count("<circle") == 2 and page.count("<rect") == 2 and page.count("<path d=") == 1
    assert "<title" in page and "<desc" in page
    assert page.count('data-label="Current"') == 2 and "Moderate" in page and "by " in page


def test_service_page_says_the_level_of_risk(contracts_officer, sign_in):
    made = signed(contracts_officer)

    page = sign_in(contracts_officer).get(made.service.get_absolute_url()).content.decode()

    assert "Level of risk: High" in page and "highest grading 9, High" in page


def test_another_councils_matrix_works_on_the_pages_without_code(contracts_officer, administrator, sign_in):
    ProcedureFactory(key="blackpool")
    pack = loader.load(OWN)
    chosen = {"title": pack.title, "content": loader.content(pack), "sha256": loader.sha256(pack)}
    ProcedureFactory(key=pack.key, version=pack.version, activated_by=administrator, **chosen)
    made = start_assessment(by=contracts_officer, service=ServiceFactory(), started_on=DAY, people=["WO"])
    row, client = made.gradings.get(domain_label="Meals"), sign_in(contracts_officer)
    address = f"/risk/assessments/{made.pk}/rows/{row.pk}/"

    page = client.get(address).content.decode()
    told = {"version": 1, "issue": "Cold soup", "person": "4-3", "agreed_with": "Quality lead"}
    client.post(address, told)

    row.refresh_from_db()
    assert made.procedure.key == "own-matrix"
    assert page.count('name="person"') == 17 and "Grave impact, often: 12, Red" in page
    assert (row.score, row.band, row.asks_action) == (12, "Red", True)
    assert "Visit within a day" in client.get(f"/risk/assessments/{made.pk}/level/").content.decode()
    assert client.get("/risk/market/").content.decode().count('class="app-matrix-word"') == 16


def test_event_and_dashboard_show_the_level_of_risk(contracts_officer, sign_in):
    made = signed(contracts_officer)
    event = EventFactory(service=made.service, host_council=contracts_officer.organisation)
    client = sign_in(contracts_officer)

    page, board = client.get(event.get_absolute_url()), client.get("/dashboard/")

    assert f'href="{made.get_absolute_url()}"' in page.content.decode()
    assert "Level of risk: <strong>High</strong>" in page.content.decode()
    assert '/risk/market/list/?level=High">1<' in board.content.decode()
