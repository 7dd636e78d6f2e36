"""The monthly report, the sheet of a month in and out, and what is late or missing. Coventry outline App 1."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import AccessEntry, Notification, User
from accounts.versions import Conflict
from failure_response.worklist_monitoring import monitoring_lines
from risk.models import MonthlyRecord
from risk.monitored import report
from risk.operations.market_reports import write_report
from risk.operations.monitoring import required_instrument
from risk.operations.visits import record_done
from risk.tasks import plan_visits, remind_of_visits
from tests.factories.events import EventFactory
from tests.factories.monitoring import HIGH, LOW, MEDIUM, decide, monitor, rate, record, visits
from tests.factories.providers import ServiceFactory, record_by_hand

pytestmark = pytest.mark.django_db
IMPORT = "/risk/monitoring/import/"


def last_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def named(name: str):
    return ServiceFactory(name=name)


def a_market(by: User):
    """One service rose to High Risk, one fell from it, one was not updated this month."""
    today = timezone.localdate()
    rose, fell, silent = (monitor(by, named(name)) for name in ("Risenholm", "Fallowmere", "Stillbrook"))
    for monitoring, before in ((rose, LOW), (fell, HIGH), (silent, MEDIUM)):
        rate(by, monitoring, before, last_month(today), spend=Decimal(1_000_000))
    rate(by, rose, HIGH)
    rate(by, fell, LOW)
    return rose, fell, silent


def test_report_lists_high_what_changed_and_who_is_missing(contracts_officer):
    rose, _, silent = a_market(contracts_officer)
    today, pack = timezone.localdate(), required_instrument()[1]

    found = report(contracts_officer, pack, today.replace(day=1), today)

    assert [str(line.service) for line in found.reported] == ["Risenholm"]
    changes = {str(one.line.service): (one.before, one.direction) for one in found.changes}
    assert changes == {"Risenholm": ("Low Risk", "up"), "Fallowmere": ("High Risk", "down")}
    assert [line.monitoring for line in found.missing] == [silent]
    assert {row.monitoring for row in found.late} == {silent}  # due last month, and nobody went
    assert found.over == [] and rose.pk


def test_report_of_a_month_that_is_over_stays_as_it_was(contracts_officer):
    a_market(contracts_officer)
    today, pack = timezone.localdate(), required_instrument()[1]

    found = report(contracts_officer, pack, last_month(today), today)

    assert [str(line.service) for line in found.reported] == ["Fallowmere"]
    assert found.missing == [] and {one.direction for one in found.changes} == {"new"}


def test_report_on_paper_says_the_same(contracts_officer, sign_in):
    a_market(contracts_officer)
    today, client = timezone.localdate(), sign_in(contracts_officer)

    text = client.get(f"/documents/monthly-report/print/?about={today:%Y%m}").content.decode()

    for words in ("1 at High Risk of 3 services", "Up to High Risk", "Stillbrook", "last", "Late: was due"):
        assert words in text, words
    assert AccessEntry.objects.get(kind="document").subject.startswith("Monitoring report")


def test_officers_write_what_is_recommended_and_both_are_kept(contracts_officer, officer):
    monitor(contracts_officer)
    today = timezone.localdate()
    made = write_report(by=officer, month=today, recommendations="Look at night staffing", analysis="Worse")
    write_report(
        by=contracts_officer, month=today, version=1, recommendations="Look at nights", analysis="Worse"
    )

    assert [row.recommendations for row in made.history()] == ["Look at night staffing", "Look at nights"]
    with pytest.raises(Conflict):
        write_report(by=officer, month=today, recommendations="Other")
    for facts, words in (
        ({"recommendations": " "}, "Enter the recommendations"),
        ({"month": today + timedelta(days=40)}, "has not begun"),
        ({"presented_on": last_month(today)}, "between the start of the month"),
    ):
        with pytest.raises(ValidationError, match=words):
            write_report(**({"by": officer, "month": today, "recommendations": "x"} | facts))


def test_recommendations_are_typed_on_the_page_and_printed(contracts_officer, reader, partner, sign_in):
    a_market(contracts_officer)
    today, client = timezone.localdate(), sign_in(contracts_officer)
    page = f"/risk/monitoring/report/{today.year}/{today.month}/"
    write_report(by=contracts_officer, month=last_month(today), recommendations="Extra care was to be seen")
    assert f"{page}write/" in client.get(page).content.decode()
    assert sign_in(reader).post(f"{page}write/").status_code == 403
    assert sign_in(partner).get(f"{page}write/").status_code == 403
    assert client.post(f"{page}write/", {"version": 0, "recommendations": "x" * 10001}).status_code == 422

    given = {"version": 0, "recommendations": "Nights at Risenholm <b>first</b>\n\nThen Fallowmere"}
    answer = client.post(f"{page}write/", given)

    shown = client.get(answer.url).content.decode()
    assert "&lt;b&gt;first" in shown and "Extra care was to be seen" in shown
    paper = client.get(f"/documents/monthly-report/print/?about={today:%Y%m}").content.decode()
    assert "&lt;b&gt;first" in paper and "Extra care was to be seen" in paper


def sheet_of(client) -> str:
    return client.get("/risk/monitoring/list.csv").content.decode("utf-8-sig")


def hidden_rows(response) -> str:
    """The rows that travel in the page until they are taken."""
    return unescape(re.search(r'name="pasted" value="([^"]*)"', response.content.decode()).group(1))


def test_sheet_goes_out_is_filled_in_and_comes_back(contracts_officer, sign_in):
    _, _, silent = a_market(contracts_officer)
    client, today = sign_in(contracts_officer), timezone.localdate()
    file = SimpleUploadedFile("november.csv", sheet_of(client).encode())

    shown = client.post(IMPORT, {"month": f"{today:%Y-%m}", "file": file})
    assert shown.status_code == 200 and "Nothing is saved yet" in shown.content.decode()
    assert not silent.months.filter(month=today.replace(day=1)).exists()
    text = hidden_rows(shown)
    taken = client.post(IMPORT, {"month": f"{today:%Y-%m}", "pasted": text, "confirm": "yes"})

    assert taken.status_code == 302
    made = silent.months.get(month=today.replace(day=1))
    assert (made.rating, made.spend, len(made.ratings)) == (MEDIUM, Decimal(1_000_000), 7)
    assert AccessEntry.objects.filter(kind="export").exists()


def test_row_that_says_nothing_is_left_out_of_the_data(contracts_officer, sign_in):
    told, silent = monitor(contracts_officer), monitor(contracts_officer)
    today = timezone.localdate()
    text = f"CQC location ID,Spend a year,1\r\n{told.service.cqc_id},5,Low\r\n{silent.service.cqc_id},,\r\n"

    given = {"month": f"{today:%Y-%m}", "pasted": text, "confirm": "yes"}
    answer = sign_in(contracts_officer).post(IMPORT, given, follow=True)

    assert "Data of 1 service taken in" in answer.content.decode()
    assert told.months.exists() and not silent.months.exists()


def test_service_recorded_by_hand_goes_out_and_comes_in_under_its_own_id(contracts_officer, sign_in):
    service = record_by_hand(contracts_officer, service_types=["Nursing homes"])
    monitor(contracts_officer, service=service)
    client, today = sign_in(contracts_officer), timezone.localdate()

    text = sheet_of(client)
    given = {
        "month": f"{today:%Y-%m}",
        "pasted": "Service ID,Spend a year\r\nBY-HAND-1,5\r\n",
        "confirm": "yes",
    }
    client.post(IMPORT, given)

    assert text.startswith("Service ID,") and "BY-HAND-1,Thistledown House" in text
    assert service.monitoring.months.get().spend == 5


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (",Medium,", ",Middling,", "Middling is not a rating. Use Low, Medium or High."),
        ("1000000.00", "a lot", "a lot is not an amount"),
        ("Medium,\r\n", "Low,\r\n", "Medium Risk is suggested. Give a reason for Low Risk"),
    ],
)
def test_problem_of_a_row_is_named_and_nothing_saved(contracts_officer, sign_in, was, now, words):
    a_market(contracts_officer)
    client, today = sign_in(contracts_officer), timezone.localdate()
    text = sheet_of(client)
    assert was in text
    count = MonthlyRecord.objects.count()

    given = {"month": f"{today:%Y-%m}", "pasted": text.replace(was, now, 1), "confirm": "yes"}
    response = client.post(IMPORT, given)

    assert response.status_code == 422 and words in response.content.decode()
    assert MonthlyRecord.objects.count() == count


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose the spreadsheet, or paste its rows"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"Name,Town\r\nA,B\r\n", "No row has the headings"),
        (b"CQC location ID,1\r\n1-777,Low\r\n", "is no service that the council monitors"),
    ],
)
def test_sheet_that_cannot_be_read_is_refused(contracts_officer, sign_in, content, words):
    monitor(contracts_officer)
    given = {"month": f"{timezone.localdate():%Y-%m}"}
    if content:
        given["file"] = SimpleUploadedFile("list.csv", content)

    response = sign_in(contracts_officer).post(IMPORT, given)

    assert response.status_code == 422 and words in response.content.decode()


def test_worklist_has_late_visits_and_missing_months_until_put_right(contracts_officer, officer, partner):
    _, _, silent = a_market(contracts_officer)
    today = timezone.localdate()
    lines = monitoring_lines(contracts_officer, today, mine=True)
    late = [line for line in lines if "late" in line]
    assert len(late) == 2 and lines[-1]["text"].startswith("Update the monitoring data")
    assert monitoring_lines(officer, today, mine=True) == []
    assert monitoring_lines(partner, today) == []

    for row in visits(silent):
        if row.due_on < today:
            record_done(by=contracts_officer, action=row, version=1, done_on=today, visited_by="A")
    decide(contracts_officer, record(contracts_officer, silent, MEDIUM))

    assert monitoring_lines(contracts_officer, today) == []


def test_pages_elsewhere_say_what_is_monitored(contracts_officer, sign_in):
    rose, _, silent = a_market(contracts_officer)
    event, client = EventFactory(service=rose.service), sign_in(contracts_officer)
    for address, words in (
        ("/dashboard/", "Visit late: 1"),
        ("/", "Update the monitoring data"),
        ("/work/", "Health visit: Stillbrook"),
        (silent.service.get_absolute_url(), "Data not updated this month"),
        (rose.service.provider.get_absolute_url(), "High Risk"),
        (event.get_absolute_url(), "Monitoring before"),
    ):
        assert words in client.get(address).content.decode(), address


def test_clock_plans_and_reminds(contracts_officer):
    rate(contracts_officer, monitor(contracts_officer), HIGH)
    for _ in range(2):
        plan_visits()
        remind_of_visits()

    assert Notification.objects.filter(to=contracts_officer, kind="monitoring.visit").count() == 1
