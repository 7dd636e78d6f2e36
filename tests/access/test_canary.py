"""What a partner gets, on every channel there is, holds nothing that is none of its business, and its own people."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode, urljoin

import pytest
from django.core import mail
from django.db import transaction
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import Notification
from accounts.roles import PARTNER_FIELDS
from accounts.tasks import deliver_notifications
from failure_response.tasks import render_documents
from tests.access.canary import COUNCILS, NEIGHBOURS, OWN, TAKEN_BACK, Canary
from tests.access.crawl import addresses, crawl, rows, visible, words
from tests.access.facts import without_records
from tests.access.tokens import FOREIGN, HIDDEN, OTHERS, SEEN, leaks
from trackers import operations
from trackers.lists import VIEWS
from trackers.models import TrackerEntry
from trackers.rules.fields import COLUMNS
from trackers.shown_steps import DUE

pytestmark = pytest.mark.django_db
EVERY_COLUMN = urlencode({"col": list(COLUMNS)}, doseq=True)
HTMX = {"HX-Request": "true"}
Stage, Funding, Outcome = TrackerEntry.Stage, TrackerEntry.Funding, TrackerEntry.Outcome


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[Canary]:
    """Built once; each test works in a savepoint inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Canary()
        transaction.set_rollback(True)


@pytest.fixture
def client(world, sign_in):
    """The partner."""
    return sign_in(world.partner)


@pytest.fixture
def tracker(world) -> str:
    return f"/events/{world.shared.reference}/tracker/"


def assert_nothing_leaks(said: dict[str, str], world: Canary) -> None:
    """No token, number, day or reference of anybody else, and no figure that counts anybody else."""
    found = {name: told for name, text in said.items() if (told := told_by(text, world))}

    assert not found, "\n".join(f"{name}: {told}" for name, told in list(found.items())[:20])


def told_by(text: str, world: Canary) -> list[str]:
    keys = (world.gone.reference, world.draft.reference, str(world.list.token), str(world.kept.token))
    named = [key for key in keys if key in text]
    return [*leaks(text, *OTHERS), *named, *map(str, figures_of_others(visible(text)))]


def figures_of_others(text: str) -> set[int]:
    """Numbers that count people of another scope, with or without the partner's own."""
    scopes = (NEIGHBOURS, COUNCILS, TAKEN_BACK)
    sums = {
        sum(size for size, is_in in zip(scopes, bits, strict=True) if is_in) for bits in _choices(len(scopes))
    }
    others = {total + own for total in sums - {0} for own in range(OWN + 1)}
    return others & {int(number) for number in re.findall(r"(?<![\w.,:/-])\d{1,3}(?![\w,:/-]|\.\d)", text)}


def _choices(length: int) -> list[tuple[bool, ...]]:
    return [tuple(bool(n >> bit & 1) for bit in range(length)) for n in range(2**length)]


def tokens(world: Canary, path: str) -> set[str]:
    """The words in one field of the partner's own people."""
    values = [path_value(entry, path) for entry in world.own]
    return {value for value in values if isinstance(value, str) and value.startswith(SEEN)}


def path_value(entry: TrackerEntry, path: str) -> object:
    return getattr(entry.service_user, path.partition(".")[2]) if "." in path else getattr(entry, path)


def test_the_world_has_a_record_of_every_model(world):
    missing = without_records()

    assert not missing, (
        f"Make one of each in tests/access/canary.py, or say in facts.NEUTRAL why not: {missing}"
    )


def test_every_page_and_link_shows_the_partner_its_own_people_and_nothing_else(world, client, tracker):
    said = crawl(client, [*addresses(world.places), f"{tracker}?{EVERY_COLUMN}"])

    assert len(said) > 150
    assert_nothing_leaks(said, world)
    everything = "\n".join(said.values())
    assert {path for path in PARTNER_FIELDS if tokens(world, path) - words_in(everything)} == set()
    assert all(f"{entry.service_user.date_of_birth:%-d %B %Y}" in everything for entry in world.own)


def words_in(text: str) -> set[str]:
    return set(re.findall(rf"{SEEN}\d+", text))


def test_fragments_tell_no_more_than_pages(world, client, tracker):
    targets = {"HX-Target": "tracker-views", "HX-Current-URL": f"http://testserver{tracker}?{EVERY_COLUMN}"}

    answers = {path: client.get(path, headers=HTMX) for path in addresses(world.places)}
    said = {path: words(answer) for path, answer in answers.items() if answer.status_code != 403}
    for query in [*odd_queries()][::5]:
        said[query] = words(client.get(f"{tracker}?{query}", headers=HTMX | targets))

    assert_nothing_leaks(said, world)


def test_refused_forms_and_other_answers_to_sending_tell_nothing(world, client):
    said = {}
    for path in addresses(world.places):
        with transaction.atomic():
            said[path] = words(client.post(path))
            transaction.set_rollback(True)

    assert_nothing_leaks(said, world)


def odd_queries() -> Iterator[str]:
    """Ways to ask the tracker for what one does not see: every view, order, filter and column, and nonsense."""
    for view in (*VIEWS, "all"):
        yield f"view={view}"
    for column in (*COLUMNS, "service_user__representatives__surname", "changed_at"):
        yield from (f"sort={column}", f"sort=-{column}")
    filters = {
        "stage": Stage.values,
        "pays": Funding.values,
        "due": DUE,
        "outcome": [*Outcome.values, "none"],
    }
    for name, values in filters.items():
        yield from (f"{name}={value}" for value in (*values, "x"))
    yield from (f"name={word}" for word in (FOREIGN, HIDDEN, "%", "_", "Synthwaite", "' OR 1=1 --"))
    yield from (f"page={page}" for page in (0, -1, 2, 999, "all"))
    yield from ("funding_authority=1", "event=2", "entries=all", "partner=0", "draft=x", EVERY_COLUMN)


def test_no_filter_order_view_or_column_reaches_beyond_own_people(world, client, tracker):
    said = {query: words(client.get(f"{tracker}?{query}")) for query in odd_queries()}

    assert_nothing_leaks(said, world)
    own = {entry.pk for entry in world.own}
    assert {query: rows(text) - own for query, text in said.items() if rows(text) - own} == {}


def test_the_order_says_nothing_of_hidden_columns(world, client, tracker):
    usual = in_order(client.get(tracker))
    hidden = [key for key, column in COLUMNS.items() if column.sort and column.sort not in PARTNER_FIELDS]

    assert hidden
    for key in hidden:
        assert (
            in_order(client.get(f"{tracker}?sort={key}"))
            == in_order(client.get(f"{tracker}?sort=-{key}"))
            == usual
        )


def in_order(answer) -> list[str]:
    return re.findall(r'<tr[^>]* id="p(\d+)"', words(answer))


def test_search_finds_nobody_and_nothing_of_others(world, client):
    found = {}
    for text in others_words(world):
        page = words(client.get("/search/", {"q": text})).partition("<main")[2]
        found[text] = re.findall(r'href="(/people/\d+/|/events/PF[^"]*|/services/[^"]*)"', page)

    assert {text: links for text, links in found.items() if links} == {}
    own = words(client.get("/search/", {"q": SEEN}))
    assert set(re.findall(r"/people/(\d+)/", own)) == {str(entry.pk) for entry in world.own}


def others_words(world: Canary) -> Iterator[str]:
    """Names and numbers of other people, events, services, users and organisations; and beginnings of all words."""
    yield from (FOREIGN, HIDDEN, world.gone.reference, world.draft.reference, "kin")
    for thing in (world.gone.service, world.gone.provider, *world.others, world.neighbour, world.gone):
        thing.refresh_from_db()
        yield from text_of(thing)
    for entry in (world.of_neighbour[0], world.of_council[0], world.of_gone[0]):
        yield from text_of(entry.service_user)
        yield from text_of(entry.representatives.get())
    # Of its own people: what is not for partners to see is not for them to search by either.
    for entry in world.own:
        yield from (word for word in text_of(entry) if word.startswith(HIDDEN))


def text_of(record) -> list[str]:
    record.refresh_from_db()
    values = [getattr(record, field.attname) for field in record._meta.concrete_fields]
    return [value for value in values if isinstance(value, str) and value.startswith((FOREIGN, HIDDEN))]


def test_every_figure_equals_the_list_that_it_opens(world, client, tracker):
    overview = words(client.get(f"/events/{world.shared.reference}/"))
    page = words(client.get(tracker))
    # Views with their counts, and the table of the overview: (address, figure)
    figures = re.findall(r'href="(\?view=[^"]*)"[^>]*>[^<]*?(\d+)</a>', page)
    figures += re.findall(r'href="([^"]*/tracker/[^"]*)"[^>]*>(?:<strong>)?(\d+)', overview)

    lists = {where: words(client.get(urljoin(tracker, unescape(where)))) for where, _ in figures}
    counted = {where: (int(figure), len(rows(lists[where]))) for where, figure in figures}

    assert len(counted) >= 10
    assert {where: pair for where, pair in counted.items() if pair[0] != pair[1]} == {}
    assert max(figure for figure, _ in counted.values()) == OWN


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_downloads_have_own_people_and_partner_fields_only(kind, world, client, tracker):
    answer = client.post(f"{tracker}export/?{EVERY_COLUMN}", {"kind": kind})

    table = READERS[kind](answer.content)
    text = "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in table)
    assert_nothing_leaks({kind: text, "headers": str(answer.headers)}, world)
    assert len(table) == 1 + OWN
    in_columns = {path for column in COLUMNS.values() for path in column.paths} & PARTNER_FIELDS
    assert {path for path in in_columns if tokens(world, path) - words_in(text)} == set()


def read_xlsx(content: bytes) -> list[tuple]:
    return [row for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows(values_only=True)]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


READERS = {"xlsx": read_xlsx, "csv": read_csv}


@pytest.mark.pdf
def test_the_closure_plan_has_own_people_and_no_contacts_or_council_work(world, client):
    documents = f"/events/{world.shared.reference}/documents/"
    asked = client.post(f"{documents}new/", {"kind": "closure-plan"})
    render_documents()

    content = client.get(f"{asked.url}download/").content

    paper = PdfReader(io.BytesIO(content))
    text = "\n".join(page.extract_text() for page in paper.pages) + str(paper.metadata)
    # Narrow columns break words: those are looked for in one piece, too.
    assert_nothing_leaks({"PDF": text, "page": words(client.get(f"{documents}closure-plan/print/"))}, world)
    assert leaks(re.sub(r"\s", "", text), FOREIGN, HIDDEN) == []
    assert tokens(world, "service_user.surname") <= words_in(re.sub(r"\s", "", text))


def test_mails_calendars_and_notifications_are_of_the_shared_event_only(world, client):
    deliver_notifications()

    mine = [message for message in mail.outbox if world.partner.email in message.recipients()]
    said = {message.subject: message.message().as_string() for message in mine}
    said["list"] = words(client.get("/notifications/"))
    said["calendar"] = words(client.get(f"/events/{world.shared.reference}/meetings/1/calendar.ics"))
    # The share, the invitation to the one meeting, its action, a message, and a risk assessment that it is asked into;
    # not those of the event taken back.
    assert len(mine) == 5
    assert_nothing_leaks(said, world)
    assert not any(
        leaks(text, SEEN) for name, text in said.items() if name != "calendar"
    )  # no facts in mails
    others = Notification.objects.filter(to=world.partner, event_reference=world.gone.reference)
    assert set(others.values_list("state", flat=True)) == {
        "cancelled",
        "waiting",
    }  # waiting: the later reminder


def test_a_clash_and_a_merge_tell_the_partner_of_its_own_fields_only(world, client, tracker):
    entry = world.own[0]
    opened = {"version": entry.version, "person_version": entry.service_user.version}
    changes = {"situation": "Asleep", "mobility_needs": "Walks", "next_step_owner": f"{HIDDEN}77777"}
    operations.edit_entry(by=world.officer, entry=entry, version=entry.version, changes=changes)

    merged = client.post(f"/people/{entry.pk}/edit/next_step/", opened | {"next_step": "Ring"}, follow=True)
    clash = client.post(f"/people/{entry.pk}/edit/situation/", opened | {"situation": "Awake"})
    beside = HTMX | {"HX-Current-URL": f"http://testserver{tracker}?{EVERY_COLUMN}"}
    cell = client.post(
        f"/people/{entry.pk}/edit/relatives_contact/", opened | {"relatives_contact": "Home"}, headers=beside
    )

    assert_nothing_leaks({"merged": words(merged), "clash": words(clash), "cell": words(cell)}, world)
    assert "mobility to Walks" in words(merged)
    assert "Saved at" in words(cell)
    assert clash.status_code == 409
    assert "Asleep" in words(clash)


def test_a_form_that_was_kept_for_somebody_else_stays_theirs(world, client):
    page = words(client.get(world.kept.path, {"draft": str(world.kept.token)}))

    assert_nothing_leaks({"page": page}, world)
    assert "We kept what you typed" not in page
