"""Letters are made for those who may be written to, and for nobody else, whichever way. SOP 11.5, 12.0."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from letters.documents import letters_paper
from letters.models import Letter, LetterTemplate
from letters.operations.letters import record_sent, take_back_sent, withdraw_mailing
from letters.rules.text import plain
from letters.whom import recipients, stopped
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.letters.conftest import contact_of
from trackers.models import PersonLink, TrackerEntry
from trackers.operations import edit_representative
from trackers.operations.merges import merge_entries, seen_of

pytestmark = pytest.mark.django_db
ADDRESS = "7 High Street, Exampleton, EX1 2AB"


def die(entry):
    TrackerEntry.objects.filter(pk=entry.pk).update(
        final_outcome="died", final_outcome_on=timezone.localdate()
    )


def found(event, template, to="all"):
    return recipients(event, template, to, TrackerEntry.objects.all())


def paper(event, by, mailing):
    return letters_paper(event, by, lambda words: None, None, mailing.pk)


def words_of(paper):
    return " ".join(" ".join(one["names"]) + plain(one["blocks"]) for one in paper.context["papers"])


def test_letter_to_a_contact_is_merged_kept_and_in_the_history(officer, make, family, contact):
    mailing = make(family, "main")

    letter = mailing.letters.get()
    assert (letter.name, letter.salutation) == ("Ms Jo Kinsworth", "Ms Kinsworth")
    assert letter.address == ["7 High Street", "Exampleton", "EX1 2AB"]
    assert plain(letter.content).startswith("Dear Ms Kinsworth,\nAbout Aggie Dovecote\nWe write about Aggie.")
    event = Letter.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["operation"] == "letters.made"


def test_letter_to_the_person_goes_where_they_live_in_large_print(officer, event, make, person_letter, entry):
    mailing = make(person_letter, "person")

    letter = mailing.letters.get()
    assert letter.salutation == "Mrs Dovecote"
    assert letter.address == ["Room 12", "Sandling Court", "4 Mill Lane", "Exampleton", "EX4 5MP"]
    assert paper(event, officer, mailing).context["large"] is True


def test_letter_keeps_the_words_it_was_made_with(make, family, contact):
    mailing = make(family, "main")

    family.text, family.version = "Other words", 2
    family.save()

    assert mailing.template_version == 1
    assert "Dear Ms Kinsworth" in plain(mailing.letters.get().content)


def test_no_letter_before_the_gate_opens(officer, event, make, family, contact):
    event.early_tellings.all().delete()

    with pytest.raises(ValidationError, match="not to be told before"):
        make(family, "main")
    assert not Letter.objects.exists()


def test_no_paper_once_the_gate_is_shut_again(officer, event, make, family, contact):
    mailing = make(family, "main")
    event.early_tellings.all().delete()

    with pytest.raises(ValidationError, match="not to be told before"):
        paper(event, officer, mailing)


BARRED = [
    ({"must_not_be_told": True}, "must not be told"),
    ({"address": ""}, "no address is recorded"),
    ({"forename": "", "title": ""}, "neither a title nor a forename"),
]


@pytest.mark.parametrize(("facts", "why"), BARRED)
def test_who_cannot_be_written_to_is_left_out_and_refused_when_chosen(event, make, family, entry, facts, why):
    contact_of(entry, **{"address": ADDRESS} | facts)
    (one,) = found(event, family)

    assert why in " ".join(one.why_not)
    with pytest.raises(ValidationError, match=f"cannot be written to: .*{why}"):
        make(family, "all", chosen=[one.key])
    assert not Letter.objects.exists()


def test_same_person_recorded_twice_and_once_as_not_to_be_told_gets_nothing(event, make, family, entry):
    contact_of(entry, address=ADDRESS, title="Mrs")
    contact_of(entry, must_not_be_told=True, title="")

    assert all(one.why_not for one in found(event, family))
    with pytest.raises(ValidationError):
        make(family, "all")


def test_nobody_is_written_to_about_or_as_somebody_who_died(
    event, make, family, person_letter, contact, entry
):
    die(entry)

    assert [one.why_not for one in found(event, family)] == [["Aggie Dovecote has died"]]
    assert [one.why_not for one in found(event, person_letter, "person")] == [["has died"]]
    for template, to, key in (
        (family, "all", f"{entry.pk}-{contact.pk}"),
        (person_letter, "person", f"{entry.pk}-0"),
    ):
        with pytest.raises(ValidationError, match="has died"):
            make(template, to, chosen=[key])


def test_letter_that_waits_stops_when_the_contact_must_not_be_told_any_more(
    officer, care_manager, event, make, family, entry, contact
):
    mailing = make(family, "main")
    facts = {"must_not_be_told": True, "is_main": False}
    edit_representative(by=care_manager, representative=contact, version=contact.version, **facts)

    assert list(stopped(list(mailing.letters.all())).values()) == ["must not be told"]
    with pytest.raises(ValidationError, match="None of these letters"):
        paper(event, officer, mailing)
    with pytest.raises(ValidationError, match="must not go out"):
        send(officer, mailing)


def test_paper_leaves_out_who_died_since(officer, event, make, family, entry, contact):
    other = EntryFactory(event=event, service_user=ServiceUserFactory(surname="Ferris", forename="Bo"))
    contact_of(other, surname="Marlowe", forename="Sam", address="1 Low Road, Town", is_main=True)
    mailing = make(family, "main")
    die(entry)

    said = words_of(paper(event, officer, mailing))

    assert "Sam Marlowe" in said
    assert "Kinsworth" not in said


def test_row_that_was_merged_away_gets_nothing_more(officer, event, make, person_letter, entry):
    other = EntryFactory(event=event, service_user=ServiceUserFactory(surname="Dovecot", forename="Agnes"))
    make(person_letter, "person", chosen=[f"{other.pk}-0"])
    entry.refresh_from_db()
    merge_entries(by=officer, entry=entry, other=other, answers={}, seen=seen_of(entry, other))

    with pytest.raises(ValidationError, match="Select at least one recipient"):
        make(person_letter, "person", chosen=[f"{other.pk}-0"])
    assert {one.entry.pk for one in found(event, person_letter, "person")} == {entry.pk}


def test_letter_to_where_somebody_lives_who_must_not_be_told_waits_for_a_decision(
    event, make, family, entry, contact
):
    contact_of(
        entry,
        surname="Marlowe",
        forename="Al",
        must_not_be_told=True,
        address="7 High St., Exampleton EX1 2AB",
    )
    one = next(one for one in found(event, family) if not one.why_not)

    assert "Al Marlowe, who must not be told, has this address too" in one.warning
    with pytest.raises(ValidationError, match="Look at the list again and decide"):
        make(family, "all", chosen=[one.key])
    assert make(family, "all", chosen=[one.key], warned=[one.key]).letters.count() == 1


def test_what_is_not_known_holds_the_letter_back(event, make, family, entry, contact):
    family.text = "Dear {salutation}, on {move_on} and {closes_on}"
    family.save()

    assert found(event, family)[0].why_not == ["no day of the move is recorded"]
    with pytest.raises(ValidationError, match="no closing date is recorded"):
        make(family, "main")


def test_two_at_one_address_get_one_paper_only_when_asked(officer, event, make, family, entry, contact):
    contact_of(entry, forename="Al", title="Mr", address="7 high street Exampleton EX1 2AB")

    apart, together = make(family, "all"), make(family, "all", together=True)

    assert len(paper(event, officer, apart).context["papers"]) == 2
    (one,) = paper(event, officer, together).context["papers"]
    assert one["names"] == ["Ms Jo Kinsworth", "Mr Al Kinsworth"]
    assert "Dear Ms and Mr Kinsworth" in plain(one["blocks"])


@pytest.mark.parametrize(("kind", "papers"), [("couple", 1), ("friends", 2)])
def test_only_a_linked_couple_shares_a_letter(officer, event, make, person_letter, entry, kind, papers):
    person = ServiceUserFactory(surname="Dovecote", forename="Harold", title="Mr")
    other = EntryFactory(event=event, service_user=person, room="12")
    PersonLink.objects.create(event=event, entry=entry, other=other, kind=kind)

    made = paper(event, officer, make(person_letter, "person", together=True)).context["papers"]

    assert len(made) == papers
    if papers == 1:
        assert "Dear Mrs and Mr Dovecote,\nAbout Aggie Dovecote and Harold Dovecote" in plain(
            made[0]["blocks"]
        )


def send(by, mailing, **facts):
    given = {"sent_on": timezone.localdate(), "sent_how": "post", "sent_by": "Post room"} | facts
    return record_sent(by=by, mailing=mailing, letters=mailing.letters.all(), **given)


def test_it_is_recorded_how_and_when_they_went_out_and_once(officer, make, family, contact):
    mailing = send(officer, make(family, "main"))

    letter = mailing.letters.get()
    assert (letter.sent_how, letter.sent_by, letter.recorded_by) == ("post", "Post room", officer)
    with pytest.raises(ValidationError, match="recorded as sent already"):
        send(officer, mailing)


@pytest.mark.parametrize("days", [-1, 1])
def test_letter_goes_out_neither_before_it_was_made_nor_tomorrow(officer, make, family, contact, days):
    mailing = make(family, "main")

    with pytest.raises(ValidationError, match="between the day"):
        send(officer, mailing, sent_on=timezone.localdate() + timedelta(days=days))


def test_second_letter_says_that_there_was_one(event, make, family, contact):
    make(family, "main")

    assert found(event, family)[0].before == timezone.localdate()


def test_attendance_list_names_who_may_come_and_loses_who_must_not(
    officer, event, wording, make, entry, contact
):
    template = LetterTemplate.objects.get(kind="attendance")
    contact_of(entry, surname="Marlowe", must_not_be_told=True)
    meeting = {
        "meeting_on": timezone.localdate(),
        "meeting_at": timezone.now().time(),
        "meeting_place": "Lounge",
    }
    mailing = make(template, "all", **meeting)

    assert "Ms Jo Kinsworth" in words_of(paper(event, officer, mailing))
    assert "Marlowe" not in words_of(paper(event, officer, mailing))
    die(entry)
    assert "Kinsworth" not in words_of(paper(event, officer, mailing))


def test_no_letter_without_the_councils_address(settings, make, family, contact):
    settings.COUNCIL_PHONE = " "

    with pytest.raises(ValidationError, match="COUNCIL_PHONE"):
        make(family, "main")


def test_readers_and_partners_write_nothing(reader, partner, event, family, make, contact):
    mailing = make(family, "main")

    for who in (reader, partner):
        with pytest.raises(PermissionDenied):
            send(who, mailing)


def test_whichever_way_only_the_living_and_those_who_may_be_told_are_written_to(
    event, make, family, person_letter
):
    """Every mixture of a death, a merged row and a contact who must not be told, by every way of choosing."""
    fine = set()
    for died, merged, shunned, main in product([False, True], repeat=4):
        entry = EntryFactory(event=event)
        contact = contact_of(entry, address=ADDRESS, must_not_be_told=shunned, is_main=main)
        if died:
            die(entry)
        if merged:
            TrackerEntry.objects.filter(pk=entry.pk).update(merged_into=EntryFactory(event=EventFactory()))
        fine |= (
            set() if died or merged else {(entry.pk, None)} | (set() if shunned else {(entry.pk, contact.pk)})
        )

    for template, to in ((family, "all"), (family, "main"), (person_letter, "person")):
        make(template, to)

    assert set(Letter.objects.values_list("entry_id", "contact_id")) == fine
    keys = [f"{entry}-{contact or 0}" for entry, contact in fine]
    assert len(keys) == 4 + 2


def test_list_costs_the_same_for_few_and_many(event, family, entry, contact, django_assert_num_queries):
    with django_assert_num_queries(4):
        found(event, family)
    for n in range(6):
        contact_of(EntryFactory(event=event), surname=f"Ferris{n}", is_main=True, address=ADDRESS)
    with django_assert_num_queries(4):
        assert len(found(event, family)) == 7


def test_people_of_another_event_are_not_written_to(make, family, contact):
    other = contact_of(EntryFactory(event=EventFactory()), is_main=True, address=ADDRESS)

    with pytest.raises(ValidationError, match="Select at least one recipient"):
        make(family, "main", chosen=[f"{other.entry_id}-{other.pk}"])


SENT = {"sent_how": "post", "sent_by": "Post room"}


def test_letters_made_by_mistake_go_nowhere_and_nothing_is_deleted(officer, event, make, family, contact):
    contact_of(contact.entry, forename="Sam", surname="Oldacre", address=ADDRESS)
    mailing, today = make(family, "all"), timezone.localdate()
    first, second = mailing.letters.order_by("pk")
    record_sent(by=officer, mailing=mailing, letters=[first], sent_on=today, **SENT)

    mailing = withdraw_mailing(by=officer, mailing=mailing, reason=" The wrong day stands in them. ")

    assert (mailing.withdrawn_by, mailing.withdrawn_because) == (officer, "The wrong day stands in them.")
    assert stopped(list(mailing.letters.all())) == {second.pk: "was withdrawn"}
    with pytest.raises(ValidationError, match="were withdrawn"):
        record_sent(by=officer, mailing=mailing, letters=[second], sent_on=today, **SENT)
    with pytest.raises(ValidationError, match="were withdrawn, so no PDF is made"):
        paper(event, officer, mailing)
    assert [one.before for one in found(event, family)] == [today, None]
    newest = type(mailing).pgh_event_model.objects.order_by("-pgh_id").first()
    assert newest.pgh_context.metadata["operation"] == "letters.withdrawn"


def test_letters_are_withdrawn_with_a_reason_once_and_before_all_went_out(officer, make, family, contact):
    mailing = make(family, "main")
    with pytest.raises(ValidationError, match="Enter why"):
        withdraw_mailing(by=officer, mailing=mailing, reason=" ")
    withdraw_mailing(by=officer, mailing=mailing, reason="Wrong day")
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw_mailing(by=officer, mailing=mailing, reason="Wrong day")
    sent = make(family, "main")
    record_sent(by=officer, mailing=sent, letters=sent.letters.all(), sent_on=timezone.localdate(), **SENT)
    with pytest.raises(ValidationError, match="nothing to withdraw"):
        withdraw_mailing(by=officer, mailing=sent, reason="Wrong day")


def test_record_that_a_letter_went_out_is_taken_back_and_the_history_keeps_both(
    officer, event, make, family, contact
):
    mailing, today = make(family, "main"), timezone.localdate()
    send = {"by": officer, "mailing": mailing, "letters": mailing.letters.all()}
    record_sent(**send, sent_on=today, **SENT)
    with pytest.raises(ValidationError, match="Enter why"):
        take_back_sent(**send, reason=" ")

    take_back_sent(**send, reason=" They lie in the tray. ")

    letter = mailing.letters.get()
    assert (letter.sent_on, letter.sent_by, letter.recorded_by) == (None, "", None)
    assert letter.taken_back_because == "They lie in the tray."
    kept = letter.pgh_event_model.objects.order_by("-pgh_id")[:2]
    assert [one.sent_by for one in kept] == ["", "Post room"]
    assert kept[0].pgh_context.metadata["operation"] == "letters.taken_back"
    with pytest.raises(ValidationError, match="not recorded as sent"):
        take_back_sent(**send, reason="Again")
    record_sent(**send, sent_on=today, **SENT)
    assert mailing.letters.get().sent_on == today


def test_letter_whose_record_is_taken_back_goes_nowhere_when_it_was_withdrawn(officer, make, family, contact):
    contact_of(contact.entry, forename="Sam", surname="Oldacre", address=ADDRESS)
    mailing = make(family, "all")
    first, second = mailing.letters.order_by("pk")
    record_sent(by=officer, mailing=mailing, letters=[first], sent_on=timezone.localdate(), **SENT)
    withdraw_mailing(by=officer, mailing=mailing, reason="Wrong day")

    take_back_sent(by=officer, mailing=mailing, letters=[first], reason="Not posted")

    assert set(stopped(list(mailing.letters.all()))) == {first.pk, second.pk}
