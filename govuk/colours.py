"""The council's own colour: one setting, one small style sheet, one check that white text on it can be read."""

import re

from django.conf import settings
from django.core.checks import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
READABLE = 4.5  # WCAG 2.2, 1.4.3


def contrast_with_white(colour: str) -> float:
    """How far a colour such as '#163a54' stands out from white: 1 (not at all) to 21 (black). WCAG 2.2's measure."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_colour(app_configs, **kwargs) -> list[Error]:
    """System check: COUNCIL_COLOUR is empty, or a colour on which white text can be read."""
    colour = getattr(settings, "COUNCIL_COLOUR", "")
    if colour and not HEX.match(colour):
        return [Error("COUNCIL_COLOUR must be a colour like #163a54.", id="govuk.E001")]
    if colour and (ratio := contrast_with_white(colour)) < READABLE:
        sentence = f"White text on COUNCIL_COLOUR {colour} stands out {ratio:.1f} to 1; it must be {READABLE} or more."
        return [Error(sentence, hint="Choose a darker colour.", id="govuk.E002")]
    return []


@require_safe
@cache_control(max_age=3600, private=True)  # private: middleware may set cookies on any answer
def council_css(request: HttpRequest) -> HttpResponse:
    """The style sheet that sets the council's colour. Nobody needs to sign in for it."""
    colour = getattr(settings, "COUNCIL_COLOUR", "")
    css = f":root {{ --app-council: {colour}; }}\n" if HEX.match(colour) else ""
    return HttpResponse(css, content_type="text/css; charset=utf-8")
