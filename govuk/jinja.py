"""The Jinja environment of every page, fragment, mail and document."""

import hashlib
from functools import cache
from pathlib import Path

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    PrefixLoader,
)

from govuk import words
from govuk.forms import error_list, first_invalid

MACROS = "govuk_frontend_jinja"


@cache
def _official_macros() -> PrefixLoader:
    return PrefixLoader({MACROS: PackageLoader(MACROS)})


def _compiled() -> FileSystemBytecodeCache | None:
    """Where compiled templates outlive the process that compiled them, which takes it seconds; a folder of ours only.

    Filters of constants are worked out while compiling, so other filters need another folder.
    """
    if not settings.COMPILED_TEMPLATES:
        return None
    made_from = b"".join(Path(file).read_bytes() for file in (__file__, words.__file__))
    mark = hashlib.sha256(made_from + jinja2.__version__.encode()).hexdigest()[:10]
    folder = Path(settings.COMPILED_TEMPLATES) / mark
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def url(name: str, *args, **kwargs) -> str:
    """Address of a named URL: url("events:event-detail", event.reference)."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


FUNCTIONS = {
    "url": url,
    "static": static,
    "now": timezone.now,
    "today": timezone.localdate,
    "get_messages": get_messages,
    "error_list": error_list,
    "first_invalid": first_invalid,
    "due_words": words.due_words,
    "when_words": words.when_words,
    "day_words": words.day_words,
    "count_of": words.count_of,
}
FILTERS = {
    "date": words.full_date,
    "short_date": words.short_date,
    "day_words": words.day_words,
    "time": words.clock_time,
    "moment": words.moment_words,
    "number": words.number,
    "money": words.money,
    "nhs_number": words.nhs_number,
    "lower_first": words.lower_first,
}


def environment(**options) -> Environment:
    """An environment that finds our own templates first, then the design system's official macros.

    The official macros ask for parts that a caller may leave out, so a missing name prints nothing here,
    also where Django's debug setting would print its name.
    """
    loaders = [options.pop("loader"), _official_macros()] if "loader" in options else [_official_macros()]
    options |= {"undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    # We have more templates than Jinja would keep.
    options |= {"cache_size": -1, "bytecode_cache": _compiled()}
    options.pop("autoescape", None)
    env = Environment(loader=ChoiceLoader(loaders), autoescape=True, **options)
    env.globals.update(FUNCTIONS, **_place())
    env.filters.update(FILTERS)
    return env


def _place() -> dict:
    """What every page says of the council and of this service, from the settings."""
    return {
        "council_name": getattr(settings, "COUNCIL_NAME", ""),
        "service_name": getattr(settings, "SERVICE_NAME", ""),
        "demonstration": getattr(settings, "DEMONSTRATION", False),
        "council_colour": getattr(settings, "COUNCIL_COLOUR", ""),
        "council_logo": getattr(settings, "COUNCIL_LOGO", ""),
    }
