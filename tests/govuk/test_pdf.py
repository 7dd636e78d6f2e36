import re
from datetime import date
from io import BytesIO

import pikepdf
import pypdf
import pytest
from django.template import engines
from jinja2 import FileSystemLoader

from govuk import pdf
from govuk.pdf import SHORTER, press
from govuk.pdf.pieces import STYLES
from tests.pdfs import WAYS

pytestmark = pytest.mark.pdf

SECRET = "the-content-of-a-file-on-this-machine"


def page(content: str, **context) -> str:
    source = (
        '{% extends "govuk/pdf/base.html" %}{% block title %}Pack{% endblock %}{% block content %}'
        + content
        + "{% endblock %}"
    )
    given = {
        "reference": "PF-2026-0003",
        "as_at": date(2026, 11, 24),
        "council_name": "Exampleshire",
        **context,
    }
    return engines["jinja2"].from_string(source).render(given)


def text_of(document: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(document)).pages)


def test_document_is_tagged_and_says_what_it_is():
    document = pdf.html_to_pdf(
        page("<h2>Leads</h2><table><tr><th>Role</th><td>Priya</td></tr></table>", language="cy")
    )

    with pikepdf.open(BytesIO(document)) as opened:
        assert opened.Root.MarkInfo.Marked and "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "cy"
        assert str(opened.docinfo.Title) == "Pack"
        assert re.search(rb"pdfuaid:part\W+1\b", opened.Root.Metadata.read_bytes())


def test_every_page_says_reference_moment_and_number():
    document = pdf.html_to_pdf(page('<p>One</p><p class="new-page">Two</p>'))

    sheets = pypdf.PdfReader(BytesIO(document)).pages
    assert pdf.pdf_pages(document) == len(sheets) == 2
    for number, sheet in enumerate(sheets, start=1):
        text = sheet.extract_text()
        assert "PF-2026-0003" in text and "As at Tuesday 24 November 2026" in text
        assert f"Page {number} of 2" in text


def test_pieces_are_joined_with_running_numbers_and_tags():
    part = f'<!-- piece --><section class="new-page" title="{"long " * 800}"><h2>Resident</h2><p>One</p></section>'
    document = pdf.html_to_pdf(page(part * 80))

    sheets = pypdf.PdfReader(BytesIO(document)).pages
    total = len(sheets)
    assert total == 81
    for number in (1, total // 2, total):
        assert f"Page {number} of {total}" in sheets[number - 1].extract_text()
        assert "PF-2026-0003" in sheets[number - 1].extract_text()
    assert headings(document) == 80


def test_parts_are_one_document_under_their_own_headings(tmp_path):
    source = '{% extends "govuk/pdf/base.html" %}{% block title %}{{ name }}{% endblock %}'
    (tmp_path / "part.html").write_text(source)
    engines["jinja2"].env.loader.loaders.append(FileSystemLoader(tmp_path))

    document = pdf.render_parts("part.html", [{"name": "Plan"}, {"name": "People"}])

    engines["jinja2"].env.loader.loaders.pop()
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(document)).pages]
    assert len(sheets) == 2
    assert "Plan" in sheets[0]
    assert "People" in sheets[1]
    assert "Page 2 of 2" in sheets[1]


def headings(document: bytes) -> int:
    with pikepdf.open(BytesIO(document)) as opened:
        return sum(
            1 for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/H2"
        )


def test_typed_text_is_text_and_never_markup():
    document = pdf.html_to_pdf(page("<p>{{ notes }}</p>", notes='<img src="x"> & <b>bold</b>'))

    assert '<img src="x"> & <b>bold</b>' in text_of(document)


def test_nothing_is_fetched_from_the_web(web_server):
    url, paths = web_server

    pdf.html_to_pdf(page("".join(way.format(url=f"{url}/{name}") for name, way in WAYS.items())))

    assert paths == []


def test_no_file_gets_into_a_document(tmp_path):
    secrets = {name: tmp_path / f"{number}.txt" for number, name in enumerate(WAYS)}
    for name, path in secrets.items():
        path.write_text(f"{SECRET} {name}")

    document = pdf.html_to_pdf(
        page("".join(way.format(url=secrets[name].as_uri()) for name, way in WAYS.items()))
    )

    with pikepdf.open(BytesIO(document)) as opened:
        streams = [item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream)]
        assert len(opened.attachments) == 0
    assert not any(SECRET.encode() in stream for stream in streams)
    assert SECRET not in text_of(document)


def test_document_over_its_time_is_refused_in_words():
    with pytest.raises(pdf.PdfTooBig) as refused:
        pdf.html_to_pdf(page("{% for i in range(20000) %}<p>line</p>{% endfor %}"), seconds=2)

    assert str(refused.value) == f"The document took longer than 2 seconds to make. {SHORTER}"


# Where memory ends decides who is refused it: Python, or a library that then raises or aborts as it likes.
@pytest.mark.parametrize("memory_mb", [150, 170, 184, 200])
def test_document_over_its_memory_is_refused_in_words(memory_mb):
    with pytest.raises(pdf.PdfTooBig) as refused:
        pdf.html_to_pdf(page("{% for i in range(20000) %}<p>line</p>{% endfor %}"), memory_mb=memory_mb)

    sentence = f"The document needs more than {memory_mb} MB of memory to make. {SHORTER}"
    assert str(refused.value) == sentence


def test_style_sheet_asks_nothing_that_costs_the_square_of_a_document():
    # The typesetter looks through all that stands beside each element for it.
    assert ":has(" not in STYLES.read_text()


def test_page_nested_beyond_reason_fails_in_words():
    with pytest.raises(pdf.PdfError):
        pdf.html_to_pdf(page("<div>" * 2000))


def test_endless_word_and_endless_notes_are_set():
    content = "<table><tr><td>{{ word }}</td><td>b</td></tr></table><p>{{ notes }}</p>"
    document = pdf.html_to_pdf(
        page(content, word="x" * 60_000, notes="Some words of a note. " * 14_000), seconds=240
    )

    text = text_of(document)
    assert text.count("x") - text.count("Ex") >= 60_000
    assert text.count("note") == 14_000


def test_references_are_not_cut_when_a_word_is_broken():
    document = pdf.html_to_pdf(page("<p>{{ x }}</p>", x="&<" * 40))

    assert text_of(document).replace("\n", "").replace("\u200b", "").count("&<") >= 40


def test_missing_pango_is_one_sentence(monkeypatch):
    monkeypatch.setattr(pdf.PRESS, "ask", lambda *args: pdf.Answer(pdf.NO_PANGO))
    monkeypatch.setattr(pdf, "_has_pango", lambda: False)

    assert "Pango is not installed" in pdf.pdf_ready()
    with pytest.raises(pdf.PdfUnavailable, match="Use the print page instead"):
        pdf.html_to_pdf("<p>")


def test_child_knows_no_setting(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    seen = {}
    monkeypatch.setattr(press.subprocess, "Popen", lambda *args, **options: seen.update(options))

    press.start("--check", stdin=press.subprocess.DEVNULL)

    assert "canary" not in seen["env"].values()


def test_this_machine_can_make_pdfs():
    assert pdf.pdf_ready() is None
