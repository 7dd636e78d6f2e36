import pytest

from govuk import pdf
from tests.govuk.test_pdf import page
from tests.pdfs import check_pdf

pytestmark = pytest.mark.pdf


def test_a_document_of_everything_is_what_every_document_must_be():
    rows = "".join(f'<tr><th scope="row">{n}</th><td>Words<br>more</td></tr>' for n in range(80))
    head = '<thead><tr><th scope="col">Number</th><th scope="col">What</th></tr></thead>'
    content = (
        f"<h2>Leads</h2><table><caption>Leads</caption>{head}<tbody>{rows}</tbody></table>"
        '<ul><li>One</li></ul><dl class="facts"><div><dt>Home</dt><dd>Oak</dd></div></dl>'
        '<p><a href="https://council.example/">Council</a></p>'
    )

    facts = check_pdf(pdf.html_to_pdf(page(content)))

    assert facts.pages > 2
    assert facts.language == "en"
    assert facts.title == "Pack"
    assert facts.bookmarks == [(1, "Pack"), (2, "Leads")]
    assert facts.kinds["/Table"] == facts.pages
    assert "PF-2026-0003" in facts.texts[-1]
