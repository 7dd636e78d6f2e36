"""Which early warning signs there are, and where each applies. LGiU guidance outline 5."""

from typing import NamedTuple

# The source marks one sign as seen in home care only, by these words.
HOME_CARE = "home care"


class Sign(NamedTuple):
    """One early warning sign of the pack."""

    id: str
    label: str
    home_care_only: bool


def signs_of(content: dict) -> list[Sign]:
    """The early warning signs of a loaded pack, in printed order. LGiU guidance outline 5."""
    rows = content.get("lists", {}).get("early_warning_signs", {}).get("items", [])
    return [Sign(row["id"], row["label"], HOME_CARE in row["label"].lower()) for row in rows]


def applicable(signs: list[Sign], *, is_home_care: bool) -> list[Sign]:
    """The signs that can be seen at this kind of provider: rostering only at home care. LGiU guidance
    outline 5.
    """
    return [sign for sign in signs if is_home_care or not sign.home_care_only]
