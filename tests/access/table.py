"""The table of expected answers (expected.yaml), the resolver's addresses, and what an answer is called."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

FILE = Path(__file__).with_name("expected.yaml")
SIGN_IN, NOBODY = "sign-in", "nobody"
# The look-up lists of Django's admin site: one line for all of them.
LISTS = "admin"
ONE_OF_THE_LISTS = {
    "app_label": "providers",
    "object_id": "1",
    "content_type_id": "1",
    "url": "nothing-there",
}


class Address(NamedTuple):
    """One entry of the resolver. `name` has its namespace; that of an admin page is "admin"."""

    name: str
    view: str
    parameters: tuple[str, ...]
    pattern: str


class Line(NamedTuple):
    """One block of the table."""

    at: str
    pk: str
    get: object
    post: object


class Table:
    """expected.yaml."""

    def __init__(self):
        content = yaml.safe_load(FILE.read_text())
        self.groups: dict[str, list[str]] = content["groups"]
        self.lines = {
            name: Line(block.get("at", ""), block.get("pk", ""), block["get"], block["post"])
            for name, block in content["pages"].items()
        }

    def expected(self, answers: object, who: str, place: str) -> int | str:
        """What is expected for a person at a place: the nearest of the person, a group, everybody."""
        answers = self._nearest(answers, who)
        return answers.get(place, answers.get("else")) if isinstance(answers, dict) else answers

    def tried_at(self, answers: object, who: str, places: dict, *, thorough: bool) -> list[str]:
        """One place for each answer; every place for a partner where their answer differs, and for the first officer.

        `thorough`: every place for the first partner and nobody.
        """
        first_partner, first_officer = (self.groups[group][0] for group in ("partners", "council"))
        differs = isinstance(self._nearest(answers, who), dict)
        closely = (first_officer, *self.groups["partners"])
        if (thorough and who in (first_partner, NOBODY)) or (differs and who in closely):
            return list(places)
        one_each = {self.expected(answers, who, place): place for place in reversed(places)}
        return [place for place in places if place in one_each.values()]

    def _nearest(self, answers: object, who: str) -> object:
        if not isinstance(answers, dict):
            return SIGN_IN if who == NOBODY else answers
        if who == NOBODY:
            return answers.get(NOBODY, SIGN_IN)
        groups = [group for group, members in self.groups.items() if who in members]
        return next(answers[way] for way in (who, *groups, "everybody") if way in answers)


def resolver_addresses() -> list[Address]:
    """Every address of the service, the files under static/ left out."""
    static = settings.STATIC_URL.strip("/")
    return [one for one in _walk(get_resolver().url_patterns, "", "") if not one.pattern.startswith(static)]


def _walk(patterns, before: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            parameters = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            view = f"{namespace}{pattern.name}" if pattern.name else ""
            yield Address(LISTS if namespace == f"{LISTS}:" else view, view, parameters, text)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, text, inner)


def path_of(address: Address, line: Line, place: dict) -> str:
    """The path of an address at a place."""
    if not address.view:  # what the admin site answers for any address that it does not know
        return reverse("admin:index") + "nothing-there/"
    place = ONE_OF_THE_LISTS if address.name == LISTS else place
    keys = {name: line.pk if name == "pk" else name for name in address.parameters}
    return reverse(address.view, kwargs={name: place[key] for name, key in keys.items()})


def answer(client: Client, response: HttpResponse) -> int | str:
    """The status; or "sign-in" for being sent there, which comes without any content."""
    where = response.get("Location", "")
    if response.status_code == 302 and where.startswith(reverse("admin:index")):  # it sends to itself first
        return _sent_on(client, where)
    if response.status_code == 302 and where.startswith(resolve_url(settings.LOGIN_URL)):
        return "sign-in, with content" if response.content else SIGN_IN
    return response.status_code


def _sent_on(client: Client, where: str) -> int | str:
    """The answer there. The look-up lists send to one page, whichever was asked for: each person opens it once."""
    page, _, _ = where.partition("?")
    known = client.__dict__.setdefault("sent_on", {})
    if page not in known:
        known[page] = answer(client, client.get(where))
    return known[page]
