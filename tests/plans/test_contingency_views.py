"""Pages of contingency plans: they work, refuse with a summary, keep what was typed, and are the council's only."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from govuk.pdf import render_pdf
from plans.documents import contingency_plan
from plans.models import Alternative, ContingencyPlan
from plans.operations.contingency import draft_version, open_draft
from tests.factories.contingency import begin, publish, published, willing, write
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DATE = {"said_on-day": TODAY.day, "said_on-month": TODAY.month, "said_on-year": TODAY.year}


@pytest.fixture
def client(contracts_officer, sign_in):
    return sign_in(contracts_officer)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_plan_is_begun_written_and_published_on_its_pages(client, contracts_officer):
    ProcedureFactory(key="lgiu")
    service = ServiceFactory(name="Thornbury Lodge")
    made = {"title": "Thornbury Lodge", "owner": contracts_officer.pk}
    there = client.post(f"/contingency/new/?service={service.cqc_id}", made).url
    page = words(client.get(there))
    assert "0 of 14 sections finished, 14 empty" in page and "T13 Cost recovery" in page
    assert "State the Care Act 2014 obligation" in page

    text = {"text": "Section 48 of the Care Act.", "is_done": "on", "version": 1}
    assert client.post(f"{there}sections/1/", text).status_code == 302
    page = words(client.get(f"{there}publish/"))
    assert "1 of 14 sections finished, 13 empty" in page and "T2 A position statement" in page
    plan = ContingencyPlan.objects.get()
    assert (
        client.post(f"{there}publish/", {"words": "1.0", "version": draft_version(plan)}).status_code == 302
    )

    assert "Section 48 of the Care Act." in words(client.get(f"{there}versions/1/"))
    assert "Published" in words(client.get("/contingency/"))
    assert "Contingency plan" in words(client.get(f"/services/{service.cqc_id}/"))


def test_clash_shows_both_texts_and_keeps_what_was_typed(client, contracts_officer, officer):
    plan = begin(contracts_officer)
    write(officer, plan, "T1", "From Priya.")
    mine = {"text": "From Sam.", "is_done": "on", "version": 1}
    there = f"{plan.get_absolute_url()}sections/1/"

    response = client.post(there, mine)

    page = words(response)
    assert response.status_code == 409 and "From Priya." in page and "From Sam." in page
    kept = mine | {"clash": "text", "keep-text": "mine", "seen": 2}
    assert client.post(there, kept).status_code == 302
    assert plan.sections.get(number="T1").text == "From Sam."


def test_bad_input_gets_a_summary(client, contracts_officer):
    plan = published(contracts_officer)
    draft = begin(contracts_officer, title="Draft")
    row = willing(contracts_officer)
    here = plan.get_absolute_url()
    for address, data in (
        ("/contingency/new/", {}),
        (f"{draft.get_absolute_url()}sections/1/", {"text": "", "is_done": "on", "version": 1}),
        (f"{draft.get_absolute_url()}publish/", {"words": "", "version": draft_version(draft)}),
        (f"{here}facts/", {"facts": "contact:1|0"}),
        (f"{here}withdraw/", {}),
        (f"{here}links/new/", {"what": "market", "cqc_id": "no such"}),
        (f"{here}leads/new/", {"who": "other"}),
        (f"/contingency/alternatives/{row.pk}/", {"version": 1}),
    ):
        response = client.post(address, data)
        assert (response.status_code, "There is a problem" in words(response)) == (422, True), address


def test_readers_look_partners_do_not_and_strangers_sign_in(contracts_officer, reader, partner, sign_in):
    from django.test import Client

    here = published(contracts_officer).get_absolute_url()
    for address in (
        "/contingency/",
        here,
        f"{here}history/",
        f"{here}versions/1/",
        "/contingency/alternatives/",
    ):
        assert sign_in(reader).get(address).status_code == 200, address
        assert sign_in(partner).get(address).status_code == 403, address
        assert Client().get(address).url.startswith("/account/login/")
    for address in ("/contingency/new/", f"{here}draft/", f"{here}facts/", f"{here}withdraw/"):
        assert sign_in(reader).post(address).status_code == 403, address
    assert sign_in(reader).get("/contingency/99999/").status_code == 404


def test_button_beside_an_old_fact_confirms_it(client, contracts_officer):
    plan = begin(contracts_officer)
    willing(contracts_officer, said_on=TODAY - timedelta(days=250))
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Check: not confirmed for 8 months" in page
    value = page.split('name="facts" value="alternative')[1].split('"')[0]

    response = client.post(f"{plan.get_absolute_url()}facts/", {"facts": f"alternative{value}"})

    assert response.status_code == 302
    assert "not confirmed for 8 months" not in client.get(plan.get_absolute_url()).content.decode()


def test_plan_over_a_year_old_is_listed_and_on_the_worklists(client, contracts_officer):
    plan = published(contracts_officer)
    assert "No plan is due for review" in words(client.get("/contingency/?show=review"))
    ContingencyPlan.objects.filter(pk=plan.pk).update(review_on=TODAY - timedelta(days=3))

    for address in ("/contingency/?show=review", "/work/", "/"):
        assert plan.title in words(client.get(address)), address


def test_two_versions_stand_side_by_side_and_the_draft_beside_what_is_published(client, contracts_officer):
    plan = published(contracts_officer)
    open_draft(by=contracts_officer, plan=plan)
    write(contracts_officer, plan, "T8", "Only the leader speaks.")
    there = f"{plan.get_absolute_url()}versions/1/compare/"
    assert "Only the leader speaks." in words(client.get(f"{there}?with=draft"))

    publish(contracts_officer, plan, "2.0")

    page = words(client.get(f"{plan.get_absolute_url()}versions/2/compare/"))
    assert "Comms writes one message for everybody." in page and "Only the leader speaks." in page
    assert "Section written" in words(client.get(f"{plan.get_absolute_url()}history/"))


def test_alternative_is_found_recorded_and_ended_on_its_pages(client):
    service = ServiceFactory(name="Larkfield")
    there = "/contingency/alternatives/"
    assert service.cqc_id in words(client.get(f"{there}new/?q=Larkfield"))
    said = {"capacity": "4 places", "contact_name": "Manager", "phone": "01632 960100"} | DATE
    assert client.post(f"{there}new/?service={service.cqc_id}", said).status_code == 302

    row = Alternative.objects.get()
    assert "Would step in" in words(client.get(f"/services/{service.cqc_id}/"))
    assert client.post(f"{there}{row.pk}/end/", {"reason": "Full"}).status_code == 302
    assert "Nobody is in the register yet" in words(client.get(there))


@pytest.mark.pdf
def test_paper_has_every_section_and_says_which_version_it_is(contracts_officer):
    plan = published(contracts_officer)
    paper = contingency_plan(plan, contracts_officer, plan.versions.get())

    pdf = PdfReader(io.BytesIO(render_pdf(paper.template, paper.context)))

    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for one in (
        "T1 The law",
        "T14 Knowledge management",
        "Comms writes one message",
        "version 1.0",
        "Page 1 of",
    ):
        assert one in text, one
    assert "as it stands" in contingency_plan(plan, contracts_officer).context["reference"]


def test_plan_and_its_versions_are_asked_for_as_documents(client, contracts_officer):
    plan = published(contracts_officer)
    page = client.get(plan.get_absolute_url()).content.decode()
    for kind, key in (("contingency-version", plan.versions.get().pk), ("contingency-plan", plan.pk)):
        assert (f"?kind={kind}&amp;about={key}" in page) == (kind == "contingency-version")
        response = client.get(f"/documents/{kind}/print/?about={key}")
        assert "Comms writes one message" in response.content.decode()


def test_publishing_without_a_draft_says_to_start_one(client, contracts_officer):
    plan = published(contracts_officer)

    page = client.get(f"{plan.get_absolute_url()}publish/", follow=True)

    assert page.redirect_chain[0][0] == plan.get_absolute_url()
    assert "Start a new draft first" in words(page)
