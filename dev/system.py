"""Parts that come with the system and not with Python: what is missing, and how to get it."""

import ctypes
import os
import shutil
import subprocess
import sys
from functools import cache

from dev.places import say

PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
CHROMIUM = ["chromium", "libatomic1"]
PANGO_LIBRARIES = {
    "linux": ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"],
    "darwin": ["libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.dylib"],
}


def pango_is_here() -> bool:
    """Whether the libraries that draw PDFs can be loaded."""
    try:
        for name in PANGO_LIBRARIES.get(sys.platform, PANGO_LIBRARIES["linux"]):
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def chromium() -> str | None:
    """Path of the browser for tests. Setting CHROMIUM names another."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def get(packages: list[str], purpose: str) -> None:
    """Install Debian packages where we are root and may; else say what to type."""
    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.getuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {purpose}: {line}")
        if apt("install", *packages) or (apt("update") and apt("install", *packages)):
            return
    say(f"No {purpose} here. To have it on Debian or Ubuntu: {line}")


def apt(verb: str, *packages: str) -> bool:
    command = ["apt-get", verb, "--quiet", "--yes"] + ["--no-install-recommends", *packages] * bool(packages)
    done = subprocess.run(
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=600,
    )
    return done.returncode == 0


@cache
def get_pango() -> bool:
    if not pango_is_here():
        get(PANGO, "Pango, which draws PDFs")
    return pango_is_here()


@cache
def get_chromium() -> bool:
    if not chromium():
        get(CHROMIUM, "Chromium, which the browser tests drive")
    return bool(chromium())
