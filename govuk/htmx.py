"""One view, two answers: the whole page, or the one fragment that HTMX asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def is_fragment_request(request: HttpRequest) -> bool:
    """HTMX asks for a part of the page; a history restore or a boosted link wants all of it."""
    headers = request.headers
    whole = headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not whole


def render_page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or only `fragment` (a template that the page itself includes) when HTMX asks.

    The fragment gets the same context, so a page and its fragment never differ.
    """
    name = fragment if fragment and is_fragment_request(request) else template
    response = render(request, name, context or {}, status=status)
    # A cache must never hand a fragment to somebody who asked for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response
