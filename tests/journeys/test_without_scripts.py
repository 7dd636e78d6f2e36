"""Steps 1 to 3 in a browser that runs no script at all: every control is a link or a form."""

import pytest

from tests.journeys import incident, partners, people
from tests.journeys.failures import WITHOUT_SCRIPTS as FAILURE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_core_paths_without_javascript(visit):
    officer = visit("officer@council.example", scripts=False)

    reference = incident.log_against_the_answer(officer, FAILURE)
    incident.invoke(officer)
    incident.name_leads(officer, reference)
    incident.settle_steps(officer, reference)
    people.load_list(officer, reference, FAILURE)
    people.edit_on_a_page(officer, FAILURE.paid_by_others[1])
    manager = visit("care.manager@council.example", scripts=False)
    people.clash_on_a_page(officer, manager, reference, FAILURE.paid_by_others[0])
    partners.share(officer, reference)
    partners.look_around(visit("ccg@icb.example", scripts=False), reference, FAILURE)
