"""The joint risk assessment on paper: the council's form, tagged, for those who may read all of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AccessEntry
from events.models import Document
from events.operations.documents import request_document
from failure_response.rendering import make_waiting
from risk.models import Contributor
from risk.operations.gradings import ask_in
from tests.factories.risk import grade, make_initial, signed, start
from tests.pdfs import check_pdf

pytestmark = pytest.mark.django_db


@pytest.mark.pdf
def test_form_has_the_columns_rows_and_sign_off_of_the_policy_and_is_tagged(contracts_officer, sign_in):
    made, client = signed(contracts_officer), sign_in(contracts_officer)
    ask = client.get(f"/documents/new/?kind=risk-assessment&about={made.pk}").content.decode()
    assert f'name="about" value="{made.pk}"' in ask and "Tell me when it is ready" in ask

    document = client.post("/documents/new/", {"kind": "risk-assessment", "about": made.pk, "tell_me": "on"})
    make_waiting()

    text = check_pdf(client.get(f"{document.url}download/").content).text
    for words in (
        "Responsibilities for populating the Tool", "Overall Risk Grading for Other Service Users",
        "A. Care Issues Identified", "G. Overall Risk Grading", "How risk is graded", "Low 1 to 3; Moderate 4 to 6",
        "19/20. Access and Referral to Primary Care", "26. Other", "9, High", "Immediate action: Manager asked today",
        "Mitigating Factors that may reduce the risk", "Insert Tick", "Form Completed by", "Signature",
    ):  # fmt: skip
        assert words in text, words
    assert AccessEntry.objects.filter(kind="document", subject="Joint risk assessment downloaded").exists()
    assert contracts_officer.notifications.get().subject == "Joint risk assessment is ready"


@pytest.mark.pdf
def test_large_sample_is_one_document_with_everybody(contracts_officer):
    made = start(contracts_officer, *[f"P{number}" for number in range(1, 13)])
    grade(contracts_officer, made, "8", (2, 2), who=12)
    request_document(by=contracts_officer, kind="risk-assessment", about=made.pk)

    make_waiting()

    text = check_pdf(bytes(Document.objects.get().content)).text
    assert all(f"Person {number}: P{number}" in text for number in range(1, 13))
    assert "Sign-off" in text and "Not signed" in text


def test_form_is_not_for_who_reads_a_part_of_it(contracts_officer, partner):
    asked = start(contracts_officer)
    ask_in(by=contracts_officer, assessment=asked, user=partner, parties=["Health"])
    with pytest.raises(ValidationError, match="is not there"):
        request_document(by=partner, kind="risk-assessment", about=asked.pk)

    Contributor.objects.update(reads_all=True)
    document = request_document(by=partner, kind="risk-assessment", about=asked.pk)
    assert list(Document.objects.visible_to(partner)) == [document]
    Contributor.objects.update(reads_all=False)
    assert not Document.objects.visible_to(partner).exists()
    make_waiting()

    document.refresh_from_db()
    assert (document.state, document.content) == ("failed", None)
    assert "you may not read all of it" in document.failure


def test_report_of_a_month_is_not_a_partners(partner):
    with pytest.raises(PermissionDenied):
        request_document(by=partner, kind="monthly-report", about=202611)


@pytest.mark.pdf
def test_initial_assessment_is_the_form_with_what_was_chosen_and_decided(contracts_officer, sign_in):
    made, client = make_initial(contracts_officer), sign_in(contracts_officer)
    page = client.get(made.get_absolute_url()).content.decode()
    assert f"kind=initial-assessment&amp;about={made.pk}" in page
    decided = {"outcome": 3, "reason": "Falls went on", "version": made.version}
    assert client.post(f"{made.get_absolute_url()}decide/", decided).status_code == 302
    request_document(by=contracts_officer, kind="initial-assessment", about=made.pk)

    make_waiting()

    facts = check_pdf(bytes(Document.objects.get().content))
    for words in (
        "1. What is the nature of the concern? Falls at night Not scored", "✓ All staff and service users (5)",
        "Total From 8 to 40", "✓ Chosen 3. Procedures warranted.", "Falls went on", "Signature, date",
    ):  # fmt: skip
        assert words in facts.text, words
    assert "A single staff member (1)" in facts.text and "✓ A single" not in facts.text


def test_initial_assessment_is_not_for_partners(contracts_officer, partner):
    made = make_initial(contracts_officer)
    with pytest.raises(PermissionDenied):
        request_document(by=partner, kind="initial-assessment", about=made.pk)
