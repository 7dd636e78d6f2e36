"""The kinds of values in a pack: words, figures, days. Lengths match the columns that they are copied into."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr


def _day(value: object) -> object:
    """A day from YAML, or as text from a saved pack; nothing else (a number would be read as seconds)."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if not isinstance(value, date):
        raise ValueError("must be a day, such as 2026-03-01")
    return value


def _plain(value: object) -> object:
    """Days inside free-form facts are kept as text, so that a saved pack equals the one that was read."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _given(value: object) -> object:
    if not isinstance(value, str | bool) or value == "":
        raise ValueError("must be a word, true or false")
    return value


Id = Annotated[StrictStr, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]{0,39}$")]
Text = Annotated[StrictStr, Field(min_length=1, max_length=4000)]
Label = Annotated[StrictStr, Field(min_length=1, max_length=200)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=120)]
Party = Annotated[StrictStr, Field(min_length=1, max_length=80)]
Section = Annotated[StrictStr, Field(min_length=1, max_length=60)]
Word = Annotated[StrictStr, Field(min_length=1, max_length=60)]
Whole = Annotated[StrictInt, Field(ge=0, le=100_000)]
Score = Annotated[StrictInt, Field(ge=1, le=100)]
Figure = Annotated[float, Field(strict=True, ge=0, le=1_000_000)]
Day = Annotated[date, BeforeValidator(_day)]
Free = Annotated[Any, BeforeValidator(_plain)]
Given = Annotated[Any, BeforeValidator(_given)]
Sure = Literal["high", "medium", "low"]
Texts = tuple[Text, ...]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
