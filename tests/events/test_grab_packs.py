"""The page of the grab-pack: who gets it, what is written down, what each button does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEntry, User
from accounts.sealed import seal, sealed_afresh, unseal
from events.models import FailureEvent, GrabPack
from events.operations import grab_packs
from events.rules.grab_packs import age_words, is_old
from tests.factories.events import share
from tests.factories.incidents import log

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def pack(event):
    """A pack that was made a minute ago, of two people."""
    system = User.objects.system()
    grab_packs.begin(by=system)
    claimed = grab_packs.claim(by=system, lease_seconds=60)
    given = {"content": b"PK locked", "pages": 4, "people": [5, 6], "digest": "x"}
    grab_packs.finish(by=system, pack=claimed, as_at=timezone.now() - timedelta(minutes=1), **given)
    return GrabPack.objects.get(event=event)


@pytest.fixture
def page(event):
    return reverse("events:grab-pack", args=[event.reference])


@pytest.mark.parametrize(
    ("minutes", "words", "old"),
    [
        (0, "just now", False),
        (1, "1 minute ago", False),
        (59, "59 minutes ago", False),
        (120, "2 hours ago", False),
        (121, "2 hours ago", True),
        (47 * 60, "47 hours ago", True),
        (72 * 60, "3 days ago", True),
    ],
)
def test_age_in_words_and_from_when_it_is_old(minutes, words, old):
    then = NOW - timedelta(minutes=minutes)

    assert (age_words(then, NOW), is_old(then, NOW)) == (words, old)


def test_the_pass_phrase_is_six_words_and_locked_in_the_database(pack):
    words = grab_packs.pass_phrase_of(pack).split("-")

    assert len(words) == 6 and all(word.isalpha() and word.islower() for word in words)
    assert not any(word in pack.pass_phrase for word in words if len(word) > 4)
    assert unseal("another purpose", pack.pass_phrase) is None


def test_an_older_secret_key_still_opens(settings):
    locked = seal("x", "said")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"
    assert unseal("x", locked) is None

    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal("x", locked) == "said"


def test_an_hour_after_the_secret_key_was_changed_the_older_one_can_go(pack, settings):
    phrase, before = grab_packs.pass_phrase_of(pack), pack.pass_phrase
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"
    settings.SECRET_KEY_FALLBACKS = [old]
    GrabPack.objects.update(next_at=NOW - timedelta(minutes=1))

    claimed = grab_packs.claim(by=User.objects.system(), lease_seconds=60)

    settings.SECRET_KEY_FALLBACKS = []
    assert claimed.pass_phrase != before
    assert grab_packs.pass_phrase_of(claimed) == phrase
    assert sealed_afresh("grab-pack", claimed.pass_phrase) == claimed.pass_phrase
    assert sealed_afresh("grab-pack", before) == before


def test_page_says_how_old_it_is_and_how_it_is_opened(pack, page, officer, sign_in):
    shown = sign_in(officer).get(page)

    text = shown.content.decode()
    assert "1 minute ago" in text and "2 people, 4 pages" in text and "7-Zip" in text
    assert grab_packs.pass_phrase_of(pack) not in text
    assert shown["Cache-Control"] == "no-store"
    GrabPack.objects.update(checked_at=NOW - timedelta(hours=3), built_at=NOW - timedelta(hours=3))
    assert ">Old</strong>" in sign_in(officer).get(page).content.decode()
    assert ">Old</strong>" in sign_in(officer).get(pack.event.get_absolute_url()).content.decode()


def test_each_download_is_written_down(pack, page, officer, sign_in):
    answer = sign_in(officer).post(page, {"do": "download"})

    assert answer.content == b"PK locked" and answer["Content-Type"] == "application/zip"
    assert f'filename="{pack.event.reference} grab-pack ' in answer["Content-Disposition"]
    entry = AccessEntry.objects.get(subject__startswith="Grab-pack downloaded")
    assert (entry.by, entry.people, entry.event_reference) == (officer, [5, 6], pack.event.reference)


def test_each_showing_of_the_pass_phrase_is_written_down(pack, page, officer, sign_in):
    answer = sign_in(officer).post(page, {"do": "show"})

    assert grab_packs.pass_phrase_of(pack) in answer.content.decode()
    assert AccessEntry.objects.filter(by=officer, subject="Pass-phrase of the grab-pack shown").count() == 1


def test_a_new_pass_phrase_gives_up_the_pack_and_has_it_made_again(pack, page, officer, sign_in):
    before = grab_packs.pass_phrase_of(pack)

    assert sign_in(officer).post(page, {"do": "change"}).status_code == 302

    pack.refresh_from_db()
    assert pack.content is None and pack.is_wanted
    assert grab_packs.pass_phrase_of(pack) != before
    assert pack.pgh_event_model.objects.filter(pgh_obj=pack).latest("pgh_id").pass_phrase_at


def test_made_afresh_only_by_the_clock(pack, page, officer, sign_in):
    assert sign_in(officer).post(page, {"do": "afresh"}).status_code == 302

    pack.refresh_from_db()
    assert pack.is_wanted and bytes(pack.content) == b"PK locked"
    assert "A new one is being made" in sign_in(officer).get(page).content.decode()


def test_who_may_not_have_it(pack, page, reader, partner, icb, outsider, sign_in, client):
    share(pack.event, icb)
    for user, status in ((reader, 403), (partner, 403), (outsider, 404)):
        for answer in (sign_in(user).get(page), sign_in(user).post(page, {"do": "download"})):
            assert answer.status_code == status
        assert not GrabPack.objects.visible_to(user).exists()
    assert client.get(page).status_code == 302
    for act in (grab_packs.hand_over, grab_packs.show_pass_phrase):
        with pytest.raises(PermissionDenied):
            act(by=partner, pack=pack)
    listed = sign_in(partner).get(reverse("events:document-list", args=[pack.event.reference]))
    assert "rab-pack" not in listed.content.decode()


def test_an_empty_form_and_a_pack_that_is_not_there_are_answered_in_words(event, page, officer, sign_in):
    assert sign_in(officer).post(page, {}).status_code == 422
    grab_packs.begin(by=User.objects.system())

    answer = sign_in(officer).post(page, {"do": "download"})

    assert answer.status_code == 422 and "There is no grab-pack yet" in answer.content.decode()


def test_a_lost_pass_phrase_is_said_plainly(pack, page, officer, sign_in, settings):
    GrabPack.objects.update(pass_phrase=seal("another purpose", "x"))

    shown = sign_in(officer).get(page).content.decode()

    assert "can no longer be read" in shown and 'value="show"' not in shown
    assert sign_in(officer).post(page, {"do": "show"}).status_code == 422


def test_only_a_live_event_has_one(pack, officer, page, sign_in):
    FailureEvent.objects.update(status="resolved")
    pack = GrabPack.objects.get()

    with pytest.raises(ValidationError, match="invoked"):
        grab_packs.hand_over(by=officer, pack=pack)
    assert grab_packs.NOT_LIVE in sign_in(officer).get(page).content.decode()
