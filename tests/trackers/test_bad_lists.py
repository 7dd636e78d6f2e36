"""What each bad list gets: the lines of the reliability paper (files in, bad input), and where each is proved."""

import ast
import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Draft
from tests.accounts.test_drafts import end_session
from tests.factories import sheets
from tests.factories.events import EventFactory
from tests.trackers.test_operations_imports import LIST
from trackers.models import ResidentImport, TrackerEntry

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).parents[1]
PROVED = {
    "size, unpacked, bombs": "govuk/test_gate.py::test_bomb_is_refused_within_little_memory_and_time",
    "over the size": "govuk/test_gate.py::test_file_over_the_size_is_refused_with_both_figures",
    "rows, columns, far cell, repeat counts": "govuk/test_gate.py::test_sheet_over_a_limit_is_refused_with_the_place",
    "cells": "govuk/test_gate.py::test_too_many_cells_are_refused",
    "time": "govuk/test_gate.py::test_reading_stops_when_the_time_is_over",
    "kinds, damaged, password": "govuk/test_gate.py::test_file_of_another_kind_is_refused_with_its_reason",
    "macros, doctype, odd paths, doubled names": "govuk/test_gate.py::test_workbook_with_one_bad_part_is_refused",
    "encodings": "govuk/test_gate.py::test_text_file_says_its_encoding_and_separator",
    "unclosed quote: its line": "govuk/test_gate.py::test_unclosed_quote_is_refused_with_its_line",
    "unclosed quote: kept": "trackers/test_views_imports.py::"
    "test_unclosed_quote_is_named_and_the_file_kept_for_another_reading",
    "which sheet": "trackers/test_views_imports.py::test_sheet_is_asked_for_when_several_have_rows",
    "heading row, row numbers, sums": "trackers/test_messy_lists.py::test_every_file_is_in_the_table",
    "formulas, errors": "govuk/test_read.py::test_formula_without_result_and_errors_are_marked_in_their_cells",
    "day or month first": "trackers/test_messy_lists.py::"
    "test_dates_of_both_kinds_are_settled_once_for_the_file",
    "bad cells": "trackers/test_messy_lists.py::test_problem_is_named_by_row_column_value_and_reason",
    "bad cells as a file": "trackers/test_views_imports.py::test_rows_to_check_are_downloaded",
    "control characters": "govuk/test_read.py::test_control_characters_go_and_line_breaks_stay",
    "against the preview": "trackers/test_operations_imports.py::"
    "test_tracker_that_moved_since_the_preview_is_shown_again",
    "half-way": "trackers/test_views_imports.py::"
    "test_load_that_fails_half_way_saves_nothing_and_keeps_the_file",
    "24 hours": "trackers/test_operations_imports.py::test_file_is_deleted_after_a_day",
    "deleted after commit": "trackers/test_operations_imports.py::"
    "test_nothing_is_saved_before_loading_and_the_file_goes_afterwards",
    "not yours, role may not": "trackers/test_views_imports.py::test_list_is_for_its_sender_only",
}


@pytest.mark.parametrize("line", PROVED)
def test_each_line_has_its_proof(line):
    path, _, name = PROVED[line].partition("::")
    tree = ast.parse((TESTS / path).read_text())
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.fixture
def event(host):
    return EventFactory(host_council=host)


@pytest.fixture
def send(officer, event, sign_in):
    client = sign_in(officer)

    def post(data: bytes, name="residents.xlsx", **more):
        file = io.BytesIO(data)
        file.name = name
        return client.post(f"/events/{event.reference}/tracker/import/", {"file": file, **more})

    post.client = client
    return post


def seen_on(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def load(send, response):
    page = send.client.get(response.url).content.decode()
    return send.client.post(f"{response.url}load/", {"seen": seen_on(page)}, follow=True)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"Name\n" * 5001, "a.csv", "The sheet goes to row 5,001; the limit is 5,000."),
        (sheets.rewrite(sheets.xlsx(LIST), {"xl/vbaProject.bin": b"x"}), "a.xlsx", "it holds macros"),
        (sheets.ole("EncryptedPackage"), "a.xlsx", "it is locked with a password"),
        (sheets.xlsx(LIST)[:2000], "a.xlsx", "it is damaged"),
    ],
)
def test_what_nobody_can_settle_is_refused_and_not_kept(send, data, name, sentence):
    response = send(data, name)

    assert response.status_code == 422 and sentence in response.content.decode()
    assert not ResidentImport.objects.exists()


def test_list_with_bad_cells_is_kept_for_a_day(send):
    send(sheets.xlsx(LIST))

    upload = ResidentImport.objects.get()
    assert upload.content and not TrackerEntry.objects.exists()
    assert 23.9 < (upload.expires_at - timezone.now()).total_seconds() / 3600 <= 24


def test_same_file_again_says_when_and_by_whom(send, officer):
    data = sheets.xlsx(LIST)
    load(send, send(data))

    page = send.client.get(send(data).url).content.decode()

    assert "This list was loaded on" in page
    assert f"by {officer.name}. 0 new, 0 changed since." in page


def test_second_submit_leads_to_the_first_list(send):
    key = str(uuid4())

    first, second = (send(sheets.xlsx(LIST), key=key) for _ in range(2))

    assert first.url == second.url
    assert ResidentImport.objects.count() == 1


def test_load_pressed_twice_ends_on_the_receipt(send):
    response = send(sheets.xlsx(LIST))
    seen = seen_on(send.client.get(response.url).content.decode())

    pages = [send.client.post(f"{response.url}load/", {"seen": seen}, follow=True) for _ in range(2)]

    assert all("Rows that were not loaded" in page.content.decode() for page in pages)
    assert TrackerEntry.objects.count() == 2


@pytest.mark.parametrize("query", ["?page=99&x=%00", "?sheet=none&with=abc", "?draft=unknown"])
def test_odd_query_strings_do_no_harm(send, event, query):
    address = send(sheets.xlsx(LIST)).url

    for page in (address, f"/events/{event.reference}/tracker/import/", f"{address}problems/"):
        assert send.client.get(f"{page}{query}").status_code == 200


def test_pasted_list_outlives_the_session(send, officer, event):
    address = f"/events/{event.reference}/tracker/import/"
    send.client.get(address)
    end_session(send.client)
    rows = "Surname\tForename\nLarksmead\tAda"

    away = send.client.post(address, {"pasted": rows})
    send.client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    draft = Draft.objects.get()
    page = send.client.get(f"{address}?draft={draft.token}").content.decode()

    assert away.status_code == 302
    assert "We kept what you typed" in page and "Larksmead\tAda" in page
    assert not ResidentImport.objects.exists()
