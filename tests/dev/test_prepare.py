"""The steps that make a database ready: in order, once, and again when what they bring has changed."""

import pytest

from dev import prepare
from dev.places import Stop, fingerprint
from dev.prepare import Step, steps


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A place whose database is always there, and that writes down the steps instead of running them."""
    done = []
    monkeypatch.setattr(prepare, "is_empty", lambda url: False)
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "fingerprint", lambda *patterns: fingerprint(*patterns, base=tmp_path))
    both = [Step("A", ["first"], ["a.*"]), Step("B", ["second"], ["b.*"])]
    monkeypatch.setattr(prepare, "steps", lambda environment: both)

    def carry_out(due, environment):
        done.extend(step.name for step in due)
        return [step.name for step in due]

    monkeypatch.setattr(prepare, "carry_out", carry_out)
    return {"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://here/database"}, done, tmp_path


def test_steps_come_in_the_order_that_each_needs():
    names = [step.name for step in steps({"DEMONSTRATION": "1"})]

    assert names == ["migrate", "collectstatic", "load_procedures", "load_letters", "import_cqc", "load_demo"]


def test_demonstration_is_made_only_in_a_demonstration():
    assert "load_demo" not in [step.name for step in steps({})]


def test_steps_are_not_done_twice(place):
    environment, done, _ = place

    prepare.prepare(environment)
    prepare.prepare(environment)

    assert done == ["first", "second"]


def test_step_is_done_again_when_its_file_changed(place):
    environment, done, folder = place
    prepare.prepare(environment)

    (folder / "b.txt").write_text("changed")
    prepare.prepare(environment)

    assert done == ["first", "second", "second"]


def test_all_is_done_again_for_another_or_an_emptied_database(place, monkeypatch):
    environment, done, _ = place
    prepare.prepare(environment)

    prepare.prepare(environment | {"DATABASE_URL": "postgres://other/database"})
    monkeypatch.setattr(prepare, "is_empty", lambda url: True)
    prepare.prepare(environment)

    assert done == ["first", "second"] * 3


def test_database_that_does_not_answer_is_said_in_a_sentence():
    with pytest.raises(Stop, match="database doesn't answer"):
        prepare.is_empty("postgres://nobody@127.0.0.1:1/none")
