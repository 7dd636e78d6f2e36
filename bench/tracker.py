"""The tracker page and one edited cell, next to Django's admin with the same rows, and to the least a page can cost.

Peer: the admin's change list, stock, all people of the event on one page, the same columns, rows joined in one query,
and the fields that our page changes in place changed there by `list_editable`, which is the admin's way to do it.
The same list for reading only stands in the note.
Floor: the same rows in one query, each value escaped and joined into the same cells by hand.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.contrib import admin
from django.db import connection
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone
from markupsafe import escape

from accounts.models import User
from bench import cpu
from bench.people import World, clear, world
from govuk.words import short_date
from trackers.models import TrackerEntry
from trackers.rules.fields import BY_KEY, columns_for
from trackers.table import Table

PEOPLE, CELLS = 500, 50
CHOSEN = [
    "stage",
    "pays",
    "capacity",
    "placement",
    "move",
    "check",
    "outcome",
    "help",
    "assessed",
    "mobility",
    "born",
    "nhs",
    "client",
]
SAME = (  # one column of the admin for each of ours
    "service_user__surname",
    "next_step",
    "stage",
    "funding_type",
    "capacity",
    "destination",
    "move_on",
    "safe_and_well_on",
    "final_outcome",
    "response_level",
    "assessed_on",
    "mobility_needs",
    "service_user__date_of_birth",
    "service_user__nhs_number",
    "service_user__client_record_number",
)


class ReadingPeer(admin.ModelAdmin):
    """The stock change list as somebody would set it up who wants to read this table."""

    list_display = SAME
    list_per_page = PEOPLE
    list_select_related = ("service_user",)
    ordering = ("service_user__surname", "service_user__forename")


class Peer(ReadingPeer):
    """And as somebody would who wants to change values in it."""

    list_editable = tuple(name for name in SAME if name in BY_KEY and BY_KEY[name].edit == "cell")


site, reading_site = admin.AdminSite(name="admin"), admin.AdminSite(name="reading")
site.register(TrackerEntry, Peer)
reading_site.register(TrackerEntry, ReadingPeer)
urlpatterns = [
    path("peer/", site.urls),
    path("reading/", reading_site.urls),
    path("", include("failure_response.urls")),
]
PEER, READING_PEER = "/peer/trackers/trackerentry/", "/reading/trackers/trackerentry/"


def run() -> list[dict]:
    """Both rows of the table; needs an empty, migrated database."""
    clear()
    made = world(events=1, people=PEOPLE, partners_people=25)
    User.objects.filter(pk=made.officer.pk).update(is_staff=True)
    try:
        with override_settings(ROOT_URLCONF="bench.tracker"):
            return measured(made)
    finally:
        clear()


def measured(made: World) -> list[dict]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(made.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert get(client, PEER).count(b"<tr") == PEOPLE + 1
    ours, least = cpu.in_turn(page(client, made), lambda: floor(made), times=15)
    form = f"/people/{TrackerEntry.objects.values_list('pk', flat=True)[0]}/edit/destination/"
    theirs, reading, cells, opened = cpu.in_turn(
        lambda: get(client, PEER),
        lambda: get(client, READING_PEER),
        cpu.repeated(edits(client, made), CELLS),
        cpu.repeated(lambda: opens(client, form), CELLS),
    )
    sizes = f"{PEOPLE} people x {len(CHOSEN) + 2} columns"
    editable = f"Django admin change list, {len(Peer.list_editable)} columns editable"
    return [
        row("Tracker page", ours, theirs, 1 / 20, sizes, editable)
        | {"note": f"for reading only, theirs is {reading:.3f} s"},
        row("Tracker page", ours, least, 3, sizes, "escape and join of the same cells"),
        row(
            "One edited cell",
            cells / CELLS,
            theirs,
            1 / 100,
            f"1 of {PEOPLE} x {len(CHOSEN) + 2} cells saved",
            editable,
        )
        | {"note": f"opening the form before it: {opened / CELLS:.4f} s"},
    ]


def row(work: str, ours: float, theirs: float, target: float, sizes: str, peer: str) -> dict:
    """One line of the report; times in CPU seconds."""
    return {
        "work": work,
        "peer": peer,
        "ours": ours,
        "theirs": theirs,
        "ratio": ours / theirs,
        "target": target,
        "sizes": sizes,
    }


def page(client: Client, made: World) -> Callable[[], bytes]:
    """A function that gets the tracker page of everybody."""
    query = "&".join(f"col={key}" for key in CHOSEN)
    address = f"/events/{made.events[0].reference}/tracker/?{query}"
    assert get(client, address).count(b"<tr role") == PEOPLE + 1
    return lambda: get(client, address)


def get(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content


HEADERS = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://localhost/events/PF-2026-0001/tracker/"}


def opens(client: Client, form: str) -> None:
    """Open the form of one cell, as HTMX does."""
    assert b"<form" in client.get(form, **HEADERS).content


def edits(client: Client, made: World):
    """A function that saves another value into the same cell each time, as HTMX does."""
    entry = TrackerEntry.objects.filter(event=made.events[0]).first()
    state = {"version": entry.version, "flip": False}

    def save() -> None:
        state["flip"] = not state["flip"]
        data = {"destination": f"Home {state['flip']}", "version": state["version"], "person_version": 1}
        answer = client.post(f"/people/{entry.pk}/edit/destination/", data, **HEADERS)
        assert answer.status_code == 200, answer.content[:300]
        state["version"] += 1

    return save


def floor(made: World) -> str:
    """Fetch the rows of the page, escape each value, join: what nobody can go below in this language."""
    columns = columns_for(CHOSEN, partner=False)
    table = Table(user=made.officer, columns=columns, may_change=True, now=timezone.now())
    people = TrackerEntry.objects.filter(event=made.events[0]).order_by("service_user__surname", "pk")
    sql, values = people.values_list(*table.names).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return "".join(
        f"<tr>{''.join([f'<td role=cell><div>{escape(words(cell))}</div></td>' for cell in row])}</tr>"
        for row in rows
    )


def words(value: object) -> str:
    if isinstance(value, datetime) or not isinstance(value, date):
        return "" if value is None else str(value)
    return short_date(value)
