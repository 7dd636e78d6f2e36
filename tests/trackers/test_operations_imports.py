"""A provider's resident list: every row accounted for, nothing saved before the last step, nothing saved twice."""

import pytest
from django.core.exceptions import ValidationError

from events.models import FailureEvent, PeopleCount
from govuk.sheets.limits import SheetRefused
from tests.factories import sheets
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory
from trackers.models import ResidentImport, ServiceUser, TrackerEntry
from trackers.operations import imports, record_final_outcome
from trackers.staging import digest, stage_list

pytestmark = pytest.mark.django_db
HEADINGS = ["Resident", "D.O.B", "NHS No", "Rm", "Funded by", "NOK name", "NOK tel", "GP"]
LIST = [
    ["Quillmere House, residents on 7 November"],
    HEADINGS,
    [
        "APPLESHAM, Mrs Agnes",
        "12/03/1942",
        "999 000 0018",
        "1",
        "Self",
        "Joan Applesham (daughter)",
        "01632 960011",
        "Dr A",
    ],
    ["BRINDLECOMBE Albert", "4.7.35", None, "2", "Exampleshire County Council", None, None, None],
    ["COPPERFOLD, Beatrice", "31/02/1930", None, "3", "self", None, None, None],
    [],
    ["Total: 3"],
]


@pytest.fixture
def event(host):
    return EventFactory(host_council=host, status=FailureEvent.Status.STANDARD_PRACTICE)


def send(officer, event, rows=LIST, name="residents.xlsx"):
    return imports.send_list(by=officer, event=event, file_name=name, content=sheets.xlsx(rows))


def load(officer, upload):
    return imports.load_list(by=officer, upload=upload, seen=digest(stage_list(upload)))


def test_list_is_loaded_row_by_row_and_every_row_is_accounted_for(officer, event):
    upload = load(officer, send(officer, event))

    counts = upload.counts
    assert (counts["in_file"], counts["add"], counts["refused"], counts["blank"], counts["not_people"]) == (
        5,
        2,
        1,
        1,
        1,
    )
    agnes = TrackerEntry.objects.get(service_user__surname="Applesham")
    assert (agnes.service_user.nhs_number, agnes.room, agnes.funding_type) == (
        "9990000018",
        "1",
        "self_funder",
    )
    assert (agnes.gp, agnes.situation) == ("Dr A", "")
    assert str(agnes.representatives.get()) == "Joan Applesham"
    albert = TrackerEntry.objects.get(service_user__surname="Brindlecombe")
    assert albert.funding_authority == event.host_council
    assert upload.refused == [
        {"row": 5, "column": "D.O.B", "value": "31/02/1930", "reason": "31 February 1930 is not a date."}
    ]


def test_nothing_is_saved_before_loading_and_the_file_goes_afterwards(officer, event):
    upload = send(officer, event)
    stage_list(upload)
    assert not TrackerEntry.objects.exists()

    upload = load(officer, upload)

    assert upload.content is None
    assert TrackerEntry.objects.count() == 2


def test_loading_again_shows_only_what_differs(officer, event):
    load(officer, send(officer, event))
    moved = [*LIST[:2], [*LIST[2][:3], "12", *LIST[2][4:]], *LIST[3:]]

    staged = stage_list(send(officer, event, moved))
    counts = staged.counts
    load(officer, send(officer, event, moved))

    assert (counts["add"], counts["change"], counts["same"]) == (0, 1, 1)
    assert staged.in_state("change")[0].changes == {"room": ("1", "12")}
    assert TrackerEntry.objects.get(service_user__surname="Applesham").room == "12"
    assert TrackerEntry.objects.count() == 2


def test_loading_the_same_list_twice_changes_nothing(officer, event):
    load(officer, send(officer, event))
    rows = TrackerEntry.pgh_event_model.objects.count()

    upload = load(officer, send(officer, event))

    assert (upload.counts["add"], upload.counts["change"], upload.counts["same"]) == (0, 0, 2)
    assert TrackerEntry.pgh_event_model.objects.count() == rows


def test_tracker_that_moved_since_the_preview_is_shown_again(officer, event):
    upload = send(officer, event)
    seen = digest(stage_list(upload))
    load(officer, send(officer, event))

    with pytest.raises(imports.TrackerMoved):
        imports.load_list(by=officer, upload=upload, seen=seen)

    assert ResidentImport.objects.get(pk=upload.pk).state == "waiting"


def test_rows_are_put_right_left_out_or_said_to_be_somebody_else(officer, event):
    upload = send(officer, event)
    upload = imports.settle_rows(
        by=officer,
        upload=upload,
        decisions={5: {"corrections": {"date_of_birth": "28/02/1930"}}, 4: {"left_out": True}},
    )

    counts = stage_list(upload).counts
    load(officer, upload)

    assert (counts["add"], counts["refused"]) == (2, 1)
    assert {str(e) for e in TrackerEntry.objects.all()} == {"Applesham, Agnes", "Copperfold, Beatrice"}


def test_columns_are_read_as_the_person_says(officer, event):
    upload = send(officer, event, [["Who", "Flat"], ["Ada Larksmead", "7"]])

    upload = imports.map_columns(
        by=officer, upload=upload, mapping={0: "full_name", 1: "room"}, heading_row=1
    )
    load(officer, upload)

    assert TrackerEntry.objects.get().room == "7"


def test_one_nhs_number_is_one_person_in_two_events(officer, event, host):
    other = EventFactory(host_council=host)
    load(officer, send(officer, event))

    load(officer, send(officer, other))

    assert ServiceUser.objects.filter(nhs_number="9990000018").count() == 1
    assert TrackerEntry.objects.filter(service_user__nhs_number="9990000018").count() == 2


def test_history_names_who_loaded_each_person(officer, event):
    load(officer, send(officer, event))

    rows = TrackerEntry.pgh_event_model.objects.select_related("pgh_context")

    assert {row.pgh_context.metadata["operation"] for row in rows} == {"residents.loaded"}
    assert {row.pgh_context.metadata["user"] for row in rows} == {officer.pk}


def test_counts_kept_by_the_database_equal_the_list(officer, event):
    load(officer, send(officer, event))
    entry = TrackerEntry.objects.first()
    record_final_outcome(
        by=officer,
        entry=entry,
        final_outcome="died",
        final_outcome_on=event.notified_on,
        version=entry.version,
    )
    TrackerEntry.objects.filter(event=event).update(stage="looking")

    kept = {(c.stage, c.final_outcome): c.people for c in PeopleCount.objects.filter(event=event) if c.people}

    assert kept == {("looking", ""): 1, ("looking", "died"): 1}


@pytest.mark.parametrize("name", ["list.pdf", "list.xlsx"])
def test_file_that_is_no_spreadsheet_is_refused_in_one_sentence(officer, event, name):
    with pytest.raises(SheetRefused) as refusal:
        imports.send_list(by=officer, event=event, file_name=name, content=b"%PDF-1.7 not a list")

    (sentence,) = refusal.value.messages
    assert sentence.startswith("This is not a spreadsheet we can read")
    assert not ResidentImport.objects.exists()


def test_closed_event_takes_nobody(officer, event):
    FailureEvent.objects.filter(pk=event.pk).update(status="stood_down")

    with pytest.raises(ValidationError, match="can no longer be changed"):
        send(officer, event)


def test_file_is_deleted_after_a_day(officer, event, time_machine):
    upload = send(officer, event)
    ResidentImport.objects.filter(pk=upload.pk).update(expires_at=upload.uploaded_at)

    assert imports.expire_lists(by=officer) == 1

    upload.refresh_from_db()
    assert (upload.state, upload.content) == ("abandoned", None)


def test_nhs_number_of_somebody_unlike_on_another_tracker_is_asked_about(officer, event):
    other = EntryFactory(
        event__host_council=event.host_council,
        service_user__date_of_birth=None,
        service_user__forename="Olive",
        service_user__nhs_number="9990000018",
    )
    upload = send(officer, event)

    assert [row.values["surname"] for row in stage_list(upload).in_state("refused")] == [
        "Applesham",
        "Copperfold",
    ]

    without = {3: {"corrections": {"nhs_number": ""}}}
    load(officer, imports.settle_rows(by=officer, upload=upload, decisions=without))
    agnes = TrackerEntry.objects.get(event=event, service_user__surname="Applesham")
    assert agnes.service_user != other.service_user
