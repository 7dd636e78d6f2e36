"""One person: the page, one field in its cell or on a page, one card, and two people at once."""

import pytest
from django.urls import reverse

from accounts.models import AccessEntry
from tests.factories.trackers import EntryFactory, RepresentativeFactory
from trackers.models import TrackerEntry
from trackers.operations import edit_entry
from trackers.operations.links import link_people
from trackers.operations.must_haves import add_must_have

pytestmark = pytest.mark.django_db
CELL = {"HX-Request": "true"}


def detail(entry):
    return reverse("trackers:entry-detail", args=[entry.pk])


def cell(entry, field="capacity"):
    return reverse("trackers:entry-edit", args=[entry.pk, field])


def typed(entry, **values):
    return {"version": entry.version, "person_version": entry.service_user.version, **values}


def edited(by, entry, **changes):
    return edit_entry(by=by, entry=entry, version=entry.version, changes=changes)


def test_page_shows_next_step_facts_contacts_and_records_the_reading(sign_in, officer, entry):
    RepresentativeFactory(entry=entry, surname="Grimsdale", must_not_be_told=True)

    html = sign_in(officer).get(detail(entry)).content.decode()

    for words in (
        "Agnes Applesham",
        "Next: Assess needs and capacity",
        "section 4.4",
        "Grimsdale",
        "Must not be told",
    ):
        assert words in html
    read = AccessEntry.objects.get(kind="read")
    assert (read.by, read.people, read.event_reference) == (officer, [entry.pk], entry.event.reference)


def test_late_next_step_is_said_first(sign_in, officer, entry):
    TrackerEntry.objects.filter(pk=entry.pk).update(next_step="Ring Jo", next_step_due_on="2026-01-05")

    html = sign_in(officer).get(detail(entry)).content.decode()

    assert "app-next--late" in html
    assert "Was due Monday 5 January 2026." in html


def test_signed_out_goes_to_sign_in(client, entry):
    for address in (detail(entry), cell(entry)):
        assert client.get(address).status_code == 302


def test_outsider_finds_nobody(sign_in, outsider, entry):
    client = sign_in(outsider)
    history, card = (
        reverse(f"trackers:entry-{name}", args=args)
        for name, args in (("history", [entry.pk]), ("change", [entry.pk, "who"]))
    )

    assert [client.get(url).status_code for url in (detail(entry), cell(entry), history, card)] == [404] * 4


def test_reader_may_look_but_not_change(sign_in, reader, entry):
    client = sign_in(reader)

    assert "Change<" not in client.get(detail(entry)).content.decode()
    assert client.get(cell(entry)).status_code == 403
    assert client.post(cell(entry), typed(entry, capacity="lacks")).status_code == 403


def test_field_is_changed_on_a_page_without_scripts(sign_in, care_manager, entry):
    client = sign_in(care_manager)
    assert "Was: Not yet assessed" in client.get(cell(entry)).content.decode()

    answer = client.post(cell(entry), typed(entry, capacity="lacks"), follow=True)

    assert TrackerEntry.objects.get(pk=entry.pk).capacity == "lacks"
    assert "Saved for Agnes Applesham." in answer.content.decode()


def test_page_of_a_field_leads_back_to_the_tracker_as_it_was_filtered(sign_in, officer, entry):
    tracker = reverse("trackers:tracker", args=[entry.event.reference]) + "?view=overdue"
    client = sign_in(officer)
    form = client.get(cell(entry), headers={"referer": f"http://testserver{tracker}"}).content.decode()
    assert f'name="back" value="{tracker}#p{entry.pk}"' in form

    answer = client.post(cell(entry), typed(entry, capacity="has", back=f"{tracker}#p{entry.pk}"))
    assert answer.url == f"{tracker}#p{entry.pk}"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/administration/", "javascript:1"]
)
def test_page_of_a_field_leads_nowhere_else(sign_in, officer, entry, back):
    answer = sign_in(officer).post(cell(entry), typed(entry, capacity="has", back=back))

    assert answer.url == detail(entry)


def test_bad_value_shows_the_error_summary_and_keeps_what_was_typed(sign_in, officer, entry):
    typed_day = {"move_on-day": "31", "move_on-month": "2", "move_on-year": "2026"}

    answer = sign_in(officer).post(cell(entry, "move_on"), typed(entry, **typed_day))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in html
    assert 'value="31"' in html


def test_cell_is_a_form_and_nothing_else_for_htmx(sign_in, officer, entry):
    html = sign_in(officer).get(cell(entry), headers=CELL).content.decode()

    assert html.strip().startswith(f'<td role="cell" id="c{entry.pk}-capacity"')
    assert "Was: Not yet assessed" in html
    assert f'name="version" value="{entry.version}"' in html
    assert "<html" not in html


def test_saved_cell_is_what_the_table_shows(sign_in, officer, entry):
    client = sign_in(officer)
    saved = client.post(cell(entry), typed(entry, capacity="lacks"), headers=CELL)
    tracker = client.get(reverse("trackers:tracker", args=[entry.event.reference])).content.decode()

    td = saved.content.decode().split("</td>")[0] + "</td>"
    assert "No advocate yet" in td
    assert td in tracker
    assert saved["HX-Trigger"] == "tracker-changed"


def test_cells_that_follow_come_with_the_saved_one(sign_in, officer, entry):
    answer = sign_in(officer).post(cell(entry, "move_on"), typed(entry, move_on="27/11/2026"), headers=CELL)

    html = answer.content.decode()
    assert f'id="c{entry.pk}-stage" data-label="Stage" hx-swap-oob="true"' in html
    assert "Move booked" in html
    assert "Friday 27 November 2026" in html


@pytest.mark.parametrize(
    ("field", "value", "card"), [("imca", "in_place", "change/safeguards"), ("destination", "Elm House", "")]
)
def test_cell_that_cannot_ask_for_more_leads_to_the_page_that_does(
    sign_in, officer, entry, field, value, card
):
    add_must_have(by=officer, entry=entry, words="A room downstairs", kind="room", weight="essential")

    answer = sign_in(officer).post(cell(entry, field), typed(entry, **{field: value}), headers=CELL)

    page = f"/people/{entry.pk}/{card or 'edit/destination'}/"
    assert answer.status_code == 422
    assert f'href="{page}">Open it on a page of its own' in answer.content.decode()


def test_saved_cell_warns_of_those_who_belong_together_but_no_partner(sign_in, officer, partner, funded):
    other = EntryFactory(event=funded.event, destination="Quillmere", service_user__surname="Kettlewick")
    link_people(by=officer, entry=funded, other=other, kind="couple", stay_together=True)

    said = []
    for user, place in ((officer, "Tansywick"), (partner, "Elmsworth")):
        funded.refresh_from_db()
        data = typed(funded, destination=place)
        said.append(sign_in(user).post(cell(funded, "destination"), data, headers=CELL).content.decode())

    assert "They should stay together, and different places are chosen" in said[0]
    assert "Kettlewick, Quillmere." in said[0]
    assert "Elmsworth" in said[1]
    assert "Kettlewick" not in said[1]


@pytest.mark.parametrize(("query", "is_hidden"), [("", True), ("?col=help&col=gp", False)])
def test_phone_shows_the_columns_that_were_chosen(sign_in, officer, entry, query, is_hidden):
    client, path = sign_in(officer), reverse("trackers:tracker", args=[entry.event.reference]) + query
    headers = CELL | {"HX-Current-URL": f"http://testserver{path}"}
    data = typed(entry, response_level="information_and_advice_only")

    saved = client.post(cell(entry, "response_level"), data, headers=headers).content.decode()

    for html in (saved, client.get(path).content.decode()):
        start = html.split(f'id="c{entry.pk}-help"')[1].split(">")[0]
        assert ("app-desk" in start) is is_hidden


def test_column_that_is_not_on_the_page_is_not_sent(sign_in, officer, entry):
    headers = CELL | {"HX-Current-URL": f"http://testserver/events/{entry.event.reference}/tracker/?col=move"}

    answer = sign_in(officer).post(
        cell(entry, "move_on"), typed(entry, move_on="27/11/2026"), headers=headers
    )

    assert "-stage" not in answer.content.decode()


def test_cancelled_cell_comes_back_unchanged(sign_in, officer, entry):
    html = sign_in(officer).get(cell(entry) + "?cancel=1", headers=CELL).content.decode()

    assert "Not yet assessed" in html
    assert "<form" not in html


def test_stale_edit_of_another_field_merges_and_says_who(sign_in, officer, care_manager, entry):
    edited(officer, entry, destination="Tansywick Lodge")

    html = (
        sign_in(care_manager).post(cell(entry), typed(entry, capacity="has"), headers=CELL).content.decode()
    )

    row = TrackerEntry.objects.get(pk=entry.pk)
    assert (row.destination, row.capacity) == ("Tansywick Lodge", "has")
    assert "Priya Marlowe changed new placement to Tansywick Lodge" in html
    assert f'id="c{entry.pk}-placement"' in html


@pytest.mark.parametrize("headers", [{}, CELL])
def test_stale_edit_of_the_same_field_shows_both_and_chooses_nothing(
    sign_in, officer, care_manager, entry, headers
):
    edited(officer, entry, destination="Tansywick Lodge")

    answer = sign_in(care_manager).post(
        cell(entry, "destination"), typed(entry, destination="Wrenfold Manor"), headers=headers
    )

    html = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "Wrenfold Manor",
        "Tansywick Lodge",
        "Keep yours",
        "Keep Priya Marlowe’s",
        "it was: None yet",
    ):
        assert words in html
    assert " checked" not in html


@pytest.mark.parametrize(("keep", "kept"), [("yours", "Wrenfold Manor"), ("theirs", "Tansywick Lodge")])
def test_choice_between_two_values_is_carried_out(sign_in, officer, care_manager, entry, keep, kept):
    now = edited(officer, entry, destination="Tansywick Lodge")
    choice = {"clash": "destination", "keep-destination": keep, "seen": now.version, "person_seen": 1}

    sign_in(care_manager).post(
        cell(entry, "destination"), typed(entry, destination="Wrenfold Manor", **choice)
    )

    row = TrackerEntry.objects.get(pk=entry.pk)
    assert (row.destination, row.version) == (kept, 3)
    assert "Wrenfold Manor" in row.history().last().pgh_context.metadata["reason"]


def test_choice_that_was_not_made_is_asked_for_again(sign_in, officer, care_manager, entry):
    now = edited(officer, entry, destination="Tansywick Lodge")
    form = typed(entry, destination="Wrenfold Manor", clash="destination", seen=now.version, person_seen=1)

    answer = sign_in(care_manager).post(cell(entry, "destination"), form)

    assert answer.status_code == 409
    assert "Choose which new placement to keep" in answer.content.decode()
    assert TrackerEntry.objects.get(pk=entry.pk).version == now.version


def test_card_saves_what_did_not_clash_and_lists_it(sign_in, officer, care_manager, entry):
    edited(officer, entry, next_step="Ring Jo")
    url = reverse("trackers:entry-change", args=[entry.pk, "next"])

    answer = sign_in(care_manager).post(url, typed(entry, next_step="Visit", next_step_owner="Dele"))

    html = answer.content.decode()
    assert "Your other changes are saved" in html
    row = TrackerEntry.objects.get(pk=entry.pk)
    assert (row.next_step, row.next_step_owner) == ("Ring Jo", "Dele")


def test_card_of_the_person_is_changed_with_its_own_version(sign_in, officer, entry):
    url = reverse("trackers:entry-change", args=[entry.pk, "who"])

    sign_in(officer).post(url, typed(entry, surname="Applesham", forename="Aggie", room="7"))

    row = TrackerEntry.objects.get(pk=entry.pk)
    assert (row.service_user.forename, row.room) == ("Aggie", "7")


@pytest.mark.parametrize("field", ["stage", "moved_on", "final_outcome", "nonsense"])
def test_field_that_is_not_edited_this_way_is_not_there(sign_in, officer, entry, field):
    assert sign_in(officer).get(cell(entry, field)).status_code == 404


def test_card_that_does_not_exist_is_not_there(sign_in, officer, entry):
    assert (
        sign_in(officer).get(reverse("trackers:entry-change", args=[entry.pk, "nonsense"])).status_code == 404
    )


def test_edit_after_the_event_was_closed_is_refused_in_words(sign_in, officer, entry):
    type(entry.event).objects.filter(pk=entry.event_id).update(status="closed")

    answer = sign_in(officer).post(cell(entry), typed(entry, capacity="has"))

    assert answer.status_code == 422
    assert "The event is closed" in answer.content.decode()


def test_history_page_tells_old_and_new_values(sign_in, officer, entry):
    edited(officer, entry, destination="Tansywick Lodge", move_on="2026-11-27")

    html = (
        sign_in(officer)
        .get(reverse("trackers:entry-history", args=[entry.pk]) + "?before=nonsense")
        .content.decode()
    )

    assert "New placement: Tansywick Lodge, was nothing" in html
    assert "Move planned for: Friday 27 November 2026, was nothing" in html


def test_person_with_an_outcome_shows_it_first(sign_in, officer, event):
    entry = EntryFactory(event=event, final_outcome="died", final_outcome_on="2026-03-10", stage="other")

    html = sign_in(officer).get(detail(entry)).content.decode()

    assert "Final outcome: Died, Tuesday 10 March 2026" in html
    assert "Take back the outcome" in html


def test_page_leads_to_the_person_before_and_after_by_name(sign_in, officer, event):
    moss, ash, quill = (
        EntryFactory(event=event, service_user__surname=name, service_user__forename="Ida")
        for name in ("Moss", "Ash", "Quill")
    )

    html = sign_in(officer).get(moss.get_absolute_url()).content.decode()

    assert f'href="{ash.get_absolute_url()}">Previous person: Ash, Ida</a>' in html
    assert f'href="{quill.get_absolute_url()}">Next person: Quill, Ida</a>' in html


def test_partner_is_led_to_own_people_only(sign_in, partner, event, funded):
    EntryFactory(event=event, service_user__surname="Zouchley")

    html = sign_in(partner).get(funded.get_absolute_url()).content.decode()

    assert "Next person" not in html


def test_button_that_does_something_else_than_the_written_step_says_what(sign_in, officer, entry):
    TrackerEntry.objects.filter(pk=entry.pk).update(next_step="Ring her daughter", whereabouts="unknown")
    client = sign_in(officer)

    page = client.get(entry.get_absolute_url()).content.decode()

    assert "Next: Ring her daughter" in page
    assert "Also: nobody has said where they are." in page
    assert page.count("Unaccounted for") == 2  # at the head too: on a phone the side comes last
    TrackerEntry.objects.filter(pk=entry.pk).update(next_step="")
    assert "Also:" not in client.get(entry.get_absolute_url()).content.decode()
