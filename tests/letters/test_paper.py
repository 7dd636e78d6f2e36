"""Letters as a PDF: each on pages of its own, and nobody signs alone."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from govuk.pdf import render_pdf
from letters.documents import letters_paper, specimen
from letters.models import LetterTemplate
from tests.factories.trackers import EntryFactory, ServiceUserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def test_pdf_begins_each_letter_on_its_own_page_with_its_own_numbers(
    officer, event, make, person_letter, entry
):
    EntryFactory(
        event=event, service_user=ServiceUserFactory(surname="<b>Ferris</b> {sender}", forename="Bo")
    )
    person_letter.text += "\n\n" + "wörd" * 4_000
    person_letter.save()
    made = letters_paper(event, officer, lambda words: None, None, make(person_letter, "person").pk)

    pages = [
        page.extract_text() for page in PdfReader(BytesIO(render_pdf(made.template, made.context))).pages
    ]

    each = len(pages) // 2
    assert f"Page 1 of {each}" in pages[0]
    assert f"Page 1 of {each}" in pages[each]
    said = " ".join("".join(pages).split())
    assert "Dear Mrs Dovecote" in said
    assert "Dear Bo <b>Ferris</b> {sender}" in said


def pages_of(template):
    context = specimen(template, template.text, "Exampleshire County Council")
    found = PdfReader(BytesIO(render_pdf("letters/pdf/letters.html", context))).pages
    return [" ".join(page.extract_text().split()) for page in found]


@pytest.mark.parametrize("key", ["family_closing", "fact_sheet", "meeting_invitation", "meeting_attendance"])
def test_letter_to_a_family_is_one_page(wording, key):
    assert len(pages_of(LetterTemplate.objects.get(key=key))) == 1


@pytest.mark.parametrize("lines", range(24, 34))
def test_whoever_signs_never_stands_alone_on_a_page(family, lines):
    family.text = "\n\n".join(["A line."] * lines) + "\n\nThe last line.\n\nYours sincerely\n\n\n{sender}"

    signed = pages_of(family)[-1]

    assert "The last line. Yours sincerely" in signed
