"""Every address, for every person of the demonstration and a stranger, against the table in expected.yaml."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from tests.access.demonstration import World
from tests.access.fingerprint import changed, fingerprint
from tests.access.table import NOBODY, SIGN_IN, Address, Line, Table, answer, path_of, resolver_addresses

pytestmark = pytest.mark.django_db
TABLE = Table()
PEOPLE = [*TABLE.groups["council"], *TABLE.groups["partners"], NOBODY]
REFUSED = {403, 404, 405, SIGN_IN}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once; each test works in a savepoint inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def before(world) -> dict:
    """What is in the database when a test begins."""
    return fingerprint()


@pytest.fixture
def client_of(world, sign_in):
    """client_of("ccg") -> a client signed in as that person; "nobody" has not signed in."""
    return lambda who: Client() if who == NOBODY else sign_in(world.people[who])


def lines() -> Iterator[tuple[Address, Line]]:
    for address in resolver_addresses():
        if address.name in TABLE.lines:
            yield address, TABLE.lines[address.name]


def walk(world: World, who: str, method: str) -> Iterator[tuple[str, str, int | str]]:
    """(name and place, path, expected answer) of everything that is tried as this person."""
    for address, line in lines():
        answers, places = getattr(line, method), world.places[line.at]
        for place in TABLE.tried_at(answers, who, places, thorough=method == "get"):
            name = f"{address.view or address.pattern} {place}".strip()
            yield name, path_of(address, line, places[place]), TABLE.expected(answers, who, place)


def test_every_address_has_its_line():
    missing = [f"{one.name} ({one.pattern})" for one in resolver_addresses() if one.name not in TABLE.lines]

    assert not missing, (
        f"Say in tests/access/expected.yaml who gets which answer from: {', '.join(missing)}. "
        "A block has the name of the address, and `get` and `post`; its head explains the rest."
    )


def test_every_line_has_its_address():
    names = {address.name for address in resolver_addresses()}

    gone = [name for name in TABLE.lines if name not in names]

    assert not gone, f"Take out of tests/access/expected.yaml what no address is called any more: {gone}"


@pytest.mark.parametrize("who", PEOPLE)
def test_opening_pages_gives_what_the_table_says_and_changes_nothing(who, world, before, client_of):
    client, wrong = client_of(who), []

    for name, path, expected in walk(world, who, "get"):
        got = answer(client, client.get(path))
        if got != expected:
            wrong.append(f"{name}: {got}, not {expected} ({path})")

    assert not wrong, f"as {who}:\n" + "\n".join(wrong)
    assert changed(before, fingerprint()) == []


@pytest.mark.parametrize("who", PEOPLE)
def test_sending_forms_gives_what_the_table_says_and_refusals_change_nothing(who, world, before, client_of):
    client, wrong = client_of(who), []

    for name, path, expected in walk(world, who, "post"):
        with transaction.atomic():
            got = answer(client, client.post(path))
            # What was allowed may have changed something: put it back, so that only refusals are compared.
            transaction.set_rollback(expected not in REFUSED)
        if name == "account_logout":
            client = client_of(who)
        if got != expected:
            wrong.append(f"{name}: {got}, not {expected} ({path})")

    assert not wrong, f"as {who}:\n" + "\n".join(wrong)
    assert changed(before, fingerprint()) == []


@pytest.mark.parametrize("who", ["admin", NOBODY])
def test_other_methods_are_refused(who, world, before, client_of):
    client, wrong = client_of(who), []

    for address, line in lines():
        path = path_of(address, line, next(iter(world.places[line.at].values())))
        for method in (client.put, client.patch, client.delete):
            got = answer(client, method(path))
            if got not in REFUSED and not path.startswith("/account/"):  # allauth takes PUT for POST
                wrong.append(f"{method.__name__} {path}: {got}")

    assert not wrong
    assert changed(before, fingerprint()) == []


def test_no_form_is_taken_without_its_secret(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["admin"], backend="allauth.account.auth_backends.AuthenticationBackend")

    taken, before = {}, fingerprint()
    for address, line in lines():
        path = path_of(address, line, next(iter(world.places[line.at].values())))
        sent = client.post(path, {"reason": "x"})
        # Whoever signed in on this browser is shown again what they typed.
        if sent.status_code != 403 and not sent.get("Location", "").startswith(f"{path}?draft="):
            taken[path] = sent.status_code

    assert taken == {}
    assert changed(before, fingerprint()) == ["accounts_draft"]


@pytest.mark.parametrize(
    ("kind", "not_yours", "address", "missing"),
    [
        ("event", "not shared", "/events/{reference}/", {"reference": "PF-2020-9999"}),
        ("person", "the neighbour's", "/people/{entry}/", {"entry": 999_999_999}),
        (
            "document",
            "the officer's, done",
            "/events/{reference}/documents/{document}/",
            {"document": 999_999_999},
        ),
    ],
)
def test_not_yours_reads_like_not_there(kind, not_yours, address, missing, world, client_of):
    client, place = client_of("ccg"), world.places[kind][not_yours]

    hidden, absent = client.get(address.format(**place)), client.get(address.format(**place | missing))

    assert hidden.status_code == absent.status_code == 404
    assert without_secret(hidden) == without_secret(absent)


def without_secret(response) -> bytes:
    """The page without the token that differs on every page."""
    return re.sub(rb'"X-CSRFToken": "\w+"|value="\w{64}"', b"", response.content)
