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


@pytest.mark.parametrize("has_main", [False, True])
def test_provider_does_not_bring_back_a_contact_who_must_not_be_told(officer, event, has_main):
    head = ["Surname", "Forename", "DOB", "Next of kin", "Next of kin phone"]
    person = ["Applesham", "Agnes", "12/03/1942"]
    load(officer, send(officer, event, [head, [*person, "Jo Larkin" if has_main else None, None]]))
    entry = TrackerEntry.objects.get()
    RepresentativeFactory(entry=entry, forename="Dean", surname="Hollowby", must_not_be_told=True)

    load(officer, send(officer, event, [head, [*person, "Dean Hollowby", "01632 960099"]]))

    told = entry.representatives.filter(must_not_be_told=False)
    assert [str(one) for one in told] == (["Jo Larkin"] if has_main else [])
