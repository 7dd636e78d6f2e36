import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from govuk.htmx import render_page


def page(headers=None, **options):
    request = RequestFactory().get("/", headers=headers or {})
    request.user = AnonymousUser()
    return render_page(request, "govuk/legend.html", {"level": 1, "text": "x"}, **options)


def test_page_is_whole_without_htmx():
    assert b"<h1" in page(fragment="govuk/tag.html").content


def test_htmx_gets_the_fragment_alone():
    response = page({"HX-Request": "true"}, fragment="govuk/tag.html", status=422)

    assert b"<h1" not in response.content
    assert response.status_code == 422


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_links_and_restored_history_get_the_page(header):
    assert b"<h1" in page({"HX-Request": "true", header: "true"}, fragment="govuk/tag.html").content


def test_cache_keeps_page_and_fragment_apart():
    assert "HX-Request" in page()["Vary"]
