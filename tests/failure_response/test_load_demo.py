"""The demonstration council: built through the operations, once, and never where it is production."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from events.models import FailureEvent
from failure_response.demonstration.cast import ACCOUNTS
from failure_response.demonstration.residents import residents
from failure_response.verification import check_everything
from providers.models import Service
from trackers.models import TrackerEntry
from trackers.rules.values import fits_check_digit


def test_residents_are_the_same_each_time_and_carry_test_numbers():
    first, again = list(residents(3))[:50], list(residents(3))[:50]

    assert first == again
    assert all(
        person["nhs_number"].startswith("999") and fits_check_digit(person["nhs_number"]) for person in first
    )
    assert len({person["nhs_number"] for seed in (1, 2, 3) for person in list(residents(seed))[:50]}) == 150


@pytest.mark.django_db
def test_it_is_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(SystemExit) as ended:
        call_command("load_demo", "--json", stdout=(said := StringIO()), stderr=StringIO())

    assert ended.value.code == 1
    assert "cannot be loaded" in json.loads(said.getvalue())["refused"]
    assert not User.objects.filter(email=ACCOUNTS[0].email).exists()


@pytest.mark.django_db
def test_council_has_an_event_in_each_stage_and_loads_once():
    call_command("load_demo", "--json", stdout=(said := StringIO()), stderr=StringIO())
    made = json.loads(said.getvalue())
    call_command("load_demo", "--json", stdout=(again := StringIO()), stderr=StringIO())

    assert made["loaded"] is True
    assert json.loads(again.getvalue()) == made | {"loaded": False}
    stages = set(FailureEvent.objects.filter(status="invoked").values_list("current_stage", flat=True))
    assert stages == {
        "Information gathering", "Initial response", "Escalated response", "Failure management", "Failure resolution"
    }  # fmt: skip
    statuses = set(FailureEvent.objects.values_list("status", flat=True))
    assert statuses == {"draft", "standard_practice", "invoked", "stood_down", "resolved", "closed"}
    assert Service.objects.count() > 1300
    at_home = FailureEvent.objects.get(service_type="Homecare agencies")
    assert at_home.approach.kind == "approach_2"
    assert at_home.checklists.filter(kind="appendix-b").exists()
    partner = User.objects.get(email="ccg@icb.example")
    seen = FailureEvent.objects.visible_to(partner)
    assert seen.count() == 2
    own = TrackerEntry.objects.visible_to(partner)
    assert 0 < own.count() < TrackerEntry.objects.filter(event__in=seen).count()
    assert check_everything().fault is None
