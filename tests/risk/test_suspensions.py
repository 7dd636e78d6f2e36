"""Suspensions: days, several at once, lifting; and that a suspended service is offered nowhere."""

import pytest
from django.core.exceptions import ValidationError

from providers import holds
from risk.models import Suspension
from risk.operations.suspensions import change_suspension, lift_suspension
from tests.factories.performance import day, make_plan, make_suspension, make_termination
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory
from trackers.models import Placement
from trackers.operations.placements import add_placement, edit_placement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("from_on", "until_on", "asked", "holds_then"),
    [
        (0, None, 0, True),
        (0, 0, 0, True),  # starts and ends the same day
        (0, 0, 1, False),
        (1, None, 0, False),
        (1, None, 1, True),
        (-5, -1, 0, False),
        (-5, None, 400, True),
    ],
)
def test_which_days_a_suspension_holds(contracts_officer, from_on, until_on, asked, holds_then):
    until = None if until_on is None else day(until_on)
    made = make_suspension(contracts_officer, from_on=day(from_on), until_on=until)

    assert bool(holds.words_of(made.service, day(asked))) is holds_then


def test_service_takes_people_again_when_no_suspension_holds(contracts_officer):
    service = ServiceFactory()
    own = make_suspension(contracts_officer, service, from_on=day(-3))
    cqc = make_suspension(contracts_officer, service, kind="restriction", imposed_by="cqc", from_on=day(-1))
    assert len(holds.words_of(service)) == 2

    lift_suspension(by=contracts_officer, suspension=own, version=1, lifted_on=day(), reason="Safe")
    assert ["by CQC" in words for words in holds.words_of(service)] == [True]
    lift_suspension(by=contracts_officer, suspension=cqc, version=1, lifted_on=day(), reason="CQC agreed")

    assert holds.words_of(service) == []
    assert holds.words_of(service, day(-1))  # what held then still did


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"until_on": day(-1)}, "not be before"),
        ({"kind": "voluntary"}, "provider’s own"),
        ({"imposed_by": "provider"}, "provider’s own"),
        ({"review_on": day(-1)}, "not be before"),
    ],
)
def test_suspension_is_refused_in_plain_words(contracts_officer, facts, words):
    with pytest.raises(ValidationError, match=words):
        make_suspension(contracts_officer, **facts)


def test_pages_do_not_say_that_a_suspension_to_come_holds(contracts_officer, sign_in):
    service = ServiceFactory()
    make_suspension(contracts_officer, service, from_on=day(7))
    client = sign_in(contracts_officer)

    for page in (service, service.provider):
        text = client.get(page.get_absolute_url()).content.decode()
        assert "Placements are to be suspended" in text and "Placements are suspended" not in text


def test_providers_page_says_what_holds_over_all_its_services(contracts_officer, partner, sign_in):
    service = ServiceFactory(name="Quilmere Lodge")
    client, page = sign_in(contracts_officer), service.provider.get_absolute_url()
    assert "Placements are suspended" not in client.get(page).content.decode()
    held, plan = make_suspension(contracts_officer, service), make_plan(contracts_officer, service)
    ending = make_termination(contracts_officer, service)

    shown = client.get(page).content.decode()

    for one in (held, plan, ending):
        assert one.get_absolute_url() in shown
    assert sign_in(partner).get(page).status_code == 403


def test_lifting_needs_a_reason_and_happens_once(contracts_officer):
    made = make_suspension(contracts_officer)
    lift = {"by": contracts_officer, "suspension": made, "version": 1, "lifted_on": day()}
    with pytest.raises(ValidationError, match="why it is lifted"):
        lift_suspension(reason=" ", **lift)
    lift_suspension(reason="Staff are there", **lift)

    with pytest.raises(ValidationError, match="already"):
        lift_suspension(reason="Again", **lift)
    with pytest.raises(ValidationError, match="already"):
        change_suspension(by=contracts_officer, suspension=made, version=2)


def test_last_day_is_changed_and_history_keeps_both(contracts_officer):
    made = make_suspension(contracts_officer, until_on=day(3))
    change_suspension(
        by=contracts_officer, suspension=made, version=1, until_on=day(30), interim="Weekly visits"
    )

    assert [row.until_on for row in Suspension.objects.get().history()] == [day(3), day(30)]


def test_accepting_a_place_in_a_suspended_service_asks_why(contracts_officer, care_manager):
    made = make_suspension(contracts_officer)
    entry = EntryFactory(event__host_council=care_manager.organisation)
    wanted = {
        "by": care_manager,
        "entry": entry,
        "service": made.service,
        "kind": "care_home",
        "status": "accepted",
    }
    with pytest.raises(ValidationError, match="takes nobody since"):
        add_placement(**wanted)

    placed = add_placement(warning_reason="Agreed before", **wanted)

    assert "temporary suspension by the council" in placed.warning


def test_agreed_place_stays_when_a_suspension_begins_and_is_lifted(contracts_officer, care_manager):
    service = ServiceFactory()
    entry = EntryFactory(event__host_council=care_manager.organisation)
    placed = add_placement(by=care_manager, entry=entry, service=service, kind="care_home", status="accepted")
    made = make_suspension(contracts_officer, service)
    lift_suspension(by=contracts_officer, suspension=made, version=1, lifted_on=day(), reason="Safe")

    edit_placement(
        by=care_manager, placement=placed, version=placed.version, status="started", starts_on=day()
    )

    assert (Placement.objects.get().status, Placement.objects.get().warning) == ("started", "")


def test_search_for_a_place_leaves_the_suspended_service_out_with_its_reason(
    contracts_officer, care_manager, sign_in
):
    service = ServiceFactory(name="Quilmere Lodge")
    entry = EntryFactory(event__host_council=care_manager.organisation)
    client, address = sign_in(care_manager), f"/people/{entry.pk}/placements/add/?q=Quilmere"
    assert f"?service={service.cqc_id}" in client.get(address).content.decode()
    made = make_suspension(contracts_officer, service)

    offered, held = client.get(address).content.decode().split("Not offered: 1 service takes nobody")

    assert service.cqc_id not in offered
    assert "Quilmere Lodge" in held and f'{service.place}. <span class="app-2">It takes nobody since' in held
    listed = sign_in(contracts_officer).get(made.get_absolute_url()).content.decode()
    assert "In force" in listed and "left out wherever a destination is looked for" in listed
