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
    assert all("PF-2026-0003" in text and "As at" in text for text in facts.texts)
    # A table over several pages is one, and its heading row is read once.
    assert all("Number What" in text for text in facts.texts[:-1])
    assert {kind: facts.kinds[kind] for kind in ("/Table", "/THead", "/TR", "/LI", "/Lbl", "/Link")} == {
        "/Table": 1, "/THead": 1, "/TR": 81, "/LI": 2, "/Lbl": 2, "/Link": 1
    }  # fmt: skip


def test_letters_that_are_sent_together_count_their_own_pages():
    letters = [
        f'<section class="letter-{kind}"><h2>{kind}</h2><p class="new-page">On</p></section>'
        for kind in "aba"
    ]

    facts = check_pdf(pdf.html_to_pdf(page("<!-- piece -->".join(letters), title="Letters")))

    assert facts.pages >= 6
    assert sum("Page 1 of 2" in text for text in facts.texts) >= 3


def test_councils_colour_is_the_line_under_the_head():
    assert ".front { border-bottom-color: #663399; }" in page("<p>x</p>", council_colour="#663399")
    assert "<style>" not in page("<p>x</p>", council_colour="#663399", on_screen=True)
