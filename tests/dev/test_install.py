"""The virtual environment: made once, made again where it can't be used, installed into when a lock file changed."""

import pytest

from dev import install


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A checkout without a virtual environment, whose commands are written down instead of run."""
    folder, commands = tmp_path / ".venv", []
    monkeypatch.setattr(install, "VENV", folder)
    monkeypatch.setattr(install, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(install, "STAMPS", folder / "stamps")
    monkeypatch.setattr(install, "install", lambda name: commands.append(name))

    def make(command, doing, **options):
        commands.append("venv")
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").touch()

    monkeypatch.setattr(install, "execute", make)
    return commands


def test_packages_are_installed_once(venv):
    install.python_packages("dev")
    install.python_packages("dev")

    assert venv == ["venv", "dev"]


def test_packages_for_tests_are_enough_to_run(venv):
    install.python_packages("dev")
    install.python_packages("services")

    assert venv == ["venv", "dev"]


def test_packages_to_run_are_not_enough_for_tests(venv):
    install.python_packages("services")
    install.python_packages("dev")

    assert venv == ["venv", "services", "dev"]


def test_changed_lock_file_is_installed(venv, monkeypatch):
    install.python_packages("dev")
    monkeypatch.setattr(install, "fingerprint", lambda *patterns: "changed")
    install.python_packages("dev")

    assert venv == ["venv", "dev", "dev"]


def test_environment_of_a_moved_checkout_is_made_again(venv, tmp_path):
    install.python_packages("dev")
    (tmp_path / ".venv" / "stamps" / "venv").write_text("/where/it/was")
    install.python_packages("dev")

    assert venv == ["venv", "dev", "venv", "dev"]


def test_environment_whose_python_is_gone_is_made_again(venv, tmp_path):
    install.python_packages("dev")
    (tmp_path / ".venv" / "bin" / "python").unlink()
    install.python_packages("dev")

    assert venv == ["venv", "dev", "venv", "dev"]
