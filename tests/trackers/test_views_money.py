"""Pages of costs, charges, shares and claims. SOP 4.6, 4.7, 5.0; LGiU T13; Coventry 4, 7."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEntry
from events.models import Document
from failure_response.worklist import costs_not_recorded
from tests.factories.accounts import make_organisation
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.trackers.test_operations_legal import FAILED, say
from tests.trackers.test_operations_money import TODAY, ago, nights
from trackers.claim_paper import claim_paper
from trackers.models import Charge, Claim, Cost, CostSplit
from trackers.operations.charges import record_charge
from trackers.operations.claims import make_claim, send_claim, total_of
from trackers.operations.legal_disputes import open_dispute
from trackers.operations.legal_endings import end_duty

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"trackers:{name}", args=args)


def day(name, when):
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year}


def typed(**facts):
    return {"kind": "nights", **day("first_on", ago(13)), **day("last_on", ago(7)), "total": "700"} | facts


def html(answer):
    return answer.content.decode()


@pytest.fixture
def event(officer):
    event = EventFactory(notified_on=ago(30))
    say(officer, event, **FAILED)
    return event


@pytest.fixture
def neighbour(host):
    return make_organisation("Otherham Council", kind="council")


@pytest.fixture
def theirs(event, neighbour):
    """Two people of another council."""
    return [
        EntryFactory(
            event=event,
            service_user=ServiceUserFactory(surname=name),
            funding_type="other_authority",
            funding_authority=neighbour,
        )
        for name in ("Dapplemere", "Brindlecombe")
    ]


@pytest.fixture
def self_funder(event):
    return EntryFactory(event=event, funding_type="self_funder")


@pytest.fixture
def claim(officer, event, theirs, neighbour):
    for entry, total in zip(theirs, ("700.00", "0.01"), strict=True):
        nights(officer, entry, total=total)
    return make_claim(by=officer, event=event, bearer="other_english_council", body=neighbour)


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


def test_claim_is_made_from_everything_unclaimed(officer, event, theirs, neighbour, sign_in):
    for entry, total in zip(theirs, ("700.00", "0.01"), strict=True):
        nights(officer, entry, total=total)
    address = f"{at('claim-new', event.reference)}?bearer=other_english_council&body={neighbour.pk}"
    client = sign_in(officer)
    assert "The claim will hold £700.01 for 2 people" in html(client.get(address))

    page = html(client.post(address, {"reference": "A/1"}, follow=True))

    claim = Claim.objects.get()
    assert (total_of(claim), claim.reference) == (Decimal("700.01"), "A/1")
    assert page.count("£700.00") == 1
    assert "£0.01" in page


def test_claim_on_an_icb_cannot_be_sent_before_it_is_agreed(officer, event, icb, sign_in):
    nights(officer, EntryFactory(event=event, funding_type="nhs_chc", funding_authority=icb))
    claim = make_claim(by=officer, event=event, bearer="icb", body=icb)
    client = sign_in(officer)
    sent = {**day("sent_on", TODAY), "sent_to": "Finance", "version": "1"}

    assert "To be agreed" in html(client.get(claim.get_absolute_url()))
    refused = client.post(at("claim-step", event.reference, claim.pk, "send"), sent)
    assert refused.status_code == 422
    assert "Record first that the integrated care board agreed to pay" in html(refused)

    agreed = {**day("agreed_on", TODAY), "agreed_with": "Director", "version": "1"}
    client.post(at("claim-step", event.reference, claim.pk, "agree"), agreed)
    client.post(at("claim-step", event.reference, claim.pk, "send"), sent | {"version": "2"})
    claim.refresh_from_db()
    assert claim.state == "sent"


def test_claim_is_sent_disputed_paid(officer, event, claim, sign_in):
    client = sign_in(officer)
    for doing, facts in (
        ("send", {**day("sent_on", TODAY), "sent_to": "Finance"}),
        ("dispute", {**day("disputed_on", TODAY), "why": "Residence"}),
        ("pay", {**day("paid_on", TODAY), "paid_amount": "700.01"}),
    ):
        claim.refresh_from_db()
        address = at("claim-step", event.reference, claim.pk, doing)
        assert client.get(address).status_code == 200
        assert client.post(address, facts | {"version": claim.version}).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.paid_amount) == ("paid", Decimal("700.01"))
    assert client.get(at("claim-step", event.reference, claim.pk, "shred")).status_code == 404


def test_claim_as_a_sheet_is_safe_and_written_down(officer, event, claim, theirs, sign_in):
    Cost.objects.filter(entry=theirs[0]).update(supplier="=1+1")
    client, address = sign_in(officer), at("claim-download", event.reference, claim.pk)

    rows = list(csv.reader(io.StringIO(client.post(address, {"kind": "csv"}).content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(client.post(address, {"kind": "xlsx"}).content))

    assert [row[10] for row in rows] == ["Amount", "0.01", "700.00", "700.01"]
    assert rows[2][9] == "'=1+1"
    assert [row[10].value for row in book.active.rows][1:] == [0.01, 700, 700.01]
    taken = AccessEntry.objects.filter(by=officer, kind="export")
    assert [sorted(one.people) for one in taken] == [sorted(entry.pk for entry in theirs)] * 2
    assert client.post(address, {}).status_code == 422


def test_claim_on_paper_is_asked_for_and_holds_its_people_only(officer, event, claim, self_funder, sign_in):
    nights(officer, self_funder)
    client = sign_in(officer)

    client.post(at("claim-document", event.reference, claim.pk))

    assert (Document.objects.get().kind, Document.objects.get().about) == ("claim", claim.pk)
    page = html(client.get(reverse("document-print", args=[event.reference, "claim"]) + f"?about={claim.pk}"))
    assert "Claim 1: Otherham Council" in page
    assert "£700.01" in page
    assert self_funder.service_user.surname not in page
    assert claim_paper(event, officer, about=claim.pk).people == sorted(
        line.part.entry_id for line in claim.lines.all()
    )


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


def test_sent_claims_stay_as_they_were(officer, event, claim, sign_in):
    send_claim(
        by=officer,
        claim=claim,
        version=1,
        sent_on=timezone.localdate() - timedelta(days=1),
        sent_to="Finance",
    )
    cost = claim.lines.first().part.cost

    answer = sign_in(officer).post(
        at("cost-detail", event.reference, cost.pk), typed(total="1", quantity="7", version=cost.version)
    )

    assert answer.status_code == 422
    assert "Withdraw that claim first" in html(answer)
