"""Following a person through the service: every address of the table, every link on the pages, bounded."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

from tests.access.table import Table, path_of, resolver_addresses

MOST_PAGES = 600
LEAVE = ("/static/", "/account/", "/healthz")
ROW = re.compile(r'<tr[^>]* id="p(\d+)"')


def addresses(places: dict[str, dict[str, dict]]) -> Iterator[str]:
    """Every address of the table at every place, each path once, but those of signing in and out."""
    table = Table()
    for address in resolver_addresses():
        line = table.lines[address.name]
        paths = {path_of(address, line, place): None for place in places[line.at].values()}
        yield from (path for path in paths if not path.startswith(LEAVE))


def crawl(client: Client, start: Iterable[str]) -> dict[str, str]:
    """What each address says, its headers too; then every link found there, and so on."""
    waiting, said = deque(dict.fromkeys(start)), {}
    while waiting and len(said) < MOST_PAGES:
        path = waiting.popleft()
        if path not in said and not path.startswith(LEAVE):
            said[path] = words(client.get(path))
            waiting.extend(links(path, said[path]))
    return said


def words(response: HttpResponse) -> str:
    """Headers and body of an answer, as text."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items() if name != "Content-Length")
    return f"{head}\n\n{response.content.decode('utf-8', 'replace')}"


def links(path: str, page: str) -> list[str]:
    """Addresses of this service that a page leads to."""
    found = [unescape(link) for link in re.findall(r'(?:href|hx-get)="([^"#]+)', page)]
    whole = [urlsplit(urljoin(path, link)) for link in found]
    return [
        f"{one.path}?{one.query}" if one.query else one.path
        for one in whole
        if not (one.scheme or one.netloc)
    ]


def visible(page: str) -> str:
    """What a person reads on a page."""
    body = re.sub(r"(?s)<(head|script|template).*?</\1>", " ", page)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def rows(page: str) -> set[int]:
    """Keys of the people whose rows are on a tracker page."""
    return {int(key) for key in ROW.findall(page)}
