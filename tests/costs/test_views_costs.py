"""Pages of costs, charges, shares and claims. SOP 4.6, 4.7, 5.0; LGiU T13; Coventry 4, 7."""

from decimal import Decimal

import pytest

from costs.models import Charge, Claim, Cost, CostSplit
from costs.operations.charges import record_charge
from costs.operations.claims import make_claim
from costs.operations.costs import edit_cost
from failure_response.worklist import costs_not_recorded
from tests.costs.money import TODAY, ago, at, day, html, nights, typed
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.operations.legal_disputes import open_dispute
from trackers.operations.legal_endings import end_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(failed):
    return failed


def test_cost_is_recorded_with_the_payer_and_the_reason(officer, theirs, sign_in):
    client, entry = sign_in(officer), theirs[0]

    answer = client.post(
        at("person-cost-add", entry.pk), typed(quantity="7", rate="£1,234.50", total=""), follow=True
    )

    assert Cost.objects.get().total == Decimal("8641.50")
    assert "Otherham Council: £8,641.50" in html(answer)
    assert "LGiU template T13" in html(answer)


@pytest.mark.parametrize(
    ("typed_total", "words"),
    [
        ("1,234.50", ""),
        ("£12", ""),
        ("0", ""),
        ("-1", "Total must be £0.00 or more"),
        ("twelve", "Total must be an amount in pounds"),
        ("12.345", "Write pence with 2 figures"),
        ("99999999999", "Total must have"),
        ("", "Enter the total"),
        ("NaN", "Total must be an amount in pounds"),
    ],
)
def test_amounts_as_people_type_them(officer, self_funder, sign_in, typed_total, words):
    answer = sign_in(officer).post(
        at("person-cost-add", self_funder.pk), typed(total=typed_total, supplier="Merrybeck")
    )

    assert answer.status_code == (422 if words else 302)
    if words:
        assert words in html(answer)
        assert 'value="Merrybeck"' in html(answer)
        assert f'value="{typed_total}"' in html(answer) or not typed_total


def test_a_cost_sent_twice_is_recorded_once(officer, self_funder, sign_in):
    client, key = sign_in(officer), "6a4a2f5e-3b0e-4b4e-9d5c-0c4b3f7f1a11"
    for _ in range(2):
        client.post(at("person-cost-add", self_funder.pk), typed(key=key, kind="transport"))

    assert Cost.objects.count() == 1


def test_stale_change_shows_both_values(officer, administrator, self_funder, sign_in):
    cost = nights(administrator, self_funder)
    address = at("cost-detail", self_funder.event.reference, cost.pk)
    sign_in(administrator).post(address, typed(total="800", quantity="7", version="1"))

    answer = sign_in(officer).post(address, typed(total="900", quantity="7", version="1"))

    assert answer.status_code == 409
    assert "Ivo Castlemere saved" in html(answer)
    assert 'value="900' in html(answer)


def test_cost_is_taken_back_with_a_reason(officer, self_funder, sign_in):
    cost, client = nights(officer, self_funder), sign_in(officer)
    address = at("cost-take-back", self_funder.event.reference, cost.pk)

    assert client.post(address).status_code == 422
    assert client.post(address, {"reason": "Typed twice"}).status_code == 302
    assert not Cost.objects.exists()


def test_staff_of_the_service_are_recorded_for_the_provider(officer, event, sign_in):
    client = sign_in(officer)

    client.post(at("cost-add", event.reference), typed(kind="staffing", quantity="24", rate="20", total=""))

    page = html(client.get(at("cost-overview", event.reference)))
    assert "£480.00" in page
    assert "The provider" in page


def test_charge_above_the_cost_is_refused_with_the_rule(officer, self_funder, sign_in):
    nights(officer, self_funder)
    period = {**day("first_on", ago(13)), **day("last_on", ago(7))}
    client, address = sign_in(officer), at("charge-add", self_funder.pk)

    answer = client.post(address, period | {"amount": "700.01"})

    assert answer.status_code == 422
    assert "The charge is more than the actual cost, £700.00 (SOP 4.6)." in html(answer)
    assert 'value="700.01"' in html(answer)
    assert client.post(address, period | {"amount": "700"}).status_code == 302


def test_advice_only_is_charged_nothing(officer, self_funder, sign_in):
    self_funder.response_level = "information_and_advice_only"
    self_funder.save()
    nights(officer, self_funder, kind="advice")
    period = {**day("first_on", ago(13)), **day("last_on", ago(7))}

    answer = sign_in(officer).post(at("charge-add", self_funder.pk), period | {"amount": "1"})

    assert "Information and advice are free, so nothing is charged (SOP 4.6)." in html(answer)


def test_charge_is_changed_and_taken_back(officer, self_funder, sign_in):
    nights(officer, self_funder)
    charge = record_charge(by=officer, entry=self_funder, first_on=ago(13), last_on=ago(7), amount=Decimal(5))
    client, period = sign_in(officer), {**day("first_on", ago(13)), **day("last_on", ago(7))}

    client.post(at("charge-edit", self_funder.pk, charge.pk), period | {"amount": "6", "version": "1"})
    assert Charge.objects.get().amount == 6
    client.post(at("charge-take-back", self_funder.pk, charge.pk), {"reason": "Not assessed"})
    assert not Charge.objects.exists()


def test_shares_must_add_up(officer, self_funder, icb, sign_in):
    client, address = sign_in(officer), at("split-add", self_funder.pk)
    shares = {
        **day("first_on", ago(20)),
        "council_percent": "60",
        "icb_percent": "39",
        "icb": icb.pk,
        "agreed_with": "Board",
    }

    refused = client.post(address, shares)
    assert refused.status_code == 422
    assert "The shares add up to 99 percent. They must add up to 100." in html(refused)

    client.post(address, shares | {"icb_percent": "40"})
    page = html(client.get(at("person-costs", self_funder.pk)))
    assert "this council 60 percent, Exampleshire ICB 40 percent" in page
    client.post(at("split-take-back", self_funder.pk, CostSplit.objects.get().pk), {"reason": "Not so"})
    assert not CostSplit.objects.exists()


def test_change_of_duty_is_said_and_worked_out_again(officer, theirs, sign_in):
    entry = theirs[0]
    nights(officer, entry)
    end_duty(by=officer, entry=entry, ended_on=ago(9), reason="Settled", meets_needs=True)
    client = sign_in(officer)
    page = html(client.get(at("person-costs", entry.pk)))
    assert "others would bear some of these days" in page

    page = html(client.post(at("person-bearers", entry.pk), follow=True))

    assert "Otherham Council: £400.00" in page
    assert "This council: £300.00" in page
    assert "others would bear some of these days" not in page


def test_another_payer_stands_beside_what_the_rules_say(officer, self_funder, icb, sign_in):
    client, address = sign_in(officer), at("person-cost-add", self_funder.pk)
    otherwise = typed(bearer="icb", body=icb.pk)

    assert "Enter why that body bears it" in html(client.post(address, otherwise))
    page = html(client.post(address, otherwise | {"bearer_reason": "By letter"}, follow=True))

    assert "Exampleshire ICB: £700.00" in page
    assert "Decided: By letter" in page
    assert "The rules alone: the person." in page


def test_open_dispute_stands_beside_and_blocks_nothing(officer, event, theirs, sign_in):
    entry = theirs[0]
    open_dispute(
        by=officer, event=event, about="cost", parties="Us and Otherham", opened_on=ago(1), people=[entry]
    )
    client = sign_in(officer)

    answer = client.post(at("person-cost-add", entry.pk), typed(), follow=True)

    assert "Us and Otherham" in html(answer)
    assert "It holds nothing up" in html(answer)
    assert Cost.objects.count() == 1


def test_every_number_has_its_list(officer, event, claim, self_funder, sign_in):
    nights(officer, self_funder, total="10.00")
    client = sign_in(officer)
    page = html(client.get(at("cost-overview", event.reference)))
    lines = at("cost-lines", event.reference)

    for query, amount in (
        ("", "£710.01"),
        ("?claimed=no", "£10.00"),
        ("?kind=nights", "£710.01"),
        ("?bearer=self_funder&amp;body=none", "£10.00"),
        (f"?bearer=other_english_council&amp;body={claim.body_id}", "£700.01"),
    ):
        assert f'href="{lines}{query}"' in page
        shown = html(client.get(f"{lines}{query.replace('&amp;', '&')}"))
        assert f"{amount}" in shown
    assert claim.get_absolute_url() in page


def test_people_who_moved_without_a_cost_are_listed(officer, event, sign_in):
    EntryFactory(event=event, service_user=ServiceUserFactory(surname="Moved"), moved_on=ago(2))
    address = at("cost-people", event.reference) + "?view=no-costs"

    assert "Moved" in html(sign_in(officer).get(address))
    assert [line["hint"] for _, line in costs_not_recorded(officer, [event], TODAY)] == ["1 person"]
    nights(officer, event.entries.get(), total="0")
    assert list(costs_not_recorded(officer, [event], TODAY)) == []


PAGES = ("cost-overview", "cost-lines", "cost-people")


def test_nobody_else_gets_in(partner, outsider, reader, care_manager, event, claim, theirs, client, sign_in):
    own = [
        at("person-costs", theirs[0].pk),
        claim.get_absolute_url(),
        *(at(name, event.reference) for name in PAGES),
    ]
    changes = [
        at("person-cost-add", theirs[0].pk),
        at("cost-add", event.reference),
        at("charge-add", theirs[0].pk),
    ]
    changes += [at("claim-new", event.reference), at("split-add", theirs[0].pk)]

    assert {client.get(page).status_code for page in own} == {302}
    for one in (partner, outsider):
        assert {sign_in(one).get(page).status_code for page in own + changes} == {403}
    for one in (reader, care_manager):
        assert {sign_in(one).get(page).status_code for page in own} == {200}
        assert {sign_in(one).post(page).status_code for page in changes} == {403}


def test_another_events_lines_are_not_there(officer, event, claim, theirs, sign_in):
    other, client = EventFactory(), sign_in(officer)
    cost = theirs[0].costs.get()

    for page in (at("cost-detail", other.reference, cost.pk), at("claim-detail", other.reference, claim.pk)):
        assert client.get(page).status_code == 404
    charge = at("charge-edit", theirs[1].pk, 999)
    assert client.get(charge).status_code == 404


def test_partner_sees_nothing_of_money_on_a_persons_page(officer, funded, partner, sign_in):
    nights(officer, funded, total="4321.00")

    page = html(sign_in(partner).get(funded.get_absolute_url()))

    assert "4,321" not in page
    assert "Costs and charges" not in page
    assert "4,321.00" in html(sign_in(officer).get(funded.get_absolute_url()))


def test_queries_do_not_grow_with_people(officer, event, neighbour, sign_in, django_assert_num_queries):
    def fill(how_many):
        facts = {
            "event": event,
            "funding_type": "other_authority",
            "funding_authority": neighbour,
            "moved_on": TODAY,
        }
        for entry in EntryFactory.create_batch(how_many, **facts):
            nights(officer, entry)

    fill(3)
    make_claim(by=officer, event=event, bearer="other_english_council", body=neighbour)
    nights(officer, EntryFactory(event=event, moved_on=TODAY))
    client = sign_in(officer)
    pages = [at(name, event.reference) for name in PAGES] + [Claim.objects.get().get_absolute_url()]
    counts = []
    for page in pages:
        client.get(page)
        with django_assert_num_queries(30, exact=False) as few:
            client.get(page)
        counts.append(len(few))

    fill(57)

    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(page)


def test_clash_shows_what_the_other_saved_in_words(officer, administrator, event, entry, sign_in):
    cost = nights(officer, entry)
    edit_cost(by=administrator, cost=cost, version=1, kind="transport")

    answer = sign_in(officer).post(
        at("cost-detail", event.reference, cost.pk), typed(kind="equipment", version="1")
    )

    assert answer.status_code == 409
    assert "saved “Transport”" in html(answer)
