"""The joint risk assessment on paper: the council's form, tagged, bounded."""

import io

import pytest
from pypdf import PdfReader

from accounts.models import AccessEntry
from tests.factories.risk import grade, signed, start

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def pdf_of(client, made, part=1) -> PdfReader:
    response = client.get(f"/risk/assessments/{made.pk}/paper/{part}/")
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_form_has_the_columns_rows_and_sign_off_of_the_policy_and_is_tagged(contracts_officer, sign_in):
    made = signed(contracts_officer)

    pdf = pdf_of(sign_in(contracts_officer), made)

    text = text_of(pdf)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for words in (
        "Responsibilities for populating the Tool", "Overall Risk Grading for Other Service Users",
        "19/20. Access and Referral to Primary Care", "26. Other", "9, High", "Immediate action: Manager asked today",
        "Mitigating Factors that may reduce the risk", "Insert Tick", "Form Completed by", "Signature",
    ):  # fmt: skip
        assert words in text, words
    assert AccessEntry.objects.get(kind="document").subject.startswith("Risk assessment of")


def test_large_sample_comes_in_parts_of_ten(contracts_officer, sign_in):
    made = start(contracts_officer, *[f"P{number}" for number in range(1, 13)])
    grade(contracts_officer, made, "8", (2, 2), who=12)
    client = sign_in(contracts_officer)

    second = text_of(pdf_of(client, made, 2))

    assert "Part 2 of 2" in second and "Person 12: P12" in second and "Person 10:" not in second
    assert "Sign-off" not in second and "Not signed" in second
    assert client.get(f"/risk/assessments/{made.pk}/paper/3/").status_code == 404
