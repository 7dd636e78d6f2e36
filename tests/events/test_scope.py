"""Services that an event covers, groups of events, several returns of one service, and the running answer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from events.models import FailureEvent
from events.operations import scope
from events.operations.events import add_notice
from events.procedure import loader
from events.rules.returns import Return, running_total, warning_words
from events.rules.running import turns
from tests.factories.accounts import make_organisation
from tests.factories.events import EventFactory, ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, INVOKE, STANDARD, log, share_event
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db
RETURN = {"trigger": "STF-T08", "response": STANDARD}
DAY = date(2026, 11, 6)


@pytest.fixture
def event(officer):
    return log(officer)


def sister(event):
    return ServiceFactory(provider=event.provider)


def test_two_returns_of_three_packages_warn_and_change_no_answer(officer):
    service = ServiceFactory()
    first = log(officer, service, **RETURN, packages="3", hours="20").notices.get()

    event = log(officer, service, another=True, **RETURN, packages="3", hours="20")

    second = event.notices.get()
    assert first.warning == ""
    assert "2 returns" in second.warning
    assert "6 packages and 40 hours a week" in second.warning
    assert "would invoke (5 packages or 50 hours)" in second.warning
    assert (second.response, event.status) == (STANDARD, FailureEvent.Status.STANDARD_PRACTICE)


def test_two_services_of_one_provider_do_not_add_up(officer):
    service = ServiceFactory()
    log(officer, service, **RETURN, packages="3", hours="20")

    other = log(officer, ServiceFactory(provider=service.provider), **RETURN, packages="3", hours="20")

    assert other.notices.get().warning == ""


def test_period_is_a_setting(officer, settings):
    settings.RETURNS_PERIOD_DAYS = 7
    service = ServiceFactory()
    given = {"packages": "3", "hours": "20", "another": True, **RETURN}
    log(officer, service, **given, notified_on=DAY - timedelta(days=8))
    assert log(officer, service, **given).notices.get().warning == ""

    assert (
        "within 7 days"
        in log(officer, service, **given, notified_on=DAY - timedelta(days=1)).notices.get().warning
    )


def test_notice_of_another_kind_is_not_a_return(officer):
    service = ServiceFactory()
    log(officer, service, **RETURN, packages="3", hours="20")

    assert log(officer, service, another=True, **IN_ADMINISTRATION).notices.get().warning == ""


@pytest.mark.parametrize(
    ("earlier", "latest", "says"),
    [
        ([], ("3", "20", 0), None),
        ([("3", "20", 28)], ("3", "20", 0), (2, 6, 40, True)),
        ([("3", "20", 29)], ("3", "20", 0), None),
        ([("1", "10", 3)], ("1", "10", 0), (2, 2, 20, False)),
        ([("2", "", 3)], ("1", "10", 0), (2, 3, 10, False)),
        ([("1", "49.5", 3)], ("1", ".5", 0), (2, 2, 50, True)),
        ([("3", "1", 20), ("3", "1", -20)], ("1", "1", 0), (2, 4, 2, False)),
        ([("3", "1", -2)], ("3", "1", 0), (2, 6, 2, True)),
    ],
)
def test_running_total_holds_the_latest_within_the_period(earlier, latest, says):
    rows = [Return(DAY - timedelta(days=ago), packages, hours) for packages, hours, ago in [latest, *earlier]]

    total = running_total(loader.load("staffordshire"), rows[0], rows[1:], 28)

    assert (total and (total.returns, total.packages, total.hours, total.reaches)) == says


def test_unknown_figures_are_said():
    pack = loader.load("staffordshire")
    total = running_total(pack, Return(DAY, "2", ""), [Return(DAY, "1", "10")], 28)

    assert "1 figure of them is not known" in warning_words(pack, total, "Quillmere House", 28)


def test_running_answer_says_what_changed_it():
    assert [turn.changed for turn in turns([STANDARD, STANDARD, INVOKE, STANDARD], INVOKE)] == [
        False,
        False,
        True,
        False,
    ]


def test_notices_page_says_the_answer_now_and_what_changed_it(officer, sign_in):
    event = log(officer, **IN_ADMINISTRATION)
    add_notice(
        by=officer, event=event, notified_on=DAY, notified_by="CQC", trigger="STF-T04", response=INVOKE
    )

    page = sign_in(officer).get(f"/events/{event.reference}/notices/").content.decode()

    assert f"The answer now: {INVOKE}" in page
    assert f"From {STANDARD} to {INVOKE}" in page
    assert "Since Friday 6 November 2026: “Notice of decision to close service" in page


def test_service_is_added_and_removed_with_its_history(officer, event):
    covered = scope.add_service(by=officer, event=event, service=sister(event))
    with pytest.raises(ValidationError, match="already"):
        scope.add_service(by=officer, event=event, service=covered.service)

    with pytest.raises(ValidationError, match="Enter why"):
        scope.remove_service(by=officer, covered=covered, reason=" ")
    scope.remove_service(by=officer, covered=covered, reason="It was sold")

    covered.refresh_from_db()
    assert (covered.removed_by, scope.services_of(event)) == (officer, [event.service])


def test_service_with_people_on_the_tracker_stays(officer, event):
    covered = scope.add_service(by=officer, event=event, service=sister(event))
    EntryFactory(event=event, service=covered.service)

    with pytest.raises(ValidationError, match="is on the tracker"):
        scope.remove_service(by=officer, covered=covered, reason="It was sold")


def test_person_is_put_on_the_tracker_at_one_of_the_services(officer, event, sign_in):
    covered = scope.add_service(by=officer, event=event, service=sister(event))
    client, address = sign_in(officer), f"/events/{event.reference}/tracker/add/"
    assert "Which service?" in client.get(address).content.decode()

    client.post(address, {"surname": "Wetherlam", "service": covered.service.pk, "funding_type": "unknown"})

    assert event.entries.get().service == covered.service


def test_service_of_another_provider_is_refused(officer, event):
    with pytest.raises(ValidationError, match="is not run by"):
        scope.add_service(by=officer, event=event, service=ServiceFactory())


def test_covered_service_warns_of_a_second_event(officer, event):
    covered = scope.add_service(by=officer, event=event, service=sister(event))

    with pytest.raises(ValidationError, match=event.reference):
        log(officer, covered.service)


def test_update_is_about_one_of_the_services(officer, event, sign_in):
    covered = scope.add_service(by=officer, event=event, service=sister(event))
    given = {"notified_on": DAY, "notified_by": "The manager", "packages": "2", "hours": "5", **RETURN}
    add_notice(by=officer, event=event, service=covered.service, **given)

    assert event.notices.last().service == covered.service
    with pytest.raises(ValidationError, match="not among the services"):
        add_notice(by=officer, event=event, service=ServiceFactory(), **given)
    page = sign_in(officer).get(f"/events/{event.reference}/notices/new/").content.decode()
    assert "Which service is it about?" in page


def test_events_of_one_provider_are_grouped_and_ungrouped(officer, event):
    other = log(officer, sister(event))
    group = scope.group_with(by=officer, event=event, other=other, name="The Quillmere homes")
    with pytest.raises(ValidationError, match="in this group already"):
        scope.group_with(by=officer, event=event, other=other)
    assert set(group.failure_events.all()) == {event, other}

    scope.leave_group(by=officer, event=event)

    assert not group.failure_events.exists()


def test_events_of_two_providers_are_not_grouped(officer, event):
    with pytest.raises(ValidationError, match="another provider"):
        scope.group_with(by=officer, event=event, other=log(officer))


def test_event_that_one_may_not_open_is_not_grouped(officer, event):
    elsewhere = make_organisation(kind="council")
    hidden = EventFactory(
        service=sister(event), host_council=elsewhere, logged_by=officer, reference="PF-2025-0900"
    )

    with pytest.raises(ValidationError, match="Choose another event"):
        scope.group_with(by=officer, event=event, other=hidden)


def test_group_page_shows_each_person_its_own_events(officer, partner, icb, event, sign_in):
    other = log(officer, sister(event))
    group = scope.group_with(by=officer, event=event, other=other)
    share_event(by=officer, event=event, organisation=icb)

    assert other.reference in sign_in(officer).get(group.get_absolute_url()).content.decode()
    page = sign_in(partner).get(group.get_absolute_url()).content.decode()
    assert event.reference in page
    assert other.reference not in page


def test_group_without_an_event_of_ones_own_is_not_found(officer, partner, event, sign_in):
    group = scope.group_with(by=officer, event=event, other=log(officer, sister(event)))

    assert sign_in(partner).get(group.get_absolute_url()).status_code == 404


def test_related_pages_work_from_end_to_end(officer, event, sign_in):
    client, start, other = (
        sign_in(officer),
        f"/events/{event.reference}/related/",
        log(officer, sister(event)),
    )
    client.post(f"{start}services/new/", {"service": sister(event).pk})
    response = client.post(f"{start}group/", {"other": other.pk})
    assert response.url == f"/event-groups/{FailureEvent.objects.get(pk=event.pk).group_id}/"

    page = client.get(start).content.decode()

    assert "2 services" in page
    assert other.reference in page
    covered = event.more_services.get()
    client.post(f"{start}services/{covered.pk}/remove/", {"reason": "Sold"})
    client.post(f"{start}group/leave/")
    assert not FailureEvent.objects.exclude(group=None).exists()


def test_draft_is_discarded_on_its_page(officer, sign_in):
    ProcedureFactory()
    client, service = sign_in(officer), ServiceFactory()
    client.post(f"/events/new/?service={service.cqc_id}", {"do": "draft"})
    draft = FailureEvent.objects.get()
    assert "Discard this draft" in client.get(f"/events/{draft.reference}/draft/").content.decode()

    client.post(f"/events/{draft.reference}/discard/")

    draft.refresh_from_db()
    assert draft.status == "discarded"
    assert "Draft discarded" in client.get("/events/").content.decode()
    assert "Finish logging" not in client.get("/").content.decode()


def test_reader_and_outsider_change_nothing(reader, outsider, event, sign_in):
    start = f"/events/{event.reference}/related/"
    assert sign_in(reader).get(start).status_code == 200
    for below in ("services/new/", "group/"):
        assert sign_in(reader).post(start + below).status_code == 403
    outsider.role = "commissioning_officer"
    outsider.save()
    for below in ("", "services/new/", "group/"):
        assert sign_in(outsider).get(start + below).status_code == 404


@pytest.mark.parametrize(("below", "words"), [("services/new/", "Select"), ("group/", "Select")])
def test_bad_input_gets_a_sentence(officer, event, sign_in, below, words):
    response = sign_in(officer).post(f"/events/{event.reference}/related/{below}")

    assert response.status_code == 422
    assert words in response.content.decode()
