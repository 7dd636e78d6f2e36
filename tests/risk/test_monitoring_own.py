"""Another council's monitoring: its data sets, ratings and rhythms come from its pack alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from events.procedure import loader
from tests.factories.events import ProcedureFactory
from tests.factories.monitoring import all_rated, decide, monitor, record
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
OWN = loader.loads((Path(__file__).parent / "data" / "own_monitoring.yaml").read_text())


@pytest.fixture
def own(administrator):
    """The council's own procedure, activated by a person, so that it goes before ours."""
    return ProcedureFactory(
        key=OWN.key, version=OWN.version, title=OWN.title, content=loader.content(OWN), sha256="own",
        activated_by=administrator, activated_at=timezone.now(),
    )  # fmt: skip


def test_own_data_sets_ratings_and_rhythm_work_from_form_to_report(own, contracts_officer, sign_in):
    today, client = timezone.localdate(), sign_in(contracts_officer)
    monitoring = monitor(contracts_officer, ServiceFactory(service_types=["Homecare agencies"]))
    form = client.get(f"{monitoring.get_absolute_url()}months/new/").content.decode()
    assert "Hours not delivered" in form and "Of the last four weeks" in form and "Much" in form

    decide(contracts_officer, record(contracts_officer, monitoring, ratings=all_rated(monitoring, 2)))

    planned = {row.label: row.due_on for row in monitoring.actions.planned()}
    assert set(planned) == {"Call the manager", "Visit"} and planned["Call the manager"] is None
    assert timedelta(14) <= planned["Visit"] - today <= timedelta(18)
    report = client.get(f"/risk/monitoring/report/{today.year}/{today.month}/").content.decode()
    assert "at Watch" in report and str(monitoring.service) in report


def test_data_set_of_home_care_is_not_asked_of_a_care_home(own, contracts_officer, sign_in):
    monitoring = monitor(contracts_officer, ServiceFactory(service_types=["Nursing homes"]))

    form = sign_in(contracts_officer).get(f"{monitoring.get_absolute_url()}months/new/").content.decode()

    assert "Complaints" in form and "Hours not delivered" not in form
