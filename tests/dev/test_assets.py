"""The built style sheets and scripts: what the pages name is there, and points to nothing that isn't."""

import re

import pytest

from dev.assets import BUILD, VENDOR
from dev.places import ROOT


def test_every_package_file_is_there():
    assert {path.name for path in (BUILD / "vendor").iterdir()} == {path.rsplit("/", 1)[1] for path in VENDOR}


@pytest.mark.parametrize("kind", ["*.js", "*.css"])
def test_no_file_points_to_a_source_map_that_is_not_served(kind):
    pointing = [path.name for path in BUILD.rglob(kind) if "sourceMappingURL" in path.read_text()]

    assert pointing == []


def test_what_the_page_frame_names_was_built():
    named = re.findall(r'static\("(build/[^"]+)"\)', (ROOT / "templates" / "base.html").read_text())

    assert named
    assert [name for name in named if not (ROOT / "static" / name).exists()] == []


def test_lock_files_name_no_address():
    for name in (
        "package-lock.json",
        "requirements/base.txt",
        "requirements/dev.txt",
        "requirements/node.txt",
    ):
        assert not re.search(r"https?://[^/\s\"]*(npm|pypi|python)", (ROOT / name).read_text()), name
