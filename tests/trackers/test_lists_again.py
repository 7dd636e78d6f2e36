"""A provider's next list: read as the last one, only what differs, who is missing, and who was merged meanwhile."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from events.models import EventService
from tests.factories import sheets
from tests.factories.events import EventFactory
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import RepresentativeFactory
from trackers.models import ListColumns, ResidentImport, ServiceUser, TrackerEntry
from trackers.operations import imports, merges
from trackers.operations.people import add_person
from trackers.staging import as_last_time, digest, stage_list, table_of

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).parent / "data" / "lists"
TWINS = [["Surname", "Forename", "DOB", "Room"], ["Applesham", "Agnes", "12/03/1942", "1"],
         ["Aplesham", "Aggie", None, "1"]]  # fmt: skip


@pytest.fixture
def event(host):
    return EventFactory(host_council=host)


def send(officer, event, name):
    content = (LISTS / name).read_bytes() if isinstance(name, str) else sheets.xlsx(name)
    return imports.send_list(
        by=officer, event=event, file_name=name if isinstance(name, str) else "list.xlsx", content=content
    )


def load(officer, upload):
    return imports.load_list(by=officer, upload=upload, seen=digest(stage_list(upload)))


def test_updated_list_tells_what_differs_and_who_is_missing(officer, event):
    load(officer, send(officer, event, "first.csv"))

    staged = stage_list(send(officer, event, "updated.csv"))

    counts = staged.counts
    assert (counts["add"], counts["change"], counts["same"]) == (1, 1, 1)
    assert [person["surname"] for person in staged.missing] == ["Brindlecombe"]
    assert TrackerEntry.objects.filter(event=event).count() == 3


def test_who_left_for_good_is_not_missed(officer, event):
    load(officer, send(officer, event, "first.csv"))
    TrackerEntry.objects.filter(service_user__surname="Brindlecombe").update(
        final_outcome="moved", final_outcome_on=event.notified_on
    )

    assert stage_list(send(officer, event, "updated.csv")).missing == []


def test_columns_are_read_as_last_time_for_this_provider(officer, event):
    first = send(officer, event, "own_words.csv")
    mapping = {0: "full_name", 1: "date_of_birth", 2: "room", 3: ""}
    load(officer, imports.map_columns(by=officer, upload=first, mapping=mapping, heading_row=1))

    of_them = EventFactory(host_council=event.host_council, service=ServiceFactory(provider=event.provider))
    again, elsewhere = (
        send(officer, one, "own_words.csv")
        for one in (of_them, EventFactory(host_council=event.host_council))
    )

    assert as_last_time(again, table_of(again)) is not None
    assert stage_list(again).counts["add"] == 2
    assert as_last_time(elsewhere, table_of(elsewhere)) is None
    assert ListColumns.objects.get().headings["favourite tea"] == ""


def test_last_time_can_be_changed(officer, event):
    load(officer, send(officer, event, "first.csv"))
    upload = send(officer, event, "updated.csv")

    changed = imports.map_columns(by=officer, upload=upload, mapping={3: "notes"})
    load(officer, changed)

    assert ListColumns.objects.get().headings["room"] == "notes"


def test_what_was_settled_about_a_row_holds_until_it_is_settled_otherwise(officer, event):
    upload = send(officer, event, "home_care.csv")

    def settle(**said):
        return imports.settle_rows(by=officer, upload=upload, decisions={4: said})

    settle(corrections={"hours_per_week": "20"})
    found = stage_list(settle(corrections={"surname": "Copperfield"}))
    assert found.rows[2].values["hours_per_week"] == 20
    assert stage_list(settle(left_out=True)).counts["refused"] == 1
    assert stage_list(settle(taken_in=True)).counts["refused"] == 0


def test_people_are_put_at_the_service_of_their_row_or_of_the_file(officer, event):
    homes = [
        ServiceFactory(provider=event.provider, name=name) for name in ("Tansywick Lodge", "Wrenfold Manor")
    ]
    for home in homes:
        EventService.objects.create(event=event, service=home, added_by=officer)
    load(officer, send(officer, event, "several_homes.csv"))
    by_hand = imports.map_columns(
        by=officer, upload=send(officer, event, "pipe_bom.csv"), mapping={}, service=homes[0]
    )
    load(officer, by_hand)

    where = dict(TrackerEntry.objects.values_list("service_user__surname", "service__name"))

    assert where == {"Applesham": "Tansywick Lodge", "Brindlecombe": "Wrenfold Manor",
                     "Dapplemere": "Tansywick Lodge", "Elderbrook": "Tansywick Lodge"}  # fmt: skip
    with pytest.raises(ValidationError, match="not among the services"):
        imports.map_columns(
            by=officer, upload=send(officer, event, "first.csv"), mapping={}, service=ServiceFactory()
        )


def test_row_of_somebody_who_was_merged_adds_nobody(officer, event):
    load(officer, send(officer, event, TWINS))
    stays, goes = TrackerEntry.objects.order_by("-service_user__surname")
    merges.merge_entries(by=officer, entry=stays, other=goes, answers={}, seen=merges.seen_of(stays, goes))

    for rows in (TWINS, [TWINS[0], TWINS[2], TWINS[1]]):
        staged = stage_list(send(officer, event, rows))
        assert (staged.counts["same"], staged.counts["add"], staged.counts["refused"]) == (2, 0, 0)
        assert staged.missing == []
    moved = [*TWINS[:2], [*TWINS[2][:3], "9"]]
    assert stage_list(send(officer, event, moved)).in_state("change")[0].changes == {"room": ("1", "9")}


def test_who_was_merged_is_not_added_by_hand_either(officer, event):
    load(officer, send(officer, event, [*TWINS[:2], ["Aplesham", "Aggie", "13/03/1942", "1"]]))
    stays, goes = TrackerEntry.objects.order_by("-service_user__surname")
    merges.merge_entries(by=officer, entry=stays, other=goes, answers={}, seen=merges.seen_of(stays, goes))

    with pytest.raises(ValidationError, match="Somebody like this"):
        add_person(by=officer, event=event, surname="Aplesham", forename="Aggie",
                   date_of_birth=goes.service_user.date_of_birth)  # fmt: skip

    assert ServiceUser.objects.count() == 2


def test_part_of_a_date_is_kept_and_listed_as_missing(officer, event):
    load(officer, send(officer, event, "ages_and_years.ods"))

    known = dict(ServiceUser.objects.values_list("surname", "birth_stated"))

    assert (known["Brindlecombe"], known["Copperfold"], known["Elderbrook"]) == ("1938", "?/05/1938", "")
    assert stage_list(send(officer, event, "ages_and_years.ods")).counts["same"] == 5


def test_command_names_who_is_missing_and_takes_the_service(officer, event, tmp_path):
    event.logged_by = officer
    event.save()
    said = StringIO()
    call_command("import_residents", event.reference, LISTS / "first.csv", "--json", stdout=StringIO())
    call_command("import_residents", event.reference, LISTS / "updated.csv", "--service", event.service.name,
                 "--dry-run", "--json", stdout=said)  # fmt: skip

    assert json.loads(said.getvalue())["not_in_list"] == [
        {"surname": "Brindlecombe", "forename": "Albert", "room": "2"}
    ]
    with pytest.raises(SystemExit):
        call_command("import_residents", event.reference, LISTS / "first.csv", "--service", "Nowhere",
                     stdout=StringIO(), stderr=(error := StringIO()))  # fmt: skip
    assert "not among the services" in error.getvalue()
    assert not ResidentImport.objects.waiting().exists()


KIN_HEAD = ["Surname", "Forename", "DOB", "Room", "Next of kin", "Next of kin phone", "Next of kin email"]
AGNES = ["Applesham", "Agnes", "12/03/1942"]
LEFT_OUT = "The next of kin is left out: Dean Hollowby must not be told about Agnes Applesham."


@pytest.fixture
def shunning(officer, event):
    """Agnes, whose contact Dean must not be told; her main contact is whom the list names first."""

    def make(main="Jo Larkin"):
        load(officer, send(officer, event, [KIN_HEAD, [*AGNES, "1", main, None, "jo@larkin.example"]]))
        entry = TrackerEntry.objects.get()
        RepresentativeFactory(entry=entry, forename="Dean", surname="Hollowby", phone="01632 960099",
                              must_not_be_told=True)  # fmt: skip
        return entry

    return make


@pytest.mark.parametrize("main", [None, "Jo Larkin"])
@pytest.mark.parametrize(
    ("room", "kin", "state"),
    [
        ("1", ["Dean Hollowby", "01632 960088"], "same"),
        ("1", ["Dad", "01632960099"], "same"),
        ("2", ["Mr D Hollowby", None], "change"),
    ],
)
def test_contact_who_must_not_be_told_is_left_out_and_said(officer, event, shunning, main, room, kin, state):
    entry = shunning(main)
    upload = send(officer, event, [KIN_HEAD, [*AGNES, room, *kin, None]])

    (row,) = stage_list(upload).in_state(state)
    assert [problem.reason for problem in row.problems if problem.is_left_out] == [LEFT_OUT]
    assert list(row.changes) == (["room"] if state == "change" else [])
    receipt = load(officer, upload)
    told = entry.representatives.filter(must_not_be_told=False)
    assert [str(one) for one in told] == ([main] if main else [])
    assert any(one["reason"] == LEFT_OUT and one["is_loaded"] for one in receipt.refused)


@pytest.mark.parametrize(
    ("kin", "main", "email", "contacts"),
    [
        (["Joe Larkin", "01632 960077"], "Joe Larkin", "jo@larkin.example", 1),
        (["Peter Stone", "01632 960077"], "Peter Stone", "", 2),
    ],
)
def test_another_next_of_kin_takes_nothing_of_the_one_before(
    officer, event, shunning, kin, main, email, contacts
):
    entry = shunning()

    for _ in range(2):
        load(officer, send(officer, event, [KIN_HEAD, [*AGNES, "1", *kin, None]]))

    told = entry.representatives.filter(must_not_be_told=False)
    assert [(str(one), one.email) for one in told if one.is_main] == [(main, email)]
    assert len(told) == contacts


def test_address_of_somebody_cared_for_at_home_is_taken_over(officer, event):
    for _ in range(2):
        upload = send(officer, event, "home_care.csv")
        load(officer, upload)

    assert upload.event.entries.get(service_user__forename="Agnes").address_before == "1 High St"
    assert stage_list(send(officer, event, "home_care.csv")).counts["same"] == 3


def test_next_of_kin_without_a_name_is_kept_in_words(officer, event):
    rows = [KIN_HEAD, [*AGNES, "1", None, "01632 960077", None]]
    load(officer, send(officer, event, rows))

    assert "Next of kin, no name given: 01632 960077" in TrackerEntry.objects.get().situation
    staged = stage_list(send(officer, event, rows))
    assert staged.counts["same"] == 1 and "left out: the list does not give their name" in str(
        staged.problems
    )


def test_command_says_who_is_left_out(officer, event, shunning, tmp_path):
    event.logged_by = officer
    event.save()
    shunning()
    (tmp_path / "list.csv").write_text(
        f"{','.join(KIN_HEAD)}\nApplesham,Agnes,12/03/1942,1,Dean Hollowby,,\n,Bo,,,,,\n"
    )
    call_command("import_residents", event.reference, tmp_path / "list.csv", stdout=(said := StringIO()))

    assert said.getvalue().splitlines() == [
        "list.csv: 2 rows. 0 to add, 0 to change, 1 the same, 1 refused, 0 blank, 0 not people.",
        f"Row 2: {LEFT_OUT}",
        "Row 3: The surname is missing.",
    ]


def test_command_says_what_is_not_read_and_what_to_look_at(officer, event, tmp_path):
    (tmp_path / "list.csv").write_text("Name,DOB,,Name,DOB\nAnn Alder,1938,,Bob Birch,1/2/1931\n")
    arguments = [
        "import_residents",
        event.reference,
        tmp_path / "list.csv",
        "--as",
        officer.email,
        "--dry-run",
    ]
    call_command(*arguments, stdout=(said := StringIO()))

    lines = said.getvalue().splitlines()
    assert lines[0].startswith("list.csv: 1 row. 1 to add")
    assert "the people in columns D to E are NOT read" in lines[1]
    assert lines[2:] == ["1 value worth a look: --json names them."]
