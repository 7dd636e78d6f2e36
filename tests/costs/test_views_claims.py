"""Pages of claims, and claims as files and on paper. SOP 4.6, 4.7, 5.0; LGiU T13."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessEntry
from costs.documents import claim_paper
from costs.models import Claim, Cost
from costs.operations.claims import make_claim, send_claim, total_of
from events.models import Document
from govuk.pdf import render_pdf
from tests.costs.money import TODAY, ago, at, day, html, nights, typed
from tests.factories.trackers import EntryFactory
from trackers.operations.legal_endings import end_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(failed):
    return failed


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
    assert "<tfoot" not in page  # paper repeats it on every page, as if it were the sum of that page
    assert self_funder.service_user.surname not in page
    assert claim_paper(event, officer, about=claim.pk).people == sorted(
        line.part.entry_id for line in claim.lines.all()
    )


def test_sent_claims_stay_as_they_were(officer, event, claim, sign_in):
    send_claim(
        by=officer,
        claim=claim,
        version=1,
        sent_on=ago(1),
        sent_to="Finance",
    )
    cost = claim.lines.first().part.cost

    answer = sign_in(officer).post(
        at("cost-detail", event.reference, cost.pk), typed(total="1", quantity="7", version=cost.version)
    )

    assert answer.status_code == 422
    assert "Withdraw that claim first" in html(answer)


@pytest.mark.pdf
def test_claim_is_set_on_paper_with_every_sum(officer, event, claim, theirs):
    nights(officer, EntryFactory(event=event, funding_type="nhs_chc"))
    paper = claim_paper(event, officer, about=claim.pk)

    pages = PdfReader(io.BytesIO(render_pdf(paper.template, paper.context))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())

    for words in ("£700.01 for 2 people", "Sum for Dapplemere, Agnes", "£700.00", "LGiU template T13"):
        assert words in text


def test_cost_of_a_body_that_nobody_named_says_what_to_do(officer, event, sign_in):
    nights(officer, EntryFactory(event=event, funding_type="other_authority"))

    page = html(sign_in(officer).get(at("claim-new", event.reference)))

    assert "£700.00 borne by “Another English council” can’t be claimed yet" in page


def test_part_of_the_nights_is_claimed_with_its_own_number(officer, event, theirs, neighbour, sign_in):
    for entry in theirs:
        end_duty(by=officer, entry=entry, ended_on=ago(9), reason="Settled", meets_needs=True)
    nights(officer, theirs[0], rate=Decimal(100))  # 7, of which 4 before the duty ended
    nights(officer, theirs[1], kind="care", quantity=Decimal(70), rate=Decimal(10))
    claim = make_claim(by=officer, event=event, bearer="other_english_council", body=neighbour)

    sheet = sign_in(officer).post(at("claim-download", event.reference, claim.pk), {"kind": "csv"})

    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [row[3:4] + row[6:8] + row[10:11] for row in rows[1:-1]] == [
        ["Hours of care", "", "10.00", "400.00"],
        ["Nights", "4.00", "100.00", "400.00"],
    ]
    page = html(sign_in(officer).get(claim.get_absolute_url()))
    assert "4 at £100.00, part of £700.00" in page


def test_claim_says_for_whom_others_would_bear_it_by_now(officer, event, claim, theirs, sign_in):
    client = sign_in(officer)
    words = "others would bear some of"
    assert words not in html(client.get(claim.get_absolute_url()))

    end_duty(by=officer, entry=theirs[0], ended_on=ago(9), reason="Settled", meets_needs=True)

    assert "For 1 person in it, " + words in html(client.get(claim.get_absolute_url()))
    assert words in html(client.get(at("person-costs", theirs[0].pk)))
    assert words not in html(client.get(at("person-costs", theirs[1].pk)))
    step = {**day("withdrawn_on", TODAY), "why": "Wrong", "version": claim.version}
    client.post(at("claim-step", event.reference, claim.pk, "withdraw"), step)
    page = html(client.get(claim.get_absolute_url()))
    assert words not in page
    assert "Why it was withdrawn" in page
