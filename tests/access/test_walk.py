"""Every address, for every person of the demonstration and a stranger, against the table in expected.yaml.

The demonstration is loaded here, so what is in it is looked at here, too, before more is added to it.
"""

import json
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.models import User
from events.models import FailureEvent
from failure_response.verification import check_everything
from providers.models import Service
from tests.access.demonstration import World
from tests.access.fingerprint import changed, fingerprint
from tests.access.table import NOBODY, SIGN_IN, Address, Line, Table, answer, path_of, resolver_addresses
from trackers.models import TrackerEntry

pytestmark = pytest.mark.django_db
TABLE = Table()
PEOPLE = [*TABLE.groups["council"], *TABLE.groups["partners"], NOBODY]
REFUSED = {403, 404, 405, SIGN_IN}


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker) -> Iterator[dict]:
    """Loaded once; each test works in a savepoint inside its transaction. What the loading said."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loaded()
        transaction.set_rollback(True)


def loaded() -> dict:
    call_command("load_demo", "--json", stdout=(said := StringIO()), stderr=StringIO())
    return json.loads(said.getvalue())


@pytest.fixture(scope="module")
def world(demonstration, django_db_blocker) -> World:
    """The demonstration and what it lacks."""
    with django_db_blocker.unblock():
        return World()


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


def test_demonstration_has_an_event_in_each_stage_and_loads_once(demonstration):
    assert demonstration["loaded"] is True
    assert loaded() == demonstration | {"loaded": False}
    stages = set(FailureEvent.objects.filter(status="invoked").values_list("current_stage", flat=True))
    assert stages == {
        "Information gathering", "Initial response", "Escalated response", "Failure management", "Failure resolution"
    }  # fmt: skip
    statuses = set(FailureEvent.objects.values_list("status", flat=True))
    assert statuses == {"draft", "standard_practice", "invoked", "stood_down", "resolved", "closed"}
    assert Service.objects.count() > 1300
    at_home = FailureEvent.objects.get(service_type="Homecare agencies")
    assert at_home.approach.kind == "approach_2"
    assert at_home.checklists.filter(kind="appendix-b").exists()
    partner = User.objects.get(email="ccg@icb.example")
    seen = FailureEvent.objects.visible_to(partner)
    assert seen.count() == 2
    own = TrackerEntry.objects.visible_to(partner)
    assert 0 < own.count() < TrackerEntry.objects.filter(event__in=seen).count()
    assert check_everything().fault is None


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
