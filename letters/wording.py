"""The words that come with the product: files in letters/words/, one for each letter. Staffordshire SOP 12.0.

The first line of a file is its kind, the second its name; the words follow.
"""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent / "words"
# The documents that SOP 12.0 names. The tracker is one of them, and is kept by this service.
NAMED_IN_SOP = {
    "Service user tracker": "",
    "Safe and well checks template": "safe_and_well",
    "Relative meeting invite template": "meeting_invitation",
    "Relative meeting attendance template": "meeting_attendance",
}


class Wording(NamedTuple):
    """One letter as it comes with the product."""

    key: str
    kind: str
    name: str
    text: str


def wordings() -> list[Wording]:
    """Every file of the folder, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        kind, name, *text = path.read_text(encoding="utf-8").split("\n")
        found.append(Wording(path.stem, kind, name, "\n".join(text).strip()))
    return found
