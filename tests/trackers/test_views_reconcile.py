"""The pages that hold other lists against the tracker: add a list, decide, take back, add somebody, call the roll."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import sheets
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.trackers.test_paste import typed_in
from trackers.models import ReconcileDecision, ReconcileList, ReconcileRow, TrackerEntry
from trackers.operations import reconcile as operations

pytestmark = pytest.mark.django_db
HEADINGS = ["Surname", "Forename", "Date of birth", "NHS number", "Room"]


def listed(client, event, rows, **said):
    file = io.BytesIO(sheets.xlsx([HEADINGS, *rows]))
    file.name = "records.xlsx"
    data = {"kind": "council", "source": "", "file": file} | said
    return client.post(f"/events/{event.reference}/reconcile/add/", data, follow=True).content.decode()


@pytest.fixture
def ada(event):
    person = ServiceUserFactory(
        surname="Larksmead", forename="Ada", date_of_birth="1934-03-12", nhs_number=""
    )
    return EntryFactory(event=event, service_user=person, room="4")


def test_list_is_held_against_the_tracker(officer, event, entry, ada, sign_in):
    page = listed(
        sign_in(officer),
        event,
        [["Larksmead", "Ada", "12/03/1934", "", "Rm 4"], ["Mosswick", "Ida", "", "", ""]],
    )

    assert "Council’s records is compared: 2 people." in page
    assert 'Add to the tracker<span class="govuk-visually-hidden">: Mosswick, Ida' in page
    unlisted = sign_in(officer).get(f"/events/{event.reference}/reconcile/?show=unlisted").content.decode()
    assert "Applesham, Agnes" in unlisted and "Larksmead" not in unlisted


def test_probable_pair_is_decided_and_taken_back(officer, event, ada, sign_in):
    client = sign_in(officer)
    page = listed(client, event, [["Larksmede", "Ada", "12/03/1934", "", ""]])
    row = ReconcileRow.objects.get()
    say = f"same tracker.{ada.pk} {row.list_id}.{row.pk}"
    assert say in page and "Surnames sound alike, the same date of birth." in page

    page = client.post(
        f"/events/{event.reference}/reconcile/decide/", {"say": say}, follow=True
    ).content.decode()
    assert "Details differ: 1" in page
    decision = ReconcileDecision.objects.get()
    assert (decision.decided_by, decision.entry, decision.is_same) == (officer, ada, True)

    undo = f"/events/{event.reference}/reconcile/decisions/{decision.pk}/take-back/"
    page = client.post(undo, {"show": "decided"}, follow=True).content.decode()
    assert "Taken back by Priya Marlowe" in page


def test_somebody_on_a_list_only_is_added_by_one_click(officer, event, ada, sign_in):
    client = sign_in(officer)
    listed(client, event, [["Mosswick", "Ida", "01/02/1930", "999 000 0018", "7"]])
    row = ReconcileRow.objects.get()

    page = client.post(
        f"/events/{event.reference}/reconcile/rows/{row.pk}/add/", follow=True
    ).content.decode()

    assert "Ida Mosswick is on the tracker." in page
    entry = TrackerEntry.objects.get(service_user__surname="Mosswick")
    assert (entry.room, entry.service_user.nhs_number) == ("7", "9990000018")
    assert "The same: 1" in client.get(f"/events/{event.reference}/reconcile/?show=same").content.decode()


def test_somebody_known_elsewhere_is_asked_about(officer, event, sign_in):
    known = EntryFactory(
        service_user=ServiceUserFactory(surname="Mosswick", forename="Ida", date_of_birth="1930-02-01")
    )
    client = sign_in(officer)
    listed(client, event, [["Mosswick", "Ida", "01/02/1930", "", "7"]])
    address = f"/events/{event.reference}/reconcile/rows/{ReconcileRow.objects.get().pk}/add/"

    asked = client.post(address)
    assert asked.status_code == 422 and "Is it the same person?" in asked.content.decode()
    client.post(address, {"same_as": str(known.service_user_id)})

    assert TrackerEntry.objects.filter(event=event, service_user=known.service_user).exists()


def test_roll_call_is_kept_and_the_absent_are_flagged(officer, event, entry, ada, sign_in):
    client = sign_in(officer)
    said = {
        "taken_on-day": "20",
        "taken_on-month": "11",
        "taken_on-year": "2026",
        "taken_at": "9.30am",
        "others": "Joan Fernhurst",
    }
    said |= {f"seen_{ada.pk}": "absent", f"seen_{entry.pk}": "present"}

    page = client.post(f"/events/{event.reference}/reconcile/roll-call/", said, follow=True).content.decode()

    assert "Roll-call kept: 2 seen, 1 not seen." in page
    missing = client.get(f"/events/{event.reference}/reconcile/?show=missing").content.decode()
    assert "Fernhurst, Joan" in missing
    unseen = client.get(f"/events/{event.reference}/reconcile/?show=unseen").content.decode()
    assert "Larksmead, Ada" in unseen and "Applesham" not in unseen


def test_roll_call_without_anybody_is_refused(officer, event, entry, sign_in):
    said = {
        "taken_on-day": "20",
        "taken_on-month": "11",
        "taken_on-year": "2026",
        "taken_at": "9.30am",
        "others": "Room 4 = ?",
    }
    page = sign_in(officer).post(f"/events/{event.reference}/reconcile/roll-call/", said)
    assert page.status_code == 422 and "is not a name" in page.content.decode()

    page = sign_in(officer).post(f"/events/{event.reference}/reconcile/roll-call/", said | {"others": ""})
    assert page.status_code == 422 and "at least one person" in page.content.decode()


def test_unreadable_list_is_refused_in_a_sentence(officer, event, sign_in):
    file = io.BytesIO(sheets.xlsx([["Colour", "Shape"], ["red", "round"]]))
    file.name = "shapes.xlsx"
    page = sign_in(officer).post(
        f"/events/{event.reference}/reconcile/add/", {"kind": "partner", "file": file}
    )
    assert page.status_code == 422 and "No column of names was found" in page.content.decode()


def test_list_is_put_away_and_compared_again(officer, event, ada, sign_in):
    client = sign_in(officer)
    listed(client, event, [["Mosswick", "Ida", "", "", ""]])
    address = f"/events/{event.reference}/reconcile/lists/{ReconcileList.objects.get().pk}/"

    assert "Compare again" in client.post(address, follow=True).content.decode()
    assert "is compared again." in client.post(address, follow=True).content.decode()


def test_list_that_is_being_checked_is_compared(officer, event, ada, sign_in):
    client = sign_in(officer)
    file = io.BytesIO(sheets.xlsx([HEADINGS, ["Larksmead", "Ada", "", "", "4"]]))
    file.name = "residents.xlsx"
    client.post(f"/events/{event.reference}/tracker/import/", {"file": file})
    upload = event.resident_imports.get()

    said = {"kind": "provider", "upload": str(upload.token)}
    page = client.post(f"/events/{event.reference}/reconcile/add/", said, follow=True).content.decode()

    assert "Provider’s list is compared: 1 person." in page


def test_odd_answers_change_nothing(officer, event, ada, sign_in):
    client = sign_in(officer)
    listed(client, event, [["Larksmead", "Ada", "", "", "4"]])
    for say in ("", "same", f"same tracker.{ada.pk} tracker.{ada.pk}", "maybe 1.1 1.1", "same tracker.x 1.y"):
        client.post(f"/events/{event.reference}/reconcile/decide/", {"say": say})
    assert not ReconcileDecision.objects.exists()


@pytest.mark.parametrize("who", ["partner", "outsider", "reader"])
def test_partners_and_readers_have_no_such_page(request, who, event, funded, sign_in):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(f"/events/{event.reference}/reconcile/").status_code == 403


def test_page_costs_the_same_queries_for_many(officer, event, ada, sign_in):
    client, counted = sign_in(officer), []
    for number in (3, 40):
        listed(
            client, event, [[f"Moss{chr(97 + n % 26)}wick", f"Ida{n}", "", "", str(n)] for n in range(number)]
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/events/{event.reference}/reconcile/?show=all")
        counted.append(len(queries))
    assert counted[0] == counted[1]


PASTED = "Surname\tForename\tDate of birth\tRoom\r\nLarksmede\tAda\t12/03/1934\t4\r\nMosswick\tIda\t\t\r\n"


def pasted(client, event, text=PASTED, **said):
    return client.post(
        f"/events/{event.reference}/reconcile/add/", {"kind": "partner", "pasted": text} | said, follow=True
    )


@pytest.mark.parametrize("kind", ["provider", "council", "partner", "roll_call"])
def test_pasted_rows_are_compared_as_a_file_is(officer, event, ada, sign_in, kind):
    page = pasted(sign_in(officer), event, kind=kind, source="Exampleshire ICB").content.decode()

    assert "Exampleshire ICB is compared: 2 people." in page
    assert "Surnames sound alike" in page
    assert ReconcileList.objects.get().file_name == "pasted rows.tsv"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('Name\tRm\n"Ada Larksmead\t1\n', "A quote opened on line 2 is never closed."),
        ("Colour\tShape\nred\tround\n", "No column of names was found"),
        (" \t\n", "Choose the file, or paste the rows"),
    ],
)
def test_pasted_rows_that_cannot_be_read_stay_in_their_box(officer, event, sign_in, text, sentence):
    answer = pasted(sign_in(officer), event, text)

    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert typed_in(answer) == text
    assert not ReconcileList.objects.exists()


def test_two_lists_at_once_are_refused_and_the_pasted_rows_kept(officer, event, sign_in):
    client = sign_in(officer)
    client.post(f"/events/{event.reference}/tracker/import/", {"pasted": PASTED})

    answer = pasted(client, event, upload=str(event.resident_imports.get().token))

    assert answer.status_code == 422 and "Choose one list" in answer.content.decode()
    assert typed_in(answer) == PASTED.replace("\r\n", "\n")


def test_who_is_not_on_a_pasted_roll_call_was_not_seen(officer, event, entry, ada, sign_in):
    client = sign_in(officer)
    listed(client, event, [["Applesham", "Agnes", "", "", "1"], ["Larksmead", "Ada", "12/03/1934", "", "4"]])
    pasted(client, event, "Name\nLarksmead, Ada\n", kind="roll_call")

    unseen = client.get(f"/events/{event.reference}/reconcile/?show=unseen").content.decode()

    assert "Not seen at the roll-call: 1" in unseen
    assert "Applesham, Agnes" in unseen


def test_two_people_who_answer_at_once_do_not_undo_each_other(officer, care_manager, event, ada, sign_in):
    client = sign_in(officer)
    listed(client, event, [["Larksmede", "Ada", "12/03/1934", "", ""]])
    row, address = ReconcileRow.objects.get(), f"/events/{event.reference}/reconcile/decide/"
    pair = f"tracker.{ada.pk} {row.list_id}.{row.pk}"

    page = client.post(address, {"say": f"same {pair}", "show": "decide"})
    assert page.url.endswith("?show=decide#lines")
    late = sign_in(care_manager).post(address, {"say": f"different {pair}"}, follow=True).content.decode()

    assert f"{officer} said on" in late and "these are the same person. Nothing was changed." in late
    assert ReconcileDecision.objects.get().is_same
    said = (
        sign_in(care_manager).post(address, {"say": f"different {pair} known"}, follow=True).content.decode()
    )
    assert (
        "Larksmede, Ada (Council’s records, row 2) is not the same person as Larksmead, Ada (tracker)."
        in said
    )


@pytest.fixture
def asked(officer, event, ada, sign_in):
    """Two questions of a list: the address, and the pairs as the page names them."""
    rosa = EntryFactory(
        event=event,
        service_user=ServiceUserFactory(
            surname="Mosswick", forename="Rosa", date_of_birth="1930-02-01", nhs_number=""
        ),
    )
    rows = [["Larksmede", "Ada", "12/03/1934", "", ""], ["Mosswyck", "Rosa", "01/02/1930", "", ""]]
    listed(sign_in(officer), event, rows)
    one, other = ReconcileRow.objects.order_by("pk")
    pairs = [f"tracker.{ada.pk} {one.list_id}.{one.pk}", f"tracker.{rosa.pk} {one.list_id}.{other.pk}"]
    return f"/events/{event.reference}/reconcile/decide/", pairs


def test_ticked_pairs_are_answered_together_and_taken_back_one_by_one(officer, event, asked, sign_in):
    address, pairs = asked
    client = sign_in(officer)
    listing = client.get(f"/events/{event.reference}/reconcile/").content.decode()
    assert all(f'name="pair" type="checkbox" value="{pair}"' in listing for pair in pairs)

    page = client.post(
        address, {"say": "same", "pair": pairs, "show": "decide"}, follow=True
    ).content.decode()
    assert "2 pairs are the same person." in page and "To decide: 0" in page
    first = ReconcileDecision.objects.earliest("pk")
    client.post(f"/events/{event.reference}/reconcile/decisions/{first.pk}/take-back/")
    assert "To decide: 1" in client.get(f"/events/{event.reference}/reconcile/").content.decode()


def test_pair_that_somebody_else_answered_meanwhile_is_told(officer, care_manager, asked, sign_in):
    address, pairs = asked
    sign_in(officer).post(address, {"say": f"same {pairs[0]}"})

    page = sign_in(care_manager).post(address, {"say": "different", "pair": pairs}, follow=True)

    words = page.content.decode()
    assert f"{officer} said on" in words and "Nothing was changed." in words
    assert "Mosswyck, Rosa (Council’s records, row 3) is not the same person as Mosswick, Rosa" in words
    stands = dict(ReconcileDecision.objects.values_list("decided_by__name", "is_same"))
    assert stands == {officer.name: True, care_manager.name: False}


def test_other_ticks_stay_when_one_pair_is_answered(officer, asked, sign_in):
    address, pairs = asked

    page = sign_in(officer).post(address, {"say": f"same {pairs[0]}", "pair": pairs}, follow=True)

    assert f'value="{pairs[1]}" checked' in page.content.decode()
    assert ReconcileDecision.objects.count() == 1


@pytest.mark.parametrize("pair", [[], ["x y"], ["tracker.1 tracker.2"], ["1.1"], [""]])
def test_odd_ticks_change_nothing(officer, asked, sign_in, pair):
    address, pairs = asked
    ticked = [*pairs, *pair] if pair else []
    assert sign_in(officer).post(address, {"say": "same", "pair": ticked}).status_code == 302
    assert not ReconcileDecision.objects.exists()


def test_ticks_come_back_after_the_session_ended(officer, event, asked, sign_in):
    address, pairs = asked
    client, page = sign_in(officer), f"/events/{event.reference}/reconcile/"
    client.get(page)
    client.session.flush()
    sent = client.post(
        address, {"say": "same", "pair": pairs[1:]}, headers={"Referer": f"http://testserver{page}"}
    )
    kept = parse_qs(urlsplit(sent.url).query)["next"][0]

    again = sign_in(officer).get(kept, follow=True).content.decode()

    assert f'value="{pairs[1]}" checked' in again and f'value="{pairs[0]}" checked' not in again
    assert not ReconcileDecision.objects.exists()


def test_many_pairs_cost_the_queries_of_few(officer, asked, event):
    assert asked
    rows = list(ReconcileRow.objects.select_related("list"))
    two = [operations.Two(row, entry=entry) for row in rows for entry in TrackerEntry.objects.all()]
    counted = []
    for some in (two[:1], two[1:]):
        with CaptureQueriesContext(connection) as queries:
            operations.decide_many(by=officer, event=event, pairs=some, is_same=False)
        counted.append(len(queries))
    assert counted[0] == counted[1]
