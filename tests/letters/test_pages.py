"""Letters of an event, and their words, as people open them in a browser."""

import pytest
from django.utils import timezone

from events.models import Document
from letters.models import Letter, LetterTemplate, Mailing
from letters.operations.letters import record_sent
from tests.factories.events import EventFactory, share
from tests.factories.trackers import EntryFactory
from tests.letters.conftest import contact_of
from trackers.models import SavedView, TrackerEntry

pytestmark = pytest.mark.django_db
WORDS = "/administration/letters/"


def page_of(event, below=""):
    return f"/events/{event.reference}/letters/{below}"


def asked(template, to="main", whom="everyone"):
    return f"new/?template={template.pk}&whom={whom}&to={to}"


def typed(found, **more):
    today = timezone.localdate()
    day = {"dated-day": today.day, "dated-month": today.month, "dated-year": today.year}
    return {"chosen": found, "version": 1, "signed_by": "Priya Marlowe", "signer_job": "Officer"} | day | more


def text_of(answer) -> str:
    return answer.content.decode()


def test_list_counts_what_went_out_with_as_many_queries_for_many_as_for_one(
    officer, event, person_letter, make, sign_in, django_assert_max_num_queries, django_assert_num_queries
):
    EntryFactory.create_batch(3, event=event)
    first, client = make(person_letter, "person"), sign_in(officer)
    going = list(first.letters.order_by("pk"))[:2]
    said = {"sent_on": timezone.localdate(), "sent_how": "post", "sent_by": "Dele"}
    record_sent(by=officer, mailing=first, letters=going, **said)
    client.get(page_of(event))
    with django_assert_max_num_queries(80) as few:
        assert "2 of 3" in text_of(client.get(page_of(event)))
    for _ in range(4):
        make(person_letter, "person")

    with django_assert_num_queries(len(few)):
        page = text_of(client.get(page_of(event)))

    assert page.count("None yet") == 4


def test_letter_is_chosen_previewed_made_and_recorded_as_sent(
    officer, event, family, entry, contact, sign_in
):
    client, key = sign_in(officer), f"{entry.pk}-{contact.pk}"
    contact_of(entry, forename="Al", must_not_be_told=True)

    page = text_of(client.get(page_of(event, asked(family, "all"))))
    for said in (
        "<strong>1 recipient</strong> can get it",
        "Left out: 1",
        "Must not be told",
        "Ms Jo Kinsworth, about",
    ):
        assert said in page

    answer = client.post(page_of(event, asked(family, "all")), typed([key]))
    mailing = Mailing.objects.get()
    assert answer.url == page_of(event, f"{mailing.pk}/")
    assert mailing.left_out == [[entry.pk, "Al Kinsworth", "Must not be told"]]
    assert Document.objects.get().about == mailing.pk
    assert "Not recorded yet" in text_of(client.get(answer.url))

    sent = {
        "letters": [Letter.objects.get().pk],
        "sent_how": "hand",
        "sent_by": "Dele",
        "sent_on": str(timezone.localdate()),
    }
    assert client.post(page_of(event, f"{mailing.pk}/sent/"), sent).status_code == 302
    assert "Handed over" in text_of(client.get(page_of(event) + f"{mailing.pk}/"))
    assert "Dear Ms Kinsworth" in text_of(client.get(Letter.objects.get().get_absolute_url()))


def test_who_got_it_already_is_not_ticked_again(officer, event, make, family, contact, sign_in):
    make(family, "main")

    page = text_of(sign_in(officer).get(page_of(event, asked(family))))

    assert "Already got this letter" in page
    assert f'value="{contact.entry_id}-{contact.pk}" checked' not in page


def test_nothing_ticked_is_refused_and_what_was_typed_stays(officer, event, family, contact, sign_in):
    answer = sign_in(officer).post(page_of(event, asked(family)), typed([], signed_by="Somebody Else"))

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert "Somebody Else" in text_of(answer)
    assert not Mailing.objects.exists()


def test_death_while_the_list_is_open_is_said_and_the_others_stay_ticked(
    officer, event, family, entry, contact, sign_in
):
    other = contact_of(EntryFactory(event=event), forename="Al", address="9 High Street, Exampleton, EX1 2AB")
    keys = [f"{entry.pk}-{contact.pk}", f"{other.entry_id}-{other.pk}"]
    TrackerEntry.objects.filter(pk=entry.pk).update(
        final_outcome="died", final_outcome_on=timezone.localdate()
    )

    answer = sign_in(officer).post(page_of(event, asked(family, "all")), typed(keys, warned=[keys[0]]))

    page = text_of(answer)
    assert answer.status_code == 422 and not Mailing.objects.exists()
    assert "cannot be written to: Aggie Dovecote has died. Whoever else was selected still is" in page
    assert "listed answers" not in page
    assert f'value="{keys[1]}" checked' in page


def test_sent_twice_it_is_made_once(officer, event, family, contact, sign_in):
    key = {"key": "0f7b0f8e-2f0a-4d8c-9a55-0d7a6c0e6d11"}
    data = typed([f"{contact.entry_id}-{contact.pk}"], **key)

    answers = [sign_in(officer).post(page_of(event, asked(family)), data) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Letter.objects.count() == 1


def test_letter_that_is_not_for_them_is_refused_in_words(officer, event, person_letter, entry, sign_in):
    answer = sign_in(officer).get(page_of(event, asked(person_letter, "all")))

    assert answer.status_code == 422
    assert "“To the person” is of another kind. Goes to the person" in text_of(answer)


def test_people_of_a_saved_list_or_of_one_page_are_asked_about(officer, event, person_letter, entry, sign_in):
    mine = {"owner": officer, "organisation": officer.organisation, "name": "Not yet", "query": "stage=safe"}
    saved = SavedView.objects.create(**mine)
    client = sign_in(officer)

    none = text_of(client.get(page_of(event, asked(person_letter, "person", f"saved-{saved.pk}"))))
    one = text_of(client.get(page_of(event, asked(person_letter, "person", "one") + f"&person={entry.pk}")))

    assert "<strong>0 recipients</strong>" in none
    assert "Mrs Agnes Dovecote" in one


def test_while_the_gate_is_shut_the_page_says_so_and_offers_no_button(
    officer, event, family, contact, sign_in
):
    event.early_tellings.all().delete()

    page = text_of(sign_in(officer).get(page_of(event, asked(family))))

    assert "This letter cannot be made yet" in page
    assert "Make the letters" not in page


def test_persons_page_shows_letters_to_council_and_not_to_partners(
    officer, event, make, icb, partner, person_letter, entry, sign_in
):
    type(entry).objects.filter(pk=entry.pk).update(funding_authority=icb)
    share(event, icb)
    make(person_letter, "person")

    assert "To the person</a>, made" in text_of(sign_in(officer).get(entry.get_absolute_url()))
    assert "Letters made: To the person" in text_of(sign_in(officer).get(entry.get_absolute_url()))
    assert "Letter" not in text_of(sign_in(partner).get(entry.get_absolute_url()))


def test_who_may_open_what(reader, partner, outsider, event, icb, make, family, contact, sign_in, client):
    share(event, icb)
    mailing = make(family, "main")
    below = ["", f"{mailing.pk}/", f"{mailing.pk}/{mailing.letters.get().pk}/"]

    for path in below:
        assert client.get(page_of(event, path)).status_code == 302
        assert sign_in(reader).get(page_of(event, path)).status_code == 200
        assert sign_in(partner).get(page_of(event, path)).status_code == 403
        assert sign_in(outsider).get(page_of(event, path)).status_code == 403
    for path in ("new/", f"{mailing.pk}/sent/"):
        assert sign_in(reader).get(page_of(event, path)).status_code == 403


def test_letters_of_another_event_are_not_there(officer, event, make, family, contact, sign_in, host):
    mailing = make(family, "main")

    assert sign_in(officer).get(page_of(EventFactory(), f"{mailing.pk}/")).status_code == 404


def change(template, **more):
    return {"name": template.name, "text": template.text, "version": template.version} | more


def test_administrator_changes_words_with_a_preview_and_takes_old_ones_again(administrator, family, sign_in):
    client, address = sign_in(administrator), f"{WORDS}{family.pk}/"
    new = change(family, text="Dear {salutation},\n\n# All is well\n\n{sender}")

    seen = text_of(client.post(address, new | {"preview": "1"}))
    assert "Dear Ms Kinsworth" in seen
    assert LetterTemplate.objects.get().version == 1

    assert client.post(address, new).status_code == 302
    assert (LetterTemplate.objects.get().version, "All is well" in LetterTemplate.objects.get().text) == (
        2,
        True,
    )
    assert "Version 1" in text_of(client.get(f"{address}versions/"))
    assert client.post(f"{address}versions/1/").status_code == 302
    assert LetterTemplate.objects.get().text == family.text
    assert LetterTemplate.objects.get().version == 3


BAD = [
    ("Dear {salutaton}", "Do you mean {salutation}?"),
    ("x" * 1_000_000, "must be 20000 characters or fewer"),
    ("x" * 200_000, "must be 20000 characters or fewer"),
    ("", "Enter the words"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_wrong_words_are_refused_and_stay_typed(administrator, family, sign_in, text, said):
    answer = sign_in(administrator).post(f"{WORDS}{family.pk}/", change(family, text=text))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert text[:100] in text_of(answer)
    assert LetterTemplate.objects.get().version == 1


def test_tags_are_words_and_control_characters_go(administrator, family, sign_in):
    text = (
        "<script>alert(1)</script> <img src=//x.example/a.png>\n\n[a](http://x.example)\x00\x0b"
        + "w" * 15_000
    )
    client = sign_in(administrator)

    assert client.post(f"{WORDS}{family.pk}/", change(family, text=text)).status_code == 302

    page = text_of(client.get(f"{WORDS}{family.pk}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert '"//x.example' not in page
    assert "\x0b" not in LetterTemplate.objects.get().text


def test_somebody_elses_change_is_not_written_over(administrator, family, sign_in):
    client, address = sign_in(administrator), f"{WORDS}{family.pk}/"
    first, second = change(family, text="One {sender}"), change(family, text="Two {sender}")
    client.post(address, first)

    answer = client.post(address, second)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "One {sender}" in page and "Two {sender}" in page and "Ivo Castlemere" in page
    assert LetterTemplate.objects.get().text == "One {sender}"
    chosen = second | {"clash": "text", "keep-text": "mine", "seen": family.version + 1}
    assert client.post(address, chosen).status_code == 302
    assert LetterTemplate.objects.get().text == "Two {sender}"


def test_more_letters_are_added_and_put_away(administrator, host, sign_in):
    client = sign_in(administrator)
    new = {"kind": "fact_sheet", "name": "About money", "text": "# Money\n\n{council_phone}"}

    client.post(f"{WORDS}new/", new)
    row = LetterTemplate.objects.get()
    client.post(f"{WORDS}{row.pk}/put-away/")

    assert LetterTemplate.objects.get().ended_at
    assert client.post(f"{WORDS}new/", new).status_code == 302
    assert "Another letter has this name" in text_of(client.post(f"{WORDS}{row.pk}/take-up/", follow=True))


def test_list_has_the_documents_that_the_sop_names(administrator, wording, sign_in):
    page = text_of(sign_in(administrator).get(WORDS))

    for name in ("Service user tracker", "Safe and well checks template", "Relative meeting invite template"):
        assert name in page
    assert "not loaded" not in page


def test_only_administrators_change_words(officer, partner, family, sign_in, client):
    for path in ("", "new/", f"{family.pk}/", f"{family.pk}/pdf/", f"{family.pk}/versions/"):
        assert client.get(WORDS + path).status_code == 302
        assert sign_in(officer).get(WORDS + path).status_code == 403
        assert sign_in(partner).get(WORDS + path).status_code == 403


def test_letters_are_withdrawn_on_their_page(officer, event, make, family, contact, sign_in):
    mailing, client = make(family, "main"), sign_in(officer)
    page = page_of(event, f"{mailing.pk}/")

    assert client.post(f"{page}withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}withdraw/", {"reason": "Wrong day"}).url == page

    shown = text_of(client.get(page))
    assert "no more of them go out" in shown and "Wrong day" in shown
    assert "Record that they went out" not in shown and "Make the PDF" not in shown
    assert "Withdrawn" in text_of(client.get(page_of(event)))
    assert client.get(f"{page}withdraw/").url == page


def test_record_that_letters_went_out_is_taken_back_on_its_page(
    officer, event, make, family, contact, sign_in
):
    mailing, client = make(family, "main"), sign_in(officer)
    page, letter = page_of(event, f"{mailing.pk}/"), mailing.letters.get()
    assert "take the record back" not in text_of(client.get(page))
    assert "No letter of these is recorded" in text_of(client.get(f"{page}take-back/"))
    sent = {"letters": [letter.pk], "sent_how": "post", "sent_by": "Post room"}
    client.post(f"{page}sent/", sent | {"sent_on": str(timezone.localdate())})
    assert "take the record back" in text_of(client.get(page))

    assert client.post(f"{page}take-back/", {"letters": [letter.pk], "reason": ""}).status_code == 422
    answer = client.post(f"{page}take-back/", {"letters": [letter.pk], "reason": "Still in the tray"})

    assert answer.url == page
    assert "Not recorded yet. Taken back: Still in the tray" in text_of(client.get(page))
    assert "was taken back: Still in the tray." in text_of(client.get(f"{page}{letter.pk}/"))
    assert client.post(f"{page}take-back/", {"letters": [letter.pk], "reason": "x"}).status_code == 422
