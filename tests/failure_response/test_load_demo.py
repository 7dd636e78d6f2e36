"""The demonstration council: never where it is production. What is in it: tests/access/test_walk.py, which loads it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from failure_response.demonstration.cast import ACCOUNTS
from failure_response.demonstration.residents import residents
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
