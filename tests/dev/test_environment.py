"""Settings of a place: the environment first, then .env; .env.example names them all."""

import os
import re
import stat

import pytest

from dev import environment
from dev.places import ROOT, Stop


@pytest.fixture
def dotenv(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    return tmp_path / ".env"


def test_settings_come_from_the_file_unless_the_environment_has_them(dotenv):
    dotenv.write_text('# ours\n\nCOUNCIL_NAME="Two Rivers Council"\nPORT=9000\n')
    os.environ["PORT"] = "8123"

    environment.load()

    assert os.environ["COUNCIL_NAME"] == "Two Rivers Council"
    assert os.environ["PORT"] == "8123"


def test_line_that_is_no_setting_is_refused_with_its_number(dotenv):
    dotenv.write_text("PORT=9000\nnot a setting\n")

    with pytest.raises(Stop, match="line 2"):
        environment.load()


def test_service_here_is_a_demonstration_with_a_key_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for name in ("DJANGO_ENV", "SECRET_KEY", "DEMONSTRATION"):
        monkeypatch.delenv(name, raising=False)

    first, second = environment.complete(), environment.complete()

    assert first["DEMONSTRATION"] == "1"
    assert len(first["SECRET_KEY"]) >= 50
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_production_gets_no_demonstration_and_no_key(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_ENV", "production")
    for name in ("SECRET_KEY", "DEMONSTRATION"):
        monkeypatch.delenv(name, raising=False)

    found = environment.complete()

    assert "SECRET_KEY" not in found
    assert "DEMONSTRATION" not in found


def test_every_setting_is_in_the_example():
    source = (ROOT / "failure_response" / "settings.py").read_text()
    read = set(re.findall(r'(?:environ\.get|environ|flag|words)[(\[]\s*"([A-Z_]+)"', source))
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert read > {"SECRET_KEY", "DATABASE_URL"}
    assert read - example == set()
