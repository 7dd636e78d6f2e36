"""Settings from the environment, as a process reads them when it starts; and what a change of the key does."""

import os
import subprocess
import sys

import pytest

from dev.places import ROOT

SHOW = "from django.conf import settings; print([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])"


@pytest.mark.parametrize(
    ("given", "found"),
    [(None, []), ("", []), ("before", ["before"]), (" before, long-ago,", ["before", "long-ago"])],
)
def test_earlier_keys_come_from_the_environment(given, found):
    place = os.environ | {"DJANGO_SETTINGS_MODULE": "failure_response.settings", "SECRET_KEY": "now"}
    place.pop("SECRET_KEY_FALLBACKS", None)
    place |= {} if given is None else {"SECRET_KEY_FALLBACKS": given}

    said = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=place, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == str(["now", *found])


@pytest.mark.django_db
def test_people_stay_signed_in_while_the_earlier_key_is_known(officer, sign_in, settings):
    stays, leaves = sign_in(officer), sign_in(officer)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"

    settings.SECRET_KEY_FALLBACKS = [old]
    assert stays.get("/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert stays.get("/").status_code == 200  # its session was signed afresh
    assert leaves.get("/").status_code == 302
