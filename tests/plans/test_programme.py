"""The market programme: six rows of the outline, kept by the council."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from failure_response.worklist_programme import programme_lines
from plans.models import MarketProject
from plans.operations.programme import add_project, change_project, rows_to_take, take_programme
from tests.factories.events import ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def projects(contracts_officer):
    ProcedureFactory(key="coventry")
    return take_programme(by=contracts_officer)


def test_six_rows_load_with_a_date_or_words(contracts_officer, projects):
    assert [(row.due_on, row.timescale) for row in projects] == [
        (date(2016, 11, 30), "November 2016"),
        (date(2016, 7, 31), "July 2016"),
        (None, "End of 2016 for Village and Tile Hill project"),
        (None, "Capacity exists within existing provision"),
        (None, "Part of current contractual arrangements"),
        (None, "Part of current contractual arrangements"),
    ]
    assert rows_to_take() == []
    with pytest.raises(ValidationError, match="already"):
        take_programme(by=contracts_officer)


def test_project_is_kept_with_owner_status_and_progress(contracts_officer, projects):
    row, day = projects[0], timezone.localdate() + timedelta(days=40)

    row = change_project(
        by=contracts_officer, row=row, version=1, area=row.area, project=row.project, due_on=day,
        owner="Sam Ferris", state="under_way", progress="Tender is out",
    )  # fmt: skip

    assert (row.due_on, row.timescale, row.owner, row.version) == (day, "", "Sam Ferris", 2)
    assert row.history().last().pgh_context.metadata["operation"] == "market_project.changed"
    with pytest.raises(ValidationError, match="in words or as a day"):
        add_project(by=contracts_officer, area="Respite", project="Block beds")


def test_late_projects_are_on_the_worklist_until_done(
    contracts_officer, care_manager, partner, projects, sign_in
):
    lines = programme_lines(contracts_officer, timezone.localdate())

    assert [line["text"] for line in lines] == ["Home support procurement", "Care Home procurement"]
    assert all("late" in line for line in lines)
    assert programme_lines(partner, timezone.localdate()) == []
    assert "Home support procurement" in sign_in(care_manager).get("/work/").content.decode()
    for row in projects[:2]:
        row.state = MarketProject.State.DONE
        row.save()
    assert programme_lines(contracts_officer, timezone.localdate()) == []


def test_page_takes_adds_and_changes(contracts_officer, sign_in):
    ProcedureFactory(key="coventry")
    client = sign_in(contracts_officer)
    assert "Take 6 projects of the outline" in client.get("/contingency/programme/").content.decode()

    assert client.post("/contingency/programme/take/").url == "/contingency/programme/"
    typed = {"area": "Respite", "project": "Block beds", "timescale": "Next winter", "state": "not_started"}
    assert client.post("/contingency/programme/new/", typed).status_code == 302

    shown = client.get("/contingency/programme/").content.decode()
    assert "Capacity exists within existing provision" in shown and "Next winter" in shown
    assert "2 projects are late" in shown
    assert client.post("/contingency/programme/new/", {}).status_code == 422
    row = MarketProject.objects.get(area="Respite")
    assert client.post(row.get_absolute_url(), typed | {"version": 1, "owner": "Sam"}).status_code == 302


def test_who_may_open_and_change_it(care_manager, reader, partner, projects, sign_in):
    for by in (care_manager, reader):
        assert sign_in(by).get("/contingency/programme/").status_code == 200
        assert sign_in(by).post("/contingency/programme/take/").status_code == 403
        with pytest.raises(PermissionDenied):
            add_project(by=by, area="x", project="y", timescale="z")
    assert sign_in(partner).get("/contingency/programme/").status_code == 403
    assert not MarketProject.objects.visible_to(partner).exists()
